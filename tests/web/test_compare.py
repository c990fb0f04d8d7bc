"""The page that holds two documents against each other, and its answers as JSON and for Word."""

import io
import json
from pathlib import Path

import docx
import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from parley.desk import Desk
from parley.web import Settings

from .browser import CHROMIUM, Watch, fits, serving
from .conftest import client_of
from .test_api import schema
from .test_pages import HOSTILE, page, text

SERIES = Path(__file__).parents[1] / "comparison" / "series"
PREVIOUS = "/compare?a=chn-2028-05&how=previous"
ACCOUNTS = "/compare?a=usa-2027-01&b=chn-2027-01"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with series of readouts."""
    docs = tmp_path_factory.mktemp("series") / "docs"
    docs.mkdir()
    for file in SERIES.glob("*.yaml"):
        for row in yaml.safe_load(file.read_text("utf-8")):
            (docs / f"{row['id']}.txt").write_text(row["text"], encoding="utf-8")
            told = {name: str(row[name]) for name in ("voice", "published", "lang")}
            (docs / f"{row['id']}.meta.json").write_text(json.dumps(told), encoding="utf-8")
    with Desk.open(docs.parent / "desk") as desk:
        desk.add(docs)
    return docs.parent / "desk"


@pytest.fixture(scope="module")
def series(folder: Path) -> TestClient:
    return client_of(Settings(address=folder))


@pytest.mark.parametrize("lang", ["en", "zh-TW", "zh-CN"])
def test_a_readout_and_the_one_before_it(series: TestClient, lang: str) -> None:
    found = page(series, PREVIOUS, lang)
    told = series.get("/api/compare?a=chn-2028-05").json()
    rows = found.cssselect("table.phrases tbody tr")
    assert len(rows) == len(told["phrases"])
    assert [text(one) for one in rows[0].cssselect("del")] == ["合作共赢"]
    assert [sign.text for sign in found.cssselect("table.phrases .sign")][:2] == ["≈", "="]
    assert "2027" in text(found.cssselect("main p.meta")[1])


def test_two_accounts_of_one_event(series: TestClient) -> None:
    found = page(series, ACCOUNTS)
    told = series.get("/api/compare?a=usa-2027-01&b=chn-2027-01").json()
    assert told["event"] is not None
    tables = found.cssselect("table.compared")
    assert len(tables[0].cssselect("tbody tr")) == len(told["facts"])
    assert len(tables[1].cssselect("tbody tr")) == len(told["points"])
    assert all(cell.text_content().strip()[0] in "=≠+" for cell in found.xpath("//td[@class]"))
    for link in found.xpath("//main//a/@href"):
        if not link.startswith("#"):
            assert series.get(link).status_code == 200, link


@pytest.mark.parametrize("address", [PREVIOUS, ACCOUNTS])
def test_a_number_in_a_text_leads_to_its_line(series: TestClient, address: str) -> None:
    found = page(series, address)
    ids = set(found.xpath("//@id"))
    numbers = found.cssselect(".pane a.number")
    assert len(numbers) > 5
    for number in numbers:
        assert number.get("href").removeprefix("#") in ids
        assert number.get("id")[0] in "ab"
    for link in found.xpath("//table//a[starts-with(@href, '#')]/@href"):
        assert link.removeprefix("#") in ids
    assert len(ids) == len(found.xpath("//@id"))


def test_the_texts_are_whole(series: TestClient) -> None:
    found = page(series, PREVIOUS)
    for number in found.cssselect(".pane a.number"):
        number.drop_tree()
    panes = ["".join(pane.text_content().split()) for pane in found.cssselect(".pane")]
    for pane, key in zip(panes, ("chn-2028-05", "chn-2027-09"), strict=True):
        whole = series.get("/api/document", params={"id": key}).json()["text"]
        assert "".join(whole.split()) in pane


def test_it_is_reached_from_an_event_and_from_a_document(series: TestClient) -> None:
    document = page(series, "/document?id=chn-2028-05")
    assert "/compare?a=chn-2028-05&how=previous" in document.xpath("//main//a/@href")
    told = series.get("/api/compare?a=usa-2027-01&b=chn-2027-01").json()
    merged = next(
        event["id"]
        for event in series.get("/api/chronology?limit=1000").json()["events"]
        if {s["doc"] for s in event["sources"]} >= {told["a"]["doc"], told["b"]["doc"]}
    )
    links = page(series, f"/events/{merged}").xpath("//main//a/@href")
    assert any(link.startswith("/compare?a=") and "how=accounts" in link for link in links)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/compare", ""),
        ("/compare?a=chn-2027-01", "first of its series"),
        ("/compare?a=chn-2027-01&how=accounts", "Choose a second"),
    ],
)
def test_what_is_lacking_is_said_beside_the_fields(
    series: TestClient, address: str, says: str
) -> None:
    found = page(series, address)
    assert says in text(found.cssselect("main")[0])
    assert not found.cssselect(".pane")
    assert len(found.cssselect("datalist option")) == 15


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/compare?a=none", 404, "no-document"),
        ("/compare?a=chn-2028-05&b=none", 404, "no-document"),
        ("/compare?a=/etc/passwd", 404, "no-document"),
        ("/compare?a=chn-2028-05&how=loudly", 400, "bad-value"),
        ("/compare/docx?a=chn-2027-01", 404, "no-previous"),
        ("/compare/docx", 404, "no-document"),
    ],
)
def test_what_is_not_there_is_refused(
    series: TestClient, address: str, status: int, code: str
) -> None:
    assert code in text(page(series, address, status=status))


def test_json_is_as_described(series: TestClient) -> None:
    for query in ("a=chn-2028-05", "a=chn-2028-05&b=chn-2027-01&how=previous", ACCOUNTS[9:]):
        answer = series.get(f"/api/compare?{query}")
        assert answer.status_code == 200
        schema("/api/compare").validate(answer.json())
    for query in ("", "a=none", "a=chn-2027-01", "a=chn-2027-01&how=accounts", "a=x&how=y"):
        answer = series.get(f"/api/compare?{query}")
        assert 400 <= answer.status_code < 500
        schema("/api/compare", "default").validate(answer.json())


def test_for_word(series: TestClient) -> None:
    answer = series.get("/compare/docx?a=chn-2028-05")
    assert answer.headers["content-disposition"].endswith('.docx"')
    assert len(docx.Document(io.BytesIO(answer.content)).tables) == 2


def test_no_text_becomes_html(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(
            f"{HOSTILE}\n\nLloyd Austin met Dong Jun in Singapore on May 31, 2024, and spoke of"
            f" guardrails {HOSTILE}."
        )
    (tmp_path / "a.meta.json").write_text(json.dumps({"title": HOSTILE, "id": "<i>a&b?#/../x"}))
    with Desk.open(tmp_path / "desk") as desk:
        desk.add([tmp_path / "a.txt", tmp_path / "b.txt"], voice="USA")
    board = client_of(Settings(address=tmp_path / "desk"))
    for how in ("accounts", "previous"):
        answer = board.get("/compare", params={"a": "<i>a&b?#/../x", "b": "b", "how": how})
        assert answer.status_code == 200
        found = html.fromstring(answer.content)
        assert found.cssselect(".pane")
        assert not found.xpath("//script[not(@src)] | //img | //main//i")


def opened(browser: Browser, place: str, address: str, **options: object) -> tuple[Page, Watch]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    watch = Watch(context, place)
    shown = context.new_page()
    shown.goto(place + address)
    return shown, watch


needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (tests/system-needs.sh installs it)"
)


@needs_browser
@pytest.mark.parametrize("address", ["/compare", PREVIOUS, ACCOUNTS])
def test_it_shuts_nobody_out_and_fits_every_window(
    browser: Browser, folder: Path, address: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with serving(Settings(address=folder)) as place:
        for scheme in ("light", "dark"):
            shown, watch = opened(browser, place, address, color_scheme=scheme)
            found = Axe().run(shown, options={"resultTypes": ["violations"]})
            assert found.violations_count == 0, found.generate_report()
            assert watch.faults == []
            shown.context.close()
        for width in (360, 768, 1280):
            shown, _ = opened(
                browser, place, address, locale="zh-TW", viewport={"width": width, "height": 900}
            )
            assert fits(shown) == []
            shown.context.close()


@needs_browser
def test_the_texts_scroll_together_unless_told_otherwise(browser: Browser, folder: Path) -> None:
    with serving(Settings(address=folder)) as place:
        shown, watch = opened(
            browser, place, PREVIOUS, viewport={"width": 1280, "height": 420}, locale="en-GB"
        )
        panes = shown.locator(".pane")
        panes.first.scroll_into_view_if_needed()
        panes.first.hover()
        top = "pane => pane.scrollTop"
        shown.mouse.wheel(0, 150)
        for _ in range(100):
            if panes.nth(1).evaluate(top):
                break
            shown.wait_for_timeout(50)
        assert panes.nth(1).evaluate(top) > 0
        shown.get_by_label("Scroll both together").uncheck()
        before = panes.nth(1).evaluate(top)
        panes.first.evaluate("pane => { pane.scrollTop = 0; }")
        shown.wait_for_timeout(100)
        assert panes.nth(1).evaluate(top) == before
        assert watch.faults == []


@needs_browser
def test_without_a_script_it_is_the_same(browser: Browser, folder: Path) -> None:
    with serving(Settings(address=folder)) as place:
        shown, _ = opened(browser, place, "/compare", java_script_enabled=False, locale="en-GB")
        shown.get_by_label("Document", exact=True).fill("twn-2027-06")
        shown.get_by_label("How").select_option("previous")
        shown.get_by_role("button", name="Compare").click()
        expect(shown.locator("table.phrases")).to_be_visible()
        assert "a=twn-2027-06" in shown.url
        expect(shown.get_by_label("Scroll both together")).to_be_hidden()
