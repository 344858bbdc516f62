"""Bad input: each has its fate, and nothing else is lost."""

import io
import json
from pathlib import Path

import pytest

from konon.errors import ReportError, UsageError
from konon.parallel import file_draft
from konon.pipeline import read_text
from konon.read.archives import inputs_of_paths, inputs_of_stream
from konon.read.reports import MAX_TEXT, Draft, RawPage, Refused
from make import packs


def only(path: Path) -> Draft | Refused:
    """The one draft of a file."""
    (draft,) = inputs_of_paths([path])
    return draft


def test_empty_file_is_refused(tmp_path: Path) -> None:
    """An empty file is no report, and the error names it."""
    path = tmp_path / "a.txt"
    path.write_bytes(b" \n")
    draft = only(path)
    assert isinstance(draft, Refused)
    assert str(draft.error) == f"{path}: empty; leave it out"


def test_binary_file_is_refused(tmp_path: Path) -> None:
    """Bytes that are no text are refused."""
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 40)
    draft = only(path)
    assert isinstance(draft, Refused)
    assert "binary" in str(draft.error)


def test_other_encoding_is_read(tmp_path: Path) -> None:
    """A file in an old encoding is read with its letters right."""
    path = tmp_path / "a.txt"
    text = "Le président du café à Genève a dit: « déjà vu ». " * 20
    path.write_bytes(text.encode("cp1252"))
    draft = only(path)
    assert isinstance(draft, Draft)
    assert draft.text == text


def test_utf16_with_a_mark_is_read(tmp_path: Path) -> None:
    """A byte order mark decides."""
    path = tmp_path / "a.txt"
    path.write_bytes("Rapat digelar besok.".encode("utf-16"))
    draft = only(path)
    assert isinstance(draft, Draft)
    assert draft.text == "Rapat digelar besok."


def test_broken_line_is_told_and_others_are_kept(tmp_path: Path) -> None:
    """A line that is no JSON is refused by its number; its neighbours are read."""
    path = tmp_path / "a.jsonl"
    rows = ['{"text": "Satu."}', '{"text": ', '{"id": 7, "text": "Dua."}', "[1]", "{}"]
    path.write_text("\n".join(rows), "utf-8")
    drafts = list(inputs_of_paths([path]))
    assert [d.text for d in drafts if isinstance(d, Draft)] == ["Satu.", "Dua."]
    told = [str(d.error) for d in drafts if isinstance(d, Refused)]
    assert [t.split(": ")[0] for t in told] == [f"{path}:{n}" for n in (2, 4, 5)]
    assert "no 'text' in it; give text as a string" in told[2]


def test_line_keeps_its_own_id(tmp_path: Path) -> None:
    """The id of a JSON line is the report's key, a file's is its stem."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "k1", "text": "Satu."}\n', "utf-8")
    draft = only(path)
    assert isinstance(draft, Draft)
    assert draft.key == "k1"
    (tmp_path / "stem.txt").write_text("Satu.", "utf-8")
    draft = only(tmp_path / "stem.txt")
    assert isinstance(draft, Draft)
    assert draft.key == "stem"


def test_page_without_text_is_refused(tmp_path: Path) -> None:
    """HTML without running text is no report."""
    path = tmp_path / "a.html"
    path.write_text("<html><body><img src=x></body></html>", "utf-8")
    (page,) = inputs_of_paths([path])
    assert isinstance(page, RawPage)
    draft = file_draft(page, packs())
    assert isinstance(draft, Refused)
    assert "without running text" in str(draft.error)


def test_fifty_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    """A text of 50 MB is no report: the error says the limit and what to do."""
    path = tmp_path / "a.txt"
    path.write_text("Rapat digelar besok. " * 2_500_000, "utf-8")
    draft = only(path)
    assert isinstance(draft, Draft)
    filed = file_draft(draft, packs())
    assert isinstance(filed, Refused)
    assert f"the limit is {MAX_TEXT:,}" in str(filed.error)


def test_unknown_language_is_kept_without_claims() -> None:
    """A report that no pack reads is kept, says so, and claims nothing."""
    text = "Der Präsident wird am 20. Juni nach Hanoi reisen, sagte sein Sprecher. " * 3
    reading = read_text(text, published="2024-06-12")
    assert reading.report.lang == "und"
    assert reading.claims == ()
    assert "no language pack" in reading.notes[0].reason


def test_last_year_of_the_calendar_is_read() -> None:
    """Dates in the year 9999 are bounded like others."""
    reading = read_text(
        "Rapat akan digelar di Hanoi pada 31 Desember 9999.", published="2024-06-12"
    )
    assert [t.value for t in reading.times] == ["9999-12-31"]
    late = read_text("Rapat akan digelar dua tahun lagi.", published="9999-12-31")
    assert "leaves the calendar" in str(late.times[0].bounds)


def test_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    """A path that does not exist is the caller's error."""
    with pytest.raises(UsageError, match="no such file or folder"):
        list(inputs_of_paths([tmp_path / "none"]))


def test_text_of_blanks_is_no_report() -> None:
    """Text without a sign raises, as it would be silently nothing otherwise."""
    with pytest.raises(ReportError, match="no text"):
        read_text("  \n")


def test_stream_tells_its_format() -> None:
    """Standard input may be JSON Lines, a page or a text."""
    line = json.dumps({"id": "x", "text": "Satu."}).encode()
    assert [d.key for d in inputs_of_stream(io.BytesIO(line))] == ["x"]
    (draft,) = inputs_of_stream(io.BytesIO(b"Satu. Dua."))
    assert isinstance(draft, Draft)
    (refused,) = inputs_of_stream(io.BytesIO(b""))
    assert isinstance(refused, Refused)
