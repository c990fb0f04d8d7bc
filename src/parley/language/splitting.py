"""Sentences, paragraphs and clauses of a text, as spans that cover all of it but white space."""

import re
from collections.abc import Sequence

from parley.items import Span
from parley.language.blocks import CLOSERS, END_MARK, blocks
from parley.language.chars import CJK
from parley.language.conjunctions import CLAUSE_ENDS

_END = re.compile(
    f"[{END_MARK}．.](?:"  # what it may be stands first, so that all else is passed over quickly
    f"(?<=[{END_MARK}])[{END_MARK}]*[{re.escape(CLOSERS)}]*(?:\\s+[」』”’)）】》〉]+)*"
    f"|(?<=．)(?!\\d)|(?<=\\.)[{re.escape(CLOSERS)}]*(?=\\s|[{CJK}]))"
)
_DIGITS_DATE = re.compile(r"(?:\d{2,4}\.\s*)?\d{1,2}\.\s*\d{1,2}\.|\d{4}\.\s*\d{1,2}\.(?=\s*\d)")
_DIGIT_DOT = re.compile(r"\d\.")
_HEAD_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[IVX]{1,4}|[가나다라마바사아자차])\.")
# What goes on after a quotation that ends with a mark of its own: と述べた, 라고 밝혔다.
_GOES_ON = {
    "ja": re.compile("[とっをがはのにもでやなか、]"),
    "ko": re.compile("[\uac00-\ud7a3,]"),
}

_ABBREVIATED = 7
"""Letters in a row, more than any of the abbreviations below has."""
# Before a name or a number these never end a sentence.
_BEFORE_NAME = re.compile(
    r"\b(?:Adm|Gen|Lt|Col|Maj|Brig|Capt|Cmdr|Cdr|Sgt|Mr|Mrs|Ms|Messrs|Dr|Sen|Sens|Rep|Reps|Gov|Amb|"
    r"Prof|St|Ma|Mt|Ft|Hon|Rev|Pres|MR|MS|MRS|DR|GEN|ADM|AMB|SEN|SEC|Sec|REP|GOV|PRES|LT|COL|MAJ|CAPT|BRIG|PROF|vs|cf|viz|e\.g|i\.e|approx|[A-Z])$"
)
_BEFORE_NUMBER = re.compile(
    r"\b(?:Nos?|nos?|Art|Arts|Sec|Vol|pp?|para|paras|ca?|Ch|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|"
    r"Nov|Dec)$"
)
# These may also end one: they do where a word follows that opens sentences.
_EITHER = re.compile(
    r"(?:\b[A-Z](?:\.[A-Z])+|\b[ap]\.m|\b(?:Jr|Sr|Ret|Inc|Ltd|Co|Corp|etc|al|Ph\.D))$"
)
_OPENERS = re.compile(
    r"\s+[“\"'‘(]?(?:The|This|That|These|Those|It|Its|He|His|She|Her|They|Their|We|Our|I|You|In|On|At|"
    r"By|For|From|To|With|After|Before|Since|Until|During|While|When|As|If|But|And|Yet|So|Both|Each|Neither|"
    r"No|Not|Some|Many|Most|There|Here|What|Who|How|Why|Asked|Earlier|Later|Last|Next|A|An|Under|According|"
    r"Meanwhile|However)\b"
)


def paragraphs(text: str) -> list[Span]:
    """The paragraphs, trimmed and in order; together they hold every character but white space.

    A paragraph that was wrapped, or cut by a page break in the middle of a sentence, is one.
    """
    return blocks(text)


