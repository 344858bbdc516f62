"""A server on loopback that plays good feeds and every attack that we know of.

Each feed lives on an address of its own, 127.1.x.y, so that no slow one can hide behind
the politeness towards one host. `tests/test_follow.py` runs it briefly,
`tests/quality/attacked.py` for minutes.
"""

import asyncio
import gzip
import threading
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from aiohttp import web

SENTENCE = (
    "The harbour of {name} will be closed on {day} June 2024 for works on pier "
    "{number}, the harbour master said. "
)
MORE = (
    "Ships will have to wait outside until the works on the eastern side are over. The "
    "port has told owners, who asked for a later day. Such works cost two million."
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def page_of(name: str, number: int) -> str:
    """A page of our own with one report."""
    lead = SENTENCE.format(name=name, day=10 + number, number=number)
    return (
        f"<!doctype html><html lang='en'><head><title>Pier {number}</title>"
        f"<meta property='og:site_name' content='{name} Post'>"
        "<meta property='article:published_time' "
        f"content='2024-06-0{number + 1}T08:00Z'>"
        f"</head><body><article><h1>Pier {number} of {name} to close</h1><p>{lead}</p>"
        f"<p>{MORE} Pier {number} of {name} is old.</p><p>{MORE}</p></article>"
        "</body></html>"
    )


def feed_of(links: list[str], title: str = "Feed") -> str:
    """An RSS feed of some links."""
    items = "".join(
        f"<item><title>Item {n}</title><link>{link}</link>"
        f"<pubDate>Sat, 0{n % 9 + 1} Jun 2024 10:00:00 GMT</pubDate></item>"
        for n, link in enumerate(links)
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"


def warc_record(url: str, body: bytes, head: str = "", status: int = 200) -> bytes:
    """A WARC response of an HTML page."""
    http = (
        f"HTTP/1.1 {status} OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    return (
        (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-06-12T00:00:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:1>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


class Site:
    """The server: its port, what was asked of it, and the addresses of its feeds."""

    def __init__(self) -> None:
        self.port = 0
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()

    def good(self, number: int) -> str:
        """Address of a good feed."""
        return (
            f"http://127.1.{number // 200}.{number % 200 + 1}:{self.port}/good/{number}"
        )

    def bad(self, number: int, name: str) -> str:
        """Address of a bad feed."""
        return f"http://127.2.{number // 200}.{number % 200 + 1}:{self.port}/bad/{name}"

    def attacks(self) -> tuple[str, ...]:
        """Names of all attacks."""
        return tuple(ATTACKS)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Any request."""
        self.asked[f"{request.host}{request.path}"] += 1
        self.agents.add(request.headers.get("User-Agent", ""))
        if request.path == "/robots.txt":
            return web.Response(text="User-agent: *\nDisallow: /forbidden")
        kind, _, rest = request.path.strip("/").partition("/")
        if kind == "good":
            return self._good(request, rest)
        return await ATTACKS[rest.partition("/")[0]](request)

    def _good(self, request: web.Request, rest: str) -> web.StreamResponse:
        number, _, page = rest.partition("/")
        name = f"Town{number}"
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        if page:
            return web.Response(
                text=page_of(name, int(page)),
                content_type="text/html",
                headers={"ETag": '"1"'},
            )
        links = [f"http://{request.host}/good/{number}/{n}" for n in range(2)]
        return web.Response(
            text=feed_of(links, name),
            content_type="application/rss+xml",
            headers={"ETag": '"1"'},
        )


def _simple(body: bytes | str, **headers: str) -> Handler:
    data = body.encode() if isinstance(body, str) else body

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(body=data, headers=headers)

    return answer


def _redirect(target: str) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        location = target.replace("HOST", request.host).replace("PATH", request.path)
        return web.Response(status=302, headers={"Location": location})

    return answer


def _status(status: int, **headers: str) -> Handler:
    async def answer(_: web.Request) -> web.StreamResponse:
        headers_ = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, headers=headers_)

    return answer


def _stream(piece: bytes, pause: float = 0.0, **headers: str) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers=headers)
        await stream.prepare(request)
        while True:
            await stream.write(piece)
            await asyncio.sleep(pause)

    return answer


def _raw(data: bytes, repeat: bytes = b"", pause: float = 0.0) -> Handler:
    """Bytes straight into the socket, which then closes or goes on for ever."""

    async def answer(request: web.Request) -> web.StreamResponse:
        transport = request.transport
        assert transport is not None
        transport.write(data)
        while repeat and not transport.is_closing():
            transport.write(repeat)
            await asyncio.sleep(pause)
        transport.close()
        raise asyncio.CancelledError

    return answer


async def _silent(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(3600)
    raise AssertionError


def _items(*links: str) -> Handler:
    """A feed whose reports are somewhere bad."""

    async def answer(request: web.Request) -> web.StreamResponse:
        inner = request.path.strip("/").split("/")[2:]
        if inner:
            return await PAGES[inner[0]](request)
        base = f"http://{request.host}{request.path}"
        return web.Response(text=feed_of([x.replace("BASE", base) for x in links]))

    return answer


def _zipped(data: bytes, times: int) -> bytes:
    """A bomb: `data` many times over, in gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    pieces = [packer.compress(data) for _ in range(times)]
    return b"".join([*pieces, packer.flush()])


LAUGHS = "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)
)
BOMB = _zipped(b"<item>" * 100_000, 400)
PAGES: dict[str, Handler] = {
    "bomb": _simple(BOMB, **{"Content-Encoding": "gzip"}),
    "deep": _simple("<html><body>" + "<div>" * 200_000 + "x"),
    "many": _simple("<html><body>" + "<p>a</p>" * 400_000),
    "attributes": _simple("<html><p " + "a='b' " * 200_000 + ">x</p>"),
    "binary": _simple(bytes(range(256)) * 4000),
    "loop": _redirect("http://HOST/PATH"),
    "endless": _stream(b"<p>word word</p>" * 4000),
    "scripts": _simple("<html><body>" + "<script>{[(" * 100_000),
    "words": _simple("<html><body><p>" + "will meet on 12 June " * 100_000 + "</p>"),
    "data": _simple(
        "<html><script type='application/ld+json'>" + "[" * 400_000 + "</script><p>x"
    ),
}
ATTACKS: dict[str, Handler] = {
    "loop": _redirect("http://HOST/PATH"),
    "to-file": _redirect("file:///etc/passwd"),
    "to-metadata": _redirect("http://169.254.169.254/latest/meta-data/"),
    "to-loopback": _redirect("http://127.9.9.9:80/secret"),
    "to-mapped": _redirect("http://[::ffff:127.0.0.1]/secret"),
    "to-name": _redirect("http://localhost/secret"),
    "to-mail": _redirect("http://127.1.0.1:25/"),
    "gzip-bomb": _simple(BOMB, **{"Content-Encoding": "gzip"}),
    "deflate-bomb": _simple(
        zlib.compress(b"<item>" * 20_000_000), **{"Content-Encoding": "deflate"}
    ),
    "hidden-bomb": _simple(gzip.compress(BOMB)),
    "endless": _stream(b"<item>" * 10_000),
    "drip": _stream(b"<", 0.2),
    "silent": _silent,
    "slow-head": _raw(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.2),
    "long-head": _raw(b"HTTP/1.1 200 OK\r\n", b"X-Y: " + b"z" * 4000 + b"\r\n", 0.001),
    "no-http": _raw(b"220 mail.example ESMTP\r\n"),
    "short": _raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<rss>"),
    "bad-chunks": _raw(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<rss>\r\n"
    ),
    "early-head": _raw(
        b"HTTP/1.1 103 Early Hints\r\n\r\n", b"HTTP/1.1 103 E\r\n\r\n", 0.05
    ),
    "odd-encoding": _simple("<rss/>", **{"Content-Encoding": "exotic"}),
    "laughs": _simple(LAUGHS + "]><rss><channel><title>&a9;</title></channel></rss>"),
    "entity-file": _simple(
        "<!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&f;"
        "</title></channel></rss>"
    ),
    "deep": _simple("<rss><channel>" + "<a>" * 300_000),
    "attributes": _simple("<rss><a " + "b='c' " * 400_000 + "/></rss>"),
    "tags": _simple("<rss><channel>" + "<item/>" * 900_000),
    "cdata": _simple("<rss>&" + "<![CDATA[" * 300_000),
    "names": _simple("<rss>" + "".join(f"<a{n}/>" for n in range(400_000))),
    "json": _simple('{"items": ' + "[" * 900_000),
    "binary": _simple(bytes(range(256)) * 8000),
    "nothing": _simple(b""),
    "gone": _status(410),
    "later": _status(503, Retry_After="99999999999999"),
    "odd-status": _status(299),
    "teapot": _status(418, Retry_After="\u0664\u0662"),
    "cookies": _simple("<rss><channel/></rss>", **{"Set-Cookie": "a=" + "b" * 3000}),
    "forbidden": _items("http://HOST/forbidden"),
    "odd-links": _items(
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://169.254.169.254/x",
        "http://[::1]:22/",
        "http://u:p@127.9.9.9/",
        "http://" + "a" * 9000 + "/",
        "http://localhost:1/",
    ),
    "pages": _items(*(f"BASE/{name}" for name in PAGES)),
}


@contextmanager
def running_site() -> Iterator[Site]:
    """A site that answers on every address of loopback, until the block ends."""
    site, started = Site(), threading.Event()
    loop = asyncio.new_event_loop()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("GET", "/{rest:.*}", site.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        server = web.TCPSite(runner, "0.0.0.0", 0)
        await server.start()
        site.port = runner.addresses[0][1]
        return runner

    def serve() -> None:
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(lambda *_: None)
        runner = loop.run_until_complete(start())
        started.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    started.wait(30)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
