"""Wires -> drafts: IPTC ninjs 1.x to 3.x, IPTC NewsML-G2 news items and messages."""

from collections.abc import Iterator
from typing import Any

from konon.errors import ReportError
from konon.packs import Packs
from konon.read.dates import iso_stamp
from konon.read.markup import plain_text, text_of_tree
from konon.read.reports import Draft, Drafts, Refused
from konon.read.xml import local, parse_xml, text_of

NEWSML_ROOTS = {"newsmessage", "newsitem", "packageitem", "conceptitem"}
_UNUSABLE = {"withheld", "canceled", "cancelled"}
_NINJS_BODIES = ("body_text", "body_html", "body_xhtml")


def is_ninjs(row: Any) -> bool:
    """Whether a JSON value looks like a ninjs item."""
    if not isinstance(row, dict) or "uri" not in row:
        return False
    keys = {str(key).lower() for key in row}
    return bool(
        keys & {*_NINJS_BODIES, "bodies", "headlines", "versioncreated", "pubstatus"}
    )


def draft_of_ninjs(row: Any, where: str, packs: Packs) -> Draft | Refused:
    """The report in a ninjs item; refused where it is withheld or has no text."""
    item = {str(key).lower(): value for key, value in row.items()}
    status = _string(item.get("pubstatus")).lower()
    if status in _UNUSABLE:
        return Refused(ReportError(where, f"its publisher marks it {status}"))
    text = _ninjs_text(item)
    if not text.strip():
        return Refused(ReportError(where, "a ninjs item without text", "leave it out"))
    version = iso_stamp(_string(item.get("versioncreated")), packs)
    first = iso_stamp(_string(item.get("firstcreated")), packs)
    uri = _string(item.get("uri"))
    return Draft(
        where,
        text,
        key=uri,
        url=_string(item.get("canonicalurl")) or _string(item.get("url")) or uri,
        outlet=_ninjs_outlet(item),
        published=version or first,
        found="ninjs versioncreated" if version else "ninjs firstcreated",
        lang=_string(item.get("language")),
        title=_string(item.get("headline")) or _valued(item.get("headlines"), "main"),
        modified=version,
    )


def _ninjs_text(item: dict[str, Any]) -> str:
    plain = _string(item.get("body_text"))
    if plain.strip():
        return plain
    for name in _NINJS_BODIES[1:]:
        found = plain_text(_string(item.get(name)))
        if found:
            return found
    bodies = item.get("bodies")
    for body in bodies if isinstance(bodies, list) else ():
        if isinstance(body, dict):
            body = {str(key).lower(): value for key, value in body.items()}
            value = _string(body.get("value"))
            kind = _string(body.get("contenttype")).lower()
            found = plain_text(value) if "html" in kind else value
            if found.strip():
                return found
    return ""


def _ninjs_outlet(item: dict[str, Any]) -> str:
    for name in ("provider", "copyrightholder", "infosource", "infosources", "source"):
        value = item.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("name") or value.get("literal")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _valued(rows: Any, role: str) -> str:
    """The value of the row in a role, else of the first row."""
    whole = rows if isinstance(rows, list) else []
    listed = [row for row in whole if isinstance(row, dict)]
    for row in listed:
        if _string(row.get("role")).lower().endswith(role):
            return _string(row.get("value"))
    return _string(listed[0].get("value")) if listed else ""


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def drafts_of_newsml(text: str, where: str, packs: Packs) -> Drafts:
    """The reports in a NewsML-G2 news item or message; what is none is refused."""
    parsed = parse_xml(text)
    root = parsed.root
    if root is None or local(root) not in NEWSML_ROOTS:
        yield Refused(ReportError(where, "no NewsML-G2", "give a news item or message"))
        return
    items = [node for node in root.iter() if local(node) == "newsitem"]
    if not items:
        wrong = "NewsML-G2 without a news item"
        yield Refused(ReportError(where, wrong, "leave it out"))
    for number, node in enumerate(items, 1):
        place = f"{where}:{number}" if len(items) > 1 else where
        yield _draft_of_item(node, place, packs)


def _draft_of_item(node: Any, where: str, packs: Packs) -> Draft | Refused:
    about = {local(child): child for child in node}
    management, content = about.get("itemmeta"), about.get("contentmeta")
    status = _coded(management, "pubstatus").rpartition(":")[2].lower()
    if status in _UNUSABLE:
        return Refused(ReportError(where, f"its publisher marks it {status}"))
    text = _newsml_text(about.get("contentset"))
    if not text.strip():
        return Refused(ReportError(where, "a news item without text", "leave it out"))
    version = iso_stamp(_said(management, "versioncreated"), packs)
    first = iso_stamp(_said(management, "firstcreated"), packs)
    guid = node.get("guid", "")
    # A link of the item to its own page; the guid names it where there is none.
    links = [child.get("href", "") for child in node if local(child) == "link"]
    url = next((link for link in links if link.startswith("http")), guid)
    return Draft(
        where,
        text,
        key=guid,
        url=url,
        outlet=_provider(management) or _said(content, "creditline"),
        published=version or first,
        found="NewsML-G2 versionCreated" if version else "NewsML-G2 firstCreated",
        lang=_language(content),
        title=_said(content, "headline"),
        modified=version,
    )


def _newsml_text(holder: Any | None) -> str:
    if holder is None:
        return ""
    for node in holder:
        if local(node) == "inlinexml":
            bodies = [b for b in node.iter() if local(b) in {"body.content", "body"}]
            inner = [b for b in bodies if local(b) == "body.content"] or bodies
            found = text_of_tree(inner[0] if inner else node)
            if found:
                return found
    for node in holder:
        if local(node) == "inlinedata":
            kind = node.get("contenttype", "").lower()
            whole = "".join(node.itertext())
            return plain_text(whole) if "html" in kind else whole.strip()
    return ""


def _said(parent: Any | None, name: str) -> str:
    for node in _named(parent, name):
        return text_of(node)
    return ""


def _coded(parent: Any | None, name: str) -> str:
    for node in _named(parent, name):
        return str(node.get("qcode") or node.get("literal") or node.get("uri") or "")
    return ""


def _named(parent: Any | None, name: str) -> Iterator[Any]:
    if parent is not None:
        yield from (node for node in parent if local(node) == name)


def _provider(management: Any | None) -> str:
    for node in _named(management, "provider"):
        names = [text_of(child) for child in node if local(child) == "name"]
        code = str(node.get("qcode", "")).rpartition(":")[2]
        return (names[0] if names else "") or str(node.get("literal") or code)
    return ""


def _language(content: Any | None) -> str:
    for node in _named(content, "language"):
        return str(node.get("tag", ""))
    return ""
