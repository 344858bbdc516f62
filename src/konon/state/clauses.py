"""Sentences -> clauses: how far a word of tense, status or time reaches."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import re2

from konon.model import Span
from konon.packs import Pack

_NAMED = r"[A-Z][\w.'’-]*(?:\s[A-Z0-9][\w.'’-]*){0,4}"
_ROW = re.compile(rf"(?:{_NAMED},\s){{0,4}}[A-Z]\w+,?\s(?:\(\d|\d{{1,2}}\s[A-Z])")
_MARKS = re.compile(r"[;:]|\s[–—-]+\s|,\s")


def clause_starts(text: str, sentence: Span, pack: Pack) -> tuple[int, ...]:
    """Where the clauses of a sentence begin, the first being the sentence itself."""
    piece = sentence.of(text)
    starts = {sentence.start}
    starts |= {sentence.start + m.start() for m in _openers(pack).finditer(piece)}
    starts |= {
        sentence.start + m.end()
        for m in _MARKS.finditer(piece)
        if not _is_in_row(piece, m.start(), m.end())
    }
    return tuple(sorted(starts))


def _is_in_row(piece: str, comma: int, behind: int) -> bool:
    """Whether a comma stands in a row of names with a date: "Aula, Demak, Rabu (4/6)".

    The date at its end belongs to what stands before the row.
    """
    before = piece[max(0, comma - 40) : comma].split()
    is_named = bool(before) and before[-1][0].isupper()
    return is_named and _ROW.match(piece, behind) is not None


def is_behind_border(text: str, one: int, other: int, pack: Pack) -> bool:
    """Whether a word that opens another clause ("setelah", "but") stands between.

    Relative words do not count: "the visit that was planned to Hanoi" is one thought.
    """
    relative = set(pack["status"].listed("relative", "words"))
    between = text[min(one, other) : max(one, other)]
    return any(
        match.group().casefold() not in relative
        for match in _openers(pack).finditer(between)
    )


def clause_of(position: int, starts: Sequence[int], end: int) -> Span:
    """The clause that holds a position."""
    opened = max(start for start in starts if start <= max(position, starts[0]))
    closed = min((start for start in starts if start > position), default=end)
    return Span(opened, closed)


def crossings(one: int, other: int, starts: Sequence[int]) -> int:
    """How many clause borders lie between two positions."""
    low, high = min(one, other), max(one, other)
    return sum(1 for start in starts if low < start <= high)


@lru_cache(maxsize=16)
def _openers(pack: Pack) -> Any:
    words = sorted(pack["status"].listed("clause", "words"), key=len, reverse=True)
    return re2.compile(rf"(?i)\b(?:{'|'.join(re2.escape(w) for w in words)})\b")
