"""Telling encodings apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.documents.encodings import UndecodableError, decode

TRADITIONAL = (
    "兩國國防部長昨天在港口會面，同意讓兩軍的熱線電話恢復運作。發言人說，雙方並未談到軍售。"
)
SIMPLIFIED = (
    "两国国防部长昨天在港口会面，同意让两军的热线电话恢复运作。发言人说，双方并未谈到军售。"
)
JAPANESE = "両国の防衛相は昨日、港町で会談し、ホットラインを再開することで合意した。時期は未定だ。"
KOREAN = "양국 국방장관은 어제 항구 도시에서 만나 직통전화를 다시 열기로 합의했다. 시기는 미정이다."
ENGLISH = (
    "The ministers met on Monday – “a first step,” one said – and left. It was the envoy’s café."
)

CASES = [
    (TRADITIONAL, "cp950"),
    (TRADITIONAL, "gb18030"),
    (SIMPLIFIED, "gb18030"),
    (SIMPLIFIED, "gb2312"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (KOREAN, "euc_kr"),
    (KOREAN, "cp949"),
    (ENGLISH, "cp1252"),
]
WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize(("text", "encoding"), CASES)
@pytest.mark.parametrize("times", [1, 50])
def test_national_encodings(text: str, encoding: str, times: int) -> None:
    text = (text + "\r\n") * times
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("text", [TRADITIONAL, SIMPLIFIED, JAPANESE, KOREAN, ENGLISH])
def test_unicode_encodings(text: str, encoding: str) -> None:
    text += "\n2024\n"
    assert decode(text.encode(encoding)).text.removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("2021年3月2日 兩軍舉行第一次磋商(北方港口),由司令主持。\r\n" * 3, "cp950"),
        ("2021年3月2日 两军举行第一次磋商(北方港口),由司令主持。\r\n" * 3, "gb18030"),
        ("令和3年3月2日 防衛相会談（港町）第1回、司令官が出席\r\n" * 3, "cp932"),
        ("2021. 3. 2. 양국 군 당국이 첫 회의를 열었다(항구).\r\n" * 3, "cp949"),
    ],
)
def test_dry_lists_with_many_digits(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_the_mark_of_utf8_stays_so_that_offsets_count_in_the_file() -> None:
    assert decode(b"\xef\xbb\xbfline").text == "\ufeffline"


def test_a_damaged_file_is_read_with_a_count_of_what_broke() -> None:
    data = (SIMPLIFIED * 10).encode()[:-1]
    found = decode(data)
    assert found.encoding == "utf-8"
    assert found.broken == 1
    assert found.text[:-1] == (SIMPLIFIED * 10)[:-1]


def test_what_a_page_declares_counts_where_the_bytes_allow_it() -> None:
    short = "北京"
    assert decode(short.encode("gb18030"), "gb2312").text == short
    assert decode(short.encode("utf-8"), "gb2312").text == short


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8,
        b"PK\x03\x04\x14\x00\x08\x00" + bytes(range(256)) * 4,
        bytes(range(256)) * 16,
        b"\x00" * 500,
        b"%PDF-1.4\n\xe2\xe3\xcf\xd3\n" + bytes(range(128, 256)) * 9,
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(data)


def test_a_stray_nul_is_replaced_one_for_one() -> None:
    text = "the line was open and nobody answered " * 30 + "\x00 until spring"
    assert decode(text.encode()).text == text.replace("\x00", "\ufffd")


def test_a_slip_does_not_make_a_short_note_binary() -> None:
    assert decode(b"they met\x00 in May").text == "they met\ufffd in May"


def test_halves_of_characters_are_joined_where_both_are_there() -> None:
    joined = decode("the \ud83d\ude00 line".encode("utf-8", "surrogatepass"))
    assert (joined.text, joined.broken) == ("the \U0001f600 line", 0)
    alone = decode("the \ud83d line".encode("utf-8", "surrogatepass"))
    assert (alone.text, alone.broken) == ("the \ufffd line", 1)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        found = decode(data)
    except UndecodableError:
        return
    assert "\x00" not in found.text
    found.text.encode("utf-8")  # no lone surrogates, which nothing could store


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cc"])))
def test_utf8_is_read_unchanged(text: str) -> None:
    assert decode(text.encode()).text == text
