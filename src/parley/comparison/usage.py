"""Who used which formula, when first and last, how often by period, and where it was left out."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from parley.comparison.results import Use
from parley.comparison.said import Text
from parley.comparison.series import Series, account
from parley.items import Document, Event, Item, Party, Span
from parley.lexicon import FirstUse, Formulas, Lexicon, Phrase

Freq = Literal["month", "quarter", "year"]
Stream = Callable[[], Iterable[tuple[Document, Sequence[Item]]]]
"""Documents with what is coded in them, in order of date, undated ones last; asked for anew each
time that they are gone through, so that they need not all be in memory."""

UNDATED = "undated"


class Absence(msgspec.Struct, frozen=True, kw_only=True):
    """A document without a formula that the one before it in its series has."""

    doc: str
    published: dt.date | None = None
    previous: str


class PhraseUse(msgspec.Struct, frozen=True, kw_only=True):
    """A formula in one voice: by how many documents, first and last, by period.

    ``known``: it is in the lexicon, and ``phrase`` its id there; else it was proposed because it is
    repeated, and ``score`` says how much speaks for it. ``text`` is the wording where it was used
    first. ``typical``: the lexicon has it for this voice. ``counts``: documents by period.
    ``absent``: documents that leave it out though the one before them in their series has it.
    ``origin``: the first use that the lexicon knows of.
    """

    phrase: str
    text: str
    voice: str | None
    known: bool = True
    issue: str | None = None
    typical: bool = False
    documents: int
    reworded: int = 0
    first: Use | None = None
    last: Use | None = None
    counts: dict[str, int] = {}
    absent: tuple[Absence, ...] = ()
    score: float | None = None
    origin: FirstUse | None = None


class Asked(NamedTuple):
    """Which uses are told of; dates are of publication, both inclusive."""

    voice: Party | None = None
    issue: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    freq: Freq = "year"

    def within(self, document: Document) -> bool:
        """Whether a document's uses are told of."""
        if self.voice is not None and document.voice != self.voice:
            return False
        if self.start is None and self.end is None:
            return True
        day = document.published
        if day is None:
            return False
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)


class _Row:
    """One formula in one voice, as it is counted."""

    def __init__(self) -> None:
        self.documents = self.reworded = 0
        self.first: tuple[Document, Span] | None = None
        self.last: tuple[Document, Span] | None = None
        self.counts: Counter[str] = Counter()
        self.absent: list[Absence] = []

    def use(self, document: Document, span: Span, reworded: bool, freq: Freq) -> None:
        self.documents += 1
        self.reworded += reworded
        self.counts[period(document.published, freq)] += 1
        self.first = self.first or (document, span)
        if document.published is not None or self.last is None:
            self.last = document, span


def period(day: dt.date | None, freq: Freq) -> str:
    """``2024``, ``2024-Q1`` or ``2024-03``."""
    if day is None:
        return UNDATED
    match freq:
        case "year":
            return f"{day.year:04}"
        case "quarter":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "month":
            return f"{day.year:04}-{day.month:02}"


def usage(
    stream: Stream,
    phrases: Mapping[str, Phrase],
    lexicon: Lexicon,
    asked: Asked | None = None,
    scores: Mapping[tuple[str, str | None], float] | None = None,
) -> list[PhraseUse]:
    """Every formula in every voice that uses it, by id and voice.

    ``scores`` has the proposed ones among ``phrases``, each with its voice, in which alone it is
    told of. One pass; of each document no more is kept than its formulas.
    """
    asked = asked or Asked()
    wanted = {
        key: phrase
        for key, phrase in phrases.items()
        if asked.issue is None or phrase.issue == asked.issue
    }
    scored = scores or {}
    known = Formulas(wanted.values())
    rows: dict[tuple[str, str | None], _Row] = {}
    series = Series()
    held: dict[str, frozenset[str]] = {}
    most = HELD
    for document, items in stream():
        if asked.voice is not None and document.voice != asked.voice:
            continue
        text = Text(document)
        found = text.formulas(known)
        one = account(document, _events(items), lexicon)
        before = series.before(one)
        series.add(one)
        held[document.id] = frozenset(found)
        if len(held) > most:
            kept = series.docs()
            held = {key: own for key, own in held.items() if key in kept}
            most = max(HELD, 2 * len(held))
        if not asked.within(document):
            continue
        for key, uses in found.items():
            row = rows.setdefault((key, document.voice), _Row())
            plain = [use for use in uses if not use.form.reworded]
            row.use(document, (plain or uses)[0].span, not plain, asked.freq)
        if before is not None:
            for key in sorted(held.get(before.account.doc, frozenset()) - set(found)):
                row = rows.setdefault((key, document.voice), _Row())
                row.absent.append(
                    Absence(
                        doc=document.id,
                        published=document.published,
                        previous=before.account.doc,
                    )
                )
    return [
        _told(wanted[key], voice, row, scored)
        for (key, voice), row in sorted(rows.items(), key=_place)
        if key in lexicon.phrases or (row.documents and (key, voice) in scored)
    ]


def _place(item: tuple[tuple[str, str | None], object]) -> tuple[str, str]:
    key, voice = item[0]
    return key, voice or ""


HELD = 10_000
"""Documents whose formulas are kept before those that end no series are forgotten."""


def _events(items: Iterable[Item]) -> Iterator[Event]:
    return (item for item in items if isinstance(item, Event))


def _told(
    phrase: Phrase,
    voice: str | None,
    row: _Row,
    scores: Mapping[tuple[str, str | None], float],
) -> PhraseUse:
    first, last = (use and use_of(*use) for use in (row.first, row.last))
    score = scores.get((phrase.id, voice))
    return PhraseUse(
        phrase=phrase.id,
        text=" ".join(first.evidence.text.split()) if first else phrase.wording("en"),
        voice=voice,
        known=score is None,
        issue=phrase.issue,
        typical=score is None and voice in phrase.voices,
        documents=row.documents,
        reworded=row.reworded,
        first=first,
        last=last,
        counts=dict(sorted(row.counts.items())),
        absent=tuple(row.absent),
        score=score,
        origin=phrase.first,
    )


def use_of(document: Document, span: Span) -> Use:
    """A use, with the sentence in which it stands."""
    text = Text(document)
    return Use(
        doc=document.id,
        voice=document.voice,
        published=document.published,
        evidence=text.evidence(span),
        sentence=text.around(span),
    )
