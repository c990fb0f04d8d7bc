"""Review: what analysts decide on a desk, and what follows from it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parley import record
from parley.desk.annotations import Written, write
from parley.desk.doubts import DOUBTFUL, Doubt, Standing, doubts, plain
from parley.desk.errors import DecidedSince, DeskError, WishError, refusals
from parley.desk.importing import outdated, wished
from parley.desk.making import made
from parley.desk.nearby import Near, graded, near
from parley.desk.wishes import Found, Record, Wish, find
from parley.export import SheetError, read_edits, stale
from parley.items import (
    Check,
    Document,
    IntervalClaim,
    Item,
    MergedEvent,
    Problem,
    Statement,
)
from parley.record import deciding
from parley.record.decisions import Decision, named, standing, touched, undoings
from parley.record.effective import Effective, Unattached, effective

DERIVED = ("_raw", "_decided", "_effective", "_documents", "_items", "_events")
"""What a desk works out once and keeps until something changes."""
_REMARKS = ("grade", "note", "tag")
"""Acts that say nothing on whether an item is right."""


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as the log has it. ``undone_by`` is the number of what undid it, else None.

    ``holds``: whether it is in force. ``now``: the ids of the items that it is about today.
    """

    decision: Decision
    holds: bool
    undone_by: int | None = None
    now: tuple[str, ...] = ()


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """An item to decide on, and all that is known for it.

    ``event`` is the merged event, None for a statement or a claim; ``tellings`` are the assertions
    behind it, or the statement or claim itself, as they hold, and ``coded`` as they were coded.
    ``reliability`` is by document. ``seen`` is the number to decide with (``Wish.seen``).
    """

    id: str
    event: MergedEvent | None
    tellings: tuple[Item, ...]
    coded: tuple[Item, ...]
    decisions: tuple[Logged, ...]
    credibility: int | None
    reliability: dict[str, str]
    tags: tuple[str, ...]
    notes: tuple[str, ...]
    seen: int


