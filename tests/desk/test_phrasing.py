"""Formulas over a desk: the same from a desk as from documents, as a frame, with decisions."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
import yaml
from sqlalchemy import Connection

from parley import record
from parley.desk import Desk, DeskError, SeriesError
from parley.documents import Reading
from parley.items import Document

SERIES = Path(__file__).parents[1] / "comparison" / "series"
DOCUMENTS = tuple(
    msgspec.convert(
        {name: row[name] for name in Document.__struct_fields__ if name in row},
        Document,
        strict=False,
    )
    for file in sorted(SERIES.glob("*.yaml"))
    for row in yaml.safe_load(file.read_text("utf-8"))
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    opened = Desk.open(tmp_path_factory.mktemp("phrasing") / "desk")
    opened.add(Reading(DOCUMENTS, ()))
    return opened


def test_a_desk_tells_what_its_documents_tell(desk: Desk) -> None:
    assert desk.phrases() == desk.phrases(Reading(DOCUMENTS[::-1], ()))


def test_known_ones_come_first_and_the_likeliest_of_the_others(desk: Desk) -> None:
    found = desk.phrases(voice="CHN")
    assert [use.known for use in found] == sorted((use.known for use in found), reverse=True)
    scores = [use.score for use in found if use.score is not None]
    assert scores == sorted(scores, reverse=True)
    assert {use.voice for use in found} == {"CHN"}
    assert not any(use.score for use in desk.phrases(proposed=0))


def test_counts_are_of_documents(desk: Desk) -> None:
    for use in desk.phrases():
        assert sum(use.counts.values()) == use.documents
        assert use.documents >= use.reworded
        if use.first is not None and use.last is not None:
            assert use.first.published is not None
            assert use.last.published is not None
            assert use.first.published <= use.last.published
            assert " ".join(use.first.evidence.text.split()) in use.first.sentence


def test_as_a_frame(desk: Desk) -> None:
    pandas = pytest.importorskip("pandas")
    found = desk.phrases(voice="USA", freq="quarter")
    frame = found.to_frame()
    assert len(frame) == len(found)
    assert pandas.api.types.is_datetime64_any_dtype(frame["first"])
    assert frame.loc[frame["phrase"] == "fly-sail-operate", "2027-Q1"].item() == 1
    assert desk.phrases([]).to_frame().empty


def test_a_comparison_as_frames(desk: Desk) -> None:
    pandas = pytest.importorskip("pandas")
    found = desk.compare_previous("chn-2028-05")
    phrases, points = found.to_frame("phrases"), found.to_frame()
    assert len(phrases) == len(found.phrases)
    assert pandas.api.types.is_datetime64_any_dtype(phrases["first"])
    assert phrases["differing"][0] == ["合作共赢 → "]
    assert points["issue"].tolist() == [point.issue for point in found.points]
    assert all(points["a"].str.len() + points["b"].str.len())
    assert found.to_frame("facts").empty == (not found.facts)


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="at least 2"):
        desk.phrases(least=1)
    with pytest.raises(SeriesError) as fault:
        desk.compare_previous("chn-2027-01")
    assert fault.value.why == "first"
    lone = msgspec.structs.replace(DOCUMENTS[0], id="lone", voice=None)
    with pytest.raises(SeriesError) as fault:
        desk.compare_previous(lone)
    assert fault.value.why == "voice"


def test_a_document_that_is_not_on_the_desk_is_held_against_it(desk: Desk) -> None:
    later = msgspec.structs.replace(DOCUMENTS[-1], id="later")
    text = later.text.replace("2028", "2029")
    new = msgspec.structs.replace(
        later, text=text, published=DOCUMENTS[-1].published.replace(year=2029)
    )
    found = desk.compare_previous(new)
    assert found.b.doc == DOCUMENTS[-1].id
    assert {one.change for one in found.phrases if one.kind == "formula"} == {"kept"}
    assert all(one.last and one.last.doc == "later" for one in found.phrases if one.phrase)


def test_without_a_desk_nothing_is_told(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "none") as empty:
        assert empty.phrases() == []
        with pytest.raises(SeriesError):
            empty.compare_previous(DOCUMENTS[2])


def test_reading_few_documents_tells_what_reading_all_of_them_tells(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the index, and by going through the whole desk."""
    later = [d.id for d in DOCUMENTS if d.published and d.published.year > 2027]
    few = [desk.compare_previous(doc) for doc in later]
    monkeypatch.setattr(record, "holding", lambda connection, wordings: None)
    assert [desk.compare_previous(doc) for doc in later] == few
    assert any(change.first != change.last for one in few for change in one.phrases)


def test_the_index_says_which_documents_to_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    by_date = record.by_date

    def noted(connection: Connection, wanted: Sequence[record.Head], events: bool = True) -> object:
        read.extend(head.id for head in wanted if not events)
        return by_date(connection, wanted, events)

    monkeypatch.setattr(record, "by_date", noted)
    desk.compare_previous("jpn-2027-11", "jpn-2027-02")
    assert read
    assert len(set(read)) < len(DOCUMENTS) / 2
