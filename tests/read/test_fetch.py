"""Fetching: what comes, what is refused, what is stopped."""

import asyncio
import time
from importlib.metadata import version

import pytest

from hostile import Site
from konon.errors import FetchError
from konon.read.addresses import host_of
from konon.read.fetch import Fetched, Fetcher, Limits


def got(site: Site, url: str, **given: str) -> Fetched:
    """What an address of the site answers."""

    async def run() -> Fetched:
        hosts = frozenset({host_of(url)})
        limits = Limits(seconds=2, pace=0)
        async with Fetcher(limits, allow_private=hosts, contact="desk") as fetcher:
            return await fetcher.get(url, **given)

    return asyncio.run(run())


def test_answer_has_what_the_next_visit_needs(site: Site) -> None:
    """ETag and status are kept, and a second visit with them brings nothing."""
    first = got(site, site.good(1))
    assert (first.status, first.etag) == (200, '"1"')
    assert got(site, site.good(1), etag=first.etag).status == 304


def test_user_agent_says_who_we_are(site: Site) -> None:
    """Name and contact stand in the User-Agent."""
    got(site, site.good(2))
    assert f"konon/{version('konon')} (+desk)" in site.agents


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("loop", "more than 5 redirects"),
        ("to-file", "neither http nor https"),
        ("to-metadata", "not of the open internet"),
        ("to-loopback", "not of the open internet"),
        ("to-mapped", "not of the open internet"),
        ("to-name", "not of the open internet"),
        ("to-mail", "port 25"),
        ("gzip-bomb", "more than 8,388,608 bytes"),
        ("deflate-bomb", "more than 8,388,608 bytes"),
        ("endless", "more than 8,388,608 bytes"),
        ("drip", "within 2 seconds"),
        ("silent", "within 2 seconds"),
        ("slow-head", "within 2 seconds"),
        ("early-head", "within 2 seconds"),
        ("long-head", "400"),
        ("no-http", "bad status line"),
        ("short", "not completed"),
        ("bad-chunks", "chunk"),
        ("odd-encoding", "unknown content encoding"),
        ("gone", "410"),
        ("later", "503"),
    ],
)
def test_attack_is_stopped(site: Site, name: str, told: str) -> None:
    """Each attack ends in an error that says what it was, in time."""
    began = time.monotonic()
    with pytest.raises(FetchError, match=told):
        got(site, site.bad(1, name))
    assert time.monotonic() - began < 20


def test_forbidden_by_robots(site: Site) -> None:
    """What robots.txt forbids is not asked for."""
    host = site.good(3).rpartition("/good")[0]
    with pytest.raises(FetchError, match=r"robots\.txt forbids it") as caught:
        got(site, f"{host}/forbidden/x")
    assert caught.value.is_lasting
    assert not any("forbidden" in asked for asked in site.asked)


def test_private_address_needs_leave(site: Site) -> None:
    """Without leave, a loopback address is refused when the socket is made."""

    async def run() -> None:
        async with Fetcher(Limits(pace=0)) as fetcher:
            await fetcher.get(f"http://localhost:{site.port}/good/1")

    with pytest.raises(FetchError, match="not of the open internet"):
        asyncio.run(run())


def test_retry_after_is_read(site: Site) -> None:
    """The wait that a host asks for is kept, a week at the most."""
    with pytest.raises(FetchError) as caught:
        got(site, site.bad(1, "later"))
    assert caught.value.wait == 7 * 86400


def test_one_host_is_asked_at_a_polite_pace(site: Site) -> None:
    """Requests to one host follow each other, with the pause between them."""

    async def run() -> float:
        url = site.good(4)
        hosts = frozenset({host_of(url)})
        limits = Limits(seconds=5, pace=0.2)
        async with Fetcher(limits, allow_private=hosts) as fetcher:
            began = time.monotonic()
            await asyncio.gather(*(fetcher.get(f"{url}/{n}") for n in range(2)))
            await fetcher.get(url)
            return time.monotonic() - began

    assert asyncio.run(run()) >= 0.4
