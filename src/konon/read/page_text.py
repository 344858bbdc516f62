"""A page's tree -> its running text, a line for each paragraph.

Three readers, each where it is best: the page's own `articleBody`, where it has one
and the page shows the same; trafilatura (precision); readability, for the lead that
trafilatura loses on one Indonesian page in five. What stands in a container that says
it is a newsletter, an author's box or a wall is cut off before.
"""

import re
from functools import lru_cache
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from readability import Document
from readability.readability import Unparseable

from konon.packs import Packs
from konon.read.words import bare_words, shingles

_LEAD_WORDS = 8
_RUN = 3
"""Words in a run by which texts are compared."""
_BLOCKS = "//p | //li | //blockquote | //h2 | //h3"
_PARAGRAPHS = ("p", "li", "h2", "h3", "h4", "blockquote", "div", "td", "dd", "dt")
_INNER = {"p", "div", "ul", "ol", "section", "article", "table", "blockquote"}
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
    return _own_text(tree, own, text) or _with_lead(text, html)


def prune(tree: Any, packs: Packs) -> None:
    """Cut off containers that say, by class or id, that they are no report."""
    pattern = _containers(packs)
    for node in list(tree.iter("div", "section", "aside", "ul", "p", "form", "figure")):
        named = f"{node.get('class') or ''} {node.get('id') or ''}"
        if not pattern.search(named) or node.getparent() is None:
            continue
        if _prose(node) < _TOO_MUCH:
            node.drop_tree()


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
