"""Attributions -> times read against the day on which they were said.

"Besok", quoted from Tuesday in Wednesday's report, is Wednesday: in the words of
somebody who spoke on a day that is told, relative times count from that day, not from
publication.
A report tells the day once: what it quotes from the same speaker beside it was said
then, too.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from konon.model import Attribution, Bounds, Sentence, Span, Timex
from konon.packs import Pack
from konon.read.places import within
from konon.spot.times import spot_times

_WEEK = 7
"""Days before the publication in which a report tells the news."""


def anchor_at_saying(
    text: str,
    times: Sequence[Timex],
    attributions: Sequence[Attribution],
    quotes: Sequence[Span],
    anchor: date | None,
    pack: Pack,
    shared: Pack,
) -> tuple[Timex, ...]:
    """The times, with those inside dated speech counted from the day of speaking."""
    found = {timex.span: timex for timex in times}
    days = _days_said(attributions, anchor)
    for attribution, day in zip(attributions, days, strict=True):
        if day is None:
            continue
        for part in attribution.content:
            if not within(times, part):
                continue
            piece = part.of(text)
            whole = [Sentence(Span(0, len(piece)), 0)]
            for timex in spot_times(piece, whole, day, pack, shared):
                start, end = timex.span.start, timex.span.end
                place = Span(part.start + start, part.start + end)
                # Reported speech counts as its reporter does.
                is_told = any(quote.contains(place) for quote in quotes)
                before = found.get(place)
                if before and is_told and _counts(before, attribution.said):
                    why = f"counted from the day of saying, {day.isoformat()}"
                    found[place] = replace(timex, span=place, why=why)
    return tuple(found[timex.span] for timex in times)


def _days_said(
    attributions: Sequence[Attribution], anchor: date | None
) -> list[date | None]:
    """The day of each saying: as told, else the one told last of its speaker."""
    days = [_day_said(attribution, anchor) for attribution in attributions]
    known: dict[str, date | None] = {}
    told = list(zip(attributions, days, strict=True))
    for attribution, day in reversed(told):
        if attribution.said is not None:
            known[_speaker(attribution)] = _lately(day, anchor)
    out = []
    for attribution, day in told:
        speaker = _speaker(attribution)
        if attribution.said is not None:
            known[speaker] = _lately(day, anchor)
            out.append(day)
        else:
            out.append(known.get(speaker) if speaker else None)
    return out


def _speaker(attribution: Attribution) -> str:
    """Who says it, where that is somebody with a name."""
    return attribution.chain[-1].entity if attribution.chain else ""


def _lately(day: date | None, anchor: date | None) -> date | None:
    """A day of saying, where it is one of the week that ends with the publication."""
    is_near = day is not None and anchor is not None and (anchor - day).days <= _WEEK
    return day if is_near else None


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
