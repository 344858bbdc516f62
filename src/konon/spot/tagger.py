"""Sentences -> spans of names, by a linear-chain CRF (python-crfsuite).

The features are words, their shapes and endings, what the gazetteer knows of them, and
word clusters; the weights lie beside the language pack and are made by
`training/names.py`. A language without weights has no tagger.
"""

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pycrfsuite

from konon.model import MentionKind, Span
from konon.packs import HERE, Pack
from konon.spot.gazetteer import Gazetteer, gazetteer

TOKEN = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?|\d+(?:[.,]\d+)*|[^\w\s]")
KINDS: dict[str, MentionKind] = {"PER": "person", "ORG": "body", "LOC": "place"}
_LONGEST_NAME = 5
_EDGE = "\0"


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the tagger found."""

    span: Span
    kind: MentionKind


class Lexicon:
    """What features may say of words: tables of the gazetteer, clusters, places."""

    def __init__(self, known: Gazetteer, clusters: dict[str, str], places: set[str]):
        self.tables = {
            "place": frozenset(known.country_of),
            "title": known.titles,
            "office": known.office,
            "head": known.body_heads,
            "tail": known.body_tails,
            "placehead": known.place_heads,
            "placebefore": known.place_before,
            "geo": frozenset(places),
        }
        self.common = known.lower
        self.clusters = clusters
        self.own = lru_cache(maxsize=20_000)(self._own)
        self.near = lru_cache(maxsize=20_000)(self._near)
        self._openings = {
            name: frozenset(phrase.split()[0] for phrase in phrases)
            for name, phrases in self.tables.items()
        }

    def features(self, words: Sequence[str]) -> list[list[str]]:
        """The features of each word of a sentence."""
        marks = self._marks(words)
        shapes = [shape(word) for word in words]
        out = []
        for at, word in enumerate(words):
            row = [*self.own(word), *marks[at]]
            for step in (-1, 1):
                there = 0 <= at + step < len(words)
                row += self.near(words[at + step] if there else _EDGE, step)
                if there:
                    row += [f"{step}{mark}" for mark in marks[at + step]]
            if at:
                row.append(f"-1s={shapes[at - 1]}|{shapes[at]}")
            if at + 1 < len(words):
                row.append(f"1s={shapes[at]}|{shapes[at + 1]}")
            if not at or words[at - 1] in '."“‘:':
                row.append("first")
            out.append(row)
        return out

    def _own(self, word: str) -> tuple[str, ...]:
        low = word.lower()
        row = ["b", f"w={low}", f"s={shape(word)}", f"l={long_shape(word)}"]
        for size in range(1, min(4, len(word) - 1) + 1):
            row += [f"p{size}={low[:size]}", f"f{size}={low[-size:]}"]
        if word.isupper() and len(word) > 1:
            row.append("upper")
        if low in self.common:
            row.append("common")
        return (*row, *self._cluster(word, "c"))

    def _near(self, word: str, step: int) -> tuple[str, ...]:
        if word == _EDGE:
            return (f"{step}edge",)
        low = word.lower()
        row = [f"{step}w={low}", f"{step}s={shape(word)}"]
        row += [f"{step}f={low[-3:]}", *self._cluster(word, f"{step}c")]
        if low in self.common:
            row.append(f"{step}common")
        return tuple(row)

    def _cluster(self, word: str, name: str) -> tuple[str, ...]:
        bits = self.clusters.get(word) or self.clusters.get(word.lower(), "")
        if not bits:
            return ()
        return (f"{name}4={bits[:4]}", f"{name}7={bits[:7]}")

    def _marks(self, words: Sequence[str]) -> list[list[str]]:
        """Which tables hold each word, alone or as a piece of a longer phrase."""
        low = [word.lower() for word in words]
        out: list[list[str]] = [[] for _ in words]
        for name, phrases in self.tables.items():
            openings, is_geo = self._openings[name], name == "geo"
            for at, word in enumerate(low):
                if word not in openings or (is_geo and not words[at][0].isupper()):
                    continue
                for size in range(min(_LONGEST_NAME, len(low) - at), 0, -1):
                    if " ".join(low[at : at + size]) in phrases:
                        for place in range(at, at + size):
                            side = "B" if place == at else "I"
                            out[place].append(f"g={name}{side}")
                        break
        return out


class Tagger:
    """Finds the names of one language."""

    def __init__(self, weights: Path, lexicon: Lexicon) -> None:
        self._crf = pycrfsuite.Tagger()
        self._crf.open(str(weights))
        self._lexicon = lexicon

    def find(self, text: str, sentence: Span) -> Iterator[Named]:
        """The names in one sentence of a text, in order."""
        tokens = [
            Span(match.start(), match.end())
            for match in TOKEN.finditer(text, sentence.start, sentence.end)
        ]
        words = [token.of(text) for token in tokens]
        if not any(word[0].isupper() for word in words):
            return
        tags = self._crf.tag(self._lexicon.features(words))
        for start, end, kind in spans_of(tags):
            span = Span(tokens[start].start, tokens[end - 1].end)
            yield Named(span, KINDS[kind])


def spans_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, word after the last, and kind of each name in a row of IOB tags."""
    at = 0
    while at < len(tags):
        if tags[at] == "O":
            at += 1
            continue
        end = at + 1
        while end < len(tags) and tags[end] == f"I-{tags[at][2:]}":
            end += 1
        yield at, end, tags[at][2:]
        at = end


def shape(word: str) -> str:
    """The kinds of signs in a word, runs as one: `Xx`, `X9`, `x-X`."""
    return re.sub(r"(.)\1+", r"\1", long_shape(word))


@lru_cache(maxsize=20_000)
def long_shape(word: str) -> str:
    """The kinds of signs in a word, at most three of a run: `XXX`, `Xxxx`."""
    marks = "".join(
        "X" if c.isupper() else "x" if c.isalpha() else "9" if c.isdigit() else c
        for c in word
    )
    return re.sub(r"(.)\1{3,}", r"\1\1\1", marks)


def read_lexicon(pack: Pack, shared: Pack, folder: Path) -> Lexicon:
    """The lexicon of a language, with the clusters and places that lie in a folder."""
    clusters: dict[str, str] = {}
    for line in _lines(folder / "clusters.txt.gz"):
        bits, _, words = line.partition("\t")
        clusters |= dict.fromkeys(words.split(), bits)
    places = set(_lines(folder / "places.txt.gz"))
    return Lexicon(gazetteer(pack, shared), clusters, places)


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()


@lru_cache(maxsize=8)
def tagger_of(pack: Pack, shared: Pack) -> Tagger | None:
    """The tagger of a language; None where its pack has no weights."""
    folder = HERE / "lang" / pack.tag
    weights = folder / "names.crf"
    if not weights.exists():
        return None
    return Tagger(weights, read_lexicon(pack, shared, folder))
