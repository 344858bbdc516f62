"""The tables. Columns are what is searched by; `body` is the whole value as JSON."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

report = Table(
    "report",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("stamp", String(40), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
    Column("reader", String(20), nullable=False),
    Column("address", Text, nullable=False, server_default=""),
    Column("seal", String(16), nullable=False, server_default=""),
    Column("modified", String(40), nullable=False, server_default=""),
    Column("seen", String(40), nullable=False, server_default=""),
    Column("newer", String(16), nullable=True),
)
"""`address` is the key of the page's address, `seal` of outlet and text; `newer` is the
id of the version that took this one's place."""

account = Table(
    "account",
    METADATA,
    Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("local_id", String(12), primary_key=True),
    Column("event_id", String(16), nullable=True),
    Column("body", Text, nullable=False),
)

event = Table(
    "event",
    METADATA,
    Column("id", String(16), primary_key=True),
    Column("type", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("changed", String(40), nullable=False),
    Column("body", Text, nullable=False),
)

setting = Table(
    "setting",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

page = Table(
    "page",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""Raw bytes of pages, packed, by the SHA-256 of what is inside."""

sighting = Table(
    "sighting",
    METADATA,
    Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("seen", String(40), nullable=False),
    Column("page", String(64), nullable=False),
    Column("given", Text, nullable=False),
)
"""Where and when a report was met; `page` is the hash of its bytes where they are kept,
`given` what was known beside them, as JSON."""

feed = Table(
    "feed",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("moved", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("added", String(40), nullable=False),
    Column("etag", Text, nullable=False),
    Column("modified", Text, nullable=False),
    Column("checked", String(40), nullable=False),
    Column("changed", String(40), nullable=False),
    Column("due", String(40), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("health", String(16), nullable=False),
    Column("told", Text, nullable=False),
)

item = Table(
    "item",
    METADATA,
    Column("address", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("feed", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", String(40), nullable=False),
    Column("updated", String(40), nullable=False),
    Column("outlet", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("seen", String(40), nullable=False),
    Column("due", String(40), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Column("page", String(64), nullable=False),
    Column("charset", String(40), nullable=False),
    Column("etag", Text, nullable=False),
    Column("report_id", String(16), nullable=True),
)
"""Reports that feeds told of: waiting, fetched (here, not read), kept, refused."""

fetch = Table(
    "fetch",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("url", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("status", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("page", String(64), nullable=False),
    Column("told", Text, nullable=False),
)
"""Every fetch: what was asked, when, what came."""

progress = Table(
    "progress",
    METADATA,
    Column("path", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("offset", Integer, nullable=False),
)
"""How far a long archive was read, in bytes."""

Index("ix_report_address", report.c.address)
Index("ix_report_seal", report.c.seal)
Index("ix_item_state", item.c.state, item.c.due)
Index("ix_item_feed", item.c.feed)
Index("ix_fetch_at", fetch.c.at)
Index("ix_account_event_id", account.c.event_id)
Index("ix_report_stamp", report.c.stamp)
