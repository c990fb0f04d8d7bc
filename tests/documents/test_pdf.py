"""PDF: the text in the order that it is read in, or what is wrong with the file."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from tests.documents.files import drawn, lines, pdf, picture

from parley.documents import read
from parley.documents.draft import Read
from parley.documents.pdf import extract, read_pdf

SENTENCES = {
    "en": "On {day} May {year} the two ministers met in the harbour town, where they agreed to "
    "keep the line between their commanders open and to hold further talks by the year's end. ",
    "zh-Hant": "兩國國防部長{year}年五月{day}日在港口會晤，雙方同意維持司令之間的熱線，"
    "並於年底前舉行下一輪會談。",
    "zh-Hans": "两国国防部长{year}年5月{day}日在港口会晤，双方同意维持司令之间的热线，"
    "并于年底前举行下一轮会谈。",
    "ja": "両国の防衛相は{year}年5月{day}日、港町で会談し、"
    "司令官の間のホットラインの運用を続けることで一致した。",
    "ko": "양국 국방장관은 {year}년 5월 {day}일 항구에서 만나 사령관 사이의 통신선을 "
    "유지하기로 합의했다. ",
}


def told(lang: str, count: int, seed: int = 1) -> list[str]:
    """Paragraphs of which no two are the same."""
    chance = random.Random(seed)
    made: list[str] = []
    for _ in range(count):
        several = (
            SENTENCES[lang].format(day=chance.randint(1, 31), year=chance.randint(1990, 2024))
            for _ in range(chance.randint(2, 6))
        )
        made.append("".join(several).strip())
    return made


def running(canvas: Canvas, page: int) -> None:
    """A head and a foot as papers have them."""
    canvas.drawString(60, 800, "Annual survey of talks")
    canvas.drawRightString(535, 800, "Vol. 3")
    canvas.drawCentredString(300, 40, f"- {page} -")


def text_of(data: bytes) -> str:
    found = read_pdf(data, "a.pdf")
    assert found.problems == ()
    (draft,) = found.drafts
    return draft.text


def problem_of(data: bytes) -> tuple[Read, str]:
    found = read_pdf(data, "a.pdf")
    (problem,) = found.problems
    assert problem.hint
    return found, problem.message


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("lang", ["en", "zh-Hant", "zh-Hans", "ja"])
def test_paragraphs_come_back_whole_and_in_order(lang: str, columns: int) -> None:
    paragraphs = told(lang, 16)
    data = pdf(paragraphs, lang, columns=columns, decorate=running)
    text = text_of(data)
    between = " " if lang == "en" else ""
    # A sentence that ends a page may end a paragraph; none is broken, and none out of its place.
    assert text.replace("\n\n", between) == between.join(paragraphs)
    assert set(paragraphs[:3]) <= set(text.split("\n\n"))


@pytest.mark.parametrize("columns", [1, 2])
def test_korean_words_are_apart_where_they_were(columns: int) -> None:
    paragraphs = told("ko", 16)
    text = text_of(pdf(paragraphs, "ko", columns=columns, decorate=running))
    # A ragged line that ends a sentence may end a paragraph; no sentence is broken.
    assert text.replace("\n\n", " ") == " ".join(paragraphs)


def test_title_and_day_come_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf([*told("en", 2)], title="Lines that stay open"))
    (document,) = read([path]).documents
    assert document.id == "paper"
    assert document.title == "Lines that stay open"
    assert document.published == dt.date(2000, 1, 1)  # what the library writes as its day
    assert set(document.inferred) == {"lang", "published"}


def test_a_date_in_the_text_counts_more_than_the_file_s_day(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(drawn(lambda c: lines(c, ["4 June 2019", "", *told("en", 1)])))
    (document,) = read([path]).documents
    assert document.published == dt.date(2019, 6, 4)


@pytest.mark.parametrize("title", ["Microsoft Word - talks", "talks.docx", "final.indd", " "])
def test_what_programs_leave_as_a_title_is_none(title: str) -> None:
    (draft,) = read_pdf(pdf(told("en", 1), title=title), "a.pdf").drafts
    assert draft.page.title is None


class TestMargins:
    def test_a_number_alone_at_the_edge_is_left_out(self) -> None:
        def page(canvas: Canvas) -> None:
            lines(canvas, ["The two sides met in the harbour", "town and agreed to meet again."])
            canvas.drawString(300, 30, "7")

        assert text_of(drawn(page)) == (
            "The two sides met in the harbour town and agreed to meet again."
        )

    def test_heads_of_left_and_right_pages_are_left_out(self) -> None:
        def page(number: int, canvas: Canvas) -> None:
            canvas.drawString(72, 800, "A survey" if number % 2 else "The winter talks")
            lines(canvas, told("en", 1, seed=number)[0].split(",")[:3], top=750)

        pages = [lambda c, n=n: page(n, c) for n in range(1, 9)]
        text = text_of(drawn(*pages))
        assert "survey" not in text
        assert "winter" not in text
        assert all(told("en", 1, seed=n)[0].split(",")[0] in text for n in range(1, 9))

    def test_text_that_stands_at_the_top_by_chance_is_kept(self) -> None:
        first, second = "The talks went on.", "Nobody spoke of results."
        text = text_of(
            drawn(
                lambda c: lines(c, [first, "It was the first day.", "Rain fell."], top=800),
                lambda c: lines(c, [second, "It was the second day.", "Rain fell."], top=800),
            )
        )
        assert first in text
        assert second in text

    def test_a_year_is_no_page_number_within_the_text(self) -> None:
        assert "2019" in text_of(
            drawn(lambda c: lines(c, ["2019", "", "They met in May."], top=500))
        )


class TestColumns:
    def test_a_title_over_two_columns_comes_first(self) -> None:
        left = [
            "The line was opened in",
            "the spring, when both",
            "sides had need of it;",
            "it has been used since",
            "by the commanders of",
            "the two fleets.",
        ]
        right = [
            "No call was made in the",
            "autumn. Each side said",
            "that the other had left",
            "it unanswered, and the",
            "ministers did not meet",
            "before the winter.",
        ]

        def page(canvas: Canvas) -> None:
            lines(canvas, ["A line that stayed open through a year of silence on both sides of it"])
            lines(canvas, left, top=700)
            lines(canvas, right, left=210, top=700)

        assert text_of(drawn(page)).split("\n\n") == [
            "A line that stayed open through a year of silence on both sides of it",
            " ".join(left),
            " ".join(right),
        ]

    def test_a_table_is_read_row_by_row(self) -> None:
        rows = [
            ("4 May 2019", "Talks in the harbour town"),
            ("9 June 2020", "A call, unanswered"),
            ("1 July 2021", "Talks put off"),
            ("2 July 2022", "A visit"),
            ("3 May 2023", "A call"),
        ]

        def page(canvas: Canvas) -> None:
            lines(canvas, [row[0] for row in rows])
            lines(canvas, [row[1] for row in rows], left=200)

        assert text_of(drawn(page)).split("\n\n") == ["\t".join(row) for row in rows]


class TestWords:
    def test_a_word_parted_at_a_line_s_end_is_whole(self) -> None:
        text = text_of(
            drawn(lambda c: lines(c, ["The two sides spoke of their diplo-", "macy at length."]))
        )
        assert text == "The two sides spoke of their diplomacy at length."

    def test_a_hyphen_that_the_word_has_elsewhere_stays(self) -> None:
        wrapped = [
            "Both follow-up talks and a follow-up call were held, then a follow-",
            "up visit by the minister.",
        ]
        assert "a follow-up visit" in text_of(drawn(lambda c: lines(c, wrapped)))

    def test_a_note_s_number_does_not_join_a_figure(self) -> None:
        def page(canvas: Canvas) -> None:
            canvas.drawString(72, 700, "It was the first call in 16")
            canvas.setFont("Times-Roman", 6)
            canvas.drawString(
                72 + canvas.stringWidth("It was the first call in 16", "Times-Roman", 11), 705, "12"
            )
            canvas.setFont("Times-Roman", 11)
            canvas.drawString(72 + 122, 700, "months.")

        assert text_of(drawn(page)) == "It was the first call in 16 months."


class TestTurned:
    def test_a_page_on_its_side_is_read(self) -> None:
        def page(canvas: Canvas) -> None:
            canvas.rotate(90)
            canvas.drawString(100, -100, "The ministers met in the harbour town,")
            canvas.drawString(100, -114, "and spoke for two hours.")

        assert text_of(drawn(page)) == (
            "The ministers met in the harbour town, and spoke for two hours."
        )

    def test_a_stamp_across_the_page_is_left_out(self) -> None:
        def page(canvas: Canvas) -> None:
            lines(canvas, ["The ministers met in the harbour town,", "and spoke for two hours."])
            canvas.rotate(45)
            canvas.setFont("Times-Roman", 60)
            canvas.drawString(300, 100, "DRAFT")

        assert "DRAFT" not in text_of(drawn(page))

    def test_columns_of_characters_from_the_right_are_read_downwards(self) -> None:
        columns = [
            "両国の防衛相は五月三日に港町で会談し",
            "司令官の間の回線を続けることで一致した。",
        ]

        def page(canvas: Canvas) -> None:
            canvas.setFont("HeiseiMin-W3", 12)
            for at, column in enumerate(columns):
                for down, char in enumerate(column):
                    canvas.drawString(400 - 20 * at, 700 - 12 * down, char)

        assert text_of(drawn(page)) == "".join(columns)


class TestWithoutText:
    def test_a_scan_is_named(self) -> None:
        found, message = problem_of(drawn(picture, picture))
        assert found.drafts == ()
        assert message == "all 2 pages are pictures without text: a scan"

    def test_scanned_pages_among_others_are_named_and_the_others_read(self) -> None:
        page = lambda c: lines(c, ["The two sides met."])  # noqa: E731
        found, message = problem_of(drawn(page, picture, picture, page, picture))
        assert message == "pages 2–3, 5 of 5 are pictures without text: a scan"
        assert [d.text.count("The two sides met.") for d in found.drafts] == [2]

    def test_an_empty_page_is_no_fault(self) -> None:
        page = lambda c: lines(c, ["The two sides met."])  # noqa: E731
        assert text_of(drawn(page, lambda c: None)) == "The two sides met."

    def test_a_file_of_empty_pages_is(self) -> None:
        found, message = problem_of(drawn(lambda c: None))
        assert (found.drafts, message) == ((), "there is no text in it")


class TestBroken:
    def test_a_password_is_asked_for(self) -> None:
        locked = drawn(
            lambda c: lines(c, ["The two sides met."]), encrypt=StandardEncryption("secret")
        )
        found, message = problem_of(locked)
        assert (found.drafts, "password" in message) == ((), True)

    def test_an_owner_s_password_is_none_for_readers(self) -> None:
        data = drawn(
            lambda c: lines(c, ["The two sides met."]),
            encrypt=StandardEncryption("", ownerPassword="secret", canPrint=0),
        )
        assert text_of(data) == "The two sides met."

    @pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\ntrailer <</Root 1 0 R>>\n%%EOF"])
    def test_a_damaged_file_is_named(self, data: bytes) -> None:
        found, message = problem_of(data)
        assert (found.drafts, message) == ((), "damaged, or no PDF")

    def test_forms_that_draw_each_other_without_end_cost_seconds(self) -> None:
        found = read_pdf(nested_forms(18, 12), "a.pdf")
        assert found.drafts == ()
        assert found.problems

    def test_a_stream_that_unpacks_without_end_is_bounded(self) -> None:
        import zlib

        packed = zlib.compress(zlib.compress(b"BT (x) Tj ET\n" * 30_000_000, 9), 9)
        found = read_pdf(one_stream(packed, "[/FlateDecode /FlateDecode]"), "a.pdf")
        assert found.problems

    def test_a_crash_of_the_library_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("parley.documents.pdf.reader._EXTRACT", Path(__file__).parent / "none")
        assert problem_of(pdf(told("en", 1)))[1] == "damaged, or no PDF"

    def test_a_file_of_too_many_pages_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        blank = [lambda c: None] * (extract.MAX_PAGES + 1)
        assert problem_of(drawn(*blank))[1] == "it has more than 3,000 pages"


def objects(bodies: list[bytes]) -> bytes:
    """A PDF of these objects, the first its catalogue."""

    def parts() -> Iterator[bytes]:
        yield b"%PDF-1.5\n"
        for number, body in enumerate(bodies, 1):
            yield b"%d 0 obj\n%s\nendobj\n" % (number, body)
        yield b"trailer <</Root 1 0 R /Size %d>>\n%%%%EOF" % (len(bodies) + 1)

    return b"".join(parts())


def one_stream(data: bytes, filters: str) -> bytes:
    """A page whose content is this stream."""
    head = f"<</Length {len(data)} /Filter {filters}>>".encode()
    return objects(
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R>>",
            head + b"stream\n" + data + b"\nendstream",
        ]
    )


def nested_forms(depth: int, width: int) -> bytes:
    """A page that draws a form, which draws the next several times, and so on."""
    bodies = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources <</XObject <</F 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
    ]
    for level in range(depth):
        content = b"/F Do " * width
        bodies.append(
            b"<</Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length %d "
            b"/Resources <</XObject <</F %d 0 R>>>>>>stream\n%s\nendstream"
            % (len(content), 6 + level, content)
        )
    bodies.append(
        b"<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 1>>stream\n \nendstream"
    )
    return objects(bodies)
