"""Everything that an annotator found in a real article can be found in its report.

Rows and coded items are paired as the accuracy test's judge pairs them; for each row the page must
have the item where a reader would look for it, with the words that say it.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from lxml import html

from parley.desk import Desk, code
from parley.items import MergedEvent, to_json
from parley.lexicon import load
from parley.report.safe import anchor
from parley.wording import channel_name, issue_name, party_name, state_name

SHARED = Path(__file__).resolve().parents[3] / "shared"
JUDGE = SHARED / "tools" / "score.py"
GOLD = SHARED / "gold" / "prospect-forum.zh-Hant.jsonl"
SEEDS = SHARED / "seeds"
LEXICON = load()

pytestmark = pytest.mark.skipif(
    not (JUDGE.is_file() and GOLD.is_file() and SEEDS.is_dir()),
    reason="the annotated article is not beside this checkout (../shared)",
)


class Run(NamedTuple):
    """The main job's page in one language, with what it was made from."""

    ui: str
    page: html.HtmlElement
    items: list[dict[str, Any]]
    events: dict[str, MergedEvent]
    text: str


def judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", JUDGE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(kind: str) -> list[dict[str, Any]]:
    if not GOLD.is_file():
        return []
    read = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return [row for row in read if row["kind"] == kind]


@pytest.fixture(scope="module", params=["zh-Hant", "en"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("desk")
    call = ["run", str(SEEDS), "--desk", str(folder), "--ui", request.param]
    subprocess.run([sys.executable, "-m", "parley.cli", *call], check=True, capture_output=True)
    with Desk.open(folder, ui=request.param) as desk:
        events = {name: e for e in desk.chronology() for name in (e.id, *e.aliases)}
        (document,) = desk.documents()
    items = [json.loads(to_json(item)) for item in code(document, ui=request.param)]
    page = html.fromstring((folder / "report.html").read_bytes())
    return Run(request.param, page, items, events, document.text)


def paired(run: Run, kind: str) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Each row of a kind that is not optional, by its id or anchor, and the item that fits it."""
    told = judge()
    mine = [item for item in run.items if item["kind"] == kind]
    wanted = rows(kind)
    for row in wanted:
        row["spans"] = told.anchor_sentences(run.text, row["anchors"])
    weights = [[told.pair_weight(kind, row, item, run.text) for item in mine] for row in wanted]
    pairs = told.best_pairs(weights)
    for number, row in enumerate(wanted):
        if not row.get("optional"):
            found = mine[pairs[number]] if number in pairs else None
            yield row.get("id") or row["anchors"][0], found


def said(text: str) -> str:
    return "".join(text.split())


def marked(element: html.HtmlElement, item: dict[str, Any]) -> bool:
    """Whether all the item's evidence is marked in this part of the page."""
    marks = said("".join(mark.text_content() for mark in element.xpath(".//mark")))
    return all(said(evidence["text"]) in marks for evidence in item["evidence"])


def test_the_coder_finds_every_row(run: Run) -> None:
    missed = [
        name
        for kind in ("event", "statement", "interval_claim")
        for name, item in paired(run, kind)
        if item is None
    ]
    assert missed == []


def test_every_event_stands_in_the_chronology_with_its_words_and_a_way_to_the_document(
    run: Run,
) -> None:
    for name, item in paired(run, "event"):
        assert item is not None, name
        event = run.events[item["id"]]
        (entry,) = run.page.xpath(
            "//section[@id='chronology']//article[@data-event=$e]", e=event.id
        )
        assert said(event.headline) in said(entry.xpath("string(.//h4)")), name
        assert entry.xpath("string(./div[@class='when'])").strip(), name
        assert marked(entry, item), name
        assert "#" + anchor("document", item["doc"]) in entry.xpath(".//figcaption//@href"), name
        if event.channel:
            assert (
                channel_name(event.channel, run.ui, LEXICON).lower()
                in entry.xpath("string(.//p[@class='facts'])").lower()
            ), name


def test_every_statement_stands_under_its_issue_with_its_words(run: Run) -> None:
    for name, item in paired(run, "statement"):
        assert item is not None, name
        (shown,) = run.page.xpath("//*[@id=$i]", i=anchor("statement", item["id"]))
        assert marked(shown, item), name
        issue = shown.xpath("string(ancestor::tr[1]/th)").strip()
        assert issue == issue_name(item["issue"], run.ui, LEXICON), name
        party = shown.xpath("string(ancestor::td[1]/@data-label)")
        assert party == party_name(item["speaker"]["party"], run.ui, LEXICON), name


def test_every_claim_stands_with_its_words_its_verdict_and_how_it_was_reached(run: Run) -> None:
    for name, item in paired(run, "interval_claim"):
        assert item is not None, name
        (shown,) = run.page.xpath("//article[figure/@id=$i]", i=anchor("check", item["id"]))
        assert marked(shown, item), name
        assert said(item["headline"]) in said(shown.xpath("string(./h3)")), name
        assert shown.xpath("string(./span[contains(@class, 'verdict')])").strip(), name
        claimed, computed = (dd.text_content().strip() for dd in shown.xpath(".//dd"))
        assert claimed, name
        assert computed, name
        assert any(p.text_content().strip() for p in shown.xpath("./p")), name


def test_every_state_of_a_channel_can_be_read_off_the_page(run: Run) -> None:
    for row in rows("channel_state"):
        if row.get("optional"):
            continue
        told = {state for channel in row["channel"] for state in states(run, channel, row["as_of"])}
        wanted = {state_name(state, run.ui, LEXICON) for state in row["state"]}
        assert told & wanted, (row["channel"], row["as_of"], told)
        for channel in row["channel"]:
            for shown in run.page.xpath(
                "//section[@id='channels']//tr[@id=$c]", c=anchor("channel", channel)
            ):
                because = shown.xpath("./td[4]")[0]
                assert because.xpath(".//a/@href"), channel
                assert because.xpath(".//mark"), channel


def states(run: Run, channel: str, day: str) -> list[str]:
    """What the table under the picture says of the channel on a day, or else its row of today."""
    name = channel_name(channel, run.ui, LEXICON)
    found = []
    for cell in run.page.xpath("//section[@id='lanes']//tbody/tr"):
        if not cell.xpath("string(./th)").lower().startswith(name.lower()):
            continue
        for period in cell.xpath("./td[1]/div"):
            start, end = [*period.xpath(".//time/@datetime"), "9999-12-31"][:2]
            if start <= day < end:
                found.append(period.xpath("string(./b)"))
    for shown in run.page.xpath(
        "//section[@id='channels']//tr[@id=$c]", c=anchor("channel", channel)
    ):
        if not found:
            found.append(shown.xpath("string(.//span[@class='state'])").strip())
    return found
