"""What stands in a desk's documents is found, whatever its script and wherever the desk lies."""

import datetime as dt
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.record.desks import CODER, items, put
from tests.record.test_schema import first

from parley.coding.ids import item_id
from parley.items import Document, Event, Evidence, Participant, Span
from parley.language.queries import phrases
from parley.record import Store, Wanted, backup, check, renew, restore
from parley.record.passages import LONG, passages, text_of
from parley.record.search import Choice, Hit, Key, found, statement

TEXTS = {
    "zh": ("zh-Hant", "美中恢復軍事熱線。\n\n國防部長董軍在新加坡會見奧斯汀。"),
    "cn": ("zh-Hans", "中美两军热线电话会谈，美军不得与会。"),
    "ja": ("ja", "日中防衛相は対話の再開で一致した。ホットラインを使う。"),
    "ko": ("ko", "한중 국방장관은 군사 핫라인을 다시 열기로 했다."),
    "en": ("en", "The Café line between militaries was re-opened. U.S.-China talks resume."),
}


def filled(address: str) -> Store:
    store = Store.open(address)
    for number, (key, (lang, said)) in enumerate(TEXTS.items(), 1):
        day = dt.date(2024, number, 1)
        document = Document(
            id=f"{key}:1", text=said, lang=lang, published=day, voice="press", title=f"T {key}"
        )
        store.add(document, [], CODER)
    return store


def docs(store: Store, query: str, **choice: object) -> list[str]:
    return [hit.doc[:2] for hit in hits(store, query, **choice)]


def hits(store: Store, query: str, limit: int = 20, **choice: object) -> list[Hit]:
    return found(store, phrases(query), Choice(**choice), limit)  # type: ignore[arg-type]


def marked(hit: Hit, store: Store) -> list[str]:
    (document,) = (d for d in store.documents() if d.id == hit.doc)
    return [document.text[span.start : span.end] for span in hit.spans]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("軍事", ["zh"]),
        ("军事热线", ["zh"]),
        ("熱線", ["cn", "zh"]),
        ("熱線 中美", ["cn"]),
        ("對話", ["ja"]),
        ("防卫", ["ja"]),
        ("ホットライン", ["ja"]),
        ("핫라인", ["ko"]),
        ("국방", ["ko"]),
        ("cafe LINE", ["en"]),
        ('"line between"', ["en"]),
        ('"between line"', []),
        ("militar*", ["en"]),
        ("militar", []),
        ("US-China", []),
        ("U.S.-China", ["en"]),
        ("軍", ["cn", "zh"]),
        ("事線", []),
        ("T ko", ["ko"]),
        ("bm25(words)", []),
        ("' OR 1=1 --", []),
        ('"" * NEAR(a b)', []),
        ("re-opened AND talks", []),
    ],
)
def test_what_is_found(address: str, query: str, expected: list[str]) -> None:
    with filled(address) as store:
        assert sorted(docs(store, query)) == sorted(expected)


def test_a_hit_tells_where_it_stands(address: str) -> None:
    with filled(address) as store:
        (hit,) = hits(store, "董军 会见")
        assert marked(hit, store) == ["董軍", "會見"]
        assert (hit.lang, hit.voice, hit.published) == ("zh-Hant", "press", dt.date(2024, 1, 1))
        assert hit.text == TEXTS["zh"][1][hit.passage.start : hit.passage.end]
        (hit,) = hits(store, "T zh")
        assert (hit.passage, hit.text, hit.spans) == (Span(0, 0), "T zh", (Span(0, 1), Span(2, 4)))


def test_filters_of_documents(address: str) -> None:
    with filled(address) as store:
        assert docs(store, "熱線", lang="zh-Hant") == ["zh"]
        assert docs(store, "熱線", source="cn") == ["cn"]
        assert docs(store, "熱線", voice="press", since=dt.date(2024, 2, 1)) == ["cn"]
        assert docs(store, "熱線", until=dt.date(2024, 1, 31)) == ["zh"]
        assert docs(store, "熱線", voice="CHN") == []


def test_an_older_version_is_found_only_where_it_is_asked_for(address: str) -> None:
    with filled(address) as store:
        (before,) = hits(store, "軍事")
        store.add(Document(id=before.doc, text="美中恢復熱線。", lang="zh-Hant"), [], CODER)
        assert hits(store, "軍事") == []
        (old,) = hits(store, "軍事", versions=True)
        assert not old.current
        assert docs(store, "熱線") == ["cn", "zh"] or docs(store, "熱線") == ["zh", "cn"]
        store.add(Document(id=before.doc, text=TEXTS["zh"][1], lang="zh-Hant"), [], CODER)
        assert [hit.current for hit in hits(store, "軍事")] == [True]
        assert check(store) == []


