"""Rows of an analyst's chronology as events: what stands there, and nothing more."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import desk
from parley.coding import cells, code, faults
from parley.coding.cells import CellError
from parley.items import Document, Event
from parley.lexicon import load

LEXICON = load()
DAY = dt.date(2024, 5, 31)


def table(*rows: str, columns: str = "date parties event mode channel place end") -> Document:
    """A chronology with these rows, cells apart by bars."""
    text = "\n".join(row.replace("|", "\t") for row in rows)
    return Document(id="own", text=text, lang="en", columns=tuple(columns.split()))


def event(row: str, **options: str) -> Event:
    (found,) = code(table(row, **options), LEXICON)
    assert isinstance(found, Event)
    return found


@pytest.mark.parametrize(
    ("cell", "start", "end", "precision"),
    [
        ("2024-05-31", DAY, DAY, "day"),
        ("2024/5/31", DAY, DAY, "day"),
        ("2024.05.31", DAY, DAY, "day"),
        ("20240531", DAY, DAY, "day"),
        ("31.5.2024", DAY, DAY, "day"),
        ("31/5/2024", DAY, DAY, "day"),
        ("5/31/2024", DAY, DAY, "day"),
        ("2024-05-31 14:30", DAY, DAY, "day"),
        ("31 May 2024", DAY, DAY, "day"),
        ("May 31, 2024", DAY, DAY, "day"),
        ("2024年5月31日", DAY, DAY, "day"),
        ("民國113年5月31日", DAY, DAY, "day"),
        ("2024-05", dt.date(2024, 5, 1), DAY, "month"),
        ("May 2024", dt.date(2024, 5, 1), DAY, "month"),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "year"),
        ("late May 2024", dt.date(2024, 5, 21), DAY, "third-of-month"),
        ("2024-05-30 – 2024-05-31", dt.date(2024, 5, 30), DAY, "day"),
        ("2024-05-30/2024-05-31", dt.date(2024, 5, 30), DAY, "day"),
        ("2024-04 – 2024-05", dt.date(2024, 4, 1), DAY, "month"),
        ("30–31 May 2024", dt.date(2024, 5, 30), DAY, "day"),
    ],
)
def test_days_are_read_as_written(cell: str, start: dt.date, end: dt.date, precision: str) -> None:
    found = cells.days(cell)
    assert found is not None
    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "cell",
    [
        "5/6/2024",
        "31 May",
        "5月31日",
        "last Tuesday",
        "soon",
        "2024-13-01",
        "2023-02-29",
        "99999",
        "0000-01-01",
        "2024-06-02 – 2024-05-31",
        "2024-05-31, 2024-06-02",
    ],
)
def test_what_does_not_tell_its_day_is_never_given_one(cell: str) -> None:
    with pytest.raises(CellError):
        cells.days(cell)
    assert code(table(f"{cell}|USA|Call"), LEXICON) == []


@given(st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31)))
def test_a_day_in_figures_is_that_day(day: dt.date) -> None:
    for text in (day.isoformat(), f"{day:%Y/%m/%d}", f"{day.day}.{day.month}.{day.year}"):
        found = cells.days(text)
        assert found is not None
        assert (found.start, found.end, found.precision) == (day, day, "day")


@given(st.text(max_size=40))
def test_any_cell_is_read_or_refused(text: str) -> None:
    try:
        found = cells.days(text)
    except CellError:
        return
    assert found is None or (found.start and found.end and found.start <= found.end)


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("USA, CHN", ("CHN", "USA")),
        ("China; Japan", ("CHN", "JPN")),
        ("美國、中國", ("CHN", "USA")),
        ("日本、韓国", ("JPN", "KOR")),
        ("한국, 미국", ("KOR", "USA")),
        ("U.S. & Philippines", ("PHL", "USA")),
        ("ASEAN / AUS", ("ASEAN", "AUS")),
        ("France", ("FRA",)),
    ],
)
def test_parties_are_known_by_code_or_name(cell: str, parties: tuple[str, ...]) -> None:
    assert cells.parties(cell, LEXICON) == parties


def test_a_row_is_an_event_with_its_text_as_evidence() -> None:
    document = table("", "2024-05-31|USA, CHN|Lloyd Austin met Dong Jun||| Singapore")
    (found,) = code(document, LEXICON)
    assert isinstance(found, Event)
    assert (found.mode, found.type, found.modality) == ("meet", "CONSULT", "occurred")
    assert (found.start, found.end, found.precision) == (DAY, DAY, "day")
    assert found.parties == ("CHN", "USA")
    assert found.channel == "usa-chn-defence-ministers"
    assert found.place is not None
    assert found.place.name == "Singapore"
    assert found.coder.startswith("imported ")
    (evidence,) = found.evidence
    assert document.text[evidence.start : evidence.end] == evidence.text
    assert evidence.text.startswith("2024-05-31\tUSA, CHN\tLloyd Austin")


@pytest.mark.parametrize(
    ("row", "mode", "modality"),
    [
        ("2024-05-31|USA, CHN|Beijing refused a meeting of defense ministers", "refuse-meeting",
         "refused"),
        ("2024-05-31|USA, CHN|The two plan to hold talks on defense policy", "talks", "planned"),
        ("2024-05-31|美國、中國|中方宣布中止兩軍戰區領導通話", "suspend-channel", "occurred"),
        ("2024-05-31|USA, CHN|Something else|Phone call", "call", "occurred"),
        ("2024-05-31|USA, CHN|未詳|通話", "call", "occurred"),
        ("2024-05-31|USA, CHN|x|화상회의", "video-call", "occurred"),
        ("2024-05-31|USA, CHN|Nothing that any rule knows", "other", "occurred"),
    ],
)  # fmt: skip
def test_the_mode_is_the_column_s_else_the_description_s(
    row: str, mode: str, modality: str
) -> None:
    found = event(row)
    assert (found.mode, found.modality) == (mode, modality)


def test_an_end_of_its_own_makes_a_stretch() -> None:
    found = event("2024-05-30|USA, CHN|Talks||||2024-06-02")
    assert (found.start, found.end) == (dt.date(2024, 5, 30), dt.date(2024, 6, 2))
    assert found.precision == "day"
    found = event("2023|USA, CHN|No talks||||2024")
    assert (found.precision, found.lasting) == ("year", True)


def test_a_row_without_a_date_has_none() -> None:
    found = event("|USA, CHN|The ministers met")
    assert (found.start, found.end, found.precision) == (None, None, "unknown")


def test_what_no_mode_tells_is_told_in_the_analyst_s_words() -> None:
    assert event("2024-05-31|USA, CHN|Line tested at noon").headline == "Line tested at noon"


@pytest.mark.parametrize(
    ("row", "told", "kept"),
    [
        ("soon|USA, CHN|Call", "'soon' is no date that can be read; the row was left out", False),
        ("5/6/2024|USA|Call", "may be two days: write it as YYYY-MM-DD", False),
        ("2024-05-31|Atlantis, USA|Call", "no party 'Atlantis' is known", False),
        ("2024-05-31||Call", "no party is named", False),
        ("2024-05-31|USA|Call||||2024-05-01", "ends before it begins", False),
        ("2024-05-31|USA, CHN|Call|sommet", "no mode 'sommet' is known", True),
        ("2024-05-31|USA, CHN|Call||own-line", "no channel 'own-line' is known", True),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_line(row: str, told: str, kept: bool) -> None:
    document = table("", "", row)
    (problem,) = faults(document, LEXICON)
    assert (problem.source, problem.line) == ("own", 3)
    assert told in problem.message
    assert problem.hint
    assert len(code(document, LEXICON)) == kept


def test_what_no_mode_tells_joins_nothing_but_the_same_words(tmp_path: Path) -> None:
    for name, words in (("a", "Line tested at noon"), ("b", "A new cable"), ("c", "A new cable")):
        text = f'Date,Parties,Event,Note\n2024-05-31,"USA, CHN",{words},{name}\n'
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    with desk.Desk.open(tmp_path / "desk", reference=False) as opened:
        opened.add(sorted(tmp_path.glob("*.csv")))
        told = {e.headline: {s.doc for s in e.sources} for e in opened.chronology()}
    assert told == {"Line tested at noon": {"a"}, "A new cable": {"b", "c"}}


def test_it_stands_in_the_chronology_as_imported_and_joins_what_is_coded(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        'Date,Parties,Event\n2024-05-31,"USA, CHN",Lloyd Austin met Dong Jun in Singapore\n'
        '2019-03-04,"USA, CHN",Line tested at noon\n',
        encoding="utf-8",
    )
    note = tmp_path / "note.txt"
    note.write_text("Lloyd Austin met Dong Jun in Singapore on May 31, 2024.", encoding="utf-8")
    with desk.Desk.open(tmp_path / "desk", reference=False) as opened:
        outcome = opened.add([own, note], published=dt.date(2024, 6, 1))
        assert outcome.problems == ()
        tested, met = opened.chronology()
        assert (tested.status, tested.headline) == ("imported", "Line tested at noon")
        assert met.status == "coded"
        assert {source.doc for source in met.sources} == {"own", "note"}
        assert opened.add([own, note], published=dt.date(2024, 6, 1)).unchanged
    report = (tmp_path / "desk").joinpath("report.html")
    with desk.Desk.open(tmp_path / "desk", reference=False) as opened:
        opened.report(tmp_path / "desk")
    assert "imported from a chronology" in report.read_text("utf-8")