class Reviewing:
    """The part of a desk that keeps decisions; see ``parley.desk.Desk``."""

    _opened: record.Store | None
    _reference: bool

    if TYPE_CHECKING:
        from parley.lexicon import Lexicon

        @property
        def lexicon(self) -> Lexicon: ...  # noqa: D102
        @property
        def _events(self) -> list[MergedEvent]: ...
        @property
        def _coverage(self) -> Mapping[str, record.Coverage]: ...
        def _there(self) -> record.Store: ...
        def _settled(self) -> bool: ...
        def _named(self, event: MergedEvent) -> MergedEvent: ...
        def _checks(self) -> list[Check]: ...
        def _check(
            self,
            claim: IntervalClaim,
            documents: Mapping[str, Document],
            counting: Sequence[MergedEvent],
        ) -> Check: ...
        def newest(self) -> dt.date: ...  # noqa: D102
        def statements(self) -> list[Statement]: ...  # noqa: D102

    @cached_property
    def _raw(self) -> list[Item]:
        """The items as coded, without what was decided on them."""
        with refusals():
            return self._opened.assertions() if self._opened else []

    @cached_property
    def _decided(self) -> list[Decision]:
        if self._opened is None:
            return []
        with refusals(), self._opened.reading() as connection:
            return deciding.read(connection)

    @cached_property
    def _kept(self) -> dict[str, Document]:
        with refusals():
            return {d.id: d for d in self._opened.documents()} if self._opened else {}

    @cached_property
    def _effective(self) -> Effective:
        texts = {key: document.text for key, document in self._kept.items()}
        return effective(self._raw, self._decided, texts)

    @cached_property
    def _documents(self) -> dict[str, Document]:
        """The desk's documents, graded, and the sources that analysts have named."""
        return graded(self._kept | self._effective.documents, self._decided)

    @cached_property
    def _items(self) -> list[Item]:
        """The items that hold: as coded, with decisions applied."""
        return list(self._effective.items)

    def _forget(self) -> None:
        """Drops what was worked out before, since something has changed."""
        for name in (*DERIVED, "_kept"):
            self.__dict__.pop(name, None)

    def queue(self, limit: int | None = None, as_of: dt.date | None = None) -> list[Doubt]:
        """What to decide on, and why: first what a decision would change most.

        That is an event without which a channel's state on ``as_of`` (``newest()`` unless given) or
        a check's verdict would be another; then drafts, conflicts, narrow joins and low confidence.
        What has been decided on is not asked again.
        """
        record_now = Standing(
            events=self._events,
            channels=self.lexicon.channels,
            day=as_of or self.newest(),
            coverage=self._coverage,
            checks=self._checks(),
            again=lambda check, events: self._check(check.claim, self._documents, events),
            reference={e.id: e for e in record.reference()} if self._reference else {},
        )
        decided = {key for key, _ in self._effective.statuses}
        return doubts(record_now, self.statements(), decided)[:limit]

    def doubtful(self, limit: int) -> list[Doubt]:
        """Doubtful events, the most doubtful first, without what hangs on them: found by rows."""
        if self._opened is None:
            return []
        known = {e.id: e for e in record.reference()} if self._reference else {}
        with refusals(), self._opened.reading() as connection:
            found = record.doubtful(connection, limit, DOUBTFUL, self._reference)
        return plain(map(self._named, found), known)[:limit]

    def decided_since(self, number: int) -> frozenset[str]:
        """What was accepted, rejected or corrected after a decision, and still is: ids."""
        if self._opened is None:
            return frozenset()
        with refusals(), self._opened.reading() as connection:
            since = deciding.after(connection, number)
        return frozenset(
            target.id
            for decision in standing(since)
            if decision.act in ("accept", "reject", "edit")
            for target in decision.targets
        )

    @property
    def seen(self) -> int:
        """The number of the last decision on the desk."""
        if self._opened is None:
            return 0
        with refusals(), self._opened.reading() as connection:
            return deciding.newest(connection)

    def _near(self, names: Iterable[str] = (), docs: Iterable[str] = ()) -> Near:
        """What a decision on these, or on what these documents tell, has to know."""
        with refusals():
            if not self._settled():
                return Near(self._known, self._decided, self._effective)
            with self._there().reading() as connection:
                found = near(connection, self.lexicon, names, docs, self._reference)
        events = [self._named(event) for event in found.record.events]
        return found._replace(record=found.record._replace(events=events))

    def decide(self, *wishes: Wish) -> list[Decision]:
        """Keeps what an analyst decides, all or nothing; returns the decisions that it comes to.

        Most wishes are one decision; accepting three events is three, and so may be an edit of
        fields that different sources tell. What stands already is not kept again, and not
        returned. Raises ``WishError`` where a wish cannot be, ``DecidedSince`` where somebody has
        decided on the same since ``seen``, and ``DeskError`` where the desk cannot be written.
        """
        self._there()
        names = [name for wish in wishes for name in wish.ids]
        known = self._near(names, [wish.doc for wish in wishes if wish.doc]).record
        return self._keep_all([(wish, made(wish, known)) for wish in wishes], known)

    def _keep_all(
        self, wanted: Sequence[tuple[Wish, Sequence[Decision]]], known: Record
    ) -> list[Decision]:
        kept: list[Decision] = []
        docs = {doc for _, decisions in wanted for d in decisions for doc in named(d)}
        with refusals(), self._there().writing() as connection:
            before = deciding.read(connection, docs)
            for wish, decisions in wanted:
                _unseen(wish, decisions, before)
            for decision in (d for _, decisions in wanted for d in decisions):
                if _changes(decision, before, known):
                    kept.append(deciding.append(connection, decision, _now()))
                    before.append(kept[-1])
        self._forget()
        return kept

    def take_edits(
        self, path: str | Path, author: str, reason: str | None = None
    ) -> tuple[list[Decision], list[Problem]]:
        """Decides what was changed in a workbook or CSV file that ``export`` wrote.

        Returns the decisions kept and, with their place in the file, the cells and rows that could
        not be used and the edits of what the desk itself has changed since. Raises ``DeskError``
        for a file that it cannot tell edits of, ``OSError`` where it cannot be read.
        """
        self._there()
        known = self._known
        try:
            edited = read_edits(Path(path), self.lexicon)
        except SheetError as fault:
            raise DeskError(str(fault)) from fault
        old = stale(edited.edits, self._events, self.lexicon)
        problems = [*edited.problems, *(outdated(one, str(path)) for one in old)]
        passed = {(one.edit.target, one.edit.field) for one in old}
        edits = tuple(e for e in edited.edits if (e.target, e.field) not in passed)
        wanted = []
        current = msgspec.structs.replace(edited, edits=edits)
        for place, wish in wished(current, self._documents, author, reason):
            try:
                wanted.append((wish, made(wish, known)))
            except DeskError as fault:
                problems.append(Problem(str(path), f"{place}: {fault}"))
        return self._keep_all(wanted, known), problems

    def export_gold(self, directory: str | Path) -> Written:
        """Writes the documents that were decided on as annotated ones, which ``evaluate`` reads.

        Into ``docs`` and ``gold`` of the directory. What was accepted, edited or added is asked of
        a coder; what nobody has decided on is left open. Rows of a chronology in a table, and
        sources outside of the desk, are no documents to code. Raises ``OSError`` where the
        directory cannot be written.
        """
        docs = {doc for d in standing(self._decided) if d.act not in _REMARKS for doc in touched(d)}
        documents = [d for d in self._kept.values() if d.id in docs and not d.columns]
        found = self._effective
        return write(Path(directory), documents, found.items, found.statuses, found.rejected)

    def undo(self, number: int, author: str, reason: str | None = None) -> Decision | None:
        """Undoes a decision by another one; None where it is undone already.

        What an undoing undid holds again once that is undone. Raises ``WishError`` where there is
        no such decision.
        """
        with refusals(), self._there().writing() as connection:
            found = deciding.numbered(connection, [number])
            if not found:
                raise WishError(f"no decision {number}; the log lists them: parley review log")
            [undone] = found
            if number in undoings(deciding.read(connection, named(undone))):
                return None
            decision = Decision(
                act="undo",
                author=author,
                reason=reason,
                undoes=number,
                targets=undone.targets,
                apart=undone.apart,
                doc=undone.doc,
            )
            kept = deciding.append(connection, decision, _now())
        self._forget()
        return kept

    def log(self, limit: int, before: int | None = None) -> list[Logged]:
        """The last decisions, or the last ones ``before`` a number; the newest first."""
        if self._opened is None:
            return []
        with refusals(), self._opened.reading() as connection:
            found = deciding.latest(connection, limit, before)
        return self._told(found)

    def logged(self, *numbers: int) -> list[Logged]:
        """The decisions of these numbers, as far as there are any, in order."""
        if self._opened is None:
            return []
        with refusals(), self._opened.reading() as connection:
            found = deciding.numbered(connection, numbers)
        return self._told(found)

    def decisions(self, name: str | None = None) -> list[Logged]:
        """The log: all decisions in order, or those on an event, a statement or a claim.

        Raises ``WishError`` for an id that names nothing.
        """
        if name is None:
            if self._opened is None:
                return []
            with refusals(), self._opened.reading() as connection:
                every = deciding.read(connection)
            return self._told(every)
        found = self._near([name])
        return _on(find(name, found.record), found)

    def _told(self, decisions: Sequence[Decision]) -> list[Logged]:
        """Decisions with what has become of them."""
        found = self._near(docs={doc for decision in decisions for doc in named(decision)})
        return _logged(decisions, found)

    def look(self, name: str) -> Looked:
        """An event, a statement or a claim with its words, and all that was decided on it.

        Raises ``WishError`` for an id that names nothing.
        """
        near = self._near([name])
        found = find(name, near.record)
        ids = {(item.id, item.doc) for item in found.items}
        history = _on(found, near) if found.items else []
        held = [one.decision for one in history if one.holds]
        documents = near.record.documents
        return Looked(
            id=found.id,
            event=found.event,
            tellings=found.items,
            coded=tuple(item for item in near.record.coded if (item.id, item.doc) in ids),
            decisions=tuple(history),
            credibility=next((d.credibility for d in reversed(held) if d.credibility), None),
            reliability={
                item.doc: grade
                for item in found.items
                if item.doc in documents and (grade := documents[item.doc].reliability)
            },
            tags=tuple(sorted({tag for d in held for tag in d.tags})),
            notes=tuple(d.note for d in held if d.note),
            seen=self.seen,
        )

    def held(self, docs: Iterable[str]) -> dict[str, Document]:
        """Documents by id, graded, with the sources that analysts have named; only those there."""
        wanted = set(docs)
        found = self._near(docs=wanted).record.documents
        return {key: document for key, document in found.items() if key in wanted}

    def standing(self, doc: str) -> dict[str, str]:
        """Of what a document tells, what has been decided on: ``accepted`` or ``edited``, by id."""
        found = self._near(docs=[doc])
        return {key: status for (key, of), status in found.effective.statuses.items() if of == doc}

    def unattached(self) -> list[Unattached]:
        """The decisions that fit nothing that is coded today, and why; none of them is lost."""
        if self._opened is None:
            return []
        with refusals(), self._opened.reading() as connection:
            docs = {doc for d in deciding.read(connection) for doc in named(d)}
        return list(self._near(docs=docs).effective.unattached)

    @property
    def _known(self) -> Record:
        return Record(self._raw, self._items, self._events, self._documents, self.lexicon)


