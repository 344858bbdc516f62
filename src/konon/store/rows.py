"""What columns hold: values as JSON, moments as text."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter

from konon.model import Claim, Event, Reading, ReportedEvent


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """An account without its masthead, as a row keeps it."""

    event: ReportedEvent
    claims: tuple[Claim, ...]
    evidence: tuple[str, ...]


def iso(now: datetime) -> str:
    """A moment as the store writes it: UTC, to the second, sortable as text."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


READINGS = TypeAdapter(Reading)
EVENTS = TypeAdapter(Event)
ACCOUNTS = TypeAdapter(StoredAccount)
