"""Feeds -> items: RSS 0.9x to 2.0, RDF, Atom, JSON Feed, news sitemaps.

A broken feed is read as far as it goes, and the warnings name the place. Written for
konon because the known parsers give a date where none was written ("Sat" becomes a
Saturday), lose "&" in the links of broken feeds, and drop "Sen, 17 Agu 2024 19:00 WIB".
"""

import json
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from konon.errors import FetchError, ReportError
from konon.packs import Packs
from konon.read.dates import iso_stamp
from konon.read.encoding import decoded
from konon.read.markup import plain_text, tree_of_html
from konon.read.xml import local, parse_xml, text_of

MAX_ITEMS = 2000
MAX_BYTES = 8 << 20
_LONGEST_URL = 2000
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_KINDS = {"rss", "rdf", "feed", "urlset", "sitemapindex", "channel"}
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200}
_WHEN = ("pubdate", "published", "issued", "date", "created")
_FEED_TYPES = ("rss+xml", "atom+xml", "feed+json", "rdf+xml")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """What a feed tells of one report."""

    url: str
    key: str
    """The feed's own name for it (guid, id), else its address."""
    title: str
    published: str
    """ISO 8601; empty where the feed gives none that can be read."""
    summary: str
    """HTML or text, as given."""
    updated: str = ""
    """When the feed says it was last changed; empty where it does not."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as far as it could be read."""

    kind: Literal["rss", "rdf", "atom", "json", "sitemap", "sitemap index"]
    title: str
    lang: str
    minutes: int
    """How long it asks to be left alone (ttl, syndication module); 0: not said."""
    items: tuple[FeedItem, ...]
    more: tuple[str, ...]
    """Other sitemaps that a sitemap index names."""
    warnings: tuple[str, ...]


def parse_feed(data: bytes, url: str, packs: Packs, declared: str = "") -> Feed:
    """The feed in some bytes, with what was wrong about it.

    `url` is where it came from: relative links are read against it. `declared` is the
    charset that a header gave.

    Raises:
        FetchError: it is no feed of any kind.
    """
    try:
        text = decoded(data, url, declared)
    except ReportError as error:
        raise FetchError(url, error.wrong, "give the address of a feed") from error
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return _json_feed(text, url, packs)
    parsed = parse_xml(text)
    kind = local(parsed.root) if parsed.root is not None else ""
    if kind not in _KINDS:
        raise FetchError(url, "no feed", "give the address of a feed or of its page")
    warnings = list(parsed.warnings)
    if kind in {"urlset", "sitemapindex"}:
        return _sitemap(parsed.root, url, packs, warnings)
    return _xml_feed(parsed.root, kind, url, packs, warnings)


def feeds_of_page(html: str, url: str) -> tuple[str, ...]:
    """Addresses of the feeds that a page names in its links, in order."""
    tree = tree_of_html(html)
    if tree is None:
        return ()
    found = []
    for link in tree.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").lower()
        if {"alternate", "feed"} & set(rel) and kind.endswith(_FEED_TYPES):
            address = _address(link.get("href"), url)
            if address and "comments" not in address:
                found.append(address)
    return tuple(dict.fromkeys(found))


def _address(link: str | None, base: str) -> str:
    """An absolute http address; empty where a link is none."""
    if not link or len(link) > _LONGEST_URL:
        return ""
    try:
        address = urljoin(base, link.strip())
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return address.partition("#")[0] if usable else ""


def _xml_feed(
    root: Any, kind: str, url: str, packs: Packs, warnings: list[str]
) -> Feed:
    head = root if kind in {"feed", "channel"} else None
    nodes = []
    for node in root.iter():
        name = local(node)
        if name == "channel" and head is None:
            head = node
        elif name in {"item", "entry"}:
            nodes.append(node)
    about = {} if head is None else _children(head)
    items = []
    for node in nodes[:MAX_ITEMS]:
        item = _xml_item(node, url, packs, warnings)
        if item is not None:
            items.append(item)
    if len(nodes) > MAX_ITEMS:
        told = f"{len(nodes):,} items: those behind {MAX_ITEMS:,} are left out"
        warnings.append(told)
    return Feed(
        kind={"rdf": "rdf", "feed": "atom"}.get(kind, "rss"),  # type: ignore[arg-type]
        title=_said(about, "title"),
        lang=_said(about, "language")
        or root.get(_XML_BASE.replace("base", "lang"), ""),
        minutes=_minutes(about),
        items=_unique(items),
        more=(),
        warnings=tuple(warnings),
    )


def _children(node: Any, *, deep: bool = False) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for child in node:
        name = local(child)
        found.setdefault(name, []).append(child)
        if deep and name not in {"item", "entry", "source"}:
            for inner, nodes in _children(child, deep=True).items():
                found.setdefault(inner, []).extend(nodes)
    return found


def _title(children: dict[str, list[Any]]) -> str:
    for node in children.get("title", ()):
        is_open = any(local(inner) in {"link", "guid"} for inner in node)
        return " ".join((node.text or "").split()) if is_open else text_of(node)
    return ""


def _plain(text: str) -> str:
    """A title without the HTML that some feeds write into it."""
    return " ".join(plain_text(text).split()) if "<" in text else text


def _said(children: dict[str, list[Any]], *names: str) -> str:
    for name in names:
        for node in children.get(name, ()):
            text = text_of(node)
            if text:
                return text
    return ""


