"""Texts -> publication times, with how they were found."""

import re
from datetime import UTC, datetime, timedelta, timezone

from konon.errors import UsageError
from konon.model import Published, Unresolved

NOT_GIVEN = Unresolved("no publication time given or found")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)\s*[T ]\s*(\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?\s*"
    r"(Z|[+-]\d\d:?\d\d)?"
)
# Zone of a stamp that names none, by the language of the report's outlets.
DEFAULT_ZONES = {"id": timezone(timedelta(hours=7)), "en": UTC}


def parse_published(text: str, found: str, lang: str = "en") -> Published | Unresolved:
    """The instant that an ISO 8601 date or stamp names.

    A stamp without a zone is read in the zone where most outlets of the language
    publish (Jakarta for Indonesian, UTC otherwise), and `found` says so. A bare day is
    kept as a day.
    """
    text = text.strip()
    zone = DEFAULT_ZONES.get(lang, UTC)
    if not text:
        return NOT_GIVEN
    try:
        if _DAY.fullmatch(text):
            instant = datetime.fromisoformat(text).replace(tzinfo=zone)
            return Published(instant, "day", found)
        stamp = _STAMP.fullmatch(text)
        if stamp:
            day, clock, seconds, offset = stamp.groups()
            said = f"{day}T{clock}:{seconds or '00'}{offset or ''}"
            instant = datetime.fromisoformat(said.replace("Z", "+00:00"))
            if instant.tzinfo is None:
                instant, found = instant.replace(tzinfo=zone), f"{found}, zone assumed"
            return Published(instant, "minute", found)
    except ValueError:
        pass
    return Unresolved(f"publication time not understood: {text[:40]!r}")


def written(published: Published) -> str:
    """A publication time as ISO 8601, as precisely as it is known."""
    if published.precision == "day":
        return published.instant.date().isoformat()
    return published.instant.isoformat()


def required_published(text: str, where: str) -> str:
    """The same text, once it is known to be a date that can be read.

    Raises:
        UsageError: it is not an ISO 8601 date or stamp.
    """
    if isinstance(parse_published(text, where), Unresolved):
        raise UsageError(
            where,
            f"not a publication time: {text!r}",
            "give ISO 8601, as 2024-06-12 or 2024-06-12T09:00+07:00",
        )
    return text
