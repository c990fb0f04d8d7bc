"""docs/data-dictionary.md names every field, value and column there is, and no others."""

import re
import typing
from pathlib import Path

import msgspec
import pytest
from openpyxl import load_workbook
from tests.report.sample import DATA

from parley.analysis.durability import (
    Backtest,
    Bin,
    Circumstance,
    Compared,
    Durability,
    Forecast,
    Hazards,
    OpenSpell,
    Score,
    Shock,
    Survival,
    Verdict,
)
from parley.analysis.ripple import Finding, Ripple, Trigger
from parley.analysis.series import DyadSeries, Period, Sensitivity, Series
from parley.comparison import (
    Absence,
    Account,
    Comparison,
    Difference,
    Fact,
    Given,
    PhraseChange,
    PhraseUse,
    Point,
    Predecessor,
    Said,
    Use,
)
from parley.desk import CheckedClaim, Doubt, Hit, Logged, Looked, Why, Wish
from parley.evaluation import Agreement, Evaluation, Figures, Remark, Row
from parley.evaluation.agreement import FieldAgreement, KindAgreement
from parley.evaluation.measure import Kind
from parley.export import FORMATS, Added, Edit, Edited, Mark, polecat
from parley.items import (
    ACTS,
    EFFECTS,
    MODALITIES,
    MODES,
    Channel,
    ChannelState,
    Document,
    Event,
    IntervalClaim,
    MergedEvent,
    Problem,
    Statement,
)
from parley.lexicon import FirstUse
from parley.record import Coverage, DeskInfo, Entry, Page
from parley.record.decisions import Cited, Decision, Shape, Target
from parley.record.effective import Unattached
from parley.report import write_report
from parley.report.editing import EDITABLE
from parley.report.tables import EVENT_COLUMNS

PAGE = (Path(__file__).parent.parent / "docs/data-dictionary.md").read_text("utf-8")
Struct = type[msgspec.Struct]

ITEM = {"kind", "id", "doc", "headline", "evidence", "confidence", "coder"}
HAPPENING = set(Event.__struct_fields__) - {"modality", "place"}
STATE = {"id", "names", "parties", "level"}
SECTIONS: dict[str, tuple[Struct, set[str]]] = {
    "Event": (Event, ITEM),
    "Statement": (Statement, ITEM),
    "Interval claim": (IntervalClaim, ITEM),
    "Check": (CheckedClaim, set(IntervalClaim.__struct_fields__)),
    "Merged event": (MergedEvent, set(Event.__struct_fields__)),
    "Reference entry": (Entry, HAPPENING - {"id"}),
    "Page": (Page, set()),
    "Reach": (Coverage, set()),
    "Channel": (Channel, set()),
    "Channel state": (ChannelState, STATE),
    "Document": (Document, set()),
    "Problem": (Problem, set()),
    "Desk": (DeskInfo, set()),
    "Hit": (Hit, set()),
    "Doubt": (Doubt, set()),
    "Reason": (Why, set()),
    "Item to decide on": (Looked, set()),
    "Logged decision": (Logged, set()),
    "Decision": (Decision, set()),
    "Target": (Target, set()),
    "Shape": (Shape, set()),
    "Source named by hand": (Cited, set()),
    "Decision that fits nothing": (Unattached, set()),
    "Wish": (Wish, set()),
    "Comparison": (Comparison, set()),
    "Account": (Account, set()),
    "Fact": (Fact, set()),
    "Given value": (Given, set()),
    "Point": (Point, set()),
    "Said": (Said, set()),
    "Predecessor": (Predecessor, set()),
    "Change of wording": (PhraseChange, set()),
    "Difference": (Difference, set()),
    "Use": (Use, set()),
    "Use of a formula": (PhraseUse, set()),
    "Absence": (Absence, set()),
    "First use known": (FirstUse, set()),
    "Series": (Series, set()),
    "Pair's series": (DyadSeries, set()),
    "Period": (Period, set()),
    "Sensitivity to the scale": (Sensitivity, set()),
    "Ripple": (Ripple, set()),
    "Trigger": (Trigger, set()),
    "Finding": (Finding, set()),
    "Durability": (Durability, set()),
    "Open spell": (OpenSpell, set()),
    "Survival curve": (Survival, set()),
    "Log-rank test": (Compared, set()),
    "Shock": (Shock, set()),
    "Hazards": (Hazards, set()),
    "Circumstance": (Circumstance, set()),
    "Forecast": (Forecast, set()),
    "Backtest": (Backtest, set()),
    "Score": (Score, set()),
    "Piece of a reliability curve": (Bin, set()),
    "Verdict": (Verdict, set()),
    "Evaluation": (Evaluation, set()),
    "Figures": (Figures, set()),
    "Counts": (Kind, set()),
    "Remark": (Remark, set()),
    "Agreement": (Agreement, set()),
    "Agreement on a kind": (KindAgreement, set()),
    "Agreement on a field": (FieldAgreement, set()),
    "Annotation": (Row, set()),
    "Edited file": (Edited, set()),
    "Edit": (Edit, set()),
    "Mark": (Mark, set()),
    "Added event": (Added, set()),
}
"""The struct behind each section, and the fields that stand in a section before."""
OWN_SECTION = {kind for kind, _ in SECTIONS.values()}
WORDS = {"effect": EFFECTS, "act": ACTS, "modality": MODALITIES}
"""What a field of items may hold, where its type is only text."""


