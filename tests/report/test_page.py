"""The page: everything is there, nothing is fetched, nothing from a document is trusted."""

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from lxml import html

from parley.items import Document, Evidence, MergedEvent, Source, Speaker
from parley.report import ReportData, write_report
from parley.report.safe import anchor
from parley.wording import date_text

from . import sample


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [element.text_content() for element in page.xpath(path)]


def test_every_event_of_the_documents_stands_in_the_chronology(page: html.HtmlElement) -> None:
    assert sorted(page.xpath("//article/@data-event")) == sorted(e.id for e in sample.EVENTS)


def test_every_dated_event_has_a_mark_in_the_lanes(page: html.HtmlElement) -> None:
    drawn = " ".join(page.xpath("//@data-events")).split()
    assert sorted(drawn) == sorted(e.id for e in sample.EVENTS if e.start is not None)


def test_evidence_is_marked(page: html.HtmlElement) -> None:
    marked = texts(page, "//mark")
    told = [e for event in sample.EVENTS for s in event.sources for e in s.evidence]
    told += [e for statement in sample.STATEMENTS for e in statement.evidence]
    told += [e for check in sample.CHECKS for e in check.claim.evidence]
    for evidence in told:
        assert any(evidence.text in text for text in marked), evidence.text


def test_evidence_stands_in_its_sentence_in_the_language_of_the_document(
    page: html.HtmlElement,
) -> None:
    quote = page.xpath("//article[@data-event='event-04']//blockquote")[0]
    assert quote.text_content().strip() == (
        "日本防衛大臣與中國國防部長6月1日透過防務熱線通話，這是三年來首次。"
    )
    assert quote.get("lang") == "zh-Hant"


