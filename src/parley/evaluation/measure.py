"""Holds a coder's items against annotated documents, and counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import inf
from typing import NamedTuple

import msgspec

from parley.evaluation.assignment import best_pairs
from parley.evaluation.fit import event_fields, found, trap_sprung
from parley.evaluation.gold import GoldError, Row
from parley.evaluation.intervals import spread
from parley.evaluation.spans import anchored, sentence_ends, sound, touches
from parley.items import Document, Event, IntervalClaim, Item, Span, Statement

KINDS: dict[str, type[Event] | type[Statement] | type[IntervalClaim]] = {
    "event": Event,
    "statement": Statement,
    "interval_claim": IntervalClaim,
}
FIELDS = ("mode", "parties", "date", "channel", "effect", "modality", "people", "iteration")
_MODE = "mode:"
_BINS = 5
_OPTIONAL = 1 / 1000  # an optional row only takes what no other row wants


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One row or item that did not come out right, with the sentence to look at.

    ``what`` tells the row's name, the item's mode, issue or relation, or the wrong fields.
    """

    doc: str
    kind: str
    what: str
    sentence: str


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """Counts and rates of one kind of item. ``rows`` are those asked for, optional ones aside.

    ``exact_recall``: the share of rows found with every field right, of events alone.
    ``intervals``: of each rate, the 95 % bootstrap interval.
    """

    rows: int
    found: int
    extra: int
    precision: float
    recall: float
    f1: float
    exact_recall: float | None = None
    intervals: dict[str, tuple[float, float]] = {}


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What came out for a set of documents.

    ``fields``: of what was found, the share with this field right. ``reliability``: for each fifth
    of the confidence scale the number of items and the share of them that gold has.
    """

    documents: int
    kinds: dict[str, Kind]
    fields: dict[str, float]
    traps: int
    sprung: int
    reliability: tuple[tuple[float, float, int, float], ...] = ()


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """Figures over all documents, by language and by mode, and the lists behind them.

    ``modes``: of events; a row counts under its preferred mode, an extra under the item's own.
    """

    coder: str
    all: Figures
    languages: dict[str, Figures]
    modes: dict[str, Kind] = {}
    missed: tuple[Remark, ...] = ()
    extra: tuple[Remark, ...] = ()
    wrong: tuple[Remark, ...] = ()
    sprung: tuple[Remark, ...] = ()


class Judged(NamedTuple):
    """An item that gold judges: its document, its score, and whether gold has it."""

    doc: str
    score: float
    right: bool


class Tally:
    """Counts that grow document by document."""

    def __init__(self) -> None:
        self.documents = 0
        self.counts: Counter[tuple[str, str]] = Counter()
        self.judged: list[Judged] = []

    def count(self, kind: str, mode: str | None, part: str) -> None:
        """Counts one row or item under its kind, and under its mode where it has one."""
        for key in filter(None, (kind, mode)):
            self.counts[key, part] += 1

    def add(self, other: "Tally") -> None:
        """Adds another's counts to these."""
        self.documents += other.documents
        self.counts.update(other.counts)
        self.judged += other.judged


class Lists:
    """What was missed, extra, wrong and sprung."""

    def __init__(self) -> None:
        self.missed: list[Remark] = []
        self.extra: list[Remark] = []
        self.wrong: list[Remark] = []
        self.sprung: list[Remark] = []


def measure(
    rows: Iterable[Row],
    documents: Mapping[str, Document],
    items: Mapping[str, Sequence[Item]],
    coder: str,
) -> Evaluation:
    """Scores ``items`` (by document) against the rows.

    Rows and items pair one to one so that as much as possible is found. An item without a row is
    extra, unless it stands in a sentence that gold leaves open; of statements and claims, one
    repeat of a row is forgiven. Raises ``GoldError`` where a row's document or anchor is missing.
    """
    lists = Lists()
    tallies = _tallies(rows, documents, items, lists)
    total = Tally()
    for tally in tallies.values():
        total.add(tally)
    return Evaluation(
        coder=coder,
        all=_figures(total),
        languages={lang: _figures(tally) for lang, tally in sorted(tallies.items())},
        modes={mode: _rates(total.counts, _MODE + mode, exact=True) for mode in _modes(total)},
        missed=tuple(lists.missed),
        extra=tuple(lists.extra),
        wrong=tuple(lists.wrong),
        sprung=tuple(lists.sprung),
    )


