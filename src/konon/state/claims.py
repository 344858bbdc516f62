"""Groups of event mentions and attributions -> events of the report and its claims."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

from konon.model import (
    Act,
    Attribution,
    Chain,
    Claim,
    EventMention,
    Gives,
    ReportedEvent,
    Span,
    Status,
    Topic,
    Whys,
)
from konon.packs import Pack, Packs
from konon.spot.matcher import any_of
from konon.state.appraisal import appraised
from konon.state.casting import give_parts
from konon.state.events import make_event, name_of, unique
from konon.state.joins import Group, is_open, settled_status
from konon.state.page import Page, chain_at, evidence_of
from konon.state.questions import question_of
from konon.state.status import ON, word_of
from konon.state.topics import spot_topics
from konon.state.untold import declined, silences, undated, with_undated

_SURE = 0.7
"""From which chance on an event needs no more to be one that a desk can use."""
_BEFORE = {
    "unheld": (40, r"\s+(?:any\s+|a\s+|the\s+)?"),
    "demanding": (40, r"\s(?:[\w-]+\s){0,2}"),
    "foreseeing": (40, r"\s(?:[\w-]+\s){0,2}"),
    "hearsay": (90, r"\b[^.;:,\"“”]*"),
}
"""For each table of words before a happening, how many signs before it they may stand,
and what may stand between: "has not held", "should soon", "rumours that"."""
_UNDECIDED = {"economy"}
"""Types of what rather comes than is done."""
_TOPICAL = {"visit", "meeting", "conference", "signing", "other"}


def make_claims(
    page: Page, packs: Packs
) -> tuple[tuple[ReportedEvent, ...], tuple[Claim, ...]]:
    """The events of a report with ids e1, e2 ..., and the claims about them."""
    likely = appraised(page.groups, page.anchor, page.judges)
    groups = tuple(
        g for g in likely if _is_tangible(g, page) and not _never_was(g, page)
    )
    groups = tuple(_without_topics(groups, page))
    if page.judges is not None:
        for group in groups:
            give_parts(group, page.roll, page.judges)
    page = replace(page, groups=groups)
    ids = {id(group): f"e{n}" for n, group in enumerate(groups, 1)}
    claims: list[Claim] = []
    for group in page.groups:
        claims += _told(page, group, ids[id(group)])
    claims += silences(page, ids)
    claims = with_undated(claims, list(undated(page, ids)))
    claims.sort(key=lambda c: (c.evidence, c.event))
    claims = list(_without_echoes(claims))
    events = tuple(
        make_event(group, ids[id(group)], claims, packs, page.anchor, page.judges)
        for group in groups
    )
    return events, tuple(claims)


def _without_topics(groups: Sequence[Group], page: Page) -> Iterator[Group]:
    """The groups without those that are mostly told of as a topic of another.

    "Energy and an agreement on schools will be discussed": that is one meeting.
    """
    numbers = {m.sentence for g in groups for m in g.mentions if m.type in _TOPICAL}
    topical = {
        topic.span
        for number in numbers
        for topic in spot_topics(page.text, page.sentences[number].span, page.pack)
    }
    for group in groups:
        spans = [mention.span for mention in group.mentions]
        inside = sum(any(topic.contains(span) for topic in topical) for span in spans)
        if 2 * inside <= len(spans):
            yield group


def _is_tangible(group: Group, page: Page) -> bool:
    """Whether an event has a time, a name, anybody in it, or somebody who tells of it.

    Without any of these a desk could do nothing with it, unless it is surely one.
    """
    is_sure = page.judges is not None and group.chance >= _SURE
    told = group.times or group.actors or group.places or name_of(group)
    return (
        bool(told) or is_sure or any(chain_at(page, m.span)[0] for m in group.mentions)
    )


def _never_was(group: Group, page: Page) -> bool:
    """Whether all that is told of an event is that it has not taken place.

    "Police have not arrested anyone" is neither an arrest nor a plan of one.
    """
    negated = {m.sentence for m in group.mentions if _is_negated(m, page)}
    if page.judges is None or any(m.sentence not in negated for m in group.mentions):
        return False
    status, _ = page.judges.status(group.mentions, page.anchor, group.odds)
    return status in ON


def _is_negated(mention: EventMention, page: Page) -> bool:
    """Whether words right before a mention say that it did not take place."""
    return mention.polarity == "NEG" or _stands_before([mention], "unheld", page)


def _stands_before(mentions: Sequence[EventMention], table: str, page: Page) -> bool:
    """Whether a word of a table of `status.toml` stands before some mention."""
    pattern, (reach, _) = _before(table, page.pack), _BEFORE[table]
    return any(
        pattern.search(page.text, max(0, m.span.start - reach), m.span.start)
        for m in mentions
    )


def _is_demanded(mentions: Sequence[EventMention], page: Page) -> bool:
    """Whether words before some mentions ask for it: "talks must resume"."""
    asked = _stands_before(mentions, "demanding", page)
    return asked and not _is_foreseen(mentions, page)


def _is_foreseen(mentions: Sequence[EventMention], page: Page) -> bool:
    """Whether words before some mentions only see it come: "profit should rise".

    Of what nobody decides, "should" asks for nothing.
    """
    is_economy = all(m.type in _UNDECIDED for m in mentions)
    return is_economy and _stands_before(mentions, "foreseeing", page)


@lru_cache(maxsize=64)
def _before(table: str, pack: Pack) -> re.Pattern[str]:
    words = any_of(pack["status"].listed(table, "words"))
    return re.compile(rf"\b(?:{words}){_BEFORE[table][1]}$", re.IGNORECASE)


def _without_echoes(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims without those in which a report only names what it told before.

    "The summit comes at a hard time" gives nothing of the summit that was not told.
    """
    told: set[tuple[str, Status | None]] = set()
    for claim in claims:
        # Whether a plan is announced hangs on who tells it: this is no news of it.
        is_plan = claim.gives.status == "announced"
        known = (claim.event, "planned" if is_plan else claim.gives.status)
        is_bare = not claim.chain and claim.gives == Gives(status=claim.gives.status)
        if not (is_bare and claim.act == "report" and known in told):
            yield claim
        told.add(known)


