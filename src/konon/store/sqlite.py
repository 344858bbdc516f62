"""All that only SQLite knows: opening, write-ahead logging, waiting for a lock."""

import sqlite3
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

_WAIT_SECONDS, _PAUSE = 60, 0.05


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine for a database file; two processes may write, one after the other."""
    mode = "ro" if read_only else "rwc"
    url = URL.create(
        "sqlite",
        database=f"file:{path.as_posix()}",
        query={"mode": mode, "uri": "true"},
    )
    engine = create_engine(
        url, connect_args={"timeout": _WAIT_SECONDS}, poolclass=NullPool
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        # The driver must not begin transactions on its own: "begin" below does.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            _write_ahead(cursor)
            cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that will write takes its lock at once: no deadlock later.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Turn write-ahead logging on; where another process does so just now, wait for it.

    SQLite itself does not wait there, whatever its timeout.
    """
    until = monotonic() + _WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
            sleep(_PAUSE)
        else:
            return
