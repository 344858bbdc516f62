"""Quotations -> those that nobody was found for, each with the reason."""

import re
from collections.abc import Iterator, Sequence

from konon.model import Attribution, Mention, Sentence, Span, Unspoken
from konon.packs import Pack
from konon.read.places import Attributed, within
from konon.state.quotations import quotations
from konon.state.sources import SOURCE_KINDS
from konon.state.speakers import pronoun_kind

_FEWEST = 4
"""Words of a quotation; fewer are a name, or a word held at arm's length."""


def find_unspoken(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    pack: Pack,
) -> tuple[Unspoken, ...]:
    """The quotations that no attribution holds, in order."""
    told = Attributed(attributions)
    out = []
    for quote in quotations(text, sentences):
        near = told.near(quote)
        if len(re.findall(r"\w+", quote.of(text))) < _FEWEST:
            continue
        if any(part.overlaps(quote) for item in near for part in item.content):
            continue
        paragraph = _paragraph(quote, sentences)
        out.append(Unspoken(quote, _reason(text, quote, paragraph, mentions, pack)))
    return tuple(out)


def _paragraph(quote: Span, sentences: Sequence[Sentence]) -> Span:
    """The paragraph that a quotation opens in."""
    own = next(s for s in sentences if quote.start < s.span.end)
    spans = [s.span for s in sentences if s.paragraph == own.paragraph]
    return Span(spans[0].start, spans[-1].end)


def _reason(
    text: str, quote: Span, paragraph: Span, mentions: Sequence[Mention], pack: Pack
) -> str:
    named = [
        m
        for m in within(mentions, paragraph)
        if m.kind in SOURCE_KINDS and not quote.contains(m.span)
    ]
    if named:
        return "no cue beside it"
    if not any(pronoun_kind(word, pack) for word in _around(text, quote, paragraph)):
        return "no source in its paragraph"
    before = {
        m.entity for m in mentions if m.kind == "person" and m.span.end <= quote.start
    }
    if not before:
        return "pronoun, nobody named before"
    one = "pronoun, no cue beside it"
    return one if len(before) == 1 else f"pronoun, {len(before)} candidates"


def _around(text: str, quote: Span, paragraph: Span) -> Iterator[str]:
    """The words of a paragraph outside of a quotation."""
    for start, end in ((paragraph.start, quote.start), (quote.end, paragraph.end)):
        yield from re.findall(r"\w+", text[start : max(start, end)])