def test_pages_hold_everything_once(address: str) -> None:
    with Store.open(address) as store:
        for number in range(30):
            day = dt.date(2024, 1, 1 + number % 7)
            words = "熱線 " * (number % 3 + 1) + f"{number}"
            store.add(Document(id=f"d{number:02}", text=words, lang="zh", published=day), [], CODER)
        whole = hits(store, "熱線", limit=100)
        assert len(whole) == 30
        places = [(-hit.score, hit.published and -hit.published.toordinal()) for hit in whole]
        assert places == sorted(places)  # type: ignore[type-var]
        after, paged = None, []
        while page := found(store, phrases("熱線"), Choice(), 7, after):
            paged += page
            after = _key(page[-1])
        assert paged == whole


def _key(hit: Hit) -> Key:
    import msgspec

    return msgspec.json.decode(hit.after, type=Key)


def test_events_told_in_a_passage_go_with_it(address: str) -> None:
    with Store.open(address) as store:
        told = Document(id="d1", text="They met on a day.\n\n" + "Nothing else. " * 60, lang="en")
        events = items(told, many=1)
        store.add(told, events, CODER)
        renew(store)
        assert hits(store, "met")[0].events == (events[0].id,)
        assert {hit.events for hit in hits(store, "nothing")} == {(), (events[0].id,)}
        store.add(told, [], "rules 2")
        renew(store)
        assert hits(store, "met")[0].events == ()


def happening(doc: Document, at: int, **fields: object) -> Event:
    quoted = Evidence(at, at + 4, doc.text[at : at + 4])
    return Event(
        id=item_id("event", doc, at, at + 4, "meet", 0),
        doc=doc.id,
        mode="meet",
        type="CONSULT",
        evidence=(quoted,),
        coder="rules",
        **fields,  # type: ignore[arg-type]
    )


def told(store: Store) -> None:
    """Two passages, the first of which tells of one meeting, and the second of another."""
    text = "熱線。" + "前" * LONG + "。\n\n熱線。" + "後" * LONG + "。"
    doc = Document(id="d", text=text, lang="zh-Hant")
    dong, austin = Participant("董軍", entity="dong-jun"), Participant("A. Person")
    at = text.rindex("熱線")
    one = {"start": dt.date(2024, 5, 31), "end": dt.date(2024, 5, 31), "precision": "day"}
    store.add(
        doc,
        [
            happening(doc, 0, parties=("CHN", "USA"), participants=(dong,), **one),
            happening(doc, at, parties=("CHN", "JPN"), channel="c", participants=(austin,)),
        ],
        CODER,
    )
    renew(store)


@pytest.mark.parametrize(
    ("choice", "passages"),
    [
        (Choice(told=Wanted(parties=("CHN",))), {0, 1}),
        (Choice(told=Wanted(parties=("CHN", "USA"))), {0}),
        (Choice(told=Wanted(parties=("JPN", "USA"))), set()),
        (Choice(told=Wanted(channel="c")), {1}),
        (Choice(told=Wanted(modes=("meet",))), {0, 1}),
        (Choice(told=Wanted(modes=("call",))), set()),
        (Choice(people=("dong-jun", "董軍")), {0}),
        (Choice(people=("A. Person",)), {1}),
        (Choice(people=("A. Person",), told=Wanted(parties=("USA",))), set()),
        (Choice(told=Wanted(start=dt.date(2024, 5, 1))), {0}),
        (Choice(told=Wanted(end=dt.date(2024, 5, 31))), {0}),
        (Choice(told=Wanted(start=dt.date(2024, 6, 1))), set()),
        (Choice(told=Wanted(end=dt.date(2024, 5, 30))), set()),
    ],
)
def test_passages_are_chosen_by_the_events_told_in_them(
    address: str, choice: Choice, passages: set[int]
) -> None:
    with Store.open(address) as store:
        told(store)
        found_ = found(store, phrases("熱線"), choice, 20)
        assert {int(hit.passage.start > 0) for hit in found_} == passages


@settings(max_examples=30)
@given(st.text(alphabet="軍事熱線a 。\n핫라", min_size=1, max_size=40), st.data())
def test_every_run_of_a_text_is_found_in_it(said: str, data: st.DataObject) -> None:
    runs = [run for run in said.replace("a", " ").replace("。", " ").split() if run]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    with memory() as store:
        store.add(Document(id="d", text=said, lang="zh-Hant"), [], CODER)
        assert hits(store, run[start:end])


