"""Events of an analyst's own chronology: a row each, kept as ``imported``.

What a column gives is taken as it stands; what none gives is read in the row's description by the
coder. Nothing is supplied: a row whose date or parties cannot be read is named and left out.
"""

from collections.abc import Callable, Iterator
from importlib.metadata import version

import msgspec

from parley.coding import cells
from parley.coding.cells import CellError
from parley.coding.ids import item_id
from parley.coding.slots import CONTACT
from parley.items import (
    IMPORTED,
    LONGEST,
    MODALITIES,
    TYPE_OF_MODE,
    Document,
    Event,
    Evidence,
    Interval,
    Item,
    Party,
    Problem,
)
from parley.language import detect
from parley.lexicon import Lexicon
from parley.wording import UI, headline, party_name

CODER = f"{IMPORTED} {version('parley-workbench')}"
SURE, UNSURE = 0.9, 0.6
"""Confidence of a row whose mode is known, and of one that is ``other``."""

MAX_HEADLINE = 200

Coder = Callable[[Document, Lexicon], list[Item]]


class Cells(msgspec.Struct, frozen=True, gc=False):
    """A row: its number in the file, its span in the text, its cells by role."""

    line: int
    start: int
    end: int
    text: str
    cells: dict[str, str]


def rows(document: Document) -> Iterator[Cells]:
    """The rows of a chronology's text, which has a line for each line of its file."""
    at = 0
    for number, line in enumerate(document.text.split("\n"), 1):
        if line.strip():
            by_role = zip(document.columns, line.split("\t"), strict=False)
            start = at + len(line) - len(line.lstrip("\t"))
            found = {role: cell.strip() for role, cell in by_role if role}
            yield Cells(number, start, at + len(line.rstrip()), line.strip(), found)
        at += len(line) + 1


def imported(document: Document, lexicon: Lexicon, coder: Coder, ui: str = "en") -> list[Event]:
    """The events of a chronology, a row each, in order; rows that cannot be read are left out."""
    events = []
    for row in rows(document):
        try:
            events.append(_event(row, document, lexicon, coder, ui))
        except CellError:
            continue  # ``faults`` names it
    return events


def faults(document: Document, lexicon: Lexicon) -> list[Problem]:
    """The rows of a chronology that cannot be read, each with its line and what to do."""
    problems: list[Problem] = []
    if not document.columns:
        return problems
    source = document.path or document.id
    for row in rows(document):
        try:
            _when(row)
            _who(row, lexicon)
            for role, read in (("channel", cells.channel), ("mode", cells.mode)):
                try:
                    read(row.cells.get(role, ""), lexicon)
                except CellError as fault:
                    hint = f"correct it, or add it to a lexicon; the row is kept without its {role}"
                    problems.append(Problem(source, str(fault), row.line, hint))
        except CellError as fault:
            problems.append(Problem(source, f"{fault}; the row was left out", row.line, _HINT))
    return problems


_HINT = "correct the cell; dates as YYYY-MM-DD, parties by name or ISO code"


def _when(row: Cells) -> Interval:
    """The row's days. Raises ``CellError`` where a cell of them cannot be read."""
    first = cells.days(row.cells.get("date", "")) or cells.days(row.cells.get("start", ""))
    last = cells.days(row.cells.get("end", ""))
    if first is None:
        if last is not None:
            raise CellError("an end without a beginning")
        return Interval()
    if last is None:
        return first
    if first.start and last.end and first.start > last.end:
        raise CellError("it ends before it begins")
    return cells.spanned(first, last)


def _who(row: Cells, lexicon: Lexicon) -> tuple[tuple[Party, ...], ...]:
    """Parties, initiator and recipient of the columns; all those named in the description where
    no column tells. Raises ``CellError`` where none are known."""
    taken = [
        cells.parties(row.cells.get(role, ""), lexicon)
        for role in ("parties", "initiator", "recipient")
    ]
    parties = tuple(sorted({*taken[0], *taken[1], *taken[2]}))
    if not parties:
        text = row.cells.get("event", "")
        kinds = ("actor", "compound", "person", "office", "channel")
        langs = _langs(text)
        found = {p for h in cells.hits(text, lexicon, langs, kinds) for p in h.parties}
        parties = tuple(sorted(found))
    if not parties:
        raise CellError("no party is named")
    return parties, taken[1], taken[2]


