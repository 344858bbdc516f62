"""A reading as text for people: each event, and under it who says what."""

import textwrap
from collections.abc import Iterator, Sequence

from konon.model import (
    Bounds,
    Chain,
    Claim,
    Published,
    Reading,
    ReportedEvent,
    Timex,
    Whys,
)
from konon.packs import NO_LANGUAGE
from konon.read.timeml import Tagged

_WIDTH = 88


def reading_as_text(reading: Reading, *, why: bool = False) -> str:
    """What a report says, as lines; with `why`, which rule or model read each value."""
    return "\n".join(_lines(reading, why))


def chain_as_text(chain: Chain, outlet: str) -> str:
    """A chain as it is read: outlet <- agency <- official."""
    return " <- ".join([outlet or "unknown outlet", *(link.name for link in chain)])


def times_as_lines(times: Sequence[Timex], item: Tagged) -> str:
    """A text's times, one a line: place, TIMEX3 type and value, words, bounds, rule."""
    lines = [f"{item.name}: {len(times)} times"]
    for timex in times:
        place = f"{timex.span.start}-{timex.span.end}"
        value = f"{timex.value} {timex.mod}".rstrip()
        lines.append(
            f"  {place:<11} {timex.type:<8} {value:<22} "
            f"{time_as_text(timex, item.text)}  [{timex.rule}]"
        )
    return "\n".join(lines)


def time_as_text(timex: Timex, text: str) -> str:
    """The words of a time and its bounds, or why it has none."""
    words = " ".join(timex.span.of(text).split())
    if not isinstance(timex.bounds, Bounds):
        return f'"{words}" (open: {timex.bounds.reason})'
    return f'"{words}" = {bounds_as_text(timex.bounds)}'


def bounds_as_text(bounds: Bounds) -> str:
    """Bounds as EDTF, with the days that they allow where EDTF does not show them."""
    first = bounds.earliest.isoformat() if bounds.earliest else ""
    last = bounds.latest.isoformat() if bounds.latest else ""
    if bounds.edtf in {first, f"{first}/{last}"} or not (first and last):
        return bounds.edtf
    days = first if first == last else f"{first} to {last}"
    return f"{bounds.edtf} ({days})"


def _lines(reading: Reading, why: bool) -> Iterator[str]:
    report = reading.report
    name = report.title or report.key or report.id
    yield f"{name}"
    stamp = (
        f"{report.published.instant.isoformat()} ({report.published.found})"
        if isinstance(report.published, Published)
        else report.published.reason
    )
    yield f"  outlet: {report.outlet or 'unknown'}; language: {report.lang}"
    yield f"  published: {stamp}"
    for note in reading.notes:
        yield f"  note: {note.reason}"
    if not reading.events and report.lang != NO_LANGUAGE:
        yield "  no event of the agenda is told"
    for event in reading.events:
        yield ""
        yield from _event(event, reading, why)
    yield ""


def _event(event: ReportedEvent, reading: Reading, why: bool) -> Iterator[str]:
    text = reading.report.text
    yield f"{event.id}  {event.label}  [{event.status}]"
    if event.when is not None:
        yield f"    when: {time_as_text(event.when, text)}"
    if why:
        yield from _reasons(event.whys, 4)
    claims = [claim for claim in reading.claims if claim.event == event.id]
    for claim in claims:
        yield from _claim(claim, reading)
        if why:
            yield from _reasons(claim.whys, 8)


def _reasons(whys: Whys, indent: int) -> Iterator[str]:
    """Which rule or model read each value, one a line."""
    for name, reason in whys:
        yield f"{' ' * indent}why {name}: {reason}"


def _claim(claim: Claim, reading: Reading) -> Iterator[str]:
    text, gives = reading.report.text, claim.gives
    chain = chain_as_text(claim.chain, reading.report.outlet)
    yield f"    - {chain}: {claim.act}{_sureness(claim)}"
    if gives.status:
        yield f"        status: {gives.status}"
    if gives.when:
        yield f"        when:   {time_as_text(gives.when, text)}"
    if gives.no_date:
        yield "        when:   no date yet"
    if gives.places:
        yield f"        where:  {', '.join(place.name for place in gives.places)}"
    if gives.topics:
        yield f"        topics: {'; '.join(topic.text for topic in gives.topics)}"
    if claim.said:
        yield f"        said:   {time_as_text(claim.said, text)}"
    quote = " ".join(claim.evidence.of(text).split())
    yield textwrap.fill(
        f"“{quote}”", _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8
    )


def _sureness(claim: Claim) -> str:
    return (
        ""
        if claim.certainty in {"certain", "underspecified"}
        else f", {claim.certainty}"
    )
