"""What analysts have decided, and on which documents."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Key = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables of decisions."""
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("act", Key, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "decided",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("doc", Key, primary_key=True),
    )
    op.create_index("decided_by_document", "decided", ["doc"])
