"""Wires and mails: ninjs, NewsML-G2, e-mail; whole and broken."""

from email.message import EmailMessage

import pytest

from konon.errors import ReportError
from konon.read.mails import draft_of_mail
from konon.read.reports import Draft, Refused
from konon.read.wires import draft_of_ninjs, drafts_of_newsml, is_ninjs
from make import packs

TEXT = "The harbour will be closed on Monday.\nShips will wait outside."
HTML = (
    "<p>The <b>harbour</b> will be closed on Monday.</p><p>Ships will wait outside.</p>"
)
NINJS_1 = {
    "uri": "urn:post:1",
    "type": "text",
    "versioncreated": "2024-06-12T08:00:00Z",
    "headline": "Harbour to close",
    "body_xhtml": HTML,
    "provider": {"name": "Post Wire"},
    "language": "en",
    "pubstatus": "usable",
}
NINJS_2 = {
    "uri": "http://wire.example/2",
    "versioncreated": "2024-06-12T08:00:00Z",
    "headlines": [{"role": "sub", "value": "x"}, {"role": "main", "value": "Harbour"}],
    "bodies": [{"contenttype": "text/html", "value": HTML}],
    "provider": "Post Wire",
}
NINJS_3 = {
    "uri": "http://wire.example/3",
    "versionCreated": "2024-06-12T08:00:00+00:00",
    "headlines": [{"value": "Harbour"}],
    "bodies": [{"contentType": "text/plain", "value": TEXT}],
    "infoSources": [{"name": "Post Wire"}],
    "pubStatus": "usable",
}
NEWSML = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
<itemSet><newsItem guid="tag:wire:{n}" version="2"><itemMeta>
<itemClass qcode="ninat:text"/><provider literal="Post Wire"/>
<versionCreated>2024-06-12T08:00:00Z</versionCreated><pubStatus qcode="stat:{status}"/>
</itemMeta><contentMeta><headline>Harbour to close</headline><language tag="en"/>
</contentMeta><contentSet>{body}</contentSet></newsItem></itemSet></newsMessage>"""
NITF = (
    "<inlineXML><nitf><body><body.head><hedline><hl1>"
    "Harbour to close</hl1></hedline></body.head><body.content>"
    f"{HTML}</body.content></body></nitf></inlineXML>"
)
XHTML = (
    '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head>'
    f"<body>{HTML}</body></html></inlineXML>"
)
PLAIN = f'<inlineData contenttype="text/plain">{TEXT}</inlineData>'


@pytest.mark.parametrize("row", [NINJS_1, NINJS_2, NINJS_3])
def test_ninjs_of_all_versions(row: dict[str, object]) -> None:
    """1.x, 2.x and 3.x give the same report."""
    assert is_ninjs(row)
    draft = draft_of_ninjs(row, "x", packs())
    assert isinstance(draft, Draft)
    assert (draft.text, draft.outlet) == (TEXT, "Post Wire")
    assert draft.title.startswith("Harbour")
    assert draft.published == "2024-06-12T08:00:00+00:00"
    assert draft.key == row["uri"]


def test_comment_in_html_costs_no_words() -> None:
    """What stands behind a comment in a wire's HTML is part of its sentence."""
    html = "<p>The harbour<!-- ad --> will be <b>closed</b><!-- ad --> on Monday.</p>"
    draft = draft_of_ninjs({**NINJS_1, "body_xhtml": html}, "x", packs())
    assert isinstance(draft, Draft)
    assert draft.text == "The harbour will be closed on Monday."


@pytest.mark.parametrize("body", [NITF, XHTML, PLAIN])
def test_newsml_bodies(body: str) -> None:
    """NITF, XHTML and plain text inside a news item are the same report."""
    (draft,) = drafts_of_newsml(
        NEWSML.format(n=1, body=body, status="usable"), "x", packs()
    )
    assert isinstance(draft, Draft)
    assert (draft.text, draft.outlet, draft.lang) == (TEXT, "Post Wire", "en")
    assert (draft.key, draft.title) == ("tag:wire:1", "Harbour to close")
    assert draft.published == "2024-06-12T08:00:00+00:00"


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_withheld_wires_are_refused(status: str) -> None:
    """What its publisher withholds or cancels is no report."""
    draft = draft_of_ninjs({**NINJS_1, "pubstatus": status}, "x", packs())
    assert isinstance(draft, Refused)
    text = NEWSML.format(n=1, body=PLAIN, status=status)
    (item,) = drafts_of_newsml(text, "x", packs())
    assert isinstance(item, Refused)
    assert str(item.error) == f"x: its publisher marks it {status}"


