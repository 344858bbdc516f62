"""E-mail newsletters -> drafts: subject, sender, date and text (RFC 5322, MIME)."""

from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import parseaddr
from typing import Any

from konon.errors import ReportError
from konon.packs import Packs
from konon.read.dates import iso_stamp
from konon.read.encoding import decoded
from konon.read.markup import plain_text
from konon.read.reports import Draft

_MOST_PARTS = 200
_LONGEST = 4000
"""Code points of one header field: no address or subject is so long, and parsers of
values need a time that grows with the square of what they are given."""
_LEAST = 200
"""A plain text part shorter than this only says that the mail has another part."""


class _Bounded(Compat32):
    """Header fields as they are, of a bounded length.

    The newer policies parse each field, and trip over many that nobody should have
    written (AttributeError, OverflowError); here only words in other letters are read.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of a field, the value cut."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST]


_POLICY = _Bounded()


def draft_of_mail(data: bytes, where: str, packs: Packs) -> Draft:
    """The report in an e-mail: its text part, else its HTML; attachments are left.

    Raises:
        ReportError: it is no e-mail, or has no text.
    """
    try:
        message = BytesParser(policy=_POLICY).parsebytes(data)
        return _draft(message, where, packs)
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        wrong = f"no e-mail that can be read ({type(error).__name__})"
        raise ReportError(where, wrong, "leave it out") from error


def _draft(message: Any, where: str, packs: Packs) -> Draft:
    if not (message.get("From") or message.get("Subject") or message.get("Date")):
        raise ReportError(where, "no e-mail: no head", "leave it out")
    plain, html = "", ""
    for part in _parts(message):
        kind = part.get_content_type()
        if kind == "text/plain" and not plain:
            plain = _text(part, where)
        elif kind == "text/html" and not html:
            html = plain_text(_text(part, where))
    text = plain if len(plain.strip()) >= _LEAST or not html else html
    if not text.strip():
        raise ReportError(where, "an e-mail without text", "leave it out")
    # Parted before it is read: a name may hold a comma.
    name, address = parseaddr(str(message.get("From", "")))
    return Draft(
        where,
        text.replace("\r\n", "\n"),
        key=_head(message, "Message-ID").strip("<> "),
        outlet=_read(name) or address.rpartition("@")[2],
        published=iso_stamp(_head(message, "Date"), packs),
        found="the e-mail's Date",
        title=_head(message, "Subject"),
    )


def _parts(message: Message) -> Iterator[Any]:
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            return
        if part.get_content_disposition() != "attachment" and not part.is_multipart():
            yield part


def _head(message: Message, name: str) -> str:
    """A header field on one line."""
    return _read(str(message.get(name, "")))


def _read(raw: str) -> str:
    """Words of a header, those in other letters read (RFC 2047)."""
    try:
        told = str(make_header(decode_header(raw)))
    except (MessageError, ValueError, LookupError):
        told = raw
    return " ".join(told.split())


def _text(part: Any, where: str) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    try:
        charset = part.get_content_charset("") or ""
        return decoded(data, where, charset)
    except ReportError:
        return ""
