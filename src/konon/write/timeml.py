"""Times -> TimeML, and one line of JSON each.

`value` and `mod` follow TIMEX3; what says more than TIMEX3 can (EDTF, bounds, rule)
stands in the JSON alone.
"""

import copy
import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from konon.model import Bounds, Timex
from konon.read.timeml import Tagged

# XML 1.0 has no place for these; they become U+FFFD, which keeps every offset.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def times_as_json(times: Sequence[Timex], item: Tagged) -> list[dict[str, Any]]:
    """One object a time: `doc, start, end, type, value, mod, edtf, earliest, latest,
    rule, why, text`; places are code points of the text."""
    rows = []
    for timex in times:
        known = timex.bounds if isinstance(timex.bounds, Bounds) else None
        first, last = (known.earliest, known.latest) if known else (None, None)
        rows.append(
            {
                "doc": item.name,
                "start": timex.span.start,
                "end": timex.span.end,
                "type": timex.type,
                "value": timex.value,
                "mod": timex.mod or None,
                "edtf": known.edtf if known else None,
                "earliest": first.isoformat() if first else None,
                "latest": last.isoformat() if last else None,
                "rule": timex.rule,
                "why": timex.why or _reason(timex),
                "text": timex.span.of(item.text),
            }
        )
    return rows


def times_as_timeml(times: Sequence[Timex], item: Tagged, published: str) -> str:
    """The text as TimeML with its times tagged.

    A TimeML document keeps all that stands outside its `<TEXT>`; what was tagged inside
    gives way.
    """
    is_bare = item.tree is None
    root = _document(item.name, published) if is_bare else copy.deepcopy(item.tree)
    node = root if root.tag == "TEXT" else root.find(".//TEXT")
    tail = node.tail
    node.clear()
    node.tail = tail
    _fill(node, times, item.text)
    written = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _document(name: str, published: str) -> Any:
    root = etree.Element("TimeML")
    etree.SubElement(root, "DOCID").text = _sound(name)
    if published:
        made = etree.SubElement(etree.SubElement(root, "DCT"), "TIMEX3")
        made.set("tid", "t0")
        made.set("type", "DATE" if len(published) <= 10 else "TIME")
        made.set("value", published)
        made.set("functionInDocument", "CREATION_TIME")
        made.text = published
    etree.SubElement(root, "TEXT")
    return root


def _fill(node: Any, times: Sequence[Timex], text: str) -> None:
    at, last = 0, None
    for number, timex in enumerate(times, 1):
        before = _sound(text[at : timex.span.start])
        if last is None:
            node.text = before
        else:
            last.tail = before
        last = etree.SubElement(node, "TIMEX3")
        last.set("tid", f"t{number}")
        last.set("type", timex.type)
        last.set("value", timex.value)
        if timex.mod:
            last.set("mod", timex.mod)
        if timex.anchor is not None:
            last.set("anchorTimeID", "t0")
        last.text = _sound(timex.span.of(text))
        at = timex.span.end
    if last is None:
        node.text = _sound(text)
    else:
        last.tail = _sound(text[at:])


def _sound(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _reason(timex: Timex) -> str | None:
    return None if isinstance(timex.bounds, Bounds) else timex.bounds.reason
