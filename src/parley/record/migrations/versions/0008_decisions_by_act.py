"""An index, so that what was joined or kept apart is found among many decisions."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the index that decisions are found in by what they do."""
    op.create_index("decisions_by_act", "decisions", ["act"])
