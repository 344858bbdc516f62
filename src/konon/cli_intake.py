"""The commands that get reports in: `konon add`, `text`, `versions`, `reread`."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from sqlalchemy import Connection

from konon.batch import Added, Taken, add_drafts
from konon.inputs import (
    FORMAT,
    OUTLET,
    PUBLISHED,
    completed,
    fetched,
    format_of,
    inputs_on,
    is_url,
)
from konon.packs import load_packs
from konon.read.archives import Shelf
from konon.read.fetch import Fetcher
from konon.read.reports import Inputs, RawPage, Refused
from konon.reread import reread_all
from konon.store.find import count
from konon.store.keep import Store, open_store
from konon.store.progress import forget_progress, keep_progress, reached
from konon.store.versions import difference_of, versions_of
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
    existing,
    fetcher_of,
    opened,
    policy_of,
    say,
    workers_of,
)
from konon.write.page import page_as_body, page_as_json, page_as_text, page_read

intake = typer.Typer()
_PLACES = "Files, folders or addresses; - for standard input."


@intake.command()
def add(
    places: Annotated[list[str], typer.Argument(help=_PLACES)],
    db: DB = DEFAULT_DB,
    published: PUBLISHED = "",
    outlet: OUTLET = "",
    format_: FORMAT = "",
    keep_raw: KEEP_RAW = "pages",
    workers: WORKERS = 0,
    allow_private: PRIVATE = None,
    contact: CONTACT = "",
    pace: PACE = 1.0,
    seconds: SECONDS = 30.0,
) -> None:
    """Keep reports in a database and weave their claims into events."""
    policy, packs = policy_of(keep_raw), load_packs()
    fetcher = fetcher_of(allow_private, contact, pace, seconds)
    with open_store(db) as store, _bar() as told:
        long = _Long(store)
        shelf = Shelf(packs, format_of(format_), long.start)
        inputs = completed(_inputs(places, shelf, fetcher), published, outlet)
        added = add_drafts(
            store,
            inputs,
            packs,
            workers=workers_of(workers),
            told=told,
            keep_raw=policy,
            noted=long.noted,
        )
        long.finish()
        held = count(store)
    _report(added)
    say(
        f"{added.new} new reports; {db} holds {held.reports} reports, "
        f"{held.events} events"
    )
    raise typer.Exit(1 if added.refused else 0)


@intake.command()
def text(
    places: Annotated[list[str], typer.Argument(help=_PLACES)],
    as_json: JSON = False,
    body: Annotated[
        bool, typer.Option("--body", help="The running text alone.")
    ] = False,
    format_: FORMAT = "",
    allow_private: PRIVATE = None,
    contact: CONTACT = "",
    pace: PACE = 1.0,
    seconds: SECONDS = 30.0,
) -> None:
    """Print pages as konon reads them: head, publication time, blocks by kind."""
    packs = load_packs()
    fetcher = fetcher_of(allow_private, contact, pace, seconds)
    shelf = Shelf(packs, format_of(format_))
    refused = 0
    for item in _inputs(places, shelf, fetcher):
        found = page_read(item, packs)
        if isinstance(found, Refused):
            refused += 1
            complain(found.error)
        elif as_json:
            say(json.dumps(page_as_json(found), ensure_ascii=False))
        else:
            say(page_as_body(found) if body else page_as_text(found))
    raise typer.Exit(1 if refused else 0)


@intake.command()
def versions(
    report: Annotated[str, typer.Argument(help="A report's id or address.")],
    as_json: JSON = False,
    db: DB = DEFAULT_DB,
) -> None:
    """Print the versions of a report, and what changed from one to the next."""
    with opened(db) as store, store.reading() as connection:
        found = versions_of(connection, report)
    for number, version in enumerate(found):
        before = found[number - 1] if number else None
        is_next = before is not None and before.newer == version.id
        difference = difference_of(before, version) if before and is_next else ()
        if as_json:
            row = {
                "id": version.id,
                "url": version.url,
                "title": version.title,
                "published": version.stamp or None,
                "seen": version.seen or None,
                "newer": version.newer or None,
                "difference": list(difference),
            }
            say(json.dumps(row, ensure_ascii=False))
        else:
            when = version.stamp or "no publication time"
            say(f"{version.id}  {when}  {version.title}\n    {version.url}")
            say("\n".join(f"    {line}" for line in difference[2:]))


@intake.command()
def reread(
    workers: WORKERS = 0,
    db: DB = DEFAULT_DB,
) -> None:
    """Read all that is kept again, pages from their bytes, and weave it anew."""
    with existing(db) as store, _bar() as told:
        done = reread_all(store, load_packs(), workers=workers_of(workers), told=told)
        held = count(store)
    say(
        f"{done.read} reports read again, {done.changed} read otherwise, "
        f"{done.texts} of them with another text; {held.events} events"
    )
    for error in done.refused:
        complain(error)
    raise typer.Exit(1 if done.refused else 0)


class _Long:
    """How far archives are read: noted with each lot, forgotten at the end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._paths: dict[str, Path] = {}

    def start(self, path: Path) -> int:
        """Where to begin in an archive."""
        self._paths[str(path)] = path
        at = reached(self._store, path)
        if at:
            say(f"{path}: read up to byte {at:,} before; going on from there")
        return at

    def noted(self, connection: Connection, lot: Sequence[Taken]) -> None:
        """A lot is kept: so far the archives were read."""
        ends = {
            taken.given.where.rpartition(":")[0]: taken.given.offset
            for taken in lot
            if isinstance(taken.given, RawPage) and taken.given.offset >= 0
        }
        for name, offset in ends.items():
            if name in self._paths:
                keep_progress(connection, self._paths[name], offset)

    def finish(self) -> None:
        """All archives were read to their end."""
        for path in self._paths.values():
            forget_progress(self._store, path)


def _inputs(places: Sequence[str], shelf: Shelf, fetcher: Fetcher) -> Inputs:
    """What is at some places; addresses come last, fetched together."""
    paths = [Path(place) for place in places if not is_url(place)]
    yield from inputs_on(paths, shelf)
    yield from fetched([p for p in places if is_url(p)], fetcher, shelf)


def _report(added: Added) -> None:
    for error in added.refused:
        complain(error)
    if added.passed:
        say(f"{added.passed} pages of archives passed over: no reports")


@contextmanager
def _bar() -> Iterator[Callable[[int], None]]:
    """A bar; call what it gives with the number of reports that were read."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn())
    errors = Console(stderr=True)
    bar = Progress(*columns, TimeElapsedColumn(), console=errors, transient=True)
    with bar:
        task = bar.add_task("reading reports", total=None)
        yield lambda done: bar.update(task, description=f"{done:,} reports read")
