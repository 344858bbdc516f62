"""Many reports at once: reading in parallel, keeping, weaving.

Reading is spread over processes in shards. A shard whose worker dies is tried again,
then report by report, so that one text that kills a process costs only itself.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from konon.errors import ReportError
from konon.packs import Packs, load_packs
from konon.pipeline import read_report
from konon.read.reports import Draft, Drafts, Refused, make_report, report_id
from konon.store.keep import (
    Filed,
    Store,
    accounts_of,
    add_readings,
    is_unwoven,
    keep_events,
    known_events,
    known_reports,
    sketches_of,
)
from konon.weave.events import weave
from konon.weave.origins import agency_of, by_time, copies, signature_of

_LOG = logging.getLogger(__name__)
SHARD = 16
_FEW = 24
"""Fewer drafts than this are read in this process: starting others takes longer."""


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` did."""

    read: int
    new: int
    refused: tuple[ReportError, ...]


def file_draft(draft: Draft, packs: Packs) -> Filed | Refused:
    """A draft read, with what weaving needs; refused where it is no report."""
    try:
        reading = read_report(make_report(draft, packs), packs)
    except ReportError as error:
        return Refused(error)
    return Filed(reading, agency_of(reading, packs), signature_of(reading))


def read_many(
    drafts: Drafts, packs: Packs, workers: int = 1
) -> Iterator[Filed | Refused]:
    """Drafts read in order, in `workers` processes where they are many."""
    first = list(islice(drafts, _FEW + 1))
    if workers < 2 or len(first) <= _FEW:
        for item in _chained(first, drafts):
            yield item if isinstance(item, Refused) else file_draft(item, packs)
        return
    yield from _spread(_chained(first, drafts), Path(packs.source), workers)


def add_drafts(
    store: Store,
    drafts: Drafts,
    packs: Packs,
    *,
    workers: int = 1,
    told: Callable[[int], None] = lambda count: None,
    now: datetime | None = None,
) -> Added:
    """Read drafts, keep what is new, weave all events anew where anything is.

    `told` is called with the number of drafts done so far. What is kept already is
    not read again; what was kept without being woven is woven.
    """
    known = known_reports(store)
    read, new, refused = 0, 0, []
    waiting: list[Filed] = []
    for item in read_many(_unknown(drafts, known), packs, workers):
        read += 1
        if isinstance(item, Refused):
            refused.append(item.error)
        else:
            waiting.append(item)
        if len(waiting) >= SHARD * 4:
            new += add_readings(store, waiting)
            waiting = []
        told(read)
    new += add_readings(store, waiting) if waiting else 0
    if is_unwoven(store):
        reweave(store, now or datetime.now(UTC))
    return Added(read, new, tuple(refused))


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


def _unknown(drafts: Drafts, known: frozenset[str]) -> Drafts:
    for item in drafts:
        is_known = isinstance(item, Draft) and (
            report_id(item.outlet, item.url, item.text) in known
        )
        if not is_known:
            yield item


def _chained(first: Iterable[Draft | Refused], rest: Drafts) -> Drafts:
    yield from first
    yield from rest


def _read_shard(shard: Sequence[Draft | Refused], source: str) -> list[Filed | Refused]:
    packs = load_packs(Path(source))
    return [
        item if isinstance(item, Refused) else file_draft(item, packs) for item in shard
    ]


def _spread(drafts: Drafts, source: Path, workers: int) -> Iterator[Filed | Refused]:
    shards = iter(lambda: list(islice(drafts, SHARD)), [])
    # mp.Pool hangs for ever when a worker is killed; the executor tells.
    pool = _pool(workers)
    running: list[tuple[list[Draft | Refused], Future[list[Filed | Refused]]]] = []
    try:
        for shard in islice(shards, workers * 3):
            running.append((shard, pool.submit(_read_shard, shard, str(source))))
        while running:
            shard, future = running.pop(0)
            try:
                yield from future.result()
            except BrokenProcessPool:
                _LOG.warning("a reading process died; trying its reports again")
                pool.shutdown(wait=False, cancel_futures=True)
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


def _one_by_one(
    shard: Sequence[Draft | Refused], source: str
) -> Iterator[Filed | Refused]:
    """Each report of a shard in a process of its own; what kills it is refused."""
    for item in shard:
        with _pool(1) as pool:
            try:
                yield from pool.submit(_read_shard, [item], source).result()
            except BrokenProcessPool:
                where = item.where if isinstance(item, Draft) else "report"
                wrong = "reading it ended the process"
                yield Refused(ReportError(where, wrong, "leave it out and report it"))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
