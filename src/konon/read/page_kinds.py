"""A page's tree -> what kind of page it is: a report, or something that is not one.

A live page tells of many things at many times, a gallery and a listing of many reports,
the stub before a paywall of none. None of them is read as a report.
"""

import re
from typing import Any, Literal

from konon.packs import Packs
from konon.read.addresses import path_of
from konon.read.page_facts import PageFacts

PageKind = Literal["report", "live", "gallery", "listing", "stub"]
REFUSED: dict[str, str] = {
    "live": "a live page: many reports of many hours in one",
    "gallery": "a gallery: pictures with captions, no report",
    "listing": "a listing of reports, no report itself",
    "stub": "the stub of a report behind a paywall",
}
_LIVE_ENTRIES, _PICTURES = 4, 6
_FEW_WORDS, _STUB_WORDS = 120, 110
_LINKS = 15
"""Headings that are links: a listing has many, a report's page some beside it."""


def kind_of_page(tree: Any, facts: PageFacts, url: str, packs: Packs) -> PageKind:
    """What kind of page a tree is, as far as its shape and its own data tell.

    What depends on how much text was found on it is asked of `kind_by_text`.
    """
    listed = packs.shared()["furniture"]
    path, kinds = path_of(url).lower(), facts.kinds
    entries = _count(tree, listed.listed("live", "entry"))
    says_live = _has(path, listed.listed("live", "address"))
    if "LiveBlogPosting" in kinds or entries >= _LIVE_ENTRIES:
        return "live"
    if says_live and len(list(tree.iter("time"))) >= _LIVE_ENTRIES * 2:
        return "live"
    if "ImageGallery" in kinds or _has(path, listed.listed("gallery", "address")):
        return "gallery"
    is_shared_so = facts.meta("og:type")[0].lower() == "article"
    is_article = bool(facts.article) or is_shared_so
    if {"CollectionPage", "ItemList", "SearchResultsPage"} & kinds and not is_article:
        return "listing"
    return "report"


def linked_headings(tree: Any) -> int:
    """How many headings of a page lead to another one."""
    return sum(1 for node in tree.iter("h2", "h3", "h4") if _is_link(node))


def kind_by_text(
    kind: PageKind, tree: Any, facts: PageFacts, text: str, linked: int, packs: Packs
) -> PageKind:
    """The same, once it is known how much running text a page has.

    `linked` is `linked_headings` of the page before it was pruned.
    """
    words = len(text.split())
    if kind == "gallery" and words >= _FEW_WORDS * 2:
        return "report"
    if kind != "report":
        return kind
    free = str(facts.article.get("isAccessibleForFree", "")).lower()
    walls = packs.shared()["furniture"].listed("wall", "part")
    if words < _STUB_WORDS and (free == "false" or _count(tree, walls)):
        return "stub"
    if words < _FEW_WORDS // 2 and linked >= _LINKS and not facts.article:
        return "listing"
    pictures = sum(1 for _ in tree.iter("figure"))
    if words < _FEW_WORDS and pictures >= _PICTURES * 2:
        return "gallery"
    return "report"


def _has(path: str, parts: tuple[str, ...]) -> bool:
    return any(part in re.split(r"[/.-]", path) for part in parts)


def _count(tree: Any, names: tuple[str, ...]) -> int:
    """How many elements have one of some names in their class or id."""
    known = frozenset(names)
    return sum(
        1
        for node in tree.iter("div", "article", "section", "li")
        if known & {*(node.get("class") or "").lower().split(), node.get("id") or ""}
    )


def _is_link(node: Any) -> bool:
    parent = node.getparent()
    return node.find(".//a") is not None or (parent is not None and parent.tag == "a")
