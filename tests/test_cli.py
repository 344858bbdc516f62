"""The command line, as its user calls it."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from calls import konon

REPORTS = Path(__file__).parent / "reports"


def test_read_prints_events_chains_and_words() -> None:
    """`konon read` shows each event and under it who says so, in exact words."""
    done = konon("read", REPORTS / "visit.jsonl")
    assert done.returncode == 0
    assert "e1  visit: Vladimir Putin, Vietnam  [planned]" in done.stdout
    assert "Kabar Samudra <- Budi Santika: say" in done.stdout
    assert '“"Tanggal pastinya belum ada," kata Budi Santika' in done.stdout


def test_read_json_is_one_object_a_report_with_its_own_id() -> None:
    """`--json` keeps ids of lines and stems of files, with places as offsets."""
    done = konon("read", "--json", REPORTS / "visit.jsonl", REPORTS / "note.txt")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows][-1] == "note"
    assert rows[0]["id"] == "visit-01"
    keys = {"id", "events", "claims", "times", "blocks"}
    assert keys <= set(rows[0])
    assert {"start", "end"} <= set(rows[0]["events"][0]["mentions"][0])


def test_read_standard_input_with_time_and_outlet() -> None:
    """A bare text takes its time and outlet from the call."""
    text = b"Rapat akan digelar besok di Hanoi."
    done = konon(
        "read", "-", "--published", "2024-06-12", "--outlet", "Kabar", stdin=text
    )
    assert '"besok" = 2024-06-13' in done.stdout
    assert "Kabar: report" in done.stdout


@pytest.mark.parametrize(
    ("command", "text", "shown"),
    [
        ("read", "Rapat akan digelar besok.", "Rapat akan digelar besok."),
        ("sources", '"Rapat batal," kata Budi Santika.', "Budi Santika"),
    ],
)
def test_goes_on_after_a_bad_file(
    command: str, text: str, shown: str, tmp_path: Path
) -> None:
    """One file that is no report is told on standard error; the others are read."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(text, "utf-8")
    done = konon(command, tmp_path)
    assert done.returncode == 1
    assert "a.txt: empty; leave it out" in done.stderr
    assert shown in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("read", "none.txt"), "none.txt: no such file or folder; check the path"),
        (("read", "-", "--published", "June"), "--published: not a publication time"),
        (
            ("agenda", "--from", "June"),
            "--from: not a day: 'June'; give it as 2024-06-12",
        ),
        (("agenda", "--type", "teleport"), "--type: no event type 'teleport'"),
    ],
)
def test_wrong_usage_exits_with_two(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    """Wrong usage is one line that says what to do, and exit code 2."""
    done = konon(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_agenda_without_a_database_says_how_to_make_one(tmp_path: Path) -> None:
    """No database is a problem with a remedy, not an empty agenda."""
    done = konon("agenda", cwd=tmp_path)
    assert done.returncode == 1
    assert "konon.db: no such database; make it with: konon add PATH" in done.stderr


def test_why_tells_what_decided() -> None:
    """`--why` names the words, rule or model under each value; without it, none."""
    out = konon("read", REPORTS / "ship.jsonl", "--why").stdout
    assert "(words: planned: dijadwalkan" in out
    assert "why when: model of times" in out
    assert "why chain:" in out
    assert "why " not in konon("read", REPORTS / "ship.jsonl").stdout


def test_add_agenda_show(tmp_path: Path) -> None:
    """The main way through: add, agenda, show."""
    done = konon("add", REPORTS, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("19 new reports; konon.db holds 19 reports")
    again = konon("add", REPORTS, cwd=tmp_path)
    assert again.stdout.startswith("0 new reports")
    agenda = konon("agenda", "--from", "2024-06-17", "--past", "--json", cwd=tmp_path)
    rows = [json.loads(line) for line in agenda.stdout.splitlines()]
    visit = next(
        row for row in rows if "visit: Vladimir Putin, Vietnam" in row["label"]
    )
    assert len(visit["origins"]) < len(visit["reports"])
    shown = konon("show", visit["id"][:6], cwd=tmp_path).stdout
    for part in ("Conflicts", "Values held", "History", "independent origins"):
        assert part in shown
    reasons = konon("show", visit["id"][:6], "--why", cwd=tmp_path).stdout
    assert "model of" in reasons
    assert "model of" not in shown


def test_version_is_printed() -> None:
    """`--version` tells which konon it is, as bug reports ask."""
    done = konon("--version")
    assert done.returncode == 0
    assert done.stdout.strip() == version("konon")


def test_packs_lists_what_each_has_and_lacks() -> None:
    """`konon packs` prints languages and event types."""
    out = konon("packs").stdout
    assert "Indonesian" in out
    assert "CONSULT/visit" in out


def test_broken_line_is_told_and_the_rest_is_added(tmp_path: Path) -> None:
    """A broken line costs only itself, and the exit code tells."""
    lines = (REPORTS / "ship.jsonl").read_text("utf-8").splitlines()
    (tmp_path / "a.jsonl").write_text("\n".join([lines[0], "{", lines[2]]), "utf-8")
    done = konon("add", "a.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert "a.jsonl:2: not JSON" in done.stderr
    assert done.stdout.startswith("2 new reports")


def test_times_prints_places_values_and_rules(tmp_path: Path) -> None:
    """`konon times` is a temporal tagger by itself."""
    path = tmp_path / "note.txt"
    path.write_text("Rapat akan digelar awal Juni, kata Budi, Senin.", "utf-8")
    done = konon("times", path, "--published", "2024-05-22")
    assert done.returncode == 0
    assert "note: 2 times" in done.stdout
    assert '"awal Juni" = 2024-06-01~/2024-06-10~' in done.stdout
    assert "[part of a month]" in done.stdout


def test_times_as_json_and_as_timeml(tmp_path: Path) -> None:
    """`--json` prints one object a line; `--timeml` a document, or a folder of them."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("Rapat digelar besok.", "utf-8")
    call = ("times", tmp_path, "--published", "2024-05-22")
    rows = [json.loads(line) for line in konon(*call, "--json").stdout.splitlines()]
    assert [(r["doc"], r["value"]) for r in rows] == [
        ("a", "2024-05-23"),
        ("b", "2024-05-23"),
    ]
    refused = konon(*call, "--timeml")
    assert refused.returncode == 2
    assert "add --out DIR" in refused.stderr
    assert konon(*call, "--timeml", "--out", tmp_path / "out").returncode == 0
    assert ">besok</TIMEX3>" in (tmp_path / "out" / "b.tml").read_text("utf-8")
    again = konon("times", "--json", tmp_path / "out" / "b.tml")
    assert json.loads(again.stdout)["value"] == "2024-05-23"


def test_times_tells_what_it_cannot_read(tmp_path: Path) -> None:
    """A missing file is told, the others are read; an unknown language is wrong use."""
    done = konon("times", tmp_path / "none.txt", "-", "--json", stdin=b"3 Mei 2024")
    assert done.returncode == 1
    assert "none.txt" in done.stderr
    assert json.loads(done.stdout)["doc"] == "stdin"
    wrong = konon("times", "-", "--lang", "xx", stdin=b"3 Mei 2024")
    assert wrong.returncode == 2
    assert "no pack for 'xx'" in wrong.stderr


def test_sources_counts_who_is_quoted_and_through_whom() -> None:
    """`konon sources` is a source audit, named and unnamed, with acts."""
    done = konon("sources", REPORTS)
    assert done.returncode == 0
    row = next(line for line in done.stdout.splitlines() if "Ratna Lestari" in line)
    cells = [cell.strip() for cell in row.split("│")[1:-1]]
    assert cells[1:5] == ["person", "6", "5", "say 6"]
    assert "unnamed" in done.stdout


def test_sources_as_json_has_places_of_all_three_roles() -> None:
    """Each line has the places of source, cue and content in the report's own text."""
    text = "Dilansir Reuters, 12 Juni 2024, Budi Santika mengatakan rapat akan digelar."
    done = konon("sources", "-", "--json", stdin=text.encode())
    row = json.loads(done.stdout.splitlines()[0])
    start, end = row["source"]
    assert text[start:end] == "Budi Santika"
    start, end = row["cue"]
    assert text[start:end] == "mengatakan"
    assert [link["name"] for link in row["chain"]] == ["Reuters", "Budi Santika"]
    assert row["act"] == "say"
