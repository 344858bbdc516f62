"""Events -> agenda: what is coming, in order of time, and the shelf of the undated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from konon.model import Bounds, Event
from konon.state.status import OFF


@dataclass(frozen=True, slots=True)
class Query:
    """What an agenda is asked for. `since` is the day that parts past from coming."""

    since: date
    until: date | None = None
    who: str = ""
    where: str = ""
    type: str = ""
    status: str = ""
    past: bool = False
    least: float = 0.0
    """The least chance that an entry is an event at all, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """Entries with a time in order of it, and those without one."""

    dated: tuple[Event, ...]
    undated: tuple[Event, ...]


def make_agenda(events: Iterable[Event], query: Query) -> Agenda:
    """The entries that a query asks for.

    Coming is what is not over on `since` and has not happened; `past` gives the rest.
    """
    dated, undated = [], []
    for event in events:
        if not _is_asked_for(event, query) or is_over(event, query.since) != query.past:
            continue
        if not isinstance(event.bounds, Bounds):
            undated.append(event)
        elif (
            query.until is None or (event.bounds.earliest or query.since) <= query.until
        ):
            dated.append(event)
    dated.sort(key=_by_time, reverse=query.past)
    undated.sort(key=lambda e: (e.label.casefold(), e.id))
    return Agenda(tuple(dated), tuple(undated))


def is_over(event: Event, day: date) -> bool:
    """Whether an event has happened, or its time lies wholly before a day."""
    if event.status == "happened":
        return True
    latest = event.bounds.latest if isinstance(event.bounds, Bounds) else None
    return latest is not None and latest < day


def is_off(event: Event) -> bool:
    """Whether an event is postponed, cancelled or denied."""
    return event.status in OFF


def has_conflict(event: Event) -> bool:
    """Whether claims about the event cannot all hold."""
    return any(d.kind == "conflict" for d in event.differences)


def _is_asked_for(event: Event, query: Query) -> bool:
    who = " ".join((*event.actors, *event.recipients)).casefold()
    return (
        query.who.casefold() in who
        and query.where.casefold() in " ".join(event.places).casefold()
        and query.type in {"", event.type}
        and query.status in {"", event.status}
        and event.chance >= query.least
    )


def _by_time(event: Event) -> tuple[date, date, str]:
    bounds = event.bounds
    if not isinstance(bounds, Bounds):
        return date.max, date.max, event.id
    first = bounds.earliest or bounds.latest or date.max
    return first, bounds.latest or date.max, event.id
