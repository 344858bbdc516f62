"""A page's tree -> its running text, a line for each paragraph.

Three readers, each where it is best: the page's own `articleBody`, where it has one
and the page shows the same; trafilatura (precision); readability, for the lead that
trafilatura loses on one Indonesian page in five. What stands in a container that says
it is a newsletter, an author's box or a wall is cut off before.
"""

import logging
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from readability import Document
from readability.readability import Unparseable

from konon.packs import Packs
from konon.read.words import bare_words, shingles

# It logs, with its traces, what it raises as well.
logging.getLogger("readability").setLevel(logging.CRITICAL)

_LEAD_WORDS = 8
_RUN = 3
"""Words in a run by which texts are compared."""
_BLOCKS = "//p | //li | //blockquote | //h2 | //h3"
_PARAGRAPHS = ("p", "li", "h2", "h3", "h4", "blockquote", "div", "td", "dd", "dt")
_INNER = {"p", "div", "ul", "ol", "section", "article", "table", "blockquote"}
_CONTAINERS = ("div", "section", "aside", "ul", "p", "form", "figure", "figcaption")
_ENDS = ".?!…”\"'’)"
_ALL, _MUCH = 0.95, 0.7
"""Shares of a paragraph in links: it is nothing but a link; it is more than a link."""
_ALIKE = 4
"""So many paragraphs that are kept make the style of the report's own."""
_BOXES = ("div", "li", "article", "section", "td", "aside")
_CARD_WORDS = 60
_OWN_WORDS = 100
"""An `articleBody` of fewer words is a summary."""
_SHOWN, _COVERED, _BELONGS = 0.85, 0.95, 0.9
"""Shares of words in threes: of our text that the own body must hold, of the own body
that the page's paragraphs must give, of a paragraph that the own body must hold."""
_TOO_MUCH = 150
"""A container with so many words of prose is no furniture, whatever it says."""


def running_text(html: str, tree: Any, own: str, packs: Packs) -> str:
    """The text of the report on a page; empty where there is none.

    `own` is the page's own account of it (`articleBody`), as its linked data gives it.
    """
    prune(tree, packs)
    found = trafilatura.extract(
        etree.ElementTree(tree).getroot(),
        favor_precision=True,
        include_comments=False,
        include_tables=False,
    )
    text = found or ""
    return _own_text(tree, own, text) or _with_lead(_with_lost(text, tree), html)


def prune(tree: Any, packs: Packs) -> None:
    """Cut off containers that say, by class or id, that they are no report."""
    pattern = _containers(packs)
    for node in list(tree.iter(*_CONTAINERS)):
        named = f"{node.get('class') or ''} {node.get('id') or ''}"
        if not pattern.search(named) or node.getparent() is None:
            continue
        if _prose(node) < _TOO_MUCH:
            node.drop_tree()
    for node in list(tree.iter("p", "li", "h2", "h3", "h4", "div")):
        if _is_pointer(node):
            card = _card_of(node)
            (node if card is None else card).drop_tree()


def _card_of(node: Any) -> Any | None:
    """The teaser of another report that a headline with a link stands in.

    A box that holds little more than that: no headline of the page, one paragraph.
    """
    outer = node.getparent()
    while outer is not None and outer.tag in _BOXES:
        words = outer.text_content().split()
        if len(words) > _CARD_WORDS or outer.find(".//h1") is not None:
            return None
        if len(outer.findall(".//p")) == 1 and len(words) > len(
            node.text_content().split()
        ):
            return outer if outer.getparent() is not None else None
        outer = outer.getparent()
    return None


def _is_pointer(node: Any) -> bool:
    """Whether a paragraph is nothing but a link, and no sentence: another headline."""
    outer = node.getparent()
    if outer is None or (outer.tag != "a" and node.find(".//a") is None):
        return False
    words = " ".join(node.text_content().split())
    if not words or words[-1] in _ENDS:
        return False
    return outer.tag == "a" or _linked(node, words) > _ALL


