"""Accounts -> events: the values held, the one shown, and the rule that chose it."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Literal, cast

from konon.model import (
    Account,
    Bounds,
    Chain,
    Claim,
    Event,
    Held,
    Masthead,
    Mention,
    Published,
    Span,
    Status,
    Unresolved,
)
from konon.state.joins import settled_status
from konon.weave.conflicts import find_differences
from konon.weave.match import account_order, key_of, match_accounts
from konon.weave.origins import independent, origin_of

Known = Mapping[tuple[str, str], str]
NO_TIME = Unresolved("nobody has given a time")
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_OWN, _UNNAMED, _NAMED = 2, 1, 3


def weave(accounts: Sequence[Account], known: Known | None = None) -> tuple[Event, ...]:
    """The events that accounts of many reports tell of, sorted by id.

    `known` maps accounts to the ids that their events already have; an event keeps
    the id of its earliest account that has one. The order of accounts changes nothing.
    """
    known = known or {}
    taken: set[str] = set()
    events = []
    for group in match_accounts(accounts):
        event_id = _identity(group, known, taken)
        taken.add(event_id)
        events.append(_woven(event_id, group))
    return tuple(sorted(events, key=lambda e: e.id))


def _identity(group: Sequence[Account], known: Known, taken: set[str]) -> str:
    for account in group:
        before = known.get(key_of(account))
        if before and before not in taken:
            return before
    founder = "\0".join(key_of(group[0]))
    return hashlib.sha256(founder.encode()).hexdigest()[:10]


def _woven(event_id: str, group: Sequence[Account]) -> Event:
    accounts = sorted(group, key=account_order)
    held = tuple(h for account in accounts for h in _held(account))
    status, status_rule = _shown_status(accounts, held)
    when, when_rule = _shown_time(held, status)
    actors = _names(m for a in accounts for m in a.event.actors)
    recipients = _names(m for a in accounts for m in a.event.recipients)
    places = _names(m for a in accounts for m in a.event.places)
    clock, zone = _clock(accounts, when)
    return Event(
        id=event_id,
        type=accounts[0].event.type,
        label=_label(accounts),
        actors=actors,
        recipients=tuple(name for name in recipients if name not in actors),
        places=places,
        status=status,
        status_rule=status_rule,
        bounds=when.bounds if when and when.bounds else NO_TIME,
        when_rule=when_rule,
        clock=clock,
        zone=zone,
        held=held,
        differences=find_differences(held),
        origins=independent(_origins(held)),
        accounts=tuple(sorted(key_of(a) for a in accounts)),
        chance=max(a.event.chance for a in accounts),
    )


def _origins(held: Sequence[Held]) -> Iterator[str]:
    """The origins of what is told; refusals to comment tell nothing.

    What an outlet adds on its own authority beside a source that it names in the same
    report is no second origin.
    """
    told = [h for h in held if h.field != "comment"]
    sourced = {h.report for h in told if not h.is_own and h.origin == h.chain[-1]}
    for h in told:
        if not h.is_own or h.report not in sourced:
            yield h.origin


def _held(account: Account) -> Iterator[Held]:
    """All values that the claims of one account hold, in order of the text."""
    for claim, quote in zip(account.claims, account.evidence, strict=True):
        gives = claim.gives
        when = gives.when
        if when is not None and isinstance(when.bounds, Bounds):
            words = _cut(quote, claim.evidence, when.span)
            value = _one(account, claim, quote, "when", when.bounds.edtf, words)
            yield replace(value, bounds=when.bounds)
        if gives.status is not None:
            yield _one(account, claim, quote, "status", gives.status, "")
        for place in gives.places:
            yield _one(account, claim, quote, "place", place.name, "", place.entity)
        for topic in gives.topics:
            yield _one(account, claim, quote, "topic", topic.text, topic.text)
        if gives.no_date:
            yield _one(account, claim, quote, "no_date", "no date yet", "")
        if claim.act == "decline":
            yield _one(account, claim, quote, "comment", "no comment", "")


def _one(
    account: Account,
    claim: Claim,
    quote: str,
    field: Literal["when", "status", "place", "topic", "no_date", "comment"],
    value: str,
    words: str,
    entity: str = "",
) -> Held:
    masthead = account.masthead
    return Held(
        field=field,
        value=value,
        words=words,
        chain=chain_names(claim.chain, masthead),
        origin=origin_of(claim.chain, masthead),
        since=_instant(masthead),
        report=masthead.id,
        evidence=claim.evidence,
        quote=quote,
        act=claim.act,
        entity=entity,
        is_own=not claim.chain,
        why="; ".join(r for name, r in claim.whys if name in {field, "chain"}),
    )


def chain_names(chain: Chain, masthead: Masthead) -> tuple[str, ...]:
    """The names of a chain, the outlet first, and the agency it repeats second.

    An outlet that repeats a report of its own stands there once.
    """
    outlet = masthead.outlet or "unknown outlet"
    inner = tuple(link.name for link in chain)
    agency = masthead.copied_from
    is_repeated = agency and agency not in {masthead.outlet, *inner}
    return (outlet, *((agency,) if is_repeated else ()), *inner)


def _shown_time(held: Sequence[Held], status: str) -> tuple[Held | None, str]:
    """The time shown: of the strongest source, of equals the latest word."""
    times = [h for h in held if h.field == "when" and h.bounds is not None]
    if not times:
        return None, NO_TIME.reason
    if status == "happened":
        done = {
            (h.report, h.evidence)
            for h in held
            if h.field == "status" and h.value == "happened"
        }
        told = [h for h in times if (h.report, h.evidence) in done]
        if told:
            best = min(told, key=_width)
            return best, "the narrowest time told by those who say that it happened"
    strongest = max(_authority(h) for h in times)
    best = max(
        (h for h in times if _authority(h) == strongest),
        key=lambda h: (h.since or _LONG_AGO, -_width(h), h.value),
    )
    count = len({h.value for h in times})
    name = {_NAMED: "a named source", _OWN: "an outlet", _UNNAMED: "an unnamed source"}
    rule = f"the latest given by {name[strongest]} ({best.chain[-1]})"
    return best, rule if count > 1 else f"the only time given ({best.chain[-1]})"


def _shown_status(
    accounts: Sequence[Account], held: Sequence[Held]
) -> tuple[Status, str]:
    """The status shown: the latest report's, and what happened stays happened."""
    statuses = [h for h in held if h.field == "status"]
    if not statuses:
        return accounts[-1].event.status, "no claim gives a status"
    done = [h for h in statuses if h.value == "happened"]
    if done:
        names = ", ".join(independent(h.origin for h in done))
        return "happened", f"reported as having happened by {names}"
    firm = [h for h in statuses if _authority(h) > _UNNAMED] or statuses
    latest = max(h.since or _LONG_AGO for h in firm)
    last = [h for h in firm if (h.since or _LONG_AGO) == latest]
    status = cast(Status, settled_status([h.value for h in last]))
    teller = next(h for h in last if h.value == status)
    return status, f"the latest word ({teller.chain[-1]})"


