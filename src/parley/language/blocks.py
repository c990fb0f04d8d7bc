"""Which lines of a text belong together: wraps inside a sentence told from real breaks.

Text that comes out of a PDF breaks its lines, and its pages, in the middle of a sentence. A break
is a wrap where the piece before is running text without its final mark and the piece after goes
on with it; a heading, a list item, a labelled line or a dated entry is never run into another.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from parley.items import Span
from parley.language.chars import CJK, FIRST_CJK

END_MARK = "。！？!?｡"
CLOSERS = "」』”’\"')）】》〉]］"

_WIDE = re.compile(f"[{FIRST_CJK}-\U0010ffff]+")
_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")

# What a line ends with, before what closes after it.
_FINAL = END_MARK + "…."
_ABBREVIATED = re.compile(
    r"(?:\b(?:MR|MS|MRS|DR|GEN|ADM|AMB|SEN|SEC|REP|GOV|LT|COL|MAJ|Adm|Gen|Lt|Col|Maj|Brig|Capt|Cmdr|Cdr|Sgt|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Amb|Prof|St|No|Nos|"
    r"vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.$"
)
_INNER_END = re.compile(f'[{END_MARK}]|[a-z0-9)”"]\\.[”"\')]*\\s+[A-Z“"]|[\uac00-\ud7a3]\\.\\s')
_COMMA = re.compile(r"[，；]|[,;](?!\d)")

_BULLET = re.compile(
    r"[-*+•‧·・▪■◆◇○●□▲△▶►▷▸➢※◎☆★◈▣❍◦]\s*\S|[-–—ㅇ]\s|#{1,6}\s|[>|]|"
    r"[①-⑳]|第[一二三四五六七八九十百\d]+[章節节條条]|"
    r"[(（](?:\d{1,3}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十]+|[가나다라마바사])[)）]|"
    r"(?:[一二三四五六七八九十]{1,3}|[가나다라마바사]|\d{1,3})[、．]"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[IVX]{1,4})[.)]\s|\d{1,2}[ \u3000]+[^\W\d a-z]")
_QUOTED_HEAD = re.compile(
    r"[【〔]|[(（](?:\w{1,4}[:：]|以上|注|註|圖|图|写真|사진|문|답|Reporting|Photo)"
)
_DATED = re.compile(
    r"\d{4}\s*[./年년-]|\d{1,2}\s*[月월]\s*\d|\d{1,2}/\d{1,2}\b|[A-Z][a-z]{2,8}\.? \d{1,2}\b|"
    r"\d{1,2} [A-Z][a-z]{2,8}\b|(?:民國|令和|平成|昭和)\d"
)
_LABEL = re.compile(
    f"[{CJK}\\w·・ ]{{1,10}}[:：](?!\\d)|[A-Z][\\w.'’-]*(?: [\\w.'’-]+){{0,3}}:\\s|[QA][.:]\\s"
)
_OPEN_END = re.compile(
    r"(?:[，、；,;—–-]|\b(?:the|a|an|of|and|or|to|in|on|at|by|for|with|from|that|which|who|as|its|their|"
    r"his|her|was|were|is|are|has|have|had|be|been|would|will|not|between|after|before))$"
)
_CLOSING_MARKS = "」』”’)）】》〉"
_CLOSING = dict(zip("」』”)）】》〉]］", "「『“(（【《〈[［", strict=True))

_PROSE = 120  # columns; what is that long and has a comma in it is running text, no heading
_LOW = 40  # columns; what follows such a line in lower case goes on with it
_TAIL = 40  # characters; a line's end is judged on so many
_WRAPPED_SHARE = 0.5


class Shape(NamedTuple):
    """What the whole text shows: the width it is wrapped at (0: it is not), whether it is a
    list of dated entries, and for each line whether a sentence ends in its block from there on."""

    column: int
    chronology: bool
    marked: "Marked"


class Line(NamedTuple):
    """A line without the white space around it; ``gap`` is the number of line breaks before it."""

    start: int
    end: int
    gap: int
    text: str
    width: int


def lines_of(text: str) -> list[Line]:
    """The lines of ``text`` that hold anything."""
    found: list[Line] = []
    last = 0
    # A byte order mark stays in a stored text and belongs to no line.
    for match in _LINE.finditer(text, 1 if text.startswith("\ufeff") else 0):
        raw = match.group()
        body = raw.strip()
        if not body:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        between = text[last : match.start()]
        gap = between.count("\n") or len(_BREAK.findall(between))
        width = len(body) if body.isascii() else _width(body)
        found.append(Line(start, start + len(body), gap, body, width))
        last = match.end()
    return found


def _width(body: str) -> int:
    """Columns: East Asian characters take two."""
    return len(body) + sum(map(len, _WIDE.findall(body)))


def blocks(text: str) -> list[Span]:
    """The paragraphs, trimmed: lines and pages joined where a sentence runs over them."""
    lines = lines_of(text)
    shape = Shape(_column(lines), _chronology(lines), Marked(lines))
    found: list[Span] = []
    first = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and _goes_on(lines, first, at, shape):
            continue
        if lines:
            found.append(Span(lines[first].start, lines[at - 1].end))
        first = at
    return found


def _column(lines: list[Line]) -> int:
    """The width at which this text is wrapped, or 0 where its lines end where its sentences do."""
    inner = [line for line, following in pairwise(lines) if following.gap == 1 and line.width >= 24]
    if len(inner) < 3:
        return 0
    widths = sorted(line.width for line in inner)
    column = widths[int(len(widths) * 0.9)]
    if column > 160:
        return 0
    full = [line for line in inner if line.width >= column * 0.8]
    unfinished = [line for line in full if not ends(line.text)]
    wrapped = len(full) >= _WRAPPED_SHARE * len(inner) and len(unfinished) >= 0.5 * len(full)
    return column if wrapped else 0


def _chronology(lines: list[Line]) -> bool:
    dated = sum(bool(_DATED.match(line.text)) for line in lines)
    return dated >= 3 and dated * 3 >= len(lines)


class Marked:
    """Whether a sentence ends in a line or a later one that follows without a blank line.

    Worked out of the whole text where it is asked first; most texts do not need it.
    """

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._known: list[bool] = []

    def __getitem__(self, at: int) -> bool:
        if not self._known:
            self._known = _marked_from(self._lines)
        return self._known[at]


def _marked_from(lines: list[Line]) -> list[bool]:
    marked = [False] * len(lines)
    for at in range(len(lines) - 1, -1, -1):
        follows = at + 1 < len(lines) and lines[at + 1].gap == 1
        body = lines[at].text
        marked[at] = ends(body) or bool(_INNER_END.search(body)) or (follows and marked[at + 1])
    return marked


def ends(body: str) -> bool:
    """Whether a line ends with a final mark, or with a note in brackets that stands by itself."""
    tail = body[-_TAIL:]
    if _final(tail):
        return tail[-1] != "." or not _ABBREVIATED.search(tail)
    opener = _CLOSING.get(body[-1])
    if opener is None or body[-1] not in ")）】]］":
        return False
    before = body[: body.rfind(opener)].rstrip() if opener in body else body
    return not before or _final(before[-_TAIL:])


def _final(tail: str) -> bool:
    """Whether an end mark, with what closes after it, or a full stop is the last of it."""
    last = tail.rstrip(CLOSERS)[-1:]
    return bool(last) and last in _FINAL


def _goes_on(lines: list[Line], first: int, at: int, shape: Shape) -> bool:
    """Whether line ``at`` belongs to the paragraph that began with line ``first``."""
    before, line = lines[at - 1], lines[at]
    if not line.text.strip(_CLOSING_MARKS):
        return True  # brackets or quotes that close what stands before
    if ends(before.text):
        # A sentence that ends with its line ends the paragraph too, unless the line is a full one.
        if line.gap != 1 or not _full(before, line, shape):
            return False
        return not _stands_apart(line.text, wrapped=True)
    if _BULLET.match(line.text) or _QUOTED_HEAD.match(line.text):
        return False
    full = _full(before, line, shape)
    if line.gap == 1:
        return _wraps(lines, first, at, full, shape)
    return _resumes(lines, first, at, full, shape)


def _full(before: Line, line: Line, shape: Shape) -> bool:
    """Whether a line is as long as it could be before the next one's first word."""
    return 0 < shape.column * 0.92 <= before.width + _first_word(line.text)


