"""Labels for training: places and labels only, each inside its paragraph."""

import json
from pathlib import Path
from typing import get_args

from konon.model import Act

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
