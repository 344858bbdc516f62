"""Bytes or text -> an XML tree that could do no harm, with warnings.

Entities that a document declares, its DTD and the network are never touched; what is
broken is read as far as it goes, and the warnings name the line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Any

from lxml import etree

MAX_TAGS = 200_000
MAX_TAG = 1 << 16
"""A longer start tag has thousands of attributes: nobody writes that."""
MAX_DEPTH = 200

_LEADING = re.compile(r"^[^<]+")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What XML 1.0 (2.2) allows, less the surrogates that Python may hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RAW = (("<![CDATA[", "]]>"), ("<!--", "-->"))
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][\w]{0,30});)?")
_OWN = {"amp", "lt", "gt", "quot", "apos"}
_LONG_TAG = re.compile(rf"<(?!!)[^<>]{{{MAX_TAG}}}[^<>]*>?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The root of a tree, or None where there is none; and what was wrong."""

    root: Any | None
    warnings: tuple[str, ...]


def parse_xml(text: str) -> Parsed:
    """The tree of an XML text, mended as far as it can be."""
    warnings: list[str] = []
    source = _mended(text, warnings)
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source.encode("utf-8"), parser=parser)
    except etree.XMLSyntaxError as error:
        return Parsed(None, (*warnings, _told(error.msg or "not XML", error.lineno)))
    for entry in list(parser.error_log)[:5]:
        warnings.append(_told(entry.message, entry.line))
    if root is None:
        return Parsed(None, tuple(warnings))
    # References that survive in broken markup: no text, and no elements either.
    etree.strip_elements(root, etree.Entity, with_tail=False)
    if _prune(root):
        warnings.append(f"nested deeper than {MAX_DEPTH}: what lies deeper is left out")
    return Parsed(root, tuple(warnings))


def local(node: Any) -> str:
    """An element's name without its namespace, in lower case."""
    tag = node.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def text_of(node: Any) -> str:
    """All text inside an element, white space made single, no control characters."""
    return " ".join(_NOT_XML.sub("", "".join(node.itertext())).split())


def _told(wrong: str, line: int | None) -> str:
    return f"line {line or 1}: {wrong.strip()[:160]}"


def _mended(text: str, warnings: list[str]) -> str:
    """The text as UTF-8 XML without what is dangerous or no XML at all."""
    leading = _LEADING.match(text)
    if leading and leading[0].strip("\ufeff \t\r\n"):
        warnings.append("line 1: text before the first element is left out")
    text = _DECLARATION.sub("", _LEADING.sub("", text), count=1)
    text = _without_doctype(text, warnings)
    bad = _NOT_XML.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        warnings.append(f"line {line}: characters that XML does not allow are left out")
        text = _NOT_XML.sub("", text)
    text = _LONG_TAG.sub(lambda tag: _shortened(tag, warnings), text)
    text = _cut(text, warnings)
    if "&" not in text:
        return text
    return "".join(
        piece if is_raw else _AMPERSAND.sub(_entity, piece)
        for piece, is_raw in _raw_apart(text)
    )


def _without_doctype(text: str, warnings: list[str]) -> str:
    head = _DOCTYPE.search(text, 0, 4096)
    if head is None:
        return text
    end, inner = text.find(">", head.end()), text.find("[", head.end())
    if -1 < inner < end:
        end = text.find(">", text.find("]", inner))
    end = len(text) if end < 0 else end + 1
    declared = text[head.start() : end]
    if "<!ENTITY" in declared.upper():
        warnings.append("line 1: entities that the document declares are not read")
    # Line numbers of later warnings stay right.
    return text[: head.start()] + "\n" * declared.count("\n") + text[end:]


def _raw_apart(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, with whether each is CDATA or a comment: to be left alone."""
    at, following = 0, [text.find(opening) for opening, _ in _RAW]
    while any(start >= 0 for start in following):
        start = min(start for start in following if start >= 0)
        opening, closing = _RAW[following.index(start)]
        end = text.find(closing, start + len(opening))
        end = len(text) if end < 0 else end + len(closing)
        yield text[at:start], False
        yield text[start:end], True
        at = end
        following = [
            found if found < 0 or found >= at else text.find(mark, at)
            for found, (mark, _) in zip(following, _RAW, strict=True)
        ]
    yield text[at:], False


def _shortened(tag: re.Match[str], warnings: list[str]) -> str:
    wrong = f"a tag of {len(tag[0]):,} characters is left out"
    warnings.append(f"line {tag.string.count(chr(10), 0, tag.start()) + 1}: {wrong}")
    return ""


def _cut(text: str, warnings: list[str]) -> str:
    if text.count("<") <= MAX_TAGS:
        return text
    at = -1
    for _ in range(MAX_TAGS):
        at = text.find("<", at + 1)
    line = text.count("\n", 0, at) + 1
    warnings.append(f"line {line}: more than {MAX_TAGS:,} tags: the rest is left out")
    return text[:at]


def _entity(match: re.Match[str]) -> str:
    """A reference that XML knows; HTML's by its character; a bare "&" as itself."""
    name = match[1]
    if name is None:
        return "&amp;"
    if name in _OWN:
        return match[0]
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        letter = chr(number) if number <= 0x10FFFF else "\ufffd"
        return match[0] if not _NOT_XML.match(letter) else "\ufffd"
    known = html5.get(f"{name};")
    return known if known and known not in "<&" else f"&amp;{name};"


def _prune(root: Any) -> bool:
    """Cut off what lies too deep, so that nothing later recurses into it."""
    depth, cut = 0, []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            if depth == MAX_DEPTH and len(node):
                cut.append(node)
        else:
            depth -= 1
    for node in cut:
        del node[:]
    return bool(cut)
