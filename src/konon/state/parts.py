"""A mention of an event and the names in its sentence -> the part of each in it.

The first look. The second, by all that a report tells of the event, is in
`konon.state.casting`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from konon.model import Mention, Played
from konon.state.candidates import Article
from konon.state.judges import Judges
from konon.state.looks import Candidate
from konon.state.pairs import gap_between, part_looks, players, tellers
from konon.state.roles import Roles, doers, grouped_places
from konon.state.wording import pronouns_of

_BEHIND = {"post", "after_quote"}
"""Forms of a cue that stands behind what is said."""
_MAY_ACT = 0.1
"""From which chance on it is asked whether rules let a name act."""
_NONE = 0.75
"""What the chance of no part is worth."""


def judged_players(
    seen: Candidate, ruled: Roles, article: Article, judges: Judges
) -> tuple[Played, ...]:
    """All that may have a part in an event, as a model sees them at one mention."""
    telling, pack = tellers(seen), article.pack
    out = []
    for mention in players(seen):
        # "The Green Port Forum" is what takes place, and does not act in it.
        if not mention.span.overlaps(seen.trigger.span):
            odds = judges.parts(part_looks(seen, mention, ruled, pack))
            if mention.span in seen.field.hanging:
                odds = _without_parties(odds)
            out.append(_played(seen, mention, odds, mention.entity in telling))
    likely = [p.mention for p in out if p.actor >= _MAY_ACT]
    acting = doers(seen.trigger, likely, ruled, seen.field, pack)
    is_aside = _is_aside(seen)
    return tuple(
        replace(p, can_act=p.mention in acting and not (p.is_teller and is_aside))
        for p in out
    )


def _without_parties(odds: Mapping[str, float]) -> dict[str, float]:
    """The chances of a name that neither acts nor is acted on."""
    party = odds["actor"] + odds["recipient"]
    return {**odds, "none": odds["none"] + party, "actor": 0.0, "recipient": 0.0}


def roles_of(
    played: Sequence[Played], seen: Candidate, ruled: Roles, article: Article
) -> Roles:
    """The parts that names of a sentence have in an event, by the first look."""
    found: dict[str, list[Mention]] = {"actor": [], "recipient": [], "place": []}
    telling = tellers(seen)
    for one in played:
        # Who tells of a visit may make it, and is neither its host nor its place.
        is_fitting = one.part == "actor" or not one.is_teller
        if one.part in found and is_fitting:
            found[one.part].append(one.mention)
    # Where others act, who tells of it only tells.
    own = [m for m in found["actor"] if m.entity not in telling or m in ruled.actors]
    found["actor"] = own or found["actor"]
    actors = doers(seen.trigger, found["actor"], ruled, seen.field, article.pack)
    places = grouped_places(found["place"], seen.field)
    if seen.trigger.type == "visit" and ruled.places:
        # Each place makes a visit of its own: those that a preposition ties to it.
        places = ruled.places
    return Roles(actors, tuple(found["recipient"]), places)


def _is_aside(seen: Candidate) -> bool:
    """Whether who tells of an event stands behind it, and no "he" in it means them.

    "The meeting will be in Hanoi, said Ann": nothing says that Ann will be there.
    """
    inside = seen.inside
    if inside is None or inside.cue.form not in _BEHIND:
        return False
    told = " ".join(part.of(seen.field.text) for part in inside.content)
    words = re.findall(r"\w+", told.casefold())
    return pronouns_of(seen.pack).isdisjoint(words)


def _part(mention: Mention, odds: Mapping[str, float]) -> str:
    """The likeliest part of a name of the sentence."""
    plain = max(odds, key=odds.__getitem__)
    # Of many names few have a part: alone, a model of parts would find too few
    # parties. Of places it finds enough.
    worth = {**odds, "none": odds["none"] * _NONE}
    part = max(worth, key=worth.__getitem__)
    part = plain if part == "place" else part
    return "none" if part == "place" and mention.kind == "person" else part


def _played(
    seen: Candidate, mention: Mention, odds: Mapping[str, float], is_teller: bool
) -> Played:
    own, other = seen.trigger.span, mention.span
    words = len(gap_between(own, other).of(seen.field.text).split())
    return Played(
        mention,
        odds["actor"],
        odds["recipient"],
        odds["place"],
        _part(mention, odds),
        -words if other.start < own.start else words,
        is_teller,
    )