def _langs(text: str) -> tuple[str, ...]:
    lang = detect(text)
    return (lang, *cells.LANGS) if lang != "und" else cells.LANGS


def _optional(role: str, row: Cells, lexicon: Lexicon) -> str | None:
    """A cell that the row can do without."""
    try:
        if role == "mode":
            return cells.mode(row.cells.get(role, ""), lexicon)
        return cells.channel(row.cells.get(role, ""), lexicon)
    except CellError:
        return None  # ``faults`` names it


def _event(row: Cells, document: Document, lexicon: Lexicon, coder: Coder, ui: str) -> Event:
    when = _when(row)
    parties, initiator, recipient = _who(row, lexicon)
    given = _optional("mode", row, lexicon)
    told = _told(row, document, when, parties, given, lexicon, coder)
    mode = given or (told.mode if told else "other")
    event = told or Event(id="", doc="", mode=mode, type="")
    same = told is not None and (given is None or told.mode == given)
    modality = row.cells.get("modality", "").casefold()
    named = _optional("channel", row, lexicon) or event.channel
    effect = event.effect if same else None
    if effect is None and mode in CONTACT and named and event.modality == "occurred":
        effect = "used"
    found = msgspec.structs.replace(
        event,
        id=item_id("event", document, row.start, row.end, mode, 0),
        doc=document.id,
        mode=mode,
        type=TYPE_OF_MODE[mode],
        start=when.start,
        end=None if when.direction == "since" else when.end,
        precision=when.precision,
        lasting=_lasts(when),
        ongoing=when.direction == "since",
        local_dates=None,
        parties=parties,
        initiator=initiator or tuple(p for p in event.initiator if p in parties),
        recipient=recipient or tuple(p for p in event.recipient if p in parties),
        channel=named,
        effect=effect,
        place=cells.place(row.cells.get("place", ""), lexicon) or event.place,
        modality=modality if modality in MODALITIES else event.modality,
        cause=(),
        evidence=(Evidence(row.start, row.end, document.text[row.start : row.end]),),
        confidence=UNSURE if mode == "other" else SURE,
        coder=CODER,
    )
    # What no mode tells, the analyst's own words do.
    own = row.cells.get("event", "") if mode == "other" else ""
    shown = own if len(own) <= MAX_HEADLINE else own[: MAX_HEADLINE - 1] + "…"
    return msgspec.structs.replace(found, headline=shown or headline(found, ui, lexicon))


def _lasts(when: Interval) -> bool:
    """Whether a coarse stretch is from one date to another, and not one date."""
    if when.start is None or when.end is None or when.precision in ("day", "unknown"):
        return False
    return (when.end - when.start).days >= LONGEST[when.precision]


def _name(party: Party, lang: str, lexicon: Lexicon) -> str:
    """A party's name in the language of a description."""
    if lang in UI:
        return party_name(party, lang, lexicon)
    actor = lexicon.actors.get(party)
    return (actor.names.get(lang) or (party,))[0] if actor else party


def _told(
    row: Cells,
    document: Document,
    when: Interval,
    parties: tuple[Party, ...],
    mode: str | None,
    lexicon: Lexicon,
    coder: Coder,
) -> Event | None:
    """What the coder reads in the description: of several events the row's own.

    That is one of the row's mode, on its day, between its parties, told first.
    """
    text = row.cells.get("event", "")
    if not text:
        return None
    lang = detect(text)
    lang = document.lang if lang == "und" else lang
    # The parties stand before it as a heading, so that "the two sides" are theirs.
    heading = ", ".join(_name(party, lang, lexicon) for party in parties)
    sentence = f"{when.start.isoformat()}: {text}" if when.start else text
    if sentence[-1].isalnum():
        sentence += "."
    note = Document(
        id="row",
        text=f"{heading}\n\n{sentence}",
        lang=lang,
        published=when.end,
        voice="analysis",
    )
    events = [item for item in coder(note, lexicon) if isinstance(item, Event)]
    wanted = frozenset(parties)
    return max(
        events,
        key=lambda e: (e.mode == mode, e.start == when.start, len(wanted & frozenset(e.parties))),
        default=None,
    )
