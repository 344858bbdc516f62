"""`script/fuzz --inputs`: bytes that nobody sent, against the readers of what comes in.

Takes the seeds (samples of our own, and the small cases kept from findings), changes
them at random, and checks what holds for any bytes: nothing but a konon error is
raised, nothing takes long, and what comes out is sound. A finding is printed with the
bytes that made it; put a small form of it into `tests/read/cases`.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from hostile import feed_of, page_of  # noqa: E402
from konon.errors import KononError  # noqa: E402
from konon.packs import load_packs  # noqa: E402
from konon.read.archives import Format, Shelf, inputs_of_bytes  # noqa: E402
from konon.read.feeds import parse_feed  # noqa: E402
from konon.read.pages import draft_of_raw  # noqa: E402
from konon.read.reports import RawPage  # noqa: E402

CASES = HERE.parent / "read" / "cases"
LONGEST = 5.0
"""Seconds for some tens of kilobytes: a hundred times what they need."""
PACKS = load_packs()
HTML = "<p>The <b>harbour</b> will be closed on Monday &amp; later.</p>"
SEEDS: dict[str, list[str]] = {
    "feed": [
        feed_of(["https://a.example/1?b=1&amp;c=2", "/2"], "Feed &amp; <![CDATA[x]]>"),
        "<?xml version='1.0' encoding='latin-1'?><rdf:RDF xmlns:rdf='r' xmlns='s' "
        "xmlns:dc='d'><item rdf:about='http://a.example/1'><dc:date>2024-06-12T08:00Z"
        "</dc:date></item></rdf:RDF>",
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a.example/'><entry>"
        "<title type='xhtml'><div>t</div></title><link href='x'/><id>tag:1</id>"
        "<updated>2024-06-12T08:00:00Z</updated></entry></feed>",
        "<urlset xmlns:n='n'><url><loc>http://a.example/1</loc><n:news><n:title>t"
        "</n:title><n:publication_date>2024-06-12</n:publication_date></n:news></url>"
        "</urlset>",
        json.dumps({"items": [{"id": 1, "url": "http://a.example/1", "title": "t"}]}),
        "<!DOCTYPE r [<!ENTITY a 'b'>]><rss><channel><title>&a;</title></channel></rss>",  # noqa: E501
    ],
    "page": [
        page_of("Town", 1),
        "<html><script type='application/ld+json'>"
        + json.dumps({"@type": ["NewsArticle"], "articleBody": "word " * 150})
        + "</script><h1>x</h1><span>Rabu, 12 Jun 2024 09:15 WIB</span>"
        + HTML * 9,
        "<html><body><h1>x</h1><div class='newsletter'>" + HTML + "</div>" + HTML * 20,
        "<table><tr><td>" + HTML * 5 + "<figure><figcaption>c</figcaption></figure>",
    ],
    "ninjs": [
        json.dumps(
            {
                "uri": "urn:1",
                "versioncreated": "2024-06-12T08:00:00Z",
                "body_xhtml": HTML,
                "headlines": [{"role": "main", "value": "t"}],
                "bodies": [{"contenttype": "text/html", "value": HTML}],
                "provider": {"name": "P"},
            }
        )
    ],
    "newsml": [
        "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet><newsItem "
        "guid='g'><itemMeta><provider literal='P'/><versionCreated>2024-06-12T08:00:00Z"
        "</versionCreated></itemMeta><contentMeta><headline>t</headline></contentMeta>"
        f"<contentSet><inlineXML><nitf><body><body.content>{HTML}</body.content></body>"
        "</nitf></inlineXML></contentSet></newsItem></itemSet></newsMessage>"
    ],
    "eml": [
        "From: =?utf-8?q?P=C3=A9?= <a@b.example>\nSubject: =?x?b?zz?=\nDate: Wed, 12 "
        "Jun 2024 08:00:00 +0700\nMIME-Version: 1.0\nContent-Type: multipart/alternative; "  # noqa: E501
        'boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n'
        "Content-Transfer-Encoding: quoted-printable\n\nThe harb=C3=B6ur.\n--b\n"
        f"Content-Type: text/html\n\n{HTML}\n--b--\n"
    ],
}
PIECES = (
    *("<", ">", "</", "/>", "<![CDATA[", "]]>", "<!--", "-->", "&", "&#0;", "&#x41;"),
    *("&nbsp;", '"', "'", "=", "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "\0"),
    *("\n", "\r\n\r\n", "--b", "<item>", "<p>", "<div>", "<title>", "<script>", "<!"),
    *("<?xml?>", "<!DOCTYPE x [", "]>", "xmlns:a='b'", "\ufeff", "\u202e", "1e999"),
    *("2024-99-99", "=?utf-8?b?", "?=", "charset=utf-16", "boundary=", "null", "-1"),
)


def read_feed(data: bytes) -> None:
    """A feed, and that its items have addresses."""
    feed = parse_feed(data, "http://a.example/f", PACKS)
    assert all(item.url.startswith("http") for item in feed.items)


def read_page(data: bytes) -> None:
    """A page."""
    draft_of_raw(RawPage("x", data), PACKS)


def reader(format_: Format) -> Callable[[bytes], None]:
    """The reader of a format of files."""
    shelf = Shelf(PACKS, format_)

    def read(data: bytes) -> None:
        for item in inputs_of_bytes(data, "x", shelf):
            assert item.where if not hasattr(item, "error") else str(item.error)

    return read


TARGETS: dict[str, Callable[[bytes], None]] = {
    "feed": read_feed,
    "page": read_page,
    "ninjs": reader("ninjs"),
    "newsml": reader("newsml"),
    "eml": reader("eml"),
}


def fault_of(read: Callable[[bytes], None], data: bytes) -> str:
    """What is wrong with how some bytes are read; nothing where all holds."""
    start = time.perf_counter()
    try:
        read(data)
    except KononError as error:
        if "\n" in str(error):
            return f"an error of several lines: {error!r}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    took = time.perf_counter() - start
    return f"took {took:.1f} s for {len(data)} bytes" if took > LONGEST else ""


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    """Bytes that nobody sent."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        at = chance.randint(0, len(data))
        to = min(len(data), at + chance.choice((0, 0, 1, 2, 9, 60)))
        piece = chance.choice(PIECES).encode("utf-8", "surrogatepass")
        kind = chance.random()
        if kind < 0.15:
            piece = bytes(chance.randrange(256) for _ in range(chance.randint(1, 6)))
        elif kind < 0.3:
            start = chance.randint(0, len(data))
            piece = bytes(data[start : start + chance.randint(0, 80)])
        data[at:to] = piece * chance.choice((1, 1, 1, 1, 2, 3, 50, 2000))
    return bytes(data[:200_000])


def fuzz(name: str, minutes: float, seed: int) -> int:
    """How many findings so many minutes bring."""
    chance, read = random.Random(seed), TARGETS[name]
    seeds = [text.encode() for text in SEEDS[name]]
    seeds += [p.read_bytes() for p in sorted(CASES.glob(f"{name}-*"))]
    end, runs, size, found = time.monotonic() + minutes * 60, 0, 0, 0
    while time.monotonic() < end:
        data = mutated(chance, seeds)
        fault = fault_of(read, data)
        runs, size = runs + 1, size + len(data)
        if fault:
            found += 1
            print(f"{name}: {fault}\n    {data[:2000]!r}")
    print(f"| {name} | {minutes:g} | {runs:,} | {size:,} | {found} |", flush=True)
    return found


def main() -> int:
    """Fuzz, and print how much; 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", action="store_true")
    parser.add_argument("--target", choices=[*TARGETS], nargs="*", default=[*TARGETS])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print("| reader | minutes | inputs | bytes | findings |\n|---|---|---|---|---|")
    found = [fuzz(name, args.minutes, args.seed) for name in args.target]
    return int(any(found))


if __name__ == "__main__":
    sys.exit(main())
