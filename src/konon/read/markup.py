"""HTML of a wire or a mail -> its text, a line for each paragraph. Nothing is left out
but what is never shown: such texts have no furniture around them to take away."""

from typing import Any

from lxml import etree
from lxml import html as lxml_html

_BREAKS = {
    *("p", "div", "li", "tr", "table", "ul", "ol", "br", "hr", "blockquote", "section"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "article", "header", "footer", "figure"),
    *("hl1", "hl2", "block", "dl", "dt", "dd", "pre", "figcaption", "caption"),
}
_SILENT = {"script", "style", "head", "template", "noscript", "title", "svg"}
MAX_TAGS = 60_000


def plain_text(html: str) -> str:
    """The text of some HTML; empty where there is none."""
    if not html.strip() or html.count("<") > MAX_TAGS:
        return ""
    try:
        # Bytes: lxml refuses a string that declares an encoding.
        source = html.encode("utf-8", "replace")
        parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
        tree = lxml_html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    return text_of_tree(tree)


def text_of_tree(tree: Any) -> str:
    """The text of a tree of HTML or NITF, a line for each paragraph."""
    pieces: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        name = node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""
        if event == "start":
            silent += name in _SILENT or not name
            if name in _BREAKS:
                pieces.append("\n")
            if not silent and node.text:
                pieces.append(" ".join(_kept(node.text)))
        else:
            silent -= name in _SILENT or not name
            if name in _BREAKS:
                pieces.append("\n")
            if not silent and node.tail and node is not tree:
                pieces.append(" ".join(_kept(node.tail)))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _kept(text: str) -> list[str]:
    """Words of a text, with an empty one where white space stood at an edge."""
    words = text.split()
    before = [""] if text[:1].isspace() else []
    after = [""] if words and text[-1:].isspace() else []
    return [*before, *words, *after] if words else ["", ""]
