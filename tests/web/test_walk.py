"""The board walked by an analyst: documents in, a meeting found, corrected, undone, one added."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from parley.desk import Desk
from parley.items import IntervalClaim
from parley.web import Settings

from .browser import CHROMIUM, Watch, fits, no_violation, serving, shot
from .conftest import EXAMPLES

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here (tests/system-needs.sh installs it)"
)
expect.set_options(timeout=60_000)  # a busy machine codes slowly
MEETING = "readout-kuala-lumpur"
WORDS = "The two sides discussed how their forces could avoid misunderstandings"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "desk"


@pytest.fixture
def page(browser: Browser, place: Path) -> Iterator[Page]:
    with serving(Settings(address=place)) as address:
        context = browser.new_context(
            locale="en-GB", viewport={"width": 1280, "height": 900}, base_url=address
        )
        watch = Watch(context, address)
        yield context.new_page()
        context.close()
    assert watch.faults == []


def add_the_readouts(page: Page) -> None:
    page.goto("/add")
    page.get_by_label("Choose files").set_input_files(sorted(EXAMPLES.glob(f"{MEETING}*")))
    shot(page, "add-chosen")
    page.get_by_role("button", name="Read and code").click()
    expect(page.locator("#said")).to_have_text("Done")
    expect(page.locator("#counts")).to_have_text("2 of 2 coded, 0 failed")
    expect(page.get_by_role("link", name=f"{MEETING}.zh-Hans")).to_be_visible()
    no_violation(page)


def find_the_meeting(page: Page) -> None:
    page.get_by_role("link", name="Chronology", exact=True).click()
    page.locator("a.line", has_text="Pete Hegseth").first.click()
    drawer = page.locator("#drawer")
    expect(drawer.locator("figure.source mark", has_text="Hegseth").first).to_be_visible()
    expect(drawer.locator("figure.source mark", has_text="赫格塞思").first).to_be_visible()


def select(page: Page, words: str) -> None:
    """Words of a document, as by dragging over them."""
    page.evaluate(
        """(words) => {
  for (const paragraph of document.querySelectorAll("p[data-start]")) {
    const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(words);
      if (at >= 0) document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
    }
  }
}""",
        words,
    )


def test_from_two_readouts_to_a_corrected_record(page: Page, place: Path, tmp_path: Path) -> None:
    add_the_readouts(page)
    find_the_meeting(page)
    page.locator("#drawer").get_by_role("link", name="Decide").click()
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("You decide as Ana.")).to_be_visible()

    page.keyboard.press("e")
    expect(page.get_by_label("Start")).to_be_focused()
    page.get_by_label("Start").fill("2025-11-01")
    page.get_by_label("End").fill("2025-11-01")
    page.get_by_role("button", name="Keep the correction").click()
    expect(page.locator(".flash")).to_contain_text("Ana · corrected")
    expect(page.locator("dl.facts-list").first).to_contain_text("1 November 2025")
    no_violation(page)
    shot(page, "review-corrected")

    page.keyboard.press("u")
    expect(page.locator(".flash")).to_contain_text("Ana · undid 1")
    expect(page.locator("dl.facts-list").first).to_contain_text("31 October 2025")

    page.goto(f"/document?id={MEETING}.en")
    select(page, WORDS)
    page.get_by_role("link", name="A new event from the words selected").click()
    expect(page.locator("mark")).to_have_text(WORDS)
    page.get_by_label("Date", exact=False).fill("31 October 2025")
    page.get_by_label("Mode").select_option("urge")
    page.get_by_label("Parties").fill("China, USA")
    no_violation(page)
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".flash")).to_contain_text("Ana · added")
    page.goto(f"/document?id={MEETING}.en")
    expect(page.locator("li.item .badge")).to_have_text("accepted by an analyst")

    page.goto("/chronology?from=2025-10-31&to=2025-10-31&party=USA&party=CHN")
    page.get_by_text("Export these").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="xlsx").click()
    file = tmp_path / "chronology.xlsx"
    waiting.value.save_as(file)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert any("urge" in row for row in rows)
    with Desk.open(place) as desk:
        assert desk.take_edits(file, "Ana") == ([], [])
        assert desk.verify() == []

    page.goto("/")
    lanes = page.locator(".lanes")
    expect(lanes).to_contain_text("U.S.–China")
    page.get_by_role("button", name="繁體中文").click()
    expect(lanes).to_contain_text("美中")
    page.goto("/review")
    expect(page.locator("h1")).to_have_text("審核")
    shot(page, "review-zh-Hant")


@pytest.mark.parametrize(
    ("locale", "offered", "kind", "labels", "add", "said"),
    [
        (
            "en-GB",
            "A new event from the words selected",
            "A new claim",
            ("Relation", "Value", "Unit"),
            "Add it",
            "Ana · added",
        ),
        (
            "zh-TW",
            "從選取的文字新增事件",
            "新增說法",
            ("關係", "數值", "單位"),
            "加入",
            "Ana · 加入",
        ),
    ],
)
def test_a_claim_is_added_from_words_selected(
    browser: Browser,
    place: Path,
    locale: str,
    offered: str,
    kind: str,
    labels: tuple[str, str, str],
    add: str,
    said: str,
) -> None:
    with Desk.open(place) as desk:
        desk.add(EXAMPLES / f"{MEETING}.en.txt")
    with serving(Settings(address=place)) as address:
        context = browser.new_context(locale=locale, base_url=address)
        watch = Watch(context, address)
        page = context.new_page()
        page.goto(f"/document?id={MEETING}.en")
        select(page, WORDS)
        page.get_by_role("link", name=offered).click()
        page.get_by_role("link", name=kind).click()
        expect(page.locator("h1")).to_have_text(kind)
        expect(page.locator("mark")).to_have_text(WORDS)
        page.locator("#author").fill("Ana")
        relation, value, unit = (page.get_by_label(label, exact=True) for label in labels)
        relation.select_option("gap")
        value.fill("17")
        unit.select_option("month")
        no_violation(page)
        shot(page, f"missed-claim-{locale}")
        page.get_by_role("button", name=add, exact=True).click()
        expect(page.locator(".flash")).to_contain_text(said)
        context.close()
    assert watch.faults == []
    with Desk.open(place) as desk:
        [logged] = desk.decisions()
        [claim] = desk.look(logged.decision.targets[0].id).tellings
    assert isinstance(claim, IntervalClaim)
    assert (claim.relation, claim.value, claim.unit) == ("gap", 17, "month")


def test_the_queue_is_gone_through_by_keys(page: Page, place: Path) -> None:
    with Desk.open(place) as desk:
        desk.add(EXAMPLES)
        ids = [doubt.id for doubt in desk.queue()]
    page.goto("/review")
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("Your name").press("Enter")
    item = page.locator("form.decide input[name=item]").first
    expect(item).to_have_value(ids[0])
    page.keyboard.press("j")
    expect(item).to_have_value(ids[1])
    page.keyboard.press("k")
    expect(item).to_have_value(ids[0])
    page.keyboard.press("a")
    expect(page.locator(".flash")).to_contain_text("Ana · accepted")
    expect(item).to_have_value(ids[1])
    page.keyboard.press("r")
    expect(page.locator(".flash")).to_contain_text("Ana · rejected")
    page.keyboard.press("u")
    expect(page.locator(".flash")).to_contain_text("Ana · undid 2")
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Single letters work as keys").click()
    address = page.url
    page.keyboard.press("a")
    page.keyboard.press("j")
    expect(page).to_have_url(address)
    with Desk.open(place) as desk:
        assert [d.decision.act for d in desk.decisions()] == ["accept", "reject", "undo"]


def test_two_people_at_once(page: Page, browser: Browser, place: Path) -> None:
    with Desk.open(place) as desk:
        desk.add(EXAMPLES)
    address = page.goto("/review")
    assert address is not None
    other = browser.new_context(locale="zh-TW").new_page()
    other.goto(address.url)
    for one, name in ((page, "Ana"), (other, "Bo")):
        one.locator("form.who input[name=author]").fill(name)
        with one.expect_navigation():  # the keys are for the page that comes
            one.locator("form.who button").click()
    page.keyboard.press("a")
    expect(page.locator(".flash")).to_contain_text("Ana")
    other.keyboard.press("r")
    expect(other.locator("[role=alert]")).to_contain_text("Ana · 採認")
    shot(other, "review-conflict-zh-Hant")
    no_violation(other)
    with Desk.open(place) as desk:
        assert [d.decision.act for d in desk.decisions()] == ["accept"]
    other.context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("locale", ["en-GB", "zh-TW"])
def test_what_is_decided_and_added_fits_every_window(
    browser: Browser, place: Path, locale: str, width: int
) -> None:
    with Desk.open(place) as desk:
        desk.add(EXAMPLES)
    paths = {
        "review": "/review",
        "log": "/review/log",
        "add": "/add",
        "sentences": f"/document/new?id={MEETING}.en",
        "missed": f"/document/new?id={MEETING}.en&start=200&end=240",
        "missed-claim": f"/document/new?id={MEETING}.en&kind=interval_claim&start=200&end=240",
        "document": f"/document?id={MEETING}.zh-Hans",
    }
    with serving(Settings(address=place)) as address:
        context = browser.new_context(
            locale=locale, viewport={"width": width, "height": 900}, base_url=address
        )
        watch = Watch(context, address)
        page = context.new_page()
        page.goto("/review")
        page.locator("form.who input[name=author]").fill("Ana")
        with page.expect_navigation():  # else what follows may look at the page that goes
            page.locator("form.who button").click()
        for details in page.locator(".acts > details").all():
            details.locator("summary").first.click()
        shot(page, f"review-open-{locale}-{width}")
        assert fits(page) == []
        no_violation(page)
        for name, path in paths.items():
            page.goto(path)
            assert fits(page) == [], name
            no_violation(page)
            shot(page, f"{name}-{locale}-{width}")
        context.close()
    assert watch.faults == []


def test_without_a_script_all_of_it_is_forms(browser: Browser, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    with serving(Settings(address=place)) as address:
        context = browser.new_context(locale="en-GB", base_url=address, java_script_enabled=False)
        page = context.new_page()
        page.goto("/add")
        page.get_by_label("The text").fill((EXAMPLES / f"{MEETING}.en.txt").read_text("utf-8"))
        page.get_by_label("Whose account").select_option("USA")
        page.get_by_label("Published").fill("2025-10-31")
        page.get_by_role("button", name="Read and code").click()
        for _ in range(100):
            if page.locator("#said").inner_text() == "Done":
                break
            page.get_by_role("link", name="Look again").click()
        page.get_by_role("link", name=re.compile("^pasted-")).click()
        page.locator("li.item").first.get_by_role("link", name="Decide").click()
        page.get_by_label("Your name").fill("Ana")
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Accept").click()
        expect(page.locator(".flash")).to_contain_text("Ana · accepted")
        page.locator(".flash").get_by_role("button", name="Undo").click()
        expect(page.locator(".flash")).to_contain_text("Ana · undid")
        context.close()
