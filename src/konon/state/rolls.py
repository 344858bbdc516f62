"""The names of a report by sentence: who may be meant where a sentence names nobody."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from konon.model import Mention
from konon.state.candidates import Article
from konon.state.joins import Group

_BEFORE, _BEHIND = 3, 1
"""Sentences before and behind the mentions of an event in which one is looked for."""
_HEROES = 4
"""Of whom a report says most: these may be meant anywhere."""
_TWICE = 2
_ACTING = frozenset({"person", "body"})


@dataclass(frozen=True, slots=True)
class Absent:
    """A name that may have a part in an event though no sentence of the event has it."""

    mention: Mention
    """Where it has its fullest name."""
    steps: int
    """Sentences from it to the nearest mention of the event, less than 0 behind it."""
    rank: int
    """How many are named more often."""
    is_teller: bool
    is_last: bool
    """Whether no other person or body is named between it and the event."""
    is_first: bool
    """Whether it is the first name of its sentence."""


class Roll:
    """Whom and what a report names, how often and where."""

    def __init__(self, article: Article) -> None:
        self.title = article.title
        starts = [sentence.span.start for sentence in article.sentences]
        self._by_sentence: dict[int, list[Mention]] = defaultdict(list)
        self._sentences: dict[str, list[int]] = defaultdict(list)
        self._fullest: dict[str, Mention] = {}
        named = sorted((*article.mentions, *article.parties), key=lambda m: m.span)
        for mention in named:
            if mention.kind == "outlet":
                continue
            number = bisect_right(starts, mention.span.start) - 1
            self._by_sentence[number].append(mention)
            self._sentences[mention.entity].append(number)
            known = self._fullest.get(mention.entity)
            if known is None or len(mention.name) > len(known.name):
                self._fullest[mention.entity] = mention
        counts = Counter({e: len(numbers) for e, numbers in self._sentences.items()})
        ranked = [entity for entity, _ in counts.most_common()]
        self._ranks = {entity: rank for rank, entity in enumerate(ranked)}
        self._heroes = [e for e in ranked[:_HEROES] if counts[e] >= _TWICE]

    def count(self, entity: str) -> int:
        """How often something is named."""
        return len(self._sentences.get(entity, ()))

    def is_early(self, entity: str) -> bool:
        """Whether the opening of the report names something."""
        return self._sentences.get(entity, (_TWICE,))[0] < _TWICE

    def is_titled(self, mention: Mention) -> bool:
        """Whether the headline has a name."""
        return mention.name in self.title

    def absent(self, group: Group) -> Iterator[Absent]:
        """Those who may have a part in an event, and are in no sentence of it."""
        numbers = sorted({mention.sentence for mention in group.mentions})
        here = {p.mention.entity for m in group.mentions for p in m.players}
        tellers = frozenset().union(*(m.tellers for m in group.mentions))
        around = [
            mention.entity
            for number in numbers
            for beside in range(number - _BEFORE, number + _BEHIND + 1)
            for mention in self._by_sentence.get(beside, ())
        ]
        last = self._last(numbers[0])
        for entity in dict.fromkeys((*around, *sorted(tellers), *self._heroes)):
            if entity not in here and entity in self._fullest:
                told = self._sentences[entity]
                steps = min((n - at for n in numbers for at in told), key=_nearness)
                first = numbers[0] - steps if steps > 0 else told[0]
                opening = self._by_sentence[first][:1]
                yield Absent(
                    self._fullest[entity],
                    steps,
                    self._ranks[entity],
                    entity in tellers,
                    entity == last,
                    bool(opening) and opening[0].entity == entity,
                )

    def _last(self, number: int) -> str:
        """The person or body that is named last before a sentence."""
        for before in range(number - 1, max(-1, number - 1 - _BEFORE), -1):
            acting = [m for m in self._by_sentence.get(before, ()) if m.kind in _ACTING]
            if acting:
                return acting[-1].entity
        return ""


def _nearness(steps: int) -> tuple[int, bool]:
    """How near a sentence is: those before an event come first."""
    return abs(steps), steps < 0
