"""Following feeds: new reports once, changed ones as versions, failures apart."""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hostile import ATTACKS, Site, feed_of, page_of
from konon.errors import FetchError, UsageError
from konon.follow import Intake, Round, find_feed, take_new
from konon.read.addresses import host_of
from konon.read.feeds import Feed, FeedItem
from konon.read.fetch import Fetched, Fetcher, Limits
from konon.store.feeds import (
    add_feeds,
    due_feeds,
    find_feeds,
    items_in,
    keep_visit,
    next_due,
    remove_feed,
)
from konon.store.find import count
from konon.store.keep import Store, open_store
from konon.store.pages import kept_pages
from konon.store.versions import difference_of, versions_of
from make import packs

NOW = datetime(2024, 6, 12, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "k.db") as opened:
        yield opened


def round_of(
    store: Store, now: datetime = NOW, *, every: bool = True, keep_raw: str = "pages"
) -> Round:
    """One round over what the store follows, on loopback."""
    hosts = frozenset(host_of(kept.url) for kept in find_feeds(store))

    async def run() -> Round:
        limits = Limits(seconds=2, pace=0)
        async with Fetcher(limits, allow_private=hosts) as fetcher:
            intake = Intake(
                store,
                packs(),
                fetcher,
                keep_raw=keep_raw,  # type: ignore[arg-type]
                clock=lambda: now,
            )
            return await take_new(intake, all_of_them=every)

    return asyncio.run(run())


def test_new_reports_come_once(site: Site, store: Store) -> None:
    """A second round asks the feed, and fetches nothing again."""
    add_feeds(store, [(site.good(11), "")], NOW)
    assert (round_of(store).new, count(store).reports) == (2, 2)
    before = dict(site.asked)
    again = round_of(store)
    assert (again.feeds, again.told, again.fetched, again.new) == (1, 0, 0, 0)
    asked = {k: n for k, n in site.asked.items() if n != before.get(k)}
    assert [k.partition("/")[2] for k in asked if "robots" not in k] == ["good/11"]


def test_feed_is_asked_when_it_is_due(site: Site, store: Store) -> None:
    """Before its time a feed is left alone, then it is asked."""
    add_feeds(store, [(site.good(12), "")], NOW)
    round_of(store, every=False)
    assert round_of(store, every=False).feeds == 0
    due = datetime.fromisoformat(next_due(store))
    assert timedelta(minutes=10) <= due - NOW <= timedelta(days=1)
    assert round_of(store, due, every=False).feeds == 1


def test_failures_of_one_feed_stop_no_other(site: Site, store: Store) -> None:
    """Among all attacks, the good feed's reports arrive, and each failure is told."""
    quick = [name for name in ATTACKS if name not in {"pages", "odd-links"}]
    feeds = [(site.bad(number, name), name) for number, name in enumerate(quick)]
    add_feeds(store, [*feeds, (site.good(13), "good")], NOW)
    done = round_of(store)
    assert (done.new, count(store).reports) == (2, 2)
    health = {kept.title: kept for kept in find_feeds(store)}
    assert health["Town13"].health == "ok"
    assert health["gone"].health == "gone"
    assert health["silent"].told.endswith("no whole answer within 2 seconds")
    assert "not of the open internet" in health["to-metadata"].told


def test_reports_in_bad_places_are_given_up_at_last(site: Site, store: Store) -> None:
    """What may never be fetched is tried no more after some rounds."""
    add_feeds(store, [(site.bad(1, "odd-links"), "")], NOW)
    for day in range(4):
        round_of(store, NOW + timedelta(days=day))
    assert items_in(store, "waiting", NOW + timedelta(days=9)) == ()
    refused = items_in(store, "refused", NOW + timedelta(days=99))
    assert {urlsplit(one.url).scheme for one in refused} == {"http"}


def test_bytes_are_kept_or_not(site: Site, store: Store) -> None:
    """The bytes of pages are kept unless the policy says none."""
    add_feeds(store, [(site.good(14), "")], NOW)
    round_of(store)
    kept = [page.raw.data.decode() for page in kept_pages(store)]
    assert sorted(kept) == sorted(page_of("Town14", n) for n in range(2))
    add_feeds(store, [(site.good(15), "")], NOW)
    round_of(store, keep_raw="none")
    assert len(list(kept_pages(store))) == 2
    assert count(store).reports == 4


def told(url: str, updated: str) -> tuple[Fetched, Feed]:
    """A visit that told of one report."""
    answer = Fetched(url, "", 200, b"", "", "", "", 0)
    item = FeedItem(url, url, "t", "2024-06-12", "", updated)
    return answer, Feed("rss", "t", "", 0, (item,), (), ())


def test_changed_report_is_fetched_again(store: Store) -> None:
    """A later time of change at a known address makes it wait once more."""
    add_feeds(store, [("http://f.example/", "")], NOW)
    (kept,) = find_feeds(store)
    assert keep_visit(store, kept, *told("http://f.example/1", "2024-06-12"), NOW) == 1
    with store.writing() as connection:
        connection.exec_driver_sql("update item set state = 'kept'")
    keep_visit(store, kept, *told("http://f.example/1", "2024-06-12"), NOW)
    assert items_in(store, "waiting", NOW) == ()
    keep_visit(store, kept, *told("http://f.example/1", "2024-06-13"), NOW)
    assert len(items_in(store, "waiting", NOW)) == 1


