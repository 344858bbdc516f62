"""Drafts and pages -> readings, in processes of their own where they are many.

Reading is spread over processes in shards. A shard whose worker dies is tried again,
then report by report, so that one text that kills a process costs only itself. What is
imported here every reading process holds: no database, no network.
"""

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from konon.errors import ReportError
from konon.model import Filed
from konon.packs import Packs, load_packs
from konon.pipeline import read_report
from konon.read.page_kinds import REFUSED
from konon.read.pages import draft_of_raw
from konon.read.reports import Draft, Input, Inputs, RawPage, Refused, make_report
from konon.weave.origins import agency_of, signature_of

_LOG = logging.getLogger(__name__)
_SHARD, _SHARD_BYTES = 16, 4 << 20
_PATIENCE = 240.0
"""Seconds that one lot may take to read; a lot takes one or two."""
_FEW = 24
"""Fewer drafts than this are read in this process: starting others takes longer."""


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
        if len(shard) == _SHARD or size > _SHARD_BYTES:
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
