"""Drafts -> reports: what an input gave, completed and given its id."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from konon.errors import KononError, ReportError
from konon.model import Published, Report
from konon.packs import Packs
from konon.read.language import find_language
from konon.read.stamps import parse_published

MAX_TEXT = 1_000_000
"""A longer text is no report; it would only hold up the others."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an input gave of one report, before anything is made of it."""

    where: str
    text: str
    key: str = ""
    url: str = ""
    outlet: str = ""
    published: str = ""
    found: str = "given"
    lang: str = ""
    title: str = ""
    modified: str = ""
    """When the page says it was last changed; empty where it does not."""
    byline: str = ""
    """Who wrote it, as the page's own data says."""
    kind: str = "report"
    """What kind of page it is; only a report is read as one."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """The bytes of a page that is not read yet: reading costs more than getting it.

    What a feed or an archive says of it stands beside them, and fills in where the page
    itself says nothing.
    """

    where: str
    data: bytes
    key: str = ""
    url: str = ""
    outlet: str = ""
    published: str = ""
    found: str = ""
    title: str = ""
    charset: str = ""
    offset: int = -1
    """Where its record begins in an archive of everything; -1: from elsewhere.

    What is no report there is passed over: nobody said that it was one.
    """


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that is no report, with the error that says why."""

    error: ReportError


def refused(error: KononError) -> Refused:
    """An error of any kind as the reason why an input is no report."""
    return Refused(ReportError(error.where, error.wrong, error.remedy))


Input = Draft | RawPage | Refused
Drafts = Iterator[Draft | Refused]
Inputs = Iterator[Input]


def make_report(draft: Draft, packs: Packs) -> Report:
    """The report that a draft stands for. Its text is taken over to the letter.

    Raises:
        ReportError: there is no text, or far too much of it.
    """
    if not draft.text.strip():
        raise ReportError(draft.where, "no text", "leave it out")
    if len(draft.text) > MAX_TEXT:
        raise ReportError(
            draft.where,
            f"{len(draft.text):,} characters are no single report",
            f"split it; the limit is {MAX_TEXT:,}",
        )
    lang = draft.lang.split("-")[0].casefold()
    if lang not in packs.readable():
        found, guess = find_language(draft.text, draft.outlet, packs)
        lang = lang if lang and lang != found else found
        lang = found if guess in packs.readable() else lang
    published = parse_published(draft.published, draft.found, lang)
    return Report(
        id=report_id(draft.outlet, draft.url, draft.text),
        key=draft.key,
        url=draft.url,
        outlet=draft.outlet,
        published=published,
        lang=lang,
        title=draft.title,
        text=draft.text,
    )


def report_id(outlet: str, url: str, text: str) -> str:
    """Sixteen hexadecimal digits that outlet, address and text share with no other."""
    sealed = "\0".join((outlet, url, text)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(sealed).hexdigest()[:16]


def seal_of(outlet: str, text: str) -> str:
    """Sixteen hexadecimal digits that an outlet's text has wherever it stands."""
    return report_id(outlet, "", text)


def stamp_of(report: Report) -> str:
    """The publication time in UTC as ISO 8601, for sorting; empty where not known."""
    if isinstance(report.published, Published):
        return report.published.instant.astimezone(UTC).isoformat()
    return ""
