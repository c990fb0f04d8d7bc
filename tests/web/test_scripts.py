"""Documents in other directions than the page, with what is not seen, and without an end."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect
from starlette.testclient import TestClient

from parley.desk import Desk
from parley.report.safe import closed
from parley.web import Settings

from .browser import Watch, fits, no_violation, serving, shot
from .conftest import client_of
from .test_pages import PAGES, page, text

MET = "The defence ministers of China and the United States met in Singapore on 3 May 2024."
QUOTED = "main blockquote, main .block > p, main .sentences, main .pane p"
TITLES = {
    "hebrew": "שרי ההגנה של סין וארצות הברית נפגשו",
    "arabic": "التقى وزيرا دفاع الصين والولايات المتحدة",
    "controls": "\u202ereversed\u2066 and \u2067never closed",
    "unseen": "zero\u200bwidth\u200d\ufeff\u2060\u00ad",
    "word": "W" + "o" * 600 + "rd",
    "script": "<script>window.done = 1</script><img src=x onerror=window.done=1>",
    "line": "a line",
}
TEXTS = {
    "hebrew": f"שרי ההגנה נפגשו בסינגפור ב-3 במאי 2024.\n\n{MET}\n",
    "arabic": f"التقى وزيرا الدفاع في سنغافورة.\n\n{MET}\n",
    "controls": f"\u202e{MET}\u2067\n\nBefore. \u2066{MET}\u202e After.\n",
    "unseen": f"{MET[:12]}\u200b{MET[12:30]}\u2060{MET[30:]}\n\n{MET}\u200d\ufeff\n",
    "word": f"{'x' * 20_000} {MET} {'漢' * 3000}\n\n{MET}\n",
    "script": f"</p><script>window.done = 1</script> {MET}\n\n<img src=x onerror=window.done=1>\n",
    "line": f"{MET} " + "The ministers said that they talked about the strait. " * 1900,
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with these documents."""
    folder = tmp_path_factory.mktemp("odd")
    source = folder / "documents"
    source.mkdir()
    for name, told in TEXTS.items():
        (source / f"{name}.txt").write_text(told, "utf-8")
        about = {"title": TITLES[name], "publisher": TITLES[name], "published": "2024-05-04"}
        (source / f"{name}.meta.json").write_text(json.dumps(about), "utf-8")
    with Desk.open(folder / "desk") as opened:
        outcome = opened.add(source)
        assert outcome.problems == ()
    return folder / "desk"


def addresses(board: TestClient) -> list[str]:
    """Every page, and all that there is about each of the documents."""
    ids = [document["id"] for document in board.get("/api/documents").json()]
    assert len(ids) == len(TEXTS)
    events = board.get("/api/chronology?from=2024-05-01&to=2024-05-05").json()["events"]
    return [
        *PAGES,
        *(f"/document?id={key}" for key in ids),
        *(f"/document/new?id={key}" for key in ids),
        *(f"/document/new?id={key}&start=0&end=25" for key in ids),
        *(f"/compare?a={key}&b=hebrew&how=accounts" for key in ids if key != "hebrew"),
        *(f"/events/{event['id']}" for event in events),
        "/search?q=ministers",
        "/chronology?from=2024",
    ]


def test_every_page_shows_odd_documents_as_they_are(odd: Path) -> None:
    board = client_of(Settings(address=odd))
    for path in addresses(board):
        for lang in ("en", "zh-TW"):
            found = page(board, path, lang)
            assert not found.xpath("//script[not(@src)] | //img | //*[@onerror]"), path
    for name, told in TEXTS.items():
        shown, part = "", 1
        while True:
            found = page(board, f"/document?id={name}&part={part}")
            shown += text(found.cssselect(".reading")[0])
            if not found.cssselect("a[rel=next]"):
                break
            part += 1
        assert MET.partition("met")[2] in shown or name in ("unseen", "controls"), name
        last = told.split()[-1]
        assert last in shown, name


