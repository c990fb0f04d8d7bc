"""The bundled chronology: every event with a source, and a validator that can fail."""

from pathlib import Path

from parley.lexicon import load
from parley.record import check_reference, coverage, reference


def test_the_bundled_chronology_has_no_fault() -> None:
    assert check_reference() == []


def test_every_event_has_a_source_and_a_known_channel() -> None:
    channels = load().channels
    for event in reference():
        assert event.sources[0].url is not None
        assert event.sources[0].url.startswith("http")
        assert event.channel is None or event.channel in channels


def test_coverage_tells_how_far_and_whether_whole() -> None:
    assert coverage()["usa-chn-dpct"].complete is False
    assert coverage()["usa-chn-defence-ministers"].complete is True


def test_a_faulty_file_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("- id: 2020-01-01-x\n  start: '2020-01-02'\n", encoding="utf-8")
    problems = check_reference(tmp_path)
    assert problems
    assert all(p.source == str(file) and p.line == 1 for p in problems)


def test_a_user_s_file_adds_to_the_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "- {id: 2030-01-01-test, start: '2030-01-01', end: '2030-01-01', precision: day,"
        " mode: meet, parties: [CHN, USA], what: An invented meeting.,"
        " source: 'https://example.org/', sure: searched}\n",
        encoding="utf-8",
    )
    assert check_reference(tmp_path) == []
    assert reference(tmp_path)[-1].id == "2030-01-01-test"
