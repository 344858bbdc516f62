"""Held values -> differences: what cannot hold together, and what only says more."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from konon.model import Bounds, Difference, Held
from konon.state.pairs import apart

_ENDS = {"cancelled", "denied", "postponed"}
_RUNS = {"happened", "under_way"}


def find_differences(held: Sequence[Held]) -> tuple[Difference, ...]:
    """The conflicts and refinements among held values, conflicts first.

    A source's own later word is a change, not a conflict with itself.
    """
    found = [*_times(held), *_statuses(held), *_no_date(held)]
    unique = {(d.kind, d.field, d.values): d for d in found}
    return tuple(sorted(unique.values(), key=lambda d: (d.kind, d.field, d.values)))


def _times(held: Sequence[Held]) -> Iterator[Difference]:
    times = [h for h in held if h.field == "when" and h.bounds is not None]
    for one, other in combinations(times, 2):
        first, second = one.bounds, other.bounds
        if first is None or second is None or one.value == other.value:
            continue
        values = (min(one.value, other.value), max(one.value, other.value))
        if apart(first, second):
            if one.origin != other.origin:
                yield Difference("conflict", "when", values, "no day in common")
        elif _holds(first, second) or _holds(second, first):
            yield Difference("refinement", "when", values, "one lies within the other")


def _statuses(held: Sequence[Held]) -> Iterator[Difference]:
    statuses = [h for h in held if h.field == "status"]
    for one, other in combinations(statuses, 2):
        if one.origin == other.origin or one.value == other.value:
            continue
        pair = {one.value, other.value}
        values = (min(pair), max(pair))
        if pair & {"denied", "cancelled"} and pair & _RUNS:
            yield Difference("conflict", "status", values, "it cannot be both")
        elif "denied" in pair and not pair <= _ENDS:
            yield Difference("conflict", "status", values, "one source denies it")


def _no_date(held: Sequence[Held]) -> Iterator[Difference]:
    """Somebody gives a day while somebody else, no earlier, says there is none."""
    for none in (h for h in held if h.field == "no_date"):
        for given in (h for h in held if h.field == "when"):
            is_old = none.since and given.since and none.since < given.since
            if none.origin != given.origin and not is_old and _is_firm(given.bounds):
                values = (given.value, "no date")
                yield Difference("conflict", "when", values, "said to have no date yet")


def _is_firm(bounds: Bounds | None) -> bool:
    """Whether bounds are narrow enough to be called a date: a week at most."""
    return bounds is not None and bounds.width <= 7


def _holds(outer: Bounds, inner: Bounds) -> bool:
    low, high = outer.earliest or date.min, outer.latest or date.max
    return low <= (inner.earliest or date.min) and (inner.latest or date.max) <= high
