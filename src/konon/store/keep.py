"""Opens the store, brings it up to date, and writes: reports first, then events.

A report and its accounts are written in one transaction, the woven events in another.
Killed between the two, the next run finds events that are not woven and weaves them.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import DatabaseError

from konon.errors import StoreError
from konon.model import Account, Event, Filed, Masthead, Reading
from konon.read.addresses import address_key
from konon.read.reports import seal_of, stamp_of
from konon.store.rows import ACCOUNTS, EVENTS, READINGS, StoredAccount
from konon.store.schema import account, event, report, setting
from konon.store.sqlite import open_engine
from konon.store.versions import (
    Seen,
    hand_on,
    keep_sighting,
    known_as,
    settle_versions,
    supersede,
)

_LOG = logging.getLogger(__name__)
_MIGRATIONS = Path(__file__).parent / "migrations"
READER = "2"
"""Version of the reading that is stored; raised when stored readings must be redone."""

_UNWOVEN, _CHUNK = "unwoven", 500
_ORDER = account.c.local_id


class Store:
    """A database of reports and events; close it, or use it in a `with` statement."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self.engine = engine

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes.

        Raises:
            StoreError: the file cannot be written.
        """
        try:
            engine = self.engine.execution_options(writes=True)
            with engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise _store_error(self.path, error) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            StoreError: the file cannot be read.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise _store_error(self.path, error) from error


def open_store(path: Path, *, read_only: bool = False) -> Store:
    """The store in a file, made and brought up to date where need be.

    Raises:
        StoreError: the file is no konon database, or cannot be opened.
    """
    if read_only and not path.exists():
        raise StoreError(str(path), "no such database", "make it with: konon add PATH")
    store = Store(path, open_engine(path, read_only=read_only))
    try:
        if not read_only:
            _migrate(store)
    except StoreError:
        store.close()
        raise
    return store


def add_readings(store: Store, filed: Iterable[Filed], at: str = "") -> int:
    """How many of some readings were new and are now kept; all in one transaction."""
    with store.writing() as connection:
        added = [add_reading(connection, item, Seen("", at)) for item in filed]
    return sum(is_new for _, is_new in added)


def add_reading(connection: Connection, filed: Filed, seen: Seen) -> tuple[str, bool]:
    """Id of the report that a reading is kept as, and whether it is a new one."""
    item = filed.reading.report
    seen = replace(seen, url=seen.url or item.url)
    known = known_as(connection, item)
    if not known:
        _add(connection, filed, seen.at)
        if filed.replaces:
            supersede(connection, filed.replaces, item.id)
        settle_versions(connection, item)
        set_unwoven(connection)
    keep_sighting(connection, known or item.id, seen)
    return known or item.id, not known


def replace_reading(connection: Connection, filed: Filed) -> bool:
    """Put a new reading of a kept report in place of the old; whether they differ.

    Its accounts stay with the events that those of the old reading belong to.
    """
    item = filed.reading.report
    before = connection.execute(
        select(report.c.body, report.c.agency, report.c.signature).where(
            report.c.id == item.id
        )
    ).one()
    columns = read_columns(filed)
    olds = connection.execute(
        select(account).where(account.c.report_id == item.id).order_by(_ORDER)
    ).all()
    connection.execute(update(report).where(report.c.id == item.id).values(**columns))
    connection.execute(delete(account).where(account.c.report_id == item.id))
    _add_accounts(connection, filed.reading)
    news = connection.execute(
        select(account).where(account.c.report_id == item.id).order_by(_ORDER)
    ).all()
    hand_on(
        connection, [(row, item.text) for row in olds], [(r, item.text) for r in news]
    )
    same_accounts = [row.body for row in olds] == [row.body for row in news]
    shown = (before.body, before.agency, before.signature)
    is_same = shown == (columns["body"], columns["agency"], columns["signature"])
    return not (is_same and same_accounts)


def set_unwoven(connection: Connection) -> None:
    """Note that what is kept must be woven anew."""
    _set(connection, _UNWOVEN, "yes")


def known_reports(store: Store) -> frozenset[str]:
    """Ids of all reports that are kept."""
    with store.reading() as connection:
        return frozenset(connection.scalars(select(report.c.id)))


def is_unwoven(store: Store) -> bool:
    """Whether reports came in since events were last woven."""
    with store.reading() as connection:
        value = connection.scalar(
            select(setting.c.value).where(setting.c.name == _UNWOVEN)
        )
    return value == "yes"


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a report to tell who copied whom."""

    id: str
    stamp: str
    signature: bytes
    teller: str
    """The agency that it credits, else its outlet."""


def sketches_of(connection: Connection) -> list[Sketch]:
    """The sketches of the newest versions of all reports."""
    rows = connection.execute(
        select(
            report.c.id,
            report.c.stamp,
            report.c.signature,
            report.c.agency,
            report.c.outlet,
        ).where(report.c.newer.is_(None))
    )
    return [
        Sketch(row.id, row.stamp, row.signature, row.agency or row.outlet)
        for row in rows
    ]