def judged(
    rows: Iterable[Row], documents: Mapping[str, Document], items: Mapping[str, Sequence[Item]]
) -> list[Judged]:
    """Every item that gold judges, in order of document. Raises ``GoldError`` as ``measure``."""
    tallies = _tallies(rows, documents, items, Lists())
    return sorted((one for tally in tallies.values() for one in tally.judged), key=lambda j: j.doc)


def _tallies(
    rows: Iterable[Row],
    documents: Mapping[str, Document],
    items: Mapping[str, Sequence[Item]],
    lists: Lists,
) -> dict[str, Tally]:
    """Counts by language; what did not come out right goes into ``lists``."""
    by_doc: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_doc[row.doc].append(row)
    tallies: dict[str, Tally] = defaultdict(Tally)
    for doc, asked in sorted(by_doc.items()):
        document = documents.get(doc)
        if document is None:
            raise GoldError(f"gold names the document {doc!r}, which is not among those read")
        tallies[document.lang].add(_document(document, asked, items.get(doc, ()), lists))
    return tallies


class _Asked(msgspec.Struct, frozen=True):
    row: Row
    spans: list[Span]


def _document(
    document: Document, rows: Sequence[Row], items: Sequence[Item], lists: Lists
) -> Tally:
    text = document.text
    ends = sentence_ends(text)
    asked = [_Asked(row, anchored(row, text, ends)) for row in rows if row.anchors]
    tally = Tally()
    tally.documents = 1
    for kind, struct in KINDS.items():
        mine = [item for item in items if isinstance(item, struct)]
        _kind(kind, [a for a in asked if a.row.kind == kind], mine, asked, text, tally, lists)
    for trap in (a for a in asked if a.row.kind == "trap"):
        tally.counts["trap", "rows"] += 1
        hit = next((i for i in items if _springs(trap, i, text)), None)
        if hit is not None:
            tally.counts["trap", "sprung"] += 1
            lists.sprung.append(_remark(document.id, hit))
    return tally


def _kind(
    kind: str,
    wanted: Sequence[_Asked],
    mine: Sequence[Item],
    asked: Sequence[_Asked],
    text: str,
    tally: Tally,
    lists: Lists,
) -> None:
    pairs = best_pairs([[_weight(a, item, text) for item in mine] for a in wanted])
    for n, a in enumerate(wanted):
        if a.row.optional:
            continue
        mode = _MODE + a.row.modes[0] if kind == "event" and a.row.modes else None
        if n not in pairs:
            tally.count(kind, mode, "missed")
            start, end = a.spans[0]
            sentence = text[start:end].strip()
            lists.missed.append(
                Remark(doc=a.row.doc, kind=kind, what=a.row.name, sentence=sentence)
            )
            continue
        tally.count(kind, mode, "found")
        if _fields(a.row, mine[pairs[n]], tally, lists):
            tally.count(kind, mode, "exact")
    open_spans = [
        span
        for a in asked
        if a.row.kind == "optional_span" or (a.row.optional and a.row.kind == kind)
        for span in a.spans
    ]
    paired = set(pairs.values())
    repeated: set[int] = set()
    for n, item in enumerate(mine):
        right = n in paired
        if not right and touches(item, open_spans, text):
            continue
        if not right and kind != "event":
            twins = (
                k for k, a in enumerate(wanted) if k not in repeated and _weight(a, item, text)
            )
            twin = next(twins, None)
            if twin is not None:
                repeated.add(twin)
                right = True
        tally.judged.append(Judged(item.doc, item.confidence, right))
        if not right:
            tally.count(kind, _MODE + item.mode if isinstance(item, Event) else None, "extra")
            lists.extra.append(_remark(item.doc, item))


