"""A page's tree -> when its report came out, when it was changed, and who says so.

In the order of trust: linked data (JSON-LD), meta elements, a line that readers see
beside the headline ("Rabu, 12 Jun 2024 09:15 WIB"), time elements, the day in the
address, and last htmldate's guess, where the page shows that day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from htmldate import find_date

from konon.packs import Packs
from konon.read.addresses import path_of
from konon.read.dates import iso_stamp
from konon.read.page_facts import PageFacts

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("datePublished", "article:published", "pubdate", "publishdate", "publish-date"),
    *("publish_date", "publication_date", "DC.date.issued", "dcterms.issued"),
    *("parsely-pub-date", "sailthru.date", "cXenseParse:recs:publishtime", "ptime"),
    *("content_PublishedDate", "dable:published", "article.published", "date"),
    *("DC.date", "dcterms.created", "article:post_date", "originalpublicationdate"),
)
_MODIFIED = (
    *("article:modified_time", "og:updated_time", "dateModified", "lastmod"),
    *("article:modified", "dcterms.modified", "last-modified"),
)
_LONGEST = 120
_MOST_WORDS = 16
_FEW_WORDS = 8
"""A day without an hour is believed in a line of so few words."""
_AROUND = 40
"""So many pieces of text before and behind the headline may hold the line."""
_SILENT = {"script", "style", "template", "noscript", "option", "select", "head"}
_ELSEWHERE = {"nav", "footer", "aside", "form", "figure", "figcaption", "li"}
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/-]|\D)")


@dataclass(frozen=True, slots=True)
class PageTimes:
    """When a report came out and was changed; ISO 8601, empty where nothing says so."""

    published: str
    found: str
    """Who says when it came out."""
    modified: str


def times_of_page(
    tree: Any, facts: PageFacts, html: str, url: str, packs: Packs
) -> PageTimes:
    """When the report on a page came out. `facts` is what it says of itself."""
    lang = (tree.get("lang") or "").partition("-")[0].lower()
    seen = _visible(tree, packs, lang)
    modified = _stamped(facts.article.get("dateModified"), packs)
    modified = modified or _stamped(facts.meta(*_MODIFIED)[0], packs)
    linked = _stamped(facts.article.get("datePublished"), packs)
    if linked:
        return PageTimes(_zoned(linked, seen), "JSON-LD datePublished", modified)
    said, name = facts.meta(*_PUBLISHED)
    meta = _stamped(said, packs)
    if meta:
        return PageTimes(_zoned(meta, seen), f"meta {name}", modified)
    if seen:
        return PageTimes(seen, "visible line", modified)
    for node in tree.iter("time"):
        stamp = iso_stamp(node.get("datetime") or "", packs)
        if stamp and not _is_elsewhere(node):
            return PageTimes(stamp, "time element", modified)
    address = _in_address(url)
    if address:
        return PageTimes(address, "day in the address", modified)
    guess = find_date(html, original_date=True, extensive_search=False)
    return PageTimes(guess or "", "htmldate" if guess else "", modified)


def _stamped(value: Any, packs: Packs) -> str:
    return iso_stamp(value, packs) if isinstance(value, str) else ""


def _zoned(stamp: str, seen: str) -> str:
    """A stamp, in the zone that readers see where both show the same clock.

    Some pages mark the clock of their town as that of Greenwich.
    """
    is_same = len(stamp) > 16 and len(seen) > 16 and stamp[:16] == seen[:16]
    has_zone = bool(re.search(r"[+-]\d\d:\d\d$", seen[16:]))
    return stamp[:19] + seen[19:] if is_same and has_zone else stamp


def _visible(tree: Any, packs: Packs, lang: str) -> str:
    """The first date that readers see near the headline, with an hour if any has."""
    lines = list(_lines(tree))
    head = next((n for n, (node, _) in enumerate(lines) if node.tag == "h1"), None)
    if head is None:
        return ""
    changed = packs.shared()["furniture"].listed("stamp", "changed")
    behind = range(head + 1, min(len(lines), head + _AROUND))
    before = range(head - 1, max(-1, head - _AROUND // 4), -1)
    day = ""
    for number in (*behind, *before):
        node, text = lines[number]
        if not any(sign.isdigit() for sign in text) or _is_elsewhere(node):
            continue
        if any(word in text.casefold() for word in changed):
            continue
        stamp = iso_stamp(text, packs, lang)
        if len(stamp) > 10:
            return stamp
        day = day or (stamp if len(text.split()) <= _FEW_WORDS else "")
    return day


def _lines(tree: Any) -> Iterator[tuple[Any, str]]:
    """The short pieces of text of a page, in order, each with its element."""
    for node in tree.iter():
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            continue
        if node.tag in {"h1", "time"}:
            yield node, " ".join(node.text_content().split())
            continue
        for owner, text in ((node, node.text), (node.getparent(), node.tail)):
            words = (text or "").split()
            line = " ".join(words)
            if words and len(words) <= _MOST_WORDS and len(line) <= _LONGEST:
                yield owner, line


def _is_elsewhere(node: Any) -> bool:
    """Whether an element stands in a list, a figure or the page's frame."""
    while node is not None:
        if node.tag in _ELSEWHERE:
            return True
        node = node.getparent()
    return False


def _in_address(url: str) -> str:
    found = _IN_ADDRESS.search(path_of(url))
    if not found:
        return ""
    year, month, day = found.groups()
    stamp = f"{year}-{month}-{day}"
    return stamp if 1 <= int(month) <= 12 and 1 <= int(day) <= 31 else ""
