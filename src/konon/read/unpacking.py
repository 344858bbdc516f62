"""Packed bytes -> bytes, never more than a limit: gzip, deflate, zstd.

A bomb of a few kilobytes that would fill the memory is stopped at the limit, whatever
it says of its own size.
"""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

import zstandard

from konon.errors import FetchError

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
ENCODINGS = {"gzip", "x-gzip", "deflate", "identity", ""}
"""Content encodings that a fetch can read; others are not asked for."""
_PIECE = 1 << 16
_WINDOW = 27
"""Zstandard frames that need more than 128 MB of window are not unpacked."""


def unpacked(data: bytes, where: str, limit: int) -> bytes:
    """The bytes inside gzip or zstd, by their first bytes; others as they are.

    Raises:
        FetchError: they are broken, or more than `limit` bytes.
    """
    held: _Deflate | _Zstd
    if data.startswith(GZIP):
        held = _gzip()
    elif data.startswith(ZSTD):
        held = _Zstd()
    else:
        return data
    return b"".join(_unpacking([data], held, where, limit))


def decoded_body(
    pieces: Iterable[bytes], encoding: str, where: str, limit: int
) -> bytes:
    """A body in a content encoding, unpacked.

    Raises:
        FetchError: it is broken, too much, or in an encoding that nobody asked for.
    """
    encoding = encoding.strip().lower()
    if encoding not in ENCODINGS:
        raise FetchError(where, f"unknown content encoding '{encoding[:20]}'")
    held = None
    if encoding not in {"", "identity"}:
        held = _HeadlessDeflate() if encoding == "deflate" else _gzip()
    return b"".join(_unpacking(pieces, held, where, limit))


def _unpacking(
    pieces: Iterable[bytes], held: "_Deflate | _Zstd | None", where: str, limit: int
) -> Iterator[bytes]:
    """The pieces inside, one after the other, up to the limit."""
    size = 0
    for piece in pieces:
        for inside in held.unpacked(piece, where) if held else [piece]:
            size += len(inside)
            if size > limit:
                wrong = f"more than {limit:,} bytes unpacked"
                raise FetchError(where, wrong, "no page or feed is so large")
            yield inside
    if held is not None and not held.is_done:
        raise FetchError(where, "its packed bytes end too early", "fetch it again")


def packed(data: bytes) -> bytes:
    """Bytes packed for keeping (zstd, level 9)."""
    return zstandard.ZstdCompressor(level=9).compress(data)


def opened(file: IO[bytes]) -> IO[bytes]:
    """A file's bytes as a stream, unpacked on the way where they are gzip or zstd."""
    start = file.read(4)
    file.seek(0)
    if start.startswith(GZIP):
        return io.BufferedReader(gzip.GzipFile(fileobj=file))
    if start.startswith(ZSTD):
        opener = zstandard.ZstdDecompressor(max_window_size=1 << _WINDOW)
        reader = opener.stream_reader(file, read_across_frames=True)
        return io.BufferedReader(reader)
    return file


class _Deflate:
    """gzip members or deflate, unpacked in small pieces."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._held = zlib.decompressobj(wbits)
        self.is_done = False

    def unpacked(self, piece: bytes, where: str) -> Iterator[bytes]:
        """The pieces inside a piece."""
        while piece:
            if self.is_done:
                # Members of gzip may follow each other; other rubbish is let be.
                if self._wbits < 16 or not piece.startswith(GZIP):
                    return
                self._held, self.is_done = zlib.decompressobj(self._wbits), False
            try:
                inside = self._held.decompress(piece, _PIECE)
            except zlib.error as error:
                raise FetchError(where, f"broken packed bytes ({error})") from error
            if inside:
                yield inside
            self.is_done = self._held.eof
            piece = (
                self._held.unused_data if self.is_done else (self._held.unconsumed_tail)
            )


class _HeadlessDeflate(_Deflate):
    """What servers call deflate: with or without the head of zlib."""

    def __init__(self) -> None:
        super().__init__(zlib.MAX_WBITS)
        self._is_first = True

    def unpacked(self, piece: bytes, where: str) -> Iterator[bytes]:
        """The pieces inside a piece."""
        if self._is_first and piece and (piece[0] & 0x0F) != 8:
            self._held = zlib.decompressobj(-zlib.MAX_WBITS)
        self._is_first = False
        yield from super().unpacked(piece, where)


class _Zstd:
    """Zstandard frames, unpacked in small pieces."""

    def __init__(self) -> None:
        self._held = zstandard.ZstdDecompressor(max_window_size=1 << _WINDOW)
        self.is_done = False

    def unpacked(self, piece: bytes, where: str) -> Iterator[bytes]:
        """The pieces inside a piece, which must be the whole."""
        try:
            yield from self._held.read_to_iter(piece, write_size=_PIECE)
        except zstandard.ZstdError as error:
            raise FetchError(where, f"broken packed bytes ({error})") from error
        self.is_done = True


def _gzip() -> _Deflate:
    return _Deflate(zlib.MAX_WBITS | 16)
