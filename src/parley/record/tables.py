"""The desk's tables."""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION = 1

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    # One row a version: the same id with other content supersedes the older.
    Column("id", String, primary_key=True),
    Column("content", String, primary_key=True),
    Column("current", Integer, nullable=False),
    Column("coder", String, nullable=False),
    Column("payload", Text, nullable=False),
)

assertions = Table(
    "assertions",
    metadata,
    Column("id", String, primary_key=True),
    Column("doc", String, primary_key=True),
    Column("content", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("payload", Text, nullable=False),
)
Index("assertions_by_document", assertions.c.doc, assertions.c.content)

aliases = Table(
    "aliases",
    metadata,
    # The same content under another id: noted, not counted twice.
    Column("alias", String, primary_key=True),
    Column("content", String, primary_key=True),
    Column("id", String, nullable=False),
)
