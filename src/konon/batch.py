"""Many reports at once: reading in parallel, keeping, weaving.

Reading is spread over processes in shards. A shard whose worker dies is tried again,
then report by report, so that one text that kills a process costs only itself.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from konon.errors import ReportError
from konon.packs import Packs, load_packs
from konon.pipeline import read_report
from konon.read.page_kinds import REFUSED
from konon.read.pages import draft_of_raw
from konon.read.reports import (
    Draft,
    Input,
    Inputs,
    RawPage,
    Refused,
    make_report,
    report_id,
)
from konon.store.keep import (
    Filed,
    Store,
    accounts_of,
    add_reading,
    is_unwoven,
    keep_events,
    known_events,
    known_reports,
    sketches_of,
)
from konon.store.pages import given_with, keep_page
from konon.store.rows import iso
from konon.store.versions import Seen
from konon.weave.events import weave
from konon.weave.origins import agency_of, by_time, copies, signature_of

_LOG = logging.getLogger(__name__)
SHARD = 16
_SHARD_BYTES = 4 << 20
_MOST_TOLD = 1000
_PATIENCE = 240.0
"""Seconds that one lot may take to read; a lot takes one or two."""
_FEW = 24
"""Fewer drafts than this are read in this process: starting others takes longer."""


KeepRaw = Literal["all", "pages", "none"]
"""Which bytes are kept: of all pages, of all but those of archives, of none."""


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` did."""

    read: int
    new: int
    refused: tuple[ReportError, ...]
    """The first thousand of them."""
    passed: int = 0
    """Pages of archives that are no report: passed over."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One input and what became of it."""

    given: Input
    error: ReportError | None
    report_id: str = ""
    is_new: bool = False


Noted = Callable[[Connection, Sequence[Taken]], None]
"""Called with each lot in the transaction that keeps it."""


def file_draft(draft: Draft | RawPage, packs: Packs) -> Filed | Refused:
    """A draft or page read, with what weaving needs; refused where it is no report."""
    try:
        if isinstance(draft, RawPage):
            draft = draft_of_raw(draft, packs)
            if draft.kind in REFUSED:
                raise ReportError(draft.where, REFUSED[draft.kind], "leave it out")
        reading = read_report(make_report(draft, packs), packs)
    except ReportError as error:
        return Refused(error)
    agency, signature = agency_of(reading, packs), signature_of(reading)
    return Filed(reading, agency, signature, draft.modified)


def read_paired(
    inputs: Inputs, packs: Packs, workers: int = 1, *, is_apart: bool = False
) -> Iterator[tuple[Input, Filed | Refused]]:
    """Inputs, each with what it was read as, in order."""
    given: deque[Input] = deque()

    def noted() -> Inputs:
        for item in inputs:
            given.append(item)
            yield item

    for filed in read_many(noted(), packs, workers, is_apart=is_apart):
        yield given.popleft(), filed


def read_many(
    drafts: Inputs, packs: Packs, workers: int = 1, *, is_apart: bool = False
) -> Iterator[Filed | Refused]:
    """Inputs read in order, in `workers` processes where they are many.

    `is_apart` reads in other processes however few they are: what the web sent can
    then neither end this process nor hold it up.
    """
    first = list(islice(drafts, _FEW + 1))
    if not is_apart and (workers < 2 or len(first) <= _FEW):
        for item in _chained(first, drafts):
            yield item if isinstance(item, Refused) else file_draft(item, packs)
        return
    yield from _spread(_chained(first, drafts), Path(packs.source), workers)


def add_drafts(
    store: Store,
    drafts: Inputs,
    packs: Packs,
    *,
    workers: int = 1,
    told: Callable[[int], None] = lambda count: None,
    now: datetime | None = None,
    keep_raw: KeepRaw = "none",
    noted: Noted = lambda *_: None,
) -> Added:
    """Read inputs, keep what is new, weave all events anew where anything is.

    `told` is called with the number of inputs done so far. What is kept already is not
    read again; what was kept without being woven is woven.
    """
    now = now or datetime.now(UTC)
    pairs = read_paired(_unknown(store, drafts), packs, workers)
    added = keep_inputs(store, pairs, now, keep_raw, told=told, noted=noted)
    weave_new(store, now)
    return added


def keep_inputs(
    store: Store,
    pairs: Iterable[tuple[Input, Filed | Refused]],
    now: datetime,
    keep_raw: KeepRaw,
    *,
    told: Callable[[int], None] = lambda count: None,
    noted: Noted = lambda *_: None,
) -> Added:
    """Keep what inputs were read as, lot by lot; nothing is woven.

    `noted` is called with each lot in the transaction that keeps it.
    """
    read, new, passed = 0, 0, 0
    refused: list[ReportError] = []
    waiting: list[tuple[Input, Filed | Refused]] = []
    for given, item in pairs:
        read += 1
        waiting.append((given, item))
        if isinstance(item, Refused):
            if isinstance(given, RawPage) and given.offset >= 0:
                passed += 1
            elif len(refused) < _MOST_TOLD:
                refused.append(item.error)
        if len(waiting) >= SHARD * 4:
            new += _keep(store, waiting, now, keep_raw, noted)
            waiting = []
        told(read)
    new += _keep(store, waiting, now, keep_raw, noted) if waiting else 0
    return Added(read, new, tuple(refused), passed)


