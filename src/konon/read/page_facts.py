"""A page's tree -> what it says of itself: linked data (JSON-LD), meta elements."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_NEWS = {"LiveBlogPosting", "BlogPosting", "Report"}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself."""

    article: Mapping[str, Any]
    """The first linked data that describes a news article; empty where none does."""
    kinds: frozenset[str]
    """The types of all its linked data."""
    metas: Mapping[str, str]
    """What its meta elements say, by their names in lower case."""

    def meta(self, *names: str) -> tuple[str, str]:
        """What the first of some meta elements says, and its name; else both empty."""
        for name in names:
            if name.lower() in self.metas:
                return self.metas[name.lower()], name
        return "", ""


def facts_of_page(tree: Any) -> PageFacts:
    """What the page of a tree says of itself; broken data is passed over."""
    article: Mapping[str, Any] = {}
    kinds: set[str] = set()
    for item in _linked_data(tree):
        listed = item.get("@type", "")
        own = [k for k in _as_list(listed) if isinstance(k, str)]
        kinds.update(own)
        if not article and any("Article" in kind or kind in _NEWS for kind in own):
            article = item
    return PageFacts(article, frozenset(kinds), _metas(tree))


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    for node in tree.xpath("//script[@type='application/ld+json']"):
        try:
            # Many pages write line breaks into their strings.
            data = json.loads(node.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _items(data)


def _items(data: Any) -> Iterator[dict[str, Any]]:
    for item in _as_list(data):
        if isinstance(item, dict):
            yield item
            yield from _items(item.get("@graph", []))
            yield from _items(item.get("mainEntity", []))


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _metas(tree: Any) -> dict[str, str]:
    said: dict[str, str] = {}
    for node in tree.iter("meta"):
        content = (node.get("content") or node.get("datetime") or "").strip()
        for key in ("property", "name", "itemprop"):
            name = (node.get(key) or "").lower()
            if name and content:
                said.setdefault(name, content)
    return said
