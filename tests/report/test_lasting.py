"""What may be expected of channels, and a pair's years, from plain data."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from parley.analysis.durability import Cause, Durability, Estimate, Forecast, Shock, Verdict
from parley.analysis.series import DyadSeries, Period
from parley.report import write_report
from parley.report.events import EventIndex
from parley.report.lasting import mostly
from parley.report.render import markdown_text, view
from parley.report.words import Words

from . import sample

CHANNEL = next(s for s in sample.CHANNELS if any(e.channel == s.id for e in sample.EVENTS))
ONE = Estimate(1.0, 0.5, 2.0)


def forecast(outcome: str, months: int, **given: object) -> Forecast:
    fields = {
        "channel": CHANNEL.id,
        "parties": CHANNEL.parties,
        "level": CHANNEL.level,
        "state": "open",
        "since": sample.AS_OF,
        "outcome": outcome,
        "months": months,
    }
    return msgspec.convert(fields | given, Forecast)


FOUND = Durability(
    as_of=sample.AS_OF,
    spells=(),
    survival=(),
    compared=(),
    shocks=tuple(
        Shock(
            day=day,
            channels=(channel,),
            months=(11.0,),
            inferred=(),
            because=(Cause("elsewhere", f"An arms sale | of {channel}", day),),
        )
        for channel, day in ((CHANNEL.id, dt.date(2030, 1, 9)), ("untouched", dt.date(2029, 1, 9)))
    ),
    hazards=None,
    circumstances=(),
    forecasts=(
        forecast("suspended", 3, chance=0.071, low=0.02, high=0.13),
        forecast("used", 3, why="record-ended"),
    ),
    verdicts=(
        Verdict(
            outcome="suspended", model="pieces", baseline="cadence", gain=ONE, log_gain=ONE,
            beats=True, default="pieces",
        ),
        Verdict(
            outcome="used", model="waits", baseline="cadence", gain=ONE, log_gain=ONE,
            beats=False, default="cadence",
        ),
    ),
)  # fmt: skip
SERIES = DyadSeries(
    parties=("CHN", "USA"),
    periods=(
        Period(start=dt.date(2029, 1, 1), end=dt.date(2029, 12, 31), reach="holes", covered=0.0),
        Period(
            start=dt.date(2030, 1, 1), end=dt.date(2030, 12, 31), reach="covered", covered=1.0,
            events=ONE, cooperation=ONE, conflict=Estimate(3.0, 1.0, 4.0),
        ),
    ),
    sensitivity=(),
)  # fmt: skip
DATA = msgspec.structs.replace(sample.DATA, durability=FOUND, series=(SERIES,))


def written(folder: Path, ui: str = "en") -> tuple[str, str]:
    write_report(DATA, folder, ui)
    return (folder / "report.html").read_text("utf-8"), (folder / "report.md").read_text("utf-8")


def test_chances_their_basis_and_what_ended_spells_are_told(tmp_path: Path) -> None:
    for text in written(tmp_path):
        assert "Can they last?" in text
        assert "7 % (2–13)" in text
        assert "beats the best baseline" in text
        assert "does not beat the best baseline" in text
        assert "the record ends too early" in text
        assert "(11 months)" in text
        assert "untouched" not in text


def test_a_gap_is_told_as_a_gap(tmp_path: Path) -> None:
    _, text = written(tmp_path)
    assert "| 2029 | gap | gap | gap | the record has holes |" in text
    assert "| 2030 | 1.0 (0.5–2.0) | 1.0 (0.5–2.0) | 3.0 (1.0–4.0) | whole |" in text


@pytest.mark.parametrize(
    ("ui", "title"), [("zh-Hant", "能維持多久？"), ("zh-Hans", "能维持多久？")]
)
def test_it_is_told_in_the_language_of_the_page(tmp_path: Path, ui: str, title: str) -> None:
    assert all(title in text for text in written(tmp_path, ui))


def test_without_analysis_one_line_says_how_to_get_it() -> None:
    text = markdown_text(view(sample.DATA, EventIndex(sample.DATA), Words("en")))
    assert "Can they last?" not in text
    assert "parley-workbench" in text


def test_pairs_are_those_of_many_events() -> None:
    assert mostly([]) == []
    event = msgspec.structs.replace(sample.EVENTS[0], parties=("USA", "CHN"))
    rare = msgspec.structs.replace(event, parties=("CHN", "JPN"))
    assert mostly([event] * 4 + [rare]) == [("CHN", "USA")]
