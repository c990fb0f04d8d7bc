"""Reading files, folders and standard input into documents."""

import datetime as dt
import io
import json
import os
import time
from pathlib import Path

import pytest

from parley.documents import Reading, missing, read
from parley.items import Document, Problem

NEWS = "兩國國防部長昨天在港口會面，同意讓兩軍的熱線電話恢復運作。"


def one(reading: Reading) -> Document:
    assert reading.problems == ()
    (document,) = reading.documents
    return document


def problem(reading: Reading) -> Problem:
    (found,) = reading.problems
    return found


def write(path: Path, text: str = NEWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


class TestPlainText:
    def test_text_is_the_file_unchanged(self, tmp_path: Path) -> None:
        text = "標題\r\n\r\n兩國國防部長會面。\n\x0c下一頁  \n"
        document = one(read([write(tmp_path / "news.zh.txt", text)]))
        assert document.text == text
        assert document.id == "news.zh"
        assert document.lang == "zh-Hant"
        assert document.inferred == ("lang",)
        assert document.path == str(tmp_path / "news.zh.txt")
        assert len(document.sha256) == 64

    def test_empty_and_binary_files_are_problems(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt", " \n")
        (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 20)
        write(tmp_path / "c.txt")
        reading = read([tmp_path])
        assert [document.id for document in reading.documents] == ["c"]
        assert ["a.txt" in p.source or "b.txt" in p.source for p in reading.problems] == [True] * 2
        assert all(p.hint for p in reading.problems)

    def test_a_whole_corpus_in_one_text_is_refused_at_once(self, tmp_path: Path) -> None:
        path = write(tmp_path / "long.txt", NEWS * 600_000)
        assert path.stat().st_size > 50_000_000
        began = time.perf_counter()
        found = problem(read([path]))
        assert found.source == str(path)
        assert "17,400,000 characters" in found.message
        assert "split it" in (found.hint or "")
        assert time.perf_counter() - began < 20

    def test_a_long_line_of_sentences_is_read(self, tmp_path: Path) -> None:
        assert one(read([write(tmp_path / "a.txt", NEWS * 5_000)])).text == NEWS * 5_000


class TestMarkdown:
    TEXT = (
        "---\ntitle: 會談紀要\ndate: 2021-03-02\nvoice: press\n---\n# 標題\n\n兩國國防部長會面。\n"
    )

    def test_front_matter_describes_and_offsets_count_in_the_file(self, tmp_path: Path) -> None:
        document = one(read([write(tmp_path / "a.md", self.TEXT)]))
        assert document.title == "會談紀要"
        assert document.published == dt.date(2021, 3, 2)
        assert document.voice == "press"
        at = self.TEXT.index("兩國")
        assert document.text[at:] == self.TEXT[at:]
        assert "press" not in document.text

    def test_broken_front_matter_is_a_problem_with_its_line(self, tmp_path: Path) -> None:
        reading = read([write(tmp_path / "a.md", "---\ntitle: [x\nvoice: press\n---\ntext here\n")])
        assert problem(reading).line is not None
        assert len(reading.documents) == 1

    def test_a_rule_at_the_top_is_no_front_matter(self, tmp_path: Path) -> None:
        text = "---\n\nA first paragraph.\n\n---\n\nA second one.\n"
        assert one(read([write(tmp_path / "a.md", text)])).text == text


class TestJsonLines:
    def test_a_broken_line_is_a_problem_and_the_others_are_kept(self, tmp_path: Path) -> None:
        rows = [
            {"id": "a", "text": NEWS, "voice": "jpn", "published": "2021-03-02T09:00:00Z"},
            {"text": NEWS, "lang": "zh-TW", "reliability": "b", "retrieved": "2021-03-04"},
        ]
        lines = [json.dumps(rows[0]), "{broken", "", json.dumps(rows[1]), "[1]", '{"text": ""}']
        reading = read([write(tmp_path / "corpus.jsonl", "\n".join(lines))])
        first, second = reading.documents
        assert (first.id, first.voice, first.published) == ("a", "JPN", dt.date(2021, 3, 2))
        assert (second.id, second.lang, second.reliability) == ("corpus-4", "zh-Hant", "B")
        assert [p.line for p in reading.problems] == [2, 5, 6]

    def test_what_lies_beside_the_file_fills_what_a_line_leaves_out(self, tmp_path: Path) -> None:
        rows = [{"id": "a", "text": NEWS}, {"text": NEWS, "voice": "press"}, {"text": NEWS}]
        write(tmp_path / "c.jsonl", "\n".join(map(json.dumps, rows)))
        write(tmp_path / "documents.csv", "id,voice,publisher\na,KOR,x\nc,JPN,y\n")
        reading = read([tmp_path])
        assert [(d.id, d.voice, d.publisher) for d in reading.documents] == [
            ("a", "KOR", "x"),
            ("c-2", "press", "y"),
            ("c-3", "JPN", "y"),
        ]

    def test_line_separators_inside_a_text_do_not_cut_it(self, tmp_path: Path) -> None:
        row = json.dumps({"id": "a", "text": "one\u2028two\x85three"}, ensure_ascii=False)
        assert (
            one(read([write(tmp_path / "c.jsonl", row + "\r\n")])).text == "one\u2028two\x85three"
        )

    def test_deep_nesting_is_a_problem(self, tmp_path: Path) -> None:
        path = write(tmp_path / "c.jsonl", '{"text": ' + "[" * 100_000)
        assert problem(read([path])).line == 1


class TestWebPages:
    PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>兩軍會談</title>
    <meta property="og:site_name" content="港口日報"><meta name="date" content="2021-03-02">
    <link rel="canonical" href="http://www.mod.example/news/1.html">
    <script>var x = "不是正文";</script></head>
    <body><nav><a href="/">首頁</a></nav><article><h1>兩軍會談</h1>
    <p>兩國國防部長昨天在港口會面，同意讓兩軍的熱線電話
    恢復運作。發言人說，雙方並未談到軍售問題，會談持續了兩小時。</p>
    <table><tr><th>日期</th><th>會談</th></tr><tr><td>1月8日</td><td>第一次會晤</td></tr></table>
    <ul><li>海上問題</li><li>空中問題</li></ul></article>
    <footer>版權所有</footer></body></html>"""

    @pytest.mark.parametrize("charset", ["utf-8", "big5"])
    def test_main_text_tables_and_lists(self, tmp_path: Path, charset: str) -> None:
        path = tmp_path / "a.html"
        path.write_bytes(self.PAGE.format(charset=charset).encode(charset))
        document = one(read([path], hosts={"mod.example": "JPN"}))
        assert "兩國國防部長昨天在港口會面" in document.text
        assert "1月8日\t第一次會晤" in document.text
        assert "- 海上問題" in document.text
        assert "不是正文" not in document.text
        assert "首頁" not in document.text
        assert document.title == "兩軍會談"
        assert document.publisher == "港口日報"
        assert document.published == dt.date(2021, 3, 2)
        assert document.url == "http://www.mod.example/news/1.html"
        assert document.voice == "JPN"
        assert "voice" in document.inferred
        assert "published" not in document.inferred

    def test_a_page_without_main_text_keeps_all_of_it(self, tmp_path: Path) -> None:
        deep = "<div>" * 50_000 + "The ministers met." + "</div>" * 50_000
        reading = read([write(tmp_path / "a.html", deep)])
        assert len(reading.documents) + len(reading.problems) == 1
        flat = "<html><body><b>The ministers met.</b><br>They left.</body></html>"
        assert "The ministers met." in one(read([write(tmp_path / "b.html", flat)])).text

    def test_a_short_page_keeps_its_lines_apart(self, tmp_path: Path) -> None:
        page = (
            "<html><head><title>Talks</title></head><body><h1>Talks &amp; calls</h1>"
            "<p>The ministers <b>met</b>.</p><ul><li>China suspended talks</li><li>Japan</li></ul>"
            "<table><tr><td>2024-06-01</td><td>They met</td></tr></table></body></html>"
        )
        assert one(read([write(tmp_path / "a.html", page)])).text.split("\n\n") == [
            "Talks & calls",
            "The ministers met.",
            "China suspended talks",
            "Japan",
            "2024-06-01 They met",
        ]

    def test_a_tag_with_endless_attributes_takes_no_time(self, tmp_path: Path) -> None:
        tag = "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + ">"
        began = time.perf_counter()
        document = one(read([write(tmp_path / "a.html", f"<body>{tag}The ministers met.</p>")]))
        assert document.text == "The ministers met."
        assert time.perf_counter() - began < 5

    def test_an_oversized_page_is_a_problem(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.html", "<p>x" * 6_000_000)
        assert "larger than" in problem(read([path])).message


class TestFolders:
    def test_walked_in_order_without_companions(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a/c.txt", "a/.hidden.txt", ".git/x.txt", "a/c.meta.json"):
            write(tmp_path / name, "{}" if name.endswith("json") else NEWS + name)
        write(tmp_path / "documents.csv", "file,voice\nb.txt,press\n")
        (tmp_path / "page.css").write_text("p{}")
        reading = read([tmp_path])
        assert [document.id for document in reading.documents] == ["c", "b"]
        assert reading.problems == ()

    def test_an_unknown_ending_is_a_problem(self, tmp_path: Path) -> None:
        write(tmp_path / "a.xyz")
        assert ".xyz" in problem(read([tmp_path])).message

    def test_a_folder_named_like_a_file_is_a_folder(self, tmp_path: Path) -> None:
        write(tmp_path / "x.txt" / "a.txt")
        assert one(read([tmp_path])).id == "a"

    def test_links_in_circles_end(self, tmp_path: Path) -> None:
        write(tmp_path / "sub" / "a.txt")
        (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "self").symlink_to(tmp_path / "self")
        reading = read([tmp_path])
        assert [document.id for document in reading.documents] == ["a"]
        assert "self" in problem(reading).source

    def test_what_cannot_be_read_is_a_problem(self, tmp_path: Path) -> None:
        assert "no such file" in problem(read([tmp_path / "none.txt"])).message
        (tmp_path / "dangling.txt").symlink_to(tmp_path / "none.txt")
        os.mkfifo(tmp_path / "pipe.txt")
        assert len(read([tmp_path]).problems) == 2

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_permission_denied(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt")
        path.chmod(0)
        assert "denied" in problem(read([path])).message.lower()

    def test_names_that_are_not_utf8(self, tmp_path: Path) -> None:
        raw = os.fsencode(tmp_path) + b"/\xa4\xa4.txt"
        with open(raw, "wb") as stream:  # noqa: PTH123 - a name of bytes
            stream.write(NEWS.encode())
        document = one(read([tmp_path]))
        assert document.id == "\\xa4\\xa4"
        assert (document.path or "").encode("utf-8")


class TestIds:
    def test_files_of_one_name_take_their_path(self, tmp_path: Path) -> None:
        for name in ("x/a.txt", "y/a.txt", "y/b.txt"):
            write(tmp_path / name, NEWS + name)
        reading = read([tmp_path])
        assert [document.id for document in reading.documents] == ["x/a", "y/a", "b"]

    def test_an_id_used_twice_is_a_problem(self, tmp_path: Path) -> None:
        row = json.dumps({"id": "a", "text": NEWS})
        reading = read([write(tmp_path / "c.jsonl", f"{row}\n{row}\n")])
        assert len(reading.documents) == 1
        assert problem(reading).line == 2

    def test_a_file_named_twice_is_read_once(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt")
        assert one(read([path, tmp_path, path])).id == "a"


class TestDescriptions:
    def test_precedence(self, tmp_path: Path) -> None:
        write(
            tmp_path / "a.md", "---\ntitle: front\nvoice: press\npublisher: front\n---\nThe text."
        )
        write(tmp_path / "a.meta.json", '{"title": "beside"}')
        write(tmp_path / "documents.csv", "\ufefffile,title,voice,url\na.md,row,analysis,u\n")
        document = one(read([tmp_path], voice="JPN", lang="en", published=dt.date(2021, 3, 2)))
        assert document.title == "beside"
        assert document.voice == "analysis"
        assert document.url == "u"
        assert document.publisher == "front"
        assert document.published == dt.date(2021, 3, 2)
        assert document.inferred == ()

    def test_a_broken_companion_names_file_and_line(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        write(tmp_path / "a.meta.json", '{\n"title": "x",\n"voice" "press"}')
        reading = read([tmp_path])
        assert len(reading.documents) == 1
        assert problem(reading).source.endswith("a.meta.json")
        assert problem(reading).line == 3

    @pytest.mark.parametrize(
        ("rows", "line", "message"),
        [
            ("a,b\n1,2\n", 1, "no column"),
            ('file,title\na.txt,"open\n', 2, "not valid CSV"),
            ("file,title\na.txt,One, two\n", 2, "more cells than columns"),
            ("file,title\n,x\n", 2, "names no document"),
            ("file,title\nb.txt,x\n", 2, "no document 'b.txt' here"),
            ("file,title\na.txt,x\na.txt,y\n", 3, "earlier row"),
            ("file,published\na.txt,9999-12-31\n", 2, "1800 to 2199"),
        ],
    )
    def test_a_broken_table_names_its_line(
        self, tmp_path: Path, rows: str, line: int, message: str
    ) -> None:
        write(tmp_path / "below" / "a.txt")
        write(tmp_path / "below" / "documents.csv", rows)
        reading = read([tmp_path])
        assert [d.id for d in reading.documents] == ["a"]
        assert problem(reading).source.endswith("documents.csv")
        assert problem(reading).line == line
        assert message in problem(reading).message + str(problem(reading).hint)

    def test_rows_before_a_broken_one_count(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        write(tmp_path / "documents.csv", 'file,voice\na.txt,press\n"b.txt,x\n')
        reading = read([tmp_path])
        assert reading.documents[0].voice == "press"
        assert "documents.csv, line 3" in str(problem(reading))

    def test_a_description_that_is_no_file_is_named(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        (tmp_path / "a.meta.json").mkdir()
        (tmp_path / "documents.csv").symlink_to(tmp_path / "nowhere")
        reading = read([tmp_path])
        assert [d.id for d in reading.documents] == ["a"]
        assert [Path(p.source).name for p in reading.problems] == ["a.meta.json", "documents.csv"]

    def test_the_longest_name_that_a_file_can_have(self, tmp_path: Path) -> None:
        assert one(read([write(tmp_path / ("n" * 251 + ".txt"))])).id == "n" * 251

    def test_the_table_of_the_folder_given_reaches_below(self, tmp_path: Path) -> None:
        write(tmp_path / "x" / "a.txt")
        write(tmp_path / "b.txt")
        write(tmp_path / "documents.csv", "path,id,voice\nx/a.txt,first,press\nb,,KOR\nnone,,KOR\n")
        reading = read([tmp_path])
        assert {d.id: d.voice for d in reading.documents} == {"b": "KOR", "first": "press"}
        assert problem(reading).line == 4

    def test_bad_values_are_problems_and_left_out(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        described = {"voice": "XQZ", "published": "2021-05", "lang": "xx", "reliability": "G"}
        write(
            tmp_path / "a.meta.json",
            json.dumps(described | {"title": 7, "retrieved": "2021-02-30"}),
        )
        reading = read([tmp_path])
        assert len(reading.problems) == 6
        assert all(p.hint and p.source.endswith("a.meta.json") for p in reading.problems)
        (document,) = reading.documents
        assert document.voice is None
        assert document.published is None
        assert document.lang == "zh-Hant"

    def test_bodies_have_ids_of_their_own(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt")
        assert one(read([path], voice="ASEAN")).voice == "ASEAN"
        assert one(read([path], voice="asean", parties={"ASEAN"})).voice == "ASEAN"
        assert "voice" in problem(read([path], voice="NOBODY", parties={"ASEAN"})).message

    def test_documents_without_date_or_voice_are_listed(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        write(tmp_path / "b.txt", "2021年3月2日\n" + NEWS)
        (a, b) = missing(read([tmp_path]))
        assert "no published and no voice" in a.message
        assert b.message == "no voice known for b"


class TestStandardInput:
    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (NEWS, "stdin"),
            (json.dumps({"id": "a", "text": NEWS}), "a"),
            (f"\ufeff <!doctype html><html><body><p>{NEWS}</p></body></html>", "stdin"),
        ],
    )
    def test_the_format_is_told_from_the_text(self, data: str, name: str) -> None:
        document = one(read(["-"], stdin=io.BytesIO(data.encode())))
        assert document.id == name
        assert document.text == NEWS
        assert document.path == "-"

    def test_nothing_given_is_a_problem(self) -> None:
        assert "empty" in problem(read(["-"], stdin=io.BytesIO(b""))).message
