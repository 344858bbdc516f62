"""HTML -> draft: headline, outlet, publication time and running text of a page.

The text is trafilatura's (precision), with the lead paragraph put back from
readability where trafilatura lost it: it does so on one Indonesian page in five.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from konon.errors import ReportError
from konon.packs import Packs
from konon.read.encoding import decoded
from konon.read.page_dates import times_of_page
from konon.read.page_kinds import kind_by_text, kind_of_page
from konon.read.page_text import running_text
from konon.read.reports import Draft, RawPage

# No tree can hold them, and readability trips over them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MAX_PAGE = 6_000_000
MAX_TAGS = 60_000


def draft_of_page(
    html: str, where: str, packs: Packs, key: str = "", url: str = ""
) -> Draft:
    """What a page gives of one report; the text is empty where it has none."""
    tree = _tree(html)
    if tree is None:
        return Draft(where, "", key=key)
    facts = _linked_data(tree)
    canonical, outlet, title = (
        _canonical(tree),
        _outlet(facts, tree),
        _title(facts, tree),
    )
    times = times_of_page(tree, facts, html, canonical or url, packs)
    byline = _byline(facts, tree)
    place = canonical or url
    kind = kind_of_page(tree, _kinds(tree), facts, place, packs)
    own = facts.get("articleBody")
    # Last: it cuts off what is no report.
    text = running_text(html, tree, own if isinstance(own, str) else "", packs)
    return Draft(
        where=where,
        text=text,
        key=key,
        url=canonical,
        outlet=outlet,
        published=times.published,
        found=times.found,
        modified=times.modified,
        byline=byline,
        kind=kind_by_text(kind, tree, facts, text, packs),
        # The page's own "lang" is often a template's: the text tells better.
        title=title,
    )


def draft_of_raw(raw: RawPage, packs: Packs) -> Draft:
    """What the bytes of a page give of one report, filled in with what stood beside.

    Raises:
        ReportError: it is no page of one report.
    """
    html = _CONTROL.sub(" ", decoded(raw.data, raw.where, raw.charset))
    wrong = gate(html)
    if wrong:
        raise ReportError(raw.where, wrong, "leave it out")
    draft = draft_of_page(html, raw.where, packs, raw.key, raw.url)
    if not draft.text.strip():
        raise ReportError(raw.where, "a page without running text", "leave it out")
    return replace(
        draft,
        url=draft.url or raw.url,
        outlet=draft.outlet or raw.outlet or _host(raw.url),
        title=draft.title or raw.title,
        published=draft.published or raw.published,
        found=draft.found if draft.published else raw.found,
    )


def gate(html: str) -> str:
    """Why a page need not be read, told by a look at it; empty where it must be."""
    if len(html) > MAX_PAGE:
        return f"{len(html):,} characters are no page of one report"
    if html.count("<") > MAX_TAGS:
        return f"more than {MAX_TAGS:,} tags are no page of one report"
    return ""


def _tree(html: str) -> Any | None:
    try:
        # Comments cut sentences in two for trafilatura.
        parser = lxml_html.HTMLParser(
            encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True
        )
        tree = lxml_html.document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, ValueError):
        return None
    return tree


def _linked_data(tree: Any) -> dict[str, Any]:
    """The page's first JSON-LD object that describes a news article."""
    for data in _linked(tree):
        for item in _items(data):
            kinds = item.get("@type", "")
            listed = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _is_news(kind) for kind in listed):
                return item
    return {}


def _is_news(kind: str) -> bool:
    return "Article" in kind or kind in {"LiveBlogPosting", "BlogPosting", "Report"}


def _kinds(tree: Any) -> frozenset[str]:
    """The types of all linked data of a page, and what it tells sharing sites it is."""
    found = {f"og:type:{_meta(tree, 'og:type').lower()}"}
    for data in _linked(tree):
        for item in _items(data):
            kinds = item.get("@type", "")
            listed = kinds if isinstance(kinds, list) else [kinds]
            found |= {kind for kind in listed if isinstance(kind, str)}
    return frozenset(found)


def _linked(tree: Any) -> Iterator[Any]:
    for node in tree.xpath("//script[@type='application/ld+json']"):
        try:
            # Many pages write line breaks into their strings.
            yield json.loads(node.text or "", strict=False)
        except (json.JSONDecodeError, RecursionError):
            continue


def _items(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            yield from _items(item.get("@graph", []))
            yield from _items(item.get("mainEntity", []))


def _meta(tree: Any, *names: str) -> str:
    for name in names:
        found = tree.xpath(
            "//meta[@property=$name or @name=$name or @itemprop=$name]/@content",
            name=name,
        )
        if found and found[0].strip():
            return str(found[0]).strip()
    return ""


def _title(facts: dict[str, Any], tree: Any) -> str:
    named = facts.get("headline")
    heading = " ".join(tree.xpath("string((//h1)[1])").split())
    return str(named) if named else _meta(tree, "og:title") or heading


def _byline(facts: dict[str, Any], tree: Any) -> str:
    """Who wrote it: names of persons, as linked data or a meta element gives them."""
    listed = facts.get("author")
    names = [
        author.get("name") if isinstance(author, dict) else author
        for author in (listed if isinstance(listed, list) else [listed])
    ]
    told = [" ".join(n.split()) for n in names if isinstance(n, str) and n.strip()]
    meta = _meta(tree, "author", "article:author", "dable:author", "content_author")
    is_name = bool(meta) and "/" not in meta and len(meta) < 120
    return ", ".join(dict.fromkeys(told)) or (meta if is_name else "")


def _canonical(tree: Any) -> str:
    links = tree.xpath("//link[@rel='canonical']/@href")
    return str(links[0]) if links else _meta(tree, "og:url")


def _outlet(facts: dict[str, Any], tree: Any) -> str:
    publisher = facts.get("publisher")
    named = publisher.get("name") if isinstance(publisher, dict) else publisher
    return str(named or _meta(tree, "og:site_name") or _host(_canonical(tree)))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
