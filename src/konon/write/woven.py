"""A woven event as plain JSON, for the command line and the API."""

from typing import Any

from konon.model import Bounds, Event, Held


def event_as_json(event: Event) -> dict[str, Any]:
    """All of an event: what is shown by which rule, what is held by whom."""
    bounds = event.bounds
    when: dict[str, Any] = (
        {
            "edtf": bounds.edtf,
            "earliest": bounds.earliest.isoformat() if bounds.earliest else None,
            "latest": bounds.latest.isoformat() if bounds.latest else None,
            "clock": event.clock.isoformat("minutes") if event.clock else None,
            "zone": event.zone or None,
        }
        if isinstance(bounds, Bounds)
        else {"edtf": None, "reason": bounds.reason}
    )
    return {
        "id": event.id,
        "type": event.type,
        "label": event.label,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "places": list(event.places),
        "status": event.status,
        "status_rule": event.status_rule,
        "when": {**when, "rule": event.when_rule},
        "chance": event.chance,
        "origins": list(event.origins),
        "differences": [
            {
                "kind": d.kind,
                "field": d.field,
                "values": list(d.values),
                "reason": d.reason,
            }
            for d in event.differences
        ],
        "held": [_held(held) for held in event.held],
        "reports": sorted({report for report, _ in event.accounts}),
    }


def _held(held: Held) -> dict[str, Any]:
    return {
        "field": held.field,
        "value": held.value,
        "words": held.words or None,
        "chain": list(held.chain),
        "origin": held.origin,
        "act": held.act,
        "since": held.since.isoformat() if held.since else None,
        "report": held.report,
        "evidence": {"start": held.evidence.start, "end": held.evidence.end},
        "quote": held.quote,
        "why": held.why or None,
    }
