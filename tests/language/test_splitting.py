"""Sentences, paragraphs and clauses."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.items import Span
from parley.language import clauses, detect, paragraphs, sentences
from parley.language.splitting import LONGEST

LANGS = ["zh-Hant", "zh-Hans", "en", "ja", "ko", "und"]
SHAPES = st.lists(
    st.sampled_from(
        [
            "雙方，同意。\n",
            "\n\n",
            "\r\n",
            "\x0c",
            " ",
            "2024年",
            "8月",
            "Gen. ",
            "U.S. ",
            "a.m. ",
            "met ",
            "The ",
            "on,",
            ".",
            "!",
            "？」",
            "”",
            ")",
            "(",
            "- ",
            "1. ",
            "2018. 1. 3. ",
            "회담을 ",
            "했다.",
            ": ",
            "Q: ",
            "記者：",
            "、",
            ";",
            "— ",
            "\u3000",
            "#",
            "㈱",
            "\u2028",
        ]
    ),
    max_size=40,
).map("".join)


def test_a_quotation_that_ends_with_a_mark_does_not_end_its_sentence() -> None:
    assert said("大臣は「検討する。」と述べた。時期は未定だ。", "ja") == [
        "大臣は「検討する。」と述べた。",
        "時期は未定だ。",
    ]
    assert said("그는 “다시 만나겠나?”라고 물었다. 답은 없었다.", "ko") == [
        "그는 “다시 만나겠나?”라고 물었다.",
        "답은 없었다.",
    ]


@pytest.mark.parametrize("bullet", ["○", "▲", "■", "□", "・", "ㅇ", "▷", "※", "가."])
def test_each_bulleted_line_is_a_sentence_of_its_own(bullet: str) -> None:
    text = f"{bullet} 회담 재개 합의\n{bullet} 직통전화 복원"
    assert said(text, "ko") == text.split("\n")


def said(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, lang)]


def flat(text: str, lang: str) -> list[str]:
    return ["".join(piece.split()) for piece in said(text, lang)]


def covers(text: str, spans: list[Span]) -> None:
    """Spans in order, disjoint, trimmed, and all of the text but white space and a leading mark."""
    at = 1 if spans and spans[0].start and text.startswith("\ufeff") else 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(st.one_of(SHAPES, st.text(max_size=80)), st.sampled_from(LANGS))
def test_sentences_and_paragraphs_hold_the_text_once(text: str, lang: str) -> None:
    covers(text, sentences(text, lang))
    covers(text, paragraphs(text))


@given(st.one_of(SHAPES, st.text(max_size=80)), st.sampled_from(LANGS))
def test_clauses_hold_the_text_once(text: str, lang: str) -> None:
    covers(text, clauses(text, lang))


@given(SHAPES, st.sampled_from(LANGS))
def test_no_sentence_runs_over_a_paragraph(text: str, lang: str) -> None:
    blocks = paragraphs(text)
    for start, end in sentences(text, lang):
        assert any(block.start <= start and end <= block.end for block in blocks)


class TestEndMarks:
    def test_chinese(self) -> None:
        text = "「電話一直開著。」他說。沒有人接！為什麼？(他沒有回答。)之後離席。"
        assert said(text, "zh-Hant") == [
            "「電話一直開著。」",
            "他說。",
            "沒有人接！",
            "為什麼？",
            "(他沒有回答。)",
            "之後離席。",
        ]

    def test_english_abbreviations_and_figures(self) -> None:
        text = (
            "Gen. Robin J. Stone met Lt. Gen. Mara Lind at 9.30 a.m. on Jan. 8. U.S. officials "
            "said No. 5 was 2.5 km away. They left at 5 p.m. The line, run by the U.S. Navy, held."
        )
        assert said(text, "en") == [
            "Gen. Robin J. Stone met Lt. Gen. Mara Lind at 9.30 a.m. on Jan. 8.",
            "U.S. officials said No. 5 was 2.5 km away.",
            "They left at 5 p.m.",
            "The line, run by the U.S. Navy, held.",
        ]

    def test_english_country_at_the_end_of_a_sentence(self) -> None:
        text = "He flew to the U.S. The talks were off."
        assert said(text, "en") == ["He flew to the U.S.", "The talks were off."]

    def test_english_quotes(self) -> None:
        text = "“We are open to talks.” She did not say when. “Why?” a reporter asked."
        assert said(text, "en") == [
            "“We are open to talks.”",
            "She did not say when.",
            "“Why?”",
            "a reporter asked.",
        ]

    def test_korean_dates_written_with_stops(self) -> None:
        text = "2019. 3. 4. 연락선이 열렸다. 양측은 2.5배 늘렸다."
        assert said(text, "ko") == ["2019. 3. 4. 연락선이 열렸다.", "양측은 2.5배 늘렸다."]

    def test_japanese(self) -> None:
        text = "大臣は「検討する」と述べた。時期は未定だ。"
        assert said(text, "ja") == ["大臣は「検討する」と述べた。", "時期は未定だ。"]


class TestLinesThatStandAlone:
    def test_heading_list_and_labels(self) -> None:
        text = (
            "兩軍會談紀要\n\n時間:民國110年3月2日\n地點:第一會議室\n\n"
            "雙方討論了以下事項:\n- 熱線電話\n- 海上相遇規則,及通報\n\n主席宣布散會。"
        )
        assert said(text, "zh-Hant") == [
            "兩軍會談紀要",
            "時間:民國110年3月2日",
            "地點:第一會議室",
            "雙方討論了以下事項:",
            "- 熱線電話",
            "- 海上相遇規則,及通報",
            "主席宣布散會。",
        ]

    def test_headline_with_a_comma_is_not_run_into_the_report(self) -> None:
        text = "兩國防長會晤，同意重開熱線\n\n兩國國防部長昨天在港口會面。雙方都稱會談坦誠。"
        assert said(text, "zh-Hant")[0] == "兩國防長會晤，同意重開熱線"
        text = "両国防衛相が会談、3年ぶりに港町で\n【港町=特派員】防衛相は昨日、会談した。"
        assert said(text, "ja")[0] == "両国防衛相が会談、3年ぶりに港町で"

    def test_dated_entries_without_stops(self) -> None:
        text = (
            "2011年3月2日 兩軍舉行第一次磋商,地點未公布\n2012年4月5日 熱線開通\n"
            "2013年5月6日 熱線中斷,原因不明\n"
        )
        assert len(said(text, "zh-Hant")) == 3

    def test_questions_and_answers(self) -> None:
        text = "Q: Did anyone pick up?\nA: No. Nobody did.\nQ: And later?\nA: We stopped calling."
        assert said(text, "en") == [
            "Q: Did anyone pick up?",
            "A: No.",
            "Nobody did.",
            "Q: And later?",
            "A: We stopped calling.",
        ]

    def test_numbered_heading(self) -> None:
        text = "1. The first break\n\nThe line went dead in spring. Nobody knew why."
        assert said(text, "en")[0] == "1. The first break"

    def test_report_after_a_dateless_english_headline(self) -> None:
        text = (
            "Ministers meet, agree on little\n\nThe two ministers met on Monday. They left early."
        )
        assert said(text, "en")[0] == "Ministers meet, agree on little"


class TestWraps:
    def test_page_break_in_a_chinese_sentence(self) -> None:
        text = (
            "第一章\n\n去年春天起，兩國的國防部門停止了一切往來。對方擔心此舉會影響整個地區的安\n\n\n\n"
            "寧，自夏天起派人前往遊說，終於在冬天同意重開熱線。\n\n第二章 之後的事\n\n"
            "其後不再中斷。"
        )
        assert flat(text, "zh-Hant") == [
            "第一章",
            "去年春天起，兩國的國防部門停止了一切往來。",
            "對方擔心此舉會影響整個地區的安寧，自夏天起派人前往遊說，終於在冬天同意重開熱線。",
            "第二章之後的事",
            "其後不再中斷。",
        ]
        assert len(paragraphs(text)) == 4

    def test_hard_wrapped_english(self) -> None:
        text = (
            "The Line That Nobody Answered\n\n"
            "For most of that year the telephone in the operations room rang every\n"
            "morning at nine and nobody at the other end picked it up. Officers of the\n"
            "U.S. Navy kept a log. In the spring, after a visit by Adm. John\n"
            "Lowell, the two sides agreed to test the line again, and on\n"
            "April 4 it was answered for the first time.\n\n"
            "The test was not repeated."
        )
        pieces = [" ".join(piece.split()) for piece in said(text, "en")]
        assert pieces == [
            "The Line That Nobody Answered",
            "For most of that year the telephone in the operations room rang every morning at nine "
            "and nobody at the other end picked it up.",
            "Officers of the U.S. Navy kept a log.",
            "In the spring, after a visit by Adm. John Lowell, the two sides agreed to test the "
            "line again, and on April 4 it was answered for the first time.",
            "The test was not repeated.",
        ]

    def test_hard_wrapped_chinese(self) -> None:
        lines = [
            "兩國國防部門的直通電話去年三月接通之後只用",
            "過兩次。第一次是五月十六日，由雙方的部長通",
            "話；第二次是同年十一月，由參謀本部的軍官在",
            "2023年演習期間試線。其後對方不再接聽，直到",
            "今年春天才恢復。",
        ]
        text = "熱線的一年\n\n" + "\n".join(lines) + "\n\n編輯部整理\n"
        assert flat(text, "zh-Hant") == [
            "熱線的一年",
            "兩國國防部門的直通電話去年三月接通之後只用過兩次。",
            "第一次是五月十六日，由雙方的部長通話；第二次是同年十一月，由參謀本部的軍官在"
            "2023年演習期間試線。",
            "其後對方不再接聽，直到今年春天才恢復。",
            "編輯部整理",
        ]

    def test_page_break_in_wrapped_english(self) -> None:
        text = (
            "The ministers discussed the line at length. They agreed that the officers on duty and"
            "\n\n\f"
            "their interpreters should be trained together, beginning in the autumn."
        )
        assert len(said(text, "en")) == 2

    def test_a_word_wrapped_bracket_closes_its_sentence(self) -> None:
        text = "The log was kept by hand (he said it was the only copy that they had.\n)\n\nNext."
        assert len(said(text, "en")) == 2

    def test_a_byte_order_mark_belongs_to_no_sentence(self) -> None:
        assert said("\ufeff標題\n\n雙方會面。", "zh-Hant") == ["標題", "雙方會面。"]

    def test_a_page_break_before_a_name(self) -> None:
        text = (
            "The talks were held in the port city. They were led by Under Secretary Mara\n\n\n\n"
            "Lind and her counterpart, who signed the minutes on the same day."
        )
        assert len(said(text, "en")) == 2

    def test_windows_line_ends(self) -> None:
        text = "雙方昨天在港口會面，同意在今年夏天以前\r\n恢復熱線。\r\n\r\n第二天各自返國。\r\n"
        assert flat(text, "zh-Hant") == [
            "雙方昨天在港口會面，同意在今年夏天以前恢復熱線。",
            "第二天各自返國。",
        ]


class TestClauses:
    @pytest.mark.parametrize(
        ("lang", "text", "expected"),
        [
            (
                "zh-Hans",
                "双方会面，讨论海上、空中问题；会后，发言人说：“没有共识。”",
                ["双方会面，", "讨论海上、空中问题；", "会后，", "发言人说：", "“没有共识。”"],
            ),
            (
                "zh-Hans",
                "出动1,500人，时间11:02（港口，东侧）结束",
                ["出动1,500人，", "时间11:02（港口，东侧）结束"],
            ),
            (
                "en",
                "On January 8, 2024, the line, which was open, rang; nobody — not one — answered.",
                [
                    "On January 8, 2024,",
                    "the line,",
                    "which was open,",
                    "rang;",
                    "nobody —",
                    "not one —",
                    "answered.",
                ],
            ),
            ("ko", "양측은 만났고, 합의는 없었다.", ["양측은 만났고,", "합의는 없었다."]),
            (
                "ko",
                "두 장관은 항구에서 회담을 열고 공동성명을 냈으며 연락선도 다시 잇기로 했다.",
                [
                    "두 장관은 항구에서 회담을 열고",
                    "공동성명을 냈으며",
                    "연락선도 다시 잇기로 했다.",
                ],
            ),
            (
                "ko",
                "군은 함정이 접근하자 경고방송을 했지만 상대는 답하지 않았다.",
                ["군은 함정이 접근하자", "경고방송을 했지만", "상대는 답하지 않았다."],
            ),
            (
                "ko",
                "장관은 회담을 마친 뒤 돌아가면서 협의를 이어 가고 있다고 말했다.",
                ["장관은 회담을 마친 뒤", "돌아가면서", "협의를 이어 가고 있다고 말했다."],
            ),
            (
                "ko",
                "양측은 훈련에 대해 의견을 나누고 경고 방송 문제도 다뤘다.",
                ["양측은 훈련에 대해 의견을 나누고", "경고 방송 문제도 다뤘다."],
            ),
            (
                "ja",
                "両大臣は港町で会談し、声明を出したが、時期は決めなかった。",
                ["両大臣は港町で会談し、", "声明を出したが、", "時期は決めなかった。"],
            ),
            (
                "ja",
                "双方は海と空、通信について、意見を交わした。",
                ["双方は海と空、通信について、意見を交わした。"],
            ),
            (
                "ja",
                "訓練が行われたため、対話は見送られ、再開の時期は未定だ。",
                ["訓練が行われたため、", "対話は見送られ、", "再開の時期は未定だ。"],
            ),
        ],
    )
    def test_split(self, lang: str, text: str, expected: list[str]) -> None:
        assert [text[start:end] for start, end in clauses(text, lang)] == expected


def test_a_megabyte_takes_a_moment() -> None:
    text = (
        "Gen. Lind met his counterpart in the port city, and the U.S. side said so. " * 6 + "\n\n"
    ) * 2_000
    began = time.perf_counter()
    found = sentences(text, "en")
    assert len(found) == 12_000
    # A tenth of a second on the machine this was written on; room for slower ones.
    assert time.perf_counter() - began < 3


def test_annotated_documents_are_covered(shared: Path) -> None:
    for path in sorted((shared / "gold/dev/docs").glob("*.txt")):
        text = path.read_bytes().decode()
        lang = path.name.split(".")[-2]
        assert detect(text) == lang, path.name
        covers(text, sentences(text, lang))


@pytest.mark.parametrize("piece", ["word ", "防務，", "군사 ", "会"])
def test_what_runs_on_without_an_end_mark_is_cut(piece: str) -> None:
    text = piece * 3_000
    found = sentences(text, "en")
    assert all(end - start <= LONGEST for start, end in found)
    assert "".join(text[s:e] for s, e in found).replace(" ", "") == text.replace(" ", "")
    assert len(found) <= 2 * len(text) / LONGEST + 1
