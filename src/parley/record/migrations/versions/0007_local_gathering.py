"""What gathering anew asks of a telling: its key, what stands for it, and the two clusters it fits.

``members`` and ``cells`` follow from the documents and are made anew, so they are made from
nothing here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

Key = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes both tables anew, and asks for the events of every document on the desk."""
    op.drop_table("members")
    op.drop_table("cells")
    op.create_table(
        "members",
        sa.Column("number", Number, primary_key=True, autoincrement=False),
        sa.Column("id", Key, nullable=False),
        sa.Column("doc", Key, nullable=False),
        sa.Column("content", Key, nullable=False),
        sa.Column("telling", sa.Text, nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("same", sa.BigInteger, nullable=False),
        sa.Column("rep", Number, nullable=False),
        sa.Column("head", Number, nullable=False),
        sa.Column("chosen", Number),
        sa.Column("fit", sa.Float),
        sa.Column("rival", Number),
        sa.Column("second", sa.Float),
        sa.Column("event", Key, nullable=False),
    )
    op.create_index("members_by_id", "members", ["id", "doc"], unique=True)
    op.create_index("members_by_document", "members", ["doc"])
    op.create_index("members_by_key", "members", ["same"])
    op.create_index("members_by_head", "members", ["head"])
    for name, column in (("members_by_choice", "chosen"), ("members_by_rival", "rival")):
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, "members", [column], sqlite_where=there, postgresql_where=there)
    op.create_table(
        "cells",
        sa.Column("cell", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer, primary_key=True),
        sa.Column("member", sa.BigInteger, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM dirty")
    op.execute("INSERT INTO dirty (doc) SELECT DISTINCT id FROM documents")