def _told(page: Page, group: Group, event: str) -> Iterator[Claim]:
    """One claim for each sentence and chain that gives something of the event."""
    grouped: dict[tuple[int, Chain], list[EventMention]] = {}
    for mention in group.mentions:
        chain, _ = chain_at(page, mention.span)
        grouped.setdefault((mention.sentence, chain), []).append(mention)
    for (number, chain), mentions in _gathered(grouped):
        sentence = page.sentences[number].span
        _, attribution = chain_at(page, mentions[0].span)
        is_all = len(mentions) == len(group.mentions)
        odds = group.odds if is_all else None
        question = question_of(attribution, page.text, page.pack)
        if attribution is not None and question:
            yield from declined(mentions, attribution, event, sentence, page)
        if question == "whether":
            continue
        if question:
            # "She did not say where talks will be held": that they will be is told.
            chain, attribution = (), None
        gives, whys = _gives(page, mentions, chain, sentence, attribution, odds)
        if gives.status in ON and any(_is_negated(m, page) for m in mentions):
            gives = replace(gives, status=None)
        if gives == Gives():
            continue
        yield Claim(
            event=event,
            chain=chain,
            act=_act(attribution, chain, gives.status, mentions, page),
            cue=attribution.cue.span if attribution else None,
            evidence=evidence_of(page, sentence, attribution),
            gives=gives,
            certainty=mentions[0].certainty,
            polarity=mentions[0].polarity,
            said=attribution.said if attribution else None,
            rule=f"{mentions[0].rule}; {attribution.rule if attribution else 'no cue'}",
            whys=whys,
        )


def _gathered(
    grouped: dict[tuple[int, Chain], list[EventMention]],
) -> Iterator[tuple[tuple[int, Chain], list[EventMention]]]:
    """Mentions by sentence and chain; those without a chain go with the only one.

    "The summit, Ann said, will be held in May" is all Ann's.
    """
    chains: dict[int, list[Chain]] = {}
    for number, chain in grouped:
        if chain:
            chains.setdefault(number, []).append(chain)
    for (number, chain), mentions in grouped.items():
        only = chains.get(number, ())
        if chain or len(only) != 1:
            bare = grouped.get((number, ()), []) if chain and len(only) == 1 else []
            yield (number, chain), [*mentions, *bare]


