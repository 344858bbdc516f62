"""TimeML in and out: what is outside the text stays, what is inside is tagged anew."""

from pathlib import Path

import pytest
from lxml import etree

from konon import tag_times
from konon.errors import ReportError
from konon.read.timeml import Tagged, files_of, parse_timeml, text_of
from konon.write.timeml import times_as_json, times_as_timeml

TIMEML = """<?xml version="1.0" encoding="UTF-8"?>
<TimeML><DOCID>d1</DOCID><DCT><TIMEX3 tid="t0" type="DATE" value="2013-12-6"
 functionInDocument="CREATION_TIME">Jumat</TIMEX3></DCT><TITLE>Rapat</TITLE>
<TEXT>Rapat &amp; acara <EVENT eid="e1">digelar</EVENT> <TIMEX3 tid="t1"
 type="DATE" value="1999">besok</TIMEX3> di Bali.</TEXT></TimeML>"""


def item(text: str = TIMEML) -> Tagged:
    """A TimeML text, parsed."""
    return parse_timeml(text.encode(), "d1.tml", "d1")


def test_text_and_day_come_from_timeml() -> None:
    """The text is all inside <TEXT>; a day without its zeros is a day."""
    assert item().text == "Rapat & acara digelar besok di Bali."
    assert item().published == "2013-12-06"


def test_timeml_goes_in_and_out() -> None:
    """Header and title stay; the text keeps every letter and has new tags."""
    given = item()
    times = tag_times(given.text, published=given.published)
    written = times_as_timeml(times, given, given.published)
    root = etree.fromstring(written.encode())
    assert root.findtext("TITLE") == "Rapat"
    assert root.find(".//DCT/TIMEX3").get("value") == "2013-12-6"
    assert "".join(root.find("TEXT").itertext()) == given.text
    (tag,) = root.findall("TEXT/TIMEX3")
    assert (tag.text, tag.get("value")) == ("besok", "2013-12-07")
    assert tag.get("anchorTimeID") == "t0"


def test_bare_text_becomes_timeml_letter_for_letter() -> None:
    """Signs that XML cannot hold are replaced one for one; places stay."""
    given = Tagged("x", "A\x00 < B & 3 Mei 2024\x0b.")
    times = tag_times(given.text, lang="id")
    root = etree.fromstring(times_as_timeml(times, given, "").encode())
    text = "".join(root.find("TEXT").itertext())
    assert len(text) == len(given.text)
    assert root.findtext("TEXT/TIMEX3") == "3 Mei 2024"
    assert root.find("DCT") is None


def test_json_names_all_that_is_known() -> None:
    """One object a time, with code points, bounds or the reason why there are none."""
    given = Tagged("x", "🕐 Rapat akan digelar awal Juni selama tiga hari.")
    times = tag_times(given.text, published="2024-05-20")
    part, length = times_as_json(times, given)
    assert given.text[part["start"] : part["end"]] == "awal Juni" == part["text"]
    assert (part["doc"], part["type"], part["value"]) == ("x", "DATE", "2024-06")
    assert (part["mod"], part["edtf"]) == ("START", "2024-06-01~/2024-06-10~")
    assert (part["earliest"], part["latest"]) == ("2024-06-01", "2024-06-10")
    assert part["rule"] == "part of a month"
    assert (length["edtf"], length["earliest"]) == (None, None)
    assert length["why"] == "a length, not a place in time"


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"<TimeML><TEXT>x", "not well-formed XML"),
        (b"<TimeML><DOCID>x</DOCID></TimeML>", "no <TEXT> in it"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "/etc/passwd">]><TimeML>&c;</TimeML>', "XML"),
    ],
)
def test_broken_timeml_is_refused(tmp_path: Path, data: bytes, wrong: str) -> None:
    """What is no TimeML is told with its file, and never raised over a batch."""
    path = tmp_path / "a.tml"
    path.write_bytes(data)
    error = text_of(path)
    assert isinstance(error, ReportError)
    assert wrong in str(error)
    assert str(path) in str(error)


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    """A file cannot read another one into its text."""
    (tmp_path / "secret").write_text("secret", "utf-8")
    data = (
        f'<!DOCTYPE a [<!ENTITY b SYSTEM "{tmp_path / "secret"}">]>'
        "<TimeML><TEXT>x &b; y</TEXT></TimeML>"
    )
    assert "secret" not in parse_timeml(data.encode(), "a.tml", "a").text.split()


def test_folders_and_files_that_are_not_there(tmp_path: Path) -> None:
    """Folders give their texts in order; a missing file is told when it is read."""
    for name in ("b.txt", "a.tml", "c.png"):
        (tmp_path / name).write_text("x", "utf-8")
    assert [p.name for p in files_of([tmp_path])] == ["a.tml", "b.txt"]
    assert isinstance(text_of(tmp_path / "none.txt"), ReportError)
    (tmp_path / "b.txt").write_bytes(b"")
    assert text_of(tmp_path / "b.txt") == Tagged("b", "")