def sentences(text: str, lang: str, within: Sequence[Span] | None = None) -> list[Span]:
    """The sentences, trimmed and in order; together they hold every character but white space.

    A heading, a list item or a labelled line is a sentence of its own; one that runs over line
    breaks or a page break is one. An end mark takes the quotes and brackets that close after it.
    What runs on past ``LONGEST`` characters is cut.
    ``within``: the text's paragraphs, where they are known.
    """
    found: list[Span] = []
    goes_on = _GOES_ON.get(lang)
    for block in blocks(text) if within is None else within:
        at = block.start
        dates = _date_dots(text, block) if lang != "en" else frozenset()
        for match in _END.finditer(text, block.start, block.end):
            end = match.end()
            if end <= at or end == block.end:
                continue
            if goes_on and text[end - 1] in CLOSERS and goes_on.match(text, end):
                continue
            if match.group()[0] == "." and (
                match.start() in dates or _is_inside(text, at, match.start(), end)
            ):
                continue
            found += _cut(text, at, end)
            at = _skip_space(text, end, block.end)
        if at < block.end:
            found += _cut(text, at, block.end)
    return found


LONGEST = 2_000
"""Characters of a sentence, more than any has: what runs on without an end mark is no prose."""
_BREAK = re.compile(r"[，、；,;]|\s")


def _cut(text: str, start: int, end: int) -> list[Span]:
    """The sentence, or what runs on without an end mark in pieces: at a comma, a space or nowhere.

    What is looked for in a sentence takes time by the square of its length.
    """
    out: list[Span] = []
    while end - start > LONGEST:
        at = start + LONGEST
        for match in _BREAK.finditer(text, start + LONGEST // 2, start + LONGEST):
            at = match.end()
        last = at
        while text[last - 1].isspace():
            last -= 1
        out.append(Span(start, last))
        start = _skip_space(text, at, end)
    return [*out, Span(start, end)]


def _is_inside(text: str, start: int, dot: int, end: int) -> bool:
    """Whether the stop at ``dot`` belongs to an abbreviation, an initial or an item's number."""
    head = _HEAD_NUMBER.match(text, start)
    if head is not None and head.end() == dot + 1:
        return True
    word = text[max(start, dot - _ABBREVIATED) : dot]
    if not word[-1:].isalpha() or not word[-1].isascii():
        return False
    if len(word) == _ABBREVIATED and word.isascii() and word.isalpha():
        return False
    before = text[max(start, dot - 10) : dot]
    if not before.isascii():
        before = before.encode("ascii", "replace").decode()
    if _BEFORE_NAME.search(before) and not _EITHER.search(before):
        return True
    following = text[end : end + 24]
    if _BEFORE_NUMBER.search(before):
        return following.lstrip()[:1].isdigit()
    if _EITHER.search(before):
        return not _OPENERS.match(following)
    return False


def _date_dots(text: str, block: Span) -> frozenset[int]:
    """Where the full stops of dates like ``2024. 1. 5.`` stand."""
    if not _DIGIT_DOT.search(text, block.start, block.end):
        return frozenset()
    dots: set[int] = set()
    for match in _DIGITS_DATE.finditer(text, block.start, block.end):
        dots.update(at for at in range(match.start(), match.end()) if text[at] == ".")
    return frozenset(dots)


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


# The comma in "January 8, 2024" and in "Washington, D.C." joins; so does the one before "Jr.".
_JOINING = re.compile(r",\s+(?:\d{4}\b|[A-Z]\.[A-Z]\.|Jr\b|Sr\b|I{2,3}\b)")


def clauses(text: str, lang: str) -> list[Span]:
    """The clauses of a sentence (a view's text), split after its marks and conjunctive forms.

    Enumeration commas (、), figures, the commas within dates and short brackets do not split; in
    Japanese a 、 after a predicate does. Trimmed and in order, each with the mark that ends it;
    together all but white space.
    """
    mark = CLAUSE_ENDS.get(lang, CLAUSE_ENDS["zh"] if lang.startswith("zh") else CLAUSE_ENDS["en"])
    found: list[Span] = []
    size = len(text)
    at = _skip_space(text, 0, size)
    for match in mark.finditer(text):
        end = match.end()
        if end <= at or match.lastgroup in ("bracketed", "aside"):
            continue
        if text[match.start()] == "," and _JOINING.match(text, match.start()):
            continue
        found.append(Span(at, end))
        at = end
        while at < size and text[at].isspace():
            at += 1
    last = len(text.rstrip())
    if at < last:
        found.append(Span(at, last))
    return found
