"""The report's own words are whole in every language."""

import string
from pathlib import Path

import pytest
import yaml

from parley.report import strings
from parley.report.strings import LANGUAGES, Table, load, say


def forms(value: str | dict[str, str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value.values())


def slots(value: str | dict[str, str]) -> set[str]:
    return {
        name for form in forms(value) for _, name, _, _ in string.Formatter().parse(form) if name
    }


@pytest.fixture(params=[ui for ui in LANGUAGES if ui != "en"])
def other(request: pytest.FixtureRequest) -> Table:
    return load(request.param)


def test_every_language_has_every_key(other: Table) -> None:
    assert set(other) == set(load("en"))


def test_every_language_fills_the_same_slots(other: Table) -> None:
    for key, value in load("en").items():
        extra = slots(value) ^ slots(other[key])
        assert not extra, (key, extra)


def test_nothing_is_empty() -> None:
    for ui in LANGUAGES:
        assert all(isinstance(f, str) and f for value in load(ui).values() for f in forms(value))


def test_numbers_choose_the_form_and_are_grouped() -> None:
    assert say("en", "events.count", n=1) == "1 event"
    assert say("en", "events.count", n=5000) == "5,000 events"
    assert say("zh-Hant", "events.count", n=1) == "1起事件"


@pytest.mark.parametrize("ui", LANGUAGES)
def test_no_key_stands_in_two_files(ui: str) -> None:
    folder = Path(strings.__file__).parent / "strings"
    page, tables = (
        yaml.safe_load((folder / name).read_text("utf-8"))
        for name in (f"{ui}.yaml", f"figures.{ui}.yaml")
    )
    assert not set(page) & set(tables)
