"""From a TIMEX3 value to days: bounds, EDTF, shifting, filling what was left open.

Values follow TimeML's TIMEX3 (`2024-06`, `2024-W24`, `2024-Q2`, `199`), with two
additions: an interval `a/b` for one expression that names both ends, and `X` for
what the words leave open until `fill` decides it.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from konon.model import Bounds, Unresolved

Direction = Literal[
    "past", "future", "last", "next", "near", "near_past", "near_future"
]
"""`last` and `next` are said: they exclude the day, month or season that is on."""
Days = tuple[date, date]
_DAYS = {"day": 1, "week": 7, "weekend": 7, "hour": 1 / 24, "minute": 0, "second": 0}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_MONTHS |= {"decade": 120, "century": 1200}

NO_ANCHOR = Unresolved("no publication time to read it against")

# EDTF level 2 sub-year groupings (ISO 8601-2:2019, 4.8).
_QUARTERS = {1: "33", 2: "34", 3: "35", 4: "36"}
_HALVES = {1: "40", 2: "41"}
_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_GRAIN = {
    "day": "XXXX-XX-XX",
    "weekend": "XXXX-WXX-WE",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}


def grain_value(grain: str) -> str:
    """The open value of a unit: `XXXX-XX` for a month."""
    return _GRAIN[grain]


def bounds_of(value: str, mod: str = "") -> Bounds | Unresolved:
    """The days that a complete value allows, narrowed by `mod` to a third of them."""
    if "/" in value:
        first, last = value.split("/", 1)
        low, high = days_of(first), days_of(last)
        if low is None or high is None:
            return Unresolved(f"no such day: {value}")
        if high[1] < low[0]:
            return Unresolved(f"ends before it begins: {value}")
        return Bounds(low[0], high[1], f"{_edtf(first, low)}/{_edtf(last, high)}")
    days = days_of(value)
    if days is None:
        return Unresolved(f"no such day: {value}")
    if mod in {"START", "MID", "END"}:
        return _third(value, days, mod)
    return Bounds(days[0], days[1], _edtf(value, days))


@lru_cache(maxsize=8192)
def days_of(value: str) -> Days | None:
    """First and last day of a complete value; None where there is no such day."""
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value)
    if season:
        return _season(int(season[1]), season[2])
    for pattern, reader in _READERS:
        found = pattern.fullmatch(value)
        if found:
            try:
                return reader(*(int(g) for g in found.groups() if g and g.isdigit()))
            except (ValueError, OverflowError):
                return None
    return None


def shift(day: date, count: float, unit: str) -> date:
    """The day moved by so many units; months keep the day where they have it.

    Raises:
        OverflowError: the result lies outside the years 1 to 9999.
    """
    if unit in _DAYS:
        return day + timedelta(days=round(count * _DAYS[unit]))
    index = day.year * 12 + day.month - 1 + round(count * _MONTHS[unit])
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("date value out of range")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def edtf_of_list(bounds: Sequence[Bounds], links: Sequence[str]) -> str:
    """Several times as one EDTF: `a/b` for a range, `[a,b]` one of, `{a,b}` all of.

    Neighbouring days or months that are listed are a range as well.
    """
    names = [one.edtf for one in bounds]
    is_pair = len(bounds) == 2 and links[0] != "or"
    if is_pair and (links[0] == "to" or _are_neighbours(bounds)):
        return f"{names[0].split('/')[0]}/{names[1].split('/')[-1]}"
    inside = names[0]
    for name, link in zip(names[1:], links, strict=True):
        inside += f"..{name}" if link == "to" else f",{name}"
    return f"[{inside}]" if "or" in links else f"{{{inside}}}"


def _are_neighbours(bounds: Sequence[Bounds]) -> bool:
    one, two = bounds[0].latest, bounds[1].earliest
    return one is not None and two is not None and (two - one).days == 1


def fill_from(value: str, day: date) -> str:
    """The value with all that it leaves open taken from `day`."""
    if "-WXX" in value:
        year, week, _ = day.isocalendar()
        filled = value.replace("XXXX", f"{year:04}").replace("WXX", f"W{week:02}")
        return _weekday_date(filled)
    if value == "XXX":
        return f"{day.year // 10:03}"
    if value == "XX":
        return f"{(day.year - 1) // 100:02}"
    filled = value.replace("XXXX", f"{day.year:04}")
    if "X" not in filled:
        return filled
    filled = filled.replace("-QX", f"-Q{(day.month - 1) // 3 + 1}")
    filled = filled.replace("-HX", f"-H{(day.month - 1) // 6 + 1}")
    if filled[5:7] == "XX":
        filled = f"{filled[:5]}{day.month:02}{filled[7:]}"
    if filled[8:10] == "XX":
        filled = f"{filled[:8]}{day.day:02}{filled[10:]}"
    return filled


def fill(value: str, anchor: date, direction: Direction) -> str:
    """The value completed with the year, month or week that `direction` makes likely.

    An interval is filled from its first part; the second follows it.
    """
    if "/" in value:
        first, last = value.split("/", 1)
        first = fill(first, anchor, direction)
        start = days_of(first.split("T")[0])
        after = start[0] if start else anchor
        return f"{first}/{fill(last, after, 'future')}"
    if "X" not in value:
        return value
    best = None
    for candidate in _candidates(value, anchor):
        days = days_of(candidate.split("T")[0])
        if days is None:
            continue
        likely = rank(days, anchor, direction)
        if likely is not None and (best is None or likely < best[0]):
            best = (likely, candidate)
    return best[1] if best else fill_from(value, anchor)


def fill_by_weekday(value: str, anchor: date, weekday: object) -> str | None:
    """The year, this or next to it, in which a day and month fall on a weekday.

    None where there is no weekday, no open year, or none of the years fits.
    """
    if not isinstance(weekday, int) or not re.fullmatch(r"XXXX-\d\d-\d\d", value):
        return None
    fitting = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        days = days_of(value.replace("XXXX", f"{year:04}"))
        if days is not None and days[0].isoweekday() == weekday:
            fitting.append((abs((days[0] - anchor).days), days[0].isoformat()))
    return min(fitting)[1] if fitting else None


def _candidates(value: str, anchor: date) -> Iterator[str]:
    # A 29 February is never further than eight years off.
    unit, reach = "year", 8 if "-02-29" in value else 1
    if "-WXX" in value:
        unit, reach = "week", 1
    elif re.match(r"XXXX-XX-\d", value):
        unit, reach = "month", 2
    elif re.match(r"XXXX-XX-XX", value):
        unit, reach = "day", 0
    for count in range(-reach, reach + 1):
        try:
            yield fill_from(value, shift(anchor, count, unit))
        except OverflowError:
            continue


def rank(days: Days, anchor: date, direction: Direction) -> tuple[int, int] | None:
    """Smaller is likelier; None where the direction rules the days out."""
    is_day = days[0] == days[1]
    if direction == "last" and days[1] >= anchor:
        return None
    if direction == "next" and (days[0] == anchor if is_day else days[1] < anchor):
        return None
    if days[0] <= anchor <= days[1]:
        return (0, 0)
    gap = (days[0] - anchor).days if days[0] > anchor else (anchor - days[1]).days
    is_past = days[1] < anchor
    if direction == "past" and not is_past:
        return None
    if direction in {"future", "next"} and is_past:
        return None
    if direction == "near_past" and not is_past:
        return (1, gap)
    if direction == "near_future" and is_past:
        return (0, gap * 3 // 2)
    return (0, gap)


def _weekday_date(value: str) -> str:
    """`2024-W24-3` as the calendar date that it is; other values unchanged."""
    found = re.match(r"(\d{4})-W(\d\d)-([1-7])(.*)", value)
    if not found:
        return value
    year, week, weekday = (int(found[n]) for n in (1, 2, 3))
    try:
        return date.fromisocalendar(year, week, weekday).isoformat() + found[4]
    except ValueError:
        # The last week of the calendar goes on where it ends.
        return value


def _third(value: str, days: Days, mod: str) -> Bounds:
    """Early, mid and late are thirds: by tens of a month, by months of a year."""
    part = {"START": 0, "MID": 1, "END": 2}[mod]
    if re.fullmatch(r"\d{4}", value):
        year, month = days[0].year, 1 + 4 * part
        last = date(year, month + 3, calendar.monthrange(year, month + 3)[1])
        edtf = f"{year:04}-{month:02}~/{year:04}-{month + 3:02}~"
        return Bounds(date(year, month, 1), last, edtf)
    if re.fullmatch(r"\d{2,3}", value):
        low, high = _years_third(days, part)
        edtf = f"{low.year:04}~/{high.year:04}~"
        return Bounds(low, high, edtf)
    if re.fullmatch(r"\d{4}-\d\d", value):
        low = days[0].replace(day=1 + 10 * part)
        high = days[1] if part == 2 else days[0].replace(day=10 + 10 * part)
    else:
        length = (days[1] - days[0]).days + 1
        low = days[0] + timedelta(days=length * part // 3)
        high = days[0] + timedelta(days=max(length * (part + 1) // 3, 1) - 1)
        if re.fullmatch(r"\d{4}-W\d\d", value):
            low, high = _week_third(days[0], part)
        high = max(low, high)
    return Bounds(low, high, f"{low.isoformat()}~/{high.isoformat()}~")


def _years_third(days: Days, part: int) -> Days:
    """A third of a decade or a century, in whole years: 0-3, 4-6, 7-9."""
    first, count = days[0].year, days[1].year - days[0].year + 1
    cuts = (0, -(-count // 3), -(-2 * count // 3), count)
    return date(first + cuts[part], 1, 1), date(first + cuts[part + 1] - 1, 12, 31)


def _week_third(monday: date, part: int) -> Days:
    # A week has five working days: early is Monday to Wednesday, late from Thursday.
    first, last = ((0, 2), (2, 3), (3, 6))[part]
    return monday + timedelta(days=first), monday + timedelta(days=last)


def _edtf(value: str, days: Days) -> str:
    if re.fullmatch(r"\d{3}", value):
        return f"{value}X"
    if re.fullmatch(r"\d{2}", value):
        return f"{value}XX"
    found = re.fullmatch(r"(\d{4})-([QH])(\d)", value)
    if found:
        table = _QUARTERS if found[2] == "Q" else _HALVES
        return f"{found[1]}-{table[int(found[3])]}"
    season = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value)
    if season:
        return f"{season[1]}-{_SEASONS[season[2]]}"
    if re.fullmatch(r"\d{4}-W\d\d(-WE)?", value):
        return f"{days[0].isoformat()}/{days[1].isoformat()}"
    return re.sub(r"T[A-Z]{2}$", "", value)


def _year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int, *_: int) -> Days:
    return date(year, month, day), date(year, month, day)


def _week(year: int, week: int) -> Days:
    monday = date.fromisocalendar(year, week, 1)
    return monday, monday + timedelta(days=6)


def _weekend(year: int, week: int) -> Days:
    monday = date.fromisocalendar(year, week, 1)
    return monday + timedelta(days=5), monday + timedelta(days=6)


def _quarter(year: int, quarter: int) -> Days:
    return date(year, quarter * 3 - 2, 1), _month(year, quarter * 3)[1]


def _half(year: int, half: int) -> Days:
    return date(year, half * 6 - 5, 1), _month(year, half * 6)[1]


def _season(year: int, season: str) -> Days | None:
    """Meteorological seasons of the north; the winter of a year begins in December."""
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    if not 1 <= year < 9999:
        return None
    last_year, last_month = (year + 1, 2) if season == "WI" else (year, first + 2)
    return date(year, first, 1), _month(last_year, last_month)[1]


def _decade(decade: int) -> Days:
    return date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31)


def _century(century: int) -> Days:
    return date(century * 100 + 1, 1, 1), date(century * 100 + 100, 12, 31)


_READERS = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(\d{4})", _year),
        (r"(\d{4})-(\d\d)", _month),
        (r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", _day),
        (r"(\d{4})-W(\d\d)", _week),
        (r"(\d{4})-W(\d\d)-WE", _weekend),
        (r"(\d{4})-Q([1-4])", _quarter),
        (r"(\d{4})-H([12])", _half),
        (r"(\d{3})", _decade),
        (r"(\d{2})", _century),
    )
)
