"""What is known of the words of a language: part of speech, cluster, shape.

Made by `training/` and kept beside the language pack: `clusters.txt.gz` (words by the
company they keep), `cases.txt.gz` (how often they have a capital) and, where there is
one, `tags.txt.gz` (the usual part of speech). What has no tag is told by its cluster or
by its shape and ending.
"""

import gzip
import re
from functools import lru_cache
from pathlib import Path

from konon.packs import HERE, Pack

_ENDINGS = {
    "ing": "VBG",
    "ed": "VBD",
    "ly": "RB",
    "able": "JJ",
    "ous": "JJ",
    "s": "NNS",
}
_REMEMBERED = 12_000


class Vocabulary:
    """The words of one language."""

    def __init__(
        self, clusters: dict[str, str], tags: dict[str, str], cases: dict[str, str]
    ) -> None:
        self._clusters = clusters
        self._tags = tags
        self._cases = cases
        self.tag = lru_cache(maxsize=_REMEMBERED)(self._tag)
        self.bits = lru_cache(maxsize=_REMEMBERED)(self._bits)

    @property
    def is_tagged(self) -> bool:
        """Whether parts of speech are known, not only told by clusters."""
        return bool(self._tags)

    def case(self, word: str) -> str:
        """How often a word has a capital, 0 to 9, and how common it is, `a` to `c`.

        Empty where it is too rare to say.
        """
        return self._cases.get(word.lower(), "")

    def capitals(self, word: str) -> int | None:
        """In how many of ten places a word has a capital; None where it is too rare."""
        tenths = self.case(word)[:1]
        return int(tenths) if tenths else None

    def _bits(self, word: str) -> str:
        """The cluster of a word; empty where it has none."""
        return self._clusters.get(word) or self._clusters.get(word.lower(), "")

    def _tag(self, word: str) -> str:
        """The usual part of speech, or what comes nearest to it."""
        if not word[0].isalnum() and word[0] not in "'’":
            return word
        if word[0].isdigit():
            return "CD"
        low = word.lower()
        if not self._tags:
            return self._tag_by_cluster(word)
        own = self._tags.get(low, "") if word == low else self._tags.get(word, "")
        if own:
            return own
        if word != low and low not in self._tags:
            return "NNP"
        return self._tags.get(low) or self._by_ending(low)

    def _tag_by_cluster(self, word: str) -> str:
        bits = self.bits(word)
        if word[0].isupper() and not self._clusters.get(word.lower()):
            return "NNP"
        return bits[:7] or shape(word)

    def _by_ending(self, low: str) -> str:
        for ending, tag in _ENDINGS.items():
            if low.endswith(ending):
                return tag
        return "NN"


@lru_cache(maxsize=_REMEMBERED)
def shape(word: str) -> str:
    """The kinds of signs in a word, runs as one: `Xx`, `X9`, `x-X`."""
    return re.sub(r"(.)\1+", r"\1", long_shape(word))


@lru_cache(maxsize=_REMEMBERED)
def long_shape(word: str) -> str:
    """The kinds of signs in a word, at most three of a run: `XXX`, `Xxxx`."""
    marks = "".join(
        "X" if c.isupper() else "x" if c.isalpha() else "9" if c.isdigit() else c
        for c in word
    )
    return re.sub(r"(.)\1{3,}", r"\1\1\1", marks)


def read_groups(path: Path) -> dict[str, str]:
    """The key of each word of a packed list of words by key."""
    groups: dict[str, str] = {}
    for line in lines_of(path):
        key, _, words = line.partition("\t")
        groups |= dict.fromkeys(words.split(), key)
    return groups


def lines_of(path: Path) -> list[str]:
    """The lines of a packed list; none where there is no such file."""
    if not path.exists():
        return []
    return gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()


@lru_cache(maxsize=8)
def vocabulary_of(pack: Pack) -> Vocabulary:
    """The vocabulary of a language, from the files beside its pack."""
    folder = HERE / "lang" / pack.tag
    lists = ("clusters", "tags", "cases")
    return Vocabulary(*(read_groups(folder / f"{name}.txt.gz") for name in lists))
