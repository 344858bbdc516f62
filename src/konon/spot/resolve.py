"""One match -> a timex: what the words leave open, filled from what is around them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Literal

from konon.model import Bounds, Timex, Unresolved
from konon.packs import Rule
from konon.spot.calendar import (
    NO_ANCHOR,
    Direction,
    bounds_of,
    edtf_of_list,
    fill,
    fill_by_weekday,
    fill_from,
    grain_value,
    shift,
)
from konon.spot.feasts import read_feast
from konon.spot.matcher import Link, Match
from konon.spot.slots import Filled, fill_in, fillings
from konon.spot.tense import UNKNOWN, Tense

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
LENGTH = Unresolved("a length, not a place in time")
SET = Unresolved("a set of times, again and again")
_TYPES: dict[str, TimexType] = {t: t for t in ("DATE", "TIME", "DURATION", "SET")}
_WIDTHS = {"week": 7, "month": 31, "quarter": 92, "year": 366}
"""Days of the widest time that so many units are counted from."""
FEW = (2, 8)
"""How many "a few" are."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at besides its own words."""

    anchor: date | None
    tense: tuple[Tense, str]
    told: date | None
    """The day last mentioned before it."""
    told_any: Bounds | None = None
    """The time last mentioned, however wide."""
    weekdays: Mapping[int, date] = field(default_factory=dict)
    """The days of the text that were named with weekday and date."""
    quarter: date | None = None
    """The first day of the quarter last mentioned."""
    quarter_in: int = -9
    """The sentence that mentioned it."""
    sentence: int = 0


def read_match(match: Match, context: Context) -> Timex:
    """The timex of one match, with its bounds or the reason why it has none."""
    rule = match.rule
    filled, links = fillings(match)
    slots = filled[0]
    value = fill_in(rule.get("value"), slots)
    timex = Timex(
        span=match.span,
        type=_TYPES[rule.get("type", "DATE")],
        value=value or grain_value(fill_in(rule.get("grain"), slots) or "day"),
        mod=fill_in(rule.get("mod"), slots),
        anchor=None,
        bounds=SET if rule.get("type") == "SET" else LENGTH,
        rule=rule.name,
        why="",
        clock=_clock(value),
        zone=str(slots.get("zone", "")),
    )
    if rule.get("feast"):
        feast = fill_in(rule.get("feast"), slots)
        return read_feast(timex, feast, slots, context.anchor, context.tense)
    if rule.get("reach"):
        return _reaching(timex, fill_in(rule.get("reach"), slots), context.anchor)
    if rule.get("open") not in {"", "joined"}:
        return _open(timex, rule.get("open"), context.anchor)
    if timex.type in {"DURATION", "SET"}:
        return timex
    if rule.get("habit") and context.tense == UNKNOWN:
        return replace(timex, type="SET", value=_hull(match, filled), bounds=SET)
    if rule.get("shift") and links:
        read = [_shift(_with_value(timex, rule, s), match, s, context) for s in filled]
        return joined(timex, read, links)
    if rule.get("shift"):
        return _shift(timex, match, slots, context)
    way = str(slots.get("way", rule.get("direction")))
    if links:
        return _listed(timex, match, filled, links, context)
    return _checked(_filled(timex, way, slots.get("weekday"), context), slots)


def _with_value(timex: Timex, rule: Rule, slots: Filled) -> Timex:
    value = fill_in(rule.get("value"), slots) or timex.value
    return replace(timex, value=value, mod=fill_in(rule.get("mod"), slots))


def _hull(match: Match, filled: list[Filled]) -> str:
    template = match.rule.get("value")
    return f"{fill_in(template, filled[0])}/{fill_in(template, filled[-1])}"


