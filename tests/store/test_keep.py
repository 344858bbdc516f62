"""The store: nothing twice, nothing lost, one writer after the other."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from konon.batch import add_drafts, reweave
from konon.errors import StoreError, UsageError
from konon.model import Filed
from konon.read.archives import inputs_of_paths
from konon.store.find import count, find_events, get_event, get_report
from konon.store.keep import add_readings, is_unwoven, open_store
from make import packs

REPORTS = Path(__file__).parent.parent / "reports"
NOW = datetime(2024, 6, 30, tzinfo=UTC)


def fill(db: Path, paths: list[Path]) -> None:
    """Add some paths to a database."""
    with open_store(db) as store:
        add_drafts(store, inputs_of_paths(paths), packs(), now=NOW)


def test_same_report_twice_changes_nothing(tmp_path: Path) -> None:
    """Adding again keeps reports, events, sequences and times of change."""
    db = tmp_path / "k.db"
    fill(db, [REPORTS])
    with open_store(db) as store:
        before, held = find_events(store), count(store)
    with open_store(db) as store:
        added = add_drafts(store, inputs_of_paths([REPORTS]), packs())
        assert added.new == 0
        assert find_events(store) == before
        assert count(store) == held


def test_order_of_adding_does_not_change_what_events_say(tmp_path: Path) -> None:
    """One by one or all at once, backwards or forwards: the same events."""
    files = sorted(REPORTS.glob("*.jsonl"))
    fill(tmp_path / "a.db", files)
    for file in reversed(files):
        fill(tmp_path / "b.db", [file])
    with open_store(tmp_path / "a.db") as one, open_store(tmp_path / "b.db") as other:
        events = [[kept.event for kept in find_events(s)] for s in (one, other)]
    assert events[0] == events[1]


def test_killed_between_keeping_and_weaving_is_mended(
    tmp_path: Path, samples: dict[str, Filed]
) -> None:
    """Reports kept but not woven are woven by the next run."""
    db = tmp_path / "k.db"
    with open_store(db) as store:
        add_readings(store, samples.values())
        assert is_unwoven(store)
        assert count(store).events == 0
    with open_store(db) as store:
        added = add_drafts(store, inputs_of_paths([REPORTS]), packs(), now=NOW)
        assert added.new == 0
        assert count(store).events > 5
        assert not is_unwoven(store)


def test_sequence_is_raised_by_change_only(tmp_path: Path) -> None:
    """A postponement raises the sequence of its event and of no other."""
    db = tmp_path / "k.db"
    lines = (REPORTS / "forum.jsonl").read_text("utf-8").splitlines()
    (tmp_path / "one.jsonl").write_text("\n".join(lines[:2]), "utf-8")
    (tmp_path / "two.jsonl").write_text(lines[2], "utf-8")
    fill(db, [tmp_path / "one.jsonl"])
    with open_store(db) as store:
        before = {k.event.id: k.sequence for k in find_events(store)}
        assert set(before.values()) == {0}
        reweave(store, NOW)
        assert {k.event.id: k.sequence for k in find_events(store)} == before
    fill(db, [tmp_path / "two.jsonl"])
    with open_store(db) as store:
        after = {k.event.type: k.sequence for k in find_events(store)}
    assert {kind for kind, sequence in after.items() if sequence} == {"conference"}
    assert after["protest"] == 0


def test_event_is_found_by_the_start_of_its_id(tmp_path: Path) -> None:
    """A short id is enough where it is the only one; else the error says so."""
    fill(tmp_path / "k.db", [REPORTS / "ship.jsonl"])
    with open_store(tmp_path / "k.db") as store:
        (first, *_) = find_events(store)
        assert get_event(store, first.event.id[:7]) == first
        with pytest.raises(UsageError, match="no such event"):
            get_event(store, "zzz")
        with pytest.raises(UsageError, match="no such event"):
            get_event(store, "%")


def test_report_comes_back_to_the_letter(tmp_path: Path) -> None:
    """The text that is kept is the text that was read."""
    fill(tmp_path / "k.db", [REPORTS / "note.txt"])
    with open_store(tmp_path / "k.db") as store:
        ((_, *_),) = [k.event.accounts for k in find_events(store)]
        report_id = find_events(store)[0].event.accounts[0][0]
        text = (REPORTS / "note.txt").read_text("utf-8")
        assert get_report(store, report_id).report.text == text


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """Another file is not overwritten."""
    path = tmp_path / "a.db"
    path.write_text("this is a note, not a database, and it is long enough\n" * 40)
    with pytest.raises(StoreError, match="give another file with --db"):
        open_store(path)
    assert path.read_text().startswith("this is a note")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_read_only_file_cannot_be_added_to(tmp_path: Path) -> None:
    """A database that may not be written says so."""
    db = tmp_path / "k.db"
    fill(db, [REPORTS / "ship.jsonl"])
    db.chmod(0o444)
    with pytest.raises(StoreError):
        fill(db, [REPORTS / "visit.jsonl"])


def test_read_only_store_is_read_and_refuses_writing(tmp_path: Path) -> None:
    """Opened for reading, a store gives its events and takes nothing."""
    db = tmp_path / "k.db"
    fill(db, [REPORTS / "ship.jsonl"])
    with open_store(db, read_only=True) as store:
        assert find_events(store)
        with pytest.raises(StoreError, match="readonly"):
            reweave(store, NOW)


def test_missing_database_is_not_made_by_reading(tmp_path: Path) -> None:
    """Asking for an agenda makes no empty database."""
    with pytest.raises(StoreError, match="make it with: konon add"):
        open_store(tmp_path / "none.db", read_only=True)
    assert not (tmp_path / "none.db").exists()


def test_two_processes_add_at_once(tmp_path: Path) -> None:
    """Two processes on one file wait for each other: all is there, nothing twice."""
    db = tmp_path / "k.db"
    command = [sys.executable, "-m", "konon", "add", "--db", str(db), "--workers", "1"]
    running = [
        subprocess.Popen([*command, str(REPORTS)], stdout=subprocess.PIPE) for _ in "ab"
    ]
    for process in running:
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        assert b"19 reports" in out
    fill(tmp_path / "one.db", [REPORTS])
    with open_store(db) as store, open_store(tmp_path / "one.db") as other:
        assert count(store) == count(other)


def test_journal_is_ahead_of_the_file(tmp_path: Path) -> None:
    """SQLite runs in WAL mode: readers are not held up by a writer."""
    fill(tmp_path / "k.db", [REPORTS / "ship.jsonl"])
    with sqlite3.connect(tmp_path / "k.db") as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
