"""Addresses -> bytes, politely and safely: the one module that reaches the network.

Every hop of a redirect is looked at anew: scheme, port, robots.txt, and, when the
socket is made, the address that the name resolved to. Nothing is trusted to be small,
quick or finite. Cookies are not kept, passwords not sent, TLS is verified.
"""

import asyncio
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

from konon.errors import FetchError
from konon.read.addresses import is_public, refusal
from konon.read.robots import CLOSED, MAX_BYTES, OPEN, Robots, parse_robots
from konon.read.unpacking import decoded_body

PRODUCT = "konon"
"""The name that a robots.txt calls us by."""
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
    "application/feed+json, application/xml;q=0.9, */*;q=0.5"
)
_MOVED, _FOR_GOOD = {301, 302, 303, 307, 308}, {301, 308}
_ROBOTS_SECONDS = 24 * 3600.0
_DOWN_SECONDS = 60.0
_PIECE = 1 << 16
NOT_MODIFIED = 304
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much and how often, at most."""

    seconds: float = 30.0
    """For one request, from the name's resolution to the last byte."""
    bytes: int = 8 << 20
    """Of a body, packed and unpacked."""
    redirects: int = 5
    pace: float = 1.0
    """Seconds between two requests to one host."""
    at_once: int = 16


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered."""

    url: str
    """Where the answer came from, behind all redirects."""
    moved: str
    """The new address, where every redirect was for good; else empty."""
    status: int
    body: bytes
    charset: str
    """As the header names it; empty where it does not."""
    etag: str
    modified: str
    fresh: int
    """Seconds for which the answer says it stays fresh; 0: not said."""


class AddressRefused(OSError):
    """A name resolved to an address that is not of the open internet."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free: float = 0.0
    robots: Robots | None = None
    robots_until: float = 0.0
    failure: FetchError | None = None
    failed_until: float = 0.0


class Fetcher:
    """Fetches, one request a host at a time; use it in an `async with` statement."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allow_private: frozenset[str] = frozenset(),
        contact: str = "",
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        told = f" (+{contact})" if contact else ""
        self.agent = f"{PRODUCT}/{version(PRODUCT)}{told}"
        self._private = frozenset(host.lower() for host in allow_private)
        self._tls = tls or ssl.create_default_context()
        self._clock = clock
        self._hosts: dict[str, _Host] = {}
        self._sessions: dict[str, aiohttp.ClientSession] = {}
        self._room = asyncio.Semaphore(self.limits.at_once)

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(self, *_: object) -> None:
        for session in self._sessions.values():
            await session.close()

    async def get(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        """What an address answers now; `status` 304 where it is as `etag` knows it.

        Raises:
            FetchError: it may not or cannot be had; `is_lasting` where asking again
                is of no use, `wait` the seconds that it asks to be left alone.
        """
        asked, is_for_good = url, True
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in headers.items() if value}
        for _ in range(self.limits.redirects + 1):
            _check(url)
            answer, target = await self._polite(url, headers)
            if answer is not None:
                moved = answer.url if is_for_good and answer.url != asked else ""
                return replace(answer, moved=moved)
            is_for_good = is_for_good and target.is_for_good
            url = target.url
        wrong = f"more than {self.limits.redirects} redirects"
        raise FetchError(asked, wrong, "give the last address")

    async def robots(self, url: str) -> Robots:
        """The rules of an address's host."""
        return await self._robots(url, self._host(url))

    async def _polite(
        self, url: str, headers: Mapping[str, str]
    ) -> tuple[Fetched | None, "_Target"]:
        """One request, when its host's turn has come and its rules allow it."""
        host = self._host(url)
        async with host.lock:
            robots = await self._robots(url, host)
            if not robots.allows(url, PRODUCT):
                if robots.is_closed:
                    raise FetchError(url, "its host's robots.txt cannot be had")
                wrong = "robots.txt forbids it"
                raise FetchError(url, wrong, "ask the outlet", is_lasting=True)
            await self._turn(host, robots)
            try:
                async with self._room:
                    return await self._request(url, headers)
            finally:
                host.free = self._clock() + self.limits.pace

    async def _turn(self, host: _Host, robots: Robots) -> None:
        more = max(0.0, robots.delay(PRODUCT) - self.limits.pace)
        wait = host.free + more - self._clock() if host.free else 0.0
        if wait > 0:
            await asyncio.sleep(wait)

    async def _robots(self, url: str, host: _Host) -> Robots:
        if host.failure is not None and self._clock() < host.failed_until:
            raise host.failure
        if host.robots is None or self._clock() > host.robots_until:
            try:
                host.robots = await self._asked_robots(url)
            except FetchError as error:
                # A host that is down is not asked again for each of its reports.
                host.failure = error
                host.failed_until = self._clock() + _DOWN_SECONDS
                raise
            seconds = 300.0 if host.robots.is_closed else _ROBOTS_SECONDS
            host.robots_until = self._clock() + seconds
        return host.robots

    async def _asked_robots(self, url: str) -> Robots:
        # RFC 9309, 2.3.1: not there means all is allowed, unreachable means nothing.
        address, plain = urljoin(url, "/robots.txt"), {"Accept-Encoding": "identity"}
        try:
            for _ in range(self.limits.redirects + 1):
                _check(address)
                async with self._room:
                    answer, target = await self._request(address, plain, MAX_BYTES)
                if answer is not None:
                    return parse_robots(answer.body)
                address = target.url
        except FetchError as error:
            if not error.status:
                raise
            is_missing = 400 <= error.status < 500 and error.status != _TOO_MANY
            return OPEN if is_missing else CLOSED
        return OPEN

    def _host(self, url: str) -> _Host:
        parts = urlsplit(url)
        return self._hosts.setdefault(f"{parts.scheme}://{parts.netloc}", _Host())

    def _session(self, url: str) -> aiohttp.ClientSession:
        """A session that reaches the open internet only, or one for a host of ours."""
        name = (urlsplit(url).hostname or "").lower()
        key = name if name in self._private else ""
        if key not in self._sessions:
            self._sessions[key] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    ssl=self._tls,
                    limit=self.limits.at_once,
                    use_dns_cache=False,
                    socket_factory=_any_socket if key else _public_socket,
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=self.limits.seconds),
                headers={
                    "User-Agent": self.agent,
                    "Accept": _ACCEPT,
                    "Accept-Encoding": "gzip, deflate",
                },
                auto_decompress=False,
                trust_env=False,
            )
        return self._sessions[key]

    async def _request(
        self, url: str, headers: Mapping[str, str], most: int = 0
    ) -> tuple[Fetched | None, "_Target"]:
        limit = most or self.limits.bytes
        try:
            async with self._session(url).get(
                url, headers=headers, allow_redirects=False
            ) as answer:
                status = answer.status
                if status in _MOVED and answer.headers.get("Location"):
                    target = urljoin(url, answer.headers["Location"].strip())
                    return None, _Target(target, status in _FOR_GOOD)
                if status not in {200, 203, NOT_MODIFIED}:
                    raise _refused(url, answer)
                pieces = await _pieces(answer, url, limit, is_cut=bool(most))
                encoding = answer.headers.get("Content-Encoding", "")
                body = decoded_body(pieces, encoding if pieces else "", url, limit)
                return _fetched(url, answer, body), _Target(url, False)
        except TimeoutError as error:
            wrong = f"no whole answer within {self.limits.seconds:g} seconds"
            raise FetchError(url, wrong) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _failed(url, error) from error


