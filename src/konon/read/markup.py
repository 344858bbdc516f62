"""HTML -> its tree; of a wire or a mail, its text, a line for each paragraph.

Of such texts nothing is left out but what is never shown: they have no furniture around
them to take away.
"""

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

_BREAKS = {
    *("p", "div", "li", "tr", "table", "ul", "ol", "br", "hr", "blockquote", "section"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "article", "header", "footer", "figure"),
    *("hl1", "hl2", "block", "dl", "dt", "dd", "pre", "figcaption", "caption"),
}
_SILENT = {"script", "style", "head", "template", "noscript", "title", "svg"}
_SPACE = re.compile(r"\s+")
MAX_TAGS = 60_000
"""A page or mail of more is no single report."""


def tree_of_html(html: str) -> Any | None:
    """The tree of some HTML without comments; None where it has none."""
    try:
        # Comments cut sentences in two, for whoever reads the text around them.
        parser = lxml_html.HTMLParser(
            encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True
        )
        # Bytes: lxml refuses a string that declares an encoding.
        source = html.encode("utf-8", "replace")
        return lxml_html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def plain_text(html: str) -> str:
    """The text of some HTML; empty where there is none."""
    if not html.strip() or html.count("<") > MAX_TAGS:
        return ""
    tree = tree_of_html(html)
    return "" if tree is None else text_of_tree(tree)


def text_of_tree(tree: Any) -> str:
    """The text of a tree of HTML or NITF, a line for each paragraph."""
    pieces: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        name = node.tag.rpartition("}")[2].lower()
        is_start = event == "start"
        silent += (name in _SILENT) * (1 if is_start else -1)
        if name in _BREAKS:
            pieces.append("\n")
        text = node.text if is_start else node.tail if node is not tree else ""
        if text and not silent:
            pieces.append(_SPACE.sub(" ", text))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
