"""When two sides hold the same, and when the same words are held against each other."""

import pytest

from parley.comparison.aligning import points, uttered
from parley.items import Document, Evidence, Speaker, Statement
from parley.lexicon import load

BOTH = frozenset({"CHN", "USA"})


def says(
    voice: str, position: str | None, by: str | None = None, to: str | None = None
) -> tuple[Document, list[Statement]]:
    text = "It is so."
    issue = "communication" if position is None else position.partition("/")[0]
    statement = Statement(
        id=f"s-{voice}-{position}-{by}",
        doc=voice,
        speaker=Speaker("", by or voice),
        issue=issue,
        act="oppose",
        addressee=to,
        position=position,
        evidence=(Evidence(0, len(text), text),),
    )
    return Document(id=voice, text=text, lang="en", voice=voice), [statement]


def relations(
    a: tuple[Document, list[Statement]], b: tuple[Document, list[Statement]]
) -> list[tuple[str, bool]]:
    sides = [uttered(*side, BOTH, load()) for side in (a, b)]
    return [(point.relation, point.judged) for point in points(*sides)]


@pytest.mark.parametrize("position", ["communication/keep-open", "miscalculation/prevent"])
def test_the_same_position_from_both_is_agreement(position: str) -> None:
    assert relations(says("USA", position), says("CHN", position)) == [("agree", True)]


UNSAFE = "operational-safety/calls-unsafe"


def test_each_calling_the_other_unsafe_is_none() -> None:
    assert relations(says("USA", UNSAFE), says("CHN", UNSAFE)) == [("differ", True)]


def test_both_report_what_one_of_them_said() -> None:
    assert relations(says("USA", UNSAFE), says("CHN", UNSAFE, by="USA")) == [("agree", True)]


def test_both_against_a_third() -> None:
    ours, theirs = (says(voice, UNSAFE, to="RUS") for voice in ("USA", "CHN"))
    assert relations(ours, theirs) == [("agree", True)]


def test_an_unknown_position_is_not_judged() -> None:
    known = says("CHN", "communication/keep-open")
    assert relations(says("USA", None), known) == [("differ", False)]
    assert relations(says("USA", None), says("CHN", None)) == [("differ", False)]


def test_what_the_other_side_is_said_to_have_said_is_marked() -> None:
    document, statements = says("USA", UNSAFE, by="CHN")
    (one,) = uttered(document, statements, BOTH, load())
    assert (one.said.party, one.said.own) == ("CHN", False)
