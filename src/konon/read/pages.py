"""HTML -> draft: headline, byline, outlet, publication time and text of a page.

What the page says of itself comes from `page_facts`, when it came out from
`page_dates`, what kind of page it is from `page_kinds`, its text from `page_text`.
"""

import re
from dataclasses import replace
from html import unescape
from typing import Any

from resiliparse.extract.html2text import extract_plain_text

from konon.errors import ReportError
from konon.packs import Packs
from konon.read.addresses import outlet_of
from konon.read.encoding import decoded
from konon.read.markup import MAX_TAGS, tree_of_html
from konon.read.page_dates import times_of_page
from konon.read.page_facts import PageFacts, facts_of_page
from konon.read.page_kinds import kind_by_text, kind_of_page, linked_headings
from konon.read.page_text import running_text
from konon.read.reports import Draft, RawPage
from konon.read.words import bare_words

# No tree can hold them, and readability trips over them.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
    # The same as references: text that was pasted into a form often has them.
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|127)|[xX]0*(?:[0-8bceBCEfF]|1[\da-fA-F]|7[fF]))"
    r"(?![\da-fA-F]);?"
)
MAX_PAGE = 6_000_000
_FEWEST_OF_TEXT = 12
"""Words: the shortest flash of a wire has more; menus and notices have fewer."""
_SAME_HEADLINE, _FEWEST_WORDS = 0.4, 3
"""So much of two headlines must agree for them to be of one report, both so long."""


def draft_of_page(
    html: str, where: str, packs: Packs, key: str = "", url: str = ""
) -> Draft:
    """What a page gives of one report; the text is empty where it has none."""
    tree = tree_of_html(html)
    if tree is None:
        return Draft(where, "", key=key)
    facts = facts_of_page(tree)
    canonical = _canonical(facts, tree)
    place = canonical or url
    times = times_of_page(tree, facts, html, place, packs)
    kind = kind_of_page(tree, facts, place, packs)
    title = _title(facts, tree)
    own = facts.article.get("articleBody")
    linked = linked_headings(tree)
    # Last: it cuts off what is no report.
    text = running_text(html, tree, own if isinstance(own, str) else "", packs)
    return Draft(
        where=where,
        text=text,
        key=key,
        url=canonical,
        outlet=_outlet(facts, canonical),
        published=times.published,
        found=times.found,
        # The page's own "lang" is often a template's: the text tells better.
        title=title,
        modified=times.modified,
        byline=_byline(facts),
        kind=kind_by_text(kind, tree, facts, text, linked, packs),
    )


def draft_of_raw(raw: RawPage, packs: Packs) -> Draft:
    """What the bytes of a page give of one report, filled in with what stood beside.

    Raises:
        ReportError: it is no page of one report.
    """
    html = _CONTROL.sub(" ", decoded(raw.data, raw.where, raw.charset))
    wrong = gate(html) or (raw.offset >= 0 and gate_by_text(html))
    if wrong:
        raise ReportError(raw.where, wrong, "leave it out")
    draft = draft_of_page(html, raw.where, packs, raw.key, raw.url)
    if len(draft.text.split()) < _FEWEST_OF_TEXT:
        raise ReportError(raw.where, "a page without running text", "leave it out")
    return replace(
        draft,
        url=draft.url or raw.url,
        outlet=draft.outlet or raw.outlet or outlet_of(raw.url),
        title=draft.title or raw.title,
        published=draft.published or raw.published,
        found=draft.found if draft.published else raw.found,
    )


def gate(html: str) -> str:
    """Why a page need not be read, told by a look at it; empty where it must be."""
    if len(html) > MAX_PAGE:
        return f"{len(html):,} characters are no page of one report"
    if html.count("<") > MAX_TAGS:
        return f"more than {MAX_TAGS:,} tags are no page of one report"
    return ""


def gate_by_text(html: str) -> str:
    """Why a page of an archive need not be read: a quick look finds no text.

    Most pages of a crawl are no reports, and a reading costs twenty times as much.
    """
    words = extract_plain_text(html, main_content=True).split()
    return "a page without running text" if len(words) < _FEWEST_OF_TEXT else ""


def _title(facts: PageFacts, tree: Any) -> str:
    """The headline as the page shows it; else as it tells search engines.

    What a page tells them is often another headline, shorter or with names put first.
    """
    told = facts.article.get("headline") or facts.meta("og:title")[0]
    named = _plain(str(told))
    shown = [_plain(node.text_content()) for node in tree.iter("h1")]
    shown = [heading for heading in shown if heading]
    if not named:
        return shown[0] if shown else ""
    likeness, heading = max(
        ((_likeness(heading, named), heading) for heading in shown),
        key=lambda pair: pair[0],
        default=(0.0, ""),
    )
    return heading if likeness >= _SAME_HEADLINE else named


def _plain(text: str) -> str:
    """A headline without references of HTML, which linked data often holds."""
    return " ".join(unescape(text).split())


def _likeness(heading: str, named: str) -> float:
    """The share of the words of the shorter headline that the other has as well."""
    ours, theirs = (set(bare_words(text).split()) for text in (heading, named))
    if min(len(ours), len(theirs)) < _FEWEST_WORDS:
        return 0.0
    return len(ours & theirs) / min(len(ours), len(theirs))


def _byline(facts: PageFacts) -> str:
    """Who wrote it: names of persons, as linked data or a meta element gives them."""
    listed = facts.article.get("author")
    names = [
        author.get("name") if isinstance(author, dict) else author
        for author in (listed if isinstance(listed, list) else [listed])
    ]
    told = [" ".join(n.split()) for n in names if isinstance(n, str) and n.strip()]
    meta, _ = facts.meta("author", "article:author", "dable:author", "content_author")
    is_name = bool(meta) and "/" not in meta and len(meta) < 120
    return ", ".join(dict.fromkeys(told)) or (meta if is_name else "")


def _canonical(facts: PageFacts, tree: Any) -> str:
    links = tree.xpath("//link[@rel='canonical']/@href")
    return str(links[0]) if links else facts.meta("og:url")[0]


def _outlet(facts: PageFacts, canonical: str) -> str:
    publisher = facts.article.get("publisher")
    named = publisher.get("name") if isinstance(publisher, dict) else publisher
    return str(named or facts.meta("og:site_name")[0] or outlet_of(canonical))
