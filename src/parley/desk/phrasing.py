"""Formulas of diplomatic language: who uses them, and what a readout keeps of the one before."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from parley import comparison, record
from parley.comparison import Asked, Comparison, Freq, PhraseUse
from parley.comparison.previous import Given
from parley.comparison.repetition import LEAST
from parley.comparison.results import Chain
from parley.comparison.series import Earlier
from parley.desk.comparing import Compared
from parley.desk.errors import DeskError, SeriesError, refusals
from parley.desk.frames import frame
from parley.documents import Reading
from parley.items import Document, Item

if TYPE_CHECKING:
    import pandas
    from sqlalchemy import Connection

    from parley.desk.coding import Paths
    from parley.lexicon import Lexicon

PROPOSED = 20
"""Unknown formulas that are proposed of each voice, at most."""
COLUMNS = (
    "phrase",
    "text",
    "voice",
    "known",
    "issue",
    "typical",
    "documents",
    "reworded",
    "first",
    "first_doc",
    "last",
    "last_doc",
    "absent",
    "score",
)


class Phrases(list[PhraseUse]):
    """Formulas by their ids and voices, those that were proposed last."""

    def to_frame(self) -> "pandas.DataFrame":
        """A row for each formula in each voice, and a column for each period besides ``COLUMNS``.

        ``first`` and ``last`` are ``datetime64``; ``absent`` lists the documents that leave it out.
        Raises ``DeskError`` where pandas is not installed.
        """
        periods = sorted({period for use in self for period in use.counts})
        rows = ({**row(use), **{p: use.counts.get(p, 0) for p in periods}} for use in self)
        return frame(rows, [*COLUMNS, *periods], ("first", "last"))


def row(use: PhraseUse) -> dict[str, object]:
    """A formula in one voice as a row, by column."""
    found: dict[str, object] = {
        name: getattr(use, name) for name in COLUMNS if name in PhraseUse.__struct_fields__
    }
    for name, end in (("first", use.first), ("last", use.last)):
        found[name] = end.published if end else None
        found[f"{name}_doc"] = end.doc if end else None
    found["absent"] = [one.doc for one in use.absent]
    return found


class Phrasing:
    """The part of a desk that knows formulas; see ``parley.desk.Desk``."""

    _opened: record.Store | None
    _ui: str

    if TYPE_CHECKING:

        @property
        def lexicon(self) -> Lexicon: ...  # noqa: D102
        def read(self, paths: Paths) -> Reading: ...  # noqa: D102
        def _coded(self, given: Sequence[Document], workers: int) -> list[Item]: ...
        def _account(self, given: Compared) -> tuple[Document, list[Item]]: ...

    def phrases(
        self,
        given: "Paths | Reading | None" = None,
        *,
        voice: str | None = None,
        issue: str | None = None,
        start: dt.date | None = None,
        end: dt.date | None = None,
        freq: Freq = "year",
        least: int = LEAST,
        proposed: int = PROPOSED,
        workers: int = 1,
    ) -> Phrases:
        """Each formula in each voice: documents, first and last use, by period, where it is absent.

        Of the desk's documents, or of those ``given``, of which nothing is kept. ``voice`` and
        ``issue`` choose; ``start`` and ``end`` are days of publication, both inclusive; what came
        before still counts as the one before. Unknown formulas are proposed, at most ``proposed``
        of each voice, where at least ``least`` documents of it repeat them (not with ``issue``,
        which they have none of). Memory stays flat however many documents the desk has. Raises
        ``DeskError`` for a document that cannot be coded, a desk that cannot be read, or ``least``
        below 2.
        """
        if least < 2:
            raise DeskError(f"at least 2 documents repeat something, not {least}")
        asked = Asked(voice, issue, start, end, freq)
        documents = None if given is None else self._read_and_coded(given, workers)
        with refusals():
            known = dict(self.lexicon.phrases)
            scores: dict[tuple[str, str | None], float] = {}
            if proposed and issue is None:
                found = comparison.proposals(
                    lambda: self._dated_texts(documents, asked), self.lexicon, least, proposed
                )
                known |= {one.phrase.id: one.phrase for one in found}
                scores = {(one.phrase.id, one.voice): one.score for one in found}
            uses = comparison.usage(
                lambda: self._dated(documents, voice), known, self.lexicon, asked, scores
            )
        kept = (use for use in uses if use.known or use.documents >= least)
        return Phrases(sorted(kept, key=lambda use: (not use.known, use.voice or "", _rank(use))))

    def _read_and_coded(
        self, given: "Paths | Reading", workers: int
    ) -> list[tuple[Document, list[Item]]]:
        reading = given if isinstance(given, Reading) else self.read(given)
        items: dict[str, list[Item]] = {}
        for item in self._coded(reading.documents, workers):
            items.setdefault(item.doc, []).append(item)
        ordered = sorted(reading.documents, key=lambda d: (d.published or dt.date.max, d.id))
        return [(document, items.get(document.id, [])) for document in ordered]

    def _dated(
        self, given: Sequence[tuple[Document, list[Item]]] | None, voice: str | None
    ) -> Iterator[tuple[Document, Sequence[Item]]]:
        if given is not None:
            yield from given
        elif self._opened is not None:
            with self._opened.reading() as connection:
                heads = record.heads(connection)
                wanted = [head for head in heads if voice in (None, head.voice)]
                yield from record.by_date(connection, wanted)

    def _dated_texts(
        self, given: Sequence[tuple[Document, list[Item]]] | None, asked: Asked
    ) -> Iterator[Document]:
        """The documents that are told of, in order of date."""
        if given is not None:
            yield from (document for document, _ in given if asked.within(document))
        elif self._opened is not None:
            with self._opened.reading() as connection:
                wanted = record.heads(connection)
                for document, _ in record.by_date(connection, wanted, events=False):
                    if asked.within(document):
                        yield document

    def compare_previous(self, given: Compared, against: Compared | None = None) -> Comparison:
        """A readout against the one before it in its series: formulas and repeated sentences.

        ``given`` is a file, the id of a document of the desk, or a document; ``against`` likewise
        the one to hold it against, else that is looked for on the desk: the nearest earlier one in
        the same voice of the same channel, or of the same parties. ``previous`` of what comes out
        says which one it is and why. Raises ``DeskError`` where there is none, or what is given
        cannot be read.
        """
        one = self._with_items(given)
        before, by = (
            self._predecessor(one) if against is None else (self._with_items(against), "given")
        )
        with refusals():
            if self._opened is None:
                return comparison.held(one, before, by, Shelved(None), self.lexicon, self._ui)
            with self._opened.reading() as connection:
                shelf = Shelved(connection)
                return comparison.held(one, before, by, shelf, self.lexicon, self._ui)

    def _with_items(self, given: Compared) -> Given:
        document, items = self._account(given)
        return Given(document, tuple(items))

    def _predecessor(self, one: Given) -> tuple[Given, Chain]:
        """The one before on the desk, and what makes both of one series."""
        mine = one.account(self.lexicon)
        for why, there in (("voice", mine.voice), ("date", mine.date), ("event", mine.parties)):
            if not there:
                raise SeriesError(mine.doc, why)
        earlier = Earlier(mine)
        if self._opened is not None:
            with refusals(), self._opened.reading() as connection:
                voice, heads = one.document.voice, record.heads(connection)
                back = [h for h in reversed(heads) if h.voice == voice and _before(h, mine.date)]
                for document, items in record.by_date(connection, back):
                    if document.published is None or earlier.enough(document.published):
                        break
                    earlier.add(Given(document, tuple(items)).account(self.lexicon))
        before = earlier.before()
        if before is None:
            raise SeriesError(mine.doc, "first")
        return self._with_items(before.account.doc), before.by


def _before(head: record.Head, day: dt.date | None) -> bool:
    return head.published is not None and day is not None and head.published < day


class Shelved:
    """A desk's documents, of which the index tells which may hold given words."""

    def __init__(self, connection: "Connection | None") -> None:
        self._connection = connection

    def holding(self, wordings: Sequence[str]) -> Sequence[record.Head]:
        """The documents that may; all of them where the index does not tell."""
        if self._connection is None:
            return ()
        found = record.holding(self._connection, wordings)
        return record.heads(self._connection) if found is None else found

    def read(self, doc: str) -> Document:
        """A document. Raises ``DeskError`` where it has gone since."""
        if self._connection is not None:
            for told in record.by_date(self._connection, [record.Head(doc)], events=False):
                return told.document
        raise DeskError(f"document {doc} is not on the desk any more")


def _rank(use: PhraseUse) -> tuple[float, str]:
    """Of those proposed the likeliest first."""
    return -(use.score or 0), use.phrase
