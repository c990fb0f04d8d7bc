"""Where rows and items stand in a text.

The measure has sentences of its own: were it to use the coder's, a change to how the coder
splits a text would move the goal with the ball.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from parley.evaluation.gold import GoldError, Row
from parley.items import Evidence, Item, Span

MAX_EVIDENCE = 600
"""Code points beyond which a span of evidence is too wide to count."""

_SHORT_FORMS = (
    "Adm|Gen|Lt|Col|Maj|Brig|Capt|Cmdr|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|St|No|vs|Jr|Sr|Ret|Prof|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
)
_SHORT_FORM = re.compile(rf"(?:\b(?:{_SHORT_FORMS})|\b[A-Z](?:\.[A-Z])*)$")
_QUOTES = "”’\"')"
_LINE_START = r"[-*•‧·▪■◆○]|\d{1,4}\s*[./年년月월-]|\(?\d+[).、]|[A-Z][a-z]{2,8}\.? \d|\n|$"
_STOP = re.compile(
    rf"[。！？!?][」』{_QUOTES}）]*"
    rf"|\.[{_QUOTES}]*(?=\s)"
    rf"|\n(?=\s*(?:{_LINE_START}))"
)


def sentence_ends(text: str) -> list[int]:
    """Offsets after each full stop, and after each line that a list item or blank line follows."""
    ends = []
    for stop in _STOP.finditer(text):
        before = text[max(0, stop.start() - 8) : stop.start()]
        if not (stop.group().startswith(".") and _SHORT_FORM.search(before)):
            ends.append(stop.end())
    return [*ends, len(text)]


def anchored(row: Row, text: str, ends: Sequence[int]) -> list[Span]:
    """The sentences that the row's anchors stand in. Raises ``GoldError`` for a lost anchor."""
    spans = []
    for anchor in row.anchors:
        at = text.find(anchor)
        if at < 0:
            raise GoldError(f"{row.doc}: the anchor {anchor!r} is not in the document's text")
        while at >= 0:
            stop = at + len(anchor.rstrip())
            first = bisect_right(ends, at)
            start = ends[first - 1] if first else 0
            spans.append(Span(start, ends[bisect_left(ends, stop)]))
            at = text.find(anchor, at + 1)
    return spans


def sound(item: Item, text: str) -> list[Evidence]:
    """The item's evidence that quotes the text rightly and is narrow enough to count."""
    return [
        e
        for e in item.evidence
        if 0 < e.end - e.start <= MAX_EVIDENCE and text[e.start : e.end] == e.text
    ]


def touches(item: Item, spans: Iterable[Span], text: str) -> bool:
    """Whether any of the item's evidence overlaps one of the spans."""
    evidence = sound(item, text)
    return any(e.start < span.end and span.start < e.end for span in spans for e in evidence)
