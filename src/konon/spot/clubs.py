"""Clubs and cups: names that look like places, and names of contests that are no party.

A club bears the name of its town as often as its own; what stands beside it tells:
"pelatih Lazio", "Lazio vs Roma". A contest ("Liga Champions", "the FA Cup") is an
event, and neither a place nor somebody who acts.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from konon.model import Mention
from konon.packs import Pack
from konon.spot.matcher import any_of, fold

_KEPT = {"outlet", "unnamed"}
"""Kinds of mentions that no contest is taken for."""
_LOOK = 24
"""Signs beside a name in which a word tells that it is a club's."""


def with_clubs(
    mentions: Sequence[Mention], text: str, pack: Pack
) -> tuple[Mention, ...]:
    """The mentions with clubs as bodies in all of the report, and without contests."""
    before, behind, contest = _patterns(pack)
    kept = [m for m in mentions if m.kind in _KEPT or not contest.match(m.name)]
    clubs = set()
    for mention in kept:
        if mention.kind == "place" and not mention.country:
            start, end = mention.span.start, mention.span.end
            is_led = before.search(text[max(0, start - _LOOK) : start])
            if is_led or behind.match(text[end : end + _LOOK]):
                clubs.add(fold(mention.name))
    return tuple(
        replace(m, kind="body") if m.kind == "place" and fold(m.name) in clubs else m
        for m in kept
    )


@lru_cache(maxsize=16)
def _patterns(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before a club, what behind one, and what a contest is called."""
    names = pack["names"]

    def either(key: str) -> str:
        return any_of(names.listed("club", key))

    before = re.compile(rf"\b(?:{either('before')})\s+$", re.IGNORECASE)
    behind = re.compile(rf"\s+(?:{either('behind')})\b", re.IGNORECASE)
    opens, ends, not_ = either("contest"), either("contest_end"), either("no_contest")
    contest = re.compile(
        rf"(?!(?:{not_})\b)(?:(?:{opens})\b|.*\b(?:{ends})$)", re.IGNORECASE
    )
    return before, behind, contest
