"""A desk is searched: documents first, then the reference chronology."""

import datetime as dt
import json
from pathlib import Path

import pytest

from parley.desk import Desk, DeskError, Hit

TEXTS = {
    "mnd.txt": "美中兩軍恢復軍事熱線。國防部長董軍 2024 年 5 月 31 日在新加坡會見奧斯汀。",
    "mod.txt": "日中防衛相は2024年6月1日、シンガポールで会談し、対話の継続で一致した。",
    "press.txt": "The defense ministers of the United States and China met in Singapore.",
}


@pytest.fixture
def desk(address: str, tmp_path: Path) -> Desk:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened = Desk.open(address)
    opened.add(folder, voice="press", published=dt.date(2024, 6, 2))
    return opened


def test_either_script_finds_what_stands_in_any(desk: Desk) -> None:
    with desk:
        for query in ("军事热线", "軍事熱線", "「軍事熱線」"):
            (hit,) = (one for one in desk.search(query) if not one.reference)
            assert hit.doc == "mnd"
            assert [hit.text[s.start : s.end] for s in hit.spans] == ["軍事熱線"]
        assert [one.doc for one in desk.search("對話 中") if not one.reference] == ["mod"]
        assert desk.search("軍事熱線", lang="ja") == []


def test_events_choose_passages_and_the_reference(desk: Desk) -> None:
    with desk:
        assert {hit.doc for hit in desk.search("新加坡", person="董軍")} >= {"mnd"}
        named = desk.search("Singapore", person="Dong Jun", limit=100)
        assert any(hit.reference for hit in named)
        for hit in desk.search("Singapore", parties=("USA", "CHN"), start=dt.date(2024, 1, 1)):
            assert hit.events
            assert not hit.reference or hit.published >= dt.date(2024, 1, 1)  # type: ignore[operator]
        assert desk.search("Singapore", channel="kor-prk-leaders-hotline") == []


def test_the_reference_comes_after_the_documents_under_all_its_names(desk: Desk) -> None:
    with desk:
        hits = desk.search("Singapore", limit=100)
        told = [hit.reference for hit in hits]
        assert told == sorted(told)
        assert {True, False} == set(told)
        days = [hit.published for hit in hits if hit.reference]
        assert days == sorted(days, reverse=True)  # type: ignore[type-var]
        assert any(hit.reference for hit in desk.search("董軍 奧斯汀"))
        assert not any(hit.reference for hit in desk.search("董軍", voice="press"))


def test_pages_go_on_from_documents_to_the_reference(desk: Desk) -> None:
    with desk:
        whole = desk.search("Singapore", limit=1000)
        paged: list[Hit] = []
        while page := desk.search("Singapore", limit=3, after=paged[-1].after if paged else None):
            paged += page
        assert paged == whole
        assert len(whole) > 3


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "nothing to look for"),
        ('"" * (—)', "no letter and no digit"),
        ("\0", "nothing to look for"),
        ("軍" * 100_000, "a query of 100,000 characters, where 1,000 are the most"),
    ],
)
def test_a_query_that_asks_for_nothing_says_so(tmp_path: Path, query: str, told: str) -> None:
    with Desk.open(tmp_path) as desk, pytest.raises(DeskError, match=told):
        desk.search(query)


@pytest.mark.parametrize("after", ["x", "[1]", "{}", '[1,"a","b"]'])
def test_a_page_after_nothing_known_is_refused(tmp_path: Path, after: str) -> None:
    with Desk.open(tmp_path) as desk, pytest.raises(DeskError, match="nothing comes after"):
        desk.search("hotline", after=after)


def test_the_longest_query_is_answered(desk: Desk) -> None:
    with desk:
        assert desk.search(" ".join(f"w{n}" for n in range(200))[:1000]) == []
        assert desk.search("軍" * 1000) == []
        assert desk.search("軍 " * 500)
        assert desk.search("a* b* c* " * 100) is not None


def test_without_a_desk_the_reference_alone_is_searched(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "none") as desk:
        hits = desk.search("hotline", limit=5)
        assert len(hits) == 5
        assert all(hit.reference for hit in hits)
        assert json.loads(hits[0].after) == hits[0].doc
    with Desk.open(tmp_path / "none", reference=False) as desk:
        assert desk.search("hotline") == []
