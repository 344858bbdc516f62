"""Quotations -> those that nobody was found for, each with the reason."""

import re
from collections.abc import Iterator, Sequence

from konon.model import Attribution, Mention, Sentence, Span, Unspoken
from konon.packs import Pack
from konon.read.places import Attributed, within
from konon.state.quotations import paragraphs_of
from konon.state.sources import SOURCE_KINDS
from konon.state.speakers import pronoun_kind

_FEWEST = 4
"""Words of a quotation; fewer are a name, or a word held at arm's length."""


def find_unspoken(
    text: str,
    sentences: Sequence[Sentence],
    quotes: Sequence[Span],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    pack: Pack,
) -> tuple[Unspoken, ...]:
    """Those of some quotations that no attribution holds, in order."""
    told = Attributed(attributions)
    alone = [
        quote
        for quote in quotes
        if len(re.findall(r"\w+", quote.of(text))) >= _FEWEST
        and not any(
            part.overlaps(quote) for item in told.near(quote) for part in item.content
        )
    ]
    out: list[Unspoken] = []
    at = 0
    for paragraph in (Span(*pair) for pair in paragraphs_of(sentences)):
        inside = []
        while at < len(alone) and alone[at].start < paragraph.end:
            inside.append(alone[at])
            at += 1
        if inside:
            reason = _reason(text, inside, paragraph, mentions, pack)
            out += [Unspoken(quote, reason) for quote in inside]
    return tuple(out)


def _reason(
    text: str,
    quotes: Sequence[Span],
    paragraph: Span,
    mentions: Sequence[Mention],
    pack: Pack,
) -> str:
    """Why nobody was found for the quotations of a paragraph."""
    around = list(_around(quotes, paragraph))
    if any(m.kind in SOURCE_KINDS for piece in around for m in within(mentions, piece)):
        return "no cue beside it"
    words = (word for piece in around for word in re.findall(r"\w+", piece.of(text)))
    if not any(pronoun_kind(word, pack) for word in words):
        return "no source in its paragraph"
    start = quotes[0].start
    before = {m.entity for m in mentions if m.kind == "person" and m.span.end <= start}
    if not before:
        return "pronoun, nobody named before"
    one = "pronoun, no cue beside it"
    return one if len(before) == 1 else f"pronoun, {len(before)} candidates"


def _around(quotes: Sequence[Span], paragraph: Span) -> Iterator[Span]:
    """The pieces of a paragraph outside of some quotations."""
    start = paragraph.start
    for quote in quotes:
        yield Span(start, max(start, quote.start))
        start = max(start, quote.end)
    yield Span(start, max(start, paragraph.end))
