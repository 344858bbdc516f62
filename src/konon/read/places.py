"""Values by their place in the text: found without looking at all of them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from konon.model import Attribution, Span

_BUCKET = 500


class Placed(Protocol):
    """A value that carries its span."""

    @property
    def span(self) -> Span:
        """Where it stands."""


T = TypeVar("T", bound=Placed)


def within(items: Sequence[T], span: Span) -> tuple[T, ...]:
    """Those of some items, sorted by their place, that lie inside a span."""
    at = bisect_left(items, span.start, key=lambda item: item.span.start)
    out = []
    while at < len(items) and items[at].span.start < span.end:
        if items[at].span.end <= span.end:
            out.append(items[at])
        at += 1
    return tuple(out)


def holding(attributions: Iterable[Attribution], span: Span) -> list[Attribution]:
    """The attributions whose content holds a place."""
    return [a for a in attributions if any(p.contains(span) for p in a.content)]


def extent(attribution: Attribution) -> int:
    """How many signs an attribution tells; of those around a place, the least is
    the innermost."""
    return sum(part.end - part.start for part in attribution.content)


class Attributed:
    """Attributions, found by the place of what they attribute or of their cue."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._buckets: dict[int, list[Attribution]] = {}
        for attribution in attributions:
            spans = (*attribution.content, attribution.cue.span)
            numbers = {
                number
                for span in spans
                for number in range(span.start // _BUCKET, span.end // _BUCKET + 1)
            }
            for number in numbers:
                self._buckets.setdefault(number, []).append(attribution)

    def near(self, span: Span) -> tuple[Attribution, ...]:
        """The attributions that may reach into a span, in order, and some others."""
        found: dict[int, Attribution] = {}
        for number in range(span.start // _BUCKET, span.end // _BUCKET + 1):
            for attribution in self._buckets.get(number, ()):
                found.setdefault(id(attribution), attribution)
        return tuple(sorted(found.values(), key=lambda a: a.cue.span))
