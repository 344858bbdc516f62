"""OPML -> addresses of feeds, and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from konon.errors import ReportError, UsageError
from konon.read.encoding import decoded
from konon.read.xml import local, parse_xml


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML list."""

    url: str
    title: str


def parse_opml(data: bytes, where: str) -> tuple[Outline, ...]:
    """The feeds of an OPML 1.0 or 2.0 list, folders and all, each once.

    Raises:
        UsageError: it is no OPML, or has no feed in it.
    """
    try:
        parsed = parse_xml(decoded(data, where))
    except ReportError as error:
        raise UsageError(where, error.wrong, "give an OPML file") from error
    if parsed.root is None or local(parsed.root) != "opml":
        raise UsageError(where, "no OPML", "give an OPML file")
    found: dict[str, Outline] = {}
    for node in parsed.root.iter():
        fields = {name.lower(): value for name, value in node.attrib.items()}
        url = fields.get("xmlurl", "").strip()
        if local(node) == "outline" and urlsplit(url).scheme in {"http", "https"}:
            title = fields.get("title") or fields.get("text") or ""
            found.setdefault(url, Outline(url, title))
    if not found:
        raise UsageError(where, "no feed in it", "give an OPML list of feeds")
    return tuple(found.values())


def opml_of(outlines: Iterable[Outline]) -> bytes:
    """An OPML 2.0 document of some feeds."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "konon"
    body = etree.SubElement(root, "body")
    for outline in outlines:
        etree.SubElement(
            body,
            "outline",
            type="rss",
            text=outline.title or outline.url,
            title=outline.title or outline.url,
            xmlUrl=outline.url,
        )
    return bytes(
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    )
