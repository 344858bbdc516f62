"""Matches -> groups that are one expression: a date and its hour, both ends of a range.

What stands between the parts is data: the tables `link` and `join` of a pack.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import re2

from konon.model import Span
from konon.packs import Pack
from konon.spot.matcher import Match, WordFinder

How = Literal["one", "at", "to", "or"]
_SAID = {"hour", "day", "month", "year"}


@dataclass(frozen=True, slots=True)
class Group:
    """Matches that make one expression, and how."""

    matches: tuple[Match, ...]
    how: How
    span: Span
    mod: str = ""
    parts: tuple["Group", ...] = ()
    """Of a range or a choice, its two ends."""


def fold_matches(matches: Sequence[Match], text: str, pack: Pack) -> list[Group]:
    """The groups of one sentence, in order. A match that needs a partner and has
    none is dropped."""
    gaps = _gaps(pack)
    groups = list(_with_hours(matches, text, gaps["at"]))
    if len(groups) > 1:
        moved = [hit.span.end for hit in gaps["moved"].find(text)]
        groups = list(_ranges(groups, text, gaps, moved))
    return list(_with_mods(groups, text, pack))


@lru_cache(maxsize=16)
def _gaps(pack: Pack) -> dict[str, Any]:
    times = pack["times"]
    to = "|".join(_words(times.listed("link", "to")))
    or_ = "|".join(_words(times.listed("link", "or")))
    at = "|".join(_words(times.listed("join", "words")))
    return {
        "at": re2.compile(rf"(?i)\.?[\s,]*(?:(?:{at})\s+)?"),
        "dash": re2.compile(r"\s*[-–—]{1,2}\s*"),
        "to": re2.compile(rf"(?i)\s+(?:{to})\s+"),
        "or": re2.compile(rf"(?i),?\s+(?:{or_})\s+"),
        "moved": WordFinder(times.table("moved")),
        "mod": WordFinder(times.table("mod")),
    }


def _words(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        yield r"\s+".join(re2.escape(part) for part in word.split())


def _with_hours(matches: Sequence[Match], text: str, gap: Any) -> Iterator[Group]:
    at = 0
    while at < len(matches):
        this, pair = matches[at], matches[at : at + 2]
        if len(pair) == 2 and _is_at(pair[0], pair[1], text, gap):
            yield Group((this, pair[1]), "at", Span(this.span.start, pair[1].span.end))
            at += 2
            continue
        if this.rule.get("open") not in {"joined", "trap"}:
            yield Group((this,), "one", this.span)
        at += 1


def _is_at(one: Match, two: Match, text: str, gap: Any) -> bool:
    if "trap" in (one.rule.get("open"), two.rule.get("open")):
        return False
    pair = (one, two)
    is_pair = any(map(is_clock, pair)) and any(is_day(m) or _is_set(m) for m in pair)
    return is_pair and gap.fullmatch(text[one.span.end : two.span.start]) is not None


def is_clock(match: Match) -> bool:
    """Whether a match is an hour, or a part of a day, of a day not said."""
    return match.rule.get("value").startswith("XXXX-XX-XXT")


def is_day(match: Match) -> bool:
    """Whether a match is one day."""
    rule = match.rule
    if is_clock(match) or match.series or rule.get("type", "DATE") != "DATE":
        return False
    value = rule.get("value")
    if not value:
        return rule.get("grain") == "day"
    return (
        "{day" in value or "{weekday" in value or value.startswith("XXXX-XX-XX")
    ) and "/" not in value


def _is_set(match: Match) -> bool:
    """Whether a match is a day that comes again: "every Monday"."""
    value = match.rule.get("value")
    return match.rule.get("type") == "SET" and ("weekday" in value or "day" in value)


def _ranges(
    groups: Sequence[Group], text: str, gaps: dict[str, Any], moved: Sequence[int]
) -> Iterator[Group]:
    at = 0
    while at < len(groups):
        pair = groups[at : at + 2]
        how = _how(pair[0], pair[1], text, gaps) if len(pair) == 2 else None
        # "postponed from June 5 to June 12" is no stretch from the 5th to the 12th.
        is_moved = how == "to" and bool(moved) and moved[0] <= pair[0].span.start
        if how is None or is_moved:
            yield groups[at]
            at += 1
            continue
        yield Group(
            (*pair[0].matches, *pair[1].matches),
            how,
            Span(pair[0].span.start, pair[1].span.end),
            parts=(pair[0], pair[1]),
        )
        at += 2


def _how(one: Group, two: Group, text: str, gaps: dict[str, Any]) -> How | None:
    if not (_may_range(one) and _may_range(two)):
        return None
    between = text[one.span.end : two.span.start]
    if gaps["dash"].fullmatch(between):
        return "to"
    is_alike = _grain(one) == _grain(two)
    have_months = all("month" in group.matches[0].slots for group in (one, two))
    if (is_alike or have_months) and gaps["to"].fullmatch(between):
        return "to"
    return "or" if is_alike and gaps["or"].fullmatch(between) else None


def _may_range(group: Group) -> bool:
    rule = group.matches[0].rule
    is_date = group.how == "one" and rule.get("type", "DATE") == "DATE"
    is_year = rule.get("value") == "{year}"
    return is_date and not (rule.get("open") or is_year or group.matches[0].series)


def _grain(group: Group) -> str:
    rule = group.matches[0].rule
    by_dashes = ("year", "month", "day")
    return rule.get("grain") or by_dashes[min(rule.get("value").count("-"), 2)]


def _with_mods(groups: Sequence[Group], text: str, pack: Pack) -> Iterator[Group]:
    """Groups with the word before them that blurs or cuts them: "about two weeks"."""
    mods = {}
    for hit in _gaps(pack)["mod"].find(text) if groups else ():
        end = hit.span.end
        while text[end : end + 1].isspace():
            end += 1
        mods[end] = hit
    at = 0
    for group in groups:
        hit = mods.get(group.span.start)
        is_free = hit is not None and hit.span.start >= at
        at = group.span.end
        if hit is None or not is_free or not _takes(group, hit.key):
            yield group
            continue
        span = Span(hit.span.start, group.span.end)
        yield Group(group.matches, group.how, span, hit.key, group.parts)


def _takes(group: Group, mod: str) -> bool:
    """Whether a group may be blurred: amounts and hours; early and late, what lasts."""
    match = group.matches[0]
    if match.rule.get("open"):
        return False
    if mod in {"START", "END"}:
        return any(is_day(m) or "daypart" in m.slots for m in group.matches)
    if mod == "APPROX" and "number" not in match.slots:
        return not _SAID.isdisjoint(match.slots)
    return match.lead in {"number", "unit"} and match.rule.get("type") != "SET"
