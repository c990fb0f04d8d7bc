"""Annotated documents from items that somebody has decided on: what ``gold`` reads.

Only what was decided is asked of a coder. What nobody has looked at is left open: undecided items
are optional, and so are sentences that no decision speaks of, unless all of a document was decided.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from parley.evaluation.gold import Row
from parley.evaluation.spans import sentence_ends
from parley.items import Document, Event, Evidence, IntervalClaim, Item, Span, Statement

_STEP = 12
"""Code points by which an anchor that occurs more than once grows on each side."""


def annotated(
    document: Document,
    items: Sequence[Item],
    decided: Collection[str],
    rejected: Sequence[Item] = (),
) -> list[Row]:
    """The rows of one document, in order of their place.

    ``items`` are those that hold, ``decided`` the ids of those that somebody has accepted, edited
    or added; ``rejected`` are those that do not hold. Items whose words do not stand in the
    document are left out.
    """
    text = document.text
    sentences = [Span(a, b) for a, b in pairwise([0, *sentence_ends(text)]) if text[a:b].strip()]
    sound = [item for item in items if _words(item, text)]
    wrong = [item for item in rejected if _words(item, text)]
    rows = [(_place(item), _row(item, document, item.id not in decided)) for item in sound]
    rows += [(_place(item), row) for item in wrong for row in _trap(item, sound, document)]
    if any(item.id not in decided for item in sound):
        closed = [e for i in (*sound, *wrong) if i in wrong or i.id in decided for e in i.evidence]
        rows += [(span.start, row) for span, row in _open(document, sentences, closed)]
    return [row for _, row in sorted(rows, key=lambda one: (one[0], one[1].kind, one[1].id or ""))]


def anchor(text: str, start: int, end: int) -> str:
    """The words from ``start`` to ``end``, with as much around them as makes them occur once."""
    while text.count(text[start:end]) > 1 and (start > 0 or end < len(text)):
        start, end = max(0, start - _STEP), min(len(text), end + _STEP)
    return text[start:end]


def _words(item: Item, text: str) -> Evidence | None:
    first = item.evidence[0] if item.evidence else None
    if first is None or not first.text.strip() or text[first.start : first.end] != first.text:
        return None
    return first


def _place(item: Item) -> int:
    return item.evidence[0].start


def _anchors(item: Item, text: str) -> tuple[str, ...]:
    found = (anchor(text, e.start, e.end) for e in item.evidence if _words(item, text))
    return tuple(dict.fromkeys(found))


def _row(item: Item, document: Document, optional: bool) -> Row:
    anchors = _anchors(item, document.text)
    match item:
        case Event():
            return Row(
                doc=document.id,
                kind="event",
                id=item.id,
                anchors=anchors,
                modes=(item.mode,),
                start=item.start.isoformat() if item.start else None,
                end=item.end.isoformat() if item.end else None,
                parties=item.parties,
                channel=(item.channel,) if item.channel else None,
                effect=(item.effect,) if item.effect else None,
                modality=(item.modality,),
                people=tuple(p.name for p in item.participants if _named(p.name, anchors)),
                iteration=item.iteration,
                optional=optional,
            )
        case Statement():
            return Row(
                doc=document.id,
                kind="statement",
                id=item.id,
                anchors=anchors,
                speaker=item.speaker.party,
                issue=(item.issue,),
                act=(item.act,),
                optional=optional,
            )
        case IntervalClaim():
            return Row(
                doc=document.id,
                kind="interval_claim",
                id=item.id,
                anchors=anchors,
                relation=(item.relation,),
                value=item.value,
                unit=item.unit,
                since=item.since,
                optional=optional,
            )


def _named(name: str, anchors: Sequence[str]) -> bool:
    """Whether somebody is named in the words themselves; elsewhere they are not asked for."""
    return any(re.sub(r"\s+", "", name) in re.sub(r"\s+", "", words) for words in anchors)


def _trap(item: Item, kept: Sequence[Item], document: Document) -> Iterator[Row]:
    """An event that was rejected, where none that holds is told in the same mode beside it."""
    if not isinstance(item, Event):
        return
    words = item.evidence[0]
    beside = (e for i in kept if isinstance(i, Event) and i.mode == item.mode for e in i.evidence)
    if any(e.start < words.end and words.start < e.end for e in beside):
        return
    yield Row(
        doc=document.id,
        kind="trap",
        id=item.id,
        anchors=_anchors(item, document.text),
        modes=(item.mode,),
        not_modality=(item.modality,),
    )


def _open(
    document: Document, sentences: Sequence[Span], closed: Sequence[Evidence]
) -> Iterator[tuple[Span, Row]]:
    """The stretches of sentences that no decision speaks of, each as a row that leaves it open."""
    starts = [span.start for span in sentences]
    touched: set[int] = set()
    for words in closed:
        first = max(0, bisect_right(starts, words.start) - 1)
        last = max(first, bisect_right(starts, words.end - 1) - 1)
        touched.update(range(first, last + 1))
    run: list[Span] = []
    for number, span in enumerate([*sentences, None]):
        if span is not None and number not in touched:
            run.append(span)
            continue
        if run:
            stretch = document.text[run[0].start : run[-1].end].strip()
            if document.text.count(stretch) == 1:
                yield run[0], Row(doc=document.id, kind="optional_span", anchors=(stretch,))
        run = []