def _wraps(lines: list[Line], first: int, at: int, full: bool, shape: Shape) -> bool:
    """A line break without a blank line, after a line that lacks its final mark."""
    before, line = lines[at - 1], lines[at]
    if _ABBREVIATED.search(before.text[-_TAIL:]):
        return True
    head = lines[first].text
    hanging = bool(_OPEN_END.search(before.text[-_TAIL:])) and _runs(lines, first, at)
    if _stands_apart(line.text, wrapped=(full or hanging) and not shape.chronology):
        return False
    if at - 1 == first and (head.startswith(("#", "|")) or _is_date_line(head)):
        return False
    if full or line.text[0].islower():
        return True
    if not shape.marked[at]:
        return False
    if hanging or _OPEN_END.search(before.text[-_TAIL:]):
        return True
    return _runs(lines, first, at) and before.width >= 0.7 * line.width


def _resumes(lines: list[Line], first: int, at: int, full: bool, shape: Shape) -> bool:
    """A blank line or a page break, after a line that lacks its final mark."""
    before, line = lines[at - 1], lines[at]
    if not shape.marked[at]:
        return False
    opens_low = line.text[0].islower()
    ended = _has_ended(lines, first, at)
    wrapped = full and at - first > 1
    if not (ended or wrapped or _is_prose(lines[first:at]) or (opens_low and before.width >= _LOW)):
        return False
    dated = bool(_DATED.match(line.text))
    if dated and (shape.chronology or _DATED.match(lines[first].text)):
        return False
    if not dated and _stands_apart(line.text, wrapped=False):
        return False
    if line.text[0] >= FIRST_CJK or before.text[-1] >= FIRST_CJK:
        return True
    return ended or opens_low or full or bool(_OPEN_END.search(before.text[-_TAIL:]))


