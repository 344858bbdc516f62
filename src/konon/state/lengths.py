"""A length of time -> the time that it gives an event, with the words around it.

TimeML marks a length by itself: "three months" is no place in time. Words beside it may
make it one: "within three months", "the six months to 30 June", "in the first five
months of this year".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from konon.model import Bounds, Timex
from konon.packs import Pack
from konon.spot.calendar import shift
from konon.spot.matcher import Hit, any_of, word_finder
from konon.state.roles import is_tied

_LOOK_BACK = 32
"""Characters before a time in which a word may tell what it gives an event."""
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_WEEKLY = re.compile(r"\d{4}-W\d\d")
_WEEK = 7
"""Days."""
_SPLIT = re.compile(r"(\d{4})/(\d{4})")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_WIDTHS = {range(365, 367): 12, range(181, 185): 6, range(89, 93): 3}
"""Days of a year, a half and a quarter, and their months."""
_LONGEST = 12
"""Months of a year."""


def counted(
    timex: Timex, text: str, anchor: date | None, is_ahead: bool, pack: Pack
) -> Timex | None:
    """The time that a length before the event is over; None where no word makes it one.

    "Within two weeks" is these; "in two weeks" is their end, where `is_ahead` tells
    that the event is to come.
    """
    length = _LENGTH.fullmatch(timex.value)
    if anchor is None or length is None or isinstance(timex.bounds, Bounds):
        return None
    if is_tied(timex, text, pack):
        return None
    hit = word_before(timex, "counted", text, pack)
    if hit is None or (hit.key == "in" and not is_ahead):
        return None
    unit = _UNITS[length[2]]
    try:
        end = shift(anchor, float(length[1]), unit)
    except OverflowError:
        return None
    if hit.key == "within":
        edtf = f"{anchor.isoformat()}/{end.isoformat()}~"
        bounds = Bounds(anchor, end, edtf)
    else:
        bounds = _at(end, unit)
    return replace(timex, anchor=anchor, bounds=bounds, why="counted from publication")


def word_before(timex: Timex, table: str, text: str, pack: Pack) -> Hit | None:
    """The word of a table that stands right before a time; None where none does.

    The lesser of two numbers may stand between: "within two to three weeks".
    """
    before = text[max(0, timex.span.start - _LOOK_BACK) : timex.span.start]
    before = _lesser(pack).sub("", before)
    hits = word_finder(pack, "status", table).find(before)
    return next((h for h in hits if not before[h.span.end :].strip(" ,\n\t")), None)


@lru_cache(maxsize=16)
def _lesser(pack: Pack) -> re.Pattern[str]:
    """What finds the lesser number of a range that ends a stretch of text: "two to"."""
    times = pack["times"]
    links = [word for word in times.listed("link", "to") if word.isalpha()]
    links += times.listed("link", "or")
    one, two = any_of(times.every("number")), any_of(links)
    return re.compile(rf"\b(?:\d+|{one})\s+(?:{two})\s+$", re.IGNORECASE)


def _at(day: date, unit: str) -> Bounds:
    """About a day, or the month or year that it lies in."""
    if unit == "year":
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
        return Bounds(first, last, f"{day.year:04}~")
    if unit == "month":
        first = day.replace(day=1)
        last = shift(first, 1, "month") - timedelta(days=1)
        return Bounds(first, last, f"{first.isoformat()[:7]}~")
    return Bounds(day, day, f"{day.isoformat()}~")


def months_of(timex: Timex) -> int:
    """How many months a length or a named stretch has; 0 where it is none of months."""
    length = _LENGTH.fullmatch(timex.value)
    if length is not None:
        return int(length[1]) * {"M": 1, "Y": 12}.get(length[2], 0)
    if _is_split(timex):
        return _LONGEST
    if not isinstance(timex.bounds, Bounds) or timex.bounds.earliest is None:
        return 0
    days = timex.bounds.width + 1
    return next((months for width, months in _WIDTHS.items() if days in width), 0)


def _is_split(timex: Timex) -> bool:
    """Whether a time is a year of two: "1986/87"."""
    match = _SPLIT.fullmatch(timex.value)
    return match is not None and int(match[2]) == int(match[1]) + 1


def beginning(length: Timex, start: Timex) -> Bounds | None:
    """The stretch of a length from a time on: "fiscal 1987, starting April 1"."""
    months, bounds = months_of(length), start.bounds
    if not months or not isinstance(bounds, Bounds) or bounds.earliest is None:
        return None
    first = _in_year(bounds.earliest, length)
    behind = shift(first, months, "month")
    last = behind - timedelta(days=1)
    size = len(bounds.edtf.split("/")[0])
    edtf = f"{first.isoformat()[:size]}/{last.isoformat()[:size]}"
    return Bounds(first, last, edtf)


def _in_year(day: date, length: Timex, place: int = 0) -> date:
    """A day in the first or last year that a length names: "1986/87 ending March"."""
    bounds = length.bounds
    if _LENGTH.fullmatch(length.value) or not isinstance(bounds, Bounds):
        return day
    named = (bounds.earliest, bounds.latest)[place]
    is_year = _is_split(length) or months_of(length) == _LONGEST
    if named is None or not is_year or not length.value[:1].isdigit():
        return day
    try:
        return day.replace(year=named.year)
    except ValueError:
        return day


def ending(length: Timex, end: Timex) -> Bounds | None:
    """The stretch of a length that ends with a time: "the six months to 30 June".

    None where it is not known how long or until when.
    """
    months, bounds = months_of(length), end.bounds
    if not isinstance(bounds, Bounds) or bounds.latest is None:
        return None
    if not months:
        is_day = bounds.latest == bounds.earliest
        return _days_to(bounds.latest, length) if is_day else None
    latest, last = bounds.latest, bounds.edtf.split("/")[-1]
    if _is_split(length):
        latest = _in_year(latest, length, -1)
        last = f"{latest.year:04}{last[4:]}"
    first = shift(latest + timedelta(days=1), -months, "month")
    edtf = f"{first.isoformat()[: len(last)]}/{last}"
    return Bounds(first, latest, edtf)


def _days_to(last: date, length: Timex) -> Bounds | None:
    """The days or weeks of a length up to a day: "the week ended June 7"."""
    counted = _LENGTH.fullmatch(length.value)
    days = {"D": 1, "W": _WEEK}.get(counted[2], 0) * int(counted[1]) if counted else 0
    if not days and _WEEKLY.fullmatch(length.value):
        days = _WEEK
    if not days or days >= last.toordinal():
        return None
    first = last - timedelta(days=days - 1)
    return Bounds(first, last, f"{first.isoformat()}/{last.isoformat()}")


def opening(
    length: Timex,
    year: Timex,
    gap: str,
    text: str,
    words: Mapping[str, Sequence[str]],
) -> Bounds | None:
    """The first months of a year: "the first five months of 1987".

    `gap` are the words between the two, `words` those of the table `reach`. None where
    they do not say so.
    """
    first_words, of_words = words.get("first", ()), words.get("of", ())
    told = [*length.span.of(text).casefold().split(), *gap.split()]
    is_first = any(word in told for word in first_words)
    rest = [word for word in gap.split() if word not in first_words]
    months, bounds = months_of(length), year.bounds
    if not is_first or any(word not in of_words for word in rest):
        return None
    if not isinstance(bounds, Bounds) or bounds.earliest is None:
        return None
    if months_of(year) != _LONGEST or not 0 < months < _LONGEST:
        return None
    first = bounds.earliest
    last = shift(first, months, "month") - timedelta(days=1)
    edtf = f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"
    return Bounds(first, last, edtf)


def remaining(
    timex: Timex, text: str, anchor: date | None, pack: Pack
) -> Bounds | None:
    """What is left of a time: "the rest of 1987". None where no word says so."""
    bounds = timex.bounds
    if anchor is None or not isinstance(bounds, Bounds):
        return None
    if not (bounds.earliest and bounds.latest and bounds.earliest < anchor):
        return None
    if bounds.latest <= anchor or word_before(timex, "rest", text, pack) is None:
        return None
    edtf = f"{anchor.isoformat()}/{bounds.latest.isoformat()}"
    return Bounds(anchor, bounds.latest, edtf)
