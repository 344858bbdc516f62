"""Plans that a "not" takes back: "will not be held", "tidak akan digelar".

Models see too few of them: what will not be is told as if it were to come. Words for it
stand in the table `not_planned`, and decide alone.
"""

import re
from functools import lru_cache

from konon.model import Span, StatusSign, Trigger
from konon.packs import Pack
from konon.spot.matcher import word_finder

_BEHIND = 60
"""Signs between a noun and the "will not be held" that is told of it."""
_AHEAD = 24
"""Signs behind "will not" in which the verb of a noun begins."""
_ADJECTIVES = 2
"""Words that may stand between "there will be no" and its noun."""
_OVER = 16
"""Signs behind a clause in which an "until" may open the next."""


def taken_back(
    trigger: Trigger, clause: Span, text: str, pack: Pack
) -> StatusSign | None:
    """The words in the clause of a trigger that say it will not be; None if none do.

    "Will not begin until May" is in May, and "will not only meet" is no denial. Of a
    noun it is told where a verb of holding follows, "the meeting will not be held", or
    where "there will be no" stands before it.
    """
    for hit in word_finder(pack, "status", "not_planned").find(clause.of(text)):
        if hit.key not in {"words", "none"}:
            continue
        span = Span(clause.start + hit.span.start, clause.start + hit.span.end)
        behind = text[span.end : clause.end + _OVER]
        if _turned(pack).search(behind):
            continue
        gap = text[span.end : trigger.span.start]
        is_behind = span.end <= trigger.span.start
        if hit.key == "none":
            is_own = is_behind and is_one_phrase(gap, pack)
        elif trigger.form == "noun":
            is_own = _is_held(trigger, span, text, clause, pack)
        else:
            is_own = is_behind and _gap(pack).fullmatch(gap) is not None
        if is_own:
            return StatusSign(span, "denied", f"denied: {hit.word}")
    return _without(trigger, clause, text, pack)


def _without(
    trigger: Trigger, clause: Span, text: str, pack: Pack
) -> StatusSign | None:
    """The "no" of "no meeting of the ministers will be held"; None where none is."""
    if trigger.form != "noun":
        return None
    before = text[clause.start : trigger.span.start]
    for hit in word_finder(pack, "status", "no").find(before):
        span = Span(clause.start + hit.span.start, clause.start + hit.span.end)
        if not is_one_phrase(before[hit.span.end :], pack):
            continue
        signs = word_finder(pack, "status", "sign").find(clause.of(text))
        if any(sign.key == "future" for sign in signs):
            return StatusSign(span, "denied", f"denied: {hit.word}")
    return None


def _is_held(trigger: Trigger, span: Span, text: str, clause: Span, pack: Pack) -> bool:
    """Whether "will not" stands behind a noun, and a verb of holding behind that."""
    if not 0 < span.start - trigger.span.end <= _BEHIND:
        return False
    ahead = text[span.end : min(span.end + _AHEAD, clause.end)]
    hits = word_finder(pack, "events", "frame").find(ahead)
    return any(not ahead[: hit.span.start].strip() for hit in hits)


def is_one_phrase(gap: str, pack: Pack) -> bool:
    """Whether what stands between "no" and a noun is but adjectives: "no further"."""
    words = gap.casefold().split()
    governing = pack["status"].table("preposition").values()
    outer = {word for listed in governing for word in listed}
    outer |= {*pack["cues"].listed("article", "words")}
    is_bare = gap[:1].isspace() and not re.search(r"[^\w\s-]", gap)
    return is_bare and len(words) <= _ADJECTIVES and outer.isdisjoint(words)


@lru_cache(maxsize=16)
def _gap(pack: Pack) -> re.Pattern[str]:
    """What may stand between "will not" and its verb: "be", "again"."""
    words = "|".join(map(re.escape, pack["status"].listed("not_planned", "between")))
    return re.compile(rf"\s+(?:(?:{words or '(?!)'})\s+)*", re.IGNORECASE)


@lru_cache(maxsize=16)
def _turned(pack: Pack) -> re.Pattern[str]:
    """What makes "will not" another thing: "only" right behind it, "until" later."""
    listed = pack["status"].table("not_planned")
    only = "|".join(map(re.escape, listed.get("only", ()))) or "(?!)"
    until = "|".join(map(re.escape, listed.get("until", ()))) or "(?!)"
    return re.compile(rf"^\s+(?:{only})\b|\b(?:{until})\b", re.IGNORECASE)
