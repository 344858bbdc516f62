"""WARC archives -> pages, one after the other: never more than one record is held."""

from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from konon.errors import FetchError, ReportError
from konon.read.reports import Inputs, RawPage, Refused
from konon.read.unpacking import ENCODINGS, decoded_body

MAX_RECORD = 8 << 20
_HTML = ("text/html", "application/xhtml+xml")
_GOOD = {200, 203}
_KINDS = WarcRecordType.response | WarcRecordType.resource


def pages_of_warc(file: IO[bytes], where: str, start: int = 0) -> Inputs:
    """The HTML pages of an archive (.warc, .warc.gz, .warc.zst), from an offset on.

    Each has its record's offset. Other records, redirects and errors are passed over.
    A broken record ends the archive, with a refusal that names the place.
    """
    file.seek(start)
    at = start
    try:
        for record in ArchiveIterator(
            file, record_types=_KINDS, max_content_length=MAX_RECORD
        ):
            at = record.stream_pos
            page = _page(record, f"{where}:{at}", at)
            if page is not None:
                yield page
    except (OSError, ValueError, RuntimeError) as error:
        wrong = f"cannot be read further ({' '.join(str(error).split())[:100]})"
        yield Refused(ReportError(f"{where}:{at}", wrong, "what is before it was read"))


def _page(record: object, where: str, offset: int) -> RawPage | None:
    # fastwarc is compiled and has no types of its own.
    kind = str(getattr(record, "http_content_type", None) or "").lower()
    head = getattr(record, "http_headers", None)
    if head is None or not kind.startswith(_HTML):
        return None
    if getattr(head, "status_code", 0) not in _GOOD:
        return None
    encoding = str(head.get("Content-Encoding", "") or "").strip().lower()
    if encoding not in ENCODINGS:
        return None
    data = record.reader.read()  # type: ignore[attr-defined]
    if encoding and not _is_plain(data):
        try:
            data = decoded_body([data], encoding, where, MAX_RECORD)
        except FetchError:
            return None
    headers = record.headers  # type: ignore[attr-defined]
    return RawPage(
        where=where,
        data=data,
        url=str(headers.get("WARC-Target-URI", "")).strip("<> "),
        charset=str(getattr(record, "http_charset", None) or ""),
        offset=offset,
    )


def _is_plain(data: bytes) -> bool:
    """Whether a body that says it is packed is not: many archives unpack it."""
    return data.lstrip()[:1] == b"<"
