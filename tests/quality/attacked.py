"""`script/attack`: all attacks for minutes, with 200 good feeds among them.

The server runs in a process of its own; feeds that attack are asked again and again
among the good ones. Checked at the end: every good report is there once and was fetched
once, every feed was asked, nothing hung, and how much memory the fetching process took.
"""

import argparse
import asyncio
import logging
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import text

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from hostile import ATTACKS, Site, running_site  # noqa: E402
from konon.follow import Intake, take_new  # noqa: E402
from konon.packs import load_packs  # noqa: E402
from konon.read.addresses import host_of  # noqa: E402
from konon.read.fetch import Fetcher, Limits  # noqa: E402
from konon.store.feeds import add_feeds, find_feeds  # noqa: E402
from konon.store.keep import Store, open_store  # noqa: E402

SPEED = 60
"""So much faster than the real one runs the clock by which feeds are due."""


def main() -> int:
    """Run the mix and print what came of it; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with (
        served() as site,
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "mix.db") as store,
    ):
        rounds, slowest = run(site, store, args)
        return told(site, store, args, rounds, slowest)


def run(site: Site, store: Store, args: argparse.Namespace) -> tuple[int, float]:
    """How many rounds were made, and the seconds that the slowest took."""
    start, began = datetime(2026, 1, 1, tzinfo=UTC), time.monotonic()

    def clock() -> datetime:
        return start + timedelta(seconds=(time.monotonic() - began) * SPEED)

    urls = [site.good(n) for n in range(args.feeds)]
    urls += [site.bad(n, name) for n, name in enumerate(ATTACKS)]
    add_feeds(store, [(url, "") for url in urls], clock())
    hosts = frozenset(host_of(url) for url in urls)
    rounds, slowest = 0, 0.0

    async def mix() -> None:
        nonlocal rounds, slowest
        limits = Limits(seconds=5, pace=0)
        async with Fetcher(limits, allow_private=hosts) as fetcher:
            intake = Intake(store, load_packs(), fetcher, args.workers, clock=clock)
            while time.monotonic() - began < args.minutes * 60:
                at = time.monotonic()
                await take_new(intake)
                slowest = max(slowest, time.monotonic() - at)
                rounds += 1
                await asyncio.sleep(1)

    asyncio.run(mix())
    return rounds, slowest


def told(
    site: Site, store: Store, args: argparse.Namespace, rounds: int, slowest: float
) -> int:
    """Print the figures; 1 where a promise was broken."""
    with store.reading() as connection:
        kept = dict(
            connection.execute(
                text(
                    "select url, count(*) from report where url like '%/good/%' "
                    "group by url"
                )
            ).fetchall()
        )
        rows = connection.execute(
            text("select url, count(*) from fetch where status = 200 group by url")
        )
        fetched = {url: number for url, number in rows if "/good/" in url}
    pages = [f"{site.good(n)}/{k}" for n in range(args.feeds) for k in range(2)]
    missing = [page for page in pages if kept.get(page) != 1]
    twice = [page for page in pages if fetched.get(page) != 1]
    unasked = [k.url for k in find_feeds(store) if not k.checked]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    readers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    attacks = sum(k.failures for k in find_feeds(store))
    print("| what | figure |\n|---|---|")
    print(
        f"| rounds in {args.minutes:g} minutes, slowest | {rounds}, {slowest:.0f} s |"
    )
    print(f"| good reports | {len(pages)} |")
    print(f"| of these not there exactly once | {len(missing)} |")
    print(f"| of these not fetched exactly once | {len(twice)} |")
    print(f"| kinds of attack, failures noted | {len(ATTACKS)}, {attacks} |")
    print(f"| feeds never asked | {len(unasked)} |")
    print(f"| peak memory of the fetching process | {peak} MiB |")
    print(f"| peak memory of a reading process | {readers} MiB |")
    return 1 if missing or twice or unasked or peak >= 300 else 0


@contextmanager
def served() -> Iterator[Site]:
    """The hostile site, in a process of its own."""
    spawn = get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    site = Site()
    site.port = ours.recv()
    try:
        yield site
    finally:
        process.kill()
        process.join()


def serve(pipe: Connection) -> None:
    """Answer until killed."""
    logging.disable(logging.CRITICAL)
    with running_site() as site:
        pipe.send(site.port)
        threading.Event().wait()


if __name__ == "__main__":
    sys.exit(main())
