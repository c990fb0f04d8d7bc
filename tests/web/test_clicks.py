"""What an analyst first looks for in a document, in at most three real clicks in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from parley.desk import Desk
from parley.web import Settings

from .browser import CHROMIUM, Watch, serving

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (tests/system-needs.sh installs it)"
)
MOST = 3
COUNT = """addEventListener('click', (event) => {
  if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true)"""


@pytest.fixture(scope="module")
def address(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("seed") / "desk"
    with Desk.open(folder) as desk:
        desk.add(shared / "seeds")
    with serving(Settings(address=folder)) as place:
        yield place


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The overview; clicks are counted by the browser, and must be some and few."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    watch = Watch(context, address)
    context.add_init_script(COUNT)
    opened = context.new_page()
    opened.goto(address)
    yield opened
    clicks = opened.evaluate("Number(sessionStorage.clicks ?? 0)")
    context.close()
    assert 0 < clicks <= MOST
    assert watch.faults == []


def to(page: Page, name: str) -> Locator:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True).click()
    return page.locator("main")


@pytest.mark.parametrize(
    "told",
    [
        "refused a meeting",
        "contacts of chiefs of staff by video",
        "Defense Policy Coordination Talks",
    ],
)
def test_an_event_is_found_with_its_sentence(page: Page, told: str) -> None:
    to(page, "Documents").locator("tbody a").first.click()
    page.locator("li.is-event a", has_text=told).first.click()
    expect(page.locator("h1")).to_contain_text(told)
    expect(page.locator("figure.source mark").first).to_be_visible()


def test_both_sides_statements_are_found(page: Page) -> None:
    to(page, "Documents").locator("tbody a").first.click()
    for party in ("U.S.", "China"):
        expect(page.locator("li.is-statement", has_text=party).first).to_be_visible()


def test_the_checks_are_found_with_their_sentences(page: Page) -> None:
    checks = to(page, "Checks").locator("article.check")
    expect(checks.nth(3)).to_be_visible()
    for check in checks.all():
        expect(check.locator("mark").first).to_be_visible()
        expect(check.locator(".verdict").first).to_be_visible()
