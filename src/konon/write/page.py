"""A page as konon reads it -> text, JSON, its running text alone."""

from dataclasses import dataclass
from typing import Any

from konon.errors import ReportError
from konon.model import Block, Published, Report, Unresolved
from konon.packs import Packs
from konon.read.blocks import split_blocks
from konon.read.page_kinds import REFUSED
from konon.read.pages import draft_of_raw
from konon.read.reports import Input, RawPage, Refused, make_report
from konon.read.stamps import written

_BODY = {"headline", "dateline", "body"}


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page read: the report, its blocks, and what the page says beside it."""

    doc: str
    report: Report
    blocks: tuple[Block, ...]
    byline: str
    modified: str
    kind: str


def page_read(item: Input, packs: Packs) -> ReadPage | Refused:
    """An input with its blocks; refused where it is no report."""
    if isinstance(item, Refused):
        return item
    doc = item.key or item.where
    try:
        draft = draft_of_raw(item, packs) if isinstance(item, RawPage) else item
        report = make_report(draft, packs)
    except ReportError as error:
        return Refused(error)
    shared = packs.shared()
    pack = packs.langs.get(report.lang)
    blocks = split_blocks(report, (pack, shared) if pack else (shared,))
    return ReadPage(doc, report, blocks, draft.byline, draft.modified, draft.kind)


def page_as_json(page: ReadPage) -> dict[str, Any]:
    """One object: head, publication time and how it was found, blocks with rules."""
    report = page.report
    published = report.published
    return {
        "doc": page.doc,
        "url": report.url,
        "title": report.title,
        "outlet": report.outlet,
        "byline": page.byline or None,
        **_published(published),
        "modified": page.modified or None,
        "lang": report.lang,
        "kind": page.kind,
        "blocks": [
            {
                "kind": block.kind,
                "text": block.span.of(report.text),
                "rule": block.rule,
                "start": block.span.start,
                "end": block.span.end,
            }
            for block in page.blocks
        ],
    }


def _published(published: Published | Unresolved) -> dict[str, str | None]:
    if isinstance(published, Unresolved):
        when, found, precision = None, published.reason, None
    else:
        when, found = written(published), published.found
        precision = published.precision
    return {
        "published": when,
        "published_found": found,
        "published_precision": precision,
    }


def page_as_body(page: ReadPage) -> str:
    """The running text: a line for each paragraph of the body."""
    text = page.report.text
    lines: list[str] = []
    line = ""
    end = -1
    for block in page.blocks:
        if block.kind not in {"body", "dateline"}:
            continue
        piece = block.span.of(text)
        # What was cut out of the middle of a paragraph does not end it.
        if line and "\n" not in text[end : block.span.start]:
            line += " " + piece
        else:
            lines += [line] if line else []
            line = piece
        end = block.span.end
    return "\n".join([*lines, line] if line else lines)


def page_as_text(page: ReadPage) -> str:
    """The page for a reader: its head, then each block with its kind and rule."""
    report, published = page.report, page.report.published
    if isinstance(published, Published):
        when = f"{written(published)} ({published.found})"
    else:
        when = published.reason
    head = [
        report.title or "(no headline)",
        f"  {report.outlet or '(no outlet)'}, {when}",
        *([f"  by {page.byline}"] if page.byline else []),
        *([f"  changed {page.modified}"] if page.modified else []),
        *([f"  {report.url}"] if report.url else []),
        f"  language: {report.lang}",
        *([f"  {REFUSED[page.kind]}"] if page.kind in REFUSED else []),
        "",
    ]
    blocks = [
        f"{block.kind:10} {block.span.of(report.text)}"
        + (f"\n           [{block.rule}]" if block.kind != "body" else "")
        for block in page.blocks
    ]
    return "\n".join([*head, *blocks, ""])
