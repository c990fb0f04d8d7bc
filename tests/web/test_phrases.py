"""The page of formulas: who uses them, with the sentence, and which readout leaves one out."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.desk.test_phrasing import DOCUMENTS

from parley.desk import Desk
from parley.documents import Reading
from parley.web import Settings
from parley.web.pages.phrases import DRAWN, marked

from .conftest import client_of
from .test_numbers import chart, table
from .test_pages import page, text


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A board with readouts that follow each other."""
    place: Path = tmp_path_factory.mktemp("phrases") / "desk"
    with Desk.open(place) as desk:
        desk.add(Reading(DOCUMENTS, ()))
    return client_of(Settings(address=place))


def test_each_formula_has_its_first_and_last_use_with_the_sentence(series: TestClient) -> None:
    found = page(series, "/phrases?source=USA")
    rows = table(found)
    assert {row[1].removesuffix("its own formula") for row in rows} == {"U.S. (official)"}
    for cell in found.cssselect("details.use"):
        assert cell.cssselect("blockquote mark")
        assert page(series, cell.cssselect("a")[0].get("href")) is not None


def test_where_one_is_left_out_leads_to_the_two_readouts(series: TestClient) -> None:
    found = page(series, "/phrases")
    (*_, link) = found.cssselect('td[data-label="Left out"] a')
    shown = page(series, link.get("href"))
    assert "dropped" in text(shown)


def test_an_issue_and_a_voice_narrow_it(series: TestClient) -> None:
    whole, some = page(series, "/phrases"), page(series, "/phrases?source=CHN&issue=taiwan")
    assert 0 < len(table(some)) < len(table(whole))
    assert page(series, "/phrases?issue=nothing", status=400) is not None
    assert "No document" in text(page(series, "/phrases?source=PHL"))


def test_the_picture_counts_what_the_table_counts(series: TestClient) -> None:
    found = page(series, "/phrases?source=CHN")
    told = chart(found)
    counts = dict.fromkeys(told["names"], 0)  # type: ignore[attr-defined]
    for _, n, count in told["counts"]:  # type: ignore[attr-defined]
        counts[told["names"][n]] += count  # type: ignore[index]
    rows = [row for n in range(len(found.cssselect("table"))) for row in table(found, n)]
    most = sorted((int(row[2].split()[0]) for row in rows), reverse=True)[:DRAWN]
    assert sorted(counts.values(), reverse=True) == [n for n in most if n]


def test_what_repeats_unknown_stands_apart(series: TestClient) -> None:
    found = page(series, "/phrases")
    assert [text(h) for h in found.cssselect("h2")] == ["Perhaps formulas"]


def test_words_of_documents_are_no_markup() -> None:
    assert marked("a <b> & c", "<b>") == "a <mark>&lt;b&gt;</mark> &amp; c"
    assert marked("a <b>", "missing") == "a &lt;b&gt;"
