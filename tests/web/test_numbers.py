"""The pages of figures: what will last, series and ripples, as tables that need no script."""

import json

import pytest
from lxml import html
from starlette.testclient import TestClient

from parley.web.pages import counting

from .test_pages import page, text


def table(found: html.HtmlElement, at: int = 0) -> list[list[str]]:
    """The rows of a page's table."""
    body = found.cssselect("table")[at].cssselect("tbody tr")
    return [[text(cell) for cell in row.cssselect("th, td")] for row in body]


def chart(found: html.HtmlElement) -> dict[str, object]:
    """What the script is given to draw."""
    (place,) = found.cssselect(".chart")
    assert place.get("role") == "img"
    told: dict[str, object] = json.loads(place.get("data-chart"))
    return told


def test_each_open_channel_has_its_chances(board: TestClient) -> None:
    found = page(board, "/lasting?party=USA,CHN")
    rows = {row[0]: row for row in table(found)}
    name = next(name for name in rows if name.startswith("Defense Policy Coordination Talks"))
    assert rows[name][1] == "open"
    assert all(" % (" in cell for cell in rows[name][3:])
    assert "does not beat the best baseline" in text(found)
    assert "5 August 2022" in text(found)


def test_the_parties_narrow_all_of_it(board: TestClient) -> None:
    whole, some = page(board, "/lasting"), page(board, "/lasting?party=USA,CHN")
    assert 0 < len(table(some)) < len(table(whole))
    assert {cell for row in table(some) for cell in row if "Japan–China" in cell} == set()
    assert int(table(some, 2)[0][1]) < int(table(whole, 2)[0][1])


def test_every_choice_of_parties_has_a_name(board: TestClient) -> None:
    """A channel that belongs to no parties is no choice."""
    choices = page(board, "/lasting").cssselect("#dyad option")
    assert all(text(choice) for choice in choices)
    assert [choice.get("value") for choice in choices].count("") == 1


def test_types_of_events_have_names_in_chinese(board: TestClient) -> None:
    found = page(board, "/series?party=CHN&party=USA&from=2024&to=2024", "zh-TW")
    (row,) = table(found)
    assert row[2].startswith("磋商")


def test_the_curve_that_is_drawn_is_that_of_the_table(board: TestClient) -> None:
    found = page(board, "/lasting?party=USA,CHN")
    told = chart(found)
    assert told["kind"] == "survival"
    first = told["curves"][0]  # type: ignore[index]
    at = [share for month, share in first["points"] if month <= 12][-1]
    assert table(found, 2)[0][4].startswith(f"{100 * at:.0f} %")


def test_a_series_has_gaps_and_leads_to_its_events(board: TestClient) -> None:
    found = page(board, "/series?party=CHN&party=USA&freq=month&from=2019&to=2030")
    rows = table(found)
    assert "gap" in rows[0][1]
    assert "–" in rows[0][0]
    gaps = [text(row) for row in found.cssselect("tr.gap")]
    assert len(gaps) > 2
    link = next(a.get("href") for a in found.cssselect("tbody th a") if text(a) == "2024-01")
    listed = page(board, link)
    (row,) = [row for row in rows if row[0] == "2024-01"]
    assert listed.cssselect("table.events tbody tr")
    assert row[2].startswith("CONSULT")


def test_what_is_drawn_of_a_series_has_a_hole_for_a_gap(board: TestClient) -> None:
    told = chart(page(board, "/series?party=CHN&party=JPN&freq=quarter&from=2012&to=2016"))
    net = told["net"]
    assert None in net  # type: ignore[operator]
    assert len(told["names"]) == len(net) == 20  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("party=USA&party=USA", "choose two different ones"),
        ("party=PHL&party=PRK", "Nothing on record is between"),
    ],
)
def test_a_series_of_nothing_says_so(board: TestClient, query: str, said: str) -> None:
    assert said in text(page(board, f"/series?{query}"))


def test_a_ripple_says_plainly_what_it_found(board: TestClient) -> None:
    found = page(board, "/ripple?of=resumed&party=USA&party=CHN&on=JPN,CHN&on=CHN,VNM")
    assert "No rise or fall is found. Tests made: 9" in text(found)
    assert "the record of the pair has holes throughout" in text(found)
    assert [row[-1] for row in table(found)].count("cannot tell") > 3
    assert len(chart(found)["change"]) == 9  # type: ignore[arg-type]
    boxes = found.xpath("//input[@name='on'][@checked]/@value")
    assert sorted(boxes) == ["CHN,JPN", "CHN,VNM"]


def test_one_event_can_be_asked_after(board: TestClient) -> None:
    found = page(board, "/ripple?of=2024-01-08-dpct-17&on=KOR,PRK")
    assert "there is too little to test" in text(found)
    assert len(found.xpath("//h2[contains(., 'The events')]/following::li")) == 1


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/series?freq=day", "bad-value"),
        ("/series?freq=week&from=1000&to=2900", "too-many"),
        ("/ripple?of=resume", "bad-value"),
        ("/ripple?on=JPN", "bad-value"),
        ("/ripple?" + "&".join(f"on=CHN,X{n:02}" for n in range(13)), "too-many"),
    ],
)
def test_what_cannot_be_meant_is_refused(board: TestClient, path: str, code: str) -> None:
    assert code in text(page(board, path, status=400))


def test_without_the_packages_a_page_says_what_to_install(
    board: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "find_spec", lambda name: None)
    assert "parley-workbench[analysis]" in text(page(board, "/lasting", status=501))