def test_what_is_quoted_has_its_own_direction(odd: Path) -> None:
    board = client_of(Settings(address=odd))
    quoted = 0
    for path in addresses(board):
        found = page(board, path)
        for one in found.cssselect(
            "main blockquote, main .block > p, main .sentences, main .pane p"
        ):
            assert own_direction(one), (path, html.tostring(one)[:200])
            quoted += 1
        for link in found.cssselect("main a[href*='/document?id='][lang]"):
            assert own_direction(link), path
    assert quoted > 20


def test_no_name_turns_round_what_stands_behind_it(odd: Path) -> None:
    board = client_of(Settings(address=odd))
    seen = 0
    for path in addresses(board):
        for told in outside(page(board, path), QUOTED):
            assert closed(told) == told, (path, told[:80])
            seen += "\u202e" in told
    assert seen > 10


def outside(found: html.HtmlElement, quoted: str) -> Iterator[str]:
    """All that a page says in its own lines: texts and attributes."""
    for one in found.cssselect(quoted):
        tail = one.tail
        one.clear()
        one.tail = tail
    for element in found.iter(html.etree.Element):
        yield from (element.text or "", element.tail or "", *element.attrib.values())


def own_direction(element: html.HtmlElement) -> bool:
    return element.get("dir") == "auto" or element.tag == "bdi"


@pytest.fixture(scope="module")
def address(odd: Path) -> Iterator[str]:
    with serving(Settings(address=odd)) as where:
        yield where


@pytest.mark.parametrize("locale", ["en-GB", "zh-TW"])
def test_no_document_breaks_the_page_of_a_phone(
    browser: Browser, odd: Path, address: str, locale: str
) -> None:
    context = browser.new_context(
        locale=locale, viewport={"width": 360, "height": 800}, base_url=address
    )
    watch = Watch(context, address)
    opened = context.new_page()
    broken = {}
    for path in addresses(client_of(Settings(address=odd))):
        opened.goto(path)
        if found := fits(opened):
            broken[path] = found[:5]
        assert opened.evaluate("window.done") is None
    assert broken == {}
    opened.goto("/document?id=hebrew")
    shot(opened, f"odd-hebrew-{locale}-360")
    assert direction(opened, ".block > p >> nth=0") == "rtl"
    assert direction(opened, "header.bar") == "ltr"
    no_violation(opened)
    context.close()
    assert watch.faults == []


def direction(opened: Page, selector: str) -> str:
    found: str = opened.locator(selector).first.evaluate("e => getComputedStyle(e).direction")
    return found


def lines(opened: Page) -> int:
    """Lines that the head of the page takes."""
    tops = opened.evaluate(
        "() => [...document.querySelectorAll('header.bar :is(.brand, summary, nav a, button)')]"
        ".filter((e) => e.offsetParent).map((e) => e.getBoundingClientRect())"
        ".map((b) => Math.round((b.top + b.bottom) / 2 / 12))"
    )
    return len(set(tops))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("locale", ["en-GB", "zh-TW"])
def test_a_phone_has_the_pages_in_a_menu(
    browser: Browser, address: str, locale: str, script: bool, scheme: str
) -> None:
    context = browser.new_context(
        locale=locale,
        viewport={"width": 360, "height": 800},
        base_url=address,
        java_script_enabled=script,
        color_scheme=scheme,
    )
    opened = context.new_page()
    opened.goto("/chronology")
    menu = opened.locator("header summary")
    link = opened.locator("header nav a[href='/checks']")
    expect(menu).to_be_visible()
    expect(link).to_be_hidden()
    height = opened.locator("header.bar").bounding_box()
    assert height is not None
    assert height["height"] < 100
    for _ in range(8):
        opened.keyboard.press("Tab")
        if opened.locator("header summary:focus").count():
            break
    opened.keyboard.press("Enter")
    expect(link).to_be_visible()
    shot(opened, f"menu-{locale}-{scheme}-360")
    if script:
        assert fits(opened) == []
        no_violation(opened)
    link.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("header nav a[aria-current]")).to_have_attribute("href", "/checks")
    context.close()
