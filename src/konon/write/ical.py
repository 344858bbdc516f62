"""Events -> an iCalendar feed (RFC 5545, RFC 7986), living: stable UIDs, sequences.

STATUS follows the ladder: what is off is CANCELLED; what is announced, agreed, under
way or happened is CONFIRMED; everything else is TENTATIVE. Events without a time are
VJOURNAL entries, in which DRAFT stands for TENTATIVE and FINAL for CONFIRMED.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Journal
from icalendar import Event as Entry

from konon.model import Bounds, Event
from konon.store.find import KeptEvent
from konon.weave.agenda import has_conflict

_CONFIRMED = {"announced", "date_agreed", "under_way", "happened"}
_CANCELLED = {"cancelled", "denied"}
_JOURNAL = {"TENTATIVE": "DRAFT", "CONFIRMED": "FINAL", "CANCELLED": "CANCELLED"}
_WIDEST = 92
"""A window of more days is no appointment: it is kept as a journal entry."""


def calendar_of(kept: Iterable[KeptEvent], base_url: str = "") -> bytes:
    """The feed, as bytes to be served as `text/calendar`."""
    calendar = Calendar()
    calendar.add("prodid", "-//konon//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", "konon agenda")
    calendar.add("x-wr-calname", "konon agenda")
    calendar.add("refresh-interval", timedelta(hours=1))
    for item in kept:
        calendar.add_component(_component(item, base_url))
    return bytes(calendar.to_ical())


def status_of(event: Event) -> str:
    """TENTATIVE, CONFIRMED or CANCELLED, from the lifecycle status.

    A time that two sources hold differently is never CONFIRMED.
    """
    if event.status in _CANCELLED:
        return "CANCELLED"
    if event.status in _CONFIRMED and not has_conflict(event):
        return "CONFIRMED"
    return "TENTATIVE"


def _component(item: KeptEvent, base_url: str) -> Entry | Journal:
    event, bounds = item.event, item.event.bounds
    is_journal = not _is_dated(bounds) or event.status == "postponed"
    entry: Entry | Journal = Journal() if is_journal else Entry()
    changed = datetime.fromisoformat(item.changed).astimezone(UTC)
    status = status_of(event)
    entry.add("uid", f"{event.id}@konon")
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", item.sequence)
    entry.add("summary", _summary(event))
    entry.add("status", _JOURNAL[status] if is_journal else status)
    entry.add("description", _description(event))
    entry.add("categories", [event.type])
    if base_url:
        entry.add("url", f"{base_url}/event/{event.id}")
    if event.places and not is_journal:
        entry.add("location", ", ".join(event.places))
    if not is_journal and isinstance(bounds, Bounds):
        _add_time(entry, event, bounds)
    return entry


def _is_dated(bounds: object) -> bool:
    return isinstance(bounds, Bounds) and bounds.width <= _WIDEST


def _add_time(entry: Entry | Journal, event: Event, bounds: Bounds) -> None:
    first, last = bounds.earliest, bounds.latest
    if first is None or last is None:
        return
    zone = _zone(event.zone)
    if event.clock is not None and first == last and zone is not None:
        entry.add("dtstart", datetime.combine(first, event.clock, tzinfo=zone))
        return
    entry.add("dtstart", first)
    # DTEND of a whole-day entry is exclusive (RFC 5545, 3.6.1).
    if last < date.max:
        entry.add("dtend", last + timedelta(days=1))
    # A window in which it may fall does not make anybody busy.
    entry.add("transp", "TRANSPARENT")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _summary(event: Event) -> str:
    mark = {"postponed": "postponed: ", "denied": "denied: "}.get(event.status, "")
    return f"{mark}{event.label}"


def _description(event: Event) -> str:
    lines = [f"status: {event.status} ({event.status_rule})"]
    if isinstance(event.bounds, Bounds):
        lines.append(f"when: {event.bounds.edtf} ({event.when_rule})")
    lines.append(f"independent origins: {', '.join(event.origins)}")
    lines += [
        f"conflict in {d.field}: {' / '.join(d.values)} ({d.reason})"
        for d in event.differences
        if d.kind == "conflict"
    ]
    return "\n".join(lines)
