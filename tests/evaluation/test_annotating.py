"""What was decided measures a coder; what nobody has looked at is left open."""

import datetime as dt

import msgspec

from parley.evaluation import annotated, measure
from parley.evaluation.annotating import anchor
from parley.items import (
    Document,
    Event,
    Evidence,
    IntervalClaim,
    Item,
    Participant,
    Speaker,
    Statement,
)

TEXT = (
    "Wang met Austin in Bali. It was their first meeting in 16 months. Beijing warned over Taiwan. "
    "They will meet again. They met once more."
)
DOCUMENT = Document(id="note", text=TEXT, lang="en")


def words(quoted: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quoted)
    return (Evidence(start, start + len(quoted), quoted),)


MET = Event(
    id="e-met",
    doc="note",
    mode="meet",
    type="CONSULT",
    parties=("CHN", "USA"),
    start=dt.date(2024, 5, 14),
    end=dt.date(2024, 5, 14),
    precision="day",
    channel="usa-chn-defence-ministers",
    effect="used",
    iteration=3,
    confidence=0.9,
    participants=(Participant("Austin", "USA"), Participant("Dong", "CHN")),
    evidence=words("Wang met Austin in Bali."),
)
AGAIN = msgspec.structs.replace(
    MET, id="e-again", modality="occurred", evidence=words("They will meet again.")
)
MORE = msgspec.structs.replace(MET, id="e-more", evidence=words("They met once more."))
CLAIM = IntervalClaim(
    id="i-1",
    doc="note",
    relation="first-since",
    value=16,
    unit="month",
    evidence=words("first meeting in 16 months"),
)
SAYS = Statement(
    id="s-1",
    doc="note",
    speaker=Speaker("Beijing", "CHN"),
    issue="taiwan",
    act="warn",
    evidence=words("Beijing warned over Taiwan."),
)
ITEMS: list[Item] = [MET, CLAIM, SAYS, MORE]


def test_rows_of_what_was_decided_and_of_what_is_open() -> None:
    rows = annotated(DOCUMENT, ITEMS, {"e-met", "i-1"}, [AGAIN])
    assert [(row.kind, row.id, row.optional) for row in rows] == [
        ("event", "e-met", False),
        ("interval_claim", "i-1", False),
        ("optional_span", None, False),
        ("statement", "s-1", True),
        ("trap", "e-again", False),
        ("optional_span", None, False),
        ("event", "e-more", True),
    ]
    met = rows[0]
    assert (met.modes, met.start, met.people, met.iteration) == (
        ("meet",),
        "2024-05-14",
        ("Austin",),
        3,
    )
    assert rows[2].anchors == ("Beijing warned over Taiwan.",)
    assert rows[4].not_modality == ("occurred",)


def test_where_all_was_decided_nothing_is_open() -> None:
    rows = annotated(DOCUMENT, ITEMS, {item.id for item in ITEMS})
    assert {row.kind for row in rows} == {"event", "interval_claim", "statement"}
    assert not any(row.optional for row in rows)


def test_the_items_themselves_score_in_full_and_what_was_rejected_counts_against() -> None:
    rows = annotated(DOCUMENT, ITEMS, {"e-met", "i-1", "s-1"}, [AGAIN])
    right = measure(rows, {"note": DOCUMENT}, {"note": ITEMS}, "right").all
    assert {kind.f1 for kind in right.kinds.values()} == {1.0}
    assert set(right.fields.values()) == {1.0}
    wrong = measure(rows, {"note": DOCUMENT}, {"note": [AGAIN, CLAIM, SAYS]}, "wrong").all
    assert (wrong.kinds["event"].found, wrong.kinds["event"].extra, wrong.sprung) == (0, 1, 1)


def test_an_anchor_occurs_once() -> None:
    text = "They met. Then they parted. They met. Then they ate."
    second = text.rindex("They met.")
    found = anchor(text, second, second + 9)
    assert text.count(found) == 1
    assert "They met." in found
    assert anchor(text, 10, 27) == "Then they parted."