def _shift(timex: Timex, match: Match, slots: Filled, context: Context) -> Timex:
    steps = fill_in(match.rule.get("shift"), slots)
    origin = context.anchor
    is_near = context.sentence - context.quarter_in <= 1
    if match.rule.get("like") == "quarter" and context.quarter and is_near:
        # "Net fell in the third quarter from 5 million a year earlier."
        timex, origin = replace(timex, value=grain_value("quarter")), context.quarter
    if match.rule.get("direction") == "told":
        origin = _told(timex.value, steps.split()[1], context)
    if origin is None:
        return replace(timex, bounds=NO_ANCHOR, why=NO_ANCHOR.reason)
    if steps.split()[0].lstrip("-") == "X":
        return _some_ago(timex, steps, origin)
    shifted = _shifted(timex, steps, origin)
    most = match.rule.get("most_back")
    if most and _lies_back(shifted, origin, int(most)):
        shifted = _shifted(timex, "0 week", origin)
    if match.rule.get("so_far"):
        return _cut(shifted, match.rule.get("so_far"), origin)
    return shifted


def _told(value: str, unit: str, context: Context) -> date | None:
    """What a time that is counted from another one is counted from."""
    if value.endswith("-QX"):
        # Quarters are spoken of once they are over.
        anchor = context.anchor
        is_early = anchor is not None and anchor.year == 1
        before = anchor if anchor is None or is_early else shift(anchor, -3, "month")
        return context.quarter or before
    wide = context.told_any
    if unit == "day" or wide is None or wide.width > _WIDTHS.get(unit, 0):
        return context.told or context.anchor
    return wide.earliest


def _filled(timex: Timex, direction: str, weekday: object, context: Context) -> Timex:
    if "X" not in timex.value.split("T")[0]:
        return bounded(timex)
    if timex.type == "TIME" and context.told and timex.value.startswith("XXXX-XX-XX"):
        return bounded(
            replace(
                timex,
                value=_from_day(timex.value, context.told),
                anchor=context.anchor,
                why="day taken from the date last mentioned",
            )
        )
    if context.anchor is None:
        return replace(timex, bounds=NO_ANCHOR, why=NO_ANCHOR.reason)
    said = context.weekdays.get(weekday) if isinstance(weekday, int) else None
    if said and timex.value.startswith("XXXX-WXX-") and not direction:
        # "The talks open on Friday (14/6)": Friday is that one, all through the text.
        whole = replace(timex, value=_on_day(timex.value, said), anchor=context.anchor)
        return bounded(replace(whole, why="the day of that name told before"))
    way, why = _direction(timex.value, direction, context.tense)
    value = fill(timex.value, context.anchor, way)
    nearest = fill(timex.value, context.anchor, "near")
    is_free = direction not in {"past", "future"} and _is_far(value, context.anchor)
    if is_free and not _is_far(nearest, context.anchor, 62):
        value, why = nearest, "not said which; the nearest by far"
    fitting = fill_by_weekday(timex.value, context.anchor, weekday)
    if fitting is not None:
        value, why = fitting, "year not said; the weekday fits this one"
    read = bounded(replace(timex, value=value, anchor=context.anchor, why=why))
    if direction in {"past", "future"} or fitting is not None:
        return read
    return replace(read, other=_other(timex.value, read, context.anchor))


def _other(value: str, read: Timex, anchor: date) -> Timex | None:
    """The time on the other side of the anchor than it was read; None if none is."""
    sides: tuple[Direction, ...] = ("past", "future")
    values = (fill(value, anchor, side) for side in sides)
    other = next((other for other in values if other != read.value), None)
    why = "not said which; the other side fits the event"
    return bounded(replace(read, value=other, why=why)) if other else None


def _on_day(value: str, day: date) -> str:
    _, mark, clock = value.partition("T")
    return f"{day.isoformat()}{mark}{clock}"


def _from_day(value: str, day: date) -> str:
    return "/".join(fill_from(part, day) for part in value.split("/"))


def _listed(
    timex: Timex,
    match: Match,
    filled: list[Filled],
    links: tuple[Link, ...],
    context: Context,
) -> Timex:
    """Several values that share open parts: the first decides, the rest follow."""
    template = match.rule.get("value")
    way = str(filled[0].get("way", match.rule.get("direction")))
    mods = [fill_in(match.rule.get("mod"), slots) for slots in filled]
    values = [fill_in(template, slots) for slots in filled]
    first = replace(timex, value=values[0], mod=mods[0])
    read = [_checked(_filled(first, way, filled[0].get("weekday"), context), filled[0])]
    for slots, value, mod in zip(filled[1:], values[1:], mods[1:], strict=True):
        low = read[-1].bounds
        after = low.earliest if isinstance(low, Bounds) else None
        ahead = replace(context, anchor=after or context.anchor)
        one = replace(timex, value=value, mod=mod)
        way = "" if mod and "X" not in read[-1].value else "future"
        if after and value == values[0]:
            read.append(bounded(replace(one, value=read[0].value)))
        else:
            read.append(_filled(one, way or "future", slots.get("weekday"), ahead))
    return joined(timex, read, links)