def _is_prose(lines: list[Line]) -> bool:
    """Whether a piece in which no sentence has ended is too long to be a heading with a comma."""
    width = sum(line.width for line in lines[-4:])
    commas = sum(len(_COMMA.findall(line.text)) + line.text.count("、") for line in lines[-4:])
    return bool(commas) and (width >= _PROSE or (commas > 1 and width >= _PROSE * 2 / 3))


def _runs(lines: list[Line], first: int, at: int) -> bool:
    """Whether the paragraph so far is running text: a sentence has ended in it, or a clause."""
    return _has_ended(lines, first, at) or any(
        _COMMA.search(line.text) or line.text[-1] in "、，,"
        for line in lines[max(first, at - 4) : at]
    )


def _has_ended(lines: list[Line], first: int, at: int) -> bool:
    """Whether a sentence has ended within the last lines of the paragraph so far."""
    pieces = lines[max(first, at - 4) : at]
    # The stop after an item's number, in the first characters, ends no sentence.
    return any(_INNER_END.search(line.text, 6) for line in pieces) or any(
        ends(line.text) for line in pieces[:-1]
    )


def _stands_apart(body: str, *, wrapped: bool) -> bool:
    """Whether a line opens something of its own: a numbered item, a label, a dated entry."""
    if _BULLET.match(body) or _NUMBERED.match(body):
        return True
    # In wrapped text any word may come to stand at the head of a line, a date or "he said:" too.
    return not wrapped and bool(_DATED.match(body) or _LABEL.match(body))


def _is_date_line(body: str) -> bool:
    return (
        len(body) <= 24
        and bool(_DATED.match(body))
        and not _COMMA.search(body[:-1].replace(", ", ""))
    )


def _first_word(body: str) -> int:
    """Columns that the first word of a line takes, with the space before it."""
    if body[0] >= FIRST_CJK and not "\uac00" <= body[0] <= "\ud7a3":
        return 4
    word = body.split(None, 1)[0]
    return min(20, 1 + (len(word) if word.isascii() else _width(word)))
