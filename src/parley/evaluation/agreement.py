"""How far two coders, two annotators, or one of each, agree on the same documents."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from parley.evaluation.alpha import Difference, alpha, interval, masi, nominal
from parley.evaluation.assignment import best_pairs
from parley.evaluation.fit import first_day, last_day
from parley.evaluation.gold import Row
from parley.evaluation.measure import Remark
from parley.evaluation.spans import anchored, sentence_ends
from parley.items import TYPE_OF_MODE, Document, Event, IntervalClaim, Item, Statement

FIELDS: dict[str, dict[str, Difference]] = {
    "event": {
        "mode": nominal,
        "parties": masi,
        "start": interval,
        "end": interval,
        "channel": nominal,
        "effect": nominal,
        "modality": nominal,
        "iteration": nominal,
    },
    "statement": {"speaker": nominal, "issue": nominal, "act": nominal},
    "interval_claim": {"relation": nominal, "value": nominal, "unit": nominal, "since": nominal},
}
"""The fields compared, with the difference that alpha counts."""
_KEY = {"event": "mode", "statement": "issue", "interval_claim": "relation"}


class Told(NamedTuple):
    """One thing that somebody found in a document, with the sentences that it stands in."""

    doc: str
    kind: str
    sentences: frozenset[int]
    fields: Mapping[str, Any]
    text: str


class FieldAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """One field of what both found: how many pairs, the share alike, Krippendorff's alpha.

    ``pairs`` leaves out those in which both leave the field open. ``alpha`` is None where it cannot
    be told: fewer than two pairs, or no variation.
    """

    pairs: int
    same: float
    alpha: float | None


class KindAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """One kind: what both found, what one found alone, 2·both / (2·both + alone), by field."""

    both: int
    only_a: int
    only_b: int
    agreement: float
    fields: dict[str, FieldAgreement]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far two agree, by kind.

    ``disputes``: where they differ; ``what`` names the fields with both values, or who alone found
    it (``a`` is the first of the two).
    """

    documents: int
    kinds: dict[str, KindAgreement]
    disputes: tuple[Remark, ...] = ()


def told_by_rows(rows: Iterable[Row], documents: Mapping[str, Document]) -> list[Told]:
    """What an annotator found; of alternatives the one preferred, optional rows included."""
    out = []
    ends = {doc: sentence_ends(document.text) for doc, document in documents.items()}
    for row in rows:
        if row.kind not in FIELDS or row.doc not in documents or not row.anchors:
            continue
        text = documents[row.doc].text
        spans = anchored(row, text, ends[row.doc])
        numbers = frozenset(bisect_left(ends[row.doc], span.end) for span in spans)
        start, end = spans[0]
        out.append(Told(row.doc, row.kind, numbers, _row_fields(row), text[start:end].strip()))
    return out


def told_by_items(items: Iterable[Item], documents: Mapping[str, Document]) -> list[Told]:
    """What a coder found."""
    out = []
    ends = {doc: sentence_ends(document.text) for doc, document in documents.items()}
    for item in items:
        if item.doc not in documents or not item.evidence:
            continue
        numbers = frozenset(
            number
            for e in item.evidence
            for number in range(
                bisect_right(ends[item.doc], e.start), bisect_left(ends[item.doc], e.end) + 1
            )
        )
        kind, fields = _item_fields(item)
        out.append(Told(item.doc, kind, numbers, fields, item.evidence[0].text))
    return out


