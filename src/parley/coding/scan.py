"""A document made ready for rules: its view cut into sentences with what was found in each."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import TypeVar

import msgspec

from parley.coding import grammar
from parley.coding.namesakes import without_desks, without_namesakes, without_portfolios
from parley.coding.words import Word, by_pos, table
from parley.dates import Context, DateMention, Duration, durations, find, resolve
from parley.items import Document, Span
from parley.language import View, clauses, detect, paragraphs, sentences, view
from parley.lexicon import Hit, Lexicon

OPENING = "“「『‘"
CLOSING = "”」』’"


class Clause(msgspec.Struct, frozen=True, gc=False):
    """A clause: view offsets."""

    start: int
    end: int


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """One sentence: all offsets point into the view of the whole document."""

    number: int
    paragraph: int
    start: int
    end: int
    text: str
    entities: tuple[Hit, ...]
    words: tuple[Word, ...]
    by_pos: Mapping[str, Sequence[Word]]  # the same words, by what each may stand for
    free: Sequence[Word]  # those outside names, which alone tell of acts
    dates: tuple[DateMention, ...]
    durations: tuple[Duration, ...]
    clauses: tuple[Clause, ...]
    ends: tuple[int, ...]  # of the clauses but the last
    parts: tuple[Clause, ...]  # at every mark; ``clauses`` joins those that are short
    quotes: tuple[Span, ...]

    def clause_at(self, offset: int) -> int:
        """Number of the clause that holds a view offset."""
        return bisect_right(self.ends, offset)


class Scan(msgspec.Struct, frozen=True):
    """A document with its language, its view and its sentences.

    ``published`` is the document's, or the newest full date in a text that has none.
    """

    document: Document
    published: dt.date | None
    lang: str
    view: View
    sentences: tuple[Sentence, ...]


LINE_END = re.compile(r"\s*[\r\n]\s*")


def as_written(scan: Scan, start: int, end: int) -> str:
    """What a span of the view is in the document, on one line: no name holds a line's end."""
    stored = scan.document.text[slice(*scan.view.back(start, end))]
    if LINE_END.search(stored) is None:
        return stored
    if scan.lang.startswith(("zh", "ja")):
        return LINE_END.sub("", stored)
    return scan.view.text[start:end]


Found = TypeVar("Found", Hit, Word, DateMention, Duration)


def within(
    found: Sequence[Found], starts: Sequence[int], start: int, end: int
) -> tuple[Found, ...]:
    """Those of ``found`` (in order of start) that begin in ``start:end``."""
    first = bisect_left(starts, start)
    if first == len(starts) or starts[first] >= end:
        return ()
    return tuple(found[first : bisect_left(starts, end, first)])


DATELINE = {
    "zh": re.compile(
        r"[【（(][^】）)]{2,30}日[^】）)]{0,16}(?:电|报导|报道|讯)[】）)]"
        r"|[^，。；]{2,20}?[0-9]{1,2}日(?:综合|专|外)?电(?!话)"
    ),
    "en": re.compile(
        r"[A-Z][A-Z .'/-]{2,30}(?:, [A-Z][\w. ]{2,20})?(?:\s\([^)]{2,40}\))?\s[-–—]+\s"
    ),
}
"""Where a report was filed: who is named in it takes part in nothing."""
FILED = 40
"""Characters in which a report says in Chinese where it was filed, more than it takes."""


def opens_filed(piece: str) -> bool:
    """Whether a sentence may open so, in languages other than English."""
    return piece[:1] in "【（(" or "电" in piece[:FILED]


MARKS = re.compile(f'[{OPENING}{CLOSING}"\n]')


def quotes(text: str) -> list[Span]:
    """Spans inside quotation marks; straight double quotes pair up within a paragraph."""
    out: list[Span] = []
    stack: list[int] = []
    straight: int | None = None
    for match in MARKS.finditer(text):
        at, char = match.start(), match.group()
        if char in OPENING:
            stack.append(at + 1)
        elif char in CLOSING:
            if stack and OPENING.index(text[stack[-1] - 1]) == CLOSING.index(char):
                out.append(Span(stack.pop(), at))
        elif char == "\n":
            straight = None
        elif straight is None:
            straight = at + 1
        else:
            out.append(Span(straight, at))
            straight = None
    return sorted(out)