@pytest.mark.parametrize(
    "row",
    [
        {"uri": "x", "type": "picture", "versioncreated": "x"},
        {"uri": 1, "bodies": [1, None, {"value": 3}], "headlines": {"a": 1}},
        {"uri": None, "body_html": "<p></p>", "provider": [[]]},
    ],
)
def test_ninjs_without_text_is_refused(row: dict[str, object]) -> None:
    """Pictures and broken items are refused, whatever their fields hold."""
    assert isinstance(draft_of_ninjs(row, "x", packs()), Refused)


def test_message_of_several_items() -> None:
    """Each news item of a message is a report, told apart by its number."""
    text = NEWSML.format(n=1, body=PLAIN, status="usable")
    item = text[text.index("<newsItem") : text.index("</itemSet>")]
    text = text.replace("</itemSet>", item.replace("tag:wire:1", "tag:wire:2") * 2)
    drafts = list(drafts_of_newsml(text, "x", packs()))
    assert [d.where for d in drafts if isinstance(d, Draft)] == ["x:1", "x:2", "x:3"]


@pytest.mark.parametrize("text", ["", "<a/>", "<newsItem", "<newsMessage/>"])
def test_no_newsml_is_refused(text: str) -> None:
    """Other XML and broken XML are told."""
    (item,) = drafts_of_newsml(text, "x", packs())
    assert isinstance(item, Refused)


def mail(plain: str, html: str = "") -> EmailMessage:
    """A newsletter of our own."""
    message = EmailMessage()
    message["From"] = "The Pier <news@pier.example>"
    message["Subject"] = "Harbour to cl\u00f6se"
    message["Date"] = "Wed, 12 Jun 2024 08:00:00 +0700"
    message["Message-ID"] = "<1@pier.example>"
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf")
    return message


def test_mail_with_html_alone_in_full() -> None:
    """A short text part gives way to the HTML; the head is read as such."""
    draft = draft_of_mail(mail("See HTML.", HTML).as_bytes(), "x", packs())
    assert (draft.text, draft.outlet) == (TEXT, "The Pier")
    assert (draft.title, draft.key) == ("Harbour to cl\u00f6se", "1@pier.example")
    assert draft.published == "2024-06-12T08:00:00+07:00"


@pytest.mark.parametrize(
    ("sender", "outlet"),
    [
        ("=?utf-8?q?Doe=2C_Ren=C3=A9?= <a@b.example>", "Doe, René"),
        ("=?nothing?q?x?= <a@b.example>", "=?nothing?q?x?="),
        ("a@b.example", "b.example"),
    ],
)
def test_sender_of_a_mail_is_read_as_far_as_it_goes(sender: str, outlet: str) -> None:
    """Words in other letters are read; what cannot be read stays as it is."""
    data = f"From: {sender}\nSubject: x\n\n{TEXT}".encode()
    assert draft_of_mail(data, "x", packs()).outlet == outlet


def test_mail_in_plain_text() -> None:
    """A full text part is the report."""
    draft = draft_of_mail(mail(TEXT * 9, HTML).as_bytes(), "x", packs())
    assert draft.text.strip() == TEXT * 9


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no mail at all",
        b"From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x--\n",
        b"From: a\nContent-Type: text/html; charset=nope\n\n",
        b"Subject: x\n" + b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 500,
    ],
)
def test_broken_mail_is_refused(data: bytes) -> None:
    """A mail without head or text, or nested without end, is told."""
    with pytest.raises(ReportError):
        draft_of_mail(data, "x", packs())
