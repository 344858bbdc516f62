"""Blocks -> sentences of the body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from konon.model import Block, Sentence, Span
from konon.packs import Pack
from konon.read.words import strip_span

# Pages lose the blank after a full stop where a tag stood: "itu.Menteri".
_GLUED = re.compile(r"[a-z)\d]{3}[.!?][\"”’]?(?=[\"“‘]?[A-Z])")
_ADDRESS = re.compile(r"[\w-]+\.(?:com|co|id|net|org|tv|go)\b", re.IGNORECASE)
_DEGREE = re.compile(r"(?:^|[\s,(])[A-Z][a-z]?\.$")
"""The first part of a degree: "Sp.A", "M.Ked"; of two capitals it is a country."""
_SPACE = re.compile(r"\s")
_PLAIN = re.compile(r"(?<=[a-z])\s(?=[a-z])")
"""Between two small words: no date and no name is cut there."""
_LONGEST = 2000
"""Signs of the longest sentence that is read as one."""
_QUOTES = '"“”'


@dataclass(frozen=True, slots=True)
class _Unending:
    """Words of a pack whose full stop does not end a sentence."""

    any: frozenset[str]
    hours: frozenset[str]
    """Of these it does not where one of `days` follows: "at 9 a.m. Tuesday"."""
    days: frozenset[str]
    closing: frozenset[str]
    """These do where one of `openers` follows: "Inc. The"; with none, any capital."""
    openers: frozenset[str]

    @classmethod
    def of(cls, pack: Pack) -> "_Unending":
        """The words of a pack."""
        section = pack["sentences"]
        return cls(
            frozenset(section.listed("abbreviations", "words")),
            frozenset(section.listed("abbreviations", "hours")),
            frozenset(section.listed("abbreviations", "days")),
            frozenset(section.listed("abbreviations", "closing")),
            frozenset(section.listed("abbreviations", "openers")),
        )

    def is_inside(self, word: str, lead: str) -> bool:
        """Whether the sentence goes on with `lead` behind an abbreviation."""
        first = re.match(r"\w*", lead)
        after = first.group().casefold() if first else ""
        if word in self.closing:
            is_name = bool(self.openers) and after not in self.openers
            return is_name or not lead[:1].isupper()
        return word in self.any or (word in self.hours and after in self.days)


def split_sentences(
    text: str, blocks: Sequence[Block], lang: str, pack: Pack
) -> tuple[Sentence, ...]:
    """The sentences of the body blocks, in order, with the paragraph of each."""
    words = _Unending.of(pack)
    out: list[Sentence] = []
    for paragraph, block in enumerate(b for b in blocks if b.kind == "body"):
        pieces = list(_pieces(text, block.span, lang))
        for span in _mended(text, pieces, words):
            out += [Sentence(part, paragraph) for part in _bounded(text, span)]
    return tuple(out)


def _pieces(text: str, span: Span, lang: str) -> Iterator[Span]:
    # A line break inside a paragraph is a blank: it must not end a sentence. So is any
    # other white space: sentencex 1.0 breaks down over "A.\u00a0B".
    body = _SPACE.sub(" ", span.of(text))
    for found in get_sentence_boundaries(lang, body):
        start, end = found["start_index"], found["end_index"]
        at = start
        for glued in _GLUED.finditer(body, start, end):
            address = _ADDRESS.search(body, max(start, glued.start() - 20), end)
            if address and address.start() <= glued.start() < address.end():
                continue
            yield Span(span.start + at, span.start + glued.end())
            at = glued.end()
        yield Span(span.start + at, span.start + end)


def _mended(text: str, pieces: Sequence[Span], words: _Unending) -> Iterator[Span]:
    """The pieces, with those joined that an abbreviation or a quotation cut."""
    open_start: int | None = None
    for number, piece in enumerate(pieces):
        start = piece.start if open_start is None else open_start
        whole = Span(start, piece.end)
        following = pieces[number + 1].of(text) if number + 1 < len(pieces) else ""
        if following and _goes_on(text, whole, following, words):
            open_start = start
            continue
        open_start = None
        span = strip_span(text, whole)
        if span.end > span.start:
            yield span


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """A sentence in parts that can be read: what has no end is a list or a table.

    A part ends at a comma, or else between two small words, or else at a blank; a word
    is never cut.
    """
    while span.end - span.start > _LONGEST:
        limit = span.start + _LONGEST
        half = span.start + _LONGEST // 2
        plain = max((m.start() for m in _PLAIN.finditer(text, half, limit)), default=-1)
        comma = text.rfind(", ", half, limit) + 1
        cut = comma or (plain if plain > 0 else text.rfind(" ", half, limit))
        if cut <= 0:
            blank = _SPACE.search(text, limit, span.end)
            if blank is None:
                break
            cut = blank.start()
        part, rest = Span(span.start, cut), strip_span(text, Span(cut, span.end))
        if rest.end <= rest.start:
            break
        yield strip_span(text, part)
        span = rest
    yield span


def _goes_on(text: str, span: Span, following: str, words: _Unending) -> bool:
    said = span.of(text).rstrip()
    is_touching = said == span.of(text) and following[:1].isupper()
    if is_touching and _DEGREE.search(said):
        return True
    last = re.search(r"([\w.]+)\.$", said)
    lead = following.lstrip()
    if last and words.is_inside(last.group(1).casefold(), lead):
        return True
    # '"... ." kata dia' is one sentence: what follows a closed quotation is its cue.
    return said.endswith(tuple(_QUOTES)) and lead[:1].islower()
