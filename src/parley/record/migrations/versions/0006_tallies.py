"""How many events and documents there are of each kind, and what each document holds."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

Key = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables, and asks for the events of every document on the desk."""
    op.create_table(
        "tallies",
        sa.Column("facet", Key, primary_key=True),
        sa.Column("year", Key, primary_key=True),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("mark", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "holdings",
        sa.Column("doc", Key, primary_key=True),
        sa.Column("published", Key, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("counted", sa.Text, nullable=False),
    )
    op.create_index("holdings_by_date", "holdings", ["published", "doc"])
    claims = sa.text("claims > 0")
    op.create_index(
        "holdings_with_claims",
        "holdings",
        ["published", "doc"],
        sqlite_where=claims,
        postgresql_where=claims,
    )
    for table in ("members", "cells", "events", "facets", "reference_joins", "dirty"):
        op.execute(f"DELETE FROM {table}")
    op.execute("INSERT INTO dirty (doc) SELECT DISTINCT id FROM documents")
