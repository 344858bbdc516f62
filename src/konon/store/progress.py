"""Keeps how far long archives were read, so that a killed import goes on from there."""

from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from konon.store.keep import Store
from konon.store.schema import progress


def reached(store: Store, path: Path) -> int:
    """The offset up to which a file was read and kept; 0 where it is new or changed."""
    with store.reading() as connection:
        row = connection.execute(
            select(progress).where(progress.c.path == _name(path))
        ).one_or_none()
    same = row is not None and row.size == path.stat().st_size
    return int(row.offset) if row is not None and same else 0


def keep_progress(connection: Connection, path: Path, offset: int) -> None:
    """Note, in the transaction that keeps its reports, how far a file was read."""
    connection.execute(delete(progress).where(progress.c.path == _name(path)))
    size = path.stat().st_size
    connection.execute(
        insert(progress).values(path=_name(path), size=size, offset=offset)
    )


def forget_progress(store: Store, path: Path) -> None:
    """Note that a file was read to its end."""
    with store.writing() as connection:
        connection.execute(delete(progress).where(progress.c.path == _name(path)))


def _name(path: Path) -> str:
    return str(path.resolve())
