"""What the claims of one report are made from, and who says what stands where in it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from konon.model import Attribution, Chain, Cue, Link, Sentence, Span
from konon.packs import Pack
from konon.read.places import Attributed, extent, holding
from konon.state.casting import Roll
from konon.state.joins import Group
from konon.state.judges import Judges


@dataclass(frozen=True, slots=True)
class Page:
    """What the claims of one report are made from."""

    text: str
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]
    cues: tuple[Cue, ...]
    groups: tuple[Group, ...]
    pack: Pack
    told: Attributed
    anchor: date | None
    """The day of publication."""
    judges: Judges | None
    """The models of the language, where it has any."""
    roll: Roll
    """Whom and what it names."""

    def sentence_of(self, span: Span) -> int:
        """The number of the sentence that holds a span; -1 where none does."""
        number = (
            bisect_right(self.sentences, span.start, key=lambda s: s.span.start) - 1
        )
        if number >= 0 and self.sentences[number].span.contains(span):
            return number
        return -1


def chain_at(page: Page, span: Span) -> tuple[Chain, Attribution | None]:
    """Who says what stands at a place, outermost first; the innermost attribution."""
    around = _around(page.told.near(span), span)
    return _links(around), (around[-1] if around else None)


def chain_around(attributions: Sequence[Attribution], span: Span) -> Chain:
    """The links of all attributions whose content holds a place, outermost first."""
    return _links(_around(attributions, span))


def _links(around: Sequence[Attribution]) -> Chain:
    """The links of some attributions, the widest first, none of them twice."""
    chain: list[Link] = []
    for attribution in around:
        known = {link.entity or link.name for link in chain}
        chain += [x for x in attribution.chain if (x.entity or x.name) not in known]
    return tuple(chain)


def _around(attributions: Sequence[Attribution], span: Span) -> list[Attribution]:
    """The attributions whose content holds a place, the widest first.

    Of the same words, who passed them on stands outermost.
    """
    return sorted(
        holding(attributions, span),
        key=lambda a: (-extent(a), a.cue.form not in {"relay", "passive"}),
    )


def evidence_of(page: Page, sentence: Span, attribution: Attribution | None) -> Span:
    """The sentence, with the one whose cue points back to it."""
    if attribution is None or sentence.contains(attribution.cue.span):
        return sentence
    number = page.sentence_of(attribution.cue.span)
    other = page.sentences[number].span if number >= 0 else sentence
    return Span(min(sentence.start, other.start), max(sentence.end, other.end))
