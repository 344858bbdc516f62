"""Publication times as feeds, mails and pages write them -> ISO 8601.

Reads RFC 822 and 3339, basic ISO 8601, and lines as readers see them: "Rabu, 12 Jun
2024 09:15 WIB", "June 12, 2024 9:15 pm EDT", "12/06/2024, 09:15 WIB". Months and zones
are the packs'. What was not written is not filled in: a day without an hour is a day.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from konon.packs import Packs

_ISO = re.compile(
    r"\s*(\d{4})-?([01]\d)-?([0-3]\d)"
    r"(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?"
    r"(?!\d)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?(?![\d])"
    r"\s*([ap])?\.?(?:m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+-])(\d\d?)(?::?(\d\d))?(?!\d)", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]+([^\W\d_]+)\.?,?[\s-]+")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+")
_YEAR = re.compile(r"(\d{4}|\d\d(?=\s+\d\d:))(?!\d)")
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d/])")
_LONGEST = 120
_AFTER_THE_DAY = 40
"""An hour further behind its day belongs to something else."""


def iso_stamp(text: str, packs: Packs, lang: str = "") -> str:
    """The day or instant that a text names, ISO 8601; empty where it names none.

    `lang` tells how a date in figures is read: day first, but for English only where
    no other reading is a date.
    """
    text = " ".join(text[:_LONGEST].split())
    whole = _ISO.match(text)
    if whole:
        year, month, day, hour, minute, second, zone = whole.groups()
        found = _day(year, int(month), day)
        if found and hour:
            clock = f"{hour}:{minute}:{second or '00'}"
            return _valid(f"{found}T{clock}{_written(zone)}")
        return found
    found, end = _written_day(text, packs, lang)
    return _with_clock(found, text, end, packs) if found else ""


def _written(zone: str | None) -> str:
    if not zone or zone in "zZ":
        return "+00:00" if zone else ""
    digits = zone[1:].replace(":", "")
    return f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"


def _written_day(text: str, packs: Packs, lang: str) -> tuple[str, int]:
    """The first day in a text, and where it ends."""
    months = _months(packs)
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            number = months.get(match[month].casefold())
            year = _YEAR.match(text, match.end())
            if number and year:
                found = _day(year[1], number, match[day])
                if found:
                    return found, year.end()
    for match in _NUMBERS.finditer(text):
        found = _day_in_figures(match, text, packs, lang)
        if found:
            return found, match.end()
    return "", 0


def _day_in_figures(match: re.Match[str], text: str, packs: Packs, lang: str) -> str:
    """The day that "12/06/2024" is: the weekday beside it tells, else the language."""
    day_first = _day(match[4], int(match[3]), match[1])
    month_first = _day(match[4], int(match[1]), match[3])
    readings = [day for day in dict.fromkeys((day_first, month_first)) if day]
    if len(readings) > 1:
        names = _weekdays(packs)
        words = (word.casefold() for word in re.findall(r"[^\W\d_']+", text))
        told = next((names[word] for word in words if word in names), None)
        fits = [d for d in readings if date.fromisoformat(d).isoweekday() == told]
        readings = fits or ([] if lang == "en" else readings)
    return readings[0] if readings else ""


def _with_clock(day: str, text: str, end: int, packs: Packs) -> str:
    rest = text[end : end + _AFTER_THE_DAY]
    clock = _CLOCK.search(rest)
    if clock is None:
        return day
    hour, minute, second, half = clock.groups()
    number = int(hour)
    if half and number <= 12:
        number = number % 12 + (12 if half in "pP" else 0)
    found = f"{day}T{number:02}:{minute}:{second or '00'}"
    zone = _zone(rest[clock.end() :], packs)
    if zone is None:
        return _valid(found)
    moment = datetime.fromisoformat(found).replace(tzinfo=zone)
    return moment.isoformat()


def _zone(text: str, packs: Packs) -> tzinfo | None:
    """The zone that is written right behind a clock."""
    text = text.lstrip(" ,|(")
    offset = _OFFSET.match(text)
    if offset:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        span = timedelta(hours=hours, minutes=minutes)
        if span >= timedelta(hours=24):
            return None
        return timezone(-span if offset[1] == "-" else span)
    word = re.match(r"[^\W\d_]+", text)
    name = _zones(packs).get(word[0].casefold()) if word else None
    try:
        return ZoneInfo(name) if name else None
    except ZoneInfoNotFoundError:
        return None


def _day(year: str, month: int, day: str) -> str:
    number = int(year)
    if len(year) == 2:
        # RFC 2822, 4.3: two digits below fifty are of this century.
        number += 2000 if number < 50 else 1900
    try:
        return date(number, month, int(day)).isoformat()
    except ValueError:
        return ""


def _valid(stamp: str) -> str:
    try:
        datetime.fromisoformat(stamp)
    except ValueError:
        return stamp[:10]
    return stamp


@lru_cache(maxsize=4)
def _months(packs: Packs) -> Mapping[str, int]:
    return {
        word.rstrip(".").casefold(): int(number)
        for tag in packs.readable()
        for number, words in packs.langs[tag]["times"].table("month").items()
        for word in words
    }


@lru_cache(maxsize=4)
def _weekdays(packs: Packs) -> Mapping[str, int]:
    return {
        word.rstrip(".").casefold(): int(number)
        for tag in packs.readable()
        for number, words in packs.langs[tag]["times"].table("weekday").items()
        for word in words
    }


@lru_cache(maxsize=4)
def _zones(packs: Packs) -> Mapping[str, str]:
    return {
        word.casefold(): name
        for tag in packs.readable()
        for name, words in packs.langs[tag]["times"].table("zone").items()
        for word in words
    }
