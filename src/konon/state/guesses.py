"""Paragraphs -> cues, sources and contents, by two trained models in a row.

The first labels cues; for each of them the second labels the words of its paragraph as
source or content. Weights lie beside the language pack (`cues.npz`, `roles.npz`, with a
model card) and are made by `training/attributions.py`; a language without them has
rules only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from konon.model import Span
from konon.packs import HERE, Pack
from konon.spot.sequence import Labeller
from konon.spot.vocabulary import Vocabulary, vocabulary_of
from konon.state.features import Roles, cue_columns, makers_for, word_columns
from konon.state.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Guess:
    """A cue with the words for its source and its content, as models see them."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """Where its cue stands."""
        return self.cue


class Guesser:
    """Finds the attributions of one language."""

    def __init__(self, cues: Labeller, roles: Labeller, words: Vocabulary) -> None:
        self._cues, self._roles, self._words = cues, roles, words

    def find(self, paragraphs: Sequence[Tokens]) -> Iterator[Guess]:
        """The attributions in some paragraphs, in order."""
        seen = self._cues.scores([cue_columns(tokens) for tokens in paragraphs])
        found = [
            (tokens, list(cues_of(labels)))
            for tokens, labels in zip(paragraphs, self._cues.label(seen), strict=True)
        ]
        found = [(tokens, cues) for tokens, cues in found if cues]
        alone = self._roles.scores([word_columns(tokens) for tokens, _ in found])
        asked, around, scores = [], [], []
        for (tokens, cues), own in zip(found, alone, strict=True):
            roles = Roles(tokens, self._words, cues)
            for cue in cues:
                start, end = roles.window(cue)
                asked.append((tokens, cue, start))
                around.append(roles.columns(cue))
                scores.append(own[start:end])
        told = self._roles.scores(around)
        scores = [one + other for one, other in zip(scores, told, strict=True)]
        labelled = self._roles.label(scores)
        for (tokens, cue, start), labels in zip(asked, labelled, strict=True):
            yield _guess(tokens, cue, start, labels)


def cues_of(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First word and end of each cue in a row of labels `B`, `I`, `O`."""
    at = 0
    while at < len(labels):
        end = at + 1
        if labels[at] != "O":
            while end < len(labels) and labels[end] == "I":
                end += 1
            yield at, end
        at = end


def _guess(
    tokens: Tokens, cue: tuple[int, int], start: int, labels: Sequence[str]
) -> Guess:
    runs, at = [], start
    for label, group in groupby(labels):
        end = at + len(list(group))
        runs.append((label, at, end))
        at = end
    sources = [(end - first, first, end) for kind, first, end in runs if kind == "S"]
    content = tuple(tokens.span(first, end) for kind, first, end in runs if kind == "C")
    source = None
    if sources:
        _, first, end = max(sources)
        source = tokens.span(first, end)
    return Guess(tokens.span(*cue), source, content)


@lru_cache(maxsize=8)
def guesser_of(pack: Pack) -> Guesser | None:
    """The models of a language; None where its pack has no weights."""
    folder = HERE / "lang" / pack.tag
    if not (folder / "cues.npz").exists():
        return None
    words = vocabulary_of(pack)
    makers = makers_for(words)
    cues = Labeller(folder / "cues.npz", makers)
    roles = Labeller(folder / "roles.npz", makers)
    return Guesser(cues, roles, words)
