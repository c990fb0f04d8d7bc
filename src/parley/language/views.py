"""The folded text that rules are matched on, with the way back to the stored text."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from parley.items import Span
from parley.language.chars import CJK, INVISIBLE, to_simplified

_SPACE = f"\\s{INVISIBLE}"
_QUOTES = "“”‘’"
_KEPT_MARKS = "，。；：！？"


class View:
    """A text folded for matching, and where each of its characters stands in the stored text.

    ``text``: full-width letters, digits and ASCII marks half-width (but ，；：！？ full-width in
    Chinese and Japanese, also where the source has , ; : ! ? beside such characters), the
    apostrophe of a Latin word straight outside these two, traditional
    characters simplified in Chinese, white space between characters that need none dropped, any
    other run of it one space. ``starts[i]``: stored offset of ``text[i]``; ``starts[len(text)]``
    is the stored text's length. What is stored as a letter and its marks, or as the parts of a
    syllable (ㅎ + ㅏ + ㄴ), is one character; ``widths`` has how many it was, for those.
    """

    __slots__ = ("starts", "text", "widths")

    def __init__(
        self, text: str, starts: Sequence[int], widths: Mapping[int, int] | None = None
    ) -> None:
        self.text = text
        self.starts = starts
        self.widths = widths or {}

    def back(self, start: int, end: int) -> Span:
        """The stored span of ``text[start:end]``, its end right after the last character."""
        if end <= start:
            return Span(self.starts[start], self.starts[start])
        last = self.starts[end - 1]
        return Span(self.starts[start], last + self.widths.get(last, 1))

    def to_view(self, offset: int) -> int:
        """Index of the first character of ``text`` at or after a stored offset."""
        return bisect_left(self.starts, offset, 0, len(self.text))


def view(text: str, lang: str) -> View:
    """Fold ``text`` for matching. ``lang`` as ``detect`` gives it."""
    folded = _marked(text, lang)
    origins = _counted(len(folded) + 1)
    widths: dict[int, int] = {}
    if not unicodedata.is_normalized("NFC", folded):
        folded, origins, widths = _composed(folded)
    pieces: list[str] = []
    starts = array("I")
    at = 0
    for run in _squeeze(folded, lang).finditer(folded):
        pieces.append(folded[at : run.start()])
        starts.extend(origins[at : run.start()])
        if run.lastgroup != "drop":
            pieces.append(" ")
            starts.append(origins[run.start()])
        at = run.end()
    pieces.append(folded[at:])
    starts.extend(origins[at:])
    return View("".join(pieces), starts, widths)


def fold(text: str, lang: str) -> str:
    """The text of the view alone, where nobody asks where its characters stood."""
    folded = _marked(text, lang)
    if not unicodedata.is_normalized("NFC", folded):
        folded = _composed(folded)[0]
    squeeze = _squeeze(folded, lang)
    return squeeze.sub(lambda run: "" if run.lastgroup == "drop" else " ", folded)


def _marked(text: str, lang: str) -> str:
    """Each character as it folds, marks and apostrophes by what stands beside them."""
    chinese, spaceless = lang.startswith("zh"), lang.startswith(("zh", "ja"))
    if not spaceless and _PARTED.search(text):
        text = _whole(text)
    folded = _folded(text, chinese, spaceless)
    if spaceless:
        folded = _MARK.sub(lambda mark: _WIDE[mark.group()], folded)
    elif "’" in folded:
        folded = _APOSTROPHE.sub("'", folded)
    return folded


def _squeeze(folded: str, lang: str) -> re.Pattern[str]:
    """What finds the white space in a text that is to go, or to be one space."""
    if lang.startswith(("zh", "ja")):
        return _squeeze_cjk()
    if _ODD.search(folded) is None:
        return _RUNS
    return _squeeze_cjk() if lang.startswith("ko") else _squeeze_en()


_PARTED = re.compile(r"-(?<=[A-Za-z][a-z]-)[ \t]*(?:\r\n|[\r\n])[ \t]*(?=[a-z]{2})")
"""A hyphen at a line's end, with the line's end."""
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_PART = re.compile(r"[A-Za-z-]+\Z")
_REST = re.compile(r"[a-z]+")
_LONGEST_WORD = 40


def _whole(text: str) -> str:
    """The text with words that a line's end parts put together; what is dropped is invisible.

    A hyphen stays where the text has the word with one elsewhere, or another before it.
    """
    seen = Counter(_WORD.findall(text.lower()))

    def gone(match: "re.Match[str]") -> str:
        before = _PART.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        after = _REST.match(text, match.end())
        part, rest = (before[0] if before else ""), (after[0] if after else "")
        word = f"{part}-{rest}".lower()
        stays = "-" in part or seen[word] > seen[word.replace("-", "")]
        length = match.end() - match.start()
        return "-" + "\u00ad" * (length - 1) if stays else "\u00ad" * length

    return _PARTED.sub(gone, text)


_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
"""An apostrophe that is set as a closing quotation mark: People’s, don’t."""
_PARTS = re.compile(
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u3041-\u30ff][\u3099\u309a]"
    "|[A-Za-z][\u0300-\u036f]+"
)
"""What some systems store in pieces: Korean syllables, kana with marks, letters with accents."""


def _composed(text: str) -> tuple[str, "array[int]", dict[int, int]]:
    """The text with its pieces put together, the offset of each character, and the widths."""
    pieces: list[str] = []
    origins = array("I")
    widths: dict[int, int] = {}
    at = 0
    for match in _PARTS.finditer(text):
        whole = unicodedata.normalize("NFC", match.group())
        if len(whole) != 1:
            continue
        pieces.extend((text[at : match.start()], whole))
        origins.extend(range(at, match.start() + 1))
        widths[match.start()] = match.end() - match.start()
        at = match.end()
    pieces.append(text[at:])
    origins.extend(range(at, len(text) + 1))
    return "".join(pieces), origins, widths


_COUNTED = array("I", range(1 << 16))


def _counted(length: int) -> "array[int]":
    """The numbers from 0 on; those of a text of common length are not counted anew."""
    return _COUNTED[:length] if length <= len(_COUNTED) else array("I", range(length))


_BESIDE = f"{CJK}{_QUOTES}"
_MARK = re.compile(f"[,;:!?](?:(?<=[{_BESIDE}][,;:!?])|(?=[{_SPACE}]*[{CJK}]))")
_WIDE = dict(zip(",;:!?", "，；：！？", strict=True))


_ODD = re.compile(f"[{CJK}{INVISIBLE}]")
_RUNS = re.compile("  +")
"""Runs of white space in a text without such characters."""


@lru_cache(maxsize=1)
def _squeeze_cjk() -> re.Pattern[str]:
    """Runs of white space to drop or to squeeze; a single space that stays is no match."""
    tight = f"{CJK}A-Za-z0-9"
    # Longest alternative last: a run is dropped where its neighbours need no space.
    return re.compile(
        f"[{_SPACE}](?:(?P<drop>(?<=[{CJK}][{_SPACE}])[{_SPACE}]*(?=[{tight}])"
        f"|(?<=[A-Za-z0-9][{_SPACE}])[{_SPACE}]*(?=[{CJK}])"
        f"|(?<=[{INVISIBLE}])[{INVISIBLE}]*(?![{_SPACE}]))"
        f"|[{_SPACE}]+)"
    )


@lru_cache(maxsize=1)
def _squeeze_en() -> re.Pattern[str]:
    """As in Chinese, but a space beside a foreign word in an English text is the English word's."""
    return re.compile(
        f"[{_SPACE}](?:(?P<drop>(?<=[{CJK}][{_SPACE}])[{_SPACE}]*(?=[{CJK}])"
        f"|(?<=[{INVISIBLE}])[{INVISIBLE}]*(?![{_SPACE}]))|[{_SPACE}]+)"
    )


