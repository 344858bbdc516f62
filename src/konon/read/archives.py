"""Paths and bytes -> drafts: files, folders, JSON Lines, standard input."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from resiliparse.parse.encoding import detect_encoding

from konon.errors import ReportError, UsageError
from konon.read.pages import draft_of_page
from konon.read.reports import Draft, Drafts, Refused

TEXT, LINES, PAGE = ".txt", ".jsonl", ".html"
FORMATS = {
    ".txt": TEXT,
    ".jsonl": LINES,
    ".ndjson": LINES,
    ".html": PAGE,
    ".htm": PAGE,
}
_FIELDS = ("url", "outlet", "published", "lang", "title")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def drafts_of_paths(paths: Iterable[Path]) -> Drafts:
    """The drafts in files and folders, in order; what is no report is refused.

    Raises:
        UsageError: a path does not exist.
    """
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in FORMATS)
            for file in inside:
                yield from _drafts_of_file(file)
        elif path.is_file():
            yield from _drafts_of_file(path)
        else:
            raise UsageError(str(path), "no such file or folder", "check the path")


def drafts_of_stream(stream: IO[bytes], where: str = "standard input") -> Drafts:
    """The drafts in a stream: JSON Lines, a page or a plain text, told by its start."""
    data = stream.read()
    try:
        text = decoded(data, where)
    except ReportError as error:
        yield Refused(error)
        return
    start = text.lstrip()[:512].casefold()
    if start.startswith("{"):
        yield from _drafts_of_lines(text.splitlines(), where)
    elif start.startswith("<") and ("<html" in start or "<!doctype" in start):
        yield from _page(text, where, "")
    else:
        yield Draft(where, text)


def decoded(data: bytes, where: str) -> str:
    """The text of some bytes: UTF-8 where it is that, else as its letters suggest.

    Raises:
        ReportError: there are no bytes, or they are no text.
    """
    if not data.strip():
        raise ReportError(where, "empty", "leave it out")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode(detect_encoding(data[:100_000]) or "cp1252", "replace")
    if len(_CONTROL.findall(text[:4000])) > len(text[:4000]) // 100:
        raise ReportError(where, "binary, not text", "give text, HTML or JSON Lines")
    return text


def _drafts_of_file(path: Path) -> Drafts:
    where, kind = str(path), FORMATS.get(path.suffix.lower(), TEXT)
    try:
        if kind == LINES:
            with path.open(encoding="utf-8-sig", errors="replace") as lines:
                yield from _drafts_of_lines(lines, where)
            return
        text = decoded(path.read_bytes(), where)
    except OSError as error:
        yield Refused(ReportError(where, error.strerror or "cannot be read"))
    except ReportError as error:
        yield Refused(error)
    else:
        if kind == PAGE:
            yield from _page(text, where, path.stem)
        else:
            yield Draft(where, text, key=path.stem)


def _page(html: str, where: str, key: str) -> Drafts:
    draft = draft_of_page(html, where, key)
    if draft.text.strip():
        yield draft
    else:
        wrong = "a page without running text"
        yield Refused(ReportError(where, wrong, "leave it out"))


def _drafts_of_lines(lines: Iterable[str], where: str) -> Drafts:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield from _draft_of_line(line, f"{where}:{number}")


def _draft_of_line(line: str, where: str) -> Iterator[Draft | Refused]:
    try:
        row: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        told = getattr(error, "msg", "nested too deep").lower()
        yield Refused(ReportError(where, f"not JSON ({told})", "mend the line"))
        return
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        yield Refused(ReportError(where, "no 'text' in it", "give text as a string"))
        return
    given = {
        name: value if isinstance(value, str) else ""
        for name, value in ((name, row.get(name)) for name in _FIELDS)
    }
    key = row.get("id")
    yield Draft(where, text, key=str(key) if key not in (None, "") else "", **given)