def memory() -> Store:
    import tempfile

    return Store.open(tempfile.mkdtemp())


@given(st.text(alphabet=st.sampled_from("軍事 ab.。\n\r"), max_size=3000), st.sampled_from([0, 1]))
def test_passages_hold_all_but_white_space(said: str, titled: int) -> None:
    document = Document(id="d", text=said, lang="zh-Hant", title="Title" if titled else None)
    spans = passages(document)
    if titled:
        assert text_of(document, spans.pop(0)) == "Title"
    assert all(a.end <= b.start for a, b in pairwise(spans))
    left = list(said)
    for span in spans:
        left[span.start : span.end] = " " * (span.end - span.start)
        assert span.end - span.start <= max(LONG, 2000)
    assert not "".join(left).strip()


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "*",
        "a*b",
        "-a",
        "a:b",
        "(a",
        "^a",
        "{a b}",
        "\\",
        "\0",
        "a\0b",
        "%",
        "NEAR",
        "'a':*",
    ],
)
def test_signs_mean_nothing(address: str, query: str) -> None:
    with filled(address) as store:
        assert hits(store, f"{query} 軍事") == [] or docs(store, f"{query} 軍事") == ["zh"]


def test_no_table_is_read_from_end_to_end(address: str) -> None:
    with filled(address) as store, store.reading() as connection:
        wanted = Wanted(parties=("CHN", "USA"), channel="c", start=dt.date(2020, 1, 1))
        choice = Choice(lang="zh-Hant", since=dt.date(2020, 1, 1), told=wanted, people=("a", "b"))
        asked = statement(connection, phrases("軍事熱線"), choice, 20, Key(1.0, "2024", 5))
        sqlite = connection.dialect.name == "sqlite"
        if not sqlite:  # so few rows that a server would read them all
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        plain = asked.compile(connection, compile_kwargs={"literal_binds": True})
        explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN "
        plan = [str(row[-1]) for row in connection.exec_driver_sql(f"{explain}{plain}")]
    if sqlite:
        scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
        assert scans == []
        assert any("INTEGER PRIMARY KEY" in step for step in plan)
    else:
        assert any("words_by_token" in step for step in plan)
        assert any("texts_pkey" in step for step in plan)
        assert not any("Seq Scan" in step for step in plan)


@pytest.mark.parametrize(
    "loss",
    [
        "DELETE FROM texts WHERE doc = 'zh:1'",
        "UPDATE texts SET current = 0 WHERE doc = 'zh:1'",
        "DELETE FROM passages WHERE number >= 1024 AND number < 2048",
        "UPDATE passages SET start = 1 WHERE number = 1025",
        "words",
    ],
)
def test_an_index_that_lost_rows_is_noticed_and_made_anew(address: str, loss: str) -> None:
    with filled(address) as store:
        if loss == "words":
            sqlite = store.engine.dialect.name == "sqlite"
            loss = (
                "INSERT INTO words (words, rowid, tokens) VALUES ('delete', 1025, 'x')"
                if sqlite
                else "DELETE FROM words WHERE number = 1025"
            )
            if sqlite:
                loss = "DELETE FROM words_data WHERE id > 10"
        with store.writing() as connection:
            connection.exec_driver_sql(loss)
        problems = check(store)
        assert problems
        store.reindex()
        assert check(store) == []
        assert docs(store, "軍事") == ["zh"]


def test_documents_of_an_older_desk_are_found(tmp_path: Path) -> None:
    place = first(tmp_path / "old", Document(id="a", text="美中軍事熱線", lang="zh-Hant"))
    with Store.open(place) as store:
        assert docs(store, "热线") == ["a"]


def test_a_restored_desk_is_searched_as_before(address: str, tmp_path: Path) -> None:
    with filled(address) as store:
        before = hits(store, "熱線")
        backup(store, tmp_path / "file")
    restore(tmp_path / "file", str(tmp_path / "other"))
    with Store.open(str(tmp_path / "other")) as store:
        assert {hit.doc for hit in hits(store, "熱線")} == {hit.doc for hit in before}
        put(store, Document(id="new", text="They met: 熱線 again.", lang="en"))
        assert "ne" in docs(store, "熱線")
        assert check(store) == []
    with sqlite3.connect(tmp_path / "other" / "desk.sqlite") as connection:
        rows = connection.execute("SELECT count(*) FROM words").fetchone()
        assert rows == connection.execute("SELECT count(*) FROM passages").fetchone()
