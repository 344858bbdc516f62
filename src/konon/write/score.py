"""A reading as plain JSON: the format that the benchmark scores, places as offsets."""

from typing import Any

from konon.model import (
    Bounds,
    Claim,
    Gives,
    Published,
    Reading,
    ReportedEvent,
    Span,
    Timex,
)


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """`id, lang, outlet, published, title, blocks, events, claims, times, notes`."""
    report = reading.report
    published = report.published
    return {
        "id": report.key or report.id,
        "lang": report.lang,
        "outlet": report.outlet,
        "published": published.instant.isoformat()
        if isinstance(published, Published)
        else None,
        "title": report.title,
        "blocks": [
            {"kind": block.kind, **_place(block.span), "rule": block.rule}
            for block in reading.blocks
        ],
        "events": [_event(event) for event in reading.events],
        "claims": [_claim(claim) for claim in reading.claims],
        "times": [_time(timex) for timex in reading.times],
        "notes": [note.reason for note in reading.notes],
    }


def edtf_of(timex: Timex | None) -> str | None:
    """The EDTF of a time; None where it is not resolved."""
    if timex is None or not isinstance(timex.bounds, Bounds):
        return None
    return timex.bounds.edtf


def _place(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _when(timex: Timex | None) -> dict[str, Any] | None:
    edtf = edtf_of(timex)
    return {"edtf": edtf, **_place(timex.span)} if timex and edtf else None


def _event(event: ReportedEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "label": event.label,
        "actors": [m.name for m in event.actors],
        "recipients": [m.name for m in event.recipients],
        "places": [m.name for m in event.places],
        "when": _when(event.when),
        "status": event.status,
        "tense": event.tense,
        "mentions": [_place(span) for span in event.mentions],
        "why": dict(event.whys),
        "chance": event.chance,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "event": claim.event,
        "chain": [
            {"name": link.name, "kind": link.kind, **_place(link.span)}
            for link in claim.chain
        ],
        "act": claim.act,
        "cue": _place(claim.cue) if claim.cue else None,
        "evidence": _place(claim.evidence),
        "gives": _gives(claim.gives),
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "said": _when(claim.said),
        "rule": claim.rule,
        "why": dict(claim.whys),
    }


def _gives(gives: Gives) -> dict[str, Any]:
    out: dict[str, Any] = {}
    edtf = edtf_of(gives.when)
    if gives.when is not None and edtf:
        out["when"] = edtf
        out["when_words"] = _place(gives.when.span)
    if gives.status:
        out["status"] = gives.status
    if gives.places:
        out["place"] = ", ".join(m.name for m in gives.places)
    if gives.topics:
        out["topics"] = [topic.text for topic in gives.topics]
    if gives.no_date:
        out["no_date"] = True
    return out


def _time(timex: Timex) -> dict[str, Any]:
    out: dict[str, Any] = {
        **_place(timex.span),
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod or None,
        # "Now" and "soon" name no day.
        "edtf": None if timex.value.endswith("_REF") else edtf_of(timex),
        "rule": timex.rule,
    }
    if not isinstance(timex.bounds, Bounds):
        out["unresolved"] = timex.bounds.reason
    if timex.why:
        out["why"] = timex.why
    return out