@dataclass(frozen=True, slots=True)
class _Target:
    url: str
    is_for_good: bool


def _check(url: str) -> None:
    wrong = refusal(url)
    if wrong:
        raise FetchError(url[:200], wrong, "it is not fetched", is_lasting=True)


def _public_socket(info: Any) -> socket.socket:
    """A socket for an address; called when the connection is about to be made."""
    if not is_public(str(info[4][0])):
        raise AddressRefused(f"resolves to {info[4][0]}, not of the open internet")
    return _any_socket(info)


def _any_socket(info: Any) -> socket.socket:
    made = socket.socket(info[0], info[1], info[2])
    made.setblocking(False)
    return made


async def _pieces(answer: Any, url: str, limit: int, *, is_cut: bool) -> list[bytes]:
    pieces: list[bytes] = []
    size = 0
    async for piece in answer.content.iter_chunked(_PIECE):
        size += len(piece)
        if size > limit and is_cut:
            return pieces
        if size > limit:
            wrong = f"more than {limit:,} bytes"
            raise FetchError(url, wrong, "no page or feed is so large", is_lasting=True)
        pieces.append(piece)
    return pieces


def _fetched(url: str, answer: Any, body: bytes) -> Fetched:
    return Fetched(
        url=url,
        moved="",
        status=answer.status,
        body=body,
        charset=_charset(answer),
        etag=answer.headers.get("ETag", "")[:400],
        modified=answer.headers.get("Last-Modified", "")[:80],
        fresh=_fresh(answer.headers),
    )


def _charset(answer: Any) -> str:
    try:
        return str(answer.charset or "")
    except (ValueError, TypeError):
        return ""


def _fresh(headers: Mapping[str, str]) -> int:
    """Seconds for which an answer stays fresh (RFC 9111, 4.2.1)."""
    for part in headers.get("Cache-Control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.strip('"').isdigit():
            return int(value.strip('"')[:9])
    until, now = _seconds(headers.get("Expires")), _seconds(headers.get("Date"))
    return max(0, int(until - now)) if until and now else 0


def _seconds(stamp: str | None) -> float:
    try:
        return parsedate_to_datetime(stamp).timestamp() if stamp else 0.0
    except (ValueError, TypeError, OverflowError):
        return 0.0


def _refused(url: str, answer: Any) -> FetchError:
    status: int = answer.status
    try:
        phrase = HTTPStatus(status).phrase.lower()
    except ValueError:
        phrase = "no known status"
    asked = answer.headers.get("Retry-After", "")
    wait = float(asked[:7]) if asked.isdigit() else 0.0
    if asked and not wait:
        wait = max(0.0, _seconds(asked) - (_seconds(answer.headers.get("Date")) or 0.0))
        wait = wait if answer.headers.get("Date") else 0.0
    is_lasting = status in {401, 402, 403, 404, 405, 406, 410, 451}
    return FetchError(
        url,
        f"answered {status} ({phrase})",
        status=status,
        wait=min(wait, 7 * 86400.0),
        is_lasting=is_lasting,
    )


def _failed(url: str, error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, AddressRefused):
            remedy = "allow its host with --allow-private where it is yours"
            return FetchError(url, str(cause), remedy, is_lasting=True)
        cause = cause.__cause__ or getattr(cause, "os_error", None)
    if isinstance(error, aiohttp.ClientConnectorCertificateError | ssl.SSLError):
        return FetchError(url, "its certificate is not valid", "tell its outlet")
    told = " ".join(str(error).split())[:160] or type(error).__name__
    return FetchError(url, told.lower(), "try again later")