def test_report_that_stayed_as_it_was_is_not_read_again(
    site: Site, store: Store
) -> None:
    """Its server says that it is as its mark knows it: nothing comes, all is well."""
    add_feeds(store, [(site.good(19), "")], NOW)
    round_of(store)
    with store.writing() as connection:
        connection.exec_driver_sql("update item set state = 'waiting'")
    again = round_of(store)
    assert (again.fetched, again.missed, again.refused) == (0, 0, 0)
    assert len(items_in(store, "kept", NOW)) == 2
    assert count(store).reports == 2


def test_feed_is_found_from_a_page(site: Site) -> None:
    """The address of a page leads to the feed that it names."""

    class Canned(Fetcher):
        async def get(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
            link = "<link rel=alternate type=application/rss+xml href=/feed>"
            body = feed_of(["http://a.example/1"]) if "feed" in url else link
            return Fetched(url, "", 200, body.encode(), "", "", "", 0)

    async def run() -> tuple[str, Feed]:
        async with Canned() as fetcher:
            return await find_feed("http://a.example/", packs(), fetcher)

    address, feed = asyncio.run(run())
    assert address == "http://a.example/feed"
    assert len(feed.items) == 1


def test_removed_feed_is_asked_no_more(site: Site, store: Store) -> None:
    """A feed that is removed goes with what was waiting; its reports stay."""
    add_feeds(store, [(site.good(16), "")], NOW)
    round_of(store)
    remove_feed(store, site.good(16))
    assert due_feeds(store, NOW, all_of_them=True) == []
    assert count(store).reports == 2
    with pytest.raises(UsageError, match="not followed"):
        remove_feed(store, site.good(16))


def test_every_fetch_is_recorded(site: Site, store: Store) -> None:
    """Feeds and pages leave a row each: what was asked, what came."""
    add_feeds(store, [(site.good(17), ""), (site.bad(9, "gone"), "")], NOW)
    round_of(store)
    connection = sqlite3.connect(store.path)
    rows = connection.execute(
        "select status, count(*) from fetch group by 1"
    ).fetchall()
    connection.close()
    assert sorted(rows) == [(200, 3), (410, 1)]


def test_changed_page_is_a_new_version(tmp_path: Path, store: Store) -> None:
    """Both versions are kept, the newer one speaks, and what changed is shown."""
    from konon.batch import add_drafts
    from konon.read.reports import Draft

    lines = [
        "The harbour of Batam will be closed on Monday, 17 June 2024, Lina Tan said.",
        "Ships will have to wait outside until the works on the pier are over.",
        "Works of this kind cost two million, and the town pays half of that.",
    ]
    given = {"url": "http://a.example/1", "outlet": "Pier", "lang": "en"}
    for day, text in ((12, lines), (13, [lines[0].replace("17", "24"), *lines[1:]])):
        draft = Draft("x", "\n".join(text), published=f"2024-06-{day}", **given)
        add_drafts(store, iter([draft]), packs(), now=NOW)
    with store.reading() as connection:
        older, newer = versions_of(connection, "http://a.example/1")
        assert versions_of(connection, newer.id) == (older, newer)
    assert older.newer == newer.id
    changed = [line[:1] for line in difference_of(older, newer)[3:]]
    assert changed.count("-") == changed.count("+") == 1
    assert count(store).reports == 2
    connection = sqlite3.connect(store.path)
    bodies = connection.execute("select body from event").fetchall()
    connection.close()
    assert bodies
    assert not any('"2024-06-17"' in body for (body,) in bodies)


def test_another_report_at_the_same_address_is_no_version(store: Store) -> None:
    """A front page's next text is another report."""
    from konon.batch import add_drafts
    from konon.read.reports import Draft

    given = {"url": "http://a.example/", "outlet": "Pier", "published": "2024-06-12"}
    texts = ("The harbour will close on Monday.", "A school opens in the old town.")
    drafts = iter([Draft("x", text, **given) for text in texts])
    add_drafts(store, drafts, packs(), now=NOW)
    with store.reading() as connection:
        assert len(versions_of(connection, "http://a.example/")) == 2
        assert not any(v.newer for v in versions_of(connection, "http://a.example/"))


def test_same_text_elsewhere_is_the_same_report_seen_twice(store: Store) -> None:
    """One outlet's text at two addresses is one report with two sightings."""
    from konon.batch import add_drafts
    from konon.read.reports import Draft

    text = "The harbour will be closed on Monday, Lina Tan said."
    for url in ("http://a.example/1", "http://a.example/amp/1"):
        add_drafts(store, iter([Draft("x", text, url=url, outlet="P")]), packs())
    assert count(store).reports == 1
    connection = sqlite3.connect(store.path)
    urls = connection.execute("select url from sighting order by 1").fetchall()
    connection.close()
    assert urls == [("http://a.example/1",), ("http://a.example/amp/1",)]


def test_no_feed_at_an_address(site: Site) -> None:
    """A page that names no feed is told so."""
    url = f"{site.good(18)}/1"

    async def run() -> None:
        hosts = frozenset({host_of(url)})
        async with Fetcher(Limits(pace=0), allow_private=hosts) as fetcher:
            await find_feed(url, packs(), fetcher)

    with pytest.raises(FetchError, match="no feed there, and none that the page names"):
        asyncio.run(run())
