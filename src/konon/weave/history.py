"""An event -> its history: who came with what, when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from konon.model import Event, Held

_NEVER = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """The first time that an origin held a value of a field."""

    since: datetime | None
    held: Held
    is_new: bool
    """Whether nobody had held the value before."""


def history_of(event: Event) -> tuple[Step, ...]:
    """The steps of an event, oldest first; a repetition by the same origin is none."""
    ordered = sorted(event.held, key=lambda h: h.since or _NEVER)
    seen: set[tuple[str, str, str]] = set()
    values: set[tuple[str, str]] = set()
    steps = []
    for held in ordered:
        told, value = (held.field, held.value, held.origin), (held.field, held.value)
        if told not in seen:
            steps.append(Step(held.since, held, value not in values))
        seen.add(told)
        values.add(value)
    return tuple(steps)


def values_of(event: Event, field: str) -> Sequence[tuple[str, tuple[Held, ...]]]:
    """The values held of one field with all who hold each, by first telling."""
    grouped: dict[str, list[Held]] = {}
    for held in sorted(event.held, key=lambda h: h.since or _NEVER):
        if held.field == field:
            grouped.setdefault(held.value, []).append(held)
    return [(value, tuple(holders)) for value, holders in grouped.items()]
