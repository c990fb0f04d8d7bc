"""Passages of documents and the words in them, for full-text search."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Key = sa.String().with_variant(sa.String(collation="C"), "postgresql")
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables, which are filled when the desk is opened."""
    op.create_table(
        "texts",
        sa.Column("number", Number, primary_key=True, autoincrement=False),
        sa.Column("doc", Key, nullable=False),
        sa.Column("content", Key, nullable=False),
        sa.Column("current", sa.Integer, nullable=False),
        sa.Column("lang", Key, nullable=False),
        sa.Column("published", Key, nullable=False),
        sa.Column("voice", Key, nullable=False),
        sa.Column("source", Key, nullable=False),
    )
    op.create_index("texts_by_document", "texts", ["doc", "content"], unique=True)
    op.create_table(
        "passages",
        sa.Column("number", Number, primary_key=True, autoincrement=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
    )
    op.create_table(
        "quoted",
        sa.Column("passage", Number, primary_key=True, autoincrement=False),
        sa.Column("assertion", Key, primary_key=True),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE words USING fts5(tokens, content='', tokenize='ascii')")
    else:
        op.execute("CREATE TABLE words (number bigint PRIMARY KEY, tokens tsvector NOT NULL)")
        op.execute("CREATE INDEX words_by_token ON words USING gin (tokens)")