def _gives(
    page: Page,
    mentions: Sequence[EventMention],
    chain: Chain,
    sentence: Span,
    attribution: Attribution | None,
    odds: dict[Status, float] | None,
) -> tuple[Gives, Whys]:
    """What a sentence gives of an event, and the rules or models that read it.

    `odds` are those of each status, where the mentions are all that tell of the event.
    """
    told = evidence_of(page, sentence, attribution)
    # A time that another sentence tells is the event's, and not of this claim.
    dated = next((m for m in mentions if m.when and told.contains(m.when.span)), None)
    when = dated.when if dated else None
    denies = attribution is not None and attribution.cue.act == "deny"
    statuses = [
        "denied"
        if denies and is_open(m.status)
        else _as_told(m.status, chain, page.pack)
        for m in mentions
        if m.is_particular
    ]
    places = unique(p for m in mentions for p in m.places)
    scope = sentence
    if attribution is not None:
        parts = [p for p in attribution.content if p.contains(mentions[0].span)]
        scope = Span(
            max(parts[0].start, sentence.start), min(parts[0].end, sentence.end)
        )
    topics: tuple[Topic, ...] = ()
    if mentions[0].type in _TOPICAL:
        topics = spot_topics(page.text, scope, page.pack)
    status, why = _settled(statuses, mentions, page, chain, denies, odds)
    gives = Gives(when=when, status=status, places=places, topics=topics)
    reasons = {name: reason for m in reversed(mentions) for name, reason in m.whys}
    whys = [("event", reasons.get("event", "")), ("status", why if status else "")]
    if dated is not None and when is not None:
        reason = f"{dict(dated.whys).get('when', '')}; read as '{when.rule}' {when.why}"
        whys.append(("when", reason.strip()))
    if places:
        whys.append(("place", reasons.get("who", "")))
    if attribution is not None:
        whys.append(("chain", attribution.rule))
    return gives, tuple((name, reason) for name, reason in whys if reason)


def _settled(
    statuses: Sequence[str],
    mentions: Sequence[EventMention],
    page: Page,
    chain: Chain,
    denies: bool,
    odds: dict[Status, float] | None,
) -> tuple[Status | None, str]:
    """The status that a sentence gives, and why; None where no mention tells one."""
    if not statuses:
        return None, ""
    if page.judges is None or denies:
        signs = ", ".join(dict.fromkeys(m.sign.rule for m in mentions if m.sign))
        why = f"words: {signs}" if signs else "tense and time"
        return cast(Status, settled_status(statuses)), why
    status, why = page.judges.status(mentions, page.anchor, odds)
    if status == "announced" and _is_expected(mentions, page.pack):
        return "planned", f"{why}; only expected"
    if status == "announced" and _is_demanded(mentions, page):
        return "planned", f"{why}; only asked for"
    is_plan = status in {"announced", "planned"} and not chain
    if is_plan and _stands_before(mentions, "hearsay", page):
        return "rumoured", f"{why}; only rumoured"
    return _as_told(status, chain, page.pack), why


def _as_told(status: Status, chain: Chain, pack: Pack) -> Status:
    """The status as this chain may give it.

    Only a principal, an organiser or an official body announces, and a report where it
    names no source; what a named source calls possible is a plan, not a rumour.
    """
    last = chain[-1].kind if chain else ""
    is_nobody = last in {"unnamed", "outlet"} and not _speaks_for(chain[-1].name, pack)
    if status == "announced" and is_nobody:
        return "planned"
    if status == "rumoured" and last in {"person", "body"}:
        return "planned"
    return status


def _is_expected(mentions: Sequence[EventMention], pack: Pack) -> bool:
    """Whether a word beside some mentions only expects: "likely", "diperkirakan"."""
    words = pack["status"].listed("expecting", "words")
    return any(m.sign and word_of(m.sign) in words for m in mentions)


def _speaks_for(name: str, pack: Pack) -> bool:
    """Whether somebody without a name speaks for a body: "a ministry spokesman"."""
    voices = pack["names"].listed("voice", "words")
    return any(voice in name.casefold() for voice in voices)


def _act(
    attribution: Attribution | None,
    chain: Chain,
    status: Status | None,
    mentions: Sequence[EventMention],
    page: Page,
) -> Act:
    """What a source does: its cue tells, and for mere saying what is said."""
    if attribution is None:
        return "report"
    if attribution.cue.act == "say" and status == "denied":
        return "deny"
    is_plan = attribution.cue.act == "say" and status == "planned"
    if is_plan and (_is_expected(mentions, page.pack) or _is_foreseen(mentions, page)):
        # "He said it is likely to be delayed": so much is expected.
        return "expect"
    if is_plan and _is_demanded(mentions, page):
        # "She said talks should resume": so much is asked for.
        return "demand"
    if attribution.cue.act == "say" and chain and chain[-1].kind == "outlet":
        return "report"
    is_settled = status in {"announced", "cancelled", "postponed", "under_way"}
    if attribution.cue.act == "say" and is_settled and chain:
        # Who speaks for a body and calls a thing settled announces it.
        return "announce" if _speaks_for(chain[-1].name, page.pack) else "say"
    return attribution.cue.act