def joined(timex: Timex, read: list[Timex], links: tuple[Link, ...]) -> Timex:
    """One timex for several: their hull as value, the list itself as EDTF."""
    bounds = [one.bounds for one in read]
    known = [one for one in bounds if isinstance(one, Bounds)]
    if len(known) < len(bounds):
        lost = next(one for one in bounds if isinstance(one, Unresolved))
        return replace(timex, bounds=lost, why=lost.reason)
    low = min((b.earliest for b in known if b.earliest), default=None)
    high = max((b.latest for b in known if b.latest), default=None)
    if links == ("to",) and low and high and _runs_back(known):
        reason = f"ends before it begins: {read[0].value}/{read[-1].value}"
        return replace(timex, bounds=Unresolved(reason), why=reason)
    first, last = read[0].value.split("/")[0], read[-1].value.split("/")[-1]
    return replace(
        timex,
        type=read[0].type,
        value=first if first == last else f"{first}/{last}",
        mod="" if len({one.mod for one in read}) > 1 else read[0].mod,
        anchor=next((one.anchor for one in read if one.anchor), None),
        bounds=Bounds(low, high, edtf_of_list(known, links)),
        why=next((one.why for one in read if one.why), ""),
    )


def _runs_back(bounds: list[Bounds]) -> bool:
    first, last = bounds[0].earliest, bounds[-1].latest
    return first is not None and last is not None and last < first


def _is_far(value: str, anchor: date, days: int = 183) -> bool:
    """Whether a value lies more than so many days from the anchor."""
    bounds = bounds_of(value)
    if not isinstance(bounds, Bounds) or not (bounds.earliest and bounds.latest):
        return False
    ahead, behind = (bounds.earliest - anchor).days, (anchor - bounds.latest).days
    return max(ahead, behind) > days


def _direction(
    value: str, direction: str, tense: tuple[Tense, str]
) -> tuple[Direction, str]:
    if direction == "past":
        return "last", "the words point back"
    if direction == "future":
        return "next", "the words point ahead"
    if tense[0] == "future":
        return "future", f"not said which; '{tense[1]}' points ahead"
    if tense[0] == "past":
        return "past", f"not said which; '{tense[1]}' points back"
    if re.search("-(WXX|Q|H)", value):
        return "near_past", "not said which; news without a future word looks back"
    return "near", "not said which; the nearest to the publication"


def _shifted(timex: Timex, steps: str, origin: date) -> Timex:
    count, unit = steps.split()
    try:
        day = shift(origin, float(count), unit)
    except OverflowError:
        return replace(timex, bounds=Unresolved(f"{steps} leaves the calendar"))
    return bounded(replace(timex, value=fill_from(timex.value, day), anchor=origin))


def _lies_back(timex: Timex, origin: date, most: int) -> bool:
    """Whether a time lies further back than its words are used for."""
    bounds = timex.bounds
    if not isinstance(bounds, Bounds) or bounds.latest is None:
        return False
    return (origin - bounds.latest).days > most


def _some_ago(timex: Timex, steps: str, origin: date) -> Timex:
    """ "Several years ago": two to eight of them, back or ahead."""
    count, unit = steps.split()
    sign = -1 if count.startswith("-") else 1
    try:
        ends = sorted(shift(origin, sign * few, unit) for few in FEW)
    except OverflowError:
        return replace(timex, bounds=Unresolved(f"{steps} leaves the calendar"))
    edtf = "/".join(f"{end.isoformat()}~" for end in ends)
    return replace(
        timex,
        value="PAST_REF" if sign < 0 else "FUTURE_REF",
        anchor=origin,
        bounds=Bounds(ends[0], ends[1], edtf),
        why=f"a few are {FEW[0]} to {FEW[1]}",
    )


