"""Mentions of one event -> its time, where only rules and the mentions tell."""

from collections.abc import Sequence

from konon.model import Bounds, EventMention, Timex


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
