"""The desk's tables, as the newest migration leaves them (see ``migrations``)."""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    literal_column,
)

Key = String().with_variant(String(collation="C"), "postgresql")
"""Ids: in the same order on every database, whatever its language."""

Number = BigInteger().with_variant(Integer(), "sqlite")

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

Index("decisions_by_act", decisions.c.act)

decided = Table(
    "decided",
    metadata,
    # The documents that a decision speaks of.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("doc", Key, primary_key=True),
)
Index("decided_by_document", decided.c.doc)

SEARCH = "search"
"""The row of ``meta`` that says which version's index for search is whole: see ``index``."""

texts = Table(
    "texts",
    metadata,
    # Each version of a document, as a search chooses among them; nothing is "" here.
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("doc", Key, nullable=False),
    Column("content", Key, nullable=False),
    Column("current", Integer, nullable=False),
    Column("lang", Key, nullable=False),
    Column("published", Key, nullable=False),
    Column("voice", Key, nullable=False),
    Column("source", Key, nullable=False),
    info={DERIVED: True},
)
Index("texts_by_document", texts.c.doc, texts.c.content, unique=True)

passages = Table(
    "passages",
    metadata,
    # Where each stands in its text, whose number is the upper part of its own.
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    info={DERIVED: True},
)

quoted = Table(
    "quoted",
    metadata,
    # The events whose evidence stands in a passage, as their document tells them.
    Column("passage", Number, primary_key=True, autoincrement=False),
    Column("assertion", Key, primary_key=True),
    info={DERIVED: True},
    sqlite_with_rowid=False,
)

dirty = Table(
    "dirty",
    metadata,
    # Documents whose events are to be gathered anew: they came, changed, or were decided on.
    Column("doc", Key, primary_key=True),
    info={DERIVED: True},
)

members = Table(
    "members",
    metadata,
    # An event as one document tells it, and the merged event that it is of. ``telling``: what is
    # compared; ``payload``: all of it, where it differs from the assertion. ``same``: its key as a
    # number; ``rep``: the member that stands for all with the same; ``head``: the member that its
    # cluster is compared by. Of a coarse one ``chosen`` and ``rival`` are the heads of the clusters
    # that it fits best, ``fit`` and ``second`` how well.
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("id", Key, nullable=False),
    Column("doc", Key, nullable=False),
    Column("content", Key, nullable=False),
    Column("telling", Text, nullable=False),
    Column("payload", Text),
    Column("same", BigInteger, nullable=False),
    Column("rep", Number, nullable=False),
    Column("head", Number, nullable=False),
    Column("chosen", Number),
    Column("fit", Float),
    Column("rival", Number),
    Column("second", Float),
    Column("event", Key, nullable=False),
    info={DERIVED: True},
)
Index("members_by_id", members.c.id, members.c.doc, unique=True)
Index("members_by_document", members.c.doc)
Index("members_by_key", members.c.same)
Index("members_by_head", members.c.head)
for _name, _column in (("choice", members.c.chosen), ("rival", members.c.rival)):
    _there = _column.is_not(None)
    Index(f"members_by_{_name}", _column, sqlite_where=_there, postgresql_where=_there)

cells = Table(
    "cells",
    metadata,
    # See ``parley.record.cells``.
    Column("cell", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True),
    Column("member", BigInteger, primary_key=True),
    info={DERIVED: True},
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    # Merged events, without the reference chronology; the key is their place in a chronology.
    Column("event", Key, primary_key=True),
    Column("confidence", Float, nullable=False),
    Column("payload", Text, nullable=False),
    info={DERIVED: True},
)

facets = Table(
    "facets",
    metadata,
    # What an event is found by, in order of date: see ``parley.record.facets``.
    Column("facet", Key, primary_key=True),
    Column("span", Integer, primary_key=True),
    Column("event", Key, primary_key=True),
    Column("until", Key, nullable=False),
    info={DERIVED: True},
    sqlite_with_rowid=False,
)

tallies = Table(
    "tallies",
    metadata,
    # How many events have a facet, by the year in which they begin, and in all (year ""); and how
    # many documents are of a kind. ``mark`` differs where the events differ: see ``tallies``.
    Column("facet", Key, primary_key=True),
    Column("year", Key, primary_key=True),
    Column("n", Integer, nullable=False),
    Column("mark", BigInteger, nullable=False),
    info={DERIVED: True},
    sqlite_with_rowid=False,
)

holdings = Table(
    "holdings",
    metadata,
    # The current documents: "" for an unknown day, what else than events is coded in each, and
    # what each adds to ``tallies``.
    Column("doc", Key, primary_key=True),
    Column("published", Key, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("counted", Text, nullable=False),
    info={DERIVED: True},
)
Index("holdings_by_date", holdings.c.published, holdings.c.doc)
CLAIMING = holdings.c.claims > literal_column("0")
Index(
    "holdings_with_claims",
    holdings.c.published,
    holdings.c.doc,
    sqlite_where=CLAIMING,
    postgresql_where=CLAIMING,
)

reference_joins = Table(
    "reference_joins",
    metadata,
    # The reference chronology's events that the desk's documents tell of too.
    Column("event", Key, primary_key=True),
    Column("reference", Key, primary_key=True),
    Column("exact", Integer, nullable=False),
    Column("parts", Text, nullable=False),
    info={DERIVED: True},
)
