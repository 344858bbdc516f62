"""Groups of event mentions and their claims -> events of the report."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from konon.model import (
    Claim,
    EventMention,
    Mention,
    ReportedEvent,
    Status,
    Tense,
)
from konon.packs import Packs
from konon.state.joins import Cast, Group, is_open, settled_status
from konon.state.judges import Judges
from konon.state.looks import type_looks

_FIRST = 3
"""Mentions that a label is looked for in."""
_SURE, _SURE_OF_OTHER = 0.8, 0.9
"""Below this chance of a type, and of none of them, tables are believed."""
_UNPLANNED = frozenset({"disaster"})
"""Types of what nobody can announce."""
_DENIED = 0.1
"""From which chance on a claim that denies an event is believed to be about it."""
_BARE = 4
"""Fewer words than these do not tell which event it is."""


def make_event(
    group: Group,
    event: str,
    claims: Sequence[Claim],
    packs: Packs,
    anchor: date | None,
    judges: Judges | None,
) -> ReportedEvent:
    """The event that a group of mentions is, with the status that its claims give."""
    status, why = _status(group, event, claims, anchor, judges)
    kind, why_type = group.type, ""
    if judges is not None:
        kind, why_type = _type(group, status, judges)
    particular = [m for m in group.mentions if m.is_particular] or group.mentions
    parties = group.cast or _first_parties(particular, group)
    actors = unique(parties.actors)
    places = unique(place for m in group.mentions for place in m.places)
    return ReportedEvent(
        id=event,
        type=kind,
        label=_label(group, kind, actors, places, packs),
        name=name_of(group),
        actors=actors,
        recipients=unique(parties.recipients),
        places=places,
        when=group.when,
        status=status,
        tense=_tense(status, particular),
        mentions=tuple(
            dict.fromkeys(
                span
                for m in group.mentions
                for span in (m.span, m.subject)
                if span is not None
            )
        ),
        whys=tuple(
            reason
            for reason in (("type", why_type), ("status", why), ("who", parties.why))
            if reason[1]
        ),
        chance=round(group.chance, 2),
    )


def _first_parties(particular: Sequence[EventMention], group: Group) -> Cast:
    """The parties that the first mentions give which give any."""
    mentions = (*particular, *group.mentions)
    return Cast(
        next((m.actors for m in mentions if m.actors), ()),
        next((m.recipients for m in group.mentions if m.recipients), ()),
    )


def _status(
    group: Group,
    event: str,
    claims: Sequence[Claim],
    anchor: date | None,
    judges: Judges | None,
) -> tuple[Status, str]:
    """The status that models give, but for a denial; else that of the claims; why."""
    told = [str(c.gives.status) for c in claims if c.event == event and c.gives.status]
    status = cast(Status, settled_status(told))
    is_denied = status == "denied" and group.odds.get(status, 0) >= _DENIED
    if judges is None or is_denied:
        return status, "what its claims give, the furthest along"
    status, why = judges.status(group.mentions, anchor, group.odds)
    if status in {"announced", "planned"} and {*told} == {"rumoured"}:
        return "rumoured", f"{why}; all who tell it only pass it on"
    if status == "announced" and _is_nobodys(event, claims):
        return "planned", f"{why}; nobody who may announces it"
    return status, why


def _is_nobodys(event: str, claims: Sequence[Claim]) -> bool:
    """Whether nobody who may announce an event does so in any claim."""
    told = [c.gives.status for c in claims if c.event == event]
    return bool(told) and "announced" not in told


def _type(group: Group, status: Status, judges: Judges) -> tuple[str, str]:
    """The likeliest type; where that is not sure, the one that tables agree on; why."""
    looks = type_looks([m.wording for m in group.mentions])
    chance, kind = judges.type(looks, _UNPLANNED if status == "announced" else ())
    listed = {
        m.type: m.rule for m in group.mentions if m.is_listed and m.type != "other"
    }
    if chance < (_SURE_OF_OTHER if kind == "other" else _SURE) and len(listed) == 1:
        return listed.popitem()
    return kind, f"model of types, {chance:.0%}"


def _tense(status: Status, mentions: Sequence[EventMention]) -> Tense:
    if status == "happened":
        return "past"
    if status == "under_way":
        return "ongoing"
    told = [m for m in mentions if m.status == status]
    tenses = [m.tense for m in told or mentions]
    if not told and is_open(status):
        # A model gave the status: where no mention did, it tells the tense as well.
        return "future"
    return "future" if "future" in tenses else tenses[0]


def _label(
    group: Group,
    kind_of: str,
    actors: Sequence[Mention],
    places: Sequence[Mention],
    packs: Packs,
) -> str:
    """Its own name; its type with its parties, or with the words of the report."""
    type_ = packs.event_types[kind_of]
    # "Rapat warga" tells more than "meeting: warga": names come first, and they count.
    named_first = sorted(unique(actors), key=lambda m: m.kind == "unnamed")
    who = [m.name for m in named_first[:2]]
    is_named = bool(named_first) and named_first[0].kind != "unnamed"
    spots = [p.name for p in places[:2] if not any(p.name in name for name in who)]
    named, words = name_of(group), _fullest(group)
    is_party = len(who) + len(spots) > 1 or len(words.split()) < _BARE
    if named:
        where = ", ".join(p for p in spots[:1] if p not in named)
        told = f"{named}, {where}" if where else named
    elif type_.named_by == "parties" and is_named and is_party:
        told = ", ".join((*who, *spots))
    else:
        told = _with_parties(words, who, spots)
    return told if kind_of == "other" else f"{type_.label}: {told}"


def _with_parties(words: str, who: Sequence[str], spots: Sequence[str]) -> str:
    """Words, with its parties behind where they tell of none or are few."""
    told = words.casefold()
    is_silent = not any(w.casefold() in told for name in who for w in name.split())
    is_bare = len(words.split()) < _BARE
    parties = who if who and is_silent else (*who, *spots) if is_bare else ()
    added = ", ".join(name for name in parties if name not in words)
    return f"{words} ({added})" if added else words


def _fullest(group: Group) -> str:
    """The words of the first mention that tell enough, of a frame for want of any."""
    firm = [m for m in group.mentions if m.is_particular] or group.mentions

    def told(mention: EventMention) -> tuple[bool, int]:
        is_frame = mention.rule.startswith("frame: ")
        return not is_frame, min(_BARE, len(mention.telling.split()))

    return max(firm[:_FIRST], key=told).telling


def name_of(group: Group) -> str:
    """The event's own name, the fullest that a mention gives."""
    if group.type == "other":
        return ""
    names = [m.words for m in group.mentions if _is_title(m.words)]
    return max(names, key=len, default="")


def _is_title(words: str) -> bool:
    """Whether words are an event's own name: "Forum Pelabuhan Hijau"."""
    parts = words.split()
    return len(parts) > 1 and all(p[0].isupper() or p[0].isdigit() for p in parts)


def unique(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """One mention for each entity, the longest name of those given."""
    best: dict[str, Mention] = {}
    for mention in mentions:
        known = best.get(mention.entity)
        if known is None or len(mention.name) > len(known.name):
            best[mention.entity] = mention
    return tuple(best.values())
