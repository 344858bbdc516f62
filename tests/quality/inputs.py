"""Speed of what comes in: feeds a second in every dialect, records of a web archive."""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from hostile import page_of, warc_record  # noqa: E402
from konon.errors import ReportError  # noqa: E402
from konon.packs import load_packs  # noqa: E402
from konon.parallel import file_draft  # noqa: E402
from konon.read.feeds import parse_feed  # noqa: E402
from konon.read.pages import draft_of_raw  # noqa: E402
from konon.read.reports import RawPage, Refused  # noqa: E402
from konon.read.warcs import pages_of_warc  # noqa: E402

ITEMS = 30
SECONDS = 3.0
SCRIPT = "<script>" + "var a = [1, 2, 3];" * 8000 + "</script>"
SUMMARY = (
    "The harbour will be closed for works on the eastern pier, the master said. Ships "
    "will have to wait outside until they are over. "
)
WHEN = {
    "rfc": "Wed, 12 Jun 2024 {:02}:15:00 +0700",
    "iso": "2024-06-12T{:02}:15:00+07:00",
    "id": "Rabu, 12 Jun 2024 {:02}:15 WIB",
}


def rss(number: int, when: str, text: str) -> str:
    """An item of RSS 2.0."""
    url = f"https://post.example/pier-{number}?from=feed&amp;page=1"
    return (
        f"<item><title>Pier {number} &amp; harbour</title><link>{url}</link>"
        f"<guid isPermaLink='false'>{number}</guid><pubDate>{when}</pubDate>"
        f"<category>Ports</category><description>{text}</description></item>"
    )


def dialects() -> dict[str, str]:
    """A feed of thirty reports in each dialect, and broken ones."""
    hours = [n % 24 for n in range(ITEMS)]
    html = f"<![CDATA[<p>{SUMMARY}</p><img src='a.jpg'/>]]>"
    plain = "".join(rss(n, WHEN["rfc"].format(h), html) for n, h in enumerate(hours))
    local = "".join(rss(n, WHEN["id"].format(h), html) for n, h in enumerate(hours))
    escaped = html[9:-3].replace("<", "&lt;")
    entries = "".join(
        f"<entry><title type='html'>Pier {n}</title><link href='/pier-{n}'/>"
        f"<id>tag:post.example,2024:{n}</id><updated>{WHEN['iso'].format(h)}</updated>"
        f"<summary type='html'>{escaped}</summary></entry>"
        for n, h in enumerate(hours)
    )
    rdf = "".join(
        f"<item rdf:about='https://post.example/{n}'><title>Pier {n}</title>"
        f"<link>https://post.example/{n}</link><description>{SUMMARY}</description>"
        f"<dc:date>{WHEN['iso'].format(h)}</dc:date></item>"
        for n, h in enumerate(hours)
    )
    urls = "".join(
        f"<url><loc>https://post.example/{n}</loc><n:news><n:publication><n:name>Post"
        f"</n:name><n:language>id</n:language></n:publication><n:publication_date>"
        f"{WHEN['iso'].format(h)}</n:publication_date><n:title>Pier {n}</n:title>"
        "</n:news></url>"
        for n, h in enumerate(hours)
    )
    items = [
        {
            "id": str(n),
            "url": f"https://post.example/{n}",
            "title": f"Pier {n}",
            "content_html": html,
            "date_published": WHEN["iso"].format(h),
        }
        for n, h in enumerate(hours)
    ]
    head = "<?xml version='1.0' encoding='UTF-8'?>"
    whole = f"{head}<rss version='2.0'><channel><title>Post</title>"
    broken = plain.replace("&amp;", "&").replace("</guid>", "", 3) + "<item><title>&x;"
    return {
        "RSS 2.0": f"{whole}{plain}</channel></rss>",
        "RSS, Indonesian dates": f"{whole}{local}</channel></rss>",
        "RSS, broken": f"PHP Warning\n{whole}{broken}",
        "Atom": f"{head}<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>",
        "RDF": f"{head}<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        f" xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel><title>Post</title></channel>{rdf}</rdf:RDF>",
        "news sitemap": f"{head}<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/"
        "0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
        f"{urls}</urlset>",
        "JSON Feed": json.dumps({"title": "Post", "items": items}),
    }


