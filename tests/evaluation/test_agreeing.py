"""Two annotators, or two coders, on the same documents."""

import datetime as dt

import pytest

from parley.evaluation import Row, agree, told_by_items, told_by_rows
from parley.items import Document, Event, Evidence

TEXT = (
    "The two ministers met in Vientiane on 4 June 2025. They spoke by phone a week later. "
    "Tokyo urged calm over the shoal."
)
DOCS = {"note": Document(id="note", text=TEXT, lang="en")}


def row(anchor: str, **fields: object) -> Row:
    given: dict[str, object] = {
        "doc": "note",
        "kind": "event",
        "id": "r",
        "modes": ("meet",),
        "start": "2025-06-04",
        "end": "2025-06-04",
        "parties": ("JPN", "KOR"),
        "modality": ("occurred",),
        "anchors": (anchor,),
    }
    return Row(**given | fields)  # type: ignore[arg-type]


MEETING = row("met in Vientiane")
CALL = row("spoke by phone", modes=("call",), start="2025-06-11", end="2025-06-11")
CALM = row("urged calm", kind="statement", speaker="JPN", issue=("communication",), act=("urge",))


def test_the_same_rows_agree_in_all() -> None:
    rows = told_by_rows([MEETING, CALL, CALM], DOCS)
    told = agree(rows, rows)
    assert {kind: k.agreement for kind, k in told.kinds.items()} == {"event": 1.0, "statement": 1.0}
    assert told.kinds["event"].fields["mode"].alpha == 1.0
    assert told.disputes == ()


def test_what_one_alone_found_and_what_they_read_otherwise() -> None:
    other = row("met in Vientiane", modes=("talks",), start="2025-06-05", end="2025-06-05")
    told = agree(told_by_rows([MEETING, CALL], DOCS), told_by_rows([other], DOCS))
    event = told.kinds["event"]
    assert (event.both, event.only_a, event.only_b) == (1, 1, 0)
    assert event.agreement == pytest.approx(2 / 3)
    assert event.fields["mode"].same == 0.0
    assert event.fields["parties"].same == 1.0
    assert [d.what for d in told.disputes] == [
        "mode meet / talks; start 2025-06-04 / 2025-06-05; end 2025-06-04 / 2025-06-05",
        "call: only a",
    ]


def test_a_coder_is_held_against_an_annotator() -> None:
    at = TEXT.index("spoke by phone")
    item = Event(
        id="e-1",
        doc="note",
        mode="call",
        type="CONSULT",
        start=dt.date(2025, 6, 11),
        end=dt.date(2025, 6, 11),
        precision="day",
        parties=("JPN", "KOR"),
        evidence=(Evidence(at, at + 14, "spoke by phone"),),
    )
    told = agree(told_by_rows([CALL], DOCS), told_by_items([item], DOCS))
    assert told.kinds["event"].agreement == 1.0
    assert told.kinds["event"].fields["start"].same == 1.0


def test_what_stands_in_other_sentences_is_not_the_same() -> None:
    elsewhere = row("spoke by phone")
    told = agree(told_by_rows([MEETING], DOCS), told_by_rows([elsewhere], DOCS))
    assert (told.kinds["event"].both, told.kinds["event"].only_b) == (0, 1)