def weave_new(store: Store, now: datetime) -> None:
    """Weave all events anew where reports came in since they were last woven."""
    if is_unwoven(store):
        reweave(store, now)


def _keep(
    store: Store,
    lot: Sequence[tuple[Input, Filed | Refused]],
    now: datetime,
    keep_raw: KeepRaw,
    noted: Noted,
) -> int:
    """How many of a lot were new; all of it is kept in one transaction."""
    at, taken = iso(now), []
    with store.writing() as connection:
        for given, item in lot:
            if isinstance(item, Refused):
                taken.append(Taken(given, item.error))
                continue
            seen = Seen("", at)
            if isinstance(given, RawPage):
                keeps = keep_raw == "all" or (keep_raw == "pages" and given.offset < 0)
                seal = keep_page(connection, given.data) if keeps else ""
                seen = Seen(given.url, at, seal, given_with(given) if seal else ())
            report_id, is_new = add_reading(connection, item, seen)
            taken.append(Taken(given, None, report_id, is_new))
        noted(connection, taken)
    return sum(one.is_new for one in taken)


def reweave(store: Store, now: datetime) -> int:
    """Weave all that is kept into events; how many there are.

    Reading, weaving and writing are one transaction: two processes cannot mix.
    """
    with store.writing() as connection:
        sketches = {sketch.id: sketch for sketch in sketches_of(connection)}
        repeats = copies(
            {key: sketch.signature for key, sketch in sketches.items()},
            by_time([(key, sketch.stamp) for key, sketch in sketches.items()]),
        )
        origins = {key: sketches[first].teller for key, first in repeats.items()}
        accounts = accounts_of(connection, origins)
        events = weave(accounts, known_events(connection))
        keep_events(connection, events, now)
    return len(events)


def _unknown(store: Store, drafts: Inputs) -> Inputs:
    """The inputs without the drafts that are kept already."""
    known = known_reports(store)
    for item in drafts:
        is_known = isinstance(item, Draft) and (
            report_id(item.outlet, item.url, item.text) in known
        )
        if not is_known:
            yield item


def _chained(first: Iterable[Input], rest: Inputs) -> Inputs:
    yield from first
    yield from rest


def _read_shard(shard: Sequence[Input], source: str) -> list[Filed | Refused]:
    packs = load_packs(Path(source))
    return [
        item if isinstance(item, Refused) else file_draft(item, packs) for item in shard
    ]


def _spread(drafts: Inputs, source: Path, workers: int) -> Iterator[Filed | Refused]:
    shards = _shards(drafts)
    # mp.Pool hangs for ever when a worker is killed; the executor tells.
    pool = _pool(workers)
    running: list[tuple[list[Input], Future[list[Filed | Refused]]]] = []
    try:
        for shard in islice(shards, workers * 3):
            running.append((shard, pool.submit(_read_shard, shard, str(source))))
        while running:
            shard, future = running.pop(0)
            try:
                yield from future.result(timeout=_PATIENCE)
            except (BrokenProcessPool, TimeoutError):
                _LOG.warning("a reading process died or hung; trying its reports again")
                _kill(pool)
                pool = _pool(workers)
                yield from _one_by_one(shard, str(source))
                running = [
                    (other, pool.submit(_read_shard, other, str(source)))
                    for other, _ in running
                ]
            following = next(shards, None)
            if following:
                future = pool.submit(_read_shard, following, str(source))
                running.append((following, future))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _shards(inputs: Inputs) -> Iterator[list[Input]]:
    """Inputs in lots: few enough to wait for, and of a size that fits the memory."""
    shard: list[Input] = []
    size = 0
    for item in inputs:
        shard.append(item)
        size += len(item.data) if isinstance(item, RawPage) else 0
        if len(shard) == SHARD or size > _SHARD_BYTES:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def _one_by_one(shard: Sequence[Input], source: str) -> Iterator[Filed | Refused]:
    """Each report of a shard in a process of its own; what kills it is refused."""
    for item in shard:
        with _pool(1) as pool:
            where = "report" if isinstance(item, Refused) else item.where
            reading = pool.submit(_read_shard, [item], source)
            try:
                yield from reading.result(timeout=_PATIENCE / 4)
            except BrokenProcessPool:
                wrong = "reading it ended the process"
                yield Refused(ReportError(where, wrong, "leave it out and report it"))
            except TimeoutError:
                _kill(pool)
                wrong = f"not read within {_PATIENCE / 4:g} seconds"
                yield Refused(ReportError(where, wrong, "leave it out and report it"))


def _kill(pool: ProcessPoolExecutor) -> None:
    """End a pool with all its processes, whatever they are doing."""
    # There is no public way before Python 3.14 (kill_workers).
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
