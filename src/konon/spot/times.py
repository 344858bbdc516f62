"""Sentences -> times: the time expressions of a text, with bounds that hold.

What the words say is data (`lang/<tag>/times.toml`). Matches are found here and freed
of traps, put together in `spot.folds`, and read in `spot.resolve` against the anchor,
the tense of the clause (`spot.tense`) and the day last mentioned.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from konon.model import Bounds, Sentence, Span, Timex
from konon.packs import Pack
from konon.spot.folds import Group, fold_matches, is_clock
from konon.spot.matcher import Link, Match, any_of, longest_first, rule_set, word_finder
from konon.spot.resolve import Context, blurred, joined, read_match
from konon.spot.tense import UNKNOWN, tenses_of

_DOUBLING = re.compile(r"-([^\W\d]{3,})")
_BLANKS = re.compile(r"\s*")
_NEAR = 8
"""Days within which a day is called by its weekday alone."""
_GENITIVE = re.compile(r"(?:..)?['’]s\b", re.DOTALL)
"""Of "Monday's", at most two signs before its end."""


def spot_times(
    text: str,
    sentences: Sequence[Sentence],
    anchor: date | None,
    pack: Pack,
    shared: Pack,
) -> tuple[Timex, ...]:
    """The time expressions inside `sentences`, in order of the text.

    Without an anchor, what needs one stays unresolved and says so.
    """
    rules = rule_set(pack, "times", shared)
    ahead = _ahead(pack)
    out: list[Timex] = []
    context = Context(anchor, UNKNOWN, None)
    for number, sentence in enumerate(sentences):
        piece = sentence.span.of(text)
        found = _standing(list(rules.find(piece)), piece)
        if not found:
            continue
        matches = _without_traps(longest_first(found), piece, pack)
        groups = fold_matches(matches, piece, pack)
        if not groups:
            continue
        tenses = tenses_of(piece, pack)
        context = replace(context, sentence=number)
        start = sentence.span.start
        for group in groups:
            # "Monday's vote" is near, whatever somebody will say of it.
            is_whose = _GENITIVE.match(piece, max(0, group.span.end - 2))
            tense = UNKNOWN if is_whose else tenses.at(group.span)
            due = ahead.match(piece, group.span.end)
            tense = ("future", due[1]) if due else tense
            timex = _read(group, replace(context, tense=tense))
            context = _having_told(context, timex, group)
            span = Span(group.span.start + start, group.span.end + start)
            out.append(replace(timex, span=span))
    return tuple(out)


@lru_cache(maxsize=16)
def _ahead(pack: Pack) -> re.Pattern[str]:
    """A word behind a time that is to come when it is traded: "July delivery"."""
    words = any_of(pack["times"].listed("ahead", "words"))
    return re.compile(rf"\s+({words})\b")


def _having_told(context: Context, timex: Timex, group: Group) -> Context:
    """The context for what comes after a timex."""
    bounds = timex.bounds
    if not isinstance(bounds, Bounds) or bounds.earliest is None:
        return context
    if bounds.latest is None or timex.value == "PRESENT_REF":
        return context
    is_day = bounds.earliest == bounds.latest
    told = bounds.earliest if is_day else context.told
    is_quarter = bool(re.fullmatch(r"\d{4}-Q\d", timex.value))
    quarter = bounds.earliest if is_quarter else context.quarter
    return replace(
        context,
        told=told,
        told_any=bounds,
        weekdays=_named_days(context, group, bounds.earliest),
        quarter=quarter,
        quarter_in=context.sentence if is_quarter else context.quarter_in,
    )


def _named_days(context: Context, group: Group, day: date) -> Mapping[int, date]:
    """The days told with weekday and date, near enough to be called by weekday."""
    is_dated = {"weekday", "day"} <= set(group.matches[0].slots)
    is_near = context.anchor and abs((day - context.anchor).days) <= _NEAR
    if group.how not in {"one", "at"} or not is_dated or not is_near:
        return context.weekdays
    return {**context.weekdays, day.isoweekday(): day}


def _standing(matches: Sequence[Match], text: str) -> list[Match]:
    """The matches that are whole: no piece of a longer number or of a doubled word."""
    ends = {match.span.end for match in matches}
    starts = {match.span.start for match in matches}
    return [
        match
        for match in matches
        if _has_series(match)
        and not _is_inside_number(text, match.span, starts, ends)
        and not _is_doubled(text, match.span)
    ]


def _has_series(match: Match) -> bool:
    """Whether a rule that is for lists, or for ranges alone, matched one."""
    needs = match.rule.get("needs")
    links = [link for series in match.series.values() for link in series.links]
    return not needs or (bool(links) and (needs == "list" or set(links) == {"to"}))


def _is_inside_number(text: str, span: Span, starts: set[int], ends: set[int]) -> bool:
    """Whether the match is a piece of a longer number, a score or an address."""
    before = text[max(0, span.start - 2) : span.start]
    after = text[span.end : span.end + 2]
    if before and before[-1] in "$€£#@_" and text[span.start].isdigit():
        return True
    is_tail = re.fullmatch(r"\d[.,:/-]", before) and text[span.start].isdigit()
    is_head = re.fullmatch(r"[.,:/-]\d|%.?", after) and text[span.end - 1].isdigit()
    # "1 Mei 2025-31 Juli 2025": the hyphen stands between two dates.
    is_tail = is_tail and not (before[-1] == "-" and span.start - 1 in ends)
    is_head = is_head and not (after[0] == "-" and span.end + 1 in starts)
    return bool(is_tail or is_head)


def _is_doubled(text: str, span: Span) -> bool:
    """Whether the match begins or ends in a doubled word: "tahun-tahun lalu"."""
    words = span.of(text).split()
    if not words:
        return True
    first, last = words[0].casefold(), words[-1].casefold()
    before = text[max(0, span.start - len(first) - 1) : span.start]
    after = _DOUBLING.match(text, span.end)
    # "sehari-hari" doubles all but its prefix.
    is_opened = after is not None and last.endswith(after[1].casefold())
    return is_opened or before.casefold() == f"{first}-"


def _without_traps(matches: Sequence[Match], text: str, pack: Pack) -> list[Match]:
    """The matches that are neither a piece of a name nor a number of things."""
    names = [hit.span for hit in word_finder(pack, "times", "not").find(text)]
    starts = [span.start for span in names]
    counted = {
        hit.span.start for hit in word_finder(pack, "times", "counted").find(text)
    }
    out = []
    for match in matches:
        at = bisect_right(starts, match.span.end)
        is_name = any(span.overlaps(match.span) for span in names[max(0, at - 2) : at])
        is_number = text[match.span.end - 1].isdigit()
        gap = _BLANKS.match(text, match.span.end)
        is_counted = is_number and gap is not None and gap.end() in counted
        if not is_name and not is_counted:
            out.append(match)
    return out


def _read(group: Group, context: Context) -> Timex:
    if group.how == "one":
        timex = read_match(group.matches[0], context)
    elif group.how == "at":
        timex = _at(group, context)
    else:
        timex = _between(group, context)
    return blurred(timex, group.mod) if group.mod else timex


def _at(group: Group, context: Context) -> Timex:
    """A date with its hour, or its part of the day."""
    clock = next(match for match in group.matches if is_clock(match))
    day = next(match for match in group.matches if match is not clock)
    base = read_match(day, context)
    if base.type == "SET":
        hour = read_match(clock, context).value.partition("T")[2]
        return replace(base, value=f"{base.value}T{hour}")
    known = base.bounds.earliest if isinstance(base.bounds, Bounds) else None
    timed = read_match(clock, replace(context, told=known))
    return replace(
        timed,
        bounds=timed.bounds if known else base.bounds,
        rule=f"{base.rule} + {timed.rule}",
        why=base.why or ("" if known else timed.why),
    )


def _between(group: Group, context: Context) -> Timex:
    """A range or a choice: the end that says its year decides that of the other."""
    one, two = (part.matches[0] for part in group.parts)
    link: Link = "to" if group.how == "to" else "or"
    last = read_match(two, context)
    if last.anchor is None and isinstance(last.bounds, Bounds):
        back = replace(
            context, anchor=last.bounds.latest, tense=("past", two.rule.name)
        )
        first = read_match(one, context)
        if first.anchor is not None and not one.rule.get("shift"):
            first = read_match(one, back)
    else:
        first = read_match(one, context)
        begun = first.bounds.earliest if isinstance(first.bounds, Bounds) else None
        if begun is not None and not two.rule.get("shift"):
            ahead = replace(context, anchor=begun, tense=("future", one.rule.name))
            last = read_match(two, ahead)
    whole = replace(first, rule=f"{first.rule} {link} {last.rule}")
    return joined(whole, [first, last], (link,))
