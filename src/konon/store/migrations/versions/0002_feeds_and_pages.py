"""Feeds, their items, raw pages, sightings, versions of reports, progress."""

import sqlalchemy as sa
from alembic import op

from konon.read.addresses import address_key
from konon.read.reports import seal_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and give the reports that are kept their keys."""
    _more_of_reports()
    _pages()
    op.create_table(
        "feed",
        sa.Column("url", sa.Text, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("moved", "title", "etag", "modified", "told")
        ),
        *(
            sa.Column(name, sa.String(40), nullable=False)
            for name in ("added", "checked", "changed", "due")
        ),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("health", sa.String(16), nullable=False),
    )
    op.create_table(
        "item",
        sa.Column("address", sa.Text, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("url", "feed", "key", "title", "outlet", "told", "etag")
        ),
        *(
            sa.Column(name, sa.String(40), nullable=False)
            for name in ("published", "updated", "seen", "due", "charset")
        ),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("page", sa.String(64), nullable=False),
        sa.Column("report_id", sa.String(16), nullable=True),
    )
    op.create_table(
        "fetch",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("page", sa.String(64), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
    )
    op.create_table(
        "progress",
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("offset", sa.Integer, nullable=False),
    )
    op.create_index("ix_item_state", "item", ["state", "due"])
    op.create_index("ix_item_feed", "item", ["feed"])
    op.create_index("ix_fetch_at", "fetch", ["at"])


def _more_of_reports() -> None:
    for name, length in (("seal", 16), ("modified", 40), ("seen", 40)):
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("report", column)
    column = sa.Column("address", sa.Text, nullable=False, server_default="")
    op.add_column("report", column)
    op.add_column("report", sa.Column("newer", sa.String(16), nullable=True))
    connection = op.get_bind()
    report = sa.table(
        "report",
        *(sa.column(name) for name in ("id", "url", "outlet", "text")),
        *(sa.column(name) for name in ("address", "seal")),
    )
    columns = (report.c.id, report.c.url, report.c.outlet, report.c.text)
    for row in connection.execute(sa.select(*columns)).all():
        connection.execute(
            sa.update(report)
            .where(report.c.id == row.id)
            .values(address=address_key(row.url), seal=seal_of(row.outlet, row.text))
        )
    op.create_index("ix_report_address", "report", ["address"])
    op.create_index("ix_report_seal", "report", ["seal"])


def _pages() -> None:
    op.create_table(
        "page",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "sighting",
        sa.Column("report_id", sa.String(16), primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("seen", sa.String(40), nullable=False),
        sa.Column("page", sa.String(64), nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], "fk_sighting_report_id", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Refused: migrations only go forward."""
    raise NotImplementedError("migrations only go forward")
