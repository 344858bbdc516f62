"""Pages of the web, scored line by line: which visible lines konon reads as the report.

The gold, `pages.jsonl`, holds no word of any page: for each, the numbers of its visible
lines that are headline, lead, body, captions, marked by readers of those lines, and a
seal of the page. Lines are made here, in the plainest way, from the page itself, so
that no reader of pages has a part in its own gold.

Texts are compared as in the article extraction benchmark of Scrapinghub: bags of runs
of four words; precision and recall of each page, averaged; F1 of the two averages.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from konon.model import Published
from konon.packs import load_packs
from konon.read.page_kinds import REFUSED
from konon.read.reports import RawPage, Refused
from konon.read.stamps import written
from konon.read.words import bare_words
from konon.write.page import page_as_body, page_read

GOLD = Path(__file__).parent / "pages.jsonl"
RUN, LEAD_RUN, LEAD_SHARE = 4, 3, 0.8
SILENT = {
    *("script", "style", "noscript", "template", "head", "svg", "title", "iframe"),
    *("select", "option", "button"),
}
BREAKS = {
    *("p", "div", "li", "tr", "td", "th", "table", "ul", "ol", "br", "hr", "section"),
    *("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "article", "header", "footer"),
    *("figure", "figcaption", "caption", "aside", "nav", "main", "dl", "dt", "dd"),
    *("pre", "form", "center", "body", "html"),
}
BESIDE = ("headline", "byline", "time", "caption", "quote_box")
"""Lines that a reading may hold or leave: they count neither way."""


@dataclass(frozen=True)
class Outcome:
    """What came of one page; shares are None where the page has no such thing."""

    language: str
    is_report: bool
    is_refused: bool
    ours: tuple[float, float] | None = None
    theirs: tuple[float, float] | None = None
    lead: bool | None = None
    their_lead: bool | None = None
    headline: bool | None = None
    day: bool | None = None


def visible_lines(raw: bytes) -> list[str]:
    """The visible lines of a page, in the order of its markup."""
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True
    )
    source = raw.decode("utf-8", "replace").encode()
    tree = lxml_html.document_fromstring(source, parser=parser)
    pieces: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        is_start = event == "start"
        silent += (node.tag in SILENT) * (1 if is_start else -1)
        if node.tag in BREAKS:
            pieces.append("\n")
        text = node.text if is_start else node.tail
        if text and not silent:
            pieces.append(text.replace("\n", " ").replace("\r", " "))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]


def score_pages(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Scores of the pages of each language that are there and unchanged."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    jobs = [(folder / row["page"], row) for row in rows]
    with ProcessPoolExecutor(2) as pool:
        found = [one for one in pool.map(outcome_of, jobs) if one is not None]
    for language in sorted({one.language for one in found}):
        yield language, table_of([one for one in found if one.language == language])


def table_of(found: list[Outcome]) -> dict[str, Any]:
    """Figures over some pages."""
    reports = [one for one in found if one.is_report]
    others = [one for one in found if not one.is_report]
    return {
        "pages": len(found),
        "body": mean_f1(one.ours for one in reports),
        "body, trafilatura alone": mean_f1(one.theirs for one in reports),
        "lead": share(one.lead for one in reports),
        "lead, trafilatura alone": share(one.their_lead for one in reports),
        "headline": share(one.headline for one in reports),
        "day": share(one.day for one in found),
        "reports read": share(not one.is_refused for one in reports),
        "others refused": share(one.is_refused for one in others),
    }


def mean_f1(found: Iterable[tuple[float, float] | None]) -> list[float]:
    """Precision and recall averaged over pages, and the F1 of the averages."""
    pairs = [pair for pair in found if pair is not None]
    p = sum(pair[0] for pair in pairs) / max(1, len(pairs))
    r = sum(pair[1] for pair in pairs) / max(1, len(pairs))
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return [round(100 * share, 1) for share in (p, r, f1)]


def share(found: Iterable[bool | None]) -> float | str:
    """Per cent of those that are told; "-" where none is."""
    told = [one for one in found if one is not None]
    return round(100 * sum(told) / len(told), 1) if told else "-"


def outcome_of(job: tuple[Path, dict[str, Any]]) -> Outcome | None:
    """What came of one page; None where it is not there, or is another one."""
    path, gold = job
    if not path.is_file():
        return None
    raw = path.read_bytes()
    if sha256(raw).hexdigest()[:16] != gold["seal"]:
        return None
    html = gzip.decompress(raw) if path.suffix == ".gz" else raw
    lines = visible_lines(html)
    read = page_read(RawPage(path.name, html), load_packs())
    is_report = gold["kind"] == "report"
    if isinstance(read, Refused):
        nothing = (0.0, 0.0) if is_report else None
        lost = False if is_report else None
        return Outcome(gold["lang"], is_report, True, nothing, None, lost, None, lost)
    published = read.report.published
    day = written(published)[:10] if isinstance(published, Published) else ""
    return Outcome(
        gold["lang"],
        is_report,
        read.kind in REFUSED,
        compared(page_as_body(read), lines, gold),
        compared(their_text(html), lines, gold),
        holds_lead(page_as_body(read), lines, gold),
        holds_lead(their_text(html), lines, gold),
        any(
            bare_words(lines[n]) == bare_words(read.report.title)
            for n in gold["headline"]
        ),
        day == gold["day"] if gold["day"] else None,
    )


def their_text(html: bytes) -> str:
    """What trafilatura alone gives, as konon asks it."""
    return (
        trafilatura.extract(
            html, favor_precision=True, include_comments=False, include_tables=False
        )
        or ""
    )


def compared(text: str, lines: list[str], gold: dict[str, Any]) -> tuple[float, float]:
    """Precision and recall of a text against the body of the gold."""
    body = [lines[n] for n in numbers(gold["body"])]
    beside = [lines[n] for name in BESIDE for n in numbers(gold[name])]
    ours, wanted = runs([text], RUN), runs([" ".join(body)], RUN)
    ours -= runs(beside, RUN) - wanted
    right = (ours & wanted).total()
    p = right / ours.total() if ours else 0.0
    r = right / wanted.total() if wanted else 0.0
    return p, r


def holds_lead(text: str, lines: list[str], gold: dict[str, Any]) -> bool:
    """Whether a text holds the first paragraph of the gold."""
    lead = set(runs([lines[gold["lead"]]], LEAD_RUN))
    held = lead & set(runs([text], LEAD_RUN))
    return len(held) >= LEAD_SHARE * len(lead)


def runs(texts: Iterable[str], size: int) -> Counter[tuple[str, ...]]:
    """The bag of all runs of so many words."""
    bag: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        words = [w for w in (bare_words(word) for word in text.split()) if w]
        for at in range(max(1, len(words) - size + 1) if words else 0):
            bag[tuple(words[at : at + size])] += 1
    return bag


def numbers(ranges: Iterable[int | str]) -> list[int]:
    """Line numbers, from numbers and from ranges such as "12-18", ends included."""
    out: list[int] = []
    for item in ranges:
        first, _, last = str(item).partition("-")
        out += range(int(first), int(last or first) + 1)
    return out