def joined(parts: Sequence[Clause], words: Sequence[Word], text: str) -> tuple[Clause, ...]:
    """Clauses that say something: a date, a place or a list of names joins the one after it.

    ``text``: the view's text. Nothing is joined over a semicolon.
    """
    out: list[Clause] = []
    start: int | None = None
    telling = [word.start for word in words if "cue-shield" not in word.parts]
    for part in parts:
        begin = part.start if start is None else start
        bare = part.end - part.start <= 45 and (
            bisect_left(telling, part.start) == bisect_left(telling, part.end)
        )
        if bare and part is not parts[-1] and text[part.end - 1] != "；":
            start = begin
        else:
            out.append(Clause(begin, part.end))
            start = None
    return tuple(out)


NAMES = frozenset({"channel", "person", "office"})
"""In these no word tells of an act."""


def outside(words: Sequence[Word], found: Sequence[Hit | DateMention]) -> Sequence[Word]:
    """The words that stand in none of ``found``, which are in order and do not overlap."""
    if not found:
        return words
    out = []
    rest = iter(found)
    high = -1  # where the last one ends that opens no later than the word
    after = next(rest, None)
    for word in words:
        while after is not None and after.start <= word.start:
            high = after.end
            after = next(rest, None)
        if word.end > high:
            out.append(word)
    return out


HEADING = re.compile(r"(?m)^[ \u3000]*[0-9０-９]{1,2}[ \u3000]+日")
"""The number of a heading before a pair of parties, no day: 2 日中関係."""


def scan(document: Document, lexicon: Lexicon, lang: str | None = None) -> Scan:
    """Find everything that rules look at, in one pass over the document for each kind.

    ``lang``: the document's language, where it is known already.
    """
    if lang is None:
        lang = document.lang if document.lang != "und" else detect(document.text)
    seen = view(document.text, lang)
    text = seen.text
    entities = lexicon.entities(text, lang)
    words = table(lexicon, lang).find(text)
    if lang == "en":
        entities = without_desks(text, without_namesakes(text, entities, words, lexicon))
    elif lang.startswith("zh"):
        entities = without_portfolios(text, entities)
    dates = find(text, lang)
    if lang == "ja":
        numbers = {seen.to_view(m.end() - 1) for m in HEADING.finditer(document.text)}
        dates = [d for d in dates if d.end - 1 not in numbers] if numbers else dates
    lengths = durations(text, lang)
    marks = quotes(text)
    cased = grammar.of(lang).cased
    at_entity = [hit.start for hit in entities]
    at_word = [word.start for word in words]
    at_date = [date.start for date in dates]
    at_length = [length.start for length in lengths]
    filed = DATELINE["en" if lang == "en" else "zh"]
    blocks = paragraphs(document.text)
    block_ends = [seen.to_view(block.end) for block in blocks]
    out = []
    open_marks: list[Span] = []
    next_mark = 0
    for index, span in enumerate(sentences(document.text, lang, blocks)):
        start, end = seen.to_view(span.start), seen.to_view(span.end)
        piece = text[start:end]
        inside = within(dates, at_date, start, end)
        parts = tuple([Clause(start + a, start + b) for a, b in clauses(piece, lang)])
        dateline = filed.match(piece) if lang == "en" or opens_filed(piece) else None
        opens = start + dateline.end() if dateline else start
        if dateline and inside:
            # The day of the filing dates nothing where the report itself says when.
            inside = tuple(date for date in inside if date.start >= opens) or inside
        if open_marks:
            open_marks = [mark for mark in open_marks if start < mark.end]
        while next_mark < len(marks) and marks[next_mark].start < end:
            if start < marks[next_mark].end:
                open_marks.append(marks[next_mark])
            next_mark += 1
        named = within(entities, at_entity, opens, end)
        said = tuple(outside(within(words, at_word, start, end), inside))
        whole = parts if cased else joined(parts, said, text)
        out.append(
            Sentence(
                number=index,
                paragraph=bisect_left(block_ends, end),
                start=start,
                end=end,
                text=piece,
                entities=named,
                words=said,
                by_pos=by_pos(said),
                free=outside(said, [h for h in named if h.kind in NAMES]),
                dates=inside,
                durations=within(lengths, at_length, start, end),
                clauses=whole,
                ends=tuple([clause.end for clause in whole[:-1]]),
                parts=parts,
                quotes=tuple(open_marks),
            )
        )
    published = document.published or newest(dates)
    return Scan(document, published, lang, seen, tuple(out))


def newest(dates: Sequence[DateMention]) -> dt.date | None:
    """The last full date that a text gives: where it is not dated, it was written after that."""
    plain = Context(published=None, governing=None)
    days = [i.end for i in (resolve(d, plain) for d in dates) if i.precision == "day" and i.end]
    return max(days, default=None)