def section(title: str) -> str:
    found = re.search(rf"^##+ {title}\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S)
    assert found is not None, f"no section {title}"
    return found[1]


def spans(text: str) -> list[str]:
    return [word for span in re.findall(r"`([^`]+)`", text) for word in span.split()]


def rows(title: str) -> dict[str, list[str]]:
    """Field → the words in code spans of its meaning."""
    found: dict[str, list[str]] = {}
    for line in section(title).splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| `"):
            for field in spans(cells[0]):
                assert field not in found, f"{field} stands twice in {title}"
                found[field] = spans(cells[1])
    return found


def inside(hint: object) -> typing.Iterator[object]:
    """A type and all that it is made of."""
    yield hint
    for part in typing.get_args(hint):
        yield from inside(part)


def test_what_every_item_has() -> None:
    assert set(rows("What every item has")) == ITEM


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_has_the_fields_of_its_struct(title: str) -> None:
    kind, before = SECTIONS[title]
    assert set(rows(title)) == set(kind.__struct_fields__) - before


@pytest.mark.parametrize("title", SECTIONS)
def test_a_field_has_its_values_and_its_parts(title: str) -> None:
    kind, _ = SECTIONS[title]
    hints = typing.get_type_hints(kind)
    for field, told in rows(title).items():
        wanted: set[str] = set()
        for part in inside(hints[field]):
            if typing.get_origin(part) is typing.Literal:
                wanted |= set(map(str, typing.get_args(part)))
            elif isinstance(part, type) and issubclass(part, msgspec.Struct):
                wanted |= set() if part in OWN_SECTION else set(part.__struct_fields__)
        if kind in (Event, Statement):
            wanted |= set(WORDS.get(field, ()))
        assert wanted <= set(told), f"{title}, {field}: {sorted(wanted - set(told))} not named"


def test_modes_by_type() -> None:
    assert {name: tuple(modes) for name, modes in rows("Modes").items()} == MODES


def test_columns_of_the_chronology() -> None:
    assert f"`{' '.join(EVENT_COLUMNS)}`" in " ".join(section("Tables").split())


def test_sheets_and_columns_of_the_workbook(tmp_path: Path) -> None:
    write_report(DATA, tmp_path)
    book = load_workbook(tmp_path / "chronology.xlsx")
    columns = [[cell.value for cell in sheet[1]] for sheet in book]
    told = rows("Tables")
    told["chronology"] = [*EVENT_COLUMNS, "link"]
    assert list(told.values()) == columns
    assert [name.capitalize() for name in told] == book.sheetnames


def test_columns_that_may_be_changed() -> None:
    told = rows("Edited sheets")
    assert {sheet: tuple(told[sheet]) for sheet in told} == dict(EDITABLE)


def test_formats_of_exports_and_columns_of_polecat() -> None:
    assert set(rows("Exports")) == set(FORMATS)
    named = re.findall(r"`([^`]+)`", section("POLECAT's columns").replace("\n", " "))
    wanted = [*polecat.COLUMNS, *polecat.OWN]
    assert [name for name in named if name in wanted][: len(wanted)] == wanted
