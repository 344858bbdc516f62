"""Many reports at once: keeping what was read of them, weaving."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection

from konon.errors import ReportError
from konon.model import Filed
from konon.packs import Packs
from konon.parallel import read_paired
from konon.read.reports import (
    Draft,
    Input,
    Inputs,
    RawPage,
    Refused,
    report_id,
)
from konon.store.keep import (
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
from konon.weave.origins import by_time, copies

_MOST_TOLD, _LOT = 1000, 64
"""Errors that are told; reports that are kept in one transaction."""
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
        if len(waiting) >= _LOT:
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
