"""The page in a real browser: it fits a phone, asks for nothing, and can be read and printed."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parley.desk import Desk
from parley.report import write_report
from parley.report.strings import LANGUAGES

from . import large
from .browser import CHROMIUM, Browser

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (tests/system-needs.sh installs it)"
)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "documents"
PHONE, DESK = 390, 1280
PAPER = 672
"""What A4 leaves between the margins of the page, in CSS pixels."""

# Every run of text against the ground it stands on, by the formula of WCAG 2.1; pictures apart.
CONTRAST = """
(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((c) => {
      c /= 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('svg, .hidden, .skip')) continue;
    const pair = [light(parts(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) poor.add(element.tagName + '.' + element.className + ' ' + ratio.toFixed(2));
  }
  return [...poor];
})()
"""
WIDER = """
[...document.querySelectorAll('main *')].filter((e) =>
  e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, .hidden, svg, thead')
).map((e) => e.tagName + '.' + e.getAttribute('class'))
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as one:
        yield one


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    with Desk.open(folder) as desk:
        desk.add(EXAMPLES)
        desk.report(folder)
    return folder / "report.html"


@pytest.fixture(params=[*LANGUAGES, "demo"])
def report(request: pytest.FixtureRequest, written: Callable[[str], Path]) -> Path:
    if request.param == "demo":
        path: Path = request.getfixturevalue("demo")
        return path
    return written(request.param) / "report.html"


def said(browser: Browser, *methods: str) -> list[dict[str, Any]]:
    return [event["params"] for event in browser.events if event.get("method") in methods]


def test_nothing_overflows_a_phone(browser: Browser, report: Path) -> None:
    browser.open(report, PHONE, 844)
    assert browser.ask("document.documentElement.scrollWidth") == PHONE
    assert browser.ask(WIDER) == []


def test_nothing_is_asked_of_the_network_and_nothing_fails(browser: Browser, report: Path) -> None:
    browser.open(report, DESK)
    browser.ask("document.querySelectorAll('details').forEach((d) => d.open = true)")
    browser.picture()
    asked = [sent["request"]["url"] for sent in said(browser, "Network.requestWillBeSent")]
    assert asked == [report.resolve().as_uri()]
    assert said(browser, "Log.entryAdded", "Runtime.exceptionThrown") == []
    assert said(browser, "Runtime.consoleAPICalled") == []


@pytest.mark.parametrize("ui", LANGUAGES)
def test_the_page_says_its_language(
    browser: Browser, ui: str, written: Callable[[str], Path]
) -> None:
    browser.open(written(ui) / "report.html", DESK)
    assert browser.ask("document.documentElement.lang") == ui


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, report: Path, scheme: str) -> None:
    browser.open(report, DESK, scheme=scheme)
    assert browser.ask(CONTRAST) == []


def test_the_page_prints_in_full(browser: Browser, report: Path) -> None:
    browser.open(report, PAPER)
    printed = browser.pdf()
    assert printed.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 3
    # What is folded on the screen is not folded on paper.
    browser.do("Emulation.setEmulatedMedia", media="print")
    assert browser.ask("document.documentElement.scrollWidth") <= PAPER + 2
    assert browser.ask(
        "[...document.querySelectorAll('main section:not(#lanes) details > :not(summary)')]"
        ".every((e) => e.getBoundingClientRect().height > 0)"
    )


def test_a_mark_in_the_picture_leads_to_its_entry(
    browser: Browser, written: Callable[[str], Path]
) -> None:
    browser.open(written("en") / "report.html", DESK)
    browser.ask("location.hash = document.querySelector('.lane svg svg a').getAttribute('href')")
    assert (
        browser.ask("Math.abs(document.querySelector(':target').getBoundingClientRect().top)")
        < DESK
    )


def test_twenty_thousand_events_load_in_seconds(browser: Browser, tmp_path: Path) -> None:
    write_report(large.data(), tmp_path)
    page = tmp_path / "report.html"
    assert page.stat().st_size < 30_000_000
    browser.open(page, DESK)
    took = browser.ask("performance.timing.loadEventEnd - performance.timing.navigationStart")
    assert took < 20_000  # about 4 seconds on a laptop; 25 where everything is laid out at once
    browser.ask("location.hash = '#event-ev-19000'")
    until = time.monotonic() + 20  # what lies before it is laid out on the way
    shown = -1.0
    while not 0 <= shown < 900 and time.monotonic() < until:
        browser.picture(height=900)
        shown = browser.ask("document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= shown < 900
