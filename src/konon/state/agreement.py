"""Mentions of one event -> its time, where only rules and the mentions tell."""

from collections.abc import Sequence

from konon.model import Bounds, EventMention, Timex


def best_time(mentions: Sequence[EventMention]) -> Timex | None:
    """The likeliest time, by all mentions that give it; of equals the narrowest."""
    doubts: dict[Bounds, float] = {}
    first: dict[Bounds, Timex] = {}
    current = [m for m in mentions if not m.is_bygone and m.when is not None]
    for mention in current or mentions:
        timex = mention.when
        if timex is not None and isinstance(timex.bounds, Bounds):
            doubt = 1.0 - mention.when_chance
            doubts[timex.bounds] = doubts.get(timex.bounds, 1.0) * doubt
            first.setdefault(timex.bounds, timex)
    best = min(doubts, key=lambda b: (round(doubts[b], 2), b.width), default=None)
    return first[best] if best is not None else None
