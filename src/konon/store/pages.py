"""Keeps and finds raw bytes of pages, for a better reader to read them again."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from konon.read.reports import RawPage
from konon.read.unpacking import packed, unpacked
from konon.store.keep import Store
from konon.store.schema import item, page, sighting

_LARGEST = 64 << 20
_BESIDE = ("where", "key", "outlet", "published", "found", "title", "charset")


def page_hash(data: bytes) -> str:
    """SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def keep_page(connection: Connection, data: bytes) -> str:
    """Hash under which the bytes of a page are kept, once however often they come."""
    seal = page_hash(data)
    known = connection.scalar(select(page.c.hash).where(page.c.hash == seal))
    if known is None:
        connection.execute(insert(page).values(hash=seal, body=packed(data)))
    return seal


def page_of(connection: Connection, seal: str) -> bytes | None:
    """The bytes kept under a hash; None where none are."""
    body = connection.scalar(select(page.c.body).where(page.c.hash == seal))
    return None if body is None else unpacked(body, seal, _LARGEST)


def drop_page(connection: Connection, seal: str) -> None:
    """Forget the bytes of a page, unless a report or an item needs them still."""
    needed = connection.scalar(
        select(sighting.c.page).where(sighting.c.page == seal).limit(1)
    ) or connection.scalar(
        select(item.c.page).where(item.c.page == seal, item.c.state == "fetched")
    )
    if needed is None:
        connection.execute(delete(page).where(page.c.hash == seal))


def given_with(raw: RawPage) -> tuple[tuple[str, str], ...]:
    """What stood beside the bytes of a page, as pairs."""
    pairs = ((name, getattr(raw, name)) for name in _BESIDE)
    return tuple((name, value) for name, value in pairs if value)


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of which the bytes are kept, and the report that it was read as."""

    report_id: str
    raw: RawPage


def kept_pages(store: Store) -> Iterator[KeptPage]:
    """All pages whose bytes are kept, by report: the first sighting of each."""
    with store.reading() as connection:
        rows = connection.execute(
            select(sighting)
            .where(sighting.c.page != "")
            .order_by(sighting.c.report_id, sighting.c.seen, sighting.c.url)
        ).all()
    done: set[str] = set()
    for row in rows:
        if row.report_id in done:
            continue
        with store.reading() as connection:
            data = page_of(connection, row.page)
        if data is not None:
            done.add(row.report_id)
            given: dict[str, Any] = json.loads(row.given)
            given.setdefault("where", row.url)
            yield KeptPage(row.report_id, RawPage(data=data, url=row.url, **given))
