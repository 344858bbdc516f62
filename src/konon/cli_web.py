"""The commands that reach the web: `konon follow`, `fetch`, `watch`."""

import asyncio
import json
import signal
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from konon.errors import FetchError, UsageError
from konon.follow import Intake, Round, find_feed, take_new, utc_now
from konon.packs import load_packs
from konon.read.fetch import Fetcher
from konon.read.opml import Outline, opml_of, parse_opml
from konon.store.feeds import add_feeds, counts_of, find_feeds, next_due, remove_feed
from konon.store.keep import Store, open_store
from konon.terminal import (
    CONTACT,
    DB,
    DEFAULT_DB,
    JSON,
    KEEP_RAW,
    PACE,
    PRIVATE,
    SECONDS,
    WORKERS,
    complain,
    console,
    existing,
    fetcher_of,
    opened,
    policy_of,
    say,
    workers_of,
)
from konon.write.feeds import feed_as_json, feeds_as_table

web = typer.Typer()
_LONGEST_SLEEP = 60.0
"""Seconds after which `watch` looks again whether feeds were added."""


@web.command()
def follow(
    urls: Annotated[
        list[str] | None, typer.Argument(help="Feeds, or pages that name one.")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="Print the feeds and how each does.")
    ] = False,
    remove: Annotated[
        list[str] | None, typer.Option(help="A feed to follow no more.")
    ] = None,
    opml_in: Annotated[
        Path | None, typer.Option("--import", help="Follow all feeds of an OPML list.")
    ] = None,
    opml_out: Annotated[
        Path | None, typer.Option("--export", help="Write the feeds as an OPML list.")
    ] = None,
    as_json: JSON = False,
    allow_private: PRIVATE = None,
    contact: CONTACT = "",
    pace: PACE = 1.0,
    seconds: SECONDS = 30.0,
    db: DB = DEFAULT_DB,
) -> None:
    """Follow feeds: RSS, Atom, JSON Feed, news sitemaps; list and remove them."""
    if not (urls or listed or remove or opml_in or opml_out):
        raise UsageError("follow", "nothing to do", "give an address, or --list")
    problems = 0
    if urls or remove or opml_in:
        with open_store(db) as store:
            for url in remove or ():
                remove_feed(store, url)
                say(f"{url}: followed no more")
            if opml_in is not None:
                _import(store, opml_in)
            if urls:
                fetcher = fetcher_of(allow_private, contact, pace, seconds)
                problems = asyncio.run(_add(store, urls, fetcher))
    if listed or opml_out is not None:
        with opened(db) as store:
            _list(store, listed, opml_out, as_json)
    raise typer.Exit(1 if problems else 0)


@web.command()
def fetch(
    workers: WORKERS = 0,
    keep_raw: KEEP_RAW = "pages",
    allow_private: PRIVATE = None,
    contact: CONTACT = "",
    pace: PACE = 1.0,
    seconds: SECONDS = 30.0,
    db: DB = DEFAULT_DB,
) -> None:
    """Take what is new of all feeds once, keep it and weave it."""
    keeps = policy_of(keep_raw)
    fetcher = fetcher_of(allow_private, contact, pace, seconds)
    with existing(db) as store:
        intake = Intake(store, load_packs(), fetcher, workers_of(workers), keeps)
        done = asyncio.run(_once(intake))
        _tell(done, store)
        failing = [kept for kept in find_feeds(store) if kept.health == "failing"]
    for kept in failing:
        complain(FetchError(kept.url, "failing", kept.told))
    raise typer.Exit(1 if failing else 0)


@web.command()
def watch(
    workers: WORKERS = 0,
    keep_raw: KEEP_RAW = "pages",
    allow_private: PRIVATE = None,
    contact: CONTACT = "",
    pace: PACE = 1.0,
    seconds: SECONDS = 30.0,
    db: DB = DEFAULT_DB,
) -> None:
    """Keep taking what is new, each feed at its own pace, until interrupted."""
    keeps = policy_of(keep_raw)
    fetcher = fetcher_of(allow_private, contact, pace, seconds)
    with existing(db) as store:
        intake = Intake(store, load_packs(), fetcher, workers_of(workers), keeps)
        asyncio.run(_keep_on(intake))


async def _add(store: Store, urls: Sequence[str], fetcher: Fetcher) -> int:
    """How many addresses had no feed; the others are followed."""
    packs, problems = load_packs(), 0
    async with fetcher:
        for url in urls:
            try:
                address, found = await find_feed(url, packs, fetcher)
            except FetchError as error:
                complain(error)
                problems += 1
                continue
            is_new = add_feeds(store, [(address, found.title)], utc_now())
            told = "followed" if is_new else "followed already"
            say(f"{address}: {told} ({found.kind}, {found.title or 'without a title'})")
    return problems


async def _once(intake: Intake) -> Round:
    async with intake.fetcher:
        return await take_new(intake, all_of_them=True)


async def _keep_on(intake: Intake) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with intake.fetcher:
        while not stop.is_set():
            work = asyncio.ensure_future(take_new(intake))
            over = asyncio.ensure_future(stop.wait())
            await asyncio.wait({work, over}, return_when=asyncio.FIRST_COMPLETED)
            over.cancel()
            if not work.done():
                # What is under way is in the store: the next start takes it up.
                work.cancel()
                await asyncio.wait({work})
                break
            done = work.result()
            if done != Round():
                _tell(done, intake.store)
            await _sleep(stop, next_due(intake.store))


async def _sleep(stop: asyncio.Event, due: str) -> None:
    wait = timedelta(seconds=_LONGEST_SLEEP)
    if due:
        wait = min(wait, datetime.fromisoformat(due) - utc_now())
    try:
        await asyncio.wait_for(stop.wait(), max(1.0, wait.total_seconds()))
    except TimeoutError:
        return


def _tell(done: Round, store: Store) -> None:
    waiting = counts_of(store).get("waiting", 0)
    say(
        f"{done.feeds} feeds asked, {done.failed_feeds} failed; {done.told} reports "
        f"told of, {done.fetched} fetched, {done.new} new ones kept, "
        f"{done.refused} no reports; {waiting} to be tried again"
    )


def _import(store: Store, path: Path) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        wrong = error.strerror or "cannot be read"
        raise UsageError(str(path), wrong, "check the path") from error
    feeds = [(one.url, one.title) for one in parse_opml(data, str(path))]
    added = add_feeds(store, feeds, utc_now())
    say(f"{path}: {len(feeds)} feeds, {added} followed anew")


def _list(store: Store, listed: bool, opml_out: Path | None, as_json: bool) -> None:
    feeds = find_feeds(store)
    if opml_out is not None:
        data = opml_of(Outline(kept.address, kept.title) for kept in feeds)
        try:
            opml_out.write_bytes(data)
        except OSError as error:
            wrong = error.strerror or "cannot be written"
            raise UsageError(str(opml_out), wrong, "give another path") from error
    if listed and as_json:
        for kept in feeds:
            say(json.dumps(feed_as_json(kept), ensure_ascii=False))
    elif listed:
        console().print(feeds_as_table(feeds, utc_now()))
