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
)

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

Index("ix_account_event_id", account.c.event_id)
Index("ix_report_stamp", report.c.stamp)
