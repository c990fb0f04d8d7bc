"""Indexes, so that a document costs as little on a large desk as on a small one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the indexes that a document's twin and documents coded by other rules are found by."""
    op.create_index("documents_by_content", "documents", ["content"])
    current = sa.text("current = 1")
    op.create_index(
        "documents_by_coder",
        "documents",
        ["coder"],
        sqlite_where=current,
        postgresql_where=current,
    )
