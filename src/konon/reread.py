"""Reports that are kept -> the same reports, read by the reader of today.

A page of which the bytes are kept is read from them, so that a better reader of pages
mends the past as well; other reports are read from their text. A text that comes out
otherwise takes the place of the old one, as its newer version: what was shown before
can still be seen.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from konon.batch import reweave
from konon.errors import ReportError
from konon.model import Filed, Published
from konon.packs import Packs
from konon.parallel import read_paired
from konon.read.reports import Draft, Inputs, RawPage, Refused
from konon.read.stamps import written
from konon.store.find import get_report
from konon.store.keep import Store, add_reading, replace_reading, set_unwoven
from konon.store.pages import given_with, kept_pages, page_hash
from konon.store.rows import iso
from konon.store.versions import Seen, newest_ids

_LOT = 64


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading again did."""

    read: int
    changed: int
    """Reports of which something is read otherwise."""
    texts: int
    """Of these, those whose text itself comes out otherwise."""
    refused: tuple[ReportError, ...]


def reread_all(
    store: Store,
    packs: Packs,
    *,
    workers: int = 1,
    told: Callable[[int], None] = lambda count: None,
    now: datetime | None = None,
) -> Reread:
    """Read all newest versions of reports again, and weave them.

    What cannot be read any more is kept as it is, and told.
    """
    now = now or datetime.now(UTC)
    ids: list[str] = []
    read, changed, texts = 0, 0, 0
    refused: list[ReportError] = []
    lot: list[tuple[str, RawPage | Draft, Filed]] = []
    for given, item in read_paired(_inputs(store, ids), packs, workers):
        report_id = ids[read]
        read += 1
        if isinstance(item, Refused):
            refused.append(item.error)
        elif not isinstance(given, Refused):
            lot.append((report_id, given, item))
        if len(lot) >= _LOT:
            some, other = _keep(store, lot, now)
            changed, texts, lot = changed + some, texts + other, []
        told(read)
    some, other = _keep(store, lot, now)
    reweave(store, now)
    return Reread(read, changed + some, texts + other, tuple(refused))


def _inputs(store: Store, ids: list[str]) -> Inputs:
    """The kept reports as inputs, in order; their ids are noted as they pass."""
    raw = kept_pages(store)
    page = next(raw, None)
    with store.reading() as connection:
        newest = newest_ids(connection)
    for report_id in newest:
        while page is not None and page.report_id < report_id:
            page = next(raw, None)
        ids.append(report_id)
        if page is not None and page.report_id == report_id:
            yield page.raw
        else:
            yield _draft_of(store, report_id)


def _draft_of(store: Store, report_id: str) -> Draft:
    report = get_report(store, report_id).report
    published = report.published
    stamp, found = "", "given"
    if isinstance(published, Published):
        stamp, found = written(published), published.found
    return Draft(
        where=report.url or report.key or report_id,
        text=report.text,
        key=report.key,
        url=report.url,
        outlet=report.outlet,
        published=stamp,
        found=found,
        lang=report.lang,
        title=report.title,
    )


def _keep(
    store: Store, lot: list[tuple[str, RawPage | Draft, Filed]], now: datetime
) -> tuple[int, int]:
    """How many of a lot are read otherwise, and how many have another text."""
    changed, texts = 0, 0
    at = iso(now)
    with store.writing() as connection:
        for report_id, given, filed in lot:
            if filed.reading.report.id == report_id:
                changed += replace_reading(connection, filed)
                continue
            seen = Seen("", at)
            if isinstance(given, RawPage):
                seal = page_hash(given.data)
                seen = Seen(given.url, at, seal, given_with(given))
            _, is_new = add_reading(
                connection, replace(filed, replaces=report_id), seen
            )
            changed, texts = changed + is_new, texts + is_new
        if changed:
            set_unwoven(connection)
    return changed, texts
