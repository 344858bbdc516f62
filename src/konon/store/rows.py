"""What the `body` columns hold: values as JSON."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from konon.model import Claim, Event, Reading, ReportedEvent


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """An account without its masthead, as a row keeps it."""

    event: ReportedEvent
    claims: tuple[Claim, ...]
    evidence: tuple[str, ...]


READINGS = TypeAdapter(Reading)
EVENTS = TypeAdapter(Event)
ACCOUNTS = TypeAdapter(StoredAccount)