def agree(a: Sequence[Told], b: Sequence[Told]) -> Agreement:
    """How far two agree on what stands in the same sentences of the same documents.

    What they found pairs one to one within a kind, the most alike first; what has no partner one
    found alone. Only documents in which either found something count.
    """
    kinds = {}
    disputes: list[Remark] = []
    for kind in FIELDS:
        pairs: list[tuple[Told, Told]] = []
        alone: list[tuple[str, Told]] = []
        for doc in sorted({t.doc for t in (*a, *b) if t.kind == kind}):
            mine = [t for t in a if t.doc == doc and t.kind == kind]
            theirs = [t for t in b if t.doc == doc and t.kind == kind]
            partners = best_pairs([[_likeness(m, t) for t in theirs] for m in mine])
            pairs += [(mine[m], theirs[t]) for m, t in partners.items()]
            alone += [("a", m) for n, m in enumerate(mine) if n not in partners]
            alone += [("b", t) for n, t in enumerate(theirs) if n not in partners.values()]
        if not pairs and not alone:
            continue
        only = Counter(who for who, _ in alone)
        kinds[kind] = KindAgreement(
            both=len(pairs),
            only_a=only["a"],
            only_b=only["b"],
            agreement=2 * len(pairs) / (2 * len(pairs) + len(alone)),
            fields=_by_field(kind, pairs),
        )
        for who, told in alone:
            what = f"{told.fields[_KEY[kind]]}: only {who}"
            disputes.append(Remark(doc=told.doc, kind=kind, what=what, sentence=told.text))
        for mine_, theirs_ in pairs:
            parts = [
                f"{name} {_shown(mine_.fields[name])} / {_shown(theirs_.fields[name])}"
                for name in FIELDS[kind]
                if mine_.fields[name] != theirs_.fields[name]
            ]
            if parts:
                disputes.append(
                    Remark(doc=mine_.doc, kind=kind, what="; ".join(parts), sentence=mine_.text)
                )
    disputes.sort(key=lambda d: (d.doc, d.kind, d.sentence, d.what))
    documents = len({t.doc for t in (*a, *b)})
    return Agreement(documents=documents, kinds=kinds, disputes=tuple(disputes))


def _by_field(kind: str, pairs: Sequence[tuple[Told, Told]]) -> dict[str, FieldAgreement]:
    out = {}
    for name, difference in FIELDS[kind].items():
        values = [(a.fields[name], b.fields[name]) for a, b in pairs]
        told = [(x, y) for x, y in values if not (_open(x) and _open(y))]
        if not told:
            continue
        if difference is interval:  # only dates that both give can lie apart
            measured = [(x.toordinal(), y.toordinal()) for x, y in told if x and y]
        else:
            measured = told
        same = sum(x == y for x, y in told) / len(told)
        out[name] = FieldAgreement(pairs=len(told), same=same, alpha=alpha(measured, difference))
    return out


def _open(value: Any) -> bool:
    return value is None or value == frozenset()


def _shown(value: Any) -> str:
    if isinstance(value, frozenset):
        return ",".join(sorted(value)) or "-"
    return "-" if value is None else str(value)


def _likeness(a: Told, b: Told) -> float:
    """0 where the two cannot be of one thing: no sentence in common, or another act or speaker."""
    if not a.sentences & b.sentences:
        return 0.0
    same = sum(bool(a.fields[name] == b.fields[name]) for name in FIELDS[a.kind])
    if a.kind == "event":
        parties = bool(a.fields["parties"] & b.fields["parties"])
        kin = TYPE_OF_MODE.get(a.fields["mode"]) == TYPE_OF_MODE.get(b.fields["mode"])
        if not kin and not (parties and a.fields["start"] == b.fields["start"]):
            return 0.0
        return 1.0 + same + 4.0 * kin
    if a.kind == "statement" and a.fields["speaker"] != b.fields["speaker"]:
        return 0.0
    return 1.0 + same


def _row_fields(row: Row) -> dict[str, Any]:
    if row.kind == "statement":
        return {"speaker": row.speaker, "issue": _first(row.issue), "act": _first(row.act)}
    if row.kind == "interval_claim":
        value = None if row.value is None else float(row.value)
        since = row.since and row.since[:4]
        return {"relation": _first(row.relation), "value": value, "unit": row.unit, "since": since}
    channel = row.channel if isinstance(row.channel, str) else _first(row.channel)
    return {
        "mode": _first(row.modes),
        "parties": row.party_sets[0],
        "start": row.start and first_day(row.start),
        "end": (row.end or row.start) and last_day(row.end or row.start or ""),
        "channel": channel,
        "effect": _first(row.effect),
        "modality": _first(row.modality),
        "iteration": row.iteration,
    }


def _item_fields(item: Item) -> tuple[str, dict[str, Any]]:
    match item:
        case Statement():
            speaker = item.speaker.party
            return "statement", {"speaker": speaker, "issue": item.issue, "act": item.act}
        case IntervalClaim():
            value = None if item.value is None else float(item.value)
            since = item.since and item.since[:4]
            return "interval_claim", {
                "relation": item.relation,
                "value": value,
                "unit": item.unit,
                "since": since,
            }
        case Event():
            return "event", {
                "mode": item.mode,
                "parties": frozenset(item.parties),
                "start": item.start,
                "end": item.end or item.start,
                "channel": item.channel,
                "effect": item.effect,
                "modality": item.modality,
                "iteration": item.iteration,
            }


def _first(values: Sequence[Any] | None) -> Any:
    return values[0] if values else None
