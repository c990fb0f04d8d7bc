"""What holds: the assertions as coded, with an analyst's decisions applied.

A pure function of both. It works on the items of any set of documents with the decisions that name
them; nothing of a document depends on another but the links, which need both ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise, product
from typing import Any

import msgspec

from parley.items import (
    TYPE_OF_MODE,
    Document,
    Event,
    Evidence,
    IntervalClaim,
    Item,
    Statement,
    content_id,
    to_json,
)
from parley.record.attaching import attached
from parley.record.chronology import reference_ids
from parley.record.decisions import KNOWN, Decision, Kind, Target, standing
from parley.record.editing import EditError, changed
from parley.record.grades import Grades, Key
from parley.record.links import Links

CODER = "analyst"
"""What the coder of an event begins with that an analyst has added; the name follows."""
SURE = 1.0
"""Confidence of what an analyst has accepted, edited or added."""


class Unattached(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that fits nothing any more, or the part of it that does not, and why."""

    decision: Decision
    target: Target
    why: str


class Effective(msgspec.Struct, frozen=True, kw_only=True):
    """The items that hold, in order of document and place, and what goes with them.

    ``statuses`` (``accepted``, ``edited``) are by assertion and document. ``documents``: the
    sources of events added by hand, by id. ``attached``: for each decision that holds the ids and
    documents of the items that it is about now, in order of its targets and those they are split
    from, None for a target that fits nothing. ``rejected`` are the items left out.
    """

    items: tuple[Item, ...]
    links: Links = Links()
    statuses: dict[Key, str] = {}
    grades: Grades = Grades()
    unattached: tuple[Unattached, ...] = ()
    documents: dict[str, Document] = {}
    attached: dict[int, tuple[Key | None, ...]] = {}
    rejected: tuple[Item, ...] = ()


def effective(
    items: Iterable[Item], decisions: Iterable[Decision], texts: Mapping[str, str] = {}
) -> Effective:
    """Items with decisions applied, in the order in which these were made.

    ``texts`` are those of documents by id: where one has changed, what was added to it is found by
    its words again. Of a part of a desk, ``unattached`` tells of its own documents alone, and links
    are those both ends of which are in it.
    """
    given = list(items)
    held = standing(decisions)
    if not held:
        return Effective(items=_ordered(given))
    work = _Work(given, held)
    for decision in held:
        if decision.act == "add":
            work.add(decision, texts)
    for decision in held:
        work.take(decision)
    return work.result()