def test_links_within_the_page_lead_somewhere_and_ids_are_unique(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//@href") if href.startswith("#")} <= set(ids)


def test_nothing_is_fetched_and_nothing_runs(page: html.HtmlElement) -> None:
    assert page.xpath("//script | //link | //img | //iframe | //@src") == []
    assert [name for element in page.iter() for name in element.attrib if name[:2] == "on"] == []
    css = "".join(texts(page, "//style"))
    assert "url(" not in css
    assert "@import" not in css
    links = [href for href in page.xpath("//@href") if not href.startswith("#")]
    assert links
    assert all(href.startswith("https://www.example.org/") for href in links)


def test_landmarks_captions_and_scopes(page: html.HtmlElement) -> None:
    assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1
    assert page.xpath("//body/a[1]/@class") == ["skip"]
    assert page.xpath("//th[not(@scope)]") == []
    for section in page.xpath("//main/section/@aria-labelledby"):
        assert page.xpath(f"//h2[@id='{section}']")
    for picture in page.xpath("//svg[@role='img']"):
        assert picture.xpath("./title")
        assert picture.xpath("./desc")


def test_sources_that_differ_stand_side_by_side(page: html.HtmlElement) -> None:
    (table,) = page.xpath("//article[@data-event='event-01']//table[@class='conflicts']")
    said = [row.xpath("./td")[0].text for row in table.xpath("./tbody/tr")]
    assert len(said) == 2
    assert [re.findall(r"1\d(?=–| May|日)", date) for date in said] == [["13", "14"], ["13"]]
    assert table.xpath("./thead//th")[1].text in ("Date", "日期")


def test_the_stages_of_an_event_stand_in_order(written: Callable[[str], Path]) -> None:
    page = html.fromstring((written("en") / "report.html").read_bytes())
    (told,) = page.xpath("//article[@data-event='event-01']//div[@class='told']")
    assert [stage.text_content() for stage in told.xpath(".//li")] == [
        "announced: 1–31 May 2031 · first told 2 May 2031 · press-2031-06-02",
        "took place: 13 May 2031 · first told 14 May 2031 · 中美国防部举行第二十一次工作会晤",
    ]
    page = html.fromstring((written("zh-Hans") / "report.html").read_bytes())
    (told,) = page.xpath("//article[@data-event='event-01']//div[@class='told']")
    assert "预告：2031年5月1日至31日 · 2031年5月2日首次提及" in told.text_content()
    text = (written("en") / "report.md").read_text("utf-8")
    assert "announced: 1–31 May 2031 · first told 2 May 2031" in text


def test_statements_of_two_sides_on_one_issue_share_a_row(page: html.HtmlElement) -> None:
    (row,) = page.xpath("//tr[@id='issue-freedom-of-navigation']")
    said = [bool(cell.xpath(".//mark")) for cell in row.xpath("./td")]
    assert said == [True, True, False]


def test_a_statement_links_to_its_event_by_an_alias_too(page: html.HtmlElement) -> None:
    (statement,) = page.xpath("//*[@id='statement-st-3']")
    assert "#event-event-01" in statement.xpath(".//@href")


def test_checks_show_verdict_computation_and_events(written: Callable[[str], Path]) -> None:
    page = html.fromstring((written("en") / "report.html").read_bytes())
    (check,) = page.xpath("//article[.//@id='check-claim-1']")
    told = check.text_content()
    assert "Holds" in told
    assert "16.1 months (16.1 to 16.2)" in told
    assert "Counted from the suspension" in told
    assert {"#event-ref-20th", "#event-event-01"} <= set(check.xpath(".//@href"))


def test_events_of_the_reference_stand_in_the_appendix_where_used(page: html.HtmlElement) -> None:
    rows = page.xpath("//section[@id='appendix']//tr/@id")
    assert rows == ["event-ref-hotline", "event-ref-20th", "event-ref-sale", "event-ref-cut"]


def test_the_summary_counts(written: Callable[[str], Path]) -> None:
    page = html.fromstring((written("en") / "report.html").read_bytes())
    told = page.xpath("//section[@id='summary']")[0].text_content()
    assert "4 documents in English, Chinese (simplified) and Chinese (traditional)" in told
    assert "7 events between January 2030 and July 2031" in told
    assert "1 holds, 1 is contradicted and for 1 the record is not enough" in told
    assert "4 channels are touched upon: 2 open, 1 resuming and 1 suspended." in told
    assert "1 event on which sources differ" in told
    assert "1 document without a date" in told


def test_hostile_documents_are_only_text(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    document = Document(
        id=f"d{bad}", text=f"{bad} met.", title=bad, url=f"https://x.test/{'%22'}{bad}", lang="en"
    )
    event = MergedEvent(
        id=f"e{bad}",
        mode="meet",
        type="CONSULT",
        headline=bad,
        channel=bad,
        asserted_by=bad,
        parties=("A<b>",),
        conflicts=("place",),
        cause=(bad,),
        sources=(
            Source(
                doc=document.id,
                assertion="a",
                title=bad,
                url="data:text/html,x",
                evidence=(Evidence(0, len(bad), bad),),
                asserted={"place": bad},
            ),
        ),
    )
    data = ReportData(documents=(document,), events=(event,), as_of=sample.AS_OF, version="<i>")
    write_report(data, tmp_path)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = html.fromstring(text.encode())
    assert page.xpath("//script | //img | //i | //b[not(ancestor::*)]") == []
    assert "<script" not in text
    assert bad in page.xpath("//mark")[0].text_content()
    assert not any(href.startswith(("data:", "javascript:")) for href in page.xpath("//@href"))
    markdown = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "<script>" not in markdown.replace(r"\<", "").replace(r"\>", "")


@pytest.mark.parametrize("name", ["report.html", "report.md", "chronology.csv", "channels.json"])
def test_the_same_data_give_the_same_bytes(
    name: str, written: Callable[[str], Path], tmp_path: Path
) -> None:
    write_report(sample.DATA, tmp_path, "zh-Hant")
    assert (tmp_path / name).read_bytes() == (written("zh-Hant") / name).read_bytes()


def test_a_report_of_nothing_says_so(tmp_path: Path) -> None:
    write_report(ReportData(as_of=sample.AS_OF, version="0"), tmp_path)
    page = html.fromstring((tmp_path / "report.html").read_bytes())
    assert "No documents were read" in page.text_content()
    assert "reference chronology was left out" in page.text_content()


def test_an_unknown_interface_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'fr'"):
        write_report(sample.DATA, tmp_path, "fr")


def test_the_report_of_only_the_reference_draws_its_channels(tmp_path: Path) -> None:
    data = msgspec.structs.replace(
        sample.DATA, documents=(), events=(), statements=(), checks=(), problems=()
    )
    write_report(data, tmp_path)
    page = html.fromstring((tmp_path / "report.html").read_bytes())
    assert len(page.xpath("//div[@class='lane']")) == len(sample.SPELLS)


def test_anchors_are_stable_and_apart() -> None:
    assert anchor("event", "ev-0a1b") == "event-ev-0a1b"
    assert re.fullmatch(r"[\w.-]+", anchor("event", "第1 <b>"))
    assert anchor("event", "a b") != anchor("event", "a_b")


def test_where_many_speak_the_least_heard_share_a_column(tmp_path: Path) -> None:
    by = sample.STATEMENTS[0]
    others = [
        msgspec.structs.replace(by, id=f"more-{party}", speaker=Speaker("A spokesman", party))
        for party in ("KOR", "PHL")
    ]
    data = msgspec.structs.replace(sample.DATA, statements=(*sample.STATEMENTS, *others))
    write_report(data, tmp_path)
    page = html.fromstring((tmp_path / "report.html").read_bytes())
    assert len(page.xpath("//table[contains(@class, 'statements')]/thead/tr/th")) == 5
    (shared,) = page.xpath("//tr[@id='issue-freedom-of-navigation']/td[4]")
    assert "A spokesman (South Korea)" in shared.text_content()
    assert "A spokesman (Philippines)" in shared.text_content()


def test_a_channel_of_the_summary_is_one_that_the_documents_touch(
    written: Callable[[str], Path],
) -> None:
    page = html.fromstring((written("en") / "report.html").read_bytes())
    changed = page.xpath("//section[@id='summary']//li/a/@href")
    assert "#channel-usa-chn-dpct" in changed
    assert "#channel-usa-chn-military" not in changed


def test_plans_and_suppositions_without_a_date_are_folded(tmp_path: Path) -> None:
    told = sample.EVENTS[0]
    loose = [
        msgspec.structs.replace(told, id=f"loose-{m}", modality=m, start=None, end=None)
        for m in ("planned", "hypothetical", "occurred")
    ]
    data = msgspec.structs.replace(sample.DATA, events=(*sample.EVENTS, *loose))
    write_report(data, tmp_path)
    page = html.fromstring((tmp_path / "report.html").read_bytes())
    (folded,) = page.xpath("//section[@id='chronology']/details[@class='loose']")
    assert folded.xpath(".//@data-event") == ["loose-hypothetical", "loose-planned"]
    assert "2 events planned or supposed" in folded.xpath("string(./summary)")


def test_a_claim_without_a_length_is_held_against_the_use_before(tmp_path: Path) -> None:
    by = sample.CHECKS[0]
    since = msgspec.structs.replace(by, computed=None, low=None, high=None)
    write_report(msgspec.structs.replace(sample.DATA, checks=(since,)), tmp_path)
    page = html.fromstring((tmp_path / "report.html").read_bytes())
    computed = page.xpath("//article[contains(@class, 'check')]//dd")[1].text_content()
    assert computed == "last before: " + sample_day(by.events[0])


def test_a_claim_told_twice_stands_once_with_both_its_sentences(tmp_path: Path) -> None:
    one = sample.CHECKS[0]
    again = msgspec.structs.replace(one.claim, id="claim-again", doc=sample.DOCUMENTS[1].id)
    both = (one, msgspec.structs.replace(one, claim=again))
    write_report(msgspec.structs.replace(sample.DATA, checks=both), tmp_path)
    page = html.fromstring((tmp_path / "report.html").read_bytes())
    (check,) = page.xpath("//article[contains(@class, 'check')]")
    assert check.xpath("figure/@id") == ["check-claim-1", "check-claim-again"]


def sample_day(identifier: str) -> str:
    events = {e.id: e for e in (*sample.EVENTS, *sample.REFERENCE)}
    event = events[identifier]
    return date_text(event.start, event.end, event.precision, "en")
