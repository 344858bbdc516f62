"""Sentences -> parties without a name: "the workers", "shareholders", "para petani".

Who speaks is found elsewhere; these are people and bodies that may do something or have
it done to them.
"""

from collections.abc import Iterator, Sequence

from konon.model import Mention, Sentence, Span
from konon.packs import Pack
from konon.read.places import within
from konon.spot.matcher import word_finder


def spot_parties(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], pack: Pack
) -> tuple[Mention, ...]:
    """The listed words for people and bodies that are no part of a name, in order.

    Each is called by its word: all "workers" of a report are one.
    """
    finder = word_finder(pack, "names", "party")
    return tuple(
        Mention(span, "unnamed", hit.word, f"unnamed:{hit.word}")
        for sentence in sentences
        for hit in finder.find(sentence.span.of(text))
        for span in _free(sentence, hit.span, mentions)
    )


def _free(
    sentence: Sentence, place: Span, mentions: Sequence[Mention]
) -> Iterator[Span]:
    """A place of a sentence as one of the text, where no mention has it."""
    start = sentence.span.start
    span = Span(start + place.start, start + place.end)
    if not any(m.span.overlaps(span) for m in within(mentions, sentence.span)):
        yield span
