"""Events and reports -> what the templates show: months, bars, highlighted texts."""

import calendar
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from konon.model import Bounds, Event, Held, Reading, Span
from konon.weave.agenda import has_conflict
from konon.weave.history import history_of, values_of
from konon.write.tables import when_as_text

FIELDS = {
    "when": "When",
    "no_date": "No date",
    "status": "Status",
    "place": "Where",
    "topic": "Topics",
    "comment": "No comment",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """An event as a bar over the days of a month; columns count from 1."""

    event: Event
    first: int
    last: int
    is_window: bool
    """Whether the bar is the room within which it may fall, not the time it takes."""
    is_open_left: bool
    is_open_right: bool
    when: str
    conflict: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the agenda."""

    first: date
    title: str
    days: tuple[date, ...]
    bars: tuple[Bar, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a report's text, with its kind of block and the events it proves."""

    text: str
    kind: str
    events: tuple[str, ...]


def month_of(events: Sequence[Event], year: int, month: int) -> Month:
    """The month with a bar for each event that may fall into it, in order of time."""
    first = date(year, month, 1)
    count = calendar.monthrange(year, month)[1]
    days = tuple(first + timedelta(days=n) for n in range(count))
    bars = [bar for event in events if (bar := _bar(event, first, count)) is not None]
    bars.sort(key=lambda b: (b.first, b.last, b.event.label))
    return Month(
        first,
        f"{first:%B %Y}",
        days,
        tuple(bars),
        _neighbour(first, -1),
        _neighbour(first, 1),
    )


def months_with_events(events: Iterable[Event]) -> tuple[tuple[str, str], ...]:
    """The months into which dated events begin, as (2024-06, June 2024), in order."""
    found = {
        event.bounds.earliest.replace(day=1)
        for event in events
        if isinstance(event.bounds, Bounds) and event.bounds.earliest
    }
    return tuple((f"{first:%Y-%m}", f"{first:%B %Y}") for first in sorted(found))


def fields_of(event: Event) -> Iterator[tuple[str, list[tuple[str, list[Held]]]]]:
    """Each field with its values and who holds each, a chain only once."""
    for field, title in FIELDS.items():
        rows = [
            (value, list({h.chain: h for h in reversed(holders)}.values())[::-1])
            for value, holders in values_of(event, field)
        ]
        if rows:
            yield title, rows


def history_rows(event: Event) -> list[dict[str, str]]:
    """The history as rows of words."""
    return [
        {
            "since": f"{step.since:%Y-%m-%d %H:%M}" if step.since else "time not known",
            "field": FIELDS[step.held.field].lower(),
            "value": step.held.value,
            "chain": " ← ".join(step.held.chain),
            "new": "new" if step.is_new else "also held",
        }
        for step in history_of(event)
    ]


def pieces_of(reading: Reading, events: Sequence[Event]) -> tuple[Piece, ...]:
    """The text of a report cut where a block or a proof begins or ends."""
    text = reading.report.text
    proofs = [
        (held.evidence, event.id)
        for event in events
        for held in event.held
        if held.report == reading.report.id
    ]
    spans = [block.span for block in reading.blocks] + [span for span, _ in proofs]
    cuts = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    out = []
    for start, end in itertools.pairwise(cuts):
        span = Span(start, end)
        kinds = [b.kind for b in reading.blocks if b.span.contains(span)]
        proved = tuple(sorted({e for proof, e in proofs if proof.contains(span)}))
        out.append(Piece(span.of(text), kinds[0] if kinds else "", proved))
    return tuple(out)


def _bar(event: Event, first: date, count: int) -> Bar | None:
    bounds = event.bounds
    if not isinstance(bounds, Bounds):
        return None
    low, high = bounds.earliest or bounds.latest, bounds.latest or bounds.earliest
    last = first + timedelta(days=count - 1)
    if low is None or high is None or low > last or high < first:
        return None
    # A whole year is no window that a month's page should be filled with.
    if (high - low).days > 190:
        return None
    return Bar(
        event=event,
        first=max((low - first).days, 0) + 1,
        last=min((high - first).days, count - 1) + 1,
        is_window=(high - low).days > 0,
        is_open_left=low < first or bounds.earliest is None,
        is_open_right=high > last or bounds.latest is None,
        when=when_as_text(event),
        conflict=has_conflict(event),
    )


def _neighbour(first: date, step: int) -> str:
    index = first.year * 12 + first.month - 1 + step
    year, month = divmod(index, 12)
    return f"{year:04}-{month + 1:02}" if 1 <= year <= 9999 else ""