class _Work:
    """Items by document, and what has been decided on each so far."""

    def __init__(self, items: Sequence[Item], held: Sequence[Decision]) -> None:
        self._docs: dict[str, list[Item]] = {
            target.doc: [] for d in held for target in (*d.targets, *d.apart)
        }
        self._others: list[Item] = []
        for item in items:
            self._docs.get(item.doc, self._others).append(item)
        self._absorbed: dict[Key, Key] = {}
        self._documents: dict[str, Document] = {}
        self._now: dict[Key, Item] = {}
        self._verdicts: dict[Key, str] = {}
        self._edited: set[Key] = set()
        self._added: set[Key] = set()
        self._known: set[Key] = set()
        self._reliability: dict[str, str] = {}
        self._credibility: dict[Key, int] = {}
        self._pairs: dict[frozenset[Key], str] = {}
        self._attached: dict[int, tuple[Key | None, ...]] = {}
        self._unattached: list[Unattached] = []

    def add(self, decision: Decision, texts: Mapping[str, str]) -> None:
        """Puts an added item among its document's items, in place of one that a coder has since
        made of the same."""
        for target in decision.targets:
            item = added(decision, target, texts.get(target.doc))
            if item is None:
                self._miss(decision, target, "its words no longer stand in the document, once")
                continue
            pool = self._docs[target.doc]
            coded = attached(target, [one for one in pool if _key(one) not in self._added])
            if coded is not None:
                pool.remove(coded)
            if all(_key(one) != _key(item) for one in pool):
                pool.append(item)
            self._added.add(_key(item))
            if decision.cited is not None:
                self._documents[target.doc] = decision.cited.document

    def take(self, decision: Decision) -> None:
        """Applies one decision."""
        found = [self._found(decision, target) for target in decision.targets]
        apart = [self._found(decision, target) for target in decision.apart]
        self._attached[decision.number] = (*found, *apart)
        keys = [key for key in found if key is not None]
        match decision.act:
            case "accept" | "reject":
                self._verdicts.update(dict.fromkeys(keys, decision.act))
            case "edit":
                for key, target in zip(found, decision.targets, strict=True):
                    if key is not None:
                        self._edit(decision, target, key)
            case "grade":
                if decision.doc is not None and decision.reliability is not None:
                    self._reliability[decision.doc] = decision.reliability
                if decision.credibility is not None:
                    self._credibility.update(dict.fromkeys(keys, decision.credibility))
            case "join":
                self._pairs.update((frozenset(p), "must") for p in combinations(set(keys), 2))
            case "split":
                others = {key for key in apart if key is not None} - set(keys)
                self._pairs.update((frozenset(p), "cannot") for p in product(set(keys), others))

    def _found(self, decision: Decision, target: Target) -> Key | None:
        pool = self._docs[target.doc]
        if (target.id, target.doc) in self._added:
            return target.id, target.doc
        if target.doc.startswith(KNOWN):
            if target.id in reference_ids():
                self._known.add((target.id, target.doc))
                return target.id, target.doc
            self._miss(decision, target, "the reference chronology has no such event")
            return None
        if decision.act == "add":
            return None  # of which it was said before
        item = attached(target, pool)
        if item is None:
            self._miss(decision, target, "no item of its kind rests on these words")
            return None
        key = _key(item)
        self._now.setdefault(key, item)
        return key

    def _edit(self, decision: Decision, target: Target, key: Key) -> None:
        try:
            item = self._now.get(key) or next(i for i in self._docs[key[1]] if _key(i) == key)
            self._now[key] = changed(item, decision.fields)
            self._edited.add(key)
        except EditError as fault:
            self._miss(decision, target, str(fault))

    def _miss(self, decision: Decision, target: Target, why: str) -> None:
        self._unattached.append(Unattached(decision=decision, target=target, why=why))

    def result(self) -> Effective:
        kept, rejected = list(self._others), []
        statuses: dict[Key, str] = {}
        for item in (item for pool in self._docs.values() for item in pool):
            key = _key(item)
            now = self._now.get(key, item)
            verdict = self._verdicts.get(key)
            if verdict == "reject":
                rejected.append(now)
                continue
            if key in self._edited:
                statuses[key] = "edited"
            elif verdict == "accept" or key in self._added:
                statuses[key] = "accepted"
            if key in statuses:
                now = msgspec.structs.replace(now, confidence=SURE)
            kept.append(now)
        there = {_key(item) for item in kept} | self._known
        must, cannot = (self._linked(verdict, there) for verdict in ("must", "cannot"))
        return Effective(
            items=_ordered(kept),
            links=Links(must | self._through_known(must), cannot),
            statuses=dict(sorted(statuses.items())),
            grades=Grades(self._reliability, self._credibility),
            unattached=tuple(self._unattached),
            documents=self._documents,
            attached=self._attached,
            rejected=_ordered(rejected),
        )

    def _linked(self, verdict: str, there: set[Key]) -> frozenset[tuple[str, str]]:
        found = set()
        for pair, told in self._pairs.items():
            a, b = sorted(key for key, _ in pair)
            if told == verdict and pair <= there and a != b and not pair <= self._known:
                found.add((a, b))
        return frozenset(found)

    def _through_known(self, must: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Those that are one since each is the same event of the reference chronology."""
        known = {key for key, _ in self._known}
        by_known: dict[str, set[str]] = {}
        for pair in must:
            for one, other in (pair, pair[::-1]):
                if other in known:
                    by_known.setdefault(other, set()).add(one)
        return frozenset(
            pair for several in by_known.values() for pair in pairwise(sorted(several))
        )


def added(decision: Decision, target: Target, text: str | None = None) -> Item | None:
    """The item that a decision adds; None where its words do not stand in ``text``, once.

    Raises ``EditError`` or ``msgspec.ValidationError`` for one that cannot be.
    """
    start, end, words = target.shape.start, target.shape.end, target.shape.text
    if text is not None and text[start:end] != words:
        if text.count(words) != 1:
            return None
        start = text.index(words)
        end = start + len(words)
    fields = decision.fields
    plain: dict[str, Any] = {
        "kind": target.kind,
        "id": target.id,
        "doc": target.doc,
        "coder": f"{CODER} {decision.author}",
        "confidence": SURE,
    }
    evidence = (Evidence(start, end, words),) if words else ()
    match target.kind:
        case "event":
            plain = {"start": None, **fields, **plain, "type": TYPE_OF_MODE[fields["mode"]]}
            return msgspec.structs.replace(msgspec.convert(plain, Event), evidence=evidence)
        case "statement":
            plain |= {"issue": fields["issue"], "speaker": {"name": fields["speaker.name"]}}
        case "interval_claim":
            plain |= {"relation": fields["relation"]}
    item = changed(msgspec.convert(plain, Statement | IntervalClaim), fields)
    return msgspec.structs.replace(item, evidence=evidence)


def added_id(
    doc: str, evidence: Evidence | None, fields: Mapping[str, object], kind: Kind = "event"
) -> str:
    """The id of an added item: the same for the same one, whoever adds it and when."""
    place = (evidence.start, evidence.end, evidence.text) if evidence else ()
    return content_id(kind[0], "added", doc, *place, to_json(dict(sorted(fields.items()))))


def _key(item: Item) -> Key:
    return item.id, item.doc


def _ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(
        sorted(items, key=lambda i: (i.doc, i.evidence[0].start if i.evidence else 0, i.id))
    )