def accounts_of(connection: Connection, origins: Mapping[str, str]) -> list[Account]:
    """The accounts of all newest versions, each with its masthead and origin."""
    mastheads = {}
    columns = (report.c.id, report.c.key, report.c.url, report.c.outlet)
    rows = connection.execute(
        select(
            *columns, report.c.lang, report.c.title, report.c.agency, report.c.body
        ).where(report.c.newer.is_(None))
    )
    for row in rows:
        published = READINGS.validate_json(row.body).report.published
        copied = origins.get(row.id, "") or row.agency
        mastheads[row.id] = Masthead(
            row.id, row.key, row.url, row.outlet, published, row.lang, row.title, copied
        )
    out = []
    for told in connection.execute(select(account.c.report_id, account.c.body)):
        masthead = mastheads.get(told.report_id)
        if masthead is None:
            continue
        stored = ACCOUNTS.validate_json(told.body)
        out.append(Account(masthead, stored.event, stored.claims, stored.evidence))
    return out


def known_events(connection: Connection) -> dict[tuple[str, str], str]:
    """The event id that each account was woven into last time."""
    rows = connection.execute(
        select(account.c.report_id, account.c.local_id, account.c.event_id).where(
            account.c.event_id.is_not(None)
        )
    )
    return {(row.report_id, row.local_id): row.event_id for row in rows}


def keep_events(connection: Connection, events: Iterable[Event], now: datetime) -> None:
    """Write the woven events; one that changed gets the next sequence number."""
    before = {
        row.id: (row.sequence, row.fingerprint, row.changed)
        for row in connection.execute(
            select(event.c.id, event.c.sequence, event.c.fingerprint, event.c.changed)
        )
    }
    rows, members = [], []
    for item in events:
        seal = fingerprint(item)
        sequence, old, changed = before.pop(item.id, (-1, "", ""))
        is_changed = old != seal
        rows.append(
            {
                "id": item.id,
                "type": item.type,
                "status": item.status,
                "sequence": sequence + is_changed,
                "fingerprint": seal,
                "changed": now.astimezone(UTC).isoformat() if is_changed else changed,
                "body": EVENTS.dump_json(item).decode(),
            }
        )
        members += [(item.id, *key) for key in item.accounts]
    connection.execute(delete(event))
    for at in range(0, len(rows), _CHUNK):
        connection.execute(insert(event), rows[at : at + _CHUNK])
    for event_id, report_id, local_id in members:
        connection.execute(
            update(account)
            .where(account.c.report_id == report_id, account.c.local_id == local_id)
            .values(event_id=event_id)
        )
    _set(connection, _UNWOVEN, "no")


def fingerprint(item: Event) -> str:
    """A seal over what a calendar shows of an event: it changes when that changes."""
    shown = replace(item, held=(), differences=(), accounts=(), when_rule="")
    return hashlib.sha256(EVENTS.dump_json(shown)).hexdigest()


def _add(connection: Connection, filed: Filed, at: str) -> None:
    item = filed.reading.report
    connection.execute(
        insert(report).values(
            id=item.id,
            key=item.key,
            url=item.url,
            outlet=item.outlet,
            text=item.text,
            address=address_key(item.url),
            seal=seal_of(item.outlet, item.text),
            seen=at,
            **read_columns(filed),
        )
    )
    _add_accounts(connection, filed.reading)


def read_columns(filed: Filed) -> dict[str, Any]:
    """The columns of a report that a better reader may fill otherwise."""
    item = filed.reading.report
    slim = replace(filed.reading, report=replace(item, text=""), claims=(), events=())
    slim = replace(slim, mentions=(), entities=(), attributions=(), sentences=())
    return {
        "stamp": stamp_of(item),
        "lang": item.lang,
        "title": item.title,
        "agency": filed.agency,
        "signature": filed.signature,
        "body": READINGS.dump_json(slim).decode(),
        "reader": READER,
        "modified": filed.modified,
    }


def _add_accounts(connection: Connection, reading: Reading) -> None:
    item = reading.report
    for told in reading.events:
        claims = tuple(c for c in reading.claims if c.event == told.id)
        evidence = tuple(c.evidence.of(item.text) for c in claims)
        body = ACCOUNTS.dump_json(StoredAccount(told, claims, evidence)).decode()
        connection.execute(
            insert(account).values(
                report_id=item.id, local_id=told.id, event_id=None, body=body
            )
        )


def _set(connection: Connection, name: str, value: str) -> None:
    changed = connection.execute(
        update(setting).where(setting.c.name == name).values(value=value)
    )
    if changed.rowcount == 0:
        connection.execute(insert(setting).values(name=name, value=value))


def _migrate(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _store_error(path: Path, error: DatabaseError) -> StoreError:
    told = str(error.orig).lower()
    remedy = "check the path and who may write there"
    if "locked" in told:
        remedy = "another process is writing; try again"
    elif "not a database" in told:
        remedy = "give another file with --db"
    return StoreError(str(path), told, remedy)
