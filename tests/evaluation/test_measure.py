"""What counts as found, extra and sprung."""

import datetime as dt
from typing import Any

import pytest

from parley.evaluation import GoldError, Row, measure
from parley.evaluation.spans import sentence_ends
from parley.items import Document, Event, Evidence, IntervalClaim, Item, Speaker, Statement

TEXT = (
    "The two ministers met in Vientiane on 4 June 2025. Gen. Park did not attend. "
    "They spoke by phone a week later. The ministry urged calm over the shoal. "
    "It was the first meeting in 14 months."
)
DOC = Document(id="note", text=TEXT, lang="en")


def evidence(piece: str) -> tuple[Evidence, ...]:
    at = TEXT.index(piece)
    return (Evidence(at, at + len(piece), piece),)


def meeting(piece: str = "met in Vientiane", **fields: Any) -> Event:
    given: dict[str, Any] = {
        "id": "event-1",
        "doc": "note",
        "mode": "meet",
        "type": "CONSULT",
        "start": dt.date(2025, 6, 4),
        "end": dt.date(2025, 6, 4),
        "precision": "day",
        "parties": ("JPN", "KOR"),
        "evidence": evidence(piece),
    }
    return Event(**given | fields)


def row(**fields: Any) -> Row:
    given: dict[str, Any] = {
        "doc": "note",
        "kind": "event",
        "id": "vientiane",
        "modes": ("meet", "talks"),
        "start": "2025-06-04",
        "end": "2025-06-04",
        "parties": ("JPN", "KOR"),
        "modality": ("occurred",),
        "anchors": ("met in Vientiane",),
    }
    return Row(**given | fields)


def scored(rows: list[Row], items: list[Item]) -> Any:
    return measure(rows, {"note": DOC}, {"note": items}, "test")


def test_an_event_with_every_field_right_is_found_and_exact() -> None:
    event = scored([row()], [meeting()]).all.kinds["event"]
    assert (event.rows, event.found, event.extra) == (1, 1, 0)
    assert (event.f1, event.exact_recall) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"start": dt.date(2025, 6, 5), "end": dt.date(2025, 6, 5)}, "date"),
        ({"parties": ("CHN", "JPN", "KOR")}, "parties"),
        ({"mode": "call"}, "mode"),
        ({"modality": "ongoing"}, "modality"),
    ],
)
def test_an_event_with_a_wrong_field_is_found_and_says_which(
    fields: dict[str, Any], wrong: str
) -> None:
    result = scored([row()], [meeting(**fields)])
    assert result.all.kinds["event"].recall == 1.0
    assert result.all.kinds["event"].exact_recall == 0.0
    assert result.wrong[0].what == f"vientiane: {wrong}"


@pytest.mark.parametrize(
    "fields",
    [
        {"modality": "planned"},
        {"parties": ("CHN", "USA")},
        {"mode": "sanction", "type": "SANCTION"},
        {"evidence": evidence("They spoke by phone")},
        {"evidence": (Evidence(0, 5, "wrong"),)},
    ],
)
def test_another_event_is_extra_and_the_row_missed(fields: dict[str, Any]) -> None:
    result = scored([row()], [meeting(**fields)])
    assert (result.all.kinds["event"].found, result.all.kinds["event"].extra) == (0, 1)
    assert result.missed[0].sentence == "The two ministers met in Vientiane on 4 June 2025."


def test_optional_rows_and_spans_cost_nothing_either_way() -> None:
    rows = [row(optional=True), Row(doc="note", kind="optional_span", anchors=("by phone",))]
    phone = meeting(piece="They spoke by phone", id="event-2", mode="call")
    assert "event" not in scored(rows, []).all.kinds
    assert "event" not in scored(rows, [meeting(), phone]).all.kinds


def test_one_repeat_of_a_statement_is_forgiven_and_a_second_is_not() -> None:
    wanted = Row(
        doc="note", kind="statement", speaker="KOR", issue=("south-china-sea",), anchors=("calm",)
    )
    told = [
        Statement(
            id=f"statement-{n}",
            doc="note",
            speaker=Speaker("the ministry", "KOR"),
            issue="south-china-sea",
            evidence=evidence("urged calm over the shoal"),
        )
        for n in range(3)
    ]
    assert scored([wanted], list(told[:2])).all.kinds["statement"].extra == 0
    assert scored([wanted], list(told)).all.kinds["statement"].extra == 1


def test_a_claim_is_found_by_value_and_unit() -> None:
    wanted = Row(
        doc="note",
        kind="interval_claim",
        relation=("first-since", "gap"),
        value=14,
        unit="month",
        anchors=("14 months",),
    )
    claim = IntervalClaim(
        id="claim-1",
        doc="note",
        relation="first-since",
        value=14,
        unit="month",
        evidence=evidence("the first meeting in 14 months"),
    )
    assert scored([wanted], [claim]).all.kinds["interval_claim"].f1 == 1.0


def test_a_trap_is_sprung_by_what_it_names_alone() -> None:
    trap = Row(
        doc="note",
        kind="trap",
        modes=("meet",),
        not_modality=("occurred",),
        anchors=("did not attend",),
    )
    assert scored([trap], [meeting(piece="did not attend")]).all.sprung == 1
    assert scored([trap], [meeting(piece="did not attend", modality="denied")]).all.sprung == 0
    assert scored([trap], [meeting()]).all.sprung == 0


def test_a_stop_after_a_title_ends_no_sentence() -> None:
    ends = sentence_ends("Gen. Park spoke. He left.\n\n- An item")
    assert ends == [16, 25, 26, 27, 36]


def test_gold_that_does_not_fit_the_documents_is_named() -> None:
    with pytest.raises(GoldError, match=r"'elsewhere'.*not among those read"):
        scored([row(doc="elsewhere")], [])
    with pytest.raises(GoldError, match="note: the anchor 'no such words'"):
        scored([row(anchors=("no such words",))], [])
