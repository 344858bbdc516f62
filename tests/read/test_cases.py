"""Small cases kept from fuzzing: each is read, or refused in one line, and quickly."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "quality"))

from fuzz_inputs import TARGETS, fault_of  # noqa: E402

from konon.read.feeds import parse_feed  # noqa: E402
from make import packs  # noqa: E402

CASES = sorted((HERE / "cases").iterdir())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_case_has_no_fault(path: Path) -> None:
    """What `script/fuzz --inputs` asks of any bytes holds for it."""
    read = TARGETS[path.name.partition("-")[0]]
    assert fault_of(read, path.read_bytes()) == ""


def test_broken_feeds_give_what_they_have() -> None:
    """Items behind a reference in broken markup, and behind stray text, are found."""
    for name in ("reference-in-broken-markup", "text-before-first-element"):
        data = (HERE / "cases" / f"feed-{name}.xml").read_bytes()
        items = parse_feed(data, "http://a.example/f", packs()).items
        assert [item.url for item in items] == ["http://a.example/1"]
