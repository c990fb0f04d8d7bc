"""The pages as plain HTML: what stands in them and where their links lead."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import openpyxl
import pytest
from lxml import html
from starlette.testclient import TestClient

from parley.desk import Desk
from parley.web import Settings
from parley.web.navigation import NAVIGATION

from .conftest import client_of

PAGES = [path for path, _ in NAVIGATION]
Make = Callable[..., TestClient]


def page(board: TestClient, path: str, lang: str = "en", status: int = 200) -> html.HtmlElement:
    answer = board.get(path, headers={"Accept-Language": lang})
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return html.fromstring(answer.content)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["en", "zh-TW", "zh-CN"])
def test_every_page_has_a_title_a_heading_and_its_language(
    board: TestClient, path: str, lang: str
) -> None:
    found = page(board, path, lang)
    assert found.get("lang") == {"en": "en", "zh-TW": "zh-Hant", "zh-CN": "zh-Hans"}[lang]
    assert len(found.cssselect("h1")) == 1
    assert found.cssselect("nav [aria-current=page]")[0].get("href") == path
    assert not found.xpath("//*[@style] | //*[@onclick] | //script[not(@src)] | //style")


def test_all_that_was_coded_is_told_in_the_readers_language(board: TestClient) -> None:
    found = page(board, "/document?id=readout-kuala-lumpur.en", "zh-TW")
    lines = [text(line) for line in found.cssselect(".items bdi")]
    assert len(lines) > 8
    assert all(re.search("[一-鿿]", line) for line in lines)
    hits = page(board, "/search?q=hotline", "zh-TW").cssselect("article.hit")
    known = [hit for hit in hits if "參考年表" in text(hit)]
    assert known
    assert all(re.search("[一-鿿]", text(hit.cssselect("h2")[0])) for hit in known)


def test_every_link_on_the_board_leads_somewhere(board: TestClient) -> None:
    """All pages reached in two steps from the overview, and each place in a page linked to."""
    seen: dict[str, html.HtmlElement] = {}
    wanted, places = list(PAGES), set()
    for step in range(2):
        following: list[str] = []
        for path in wanted:
            if path in seen:
                continue
            seen[path] = page(board, path)
            for link in seen[path].xpath("//a/@href"):
                whole = urlsplit(urljoin(f"http://localhost:8765{path}", link))
                if whole.netloc != "localhost:8765" or whole.path.startswith(("/api/", "/export")):
                    continue
                to = whole.path + (f"?{whole.query}" if whole.query else "")
                if whole.fragment:
                    places.add((to, whole.fragment))
                following.append(to)
        # Of the many lines of a table some are enough in the second step.
        wanted = list(dict.fromkeys(following))[:: 1 if step else 7]
    assert len(seen) > 40
    for path, fragment in places:
        if path in seen:
            assert seen[path].xpath("//*[@id=$id]", id=fragment), (path, fragment)


def test_without_a_desk_the_reference_chronology_is_shown(bare: TestClient) -> None:
    assert len(page(bare, "/").cssselect(".lane")) > 30
    assert "not “now”" in text(page(bare, "/"))
    assert page(bare, "/chronology").cssselect("table.events tbody tr")
    assert "no documents yet" in text(page(bare, "/documents"))


def test_the_overview_says_where_the_record_ends(board: TestClient) -> None:
    events = board.get("/api/chronology?limit=1000").json()["events"]
    real = [e["start"] for e in events if e["modality"] in ("occurred", "ongoing") and e["start"]]
    assert board.get("/api/info").json()["last_event"] == max(real)
    year = max(real)[:4]
    assert re.search(rf"last event on record: \d+ \w+ {year}", text(page(board, "/")))


def test_the_lanes_can_be_narrowed_to_a_week(board: TestClient) -> None:
    found = page(board, "/?from=2024-05-28&to=2024-06-03&party=CHN,USA")
    labels = [text(t) for t in found.cssselect(".lane-axis text")]
    assert "31 May" in labels
    lanes = {text(lane.cssselect(".lane-name")[0]): lane for lane in found.cssselect(".lane")}
    assert "Japan" not in " ".join(lanes)
    (marks,) = [lane for name, lane in lanes.items() if "defence ministers" in name]
    assert marks.cssselect("svg[data-events] a, svg a")
    assert len(found.cssselect(".lane")) < len(page(board, "/").cssselect(".lane"))


def test_the_two_readouts_of_one_meeting_stand_side_by_side(board: TestClient) -> None:
    found = page(board, "/chronology?party=USA&party=CHN&from=2025-10-31&to=2025-10-31&mode=meet")
    (row,) = found.cssselect("table.events tbody tr")
    opened = page(board, row.cssselect("a.line")[0].get("href"))
    drawer = opened.get_element_by_id("drawer")
    told = [text(source) for source in drawer.cssselect("figure.source")]
    assert len(told) >= 2
    assert any("赫格塞思" in one for one in told)
    assert any("Hegseth" in one for one in told)
    assert all(source.cssselect("mark") for source in drawer.cssselect("figure.source"))
    assert opened.cssselect("tr.opened")
    link = next(h for h in drawer.xpath(".//figcaption//@href") if "/document?" in h)
    shown = page(board, link)
    assert shown.get_element_by_id(link.partition("#")[2]) is not None


def test_pages_of_the_chronology_follow_one_another(board: TestClient) -> None:
    for first in ("/chronology", "/chronology?order=oldest"):
        path, ids, dates = first, [], []
        while path:
            found = page(board, path)
            ids += [a.get("href") for a in found.cssselect("a.line")]
            dates += found.xpath("//table//time/@datetime")
            more = found.cssselect("nav.pages a[rel=next]")
            path = more[0].get("href") if more else ""
        assert len({urlsplit(i).query.rpartition("event=")[2] for i in ids}) == len(ids)
        assert dates == sorted(dates, reverse=first == "/chronology")
        total = board.get("/api/chronology", params={"limit": "1"}).json()["total"]
        assert len(ids) == total


def test_a_chronology_of_nothing_says_so(board: TestClient) -> None:
    assert "Nothing on record fits" in text(page(board, "/chronology?person=Nobody+At+All"))


def test_the_timeline_goes_with_the_table(board: TestClient) -> None:
    found = page(board, "/chronology?party=USA&party=CHN")
    counts = [a.get("aria-label") for a in found.cssselect(".timeline a")]
    total = sum(int(label.rpartition(": ")[2].split()[0]) for label in counts)
    narrower = page(board, found.cssselect(".timeline a")[0].get("href"))
    number = int(counts[0].rpartition(": ")[2].split()[0])
    assert len(narrower.cssselect("table.events tbody tr")) >= number
    events = board.get("/api/chronology?party=USA&party=CHN&limit=1000").json()["events"]
    undated = [event for event in events if event["start"] is None]
    assert int(text(found.cssselect(".list .meta span")[0]).split()[0]) == total + len(undated)


def test_a_channel_says_how_it_stands_and_why(board: TestClient) -> None:
    found = page(board, "/channels/usa-chn-defence-ministers")
    told = text(found)
    for part in ("Last used", "Because", "Use by year", "What it is called", "Gaps"):
        assert part in told
    assert found.cssselect(".timeline a")
    assert found.cssselect(".lane svg rect.band")


def test_a_document_shows_each_item_beside_its_sentence(board: TestClient) -> None:
    key = "background-refusals.zh-Hans"
    found = page(board, f"/document?id={key}")
    whole = board.get("/api/document", params={"id": key}).json()
    items = found.cssselect("li.item")
    assert len(items) >= len(whole["events"])
    for item in items:
        to = item.cssselect("a.number")[0].get("href")[1:]
        mark = found.get_element_by_id(to).getparent()
        assert mark.tag == "mark"
        block = mark.xpath("ancestor::div[@class='block']")[0]
        assert item.xpath("ancestor::div[@class='block']")[0] is block


def test_checks_lay_out_the_computation(board: TestClient) -> None:
    found = page(board, "/checks")
    assert len(found.cssselect("article.check")) == len(board.get("/api/checks").json())
    only = page(board, "/checks?verdict=holds")
    assert {c.get("class") for c in only.cssselect("article.check")} == {"check holds"}


def test_what_is_on_the_screen_can_be_taken_along(board: TestClient) -> None:
    path = "/chronology?party=USA&party=CHN&from=2022&mode=meet"
    found = page(board, path)
    rows = len(found.cssselect("table.events tbody tr"))
    hrefs = {text(a): a.get("href") for a in found.cssselect(".exports a")}
    answer = board.get(hrefs["xlsx"])
    assert answer.headers["content-disposition"].startswith('attachment; filename="chronology-')
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sum(1 for row in sheet.iter_rows(min_row=2) if row[0].value) == rows
    assert len(board.get(hrefs["csv"]).text.splitlines()) == rows + 1
    for name, href in hrefs.items():
        assert board.get(href).status_code == 200, name


def test_a_files_name_holds_nothing_of_what_was_asked(board: TestClient) -> None:
    answer = board.get("/export", params={"format": "csv", "person": '../x"; a=b'})
    name = answer.headers["content-disposition"].partition("filename=")[2].strip('"')
    assert name.replace("-", "").replace(".", "").isalnum()
    assert ".." not in name


def test_the_language_is_chosen_and_remembered(board: TestClient) -> None:
    ours = {"Sec-Fetch-Site": "same-origin"}
    answer = board.post("/language", data={"language": "zh-Hant", "to": "/checks"}, headers=ours)
    assert answer.headers["location"] == "/checks"
    try:
        assert page(board, "/checks", "en").get("lang") == "zh-Hant"
    finally:
        board.cookies.clear()
    assert board.post("/language", data={"language": "xx"}, headers=ours).status_code == 400


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/events/none", 404, "no-event"),
        ("/channels/none", 404, "no-channel"),
        ("/document?id=none", 404, "no-document"),
        ("/document", 404, "no-document"),
        ("/documents?after=x", 400, "bad-value"),
        ("/nothing", 404, "not-found"),
        ("/chronology?from=never", 400, "bad-date"),
        ("/chronology?event=none", 404, "no-event"),
        ("/export?format=exe", 400, "bad-format"),
    ],
)
def test_what_is_not_there_says_so_on_a_page(
    board: TestClient, path: str, status: int, code: str
) -> None:
    assert code in text(page(board, path, status=status))


def test_what_was_added_is_there_and_told_at_the_next_visit(tmp_path: Path) -> None:
    board = client_of(Settings(address=tmp_path / "desk"))
    assert "Since your visit" not in text(page(board, "/"))
    with Desk.open(tmp_path / "desk") as desk:
        (tmp_path / "a.txt").write_text("Lloyd Austin met Dong Jun in Singapore on May 31, 2024.")
        desk.add(tmp_path / "a.txt", voice="press")
    board.cookies.delete("parley-visit")  # the browser was closed
    told = text(page(board, "/"))
    assert "+1 documents" in told
    news = page(board, "/").cssselect("details.news")[0]
    assert [text(one) for one in news.cssselect("h2")] == ["New events", "Documents"]
    (event,) = [a for a in news.cssselect("a") if "Austin" in text(a)]
    assert "Singapore" in text(page(board, event.get("href")))
    with Desk.open(tmp_path / "desk") as desk:
        (tmp_path / "b.txt").write_text("On May 31, 2024, Dong Jun met Lloyd Austin in Singapore.")
        desk.add(tmp_path / "b.txt", voice="CHN")
    board.cookies.delete("parley-visit")
    news = page(board, "/").cssselect("details.news")[0]
    assert "Events that more is told of" in text(news)
    board.cookies.delete("parley-visit")
    assert not page(board, "/").cssselect("details.news")


@pytest.mark.parametrize(
    "kept",
    [
        "2024-02-30.1.2.3.4.5.6.7",
        "2024-01-01." + ".".join(["9" * 30] * 7),
        "2024-01-01.0.0.0.0.0.-1.0",
        "2024-01-01.1.1.1.1.1",
        "2024-01-01.1e3.0.0.0.0.0.0",
        "....",
    ],
)
def test_what_no_board_has_remembered_is_no_visit(board: TestClient, kept: str) -> None:
    answer = board.get("/", headers={"Cookie": f"parley-seen={kept}"})
    assert answer.status_code == 200
    assert "Since your visit" not in answer.text
    assert page(board, "/documents").cssselect("tbody tr")


def test_two_characters_are_found_in_either_script(board: TestClient) -> None:
    for word in ("熱線", "热线"):
        found = page(board, f"/search?q={word}", "zh-TW")
        hits = found.cssselect("article.hit")
        assert hits
        assert {text(mark) for mark in found.cssselect("mark")} <= {"熱線", "热线"}
        for link in found.xpath("//article//a/@href"):
            page(board, link)
    assert "holds these words" in text(page(board, "/search?q=xyzzy"))
    assert "bad-query" in text(page(board, "/search?q=%22%22", status=400))
    assert "bad-value" in text(page(board, "/search?q=x&after=y", status=400))
    assert not page(board, "/search").cssselect("article")


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}'


def test_no_text_of_a_document_becomes_html(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        f"{HOSTILE}\n\nLloyd Austin met Dong Jun in Singapore on May 31, 2024, he said {HOSTILE}."
    )
    (tmp_path / "a.meta.json").write_text(
        '{"title": "<script>alert(2)</script>", "url": "javascript:alert(3)", "voice": "press",'
        ' "publisher": "<b onclick=alert(4)>x</b>", "id": "<i>a&b?#/../x",'
        ' "published": "2024-06-01"}'
    )
    with Desk.open(tmp_path / "desk") as desk:
        desk.add(tmp_path / "a.txt")
    board = client_of(Settings(address=tmp_path / "desk"))
    (document,) = board.get("/api/documents").json()
    event = board.get("/api/chronology", params={"document": document["id"]}).json()["events"][0]
    paths = [*PAGES, f"/events/{event['id']}", f"/chronology?event={event['id']}"]
    paths += page(board, "/documents").xpath("//tbody//a/@href")
    for path in paths:
        found = page(board, path)
        assert not found.xpath("//script[not(@src)] | //img | //*[@onclick] | //i | //b[@onclick]")
        assert not [h for h in found.xpath("//@href") if h.startswith("javascript:")]
        assert "49" not in text(found) or "{{7*7}}" in text(found) or HOSTILE not in text(found)


@pytest.mark.parametrize(
    "asked",
    ["from=9999-12-31", "from=9999-12-31&to=0001", "from=9999-12-30&to=9999-12-31", "to=0001-01-01",
     "from=0001&to=9999"],
)  # fmt: skip
def test_lanes_are_drawn_at_both_ends_of_time(board: TestClient, asked: str) -> None:
    assert page(board, f"/?{asked}").cssselect("#lanes")


def test_a_channel_of_which_the_year_alone_is_known_tells_the_year_alone(board: TestClient) -> None:
    shown = page(board, "/channels/usa-chn-military").cssselect("p.meta")[0]
    assert "founded 1980" in text(shown)
    shown = page(board, "/channels/usa-chn-military", "zh-TW").cssselect("p.meta")[0]
    assert "1980年" in text(shown)
    assert "1月" not in text(shown)
