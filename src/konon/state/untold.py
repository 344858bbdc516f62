"""What is not told -> claims: refusals, questions left open, "no date yet"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from konon.model import Act, Attribution, Claim, Cue, EventMention, Gives, Span
from konon.spot.matcher import word_finder
from konon.state.joins import Group, is_open
from konon.state.looks import stem
from konon.state.page import Page, chain_at, evidence_of
from konon.state.status import OFF

_SHORT = 3
"""Letters of a word that tells little."""
_FEW = 2
"""Words of "when ..." that ask of nothing else: "when this would happen"."""


def declined(
    mentions: Sequence[EventMention],
    attribution: Attribution,
    event: str,
    evidence: Span,
    page: Page,
) -> Iterator[Claim]:
    """The claim of who leaves a question about an event open; who asks makes none.

    A question is about the first event that it names.
    """
    chain, _ = chain_at(page, mentions[0].span)
    asked = [
        mention.span
        for group in page.groups
        for mention in group.mentions
        if any(part.contains(mention.span) for part in attribution.content)
    ]
    is_about = any(mention.span == min(asked) for mention in mentions)
    if attribution.cue.stance != "ask" and chain and is_about:
        bare = _bare(event, "decline", evidence, attribution)
        rule = f"{attribution.rule}; a question left open"
        yield replace(bare, chain=chain, rule=rule)


def silences(page: Page, ids: dict[int, str]) -> Iterator[Claim]:
    """Refusals to comment, each on the event that the report has been about."""
    for attribution in page.attributions:
        is_silence = attribution.cue.form == "silence"
        if not attribution.chain or not (
            is_silence or _denies_a_report(page, attribution)
        ):
            continue
        number = page.sentence_of(attribution.cue.span)
        group = _subject(page, number)
        if group is None or number < 0:
            continue
        if any(c.contains(m.span) for c in attribution.content for m in group.mentions):
            continue
        act: Act = "decline" if is_silence else "deny"
        yield _bare(ids[id(group)], act, page.sentences[number].span, attribution)


def _bare(event: str, act: Act, evidence: Span, attribution: Attribution) -> Claim:
    """A claim that gives nothing of its event but what somebody did about it."""
    return Claim(
        event=event,
        chain=attribution.chain,
        act=act,
        cue=attribution.cue.span,
        evidence=evidence,
        gives=Gives(),
        certainty="underspecified",
        polarity="POS",
        said=attribution.said,
        rule=attribution.rule,
    )


def _denies_a_report(page: Page, attribution: Attribution) -> bool:
    """ "Budi membantah kabar itu": what is denied was told in a sentence before."""
    if attribution.cue.act != "deny" or not attribution.content:
        return False
    content = attribution.content[0]
    if any(content.contains(m.span) for g in page.groups for m in g.mentions):
        return False
    return any(word_finder(page.pack, "cues", "fact").find(content.of(page.text)))


def _subject(page: Page, number: int) -> Group | None:
    """The event that a sentence is about: one in it, else the main one told so far."""
    inside = [g for g in page.groups if any(m.sentence == number for m in g.mentions)]
    if inside:
        return inside[0]
    before = [
        g
        for g in page.groups
        if g.mentions[0].sentence <= number
        and any(is_open(m.status) or m.status in OFF for m in g.mentions)
    ]
    return max(
        before,
        key=lambda g: (
            sum(1 for m in g.mentions if m.sentence <= number),
            -g.mentions[0].span.start,
        ),
        default=None,
    )


def undated(page: Page, ids: dict[int, str]) -> Iterator[Claim]:
    """ "No date yet", said of an event in the sentence or of the report's main one."""
    for cue in page.cues:
        if cue.form != "no_date":
            continue
        number = page.sentence_of(cue.span)
        sentence = page.sentences[number].span
        inside = [
            g
            for g in page.groups
            if any(m.sentence == number and not _is_done(m) for m in g.mentions)
        ]
        group = inside[-1] if inside else _subject(page, number)
        if group is None or not (inside or _may_ask_of(cue, sentence, group, page)):
            continue
        chain, attribution = chain_at(page, cue.span)
        if (
            not inside
            and attribution is None
            and group.mentions[-1].sentence < number - 3
        ):
            continue
        yield Claim(
            event=ids[id(group)],
            chain=chain,
            act=attribution.cue.act if attribution else "report",
            cue=cue.span,
            evidence=evidence_of(page, sentence, attribution),
            gives=Gives(no_date=True),
            certainty="certain",
            polarity="POS",
            said=attribution.said if attribution else None,
            rule=cue.rule,
        )


def _may_ask_of(cue: Cue, sentence: Span, group: Group, page: Page) -> bool:
    """Whether "when ..." may ask of an event that the sentence has no word for.

    "He did not say when" asks of what the report is about; "when he was born" does not.
    """
    asking = page.pack["cues"].every("when")
    if not cue.span.of(page.text).casefold().endswith(asking):
        return True
    asked = re.split(r"[,;]", page.text[cue.span.end : sentence.end])[0].casefold()
    words = [word for word in re.findall(r"\w+", asked) if len(word) > _SHORT]
    had = [name for m in group.mentions for name in (*m.actors, *m.places)]
    names = " ".join(name.name for name in had).casefold()
    told = {stem(m.span.of(page.text), page.pack) for m in group.mentions}
    is_of = any(word in names or stem(word, page.pack) in told for word in words)
    return is_of or len(words) <= _FEW


def with_undated(claims: Sequence[Claim], later: Sequence[Claim]) -> list[Claim]:
    """The claims with "no date yet" put to the one that says it in the same breath."""
    out = list(claims)
    for none in later:
        for number, claim in enumerate(out):
            is_same = (claim.event, claim.chain) == (none.event, none.chain)
            is_plain = claim.gives.when is None and claim.act != "decline"
            if is_same and is_plain and claim.evidence == none.evidence:
                gives = replace(claim.gives, no_date=True)
                out[number] = replace(claim, gives=gives, cue=claim.cue or none.cue)
                break
        else:
            out.append(none)
    return out


def _is_done(mention: EventMention) -> bool:
    return mention.is_particular and mention.status == "happened"
