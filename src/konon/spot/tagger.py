"""Sentences -> spans of names, by a linear-chain CRF.

Its features are words, their shapes and endings, what the gazetteer knows of them, how
often they are written with a capital, and word clusters; the weights lie beside the
language pack and are made by `training/names.py`. A language without weights has no
tagger.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from konon.model import MentionKind, Sentence, Span
from konon.packs import HERE, NO_LANGUAGE, Pack
from konon.spot.gazetteer import Gazetteer, gazetteer
from konon.spot.sequence import Columns, Labeller, Maker, cut, padded, spans_of
from konon.spot.vocabulary import Vocabulary, lines_of, long_shape, shape, vocabulary_of

TOKEN = re.compile(
    # "Bank's" is two words, as in what the taggers are trained on.
    r"['’]s\b|[^\W\d_](?:(?:(?!['’]s\b)[\w'’-])*(?!['’]s\b)\w)?"
    r"|\d+(?:[.,]\d+)*|[^\w\s]"
)
KINDS: dict[str, MentionKind] = {"PER": "person", "ORG": "body", "LOC": "place"}
_LONGEST_NAME = 5
_VERBS = {"VBD", "VBZ", "VBP", "MD", "PRP"}
"""Parts of speech that a name ends before, where they are written small."""
_OPENING = {"IN", "DT", "TO", "CC"}
"""Parts of speech that open no name, written small."""
_NEAR = 2
"""Words to each side of a capital that the tagger looks at."""
_EDGE = "\0"
_OPENERS = '."“‘:'
_WORD, _SHAPES, _MARKS, _FIRST = range(4)

Features = Iterator[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the tagger found."""

    span: Span
    kind: MentionKind


class Lexicon:
    """What features may say of words: tables of the gazetteer, clusters, places."""

    def __init__(self, known: Gazetteer, words: Vocabulary) -> None:
        self.tables = {
            "place": frozenset(known.country_of),
            "title": known.titles,
            "office": known.office,
            "head": known.body_heads,
            "tail": known.body_tails,
            "placehead": known.place_heads,
            "placebefore": known.place_before,
            "geo": larger_places(),
        }
        self.common = known.lower
        self.words = words
        self._openings = {
            name: _openings(phrases) for name, phrases in self.tables.items()
        }

    @property
    def makers(self) -> tuple[Maker, ...]:
        """The makers of features, in the order of their numbers."""
        return (self._word, _shapes, _marks, _first)

    def columns(self, words: Sequence[str]) -> Columns:
        """What the tagger sees of the words of a sentence."""
        shapes = ["", *map(shape, words), ""]
        first = [
            "first" if not at or words[at - 1] in _OPENERS else None
            for at in range(len(words))
        ]
        return [
            (_WORD, padded(words, _EDGE)),
            (_SHAPES, [None, None, *pairwise(shapes), None, None, None]),
            (_MARKS, padded(self._marked(words))),
            (_FIRST, padded(first)),
        ]

    def _word(self, word: str) -> Features:
        """A word as itself, and as the neighbour of the two at each side."""
        if word == _EDGE:
            yield from ((1, "-1edge"), (-1, "1edge"))
            return
        low, bits, case = word.lower(), self.words.bits(word), self.words.case(word)
        yield from ((0, "b"), (0, f"w={low}"), (0, f"s={shape(word)}"))
        yield 0, f"l={long_shape(word)}"
        for size in range(1, min(4, len(word) - 1) + 1):
            yield from ((0, f"p{size}={low[:size]}"), (0, f"f{size}={low[-size:]}"))
        if word.isupper() and len(word) > 1:
            yield 0, "upper"
        if low in self.common:
            yield from ((0, "common"), (1, "-1common"), (-1, "1common"))
        if case:
            yield from ((0, f"case={case}"), (0, f"cs={case[0]}|{shape(word)}"))
            yield from ((1, f"-1case={case[0]}"), (-1, f"1case={case[0]}"))
        for size in (4, 7, 10) if bits else ():
            yield 0, f"c{size}={bits[:size]}"
            if size < 10:
                yield from (
                    (1, f"-1c{size}={bits[:size]}"),
                    (-1, f"1c{size}={bits[:size]}"),
                )
                yield from (
                    (2, f"-2c{size}={bits[:size]}"),
                    (-2, f"2c{size}={bits[:size]}"),
                )
        for step in (-1, 1):
            yield from ((-step, f"{step}w={low}"), (-step, f"{step}s={shape(word)}"))
            yield -step, f"{step}f={low[-3:]}"
        yield from ((2, f"-2w={low}"), (-2, f"2w={low}"))

    def _marked(self, words: Sequence[str]) -> list[tuple[str, ...] | None]:
        """Which tables hold each word, alone or as a piece of a longer phrase."""
        low = [word.lower() for word in words]
        out: list[list[str]] = [[] for _ in words]
        for name, phrases in self.tables.items():
            openings, is_geo = self._openings[name], name == "geo"
            for at, word in enumerate(low):
                if word not in openings or (is_geo and not words[at][0].isupper()):
                    continue
                for size in range(min(_LONGEST_NAME, len(low) - at), 0, -1):
                    phrase = " ".join(low[at : at + size])
                    if phrase in phrases and not (is_geo and phrase in self.common):
                        for place in range(at, at + size):
                            side = "B" if place == at else "I"
                            out[place].append(f"g={name}{side}")
                        break
        return [tuple(marks) or None for marks in out]


