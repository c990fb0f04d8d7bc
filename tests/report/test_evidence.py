from hypothesis import given
from hypothesis import strategies as st

from parley.items import Document, Evidence
from parley.report.evidence import CONTEXT, Contexts

TEXT = "The sides met. They spoke of the sea, and of the air. Nothing more was said."
DOCUMENT = Document(id="d", text=TEXT, lang="en")


def at(text: str) -> Evidence:
    start = TEXT.index(text)
    return Evidence(start, start + len(text), text)


def test_evidence_is_marked_in_its_whole_sentence() -> None:
    (passage,) = Contexts([DOCUMENT]).passages("d", [at("the sea")])
    assert [tuple(piece) for piece in passage.pieces] == [
        ("They spoke of ", False),
        ("the sea", True),
        (", and of the air.", False),
    ]
    assert not passage.cut_before
    assert not passage.cut_after


def test_two_pieces_of_evidence_in_one_sentence_are_one_passage() -> None:
    (passage,) = Contexts([DOCUMENT]).passages("d", [at("the air"), at("the sea")])
    assert passage.marked == "the sea … the air"


def test_pieces_that_touch_are_marked_as_one() -> None:
    (passage,) = Contexts([DOCUMENT]).passages("d", [at("spoke of "), at("the sea")])
    assert passage.marked == "spoke of the sea"


def test_evidence_over_two_sentences_keeps_both() -> None:
    (passage,) = Contexts([DOCUMENT]).passages("d", [at("met. They")])
    assert "".join(piece.text for piece in passage.pieces) == TEXT[:53]


def test_context_is_capped_and_says_so() -> None:
    text = "a" * 900 + " met " + "b" * 900 + "."
    start = text.index("met")
    (passage,) = Contexts([Document(id="d", text=text, lang="en")]).passages(
        "d", [Evidence(start, start + 3, "met")]
    )
    assert passage.cut_before
    assert passage.cut_after
    assert sum(len(piece.text) for piece in passage.pieces) <= 2 * CONTEXT + 3


def test_without_its_document_evidence_stands_alone() -> None:
    (passage,) = Contexts([]).passages("d", [at("the sea")])
    assert passage.pieces == (("the sea", True),)


def test_evidence_that_the_text_no_longer_has_stands_alone() -> None:
    (passage,) = Contexts([DOCUMENT]).passages("d", [Evidence(0, 3, "xyz")])
    assert passage.pieces == (("xyz", True),)


@given(st.data())
def test_passages_are_pieces_of_the_text_and_mark_all_evidence(data: st.DataObject) -> None:
    text = data.draw(st.text("ab。. ,\n", min_size=1, max_size=60))
    places = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(places, places).map(sorted), max_size=4))
    evidence = [Evidence(a, b, text[a:b]) for a, b in spans if a < b]
    passages = Contexts([Document(id="d", text=text, lang="en")]).passages("d", evidence)
    for passage in passages:
        assert "".join(piece.text for piece in passage.pieces) in text
    marked = [piece.text for passage in passages for piece in passage.pieces if piece.marked]
    assert all(any(e.text in mark for mark in marked) for e in evidence)