def _on(found: Found, near: Near) -> list[Logged]:
    """The decisions on an event, a statement or a claim, and on the documents that tell it."""
    ids, docs = {item.id for item in found.items}, {item.doc for item in found.items}
    return [
        one
        for one in _logged(near.decisions, near)
        if ids & {*one.now, *(t.id for t in (*one.decision.targets, *one.decision.apart))}
        or one.decision.doc in docs
    ]


def _logged(decisions: Sequence[Decision], near: Near) -> list[Logged]:
    undone = undoings(near.decisions)
    attached = near.effective.attached
    return [
        Logged(
            decision=d,
            holds=d.number not in undone,
            undone_by=undone.get(d.number),
            now=tuple(key[0] for key in attached.get(d.number, ()) if key is not None),
        )
        for d in decisions
    ]


def _changes(decision: Decision, before: Sequence[Decision], known: Record) -> bool:
    """Whether anything is otherwise with a decision than without it."""
    docs = named(decision)
    held = standing(before)
    match decision.act:
        case "grade" | "note" | "tag":
            same = [d for d in held if d.act == decision.act and _about(d) == _about(decision)]
            if decision.act == "grade":
                same = same[-1:]
            return all(_said(d) != _said(decision) for d in same)
    items = [item for item in known.coded if item.doc in docs]
    near = [d for d in before if named(d) & docs]
    last = msgspec.structs.replace(decision, number=max((d.number for d in before), default=0) + 1)
    texts = {key: known.documents[key].text for key in docs if key in known.documents}
    without, with_it = effective(items, near, texts), effective(items, [*near, last], texts)
    return _outcome(without) != _outcome(with_it)


def _outcome(found: Effective) -> tuple[object, ...]:
    return found.items, found.links, found.statuses, found.documents, found.grades


def _about(decision: Decision) -> tuple[object, ...]:
    return decision.doc, tuple((t.id, t.doc) for t in decision.targets)


def _said(decision: Decision) -> tuple[object, ...]:
    return decision.reliability, decision.credibility, decision.note, decision.tags


def _unseen(wish: Wish, wanted: Sequence[Decision], before: Sequence[Decision]) -> None:
    """Raises ``DecidedSince`` where somebody has decided on the same since the author looked."""
    if wish.seen is None:
        return
    about = {(t.id, t.doc) for decision in wanted for t in (*decision.targets, *decision.apart)}
    for decision in before:
        theirs = {(t.id, t.doc) for t in (*decision.targets, *decision.apart)}
        if decision.number > wish.seen and theirs & about:
            raise DecidedSince(decision, before[-1].number)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
