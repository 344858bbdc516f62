"""Attributions -> times read against the day on which they were said.

"Besok", quoted from Tuesday in Wednesday's report, is Wednesday: inside what somebody
said on a day that is told, relative times count from that day, not from publication.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from konon.model import Attribution, Bounds, Sentence, Span, Timex
from konon.packs import Pack
from konon.spot.times import spot_times


def anchor_at_saying(
    text: str,
    times: Sequence[Timex],
    attributions: Sequence[Attribution],
    anchor: date | None,
    pack: Pack,
    shared: Pack,
) -> tuple[Timex, ...]:
    """The times, with those inside dated speech counted from the day of speaking."""
    found = {timex.span: timex for timex in times}
    for attribution in attributions:
        day = _day_said(attribution, anchor)
        if day is None:
            continue
        for part in attribution.content:
            piece = part.of(text)
            whole = [Sentence(Span(0, len(piece)), 0)]
            for timex in spot_times(piece, whole, day, pack, shared):
                start, end = timex.span.start, timex.span.end
                place = Span(part.start + start, part.start + end)
                before = found.get(place)
                if before is not None and _counts(before, attribution.said):
                    why = f"counted from the day of saying, {day.isoformat()}"
                    found[place] = replace(timex, span=place, why=why)
    return tuple(found[timex.span] for timex in times)


def _day_said(attribution: Attribution, anchor: date | None) -> date | None:
    """The day of saying, where it is one day before the publication."""
    said = attribution.said
    if said is None or anchor is None or not isinstance(said.bounds, Bounds):
        return None
    first = said.bounds.earliest
    is_day = first is not None and first == said.bounds.latest
    return first if is_day and first is not None and first < anchor else None


def _counts(timex: Timex, said: Timex | None) -> bool:
    """Whether a time is counted from an anchor at all, and is not the saying's own."""
    own = said.span if said is not None else Span(0, 0)
    return timex.anchor is not None and timex.span != own
