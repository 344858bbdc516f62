"""The days of feasts that move, computed: Easter, Hijri months, "fourth Thursday".

A feast is written as what it is counted from: `12-25`, `easter-2`, `hijri-10-01`,
`hijri-09` for the whole month, `11-thu-4` for the fourth Thursday of November
(`-1` for the last one). `ID:Eid al-Fitr=hijri-10-01` is the day that a country keeps,
where the library `holidays` knows it, else the computed one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta
from hijridate import Hijri

from konon.model import Bounds, Timex, Unresolved
from konon.spot.calendar import NO_ANCHOR, Direction, rank, shift
from konon.spot.slots import Filled
from konon.spot.tense import Tense

_WEEKDAYS = {"mon": MO, "tue": TU, "wed": WE, "thu": TH, "fri": FR}
_WEEKDAYS |= {"sat": SA, "sun": SU}
# Umm al-Qura, the calendar of hijridate, is tabulated for these years.
_HIJRI_YEARS = range(1343, 1501)
_ESTIMATED = " (estimated)"
_NEAR = timedelta(days=4)
BY_SIGHT = "computed ahead; the sighting of the moon may move it by a day"


def read_feast(
    timex: Timex,
    feast: str,
    slots: Filled,
    anchor: date | None,
    tense: tuple[Tense, str],
) -> Timex:
    """The day of a feast, moved by so many days for "H-7" and its like."""
    needs_anchor = not {"hijri_year", "year"} & {n for n in slots if slots[n] != "XXXX"}
    if needs_anchor and anchor is None:
        return replace(timex, bounds=NO_ANCHOR, why=NO_ANCHOR.reason)
    days = _days_said(feast, slots, anchor, tense)
    moved = int(slots.get("after", 0)) - int(slots.get("before", 0))
    try:
        first, last = (shift(day, moved, "day") for day in days or ())
    except (ValueError, OverflowError):
        return replace(timex, bounds=Unresolved("the day of that feast is not known"))
    is_sighted = _is_sighted(feast, first)
    names = dict.fromkeys(day.isoformat() for day in (first, last))
    about = "~" if is_sighted else ""
    edtf = "/".join(f"{name}{about}" for name in names)
    return replace(
        timex,
        value=timex.value if feast == "hijri" else "/".join(names),
        anchor=anchor if needs_anchor else None,
        bounds=Bounds(first, last, edtf),
        why=BY_SIGHT if is_sighted else "the feast of that year",
    )


def _days_said(
    feast: str, slots: Filled, anchor: date | None, tense: tuple[Tense, str]
) -> tuple[date, date] | None:
    """The days of a feast: of the year that is said, else the likeliest ones."""
    if "hijri_year" in slots:
        return days_of_hijri(feast, int(slots["hijri_year"]))
    year = str(slots["year"])
    if isinstance(slots.get("relative"), int) and anchor:
        year = str(anchor.year + int(slots["relative"]))
    if year.isdigit() and not 1 <= int(year) <= 9999:
        return None
    if year.isdigit():
        anchor = date(int(year), 1, 1)
        years = range(int(year), int(year) + 1)
    elif anchor is not None:
        years = range(max(1, anchor.year - 1), min(9999, anchor.year + 1) + 1)
    else:
        return None
    way = _feast_way(str(slots.get("way", "")), tense)
    found = [days for one in years for days in days_of_feast(feast, one)]
    ranked = [(rank(days, anchor, way), days) for days in found]
    likely = [(likeness, days) for likeness, days in ranked if likeness is not None]
    return min(likely)[1] if likely else None


def _feast_way(way: str, tense: tuple[Tense, str]) -> Direction:
    if way in {"past", "future"}:
        return "last" if way == "past" else "next"
    return "future" if tense[0] == "future" else "near_future"


def days_of_feast(feast: str, year: int) -> Iterator[tuple[date, date]]:
    """First and last day of each time that a feast falls into a year of ours.

    Nothing where it cannot be computed; a Hijri feast may fall twice.
    """
    fixed = re.fullmatch(r"(\d\d)-(\d\d)", feast)
    if fixed:
        yield from _single(date(year, int(fixed[1]), int(fixed[2])))
    elif feast.startswith("easter"):
        yield from _single(easter(year) + timedelta(days=int(feast[6:] or 0)))
    elif ":" in feast:
        yield from _kept(feast, year)
    elif feast.startswith("hijri"):
        yield from _hijri(feast, year)
    else:
        month, weekday, number = feast.split("-", 2)
        day = 31 if number.startswith("-") else 1
        step = _WEEKDAYS[weekday](int(number))
        first = date(year, 1, 1)
        moved = relativedelta(month=int(month), day=day, weekday=step)
        yield from _single(first + moved)


def days_of_hijri(feast: str, year: int) -> tuple[date, date] | None:
    """First and last day of a Hijri year (`hijri`), of a month, or a day of it.

    None where the year is not tabulated or has no such day.
    """
    if ":" in feast:
        return _kept_near(feast, year)
    if year not in _HIJRI_YEARS:
        return None
    _, month, day = [*feast.split("-"), "", ""][:3]
    try:
        first = Hijri(year, int(month or 1), int(day or 1))
        end = first if day else Hijri(year, int(month or 12), 1)
        length = 0 if day else end.month_length() - 1
    except ValueError:
        return None
    return _plain(first), _plain(end) + timedelta(days=length)


def _kept(feast: str, year: int) -> Iterator[tuple[date, date]]:
    name, _, computed = feast.partition("=")
    country, _, name = name.partition(":")
    days = [day for day, kept, _ in _holidays(country, year) if kept == name]
    for day in days:
        yield from _single(day)
    if not days and computed:
        yield from days_of_feast(computed, year)


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> tuple[tuple[date, str, bool], ...]:
    """Day, English name, and whether it is estimated, of a country's holidays."""
    # Imported late: most texts name no feast, and the import takes its time.
    from holidays import country_holidays

    found = country_holidays(country, years=year, language="en_US")
    return tuple(
        (day, name.removesuffix(_ESTIMATED), name.endswith(_ESTIMATED))
        for day in sorted(found)
        for name in found.get_list(day)
    )


def _is_sighted(feast: str, day: date) -> bool:
    """Whether the day of a feast hangs on a moon that is not yet sighted."""
    if ":" not in feast:
        return feast.startswith("hijri")
    country = feast.partition(":")[0]
    known = [guess for kept, _, guess in _holidays(country, day.year) if kept == day]
    return any(known) or not known


def _kept_near(feast: str, year: int) -> tuple[date, date] | None:
    """The day kept that lies nearest to the computed one of a Hijri year."""
    days = days_of_hijri(feast.partition("=")[2], year)
    if days is None:
        return None
    for kept in _kept(feast, days[0].year):
        if abs(kept[0] - days[0]) < _NEAR:
            return kept
    return days


def _plain(day: Hijri) -> date:
    return date(*day.to_gregorian().datetuple())


def _single(day: date) -> Iterator[tuple[date, date]]:
    yield day, day


def _hijri(feast: str, year: int) -> Iterator[tuple[date, date]]:
    # A Hijri year is some 354 days: two of them may begin in one of ours.
    about = int((year - 622) * 365.2422 / 354.367)
    for own in range(about - 1, about + 3):
        days = days_of_hijri(feast, own)
        if days is not None and days[0].year == year:
            yield days
