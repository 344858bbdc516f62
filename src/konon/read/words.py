"""Text -> words, with their places."""

import re

from konon.model import Span


def strip_span(text: str, span: Span, marks: str = " \n\t\r\u00a0") -> Span:
    """The span without `marks` at its edges."""
    start, end = span.start, span.end
    while start < end and text[start] in marks:
        start += 1
    while start < end and text[end - 1] in marks:
        end -= 1
    return Span(start, end)


def shingles(text: str, size: int) -> set[tuple[str, ...]]:
    """All runs of `size` bare words; the whole text as one where it has fewer."""
    words = bare_words(text).split()
    if len(words) < size:
        return {tuple(words)} if words else set()
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def bare_words(text: str) -> str:
    """The words of a text in lower case, without marks: to tell what reads the same."""
    return re.sub(r"\W+", " ", text).strip().casefold()
