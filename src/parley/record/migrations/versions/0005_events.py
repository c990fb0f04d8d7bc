"""The merged events, kept: what tells of them, what they are found by, and what is to be redone."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

Key = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables, and asks for the events of every document on the desk."""
    op.create_table("dirty", sa.Column("doc", Key, primary_key=True))
    op.create_table(
        "members",
        sa.Column("number", Number, primary_key=True, autoincrement=False),
        sa.Column("id", Key, nullable=False),
        sa.Column("doc", Key, nullable=False),
        sa.Column("content", Key, nullable=False),
        sa.Column("telling", sa.Text, nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("head", Number),
        sa.Column("chosen", Number),
        sa.Column("event", Key),
    )
    op.create_index("members_by_id", "members", ["id", "doc"], unique=True)
    op.create_index("members_by_document", "members", ["doc"])
    op.create_index("members_by_head", "members", ["head"])
    chosen = sa.text("chosen IS NOT NULL")
    op.create_index(
        "members_by_choice",
        "members",
        ["chosen"],
        sqlite_where=chosen,
        postgresql_where=chosen,
    )
    op.create_table(
        "cells",
        sa.Column("cell", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer, primary_key=True),
        sa.Column("member", sa.BigInteger, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("cells_by_member", "cells", ["member"])
    op.create_table(
        "events",
        sa.Column("event", Key, primary_key=True),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "facets",
        sa.Column("facet", Key, primary_key=True),
        sa.Column("span", sa.Integer, primary_key=True),
        sa.Column("event", Key, primary_key=True),
        sa.Column("until", Key, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reference_joins",
        sa.Column("event", Key, primary_key=True),
        sa.Column("reference", Key, primary_key=True),
        sa.Column("exact", sa.Integer, nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
    )
    op.execute("INSERT INTO dirty (doc) SELECT DISTINCT id FROM documents")