def _xml_item(
    node: Any, url: str, packs: Packs, warnings: list[str]
) -> FeedItem | None:
    children = _children(node)
    if "link" not in children or not children.keys() & set(_WHEN):
        # A tag that was never closed swallowed those behind it.
        children = _children(node, deep=True) | children
    link = _link(node, children, url)
    key = _said(children, "guid", "id") or link
    title = _plain(_title(children))
    if not link:
        where = f"line {node.sourceline or 1}"
        warnings.append(f"{where}: an item without an address is left out")
        return None
    said = _said(children, *_WHEN)
    published = iso_stamp(said, packs) if said else ""
    if said and not published:
        where = f"line {node.sourceline or 1}"
        warnings.append(f"{where}: date not understood: {said[:40]!r}")
    summary = _said(children, "encoded", "content", "description", "summary")
    updated = iso_stamp(_said(children, "updated", "modified"), packs)
    return FeedItem(link, key, title, published or updated, summary, updated)


def _link(node: Any, children: dict[str, list[Any]], url: str) -> str:
    base = url
    for outer in reversed([node, *node.iterancestors()]):
        base = _address(outer.get(_XML_BASE), base) or base
    # FeedBurner's items go through a counter: the address behind it is the report's.
    for name in ("origlink", "link"):
        for link in children.get(name, ()):
            rel = link.get("rel", "alternate")
            if rel == "alternate":
                address = _address(link.get("href") or text_of(link), base)
                if address:
                    return address
    for guid in children.get("guid", ()):
        if guid.get("isPermaLink", "true").lower() != "false":
            address = _address(text_of(guid), "")
            if address:
                return address
    about = [value for name, value in node.attrib.items() if name.endswith("}about")]
    return _address(about[0] if about else _said(children, "id"), "")


def _minutes(about: dict[str, list[Any]]) -> int:
    ttl = _said(about, "ttl")
    if ttl.isdigit():
        return min(int(ttl[:9]), 43200)
    period = _PERIODS.get(_said(about, "updateperiod").lower(), 0)
    frequency = _said(about, "updatefrequency")
    times = int(frequency[:4]) if frequency.isdigit() else 1
    return period // max(1, times)


def _unique(items: list[FeedItem]) -> tuple[FeedItem, ...]:
    return tuple({item.url: item for item in reversed(items)}.values())[::-1]


def _sitemap(root: Any, url: str, packs: Packs, warnings: list[str]) -> Feed:
    is_index = local(root) == "sitemapindex"
    items, more, title, lang = [], [], "", ""
    rows = [node for node in root if local(node) in {"url", "sitemap"}]
    for node in rows[:MAX_ITEMS]:
        fields = {local(inner): inner for inner in node.iter()}
        address = _address(text_of(fields["loc"]), url) if "loc" in fields else ""
        if not address:
            where = f"line {node.sourceline or 1}"
            warnings.append(f"{where}: an entry without an address is left out")
        elif is_index:
            more.append(address)
        elif "news" in fields:
            named = {n: text_of(e) for n, e in fields.items() if n != "url"}
            title, lang = named.get("name", title), named.get("language", lang)
            published = iso_stamp(named.get("publication_date", ""), packs)
            items.append(
                FeedItem(address, address, named.get("title", ""), published, "")
            )
    if len(rows) > MAX_ITEMS:
        told = f"{len(rows):,} entries: those behind {MAX_ITEMS:,} are left out"
        warnings.append(told)
    return Feed(
        "sitemap index" if is_index else "sitemap",
        title,
        lang,
        0,
        _unique(items),
        tuple(more),
        tuple(warnings),
    )


def _json_feed(text: str, url: str, packs: Packs) -> Feed:
    warnings: list[str] = []
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        told = getattr(error, "msg", "nested too deep, or too long a number").lower()
        line = getattr(error, "lineno", 1)
        data, warnings = _broken_json(text), [f"line {line}: {told}"]
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise FetchError(url, "no feed", "give the address of a feed or of its page")
    items = []
    for number, row in enumerate(data["items"][:MAX_ITEMS], 1):
        item = _json_item(row, url, packs)
        if item is None:
            warnings.append(f"item {number}: no address: left out")
        else:
            items.append(item)
    if len(data["items"]) > MAX_ITEMS:
        warnings.append(f"items behind {MAX_ITEMS:,} are left out")
    title, lang = _string(data.get("title")), _string(data.get("language"))
    return Feed("json", title, lang, 0, _unique(items), (), tuple(warnings))


def _json_item(row: Any, url: str, packs: Packs) -> FeedItem | None:
    if not isinstance(row, dict):
        return None
    key = row.get("id")
    link = _address(_string(row.get("url")) or _string(row.get("external_url")), url)
    link = link or _address(_string(key), "")
    if not link:
        return None
    said = _string(row.get("date_published"))
    summary = _string(row.get("content_html")) or _string(row.get("content_text"))
    return FeedItem(
        link,
        str(key) if key else link,
        _string(row.get("title")),
        iso_stamp(said, packs),
        summary or _string(row.get("summary")),
        iso_stamp(_string(row.get("date_modified")), packs),
    )


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _broken_json(text: str) -> dict[str, Any]:
    """The items of a JSON feed that ends too early, as far as they are whole."""
    start = text.find('"items"')
    at = text.find("[", start) + 1 if start >= 0 else 0
    reader, items = json.JSONDecoder(), []
    while at:
        try:
            row, end = reader.raw_decode(text, at + _blank(text, at))
        except (ValueError, RecursionError):
            break
        items.append(row)
        comma = end + _blank(text, end)
        at = comma + 1 if text[comma : comma + 1] == "," else 0
    return {"items": items} if items else {}


def _blank(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end] in " \t\r\n":
        end += 1
    return end - at