def _linked(node: Any, words: str) -> float:
    """The share of a paragraph's text that stands in links."""
    inside = sum(len(" ".join(a.text_content().split())) for a in node.iter("a"))
    return inside / max(1, len(words))


def _prose(node: Any) -> int:
    """How many words stand in paragraphs of some length."""
    sizes = (len(inner.text_content().split()) for inner in node.iter("p"))
    return sum(size for size in sizes if size >= _LEAD_WORDS * 2)


@lru_cache(maxsize=4)
def _containers(packs: Packs) -> re.Pattern[str]:
    words = packs.shared()["furniture"].listed("container", "word")
    parts = packs.shared()["furniture"].listed("container", "part")
    whole = "|".join(re.escape(word) for word in words)
    within = "|".join(re.escape(part) for part in parts)
    return re.compile(rf"(?i)(?<![a-z])(?:{whole})(?![a-z])|{within}")


def _own_text(tree: Any, own: str, text: str) -> str:
    """The page's paragraphs that its own body holds; empty where the two do not fit."""
    told = shingles(own, _RUN)
    if len(own.split()) < _OWN_WORDS or not text:
        return ""
    ours = shingles(text, _RUN)
    if len(ours & told) < _SHOWN * len(ours):
        return ""
    lines: dict[str, None] = {}
    for node in tree.iter(*_PARAGRAPHS):
        if any(inner.tag in _INNER for inner in node.iterdescendants()):
            continue
        line = " ".join(node.text_content().split())
        found = shingles(line, _RUN)
        if found and len(found & told) >= _BELONGS * len(found):
            lines.setdefault(line)
    joined = "\n".join(lines)
    is_whole = len(shingles(joined, _RUN) & told) >= _COVERED * len(told)
    return joined if is_whole else ""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of the page: its words, how it is marked up, whether it can stand."""

    words: str
    style: tuple[str, str, str]
    is_sentence: bool


def _paragraph(node: Any) -> _Paragraph:
    words = " ".join(node.text_content().split())
    outer = node.getparent()
    style = (node.get("class") or "", outer.tag, outer.get("class") or "")
    is_long = len(words.split()) >= _LEAD_WORDS
    is_sentence = is_long and words[-1] in _ENDS and _linked(node, words) < _MUCH
    return _Paragraph(words, style, is_sentence)


def _with_lost(text: str, tree: Any) -> str:
    """The text, with paragraphs put back that stand between kept ones and look alike.

    Precision costs single paragraphs of many links in the middle of a report.
    """
    paragraphs = [_paragraph(node) for node in tree.iter("p")]
    lines = text.split("\n")
    plain = [bare_words(line) for line in lines]
    places = [_line_of(one, plain) for one in paragraphs]
    kept = [number for number, place in enumerate(places) if place >= 0]
    styles = Counter(paragraphs[number].style for number in kept)
    for number in range(kept[-1], kept[0], -1) if kept else ():
        one = paragraphs[number]
        if places[number] < 0 and one.is_sentence and styles[one.style] >= _ALIKE:
            lines.insert(max(places[:number]) + 1, one.words)
    return "\n".join(lines)


def _line_of(one: _Paragraph, plain: list[str]) -> int:
    """The line of a text that holds a paragraph; -1 where none does."""
    opening = bare_words(one.words)[:60]
    if not opening:
        return -1
    return next((at for at, line in enumerate(plain) if opening in line), -1)


def _with_lead(text: str, html: str) -> str:
    """The text, with the page's first paragraph put back where it is missing."""
    if not text.strip():
        return ""
    try:
        summary = Document(html).summary(html_partial=True)
        tree = lxml_html.fromstring(summary)
    except (Unparseable, etree.ParserError, ValueError):
        return text
    plain = bare_words(text)
    lost = []
    for node in tree.xpath(_BLOCKS):
        words = " ".join(node.text_content().split())
        opening = bare_words(words)[:60]
        if opening and opening in plain:
            break
        if len(words.split()) >= _LEAD_WORDS:
            lost.append(words)
    return "\n".join([*lost[:2], text]) if lost and len(lost) <= 2 else text
