"""Sentences -> times: the time expressions of a text, with bounds that hold.

What the words say is data (`lang/<tag>/times.toml`); this module only completes what
they leave open from the anchor, the tense of the sentence and the day last mentioned.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from konon.model import Bounds, Sentence, Span, Timex, Unresolved
from konon.packs import Pack
from konon.spot.calendar import (
    Direction,
    bounds_of,
    fill,
    fill_by_weekday,
    fill_from,
    grain_value,
    shift,
)
from konon.spot.matcher import (
    Hit,
    Match,
    Slots,
    longest_first,
    rule_finders,
    word_finder,
)

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
NO_ANCHOR = Unresolved("no publication time to read it against")
_LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "E"}
_TYPES: dict[str, TimexType] = {t: t for t in ("DATE", "TIME", "DURATION", "SET")}


@dataclass(frozen=True, slots=True)
class _Context:
    """What a rule may look at besides its own words."""

    anchor: date | None
    tense: tuple[Literal["future", "past", "unknown"], str]
    last: date | None
    """The day last mentioned before it, in the same paragraph."""


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
    if not sentences:
        return ()
    body = _masked(text, sentences)
    found = longest_first(
        [
            match
            for finder in rule_finders(pack, "times", shared)
            for match in finder.find(body)
            if not _is_inside_number(body, match.span)
        ]
    )
    matches = _without_traps(found, body, pack)
    tenses = list(word_finder(pack, "times", "tense").find(body))
    joins = "|".join(pack["times"].listed("join", "words"))
    groups = list(_joined(matches, body, joins))
    return tuple(_resolved(groups, sentences, tenses, anchor, body))


def _resolved(
    groups: Iterable[tuple[Match, ...]],
    sentences: Sequence[Sentence],
    tenses: Sequence[Hit],
    anchor: date | None,
    text: str,
) -> Iterator[Timex]:
    starts = [s.span.start for s in sentences]
    last, paragraph = None, -1
    for group in groups:
        sentence = sentences[bisect_right(starts, group[0].span.start) - 1]
        if sentence.paragraph != paragraph:
            last, paragraph = None, sentence.paragraph
        tense = _tense_at(group[0].span, sentence, tenses)
        timex = _read(group, _Context(anchor, tense, last), text)
        if isinstance(timex.bounds, Bounds) and timex.bounds.earliest is not None:
            is_day = timex.bounds.earliest == timex.bounds.latest
            last = timex.bounds.earliest if is_day else last
        yield timex


def _masked(text: str, sentences: Sequence[Sentence]) -> str:
    """The text with all but the sentences blotted out, every offset kept."""
    out, at = [], 0
    for sentence in sentences:
        out.append("\0" * (sentence.span.start - at))
        out.append(sentence.span.of(text))
        at = sentence.span.end
    return "".join(out)


def _is_inside_number(text: str, span: Span) -> bool:
    """Whether the match is a piece of a longer number, a score or an address."""
    before = text[max(0, span.start - 2) : span.start]
    after = text[span.end : span.end + 2]
    if before and before[-1] in "$€£#@_" and text[span.start].isdigit():
        return True
    is_tail = re.fullmatch(r"\d[.,:/-]", before) and text[span.start].isdigit()
    is_head = re.fullmatch(r"[.,:/-]\d|%.?", after) and text[span.end - 1].isdigit()
    return bool(is_tail or is_head)


def _without_traps(
    matches: Sequence[Match], text: str, pack: Pack
) -> tuple[Match, ...]:
    """The matches that are neither a piece of a name nor a number of things."""
    names = [hit.span for hit in word_finder(pack, "times", "not").find(text)]
    counted = {
        Span(hit.span.start - 1, hit.span.start)
        for hit in word_finder(pack, "times", "counted").find(text)
    }
    return tuple(
        match
        for match in matches
        if not any(span.overlaps(match.span) for span in names)
        and not (
            text[match.span.end - 1].isdigit()
            and Span(match.span.end, match.span.end + 1) in counted
        )
    )


def _joined(
    matches: Sequence[Match], text: str, words: str
) -> Iterator[tuple[Match, ...]]:
    """Matches, with a date and the clock time or day part beside it put together."""
    gap = re.compile(rf"\.?[\s,]*(?:(?:{words})\s+)?", re.IGNORECASE)
    at = 0
    while at < len(matches):
        this, pair = matches[at], matches[at : at + 2]
        if len(pair) == 2 and gap.fullmatch(text, this.span.end, pair[1].span.start):
            clocks = [_is_clock(match) for match in pair]
            dates = [_is_day(match) for match in pair]
            is_trap = any(match.rule.get("open") == "trap" for match in pair)
            if (not is_trap and (dates[0] and clocks[1])) or (
                clocks[0] and dates[1] and not is_trap
            ):
                yield (this, pair[1])
                at += 2
                continue
        if this.rule.get("open") not in {"joined", "trap"}:
            yield (this,)
        at += 1


def _is_clock(match: Match) -> bool:
    return match.rule.get("value").startswith("XXXX-XX-XXT")


def _is_day(match: Match) -> bool:
    if _is_clock(match):
        return False
    value = match.rule.get("value")
    if not value:
        return match.rule.get("grain") == "day"
    return "{day" in value or "{weekday" in value or value.startswith("XXXX-XX-XX")


def _tense_at(
    span: Span, sentence: Sentence, tenses: Sequence[Hit]
) -> tuple[Literal["future", "past", "unknown"], str]:
    """The tense that governs a place: of the last tense word before it, else after."""
    at = bisect_right(tenses, span.start, key=lambda hit: hit.span.start)
    before = list(tenses[max(0, at - 1) : at])
    # "said" dates what stands behind it, never what it reports in front of it.
    after = [hit for hit in tenses[at : at + 2] if hit.key != "said"][:1]
    for hit in (*before, *after):
        if sentence.span.contains(hit.span):
            return ("future" if hit.key == "future" else "past"), hit.word
    return "unknown", ""


def _read(group: tuple[Match, ...], context: _Context, text: str) -> Timex:
    if len(group) == 1:
        return _read_one(group[0], context, text)
    clock = next(match for match in group if _is_clock(match))
    day = next(match for match in group if match is not clock)
    base = _read_one(day, context, text)
    known = base.bounds.earliest if isinstance(base.bounds, Bounds) else None
    timed = _read_one(clock, replace(context, last=known), text)
    return replace(
        timed,
        span=Span(group[0].span.start, group[1].span.end),
        bounds=timed.bounds if known else base.bounds,
        rule=f"{base.rule} + {timed.rule}",
        why=base.why or ("" if known else timed.why),
    )


def _read_one(match: Match, context: _Context, text: str) -> Timex:
    rule = match.rule
    slots = _numbers(match.slots)
    value = _template(rule.get("value"), slots)
    grain = _template(rule.get("grain"), slots)
    kind = _TYPES[rule.get("type", "DATE")]
    timex = Timex(
        span=match.span,
        type=kind,
        value=value or grain_value(grain or "day"),
        mod=_template(rule.get("mod"), slots),
        anchor=None,
        bounds=Unresolved("a length, not a place in time"),
        rule=rule.name,
        why="",
        clock=_clock(value),
        zone=str(slots.get("zone", "")),
    )
    if rule.get("reach"):
        return _reaching(timex, _template(rule.get("reach"), slots), context.anchor)
    if rule.get("open") not in {"", "joined"}:
        return _open(timex, rule.get("open"), context.anchor)
    if kind in {"DURATION", "SET"}:
        return timex
    if rule.get("shift"):
        is_told = rule.get("direction") == "last" and context.last is not None
        anchor = context.last if is_told else context.anchor
        return _shifted(timex, _template(rule.get("shift"), slots), anchor)
    weekday = slots.get("weekday")
    return _checked(_filled(timex, rule.get("direction"), weekday, context), slots)


def _filled(timex: Timex, direction: str, weekday: object, context: _Context) -> Timex:
    if "X" not in timex.value.split("T")[0]:
        return _bounded(timex)
    if timex.type == "TIME" and context.last and timex.value.startswith("XXXX-XX-XX"):
        return _bounded(
            replace(
                timex,
                value=fill_from(timex.value, context.last),
                anchor=context.anchor,
                why="day taken from the date last mentioned",
            )
        )
    if context.anchor is None:
        return replace(timex, bounds=NO_ANCHOR, why=NO_ANCHOR.reason)
    way, why = _direction(timex.value, direction, context.tense)
    value = fill(timex.value, context.anchor, way)
    nearest = fill(timex.value, context.anchor, "near")
    is_free = direction not in {"past", "future"} and _is_far(value, context.anchor)
    if is_free and not _is_far(nearest, context.anchor, 62):
        value, why = nearest, "not said which; the nearest by far"
    fitting = fill_by_weekday(timex.value, context.anchor, weekday)
    if fitting is not None:
        value, why = fitting, "year not said; the weekday fits this one"
    return _bounded(replace(timex, value=value, anchor=context.anchor, why=why))


def _is_far(value: str, anchor: date, days: int = 183) -> bool:
    """Whether a value lies more than so many days from the anchor."""
    bounds = bounds_of(value)
    if not isinstance(bounds, Bounds) or not (bounds.earliest and bounds.latest):
        return False
    ahead, behind = (bounds.earliest - anchor).days, (anchor - bounds.latest).days
    return max(ahead, behind) > days


def _direction(
    value: str, direction: str, tense: tuple[str, str]
) -> tuple[Direction, str]:
    if direction == "past":
        return "past", "the words point back"
    if direction == "future":
        return "future", "the words point ahead"
    if tense[0] == "future":
        return "future", f"not said which; '{tense[1]}' points ahead"
    if tense[0] == "past":
        return "past", f"not said which; '{tense[1]}' points back"
    if "WXX" in value:
        return "near_past", "not said which; news without a future word looks back"
    return "near", "not said which; the nearest to the publication"


def _shifted(timex: Timex, steps: str, anchor: date | None) -> Timex:
    if anchor is None:
        return replace(timex, bounds=NO_ANCHOR, why=NO_ANCHOR.reason)
    count, unit = steps.split()
    try:
        day = shift(anchor, int(count), unit)
    except OverflowError:
        return replace(timex, bounds=Unresolved(f"{steps} leaves the calendar"))
    return _bounded(replace(timex, value=fill_from(timex.value, day), anchor=anchor))


def _reaching(timex: Timex, steps: str, anchor: date | None) -> Timex:
    """A stretch from the anchor, ahead or back, with its far end approximate."""
    if anchor is None:
        return replace(timex, bounds=NO_ANCHOR, why=NO_ANCHOR.reason)
    count, unit = steps.split()
    try:
        end = shift(anchor, int(count), unit)
    except OverflowError:
        return replace(timex, bounds=Unresolved(f"{steps} leaves the calendar"))
    low, high = min(anchor, end), max(anchor, end)
    edtf = (
        f"{low.isoformat()}/{high.isoformat()}~"
        if end >= anchor
        else f"{low.isoformat()}~/{high.isoformat()}"
    )
    why = f"counted from the publication: {count} {unit}"
    return replace(timex, anchor=anchor, bounds=Bounds(low, high, edtf), why=why)


def _open(timex: Timex, side: str, anchor: date | None) -> Timex:
    if anchor is None:
        return replace(timex, bounds=NO_ANCHOR, why=NO_ANCHOR.reason)
    today = anchor.isoformat()
    bounds = {
        "future": Bounds(anchor, None, f"{today}/.."),
        "past": Bounds(None, anchor, f"../{today}"),
        "present": Bounds(anchor, anchor, today),
    }[side]
    return replace(timex, anchor=anchor, bounds=bounds)


def _bounded(timex: Timex) -> Timex:
    bounds = bounds_of(timex.value, timex.mod)
    if isinstance(bounds, Bounds) and timex.clock and bounds.earliest:
        edtf = f"{bounds.earliest.isoformat()}T{timex.clock:%H:%M}"
        bounds = replace(bounds, edtf=edtf)
    return replace(timex, bounds=bounds)


def _checked(timex: Timex, slots: dict[str, int | str]) -> Timex:
    """The timex, flagged where its weekday does not fit its date. Never mended."""
    weekday, bounds = slots.get("weekday"), timex.bounds
    if not isinstance(weekday, int) or not isinstance(bounds, Bounds):
        return timex
    first = bounds.earliest
    if first is None or first.isoweekday() == weekday:
        return timex
    if timex.type != "DATE":
        return timex
    return replace(timex, why="the weekday does not fit the date; the date is kept")


def _numbers(slots: Slots) -> dict[str, int | str]:
    out: dict[str, int | str] = {}
    for name, word in slots.items():
        digits = word.replace(".", "").lstrip("+")
        out[name] = int(digits) if re.fullmatch(r"-?\d+", digits) else word
    for name in ("year", "year2"):
        year = out.get(name)
        if isinstance(year, int) and year < 100:
            out[name] = year + (2000 if year < 70 else 1900)
    if "year" not in out and isinstance(out.get("year2"), int):
        out["year"] = out["year2"]
    if isinstance(out.get("year"), int):
        out["year"] = f"{out['year']:04}"
    if isinstance(out.get("ordinal"), int):
        out["century"] = f"{int(out['ordinal']) - 1:02}"
    out.setdefault("year", "XXXX")
    out.setdefault("minute", 0)
    out.setdefault("part", "")
    out["letter"] = _LETTERS.get(str(out.get("unit", "")), "X")
    if out.get("half_day") == "pm" and isinstance(out.get("hour"), int):
        out["hour"] = int(out["hour"]) % 12 + 12
    elif out.get("half_day") == "am" and isinstance(out.get("hour"), int):
        out["hour"] = int(out["hour"]) % 12
    return out


def _template(template: str, slots: dict[str, int | str]) -> str:
    return template.format_map(slots) if template else ""


def _clock(value: str) -> time | None:
    found = re.search(r"T(\d\d):(\d\d)", value)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def day_after(day: date) -> date:
    """The next day; the last day of the calendar stays itself."""
    return day if day == date.max else day + timedelta(days=1)
