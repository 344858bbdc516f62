"""A studied report -> what the network sees in it, as features of the models of events.

The network (`konon.spot.network`) reads the whole report at once, headline first. What
it finds likely of a candidate, or of a candidate and a name or a time, is told to the
models as features beside those of `looks` and `pairs`: one for each step of chance.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate

import numpy as np

from konon.model import Sentence, Span, Timex, Trigger
from konon.packs import Pack
from konon.spot.classifier import softmax
from konon.spot.network import COLUMNS, NOTHING, Network
from konon.spot.sequence import Floats
from konon.spot.vocabulary import vocabulary_of
from konon.state.curves import COARSE, curve
from konon.state.open_words import is_open
from konon.state.status import side_of, spot_signs, width_of
from konon.state.tokens import TOKEN, Tokens, marked, plain

_ENDING = 3
"""Letters at the end of a word."""

Columns = tuple[list[str], ...]
"""The columns of `konon.spot.network.COLUMNS`, as long as each other."""


class Rows:
    """Where the words of a report stand among the rows that the network reads."""

    def __init__(self, size: int, paragraphs: Sequence[Tokens]) -> None:
        self._paragraphs = paragraphs
        sizes = [len(tokens.words) + 1 for tokens in paragraphs]
        self._firsts = list(accumulate(sizes, initial=size - sum(sizes)))
        self._starts = [tokens.starts[0] for tokens in paragraphs]

    def of(self, tokens: Tokens, words: range) -> tuple[int, int]:
        """The first and last row of some words of a paragraph."""
        row = self._firsts[bisect_right(self._starts, tokens.starts[0]) - 1]
        return row + words[0], row + words[-1]

    def of_span(self, span: Span) -> tuple[int, int] | None:
        """The first and last row of a span; None where no word stands."""
        number = bisect_right(self._starts, span.start) - 1
        if number < 0:
            return None
        tokens = self._paragraphs[number]
        words = tokens.covered(span)
        return self.of(tokens, words) if words else None


class Sight:
    """What the network sees in one report."""

    def __init__(
        self, network: Network, columns: Columns, paragraphs: Sequence[Tokens]
    ) -> None:
        self._network = network
        self._rows = Rows(len(columns[0]), paragraphs)
        self._states = network.states(columns)
        words = sum(word != NOTHING for word in columns[0])
        self._gist = network.gist(self._states, words)
        self._foci: dict[tuple[int, int], Floats] = {}
        self._sides: dict[tuple[str, bool, tuple[int, int]], Floats] = {}

    def kinds(self, tokens: Tokens, words: range, task: str) -> Iterator[str]:
        """The features of a candidate for one of several labels: `type`, `status`."""
        focus = self._focus(self._rows.of(tokens, words))
        return self._told(self._network.scores(focus, task), task)

    def part(self, tokens: Tokens, words: range, name: Span) -> Iterator[str]:
        """The features of a candidate and a name for the part that it has."""
        scores = self._pair(tokens, words, name, "part")
        return iter(()) if scores is None else self._told(scores, "part")

    def when(
        self, tokens: Tokens, words: range, time: Span, is_turned: bool
    ) -> tuple[str, ...]:
        """The features of a candidate and a time for whether it is its own."""
        scores = self._pair(tokens, words, time, "when", is_turned)
        return () if scores is None else curve("net", _chance(scores))

    def same(self, one: Span, other: Span) -> tuple[str, ...]:
        """The features of two triggers, the earlier first, as parts of one event."""
        first, second = self._rows.of_span(one), self._rows.of_span(other)
        if first is None or second is None:
            return ()
        score = self._network.likeness(
            self._focus(first), self._focus(second), second[0] - first[0]
        )
        return curve("net", _chance(score))

    def _told(self, scores: Floats, task: str) -> Iterator[str]:
        """The features of several labels: the likeliest, and how likely each is."""
        odds = softmax(scores)
        labels = self._network.tasks[task]
        yield f"net={labels[int(odds.argmax())]}"
        for number in np.flatnonzero(odds >= COARSE[0]).tolist():
            yield from curve(f"net={labels[number]}", float(odds[number]), COARSE)

    def _pair(
        self,
        tokens: Tokens,
        words: range,
        span: Span,
        pair: str,
        is_turned: bool = False,
    ) -> Floats | None:
        """The scores of a candidate and another place; None where no word stands."""
        own, other = self._rows.of(tokens, words), self._rows.of_span(span)
        if other is None:
            return None
        return self._network.pair_scores(
            self._side(own, pair, is_own=True),
            self._side(other, pair, is_own=False),
            other[0] - own[0],
            pair,
            is_turned,
        )

    def _focus(self, place: tuple[int, int]) -> Floats:
        known = self._foci.get(place)
        if known is None:
            first, last = (self._states[row] for row in place)
            known = self._foci[place] = self._network.focus(first, last, self._gist)
        return known

    def _side(self, place: tuple[int, int], pair: str, is_own: bool) -> Floats:
        key = (pair, is_own, place)
        known = self._sides.get(key)
        if known is None:
            if is_own:
                known = self._network.side(self._focus(place), pair)
            else:
                first, last = (self._states[row] for row in place)
                known = self._network.other_side(first, last, pair)
            self._sides[key] = known
        return known


def columns_of(
    title: str,
    text: str,
    paragraphs: Sequence[Tokens],
    sentences: Sequence[Sentence],
    times: Sequence[Timex],
    triggers: Sequence[Trigger],
    anchor: date | None,
    pack: Pack,
) -> Columns:
    """What the network reads: the headline, then each paragraph, `NOTHING` behind."""
    dated = [(t.span, f"{side_of(t, anchor)}|{width_of(t)}|{t.type}") for t in times]
    signs = [
        (sign.span, sign.status)
        for sentence in sentences
        for sign in spot_signs(text, sentence.span, pack)
    ]
    listed = [(t.span, f"{t.type}|{t.form}") for t in triggers if not is_open(t)]
    columns = _titled(title, pack)
    for tokens in paragraphs:
        block = (
            tokens.low,
            [word[-_ENDING:] for word in tokens.low],
            tokens.tags,
            tokens.known,
            tokens.quotes,
            tokens.cues,
            *(_marked_in(tokens, marks) for marks in (dated, signs, listed)),
        )
        for column, values in zip(columns, block, strict=True):
            column += [*values, NOTHING]
    return columns


def _titled(title: str, pack: Pack) -> Columns:
    """The columns of a headline: its words alone are known."""
    vocabulary = vocabulary_of(pack)
    words = [plain(match.group()) for match in TOKEN.finditer(title)]
    low = [word.lower() for word in words]
    endings = [word[-_ENDING:] for word in low]
    tags = [vocabulary.tag(word) for word in words]
    known = [low, endings, tags, *([NOTHING] * len(words) for _ in COLUMNS[3:])]
    return tuple([*column, NOTHING] for column in known)


def _marked_in(tokens: Tokens, marks: Sequence[tuple[Span, str]]) -> list[str]:
    """What marks each word of a paragraph, of marks in order."""
    first = bisect_left(marks, tokens.starts[0], key=lambda mark: mark[0].start)
    last = bisect_left(marks, tokens.ends[-1], key=lambda mark: mark[0].start)
    return marked(tokens.starts, marks[first:last])


def _chance(scores: Floats) -> float:
    """The chance of what has one score."""
    return float(1.0 / (1.0 + np.exp(-scores[0])))
