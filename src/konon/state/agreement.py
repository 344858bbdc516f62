"""Groups of mentions -> the same, without times that are not of their event.

A time and how far an event has come are judged apart, each with its own doubt: of a
plan whose time lies behind the publication, one of the two is wrong. The likeliest pair
that goes together is kept.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from konon.model import Bounds, EventMention, Timex
from konon.state.joins import Group
from konon.state.judges import Judges
from konon.state.status import ON, OPEN, is_ahead, is_over


def agreed(group: Group, anchor: date | None, judges: Judges | None) -> Group:
    """A group whose times fit the status that its words most likely give."""
    if judges is None or not group.times:
        return group
    told = chances_of([m for m in group.mentions if not m.is_bygone])
    if not told:
        return group
    odds = judges.odds(group.mentions)
    pairs = [
        (chance * odds[status], status)
        for timex, chance in told
        for status in odds.keys() - _barred(timex, anchor)
    ]
    none = 1.0 - max(chance for _, chance in told)
    pairs += [(none * chance, status) for status, chance in odds.items()]
    _, likeliest = max(pairs)
    off = {t.span for t, _ in told if likeliest in _barred(t, anchor)}
    if not off:
        return group
    out = Group(group.type)
    for mention in group.mentions:
        is_off = mention.when is not None and mention.when.span in off
        out.add(replace(mention, when=None) if is_off else mention)
    return out


def chances_of(mentions: Sequence[EventMention]) -> list[tuple[Timex, float]]:
    """The times that mentions give, each with how likely it is the event's."""
    return [(m.when, m.when_chance) for m in mentions if m.when is not None]


def best_time(mentions: Sequence[EventMention]) -> Timex | None:
    """The likeliest time, by all mentions that give it; of equals the narrowest."""
    doubts: dict[Bounds, float] = {}
    first: dict[Bounds, Timex] = {}
    current = [m for m in mentions if not m.is_bygone and m.when is not None]
    for timex, chance in chances_of(current or mentions):
        if isinstance(timex.bounds, Bounds):
            doubts[timex.bounds] = doubts.get(timex.bounds, 1.0) * (1.0 - chance)
            first.setdefault(timex.bounds, timex)
    best = min(doubts, key=lambda b: (round(doubts[b], 2), b.width), default=None)
    return first[best] if best is not None else None


def _barred(timex: Timex, anchor: date | None) -> frozenset[str]:
    """The statuses that do not go with a time."""
    if is_over(timex, anchor):
        return OPEN
    return ON if is_ahead(timex, anchor) else frozenset()
