"""Paragraphs -> quotations, by the state of their marks."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from konon.model import Sentence, Span

_OPENING, _CLOSING, _EITHER = "“‟«„", "”»", '"'
_MARKS = _OPENING + _CLOSING + _EITHER
_LINES, _SIGNS = 12, 3000
"""How far a quotation left open may go on over lines that open none."""


def quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """The quotations, paragraph by paragraph.

    One left open ends with its paragraph, unless the next lines go on until a mark
    closes it: pages set each sentence of a quotation on a line of its own.
    """
    out = []
    paragraphs = list(paragraphs_of(sentences))
    done = 0
    for number, (start, end) in enumerate(paragraphs):
        opened = None
        for at in range(max(start, done), end):
            if text[at] not in _MARKS or _is_apostrophe(text, at):
                continue
            if opened is None and _opens(text, at):
                opened = at
            elif opened is not None and text[at] in _CLOSING + _EITHER:
                out.append(Span(opened, at + 1))
                opened = None
        if opened is not None:
            closed = _closed_later(text, opened, paragraphs[number + 1 :])
            out.append(Span(opened, closed or end))
            done = closed or end
    return tuple(out)


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether a mark stands inside a word, as on some wires: `the body"s agenda`."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return text[at] in _EITHER and before.isalnum() and after.islower()


def _opens(text: str, at: int) -> bool:
    """Whether a mark may open a quotation. Some papers set ”so” on both sides."""
    if text[at] not in _CLOSING:
        return True
    before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2]
    return (before.isspace() or before in "([-–—:*_") and after[:1].isalnum()


def _closed_later(
    text: str, opened: int, following: Sequence[tuple[int, int]]
) -> int | None:
    """Where a quotation left open is closed in the lines behind it; None if nowhere."""
    for start, end in following[:_LINES]:
        if end - opened > _SIGNS or (text[start] in _MARKS):
            return None
        for at in range(start, end):
            if text[at] not in _MARKS:
                continue
            # A mark that a blank stands before, or none behind, opens another one.
            is_closing = text[at] not in _OPENING and not text[at - 1].isspace()
            return at + 1 if is_closing else None
    return None


def overlapping(quotes: Sequence[Span], span: Span) -> tuple[Span, ...]:
    """The quotations, in order and apart, that reach into a span."""
    at = bisect_left(quotes, span.start, key=lambda quote: quote.end)
    out = []
    while at < len(quotes) and quotes[at].start < span.end:
        if quotes[at].overlaps(span):
            out.append(quotes[at])
        at += 1
    return tuple(out)


def paragraphs_of(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph, in order."""
    grouped: dict[int, list[Span]] = {}
    for sentence in sentences:
        grouped.setdefault(sentence.paragraph, []).append(sentence.span)
    for spans in grouped.values():
        yield spans[0].start, spans[-1].end