def _fields(row: Row, item: Item, tally: Tally, lists: Lists) -> bool:
    """Counts which fields of a found item are right; whether all of an event's are."""
    if isinstance(item, Statement) and row.act:
        tally.counts["statement.act", str(item.act in row.act)] += 1
    if not isinstance(item, Event):
        return False
    fields = event_fields(row, item)
    for name, right in fields.items():
        tally.counts["event." + name, str(right)] += 1
    faults = ", ".join(name for name, right in fields.items() if not right)
    if faults:
        lists.wrong.append(_remark(row.doc, item, f"{row.name}: {faults}"))
    return not faults


def _weight(asked: _Asked, item: Item, text: str) -> float:
    """How well an item fills a row: found, then right fields, then nearness to the anchor."""
    if not touches(item, asked.spans, text) or not found(asked.row, item):
        return 0.0
    at = min(text.find(anchor) for anchor in asked.row.anchors)
    distances = (max(0, e.start - at, at - e.end) for e in sound(item, text))
    right = sum(event_fields(asked.row, item).values()) if isinstance(item, Event) else 0
    weight = 100.0 + right + 0.5 / (1 + min(distances, default=inf))
    return weight * _OPTIONAL if asked.row.optional else weight


def _springs(trap: _Asked, item: Item, text: str) -> bool:
    return (
        isinstance(item, Event) and trap_sprung(trap.row, item) and touches(item, trap.spans, text)
    )


def _remark(doc: str, item: Item, what: str | None = None) -> Remark:
    match item:
        case Event():
            kind, told = "event", f"{item.mode} {item.modality}"
        case Statement():
            kind, told = "statement", f"{item.speaker.party} {item.issue} {item.act}"
        case IntervalClaim():
            kind, told = "interval_claim", f"{item.relation} {item.value} {item.unit}"
    sentence = item.evidence[0].text if item.evidence else ""
    return Remark(doc=doc, kind=kind, what=what or told, sentence=sentence)


def _figures(tally: Tally) -> Figures:
    counts = tally.counts
    kinds = {
        kind: _rates(counts, kind, exact=kind == "event")
        for kind in KINDS
        if any(counts[kind, part] for part in ("found", "missed", "extra"))
    }
    fields = {}
    for name in (*(f"event.{field}" for field in FIELDS), "statement.act"):
        right, wrong = counts[name, "True"], counts[name, "False"]
        if right + wrong:
            fields[name] = right / (right + wrong)
    return Figures(
        documents=tally.documents,
        kinds=kinds,
        fields=fields,
        traps=counts["trap", "rows"],
        sprung=counts["trap", "sprung"],
        reliability=tuple(_bins(tally.judged)),
    )


def _modes(tally: Tally) -> list[str]:
    """The modes that were asked for or coded."""
    return sorted({key.removeprefix(_MODE) for key, _ in tally.counts if key.startswith(_MODE)})


def _rates(counts: Counter[tuple[str, str]], key: str, exact: bool) -> Kind:
    hits, missed, extra = (counts[key, part] for part in ("found", "missed", "extra"))
    rows = hits + missed
    precision, recall = _share(hits, hits + extra), _share(hits, rows)
    intervals = spread(hits, missed, extra, counts[key, "exact"])
    if not exact:
        intervals.pop("exact_recall", None)
    return Kind(
        rows=rows,
        found=hits,
        extra=extra,
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if hits else 0.0,
        exact_recall=_share(counts[key, "exact"], rows) if exact else None,
        intervals=intervals,
    )


def _bins(judged: Sequence[Judged]) -> Iterable[tuple[float, float, int, float]]:
    counts = Counter((min(int(one.score * _BINS), _BINS - 1), one.right) for one in judged)
    for n in range(_BINS):
        right, wrong = counts[n, True], counts[n, False]
        if right + wrong:
            yield n / _BINS, (n + 1) / _BINS, right + wrong, right / (right + wrong)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
