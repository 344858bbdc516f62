"""Reads the store: events, reports, counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from konon.errors import UsageError
from konon.model import Event, Reading
from konon.store.keep import Store
from konon.store.rows import EVENTS, READINGS
from konon.store.schema import account, event, report


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event with its number of changes, for the calendar."""

    event: Event
    sequence: int
    changed: str
    """When it last changed, ISO 8601 in UTC."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds."""

    reports: int
    accounts: int
    events: int


def find_events(store: Store) -> tuple[KeptEvent, ...]:
    """All events, by id."""
    with store.reading() as connection:
        rows = connection.execute(
            select(event.c.body, event.c.sequence, event.c.changed).order_by(event.c.id)
        )
        return tuple(
            KeptEvent(EVENTS.validate_json(row.body), row.sequence, row.changed)
            for row in rows
        )


def get_event(store: Store, event_id: str) -> KeptEvent:
    """The event whose id begins so.

    Raises:
        UsageError: no event's id does, or several do.
    """
    with store.reading() as connection:
        rows = connection.execute(
            select(event.c.id, event.c.body, event.c.sequence, event.c.changed)
            .where(event.c.id.startswith(event_id, autoescape=True))
            .order_by(event.c.id)
            .limit(6)
        ).all()
    if not rows or not event_id:
        raise UsageError(event_id or "event", "no such event", "see: konon agenda")
    if len(rows) > 1:
        names = ", ".join(row.id for row in rows[:5])
        raise UsageError(event_id, f"begins several ids: {names}", "give more of it")
    row = rows[0]
    return KeptEvent(EVENTS.validate_json(row.body), row.sequence, row.changed)


def get_report(store: Store, report_id: str) -> Reading:
    """A report with its text, blocks, times and notes.

    Raises:
        UsageError: no such report is kept.
    """
    with store.reading() as connection:
        row = connection.execute(
            select(report.c.body, report.c.text).where(report.c.id == report_id)
        ).one_or_none()
    if row is None:
        raise UsageError(report_id, "no such report", "see the ids in: konon show")
    reading = READINGS.validate_json(row.body)
    return replace(reading, report=replace(reading.report, text=row.text))


def events_of_report(store: Store, report_id: str) -> Sequence[str]:
    """Ids of the events that a report tells of."""
    with store.reading() as connection:
        ids = connection.scalars(
            select(account.c.event_id)
            .where(account.c.report_id == report_id, account.c.event_id.is_not(None))
            .order_by(account.c.local_id)
        )
        return tuple(dict.fromkeys(ids))


def titles_of(store: Store, ids: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Outlet, title and time of some reports."""
    with store.reading() as connection:
        rows = connection.execute(
            select(report.c.id, report.c.outlet, report.c.title, report.c.stamp).where(
                report.c.id.in_(list(ids))
            )
        )
        return {row.id: (row.outlet, row.title, row.stamp) for row in rows}


def count(store: Store) -> Counts:
    """How many reports, accounts and events are kept."""
    with store.reading() as connection:
        numbers = [
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (report, account, event)
        ]
    return Counts(*numbers)
