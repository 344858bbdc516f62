"""Words that a page tool glued together, parted again: "dariReuters", "Bromoditutup".

Tools that take the text of a page leave out the blank beside a link on some of them, so
that neither name nor verb is found. A text with such a link is read with the blanks put
in, and what was read is told for the text as it was.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from konon.model import Span
from konon.packs import Pack
from konon.spot.vocabulary import Vocabulary

_LINK = re.compile(
    r"(?<![\w@./#-])(?:([a-z]{2,})([A-Z][a-zA-Z]*[a-z])|([A-Za-z][a-z]+)([A-Z]{2,}))"
    r"(?![\w@]|\.\w)"
)
"""A small word and a name behind it: "dariReuters", "MengutipCNBC"."""
_CAMEL = re.compile(r"(?<![A-Z@./#-])([A-Z][a-z]{2,})([A-Z][a-z]{2,})(?![\w@]|\.\w)")
"""Two names: "PresidenPrabowo"."""
_CAPITALS = re.compile(r"(?<![A-Z@./#-])([A-Z]{2,})([a-z]{2,})(?![a-z@]|\.\w)")
"""A short name and a small word: "DPRakan"."""
_NAME = re.compile(r"(?<![A-Z])[A-Z][a-z]{4,30}(?![a-z])")
_SHORTEST, _LEAST_NAME = 2, 3
"""Letters of the shortest small word behind a name, and of such a name."""
_RARE, _SMALL, _CAPITAL = "a", "01", "89"
"""How common a word is, and how often it has a capital: `Vocabulary.case`."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parted:
    """A text with blanks put in, and where: places in the text as it was."""

    text: str
    places: tuple[int, ...]

    def back(self, value: T) -> T:
        """Anything that was read in the parted text, told for the text as it was."""
        blanks = [place + number for number, place in enumerate(self.places)]
        moved: T = _moved(value, lambda span: _without(span, blanks))
        return moved

    def forth(self, span: Span) -> Span:
        """A piece of the text as it was, as it stands in the parted text."""
        before = bisect_right(self.places, span.start)
        inside = bisect_left(self.places, span.end)
        return Span(span.start + before, span.end + max(before, inside))


def parted(text: str, words: Vocabulary, pack: Pack) -> Parted | None:
    """A text with its glued words parted; None where no link is glued to a word."""
    glue = pack["names"].table("glue")
    found = {
        match.start(match.lastindex or 0)
        for match in _LINK.finditer(text)
        if (small := match[1] or match[3]) not in glue.get("brand", ())
        and _is_small(words, small)
        and _is_unknown(words, match[0])
    }
    if not found:
        return None
    found |= {
        match.start(2)
        for match in _CAMEL.finditer(text)
        if _is_unknown(words, match[0])
        and not any(_is_unknown(words, part) for part in match.groups())
    }
    endings = glue.get("ending", ())
    found |= {
        match.start(2)
        for match in _CAPITALS.finditer(text)
        if match[2] not in endings and _is_small(words, match[2])
    }
    standing = set(_NAME.findall("".join(_with_blanks(text, sorted(found)))))
    found |= set(_behind_names(text, standing, endings, words))
    places = tuple(sorted(found))
    return Parted("".join(_with_blanks(text, places)), places)


def _behind_names(
    text: str, standing: set[str], endings: Sequence[str], words: Vocabulary
) -> Iterator[int]:
    """Where a small word begins that is glued to the end of a name.

    `standing` are names that stand alone somewhere in the text, `endings` what ends a
    word of its own: "Instagramnya".
    """
    for match in _NAME.finditer(text):
        token = match.group()
        if not _is_unknown(words, token):
            continue
        for cut in range(len(token) - _SHORTEST, _LEAST_NAME - 1, -1):
            name, rest = token[:cut], token[cut:]
            is_name = name in standing or _is_name(words, name)
            if is_name and rest not in endings and _is_small(words, rest):
                yield match.start() + cut
                break


def _with_blanks(text: str, places: Sequence[int]) -> Iterator[str]:
    start = 0
    for place in places:
        yield text[start:place]
        yield " "
        start = place
    yield text[start:]


def _is_unknown(words: Vocabulary, token: str) -> bool:
    return words.case(token)[1:] in {"", _RARE}


def _is_small(words: Vocabulary, word: str) -> bool:
    """Whether a word is common, and written small."""
    return not _is_unknown(words, word) and words.case(word)[0] in _SMALL


def _is_name(words: Vocabulary, word: str) -> bool:
    """Whether a word is common enough, and written with a capital."""
    return not _is_unknown(words, word) and words.case(word)[0] in _CAPITAL


def _without(span: Span, blanks: Sequence[int]) -> Span:
    start, end = (p - bisect_left(blanks, p) for p in (span.start, span.end))
    return span if start == span.start and end == span.end else Span(start, end)


def _moved(value: Any, move: Callable[[Span], Span]) -> Any:
    """A value with each span in it moved; the same object where none is."""
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        moved = tuple(_moved(item, move) for item in value)
        is_same = all(one is other for one, other in zip(moved, value, strict=True))
        return value if is_same else moved
    if is_dataclass(value) and not isinstance(value, type):
        held = ((field.name, getattr(value, field.name)) for field in fields(value))
        changed = {
            name: moved
            for name, item in held
            if (moved := _moved(item, move)) is not item
        }
        return replace(value, **changed) if changed else value
    return value
