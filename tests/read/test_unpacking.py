"""Packed bytes: whole, broken, and bombs."""

import gzip
import zlib

import pytest
import zstandard

from konon.errors import FetchError
from konon.read.unpacking import decoded_body, unpacked

LIMIT = 1_000_000


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"har") + gzip.compress(b"bour"),
        zstandard.compress(b"harbour"),
        b"harbour",
    ],
)
def test_whole_bytes_come_out(data: bytes) -> None:
    """gzip in several members, zstd, and plain bytes are told by their start."""
    assert unpacked(data, "x", LIMIT) == b"harbour"


@pytest.mark.parametrize("body", [zlib.compress(b"har"), zlib.compress(b"har")[2:-4]])
def test_deflate_has_two_forms(body: bytes) -> None:
    """Servers send deflate with and without the head of zlib; pieces may be small."""
    pieces = [body[at : at + 1] for at in range(len(body))]
    assert decoded_body(pieces, "deflate", "x", LIMIT) == b"har"


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(bytes(10**8)),
        zstandard.compress(bytes(10**8)),
        gzip.compress(gzip.compress(bytes(10**9)) + bytes(10**7)),
    ],
)
def test_bomb_is_stopped(data: bytes) -> None:
    """What unpacks to more than the limit is refused, not held."""
    with pytest.raises(FetchError, match="more than 1,000,000 bytes"):
        unpacked(data, "x", LIMIT)


@pytest.mark.parametrize(
    "data", [gzip.compress(b"q" * 999)[:-20], b"\x1f\x8b" + b"x" * 30]
)
def test_broken_bytes_are_told(data: bytes) -> None:
    """Bytes that end too early or are no gzip at all are an error, not half a page."""
    with pytest.raises(FetchError, match="packed bytes"):
        unpacked(data, "x", LIMIT)


def test_unknown_encoding_is_refused() -> None:
    """An encoding that nobody asked for is not guessed at."""
    with pytest.raises(FetchError, match="unknown content encoding 'br'"):
        decoded_body([b"x"], "br", "x", LIMIT)
