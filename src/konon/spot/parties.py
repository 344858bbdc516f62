"""Sentences -> parties without a name: "the workers", "shareholders", "para petani".

Who speaks is found elsewhere; these are people and bodies that may do something or have
it done to them.
"""

import re
from collections.abc import Sequence

from konon.model import Mention, Sentence, Span
from konon.packs import Pack
from konon.read.places import within
from konon.spot.matcher import word_finder

_TITLE = re.compile(r"\s+(?:[A-Z(][\w.,&()-]*\s+){0,6}")
"""What stands between a title and the name behind it."""
_NAME = re.compile(r"\s+[A-Z]\w")
"""A name right behind a title that is written as one: "President To Lam"."""
_LED = re.compile(r"[^\W\d_][.!?]?\s[A-Z][\w-]+\s+$")
"""A word with a capital, behind another, right before."""
_APPOSED = re.compile(r",\s+(?:\w+\s+){0,2}")
"""What stands between a name and the title behind it."""


def spot_parties(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], pack: Pack
) -> tuple[Mention, ...]:
    """The listed words for people and bodies that are no part of a name, in order.

    Each is called by its word, with the place or body right beside it: all "workers" of
    a report are one, "Libyan workers" others.
    """
    finder = word_finder(pack, "names", "party")
    out = []
    for sentence in sentences:
        start = sentence.span.start
        names = within(mentions, sentence.span)
        for hit in finder.find(sentence.span.of(text)):
            span = Span(start + hit.span.start, start + hit.span.end)
            is_trap = hit.key == "not"
            is_free = not is_trap and not any(m.span.overlaps(span) for m in names)
            if is_free and not _is_title(span, sentence, names, text):
                name = _name(hit.word, span, names, text)
                out.append(Mention(span, "unnamed", name, f"unnamed:{name.casefold()}"))
    return tuple(out)


def _name(word: str, span: Span, mentions: Sequence[Mention], text: str) -> str:
    """A word with the place beside it, or the body before: "Libyan forces"."""
    for mention in mentions:
        place = mention.span
        is_whose = mention.kind in {"place", "body"}
        if is_whose and text[place.end : span.start].isspace():
            return f"{' '.join(place.of(text).split())} {word}"
        if mention.kind == "place" and text[span.end : place.start].isspace():
            return f"{word} {place.of(text)}"
    return word


def _is_title(
    span: Span, sentence: Sentence, mentions: Sequence[Mention], text: str
) -> bool:
    """Whether a word only says what a person is who is named right beside.

    "Chairman Ann Sample", "Menteri Perdagangan Budi", "Ann Sample, chairman of"; so it
    does before a name that nobody knows, "met President To Lam".
    """
    is_written_so = text[span.start].isupper() and span.start > sentence.span.start
    if is_written_so and _NAME.match(text, span.end):
        return True
    if is_written_so and _LED.search(text, sentence.span.start, span.start):
        # "Indeks Harga Konsumen" is one name, and not of consumers.
        return True
    for mention in mentions:
        if mention.kind != "person":
            continue
        name = mention.span
        if span.end <= name.start and _TITLE.fullmatch(text, span.end, name.start):
            return True
        if name.end <= span.start and _APPOSED.fullmatch(text, name.end, span.start):
            return True
    return False
