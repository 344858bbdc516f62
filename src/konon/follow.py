"""Feeds that are followed -> reports that are kept, in rounds that nothing can stop.

A round: visit the feeds that are due, fetch the reports that they told of, read them,
weave. Each step ends in a transaction, so that a round that is killed is taken up where
it was. What fails costs only itself, and is tried again later.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection

from konon.batch import KeepRaw, Taken, keep_inputs, weave_new
from konon.errors import FetchError, ReportError
from konon.packs import Packs
from konon.parallel import read_paired
from konon.read.encoding import decoded
from konon.read.feeds import MAX_BYTES, Feed, feeds_of_page, parse_feed
from konon.read.fetch import NOT_MODIFIED, Fetched, Fetcher
from konon.read.reports import Inputs, RawPage
from konon.read.unpacking import unpacked
from konon.store.feeds import (
    KeptFeed,
    KeptItem,
    due_feeds,
    forget_old_fetches,
    items_in,
    keep_failure,
    keep_fetched,
    keep_missed,
    keep_unchanged,
    keep_visit,
    settle_item,
)
from konon.store.keep import Store
from konon.store.pages import drop_page, keep_page, page_of

_LOG = logging.getLogger(__name__)
_LOT = 128
"""So many reports are fetched before they are read: what waits takes little room."""
_SITEMAPS = 8
"""So many sitemaps of an index are visited, the ones named for news first."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of fetching did."""

    feeds: int = 0
    failed_feeds: int = 0
    told: int = 0
    """New reports that feeds told of."""
    fetched: int = 0
    missed: int = 0
    """Reports that could not be had this time."""
    new: int = 0
    """New reports and versions that are kept."""
    refused: int = 0
    """Pages that were no report."""

    def __add__(self, other: "Round") -> "Round":
        return Round(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


@dataclass(frozen=True, slots=True)
class Intake:
    """What a round works with."""

    store: Store
    packs: Packs
    fetcher: Fetcher
    workers: int = 1
    keep_raw: KeepRaw = "pages"
    clock: Clock = utc_now


async def find_feed(url: str, packs: Packs, fetcher: Fetcher) -> tuple[str, Feed]:
    """The feed at an address, or the one that the page there names.

    Raises:
        FetchError: there is none.
    """
    answer = await fetcher.get(url)
    try:
        return answer.url if answer.moved else url, _parsed(answer, packs)
    except FetchError:
        page = _text_of(answer)
    named = feeds_of_page(page, answer.url)
    if not named:
        rules = await fetcher.robots(answer.url)
        named = tuple(_for_news(rules.sitemaps()))[:2]
    for address in named:
        try:
            return address, _parsed(await fetcher.get(address), packs)
        except FetchError as error:
            _LOG.info("%s", error)
    wrong = "no feed there, and none that the page names"
    raise FetchError(url, wrong, "give the address of a feed", is_lasting=True)


async def take_new(intake: Intake, *, all_of_them: bool = False) -> Round:
    """One round: everything new of the feeds that are due, kept and woven."""
    store, clock = intake.store, intake.clock
    forget_old_fetches(store, clock())
    feeds = due_feeds(store, clock(), all_of_them=all_of_them)
    done = await _together((_visit(intake, kept) for kept in feeds), intake)
    done += _read(intake)
    while lot := _lot(items_in(store, "waiting", clock())):
        done += await _together((_fetch(intake, one) for one in lot), intake)
        done += _read(intake)
    # Once for all lots: weaving goes over everything that is kept.
    weave_new(store, clock())
    return done


async def _visit(intake: Intake, kept: KeptFeed) -> Round:
    store, clock = intake.store, intake.clock
    try:
        answer = await intake.fetcher.get(
            kept.address, etag=kept.etag, modified=kept.modified
        )
        found = None
        if answer.status != NOT_MODIFIED:
            found = await _whole(intake, _parsed(answer, intake.packs))
    except Exception as error:
        # Nothing that one feed holds may stop the others; it is told, not lost.
        if not isinstance(error, FetchError):
            _LOG.exception("%s", kept.url)
            wrong = f"reading it failed ({type(error).__name__})"
            error = FetchError(kept.url, wrong, "report it")
        keep_failure(store, kept, error, clock())
        return Round(feeds=1, failed_feeds=1)
    return Round(feeds=1, told=keep_visit(store, kept, answer, found, clock()))


async def _whole(intake: Intake, found: Feed) -> Feed:
    """A feed; of an index of sitemaps, what those for news tell of."""
    if found.kind != "sitemap index":
        return found
    for address in list(_for_news(found.more))[:_SITEMAPS]:
        try:
            inner = _parsed(await intake.fetcher.get(address), intake.packs)
        except FetchError as error:
            found = replace(found, warnings=(*found.warnings, str(error)))
            continue
        title = found.title or inner.title
        found = replace(found, title=title, items=(*found.items, *inner.items))
    return found


def _for_news(addresses: Iterable[str]) -> Iterable[str]:
    """Sitemaps named for news; all of them where none is."""
    listed = list(addresses)
    named = [address for address in listed if "news" in address.lower()]
    return named or listed


def _parsed(answer: Fetched, packs: Packs) -> Feed:
    data = unpacked(answer.body, answer.url, MAX_BYTES)
    return parse_feed(data, answer.url, packs, answer.charset)


def _text_of(answer: Fetched) -> str:
    try:
        return decoded(answer.body, answer.url, answer.charset)
    except ReportError:
        return ""


def _lot(items: Sequence[KeptItem]) -> list[KeptItem]:
    """The next reports to fetch, the hosts taking turns."""
    hosts: dict[str, deque[KeptItem]] = {}
    for one in items:
        hosts.setdefault(urlsplit(one.url).netloc, deque()).append(one)
    lot: list[KeptItem] = []
    while hosts and len(lot) < _LOT:
        for host in list(hosts):
            lot.append(hosts[host].popleft())
            if not hosts[host]:
                del hosts[host]
    return lot[:_LOT]


async def _fetch(intake: Intake, one: KeptItem) -> Round:
    try:
        answer = await intake.fetcher.get(one.url, etag=one.etag)
    except FetchError as error:
        keep_missed(intake.store, one, error, intake.clock())
        return Round(missed=1)
    if one.etag and answer.status == NOT_MODIFIED:
        keep_unchanged(intake.store, one, answer, intake.clock())
        return Round()
    with intake.store.writing() as connection:
        seal = keep_page(connection, answer.body)
        keep_fetched(connection, one, answer, seal, intake.clock())
    return Round(fetched=1)


async def _together(jobs: Iterable[Awaitable[Round]], intake: Intake) -> Round:
    """What some jobs give in all.

    Not many more of them run at once than the fetcher has room for.
    """
    room = asyncio.Semaphore(intake.fetcher.limits.at_once * 4)

    async def one(job: Awaitable[Round]) -> Round:
        async with room:
            return await job

    return sum(await asyncio.gather(*(one(job) for job in jobs)), Round())


def _read(intake: Intake) -> Round:
    """Read all pages that are fetched, and keep what is a report."""
    items = items_in(intake.store, "fetched", intake.clock())
    if not items:
        return Round()
    by_address = {one.address: one for one in items}

    def settle(connection: Connection, lot: Sequence[Taken]) -> None:
        for taken in lot:
            if isinstance(taken.given, RawPage):
                one = by_address[taken.given.key]
                told = str(taken.error) if taken.error else ""
                settle_item(connection, one.address, told, taken.report_id)
                if intake.keep_raw == "none":
                    drop_page(connection, one.page)

    pages = _pages(intake.store, items)
    pairs = read_paired(pages, intake.packs, intake.workers, is_apart=True)
    added = keep_inputs(
        intake.store, pairs, intake.clock(), intake.keep_raw, noted=settle
    )
    return Round(new=added.new, refused=len(added.refused))


def _pages(store: Store, items: Sequence[KeptItem]) -> Inputs:
    for one in items:
        with store.reading() as connection:
            data = page_of(connection, one.page)
        yield RawPage(
            where=one.url,
            data=data or b"",
            key=one.address,
            url=one.url,
            outlet=one.outlet,
            published=one.published,
            found="the feed" if one.published else "",
            title=one.title,
            charset=one.charset,
        )
