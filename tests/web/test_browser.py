"""The board as a reader meets it: walked through, at every width, in the dark, by keyboard."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from parley.web import Settings

from .browser import CHROMIUM, Watch, fits, serving

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (tests/system-needs.sh installs it)"
)

PAGES = {
    "overview": "/",
    "week": "/?from=2024-05-28&to=2024-06-03",
    "chronology": "/chronology?party=USA&party=CHN&from=2022",
    "drawer": "/chronology?party=USA&party=CHN&from=2025-10-31&to=2025-11-01",
    "channels": "/channels",
    "channel": "/channels/usa-chn-defence-ministers",
    "documents": "/documents",
    "document": "/document?id=press-military-channels.zh-Hant",
    "checks": "/checks",
    "compare": "/compare?a=readout-kuala-lumpur.en&b=readout-kuala-lumpur.zh-Hans",
    "lasting": "/lasting?party=USA,CHN",
    "series": "/series?party=CHN&party=USA&freq=month&from=2019",
    "ripple": "/ripple",
    "phrases": "/phrases",
    "search": "/search?q=熱線",
    "refused": "/channels/none",
}
LOCALES = {"en": "en-GB", "zh-Hant": "zh-TW", "zh-Hans": "zh-CN"}
SHOTS = os.environ.get("PARLEY_SCREENSHOTS")
"""A folder that keeps pictures of the pages, to be looked at."""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address(desk: Path) -> Iterator[str]:
    with serving(Settings(address=desk)) as place:
        yield place


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page; when the test is over nothing may have gone wrong on it."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def start(name: str, locale: str = "en-GB", width: int = 1280, **options: object) -> Page:
        context = browser.new_context(
            locale=locale,
            viewport={"width": width, "height": 900},
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        if name != "refused":
            watches.append(Watch(context, address))
        page.goto(address + PAGES.get(name, name))
        if name == "drawer":
            page.locator("a.line", has_text=re.compile("Kuala Lumpur|吉隆坡")).first.click()
            expect(page.locator("#drawer figure.source").first).to_be_visible()
        return page

    yield start
    for context in contexts:
        context.close()
    assert [fault for watch in watches for fault in watch.faults] == []


def kept(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_shuts_anybody_out(open_page: Open, name: str, scheme: str) -> None:
    page = open_page(name, color_scheme=scheme, reduced_motion="reduce")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    kept(page, f"{name}-en-1280-{scheme}")


@pytest.mark.parametrize("width", [360, 390, 768, 1280, 2560])
@pytest.mark.parametrize("lang", LOCALES)
def test_every_page_fits_every_window(open_page: Open, lang: str, width: int) -> None:
    page = open_page("overview", LOCALES[lang], width)
    for name, path in PAGES.items():
        if name == "refused":
            continue
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
        assert fits(page) == [], name
        if width in (390, 1280):
            kept(page, f"{name}-{lang}-{width}")


def test_a_phone_reads_the_drawer(open_page: Open) -> None:
    page = open_page("drawer", "zh-TW", 390)
    assert fits(page) == []
    expect(page.locator("#drawer")).to_be_in_viewport()
    kept(page, "drawer-zh-Hant-390")
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_line_opens_beside_the_table_and_the_address_keeps_it(open_page: Open) -> None:
    page = open_page("chronology")
    page.evaluate("window.same = true")
    line = page.locator("a.line", has_text="Kuala Lumpur").first
    line.click()
    drawer = page.locator("#drawer")
    expect(drawer).to_be_focused()
    expect(drawer.locator("mark").first).to_be_visible()
    expect(page).to_have_url(re.compile("event="))
    assert page.evaluate("window.same")  # no page was loaded
    told = drawer.inner_text()
    kept(page, "drawer-opened")
    page.reload()
    assert page.locator("#drawer").inner_text() == told
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("event="))
    page.go_back()
    expect(page.locator("#drawer")).to_be_visible()


def test_enter_in_a_filter_asks_once(open_page: Open) -> None:
    page = open_page("chronology")
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/chronology" in r.url else None)
    page.get_by_label("Person").fill("Austin")
    with page.expect_response(re.compile("person=Austin")):
        page.get_by_label("Person").press("Enter")
    page.wait_for_timeout(600)
    assert len(asked) == 1


def test_a_choice_narrows_the_table_the_timeline_and_the_address(open_page: Open) -> None:
    page = open_page("/chronology")
    before = page.locator("#results .meta").inner_text()
    page.get_by_label("Party", exact=True).first.select_option("USA")
    expect(page.locator("#results .meta")).not_to_have_text(before)
    expect(page).to_have_url(re.compile(r"/chronology\?party=USA$"))
    page.get_by_label("From", exact=True).fill("2024")
    page.get_by_label("From", exact=True).press("Enter")
    expect(page).to_have_url(re.compile("from=2024"))
    expect(page.locator("table.events time").last).to_have_attribute(
        "datetime", re.compile("^202[4-9]")
    )
    page.locator(".timeline a").first.click()
    expect(page).to_have_url(re.compile("to=2024"))
    page.go_back()
    expect(page).not_to_have_url(re.compile("to=2024"))


def test_the_arrows_move_the_lanes(open_page: Open) -> None:
    page = open_page("/?from=2023-01-01&to=2023-12-31")
    labels = page.locator(".lane-axis").inner_text()
    page.locator(".lanes").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lane-axis")).not_to_have_text(labels)
    expect(page).to_have_url(re.compile("from=2023-0"))
    page.get_by_role("link", name="1 week").click()
    assert len(page.locator(".lane-axis text").all()) > 3


def test_the_language_is_changed_on_the_page_and_the_lanes_with_it(open_page: Open) -> None:
    page = open_page("overview")
    assert "U.S.–China" in page.locator(".lanes").inner_text()
    page.get_by_role("button", name="繁體中文").click()
    expect(page.locator("h1")).to_have_text("總覽")
    assert "美中" in page.locator(".lanes").inner_text()
    page.goto(page.url.rstrip("/") + PAGES["checks"])
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    page.get_by_role("button", name="简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page).to_have_url(re.compile("/checks$"))


def test_numbers_lead_from_the_text_to_the_item_and_back(open_page: Open) -> None:
    page = open_page("document")
    page.locator("mark a.number").first.click()
    item = page.locator("li.item:target")
    expect(item).to_be_in_viewport()
    item.locator("a.number").click()
    expect(page.locator("mark .number:target")).to_be_in_viewport()


def test_all_of_it_can_be_reached_by_keyboard(open_page: Open) -> None:
    page = open_page("chronology")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("From", exact=True)).to_be_focused()
    seen: set[str] = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(str(page.evaluate("document.activeElement.getAttribute('class')")))
        if "line" in seen:
            break
    page.keyboard.press("Enter")
    expect(page.locator("#drawer")).to_be_focused()


def test_without_a_script_it_is_the_same_board(open_page: Open) -> None:
    page = open_page("chronology", java_script_enabled=False)
    page.locator("a.line").nth(3).click()
    expect(page.locator("#drawer mark").first).to_be_visible()
    page.locator("#drawer .close a").click()
    expect(page.locator("#drawer")).to_be_hidden()
    page.get_by_label("From", exact=True).fill("2025")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("from=2025"))
    page.get_by_role("button", name="繁體中文").click()
    expect(page.locator("h1")).to_have_text("年表")


def test_what_is_shown_is_downloaded(open_page: Open) -> None:
    page = open_page("chronology")
    page.get_by_text("Export these").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="xlsx").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")


def test_a_password_is_asked_once(browser: Browser, desk: Path) -> None:
    from parley.web.security.access import hashed

    with serving(Settings(address=desk, secret=hashed("open sesame"))) as place:
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(place + "/checks")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Open the board").click()
        expect(page.locator("main")).to_contain_text("not the password")
        page.goto(place + "/checks")
        found = Axe().run(page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()
        page.get_by_label("Password").fill("open sesame")
        page.get_by_role("button", name="Open the board").click()
        expect(page.locator("article.check").first).to_be_visible()
        page.get_by_role("button", name="Lock").click()
        expect(page.get_by_label("Password")).to_be_visible()
        context.close()


@pytest.mark.parametrize("name", ["lasting", "series", "ripple"])
def test_figures_are_drawn_beside_their_table(open_page: Open, name: str) -> None:
    page = open_page(name)
    expect(page.locator(".chart.drawn canvas").first).to_be_visible()
    plain = open_page(name, java_script_enabled=False)
    expect(plain.locator(".chart")).to_be_hidden()
    expect(plain.locator("main table").first).to_be_visible()