def _authority(held: Held) -> int:
    """How much a teller weighs: named sources, then outlets, then unnamed ones."""
    if held.act in {"report", "expect"} and len(held.chain) > 1:
        return _OWN
    if len(held.chain) == 1:
        return _OWN
    return _NAMED if held.chain[-1] == held.origin else _UNNAMED


def _width(held: Held) -> int:
    return held.bounds.width if held.bounds is not None else 10**6


def _clock(accounts: Sequence[Account], when: Held | None) -> tuple[time | None, str]:
    """The time of day, where the time shown is a day and was told with an hour."""
    for account in accounts:
        for claim in account.claims:
            timex = claim.gives.when
            if when is None or timex is None or timex.clock is None:
                continue
            if isinstance(timex.bounds, Bounds) and timex.bounds == when.bounds:
                return timex.clock, timex.zone
    return None, ""


def _names(mentions: Iterator[Mention]) -> tuple[str, ...]:
    """One name for each entity, the fullest, the most often named first."""
    best: dict[str, str] = {}
    count: Counter[str] = Counter()
    for mention in mentions:
        count[mention.entity] += 1
        known = best.get(mention.entity, "")
        if len(mention.name) > len(known):
            best[mention.entity] = mention.name
    order = sorted(best, key=lambda e: (-count[e], best[e]))
    kept: list[str] = []
    for entity in order:
        words = set(best[entity].casefold().split())
        if not any(words < set(name.casefold().split()) for name in best.values()):
            kept.append(best[entity])
    return tuple(dict.fromkeys(kept))


def _label(accounts: Sequence[Account]) -> str:
    """The fullest label among the accounts."""
    return max((a.event.label for a in accounts), key=lambda name: (len(name), name))


def _cut(quote: str, evidence: Span, span: Span) -> str:
    return quote[span.start - evidence.start : span.end - evidence.start]


def _instant(masthead: Masthead) -> datetime | None:
    published = masthead.published
    return published.instant if isinstance(published, Published) else None
