"""Two accounts of one event, annotated before the rules were: what both say, and what one."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from parley import coding
from parley.comparison import Comparison, Point, compare
from parley.items import Document
from parley.lexicon import load

PAIRS = sorted((Path(__file__).parent / "pairs").glob("*.json"))
LEXICON = load()


def held(pair: dict[str, Any], sides: str = "ab") -> Comparison:
    documents = [msgspec.convert(pair[side], Document, strict=False) for side in sides]
    one, other = ((document, coding.code(document, LEXICON)) for document in documents)
    return compare(one, other, LEXICON)


def fits(gold: dict[str, Any], point: Point) -> bool:
    """The same relation on the same issue, the words annotated among the evidence of each side."""
    if (gold["issue"], gold["relation"]) != (point.issue, point.relation):
        return False
    return all(
        (gold[side] is None) == (not said)
        and (
            not said
            or any(
                gold[side] in e.text or e.text in gold[side] for one in said for e in one.evidence
            )
        )
        for side, said in (("a", point.a), ("b", point.b))
    )


@pytest.fixture(params=PAIRS, ids=lambda path: path.stem)
def pair(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request.param.read_text("utf-8"))
    return found


def test_the_event_both_tell_of(pair: dict[str, Any]) -> None:
    event = held(pair).event
    if pair["event"] is None:
        assert event is None
        return
    assert event is not None
    told = {"start": str(event.start), "mode": event.mode, "parties": list(event.parties)}
    assert told == pair["event"]
    assert {source.doc for source in event.sources} == {pair["a"]["id"], pair["b"]["id"]}


def test_facts_side_by_side(pair: dict[str, Any]) -> None:
    found = {fact.field: fact.relation for fact in held(pair).facts}
    assert {field: found.get(field) for field in pair["facts"]} == pair["facts"]


def test_points_are_those_annotated() -> None:
    right = missed = extra = 0
    for path in PAIRS:
        pair = json.loads(path.read_text("utf-8"))
        points = list(held(pair).points)
        for gold in pair["points"]:
            point = next((point for point in points if fits(gold, point)), None)
            if point is None:
                missed += 1
            else:
                right += 1
                points.remove(point)
        extra += len(points)
    assert 2 * right / (2 * right + missed + extra) >= 0.9


def test_the_other_way_round_says_the_same(pair: dict[str, Any]) -> None:
    other = {"agree": "agree", "differ": "differ", "only-a": "only-b", "only-b": "only-a"}
    one, back = held(pair), held(pair, "ba")
    assert (one.event and one.event.id) == (back.event and back.event.id)
    points = sorted((p.issue, p.relation, p.judged) for p in one.points)
    assert points == sorted((p.issue, other[p.relation], p.judged) for p in back.points)
    facts = sorted((f.field, f.relation) for f in one.facts)
    assert facts == sorted((f.field, other[f.relation]) for f in back.facts)


def test_evidence_is_what_the_documents_have(pair: dict[str, Any]) -> None:
    found = held(pair)
    for side in "ab":
        text = pair[side]["text"]
        said = [e for p in found.points for one in getattr(p, side) for e in one.evidence]
        given = [e for f in found.facts for one in getattr(f, side) for e in one.evidence]
        assert said
        assert all(text[e.start : e.end] == e.text for e in (*said, *given))