def _shapes(value: tuple[str, str]) -> Features:
    """Shapes of a word and the one behind it, told to both."""
    one, other = value
    if one and other:
        yield from ((1, f"-1s={one}|{other}"), (0, f"1s={one}|{other}"))


def _marks(value: tuple[str, ...]) -> Features:
    for mark in value:
        yield from ((0, mark), (1, f"-1{mark}"), (-1, f"1{mark}"))


def _first(value: str) -> Features:
    yield 0, value


class Tagger:
    """Finds the names of one language."""

    def __init__(
        self, weights: Path, lexicon: Lexicon, verbs: frozenset[str] = frozenset()
    ) -> None:
        self._model = Labeller(weights, lexicon.makers)
        self._lexicon = lexicon
        self._verbs = verbs

    def find(self, text: str, sentences: Sequence[Sentence]) -> list[list[Named]]:
        """The names in each of some sentences of a text, in order."""
        out: list[list[Named]] = [[] for _ in sentences]
        asked, seen = [], []
        for number, sentence in enumerate(sentences):
            span = sentence.span
            tokens = list(TOKEN.finditer(text, span.start, span.end))
            words = [token.group() for token in tokens]
            stretches = list(_capitals(words))
            columns = self._lexicon.columns(words) if stretches else []
            for first, end in stretches:
                asked.append((number, tokens[first:end]))
                seen.append(cut(columns, first, end))
        labelled = self._model.label(self._model.scores(seen))
        for (number, tokens), labels in zip(asked, labelled, strict=True):
            for first, end, kind in spans_of(labels):
                own = self._own([token.group() for token in tokens[first:end]])
                first, end = first + own.start, first + own.stop
                span = Span(tokens[first].start(), tokens[end - 1].end())
                out[number].append(Named(span, KINDS[kind]))
        return out

    def _own(self, words: Sequence[str]) -> range:
        """Which words of a name remain: it holds no verb, and no small word at an end.

        "Ardent Inc said it" and "Ardent Inc common stock" end at "Inc"; "of Ardent"
        begins behind its preposition.
        """
        tag, is_tagged = self._lexicon.words.tag, self._lexicon.words.is_tagged
        end = len(words)
        for at, word in enumerate(words[1:], 1):
            is_verb = word in self._verbs or (is_tagged and tag(word) in _VERBS)
            if word.islower() and is_verb:
                end = at
                break
        first = 0
        while is_tagged and first < end - 1 and tag(words[first]) in _OPENING:
            if not words[first].islower():
                break
            first += 1
        while (
            end > first + 1 and words[end - 1].islower() and words[first][0].isupper()
        ):
            end -= 1
        return range(first, end)


def _capitals(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and end of each stretch of words that lie near a capital.

    Far from any capital there is no name, and nothing need be asked.
    """
    first = end = -1
    for at, word in enumerate(words):
        if not word[0].isupper():
            continue
        if first >= 0 and at - _NEAR > end:
            yield first, min(end, len(words))
            first = -1
        if first < 0:
            first = max(0, at - _NEAR)
        end = at + _NEAR + 1
    if first >= 0:
        yield first, min(end, len(words))


@lru_cache(maxsize=1)
def larger_places() -> frozenset[str]:
    """The names of the world's larger places, folded; some are common words as well."""
    return frozenset(lines_of(HERE / "lang" / NO_LANGUAGE / "places.txt.gz"))


@lru_cache(maxsize=32)
def _openings(phrases: frozenset[str]) -> frozenset[str]:
    """The words that phrases open with."""
    return frozenset(phrase.split()[0] for phrase in phrases)


def read_lexicon(pack: Pack, shared: Pack) -> Lexicon:
    """The lexicon of a language, with the clusters that lie beside it."""
    return Lexicon(gazetteer(pack, shared), vocabulary_of(pack))


@lru_cache(maxsize=8)
def tagger_of(pack: Pack, shared: Pack) -> Tagger | None:
    """The tagger of a language; None where its pack has no weights."""
    weights = HERE / "lang" / pack.tag / "names.npz"
    if not weights.exists():
        return None
    verbs = frozenset(pack["cues"].every("pre"))
    return Tagger(weights, read_lexicon(pack, shared), verbs)
