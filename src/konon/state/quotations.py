"""Paragraphs -> quotations, by the state of their marks."""

from collections.abc import Iterator, Sequence

from konon.model import Sentence, Span

_OPENING, _CLOSING, _EITHER = "“‟«", "”»", '"'


def quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """The quotations, paragraph by paragraph; one left open ends with its paragraph."""
    out = []
    for start, end in _paragraphs(sentences):
        opened = None
        for at in range(start, end):
            char = text[at]
            if opened is None and char in _OPENING + _EITHER:
                opened = at
            elif opened is not None and char in _CLOSING + _EITHER:
                out.append(Span(opened, at + 1))
                opened = None
        if opened is not None:
            out.append(Span(opened, end))
    return tuple(out)


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    grouped: dict[int, list[Span]] = {}
    for sentence in sentences:
        grouped.setdefault(sentence.paragraph, []).append(sentence.span)
    for spans in grouped.values():
        yield spans[0].start, spans[-1].end
