"""Paths and bytes -> drafts and pages: every format that a desk has reports in.

Plain text, HTML pages, JSON Lines, WARC, ninjs, NewsML-G2 and e-mails, each also inside
gzip or zstd. The format is told by the file's name, else by its first words.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from konon.errors import FetchError, ReportError, UsageError
from konon.packs import Packs, load_packs
from konon.read.encoding import decoded
from konon.read.mails import draft_of_mail
from konon.read.reports import Draft, Drafts, Inputs, RawPage, Refused, refused
from konon.read.unpacking import opened, unpacked
from konon.read.warcs import pages_of_warc
from konon.read.wires import NEWSML_ROOTS, draft_of_ninjs, drafts_of_newsml, is_ninjs

Format = Literal["text", "html", "jsonl", "warc", "ninjs", "newsml", "eml"]
FORMATS: tuple[Format, ...] = (
    *("text", "html", "jsonl", "warc", "ninjs", "newsml", "eml"),
)
_SUFFIXES: dict[str, Format | None] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".warc": "warc",
    ".eml": "eml",
    # These say how it is written, not what it is.
    ".json": None,
    ".xml": None,
}
_FEED_ROOTS = ("rss", "rdf:rdf", "feed", "urlset", "sitemapindex")
_PACKED = {".gz", ".zst"}
_LARGEST = 256 << 20
"""Bytes of one file that is no archive, unpacked."""
_FIELDS = ("url", "outlet", "published", "lang", "title")


@dataclass(frozen=True, slots=True)
class Shelf:
    """How files are read: by which packs, as what, and where to begin in archives."""

    packs: Packs
    format: Format | None = None
    """What all of them are; None: told file by file."""
    start: Callable[[Path], int] = lambda _: 0


def inputs_of_paths(paths: Iterable[Path], shelf: Shelf | None = None) -> Inputs:
    """What is in files and folders, in order; what is no report is refused.

    Raises:
        UsageError: a path does not exist.
    """
    shelf = shelf or Shelf(load_packs())
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and _is_ours(p))
            for file in inside:
                yield from _inputs_of_file(file, shelf)
        elif path.is_file():
            yield from _inputs_of_file(path, shelf)
        else:
            raise UsageError(str(path), "no such file or folder", "check the path")


def inputs_of_stream(
    stream: IO[bytes], shelf: Shelf | None = None, where: str = "standard input"
) -> Inputs:
    """What is in a stream, told by its start."""
    yield from inputs_of_bytes(stream.read(), where, shelf or Shelf(load_packs()))


def inputs_of_bytes(data: bytes, where: str, shelf: Shelf, key: str = "") -> Inputs:
    """What is in some bytes, packed or not, by the format given or by their start."""
    try:
        data = unpacked(data, where, _LARGEST)
        kind = shelf.format or _sniffed(data, where)
        if kind == "html":
            yield RawPage(where, data, key=key)
        elif kind == "eml":
            yield draft_of_mail(data, where, shelf.packs)
        elif kind == "warc":
            yield from pages_of_warc(io.BytesIO(data), where)
        else:
            yield from _inputs_of_text(decoded(data, where), where, kind, key, shelf)
    except ReportError as error:
        yield Refused(error)
    except FetchError as error:
        yield refused(error)


def _is_ours(path: Path) -> bool:
    return _inner(path).suffix.lower() in _SUFFIXES


def _inner(path: Path) -> Path:
    """A path without the ending that only says how it is packed."""
    return path.with_suffix("") if path.suffix.lower() in _PACKED else path


def _inputs_of_file(path: Path, shelf: Shelf) -> Inputs:
    where, inner = str(path), _inner(path)
    # A name that says nothing is a text, unless its first words say otherwise.
    kind = shelf.format or _SUFFIXES.get(inner.suffix.lower())
    try:
        if kind == "warc":
            with path.open("rb") as file:
                yield from pages_of_warc(file, where, shelf.start(path))
        elif kind == "jsonl":
            with path.open("rb") as file, opened(file) as lines:
                yield from _inputs_of_lines(_text_lines(lines), where, shelf)
        else:
            known = Shelf(shelf.packs, kind) if kind else shelf
            yield from inputs_of_bytes(path.read_bytes(), where, known, inner.stem)
    except (OSError, EOFError) as error:
        wrong = getattr(error, "strerror", None) or str(error) or "cannot be read"
        yield Refused(ReportError(where, wrong))


def _text_lines(lines: IO[bytes]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", "replace")


def _sniffed(data: bytes, where: str) -> Format:
    """The format of some bytes by how they begin."""
    if data.startswith(b"WARC/"):
        return "warc"
    start = decoded(data[:4096], where).lstrip("\ufeff \t\r\n")
    low = start.casefold()
    if low.startswith(("{", "[")):
        return "jsonl"
    if any(f"<{root}" in low for root in _FEED_ROOTS):
        raise ReportError(where, "a feed, not a report", "follow its address")
    if low.startswith("<"):
        return "html" if _is_html(low) else "newsml"
    return "eml" if _is_mail(start) else "text"


def _is_html(low: str) -> bool:
    marks = ("<html", "<!doctype html", "<body", "<article", "<p>", "<div")
    return any(mark in low for mark in marks) and not _is_newsml(low)


def _is_newsml(low: str) -> bool:
    return "iptc.org/std/nar" in low or any(f"<{root}" in low for root in NEWSML_ROOTS)


def _is_mail(start: str) -> bool:
    """Whether a text begins with the head of an e-mail."""
    names: list[str] = []
    for line in start.splitlines():
        if line[:1] in {" ", "\t"} and names:
            continue
        name, mark, _ = line.partition(":")
        if not mark or not name.replace("-", "").isalnum():
            break
        names.append(name.lower())
    known = {"from", "subject", "date", "message-id", "mime-version", "received"}
    return len(known & set(names)) >= 2


def _inputs_of_text(
    text: str, where: str, kind: Format, key: str, shelf: Shelf
) -> Inputs:
    if kind == "newsml":
        yield from drafts_of_newsml(text, where, shelf.packs)
    elif kind in {"jsonl", "ninjs"}:
        yield from _inputs_of_json(text, where, shelf)
    else:
        yield Draft(where, text, key=key)


def _inputs_of_json(text: str, where: str, shelf: Shelf) -> Inputs:
    """JSON Lines, or one JSON value over many lines: an object or a list of them."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _inputs_of_lines(text.splitlines(), where, shelf)
        return
    if isinstance(whole, list):
        for number, row in enumerate(whole, 1):
            yield _input_of_row(row, f"{where}:{number}", shelf)
    else:
        yield _input_of_row(whole, f"{where}:1", shelf)


def _inputs_of_lines(lines: Iterable[str], where: str, shelf: Shelf) -> Drafts:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _input_of_line(line, f"{where}:{number}", shelf)


def _input_of_line(line: str, where: str, shelf: Shelf) -> Draft | Refused:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits is a plain ValueError.
        told = getattr(error, "msg", "nested too deep, or too long a number").lower()
        return Refused(ReportError(where, f"not JSON ({told})", "mend the line"))
    return _input_of_row(row, where, shelf)


def _input_of_row(row: Any, where: str, shelf: Shelf) -> Draft | Refused:
    if shelf.format == "ninjs" or is_ninjs(row):
        if not isinstance(row, dict):
            return Refused(ReportError(where, "no ninjs item", "give an object"))
        return draft_of_ninjs(row, where, shelf.packs)
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        return Refused(ReportError(where, "no 'text' in it", "give text as a string"))
    given = {
        name: value if isinstance(value, str) else ""
        for name, value in ((name, row.get(name)) for name in _FIELDS)
    }
    key = row.get("id")
    return Draft(where, text, key=str(key) if key not in (None, "") else "", **given)
