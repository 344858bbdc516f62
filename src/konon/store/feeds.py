"""Keeps the feeds that are followed, what they told of, and every fetch.

What a visit to a feed gives is written in one transaction: that it was visited and the
reports that it told of. Killed before, the feed is visited again; killed after, its
reports are waiting. Nothing is lost in between, nothing comes twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from konon.errors import FetchError, UsageError
from konon.read.addresses import address_key
from konon.read.feeds import Feed, FeedItem
from konon.read.fetch import Fetched
from konon.read.schedule import Answer, next_try, next_visit
from konon.store.keep import Store
from konon.store.rows import iso
from konon.store.schema import feed, fetch, item

Health = Literal["new", "ok", "failing", "gone"]
MOST_TRIES = 6
_GONE = 410
_LASTING_TRIES = 3
"""So many lasting refusals, and a report is given up."""
_KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """A feed that is followed, and how it does."""

    url: str
    moved: str
    """Where it is now, if it moved for good."""
    title: str
    kind: str
    etag: str
    modified: str
    checked: str
    changed: str
    due: str
    minutes: int
    failures: int
    health: Health
    told: str
    """The last error or warning; empty where all is well."""
    items: int = 0

    @property
    def address(self) -> str:
        """Where to fetch it."""
        return self.moved or self.url


@dataclass(frozen=True, slots=True)
class KeptItem:
    """A report that a feed told of."""

    address: str
    url: str
    feed: str
    key: str
    title: str
    published: str
    outlet: str
    state: Literal["waiting", "fetched", "kept", "refused"]
    tries: int
    page: str
    charset: str
    etag: str
    """What its last answer was marked with; empty where it was never fetched."""


_FEED = [column for column in feed.c if column.name not in {"added"}]
_ITEM = [
    item.c[name]
    for name in (
        *("address", "url", "feed", "key", "title", "published", "outlet"),
        *("state", "tries", "page", "charset", "etag"),
    )
]


def add_feeds(store: Store, feeds: Iterable[tuple[str, str]], now: datetime) -> int:
    """How many of some feeds (address, title) were not followed before and are now."""
    added = 0
    with store.writing() as connection:
        for url, title in feeds:
            known = connection.scalar(select(feed.c.url).where(feed.c.url == url))
            if known is not None:
                continue
            connection.execute(
                insert(feed).values(
                    url=url,
                    title=title,
                    added=iso(now),
                    due=iso(now),
                    moved="",
                    kind="",
                    etag="",
                    modified="",
                    checked="",
                    changed="",
                    told="",
                    minutes=0,
                    failures=0,
                    health="new",
                )
            )
            added += 1
    return added


def remove_feed(store: Store, url: str) -> None:
    """Follow a feed no more; its reports stay, what was still waiting goes.

    Raises:
        UsageError: it is not followed.
    """
    with store.writing() as connection:
        gone = connection.execute(delete(feed).where(feed.c.url == url))
        if gone.rowcount == 0:
            raise UsageError(url, "not followed", "see: konon follow --list")
        connection.execute(
            delete(item).where(item.c.feed == url, item.c.state == "waiting")
        )


def find_feeds(store: Store) -> tuple[KeptFeed, ...]:
    """All feeds, by address, with the number of reports that each told of."""
    with store.reading() as connection:
        counts = {
            row.feed: row.number
            for row in connection.execute(
                select(item.c.feed, func.count().label("number")).group_by(item.c.feed)
            )
        }
        rows = connection.execute(select(*_FEED).order_by(feed.c.url))
        return tuple(
            KeptFeed(**row._mapping, items=counts.get(row.url, 0)) for row in rows
        )


def due_feeds(store: Store, now: datetime, *, all_of_them: bool) -> list[KeptFeed]:
    """Feeds whose time has come; all that may be asked, where asked for all of them.

    A feed that failed keeps its waiting time, and one that is gone is not asked.
    """
    moment = iso(now)
    return [
        kept
        for kept in find_feeds(store)
        if kept.health != "gone"
        and (kept.due <= moment or (all_of_them and kept.health in {"ok", "new"}))
    ]


def next_due(store: Store) -> str:
    """When the next feed or report is due; empty where nothing is followed."""
    with store.reading() as connection:
        moments = [
            connection.scalar(
                select(func.min(feed.c.due)).where(feed.c.health != "gone")
            ),
            connection.scalar(
                select(func.min(item.c.due)).where(item.c.state == "waiting")
            ),
        ]
    return min((moment for moment in moments if moment), default="")


def keep_visit(
    store: Store, kept: KeptFeed, answer: Fetched, found: Feed | None, now: datetime
) -> int:
    """How many new reports a visit told of; `found` is None where nothing changed."""
    items = found.items if found else ()
    with store.writing() as connection:
        note_fetch(
            connection, kept.address, now, answer.status, len(answer.body), "", ""
        )
        outlet = found.title if found and found.kind == "sitemap" else ""
        new = sum(_keep_item(connection, kept.url, one, outlet, now) for one in items)
        minutes = found.minutes if found else 0
        due, waited = next_visit(
            now, kept.minutes, Answer(new > 0, minutes, answer.fresh)
        )
        changed = {"changed": iso(now)} if new else {}
        connection.execute(
            update(feed)
            .where(feed.c.url == kept.url)
            .values(
                moved=answer.moved or kept.moved,
                title=(found.title if found else "") or kept.title,
                kind=found.kind if found else kept.kind,
                etag=answer.etag or (kept.etag if found is None else ""),
                modified=answer.modified or (kept.modified if found is None else ""),
                checked=iso(now),
                due=iso(due),
                minutes=waited,
                failures=0,
                health="ok",
                told="; ".join(found.warnings[:2])[:400] if found else kept.told,
                **changed,
            )
        )
    return new


def keep_failure(
    store: Store, kept: KeptFeed, error: FetchError, now: datetime
) -> None:
    """Note that a feed could not be had, and when to ask again."""
    failures = kept.failures + 1
    with store.writing() as connection:
        note_fetch(connection, kept.address, now, error.status, 0, "", str(error))
        connection.execute(
            update(feed)
            .where(feed.c.url == kept.url)
            .values(
                checked=iso(now),
                failures=failures,
                due=iso(next_try(now, failures, error.wait)),
                health="gone" if error.status == _GONE else "failing",
                told=str(error)[:400],
            )
        )


def _keep_item(
    connection: Connection, url: str, one: FeedItem, outlet: str, now: datetime
) -> int:
    address = address_key(one.url)
    known = connection.execute(
        select(item.c.updated, item.c.state).where(item.c.address == address)
    ).one_or_none()
    changed = one.updated or one.published
    if known is not None:
        # A later time at the same address: the report may have changed, look again.
        if changed > known.updated != "" and known.state == "kept":
            connection.execute(
                update(item)
                .where(item.c.address == address)
                .values(updated=changed, state="waiting", due=iso(now), tries=0)
            )
        return 0
    connection.execute(
        insert(item).values(
            address=address,
            url=one.url,
            feed=url,
            key=one.key[:400],
            title=one.title[:1000],
            published=one.published,
            updated=changed,
            outlet=outlet,
            state="waiting",
            seen=iso(now),
            due=iso(now),
            tries=0,
            told="",
            page="",
            charset="",
            etag="",
        )
    )
    return 1


def items_in(
    store: Store, state: str, now: datetime, most: int = 10_000
) -> tuple[KeptItem, ...]:
    """Reports in a state whose time has come, the longest waiting first."""
    with store.reading() as connection:
        rows = connection.execute(
            select(*_ITEM)
            .where(item.c.state == state, item.c.due <= iso(now))
            .order_by(item.c.seen, item.c.address)
            .limit(most)
        ).all()
    return tuple(KeptItem(**row._mapping) for row in rows)


def keep_fetched(
    connection: Connection, one: KeptItem, answer: Fetched, seal: str, now: datetime
) -> None:
    """Note that the bytes of a report are here, to be read."""
    size = len(answer.body)
    note_fetch(connection, one.url, now, answer.status, size, seal, "")
    connection.execute(
        update(item)
        .where(item.c.address == one.address)
        .values(
            state="fetched",
            page=seal,
            charset=answer.charset,
            url=answer.url,
            told="",
            etag=answer.etag,
        )
    )


def keep_unchanged(store: Store, one: KeptItem, answer: Fetched, now: datetime) -> None:
    """Note that a report is still as it was when it was kept."""
    with store.writing() as connection:
        note_fetch(connection, one.url, now, answer.status, 0, "", "")
        connection.execute(
            update(item)
            .where(item.c.address == one.address)
            .values(state="kept", told="")
        )


def keep_missed(store: Store, one: KeptItem, error: FetchError, now: datetime) -> None:
    """Note that a report could not be had, and when to try again, if ever."""
    tries = one.tries + 1
    most = _LASTING_TRIES if error.is_lasting else MOST_TRIES
    with store.writing() as connection:
        note_fetch(connection, one.url, now, error.status, 0, "", str(error))
        connection.execute(
            update(item)
            .where(item.c.address == one.address)
            .values(
                state="refused" if tries >= most else "waiting",
                tries=tries,
                due=iso(next_try(now, tries, error.wait)),
                told=str(error)[:400],
            )
        )


def settle_item(
    connection: Connection, address: str, told: str, report_id: str
) -> None:
    """Note what a fetched report was read as: a report, or nothing that is one."""
    connection.execute(
        update(item)
        .where(item.c.address == address)
        .values(
            state="kept" if report_id else "refused",
            told=told[:400],
            report_id=report_id or None,
        )
    )


def note_fetch(
    connection: Connection,
    url: str,
    now: datetime,
    status: int,
    size: int,
    seal: str,
    told: str,
) -> None:
    """Write down one fetch."""
    connection.execute(
        insert(fetch).values(
            url=url, at=iso(now), status=status, size=size, page=seal, told=told[:400]
        )
    )


def forget_old_fetches(store: Store, now: datetime) -> None:
    """Drop what was written of fetches long ago, but those that brought a page."""
    limit = iso(now - timedelta(days=_KEPT_DAYS))
    with store.writing() as connection:
        connection.execute(delete(fetch).where(fetch.c.at < limit, fetch.c.page == ""))


def counts_of(store: Store) -> dict[str, int]:
    """How many reports of feeds are in each state."""
    with store.reading() as connection:
        number = func.count().label("number")
        rows = connection.execute(select(item.c.state, number).group_by(item.c.state))
        return {row.state: row.number for row in rows}
