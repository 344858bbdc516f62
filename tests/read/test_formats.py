"""Files of every format, packed and not, are told apart and read."""

import gzip
import io
import json
from pathlib import Path

import pytest
import zstandard

from hostile import page_of, warc_record
from konon.errors import UsageError
from konon.inputs import format_of
from konon.read.archives import Shelf, inputs_of_paths, inputs_of_stream
from konon.read.reports import Draft, Input, RawPage, Refused
from konon.read.warcs import pages_of_warc
from make import packs

TEXT = "The harbour will be closed on Monday. Ships will wait outside."
LINE = json.dumps({"id": "a", "text": TEXT})
NINJS = json.dumps(
    {"uri": "urn:1", "versioncreated": "2024-06-12T08:00:00Z", "body_text": TEXT}
)
NEWSML = (
    "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g'><contentSet>"
    f"<inlineData>{TEXT}</inlineData></contentSet></newsItem>"
)
MAIL = f"From: a@b.example\nSubject: Pier\nDate: Wed, 12 Jun 2024 08:00 +0700\n\n{TEXT}"
FILES = {
    "a.txt": TEXT,
    "b.jsonl": LINE,
    "c.json": NINJS,
    "d.json": json.dumps([json.loads(NINJS)] * 2, indent=1),
    "e.xml": NEWSML,
    "f.eml": MAIL,
    "g.html": page_of("Town", 1),
}


def read(folder: Path, packed: str = "") -> list[Input]:
    """All of a folder with our files, packed so."""
    for name, text in FILES.items():
        data = text.encode()
        if packed == ".gz":
            data = gzip.compress(data)
        elif packed == ".zst":
            data = zstandard.compress(data)
        (folder / (name + packed)).write_bytes(data)
    return list(inputs_of_paths([folder]))


@pytest.mark.parametrize("packed", ["", ".gz", ".zst"])
def test_every_format_is_read(tmp_path: Path, packed: str) -> None:
    """Seven formats give eight reports, and the same ones inside gzip or zstd."""
    found = read(tmp_path, packed)
    drafts = [item for item in found if isinstance(item, Draft)]
    assert [d.text.strip() for d in drafts] == [TEXT] * 7
    (page,) = [item for item in found if isinstance(item, RawPage)]
    assert page.key == "g"
    assert page.data == FILES["g.html"].encode()


@pytest.mark.parametrize("name", FILES)
def test_stream_is_told_by_its_start(name: str) -> None:
    """The same bytes without a name are read alike."""
    found = list(inputs_of_stream(io.BytesIO(FILES[name].encode())))
    assert found
    assert not any(isinstance(item, Refused) for item in found)


def test_format_overrides_the_name(tmp_path: Path) -> None:
    """A page named .txt is a page where one says so."""
    path = tmp_path / "page.txt"
    path.write_text(FILES["g.html"], "utf-8")
    (item,) = inputs_of_paths([path], Shelf(packs(), "html"))
    assert isinstance(item, RawPage)


def test_unknown_format_is_a_usage_error() -> None:
    """A format that does not exist is told with those that do."""
    with pytest.raises(UsageError, match="no format 'pdf'; text, html"):
        format_of("pdf")


def test_feed_is_no_report(tmp_path: Path) -> None:
    """A feed's file is refused with what to do."""
    path = tmp_path / "a.xml"
    path.write_text("<?xml version='1.0'?><rss><channel/></rss>", "utf-8")
    (item,) = inputs_of_paths([path])
    assert isinstance(item, Refused)
    assert str(item.error) == f"{path}: a feed, not a report; follow its address"


def test_broken_gzip_is_refused(tmp_path: Path) -> None:
    """A file that ends too early is told, in either way of reading."""
    for name in ("a.txt.gz", "a.jsonl.gz"):
        (tmp_path / name).write_bytes(gzip.compress(LINE.encode() * 99)[:-9])
    found = list(inputs_of_paths([tmp_path]))
    assert any(isinstance(item, Refused) for item in found)


@pytest.mark.parametrize("packed", [False, True])
def test_archive_gives_its_pages(packed: bool) -> None:
    """HTML of answered requests comes out, with offsets at which reading goes on."""
    body = gzip.compress(b"<p>zipped</p>")
    records = [
        warc_record("https://a.example/1", b"<p>one</p>"),
        warc_record("https://a.example/2", b"<p>moved</p>", status=301),
        warc_record("https://a.example/3", body, "Content-Encoding: gzip\r\n"),
        warc_record(
            "https://a.example/4", b"<p>kept</p>", "Content-Encoding: gzip\r\n"
        ),
    ]
    data = b"".join(gzip.compress(r) if packed else r for r in records)
    pages = list(pages_of_warc(io.BytesIO(data), "w"))
    told = [(p.url[-1], p.data) for p in pages if isinstance(p, RawPage)]
    assert told == [
        ("1", b"<p>one</p>"),
        ("3", b"<p>zipped</p>"),
        ("4", b"<p>kept</p>"),
    ]
    start = pages[1].offset
    again = list(pages_of_warc(io.BytesIO(data), "w", start))
    assert again == pages[1:]


def test_broken_archive_is_read_as_far_as_it_goes() -> None:
    """What is before the break is read, and the break is told by its place."""
    good = gzip.compress(warc_record("https://a.example/1", b"<p>one</p>"))
    found = list(pages_of_warc(io.BytesIO(good + b"\x1f\x8brubbish" * 99), "w"))
    assert isinstance(found[0], RawPage)
    assert all(isinstance(item, Refused) for item in found[1:])
