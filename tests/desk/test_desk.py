"""A desk keeps what documents say, and answers from it."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from parley.desk import Desk, DeskError, read
from parley.items import Document

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with the examples on it."""
    place = tmp_path_factory.mktemp("full")
    with Desk.open(place) as desk:
        outcome = desk.add(EXAMPLES)
    assert (len(outcome.added), outcome.problems, outcome.lacking) == (6, (), ())
    return place


def told(place: Path, **how: object) -> bytes:
    with Desk.open(place, **how) as desk:  # type: ignore[arg-type]
        return msgspec.json.encode(desk.chronology())


def test_a_desk_without_documents_is_the_reference(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "none") as desk:
        events = desk.chronology()
        assert len(events) > 200
        assert {event.status for event in events} == {"reference"}
        assert desk.documents() == desk.statements() == []
    assert not (tmp_path / "none").exists()


def test_without_reference_only_the_documents_count(full: Path) -> None:
    with Desk.open(full, reference=False) as desk:
        events = desk.chronology()
        assert events
        assert {source.doc for event in events for source in event.sources} <= {
            document.id for document in desk.documents()
        }


def test_two_readouts_of_one_meeting_are_one_event_with_two_voices(full: Path) -> None:
    day = dt.date(2025, 10, 31)
    with Desk.open(full) as desk:
        met = [e for e in desk.chronology(day, day, ("CHN", "USA")) if e.mode == "meet"]
    voices = {source.voice for event in met for source in event.sources}
    assert len(met) == 1
    assert {"USA", "CHN", "press"} <= voices


def test_the_same_documents_again_change_nothing(full: Path) -> None:
    before = told(full)
    with Desk.open(full) as desk:
        outcome = desk.add(EXAMPLES)
    assert (outcome.added, outcome.updated, len(outcome.unchanged)) == ((), (), 6)
    assert told(full) == before


def test_order_of_documents_does_not_matter(full: Path, tmp_path: Path) -> None:
    with Desk.open(tmp_path) as desk:
        for path in sorted(EXAMPLES.glob("*.txt"), reverse=True):
            desk.add(path)
    assert told(tmp_path) == told(full)


def test_two_workers_make_the_same_desk(full: Path, tmp_path: Path) -> None:
    with Desk.open(tmp_path) as desk:
        desk.add(EXAMPLES, workers=2)
    assert told(tmp_path) == told(full)


def test_a_document_that_changed_supersedes_its_older_self(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    options = {"voice": "press", "published": dt.date(2024, 6, 1)}
    with Desk.open(tmp_path / "desk", reference=False) as desk:
        path.write_text("Lloyd Austin met Dong Jun in Singapore on May 31, 2024.")
        assert desk.add(path, **options).added == ("note",)  # type: ignore[arg-type]
        path.write_text("Lloyd Austin met Dong Jun in Singapore on May 30, 2024.")
        assert desk.add(path, **options).updated == ("note",)  # type: ignore[arg-type]
        assert [event.start for event in desk.chronology()] == [dt.date(2024, 5, 30)]
        assert len(desk.documents()) == 1


def test_another_lexicon_codes_the_desk_anew(tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.mkdir()
    person = "- id: jane-roe\n  party: USA\n  names:\n    en: [Jane Roe]\n"
    path = tmp_path / "note.txt"
    path.write_text("Jane Roe met Dong Jun in Singapore on May 31, 2024.")
    with Desk.open(tmp_path / "desk", reference=False) as desk:
        desk.add(path, voice="press", published=dt.date(2024, 6, 1))
        assert not any("USA" in event.parties for event in desk.chronology())
    (words / "people.yaml").write_text(person)
    other = tmp_path / "other.txt"
    other.write_text("Nothing to report.")
    with Desk.open(tmp_path / "desk", [words], reference=False) as desk:
        desk.add(other, voice="press", published=dt.date(2024, 6, 1))
        assert any("USA" in event.parties for event in desk.chronology())


def test_progress_tells_how_many_are_done(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    with Desk.open(tmp_path) as desk:
        desk.add(EXAMPLES, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(n, 6) for n in range(1, 7)]


def test_documents_read_before_can_be_added(tmp_path: Path) -> None:
    reading = read(EXAMPLES)
    assert all(isinstance(document, Document) for document in reading.documents)
    with Desk.open(tmp_path) as desk:
        assert len(desk.add(reading).added) == 6


def test_headlines_are_in_the_desks_language(full: Path) -> None:
    day = dt.date(2025, 10, 31)
    with Desk.open(full, ui="zh-Hant") as desk:
        assert all(not event.headline.isascii() for event in desk.chronology(day, day))


def test_a_frame_has_a_row_an_event(full: Path) -> None:
    pandas = pytest.importorskip("pandas")
    with Desk.open(full) as desk:
        events = desk.chronology(parties=("CHN", "USA"))
    frame = events.to_frame()
    assert len(frame) == len(events)
    assert frame["start"].dtype == "datetime64[ns]" or str(frame["start"].dtype).startswith(
        "datetime64"
    )
    assert frame.loc[0, "parties"] == list(events[0].parties)
    assert pandas.Series(frame["id"]).is_unique


def test_a_frame_without_pandas_says_what_to_install(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with Desk.open(full) as desk, pytest.raises(DeskError, match="pip install"):
        desk.chronology().to_frame()


def test_the_report_is_the_same_from_the_same_desk(full: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        with Desk.open(full) as desk:
            files = desk.report(tmp_path / name)
            assert desk.newest() == dt.date(2025, 12, 18)
    assert files[0].name == "report.html"
    for file in files:
        assert (tmp_path / "one" / file.name).read_bytes() == file.read_bytes()


def test_claims_of_the_examples_are_checked(full: Path) -> None:
    with Desk.open(full) as desk:
        checks = desk.check()
    verdicts = {(c.value, c.unit, c.doc): c.verdict for c in checks}
    assert verdicts[(17, "month", "readout-kuala-lumpur.en")] == "holds"
    assert verdicts[(2, "year", "oped-open-lines.en")] == "contradicted"
    assert all(c.explanation for c in checks)


def test_other_documents_claims_are_checked_and_not_kept(full: Path, tmp_path: Path) -> None:
    path = tmp_path / "column.txt"
    path.write_text(
        "Hegseth and Dong Jun met in Kuala Lumpur on October 31, 2025. "
        "It was the first meeting of the two countries' defense ministers in 40 months."
    )
    with Desk.open(full) as desk:
        reading = desk.read(path, voice="analysis", published=dt.date(2025, 11, 5))
        assert [check.verdict for check in desk.check(reading)] == ["contradicted"]
        assert len(desk.documents()) == 6


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"lexicon_dirs": ["no/such"]}, "no/such: no such folder"), ({"ui": "fr"}, "'fr'")],
)
def test_a_wrong_opening_says_what_is_wrong(
    tmp_path: Path, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(DeskError, match=message):
        Desk.open(tmp_path, **arguments)  # type: ignore[arg-type]


def test_a_file_that_is_no_desk_is_named(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(DeskError, match=r"desk\.sqlite"):
        Desk.open(tmp_path)
