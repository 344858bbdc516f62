"""Labels for training: places and labels only, each inside its paragraph."""

import json
from pathlib import Path
from typing import get_args

from konon.model import Act, Status
from konon.packs import load_packs

LABELS = Path(__file__).parent.parent / "training" / "attributions_id.jsonl"
KEYS = {"corpus", "report", "row", "paragraph", "seal", "part", "attributions"}


def test_labels_hold_no_text() -> None:
    """No word of a report stands in the project."""
    for line in LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == KEYS
        for attribution in row["attributions"]:
            assert set(attribution) == {"source", "cue", "content", "act", "through"}


def test_labels_lie_in_their_paragraph() -> None:
    """Every span is inside, every act is one of ours, and both parts are there."""
    parts = {"train": 0, "held": 0}
    for line in LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        first, end = row["paragraph"]
        parts[row["part"]] += 1
        for one in row["attributions"]:
            assert one["act"] in get_args(Act)
            spans = [one["cue"], one["source"], one["through"], *one["content"]]
            for span in spans:
                assert span is None or first <= span[0] < span[1] <= end
    assert parts["train"] >= 150
    assert parts["held"] >= 50


EVENTS = sorted(LABELS.parent.glob("events_*.jsonl"))
SINGLE = sorted(LABELS.parent.glob("candidates_*.jsonl"))
PLACED = ("actors", "recipients", "places", "mentions")


def test_labels_of_events_hold_no_text() -> None:
    """Events have classes of ours, EDTF, and places; no words."""
    types = load_packs().event_types
    rows = [json.loads(x) for p in EVENTS for x in p.read_text("utf-8").splitlines()]
    assert len(rows) > 600
    for row in rows:
        assert set(row) == {"corpus", "row", "seal", "events"}
        for event in row["events"]:
            assert set(event) == {"type", "status", "tense", "when", *PLACED}
            assert event["type"] in types
            assert event["status"] in get_args(Status)
            assert event["mentions"]
            for first, end in (span for key in PLACED for span in event[key]):
                assert 0 <= first < end


def test_single_judgements_hold_no_text() -> None:
    """A place, whether it is an event, and how far it has come."""
    rows = [json.loads(x) for p in SINGLE for x in p.read_text("utf-8").splitlines()]
    for row in rows:
        assert set(row) == {"corpus", "row", "report", "seal", "judged"}
        for one in row["judged"]:
            assert set(one) == {"place", "is_event", "status"}
            assert one["status"] is None or one["status"] in get_args(Status)
            assert one["is_event"] or one["status"] is None