def _cut(timex: Timex, side: str, anchor: date) -> Timex:
    """ "Later this year" is what is left of it, "earlier" what has passed."""
    bounds = bounds_of(timex.value)
    if not isinstance(bounds, Bounds) or not bounds.earliest or not bounds.latest:
        return timex
    low, high = bounds.earliest, bounds.latest
    if not low <= anchor <= high or low == high:
        return timex
    low, high = (anchor, high) if side == "after" else (low, anchor)
    edtf = f"{low.isoformat()}/{high.isoformat()}"
    return replace(timex, bounds=Bounds(low, high, edtf))


def _reaching(timex: Timex, steps: str, anchor: date | None) -> Timex:
    """A stretch from the anchor, ahead or back, with its far end approximate."""
    if anchor is None:
        return replace(timex, bounds=NO_ANCHOR, why=NO_ANCHOR.reason)
    count, unit = steps.split()
    few = f" (a few are {FEW[0]} to {FEW[1]})" if "X" in count else ""
    try:
        end = shift(anchor, float(count.replace("X", str(FEW[1]))), unit)
    except OverflowError:
        return replace(timex, bounds=Unresolved(f"{steps} leaves the calendar"))
    low, high = min(anchor, end), max(anchor, end)
    edtf = (
        f"{low.isoformat()}/{high.isoformat()}~"
        if end >= anchor
        else f"{low.isoformat()}~/{high.isoformat()}"
    )
    why = f"counted from the publication: {count} {unit}{few}"
    return replace(timex, anchor=anchor, bounds=Bounds(low, high, edtf), why=why)


def _open(timex: Timex, side: str, anchor: date | None) -> Timex:
    if anchor is None:
        return replace(timex, bounds=NO_ANCHOR, why=NO_ANCHOR.reason)
    if side == "unsaid":
        return replace(timex, bounds=Unresolved("the words do not say which"))
    today = anchor.isoformat()
    bounds = {
        "future": Bounds(anchor, None, f"{today}/.."),
        "past": Bounds(None, anchor, f"../{today}"),
        "present": Bounds(anchor, anchor, today),
    }[side]
    return replace(timex, anchor=anchor, bounds=bounds)


def blurred(timex: Timex, mod: str) -> Timex:
    """The timex with a word before it: "about 2012", "more than ten years ago"."""
    bounds = timex.bounds
    if isinstance(bounds, Bounds) and mod == "APPROX" and "~" not in bounds.edtf:
        edtf = "/".join(f"{part}~" for part in bounds.edtf.split("/"))
        bounds = replace(bounds, edtf=edtf)
    elif isinstance(bounds, Bounds) and mod == "MORE_THAN" and bounds.latest:
        is_back = timex.anchor is not None and bounds.latest < timex.anchor
        if is_back and timex.type == "DATE":
            bounds = Bounds(None, bounds.latest, f"../{bounds.edtf.split('/')[-1]}")
    return replace(timex, mod=timex.mod or mod, bounds=bounds)


def bounded(timex: Timex) -> Timex:
    """The timex with the bounds that its value and mod allow."""
    bounds = bounds_of(timex.value, timex.mod)
    if isinstance(bounds, Bounds) and timex.clock and bounds.earliest:
        edtf = f"{bounds.earliest.isoformat()}T{timex.clock:%H:%M}"
        bounds = replace(bounds, edtf=edtf)
    return replace(timex, bounds=bounds)


def _checked(timex: Timex, slots: Filled) -> Timex:
    """The timex, flagged where its weekday does not fit its date. Never mended."""
    weekday, bounds = slots.get("weekday"), timex.bounds
    if not isinstance(weekday, int) or not isinstance(bounds, Bounds):
        return timex
    first = bounds.earliest
    if first is None or first.isoweekday() == weekday or timex.type != "DATE":
        return timex
    return replace(timex, why="the weekday does not fit the date; the date is kept")


def _clock(value: str) -> time | None:
    found = re.search(r"T(\d\d):(\d\d)", value)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))
