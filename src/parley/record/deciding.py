"""Decisions kept on a desk: read with what they point at today, and added to."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, insert, select

from parley.items import Problem, from_json, to_json
from parley.record.bulk import PIECE, pieces
from parley.record.decisions import Decision, Target, named
from parley.record.rows import rows
from parley.record.store import changed
from parley.record.tables import CURRENT, aliases, decided, decisions, documents


def read(connection: Connection, docs: Collection[str] | None = None) -> list[Decision]:
    """The decisions in the order in which they were made: all, or those that speak of ``docs``.

    Where the same content has come under another id since, they point at the document that it is
    now. Raises ``msgspec.DecodeError`` for a damaged row.
    """
    if docs is None:
        every = connection.execute(select(decisions).order_by(decisions.c.number))
        return _pointing(connection, every)
    found: set[int] = set()
    for piece in pieces(sorted({*docs, *_former(connection, docs)})):
        asked = select(decided.c.number).where(decided.c.doc.in_(piece))
        found.update(connection.scalars(asked))
    return numbered(connection, found)


def numbered(connection: Connection, numbers: Collection[int]) -> list[Decision]:
    """The decisions of these numbers, in order."""
    found: list[Row[Any]] = []
    for piece in pieces(sorted(numbers)):
        asked = select(decisions).where(decisions.c.number.in_(piece))
        found += connection.execute(asked.order_by(decisions.c.number)).all()
    return _pointing(connection, found)


def of_acts(connection: Connection, acts: Collection[str]) -> list[Decision]:
    """The decisions of these acts, in order, whether they hold or not."""
    asked = select(decisions).where(decisions.c.act.in_(acts)).order_by(decisions.c.number)
    return _pointing(connection, connection.execute(asked))


def _pointing(connection: Connection, found: Iterable[Row[Any]]) -> list[Decision]:
    """Decisions as kept, pointing at the documents that there are now."""
    kept = [_decoded(row) for row in found]
    moved = _moved(connection, {doc for decision in kept for doc in named(decision)})
    return [_pointed(decision, moved) for decision in kept] if moved else kept


def append(connection: Connection, decision: Decision, made: dt.datetime) -> Decision:
    """Keeps a decision and returns it with its number, in the writing transaction under way."""
    number = 1 + (newest(connection) or 0)
    kept = msgspec.structs.replace(decision, number=number, made=made)
    connection.execute(
        insert(decisions).values(
            number=number,
            made=made.isoformat(),
            author=decision.author,
            act=decision.act,
            payload=_payload(kept),
        )
    )
    docs = sorted(named(decision))
    if docs:
        connection.execute(insert(decided), [{"number": number, "doc": doc} for doc in docs])
    if docs:
        changed(connection, docs)
    return kept


def newest(connection: Connection) -> int:
    """The number of the last decision, 0 where there is none."""
    return int(connection.scalar(select(func.max(decisions.c.number))) or 0)


def laws(connection: Connection) -> Iterator[Problem]:
    """What is wrong with the decisions kept."""
    numbers = set()
    for row in rows(connection, decisions):
        where = f"decision {row.number}"
        numbers.add(row.number)
        try:
            decision = _decoded(row)
        except (msgspec.DecodeError, ValueError) as fault:
            yield Problem(where, f"damaged ({fault})")
            continue
        if (decision.author, decision.act) != (row.author, row.act):
            yield Problem(where, "kept under another author or act than its own")
        asked = select(decided.c.doc).where(decided.c.number == row.number)
        if set(connection.scalars(asked)) != named(decision):
            yield Problem(where, "kept under other documents than it speaks of")
        if decision.undoes is not None and decision.undoes not in numbers:
            yield Problem(where, f"undoes decision {decision.undoes}, which is not there before it")
    if numbers != set(range(1, len(numbers) + 1)):
        yield Problem("decisions", "their numbers do not follow one another")
    lost = select(decided.c.number).where(decided.c.number.not_in(select(decisions.c.number)))
    for number in connection.scalars(lost.distinct()):
        yield Problem(f"decision {number}", "is not there, but the documents that it speaks of")


def after(connection: Connection, number: int) -> list[Decision]:
    """The decisions made after one, in order."""
    asked = select(decisions).where(decisions.c.number > number).order_by(decisions.c.number)
    return _pointing(connection, connection.execute(asked).all())


def latest(connection: Connection, limit: int, before: int | None = None) -> list[Decision]:
    """The last decisions, or the last ones ``before`` a number; the newest first."""
    asked = select(decisions).order_by(decisions.c.number.desc()).limit(limit)
    if before is not None:
        asked = asked.where(decisions.c.number < before)
    return _pointing(connection, connection.execute(asked).all())


def _payload(decision: Decision) -> str:
    return to_json(msgspec.structs.replace(decision, number=0, made=None))


def _decoded(row: object) -> Decision:
    decision = from_json(row.payload, Decision)  # type: ignore[attr-defined]
    made = dt.datetime.fromisoformat(row.made)  # type: ignore[attr-defined]
    return msgspec.structs.replace(decision, number=row.number, made=made)  # type: ignore[attr-defined]


def _former(connection: Connection, docs: Iterable[str]) -> set[str]:
    """Other ids under which the same content as that of these documents was once kept."""
    found: set[str] = set()
    ahead = set(docs)
    while ahead:
        asked = select(aliases.c.alias).where(aliases.c.id.in_(sorted(ahead)[:PIECE]))
        ahead = set(sorted(ahead)[PIECE:]) | set(connection.scalars(asked)) - found
        found |= ahead
    return found


def _moved(connection: Connection, docs: set[str]) -> Mapping[str, str]:
    """Of documents that are no longer current, the one that has their content now."""
    found: dict[str, str] = {}
    for doc in sorted(docs - _current(connection, docs)):
        at, seen = doc, {doc}
        while not _current(connection, {at}):
            asked = select(aliases.c.id).where(aliases.c.alias == at).order_by(aliases.c.id)
            ahead = next((i for i in connection.scalars(asked).all() if i not in seen), None)
            if ahead is None:
                break
            at = ahead
            seen.add(at)
        else:
            found[doc] = at
    return found


def _current(connection: Connection, docs: set[str]) -> set[str]:
    found: set[str] = set()
    for piece in pieces(sorted(docs)):
        asked = select(documents.c.id).where(documents.c.id.in_(piece), CURRENT)
        found.update(connection.scalars(asked))
    return found


def _pointed(decision: Decision, moved: Mapping[str, str]) -> Decision:
    def there(targets: tuple[Target, ...]) -> tuple[Target, ...]:
        return tuple(
            msgspec.structs.replace(target, doc=moved.get(target.doc, target.doc))
            for target in targets
        )

    return msgspec.structs.replace(
        decision,
        targets=there(decision.targets),
        apart=there(decision.apart),
        doc=moved.get(decision.doc, decision.doc) if decision.doc else None,
    )
