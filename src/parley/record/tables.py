"""The desk's tables, as the newest migration leaves them (see ``migrations``)."""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, literal_column

Key = String().with_variant(String(collation="C"), "postgresql")
"""Ids: in the same order on every database, whatever its language."""

DERIVED = "derived"
"""``info={DERIVED: True}``: a table that follows from others, and that no backup need hold."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Key, primary_key=True),
    Column("value", String, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    # One row a version: the same id with other content supersedes the older.
    Column("id", Key, primary_key=True),
    Column("content", Key, primary_key=True),
    Column("current", Integer, nullable=False),
    Column("coder", Key, nullable=False),
    Column("payload", Text, nullable=False),
)

Index("documents_by_content", documents.c.content)
CURRENT = documents.c.current == literal_column("1")
"""Written out, as the index below has it: with a parameter SQLite does not know it for the same."""
Index(
    "documents_by_coder",
    documents.c.coder,
    sqlite_where=CURRENT,
    postgresql_where=CURRENT,
)

assertions = Table(
    "assertions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("doc", Key, primary_key=True),
    Column("content", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("payload", Text, nullable=False),
)
Index("assertions_by_document", assertions.c.doc, assertions.c.content)

aliases = Table(
    "aliases",
    metadata,
    # The same content under another id: noted, not counted twice.
    Column("alias", Key, primary_key=True),
    Column("content", Key, primary_key=True),
    Column("id", Key, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    # What analysts decided: rows are added, and never changed or taken out.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made", String, nullable=False),
    Column("author", String, nullable=False),
    Column("act", Key, nullable=False),
    Column("payload", Text, nullable=False),
)

decided = Table(
    "decided",
    metadata,
    # The documents that a decision speaks of.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("doc", Key, primary_key=True),
)
Index("decided_by_document", decided.c.doc)
