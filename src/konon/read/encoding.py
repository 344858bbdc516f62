"""Bytes -> text: by byte order mark, header, the document's own word, its letters."""

import codecs
import re

from resiliparse.parse.encoding import detect_encoding

from konon.errors import ReportError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_OWN_WORD = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})"
    rb"|<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_HEAD = 4096
_SAMPLE = 100_000
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""Pages that say Latin-1 mean Windows-1252 (WHATWG Encoding, 4.2)."""


def decoded(data: bytes, where: str, declared: str = "") -> str:
    """The text of some bytes. `declared` is the charset that a header gave.

    What is not UTF-8, and says nothing of itself, is read as its letters suggest; a
    byte that fits nowhere becomes U+FFFD.

    Raises:
        ReportError: there are no bytes, or they are no text.
    """
    if not data.strip():
        raise ReportError(where, "empty", "leave it out")
    text = _text(data, declared)
    if len(_CONTROL.findall(text[:4000])) > len(text[:4000]) // 100:
        raise ReportError(where, "binary, not text", "give text, HTML or JSON Lines")
    return text


def _text(data: bytes, declared: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    own = _OWN_WORD.search(data[:_HEAD])
    named = (own[1] or own[2]).decode("ascii") if own else ""
    # Much says Latin-1 and is UTF-8, which nothing else is by chance: ask that first.
    for name in ("utf-8", declared, named):
        codec = _codec(name)
        if codec and not (codec == "utf-16" and b"\0" not in data[:_HEAD]):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                continue
    # The detector takes what it does not know for Windows-1252.
    guess = _codec(detect_encoding(data[:_SAMPLE]) or "") or "cp1252"
    return data.decode(guess, "replace")


def _codec(name: str) -> str:
    """The name by which Python knows a text encoding; empty where it does not."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'")) if name.strip() else None
    except (LookupError, ValueError):
        return ""
    # Codecs such as "zip" and "hex" make no text.
    if codec is None or not getattr(codec, "_is_text_encoding", True):
        return ""
    return _WIDER.get(codec.name, codec.name)
