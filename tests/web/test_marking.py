"""A text with what is coded from it marked: nothing of it lost, whatever overlaps."""

from hypothesis import given
from hypothesis import strategies as st

from parley.items import Document, Evidence
from parley.web.marking import Item, blocks

TEXT = "第一句。😀 Second, with\na wrap.\n\nThird paragraph here.\n\n"


def item(key: str, *spans: tuple[int, int], text: str = TEXT) -> Item:
    evidence = [Evidence(a, b, text[a:b]) for a, b in spans]
    return Item(key, "event", key, "", None, "high", "high", evidence)


def test_items_stand_beside_the_paragraph_that_they_begin_in() -> None:
    at = TEXT.index("Third")
    found, loose = blocks(Document(id="d", text=TEXT), [item("b", (at, at + 5)), item("a", (0, 4))])
    assert [[one.key for _, one in block.items] for block in found] == [["a"], ["b"]]
    assert [number for block in found for number, _ in block.items] == [1, 2]
    assert not loose


def test_offsets_are_code_points() -> None:
    at = TEXT.index("Second")
    found, _ = blocks(Document(id="d", text=TEXT), [item("a", (at, at + 6))])
    assert [piece.text for piece in found[0].pieces if piece.items] == ["Second"]


def test_evidence_of_another_wording_is_not_marked() -> None:
    wrong = Item("x", "event", "x", "", None, "low", "low", [Evidence(0, 3, "abc")])
    found, loose = blocks(Document(id="d", text=TEXT), [wrong])
    assert not any(piece.items for block in found for piece in block.pieces)
    assert [one.key for one in loose] == ["x"]


spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted).map(tuple)


@given(st.lists(st.lists(spans.filter(lambda s: s[0] < s[1]), min_size=1, max_size=3), max_size=6))
def test_no_letter_is_lost_and_every_one_is_marked_as_it_should(
    given_spans: list[list[tuple[int, int]]],
) -> None:
    items = [item(f"i{n}", *some) for n, some in enumerate(given_spans)]
    found, loose = blocks(Document(id="d", text=TEXT), items)
    assert not loose
    shown = ["".join(piece.text for piece in block.pieces) for block in found]
    assert " ".join(shown).split() == TEXT.split()
    listed = [one for block in found for _, one in block.items]
    assert sorted(one.key for one in listed) == sorted(one.key for one in items)
    numbers = {number: one for block in found for number, one in block.items}
    for block in found:
        for piece in block.pieces:
            for number in piece.items:
                assert any(piece.text in e.text for e in numbers[number].evidence)
