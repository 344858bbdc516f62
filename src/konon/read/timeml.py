"""Files to be tagged with times -> their text and the time they were made.

TimeML 1.2.1 (ISO 24617-1): the text is all that stands inside `<TEXT>`, tags left out;
the time of making is the TIMEX3 inside `<DCT>`.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from konon.errors import ReportError
from konon.read.encoding import decoded

_SUFFIXES = {".txt", ".text", ".tml", ".xml", ".md"}
_DAY = re.compile(r"(\d{4})-?(\d\d?)-?(\d\d?)(T.*)?")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text to be tagged with times, bare or from TimeML."""

    name: str
    """Stem of its file."""
    text: str
    published: str = ""
    """An ISO 8601 date or stamp; empty where the document gives none."""
    tree: Any = None
    """The TimeML that it came from, to be written back with other tags."""


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and those of folders that may be texts, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in _SUFFIXES)
        else:
            yield path


def text_of(path: Path) -> Tagged | ReportError:
    """What a file holds to be tagged, or why it holds nothing; `-` is standard input.

    A file without a text gives one that is empty: it has no times.
    """
    is_piped = str(path) == "-"
    where = "standard input" if is_piped else str(path)
    name = "stdin" if is_piped else path.stem
    try:
        data = sys.stdin.buffer.read() if is_piped else path.read_bytes()
        if re.search(rb"<TimeML[\s>]", data[:2000]):
            return parse_timeml(data, where, name)
        return Tagged(name, decoded(data, where) if data.strip() else "")
    except OSError as error:
        return ReportError(where, error.strerror or "cannot be read")
    except ReportError as error:
        return error


def parse_timeml(data: bytes, where: str, name: str) -> Tagged:
    """The text and the time of making of a TimeML file. Entities are not resolved.

    Raises:
        ReportError: it is not well-formed XML, or has no `<TEXT>`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        wrong = f"not well-formed XML: {error.msg}"
        raise ReportError(where, wrong, "mend it or give the bare text") from error
    node = root if root.tag == "TEXT" else root.find(".//TEXT")
    if node is None:
        raise ReportError(where, "no <TEXT> in it", "give TimeML or a bare text")
    made = root.find(".//DCT//TIMEX3")
    stamp = made.get("value", "") if made is not None else ""
    text = "".join(node.itertext())
    return Tagged(name, text, _padded(stamp), root)


def _padded(stamp: str) -> str:
    """A date with two digits for month and day: `2013-12-6` is one in the wild."""
    found = _DAY.fullmatch(stamp.strip())
    if not found:
        return ""
    year, month, day, clock = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}{clock or ''}"
