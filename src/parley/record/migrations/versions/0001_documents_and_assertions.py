"""Documents in their versions, the assertions coded in them, and other names of the same."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Key = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables of the first version."""
    op.create_table(
        "meta",
        sa.Column("key", Key, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("id", Key, primary_key=True),
        sa.Column("content", Key, primary_key=True),
        sa.Column("current", sa.Integer, nullable=False),
        sa.Column("coder", Key, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "assertions",
        sa.Column("id", Key, primary_key=True),
        sa.Column("doc", Key, primary_key=True),
        sa.Column("content", Key, primary_key=True),
        sa.Column("kind", Key, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("assertions_by_document", "assertions", ["doc", "content"])
    op.create_table(
        "aliases",
        sa.Column("alias", Key, primary_key=True),
        sa.Column("content", Key, primary_key=True),
        sa.Column("id", Key, nullable=False),
    )