def _folded(text: str, chinese: bool, spaceless: bool) -> str:
    """Each character as it folds: in Chinese many, so that all are looked up, else a few."""
    if chinese or text.isascii():
        return text.translate(_table(chinese, spaceless))
    changed, table = _changed(spaceless)
    return changed.sub(lambda found: table[found[0]], text)


@lru_cache(maxsize=2)
def _changed(spaceless: bool) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the characters that fold to others, and to which."""
    table = {chr(code): plain for code, plain in _table(False, spaceless).items()}
    table = {char: plain for char, plain in table.items() if char != plain}
    return re.compile(f"[{''.join(map(re.escape, table))}]"), table


@lru_cache(maxsize=4)
def _table(chinese: bool, spaceless: bool) -> dict[int, str]:
    """What each character folds to, one to one."""
    table: dict[int, str] = {}
    foldable = (
        range(0x2E80, 0x2FE0),  # radicals, which PDFs use for characters
        range(0xF900, 0xFB00),  # compatibility ideographs
        range(0xFF01, 0xFFE7),  # full-width ASCII, half-width kana and hangul
    )
    for code in (code for block in foldable for code in block):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    for code in range(0x3001):
        if chr(code).isspace():
            table[code] = " "
    if spaceless:
        for mark in _KEPT_MARKS:
            table.pop(ord(mark), None)
    if chinese:
        simplified = to_simplified()
        table = {code: simplified.get(plain, plain) for code, plain in table.items()}
        table |= {ord(char): plain for char, plain in simplified.items()}
    # A character that the table lacks costs an exception in str.translate: list the common ones.
    for block in (
        range(0x20, 0x7F),
        range(0x3001, 0x3100),
        range(0x4E00, 0xA000),
        range(0xAC00, 0xD7A4),
    ):
        for code in block:
            table.setdefault(code, chr(code))
    return table