def bench_feeds() -> None:
    """Print feeds a second, and how many of their reports were found with a time."""
    print("| feed of 30 reports | kB | feeds a second | reports | with a time |")
    print("|---|---|---|---|---|")
    packs = load_packs()
    for name, text in dialects().items():
        data = text.encode()
        feed = parse_feed(data, "https://post.example/feed", packs)
        dated = sum(bool(item.published) for item in feed.items)
        start, runs = time.perf_counter(), 0
        while time.perf_counter() - start < SECONDS:
            parse_feed(data, "https://post.example/feed", packs)
            runs += 1
        speed = runs / (time.perf_counter() - start)
        size = len(data) / 1000
        print(f"| {name} | {size:.0f} | {speed:,.0f} | {len(feed.items)} | {dated} |")


def bench_archive(megabytes: int) -> None:
    """Print records a second and memory over an archive of so many megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc"
        count = write_archive(path, megabytes)
        print(f"\n{path.stat().st_size / 1e6:,.0f} MB, {count:,} records, one in two a")
        print("report. One core; memory is that of this process at that point.\n")
        print("| records | seconds | a second | claims | memory, MiB |")
        print("|---|---|---|---|---|")
        with path.open("rb") as file:
            start, claims = time.perf_counter(), 0
            for number, page in enumerate(pages_of_warc(file, "crawl.warc"), 1):
                if isinstance(page, RawPage):
                    claims += claims_of(page)
                if number % max(1, count // 10) == 0:
                    took = time.perf_counter() - start
                    speed = number / took
                    print(
                        f"| {number:,} | {took:.1f} | {speed:.1f} | {claims:,} "
                        f"| {memory()} |",
                        flush=True,
                    )
        with path.open("rb") as file:
            bare = seconds(lambda: [None for _ in pages_of_warc(file, "crawl.warc")])
        print(f"\nrecords alone, unread: {count / bare:,.0f} a second")


def bench_gate() -> None:
    """Print what a page costs behind the gate of archives, and without it."""
    print("\n| page | with the gate, ms | without, ms |")
    print("|---|---|---|")
    bodies_ = dict(zip(("report", "menu"), bodies(), strict=False))
    for name, body in bodies_.items():
        gated, plain = (
            seconds(partial(read, RawPage("x", body, offset=offset), 20)) / 20
            for offset in (0, -1)
        )
        print(f"| {name} | {1000 * gated:.1f} | {1000 * plain:.1f} |")


def claims_of(page: RawPage) -> int:
    """How many claims a page of an archive yields."""
    filed = file_draft(page, load_packs())
    return 0 if isinstance(filed, Refused) else len(filed.reading.claims)


def read(page: RawPage, times: int) -> None:
    """Make a draft of a page, or refuse it, so many times."""
    for _ in range(times):
        with suppress(ReportError):
            draft_of_raw(page, load_packs())


def write_archive(path: Path, megabytes: int) -> int:
    """How many records were written: reports and menus in turn."""
    size = count = 0
    with path.open("wb") as file:
        for number, body in enumerate(bodies()):
            size += file.write(warc_record(f"https://post.example/{number}", body))
            count += 1
            if size >= megabytes * 1_000_000:
                return count
    raise AssertionError


def bodies() -> Iterator[bytes]:
    """Pages as heavy as those of the web: most of their bytes are scripts."""
    number = 0
    while True:
        number += 1
        page = page_of(f"Town{number}", number % 9)
        yield page.replace("</head>", f"{SCRIPT}</head>").encode()
        yield menu(number)


def menu(number: int) -> bytes:
    """A page without text: links and scripts."""
    links = "".join(f"<li><a href='/{n}'>Pier {n}</a></li>" for n in range(40))
    head = f"<title>Menu {number}</title>{SCRIPT}"
    return f"<html><head>{head}</head><body><nav><ul>{links}</ul></nav></html>".encode()


def memory() -> int:
    """MiB that this process holds now."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    line = next(line for line in lines if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def seconds(run: Callable[[], object]) -> float:
    """How long a run takes."""
    start = time.perf_counter()
    run()
    return max(time.perf_counter() - start, 1e-9)
