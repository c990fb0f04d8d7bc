"""How well tellings are gathered: B³ over mentions annotated with the happening they tell of.

B³ (Bagga and Baldwin 1998): for each mention, which share of its cluster tells of the same
happening (precision), and which share of the happening's mentions stands in its cluster (recall);
averaged over mentions. Only mentions that the coder found count: how many it misses is what
docs/accuracy.md tells of coding.
"""

import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from parley import coding
from parley.desk import Desk, read
from parley.items import Event
from parley.lexicon import load
from parley.record import merge
from parley.record.telling import families

HERE = Path(__file__).parent
Placed = tuple[str, str]
"""The happening that a mention tells of, and the merged event it has become part of."""


class Figures(NamedTuple):
    """B³ over mentions, each between 0 and 1."""

    precision: float
    recall: float
    f1: float


def placed() -> tuple[list[Placed], int]:
    """The mentions that the coder found, and how many there are."""
    lexicon = load()
    documents = {d.id: d for d in read([HERE / "documents"], lexicon=lexicon).documents}
    events = [
        item
        for document in documents.values()
        for item in coding.code(document, lexicon)
        if isinstance(item, Event)
    ]
    into = {(s.assertion, s.doc): m.id for m in merge(events, documents) for s in m.sources}
    lines = (HERE / "mentions.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    told_of = {row["id"]: row for row in _happenings()}
    taken: set[tuple[str, str]] = set()
    out: list[Placed] = []
    for row in rows:
        pool = [
            event
            for event in events
            if event.doc == row["doc"]
            and (event.id, event.doc) not in taken
            and _shared(set(told_of[row["event"]]["parties"]), set(event.parties))
        ]
        channel = told_of[row["event"]].get("channel")
        event = _found(row, documents[row["doc"]].text, pool, channel)
        if event is not None:
            taken.add((event.id, event.doc))
            out.append((row["event"], into[event.id, event.doc]))
    return out, len(rows)


def _happenings() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = yaml.safe_load((HERE / "events.yaml").read_text("utf-8"))
    return listed


def _shared(a: set[str], b: set[str]) -> bool:
    """Whether half of the parties are the same: "met X, Y and Z" is three meetings in one clause,
    and only one of them is the happening with X."""
    return len(a & b) * 2 >= len(a | b)


def _found(
    row: dict[str, Any], text: str, events: Sequence[Event], channel: str | None = None
) -> Event | None:
    """The coded event for a mention: its evidence meets the anchor, its mode is of the family.

    Of several that one verb calls off in one clause, the one of the happening's channel.
    """
    start = text.index(row["anchor"])
    end = start + len(row["anchor"])
    modes = row["mode"] if isinstance(row["mode"], list) else [row["mode"]]
    fitting = [
        event
        for event in events
        if any(e.start < end and start < e.end for e in event.evidence)
        and (event.mode in modes or families(event.mode) == families(modes[0]))
    ]
    return min(
        fitting,
        key=lambda e: (e.mode not in modes, e.channel != channel, e.id),
        default=None,
    )


def b_cubed(mentions: Sequence[Placed]) -> Figures:
    """B³ of these mentions."""
    happenings = Counter(happening for happening, _ in mentions)
    clusters = Counter(cluster for _, cluster in mentions)
    both = Counter(mentions)
    n = len(mentions)
    precision = sum(both[m] / clusters[m[1]] for m in mentions) / n
    recall = sum(both[m] / happenings[m[0]] for m in mentions) / n
    return Figures(precision, recall, 2 * precision * recall / (precision + recall))


def interval(mentions: Sequence[Placed], times: int = 1_000) -> tuple[float, float]:
    """A 95 % bootstrap interval of F1; happenings that share an event are drawn together."""
    units = list(_units(mentions))
    chance = random.Random(1)
    drawn = sorted(
        b_cubed(
            [
                (f"{number} {happening}", f"{number} {cluster}")
                for number, unit in enumerate(chance.choices(units, k=len(units)))
                for happening, cluster in unit
            ]
        ).f1
        for _ in range(times)
    )
    return drawn[int(times * 0.025)], drawn[int(times * 0.975)]


def _units(mentions: Sequence[Placed]) -> list[list[Placed]]:
    """Mentions in groups that share neither a happening nor an event with another group."""
    units: list[list[Placed]] = []
    for mention in mentions:
        near = [u for u in units if any(mention[0] == h or mention[1] == c for h, c in u)]
        units = [u for u in units if u not in near]
        units.append([*(one for unit in near for one in unit), mention])
    return units


def rounds_joined(mentions: Sequence[Placed]) -> list[tuple[str, ...]]:
    """Happenings of one series that have become one event."""
    series = {row["id"]: row.get("series") for row in _happenings()}
    clusters: dict[str, set[str]] = defaultdict(set)
    for happening, cluster in mentions:
        clusters[cluster].add(happening)
    out = []
    for together in clusters.values():
        for name in {series.get(h) for h in together} - {None}:
            rounds = sorted(h for h in together if series.get(h) == name)
            if len(rounds) > 1:
                out.append(tuple(rounds))
    return out


def verdicts() -> tuple[int, int, int]:
    """Claims annotated with a verdict; those that the coder finds; those with that verdict.

    The record is that of the documents and of the reference chronology together.
    """
    rows = [json.loads(line) for line in (HERE / "claims.jsonl").read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder, Desk.open(folder) as desk:
        desk.add(HERE / "documents")
        checks = desk.check()
        texts = {document.id: document.text for document in desk.documents()}
    found = right = 0
    for row in rows:
        start = texts[row["doc"]].index(row["anchor"])
        end = start + len(row["anchor"])
        for check in checks:
            if check.doc == row["doc"] and any(
                e.start < end and start < e.end for e in check.evidence
            ):
                found += 1
                right += check.verdict in (row["verdict_expected"], *row.get("verdict_also", ()))
                break
    return len(rows), found, right


def main() -> None:
    mentions, all_ = placed()
    figures = b_cubed(mentions)
    low, high = interval(mentions)
    print(f"{len(mentions)} of {all_} mentions found by the coder")
    print(f"B³ precision {figures.precision:.3f}, recall {figures.recall:.3f}", end=", ")
    print(f"F1 {figures.f1:.3f} ({low:.2f}–{high:.2f})")
    print(f"rounds of a series joined: {len(rounds_joined(mentions))}")
    rows, found, right = verdicts()
    print(f"{rows} interval claims, {found} found by the coder, {right} with the expected verdict")


if __name__ == "__main__":
    main()
