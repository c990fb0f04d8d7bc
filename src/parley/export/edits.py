"""What an analyst changed in an exported sheet, as a list of edits that nothing has applied yet.

Each row is held against how it stood when it was exported, not against the desk: what the desk has
learnt since is no edit. A row that is missing says nothing; to reject an event, its row says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from parley.coding.cells import CellError
from parley.export import sheets
from parley.export.fields import parsed
from parley.export.sheets import Line, Sheets, Snapshot
from parley.items import TYPE_OF_MODE, MergedEvent, Problem
from parley.lexicon import Lexicon
from parley.report.editing import EDITABLE, shown
from parley.report.safe import safe_url
from parley.report.tables import event_row

Kind = Literal["event", "statement", "interval_claim"]
KINDS: Mapping[str, Kind] = {
    "chronology": "event",
    "statements": "statement",
    "checks": "interval_claim",
}
"""What the rows of a sheet are."""
_PATHS = {
    ("statement", "party"): "speaker.party",
    ("interval_claim", "channel"): "subject.channel",
    ("interval_claim", "parties"): "subject.parties",
}
"""Fields that lie within another, by the column that has them."""
_REWRITTEN = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?")


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """A field that was changed. ``old`` (when exported) and ``new`` are values as JSON has them;
    ``place`` is where in the file it stands."""

    kind: Kind
    target: str
    field: str
    old: Any
    new: Any
    note: str | None = None
    place: str = ""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A row that the analyst accepts or rejects, or has a note on (``decision`` None)."""

    kind: Kind
    target: str
    decision: Literal["accept", "reject"] | None
    note: str | None = None
    place: str = ""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """An event that the analyst added as a row: its fields, and where it is from.

    At least one of ``url``, ``source`` (a document's id, or words) and ``evidence`` is given.
    """

    fields: dict[str, Any]
    headline: str | None = None
    url: str | None = None
    source: str | None = None
    evidence: str | None = None
    note: str | None = None
    place: str = ""


class Edited(msgspec.Struct, frozen=True, kw_only=True):
    """All that an edited file says.

    ``missing`` are exported rows that stand no longer in it, which decides nothing about them;
    ``problems`` the cells and rows that could not be used.
    """

    edits: tuple[Edit, ...] = ()
    marks: tuple[Mark, ...] = ()
    added: tuple[Added, ...] = ()
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Stale(msgspec.Struct, frozen=True):
    """An edit of what the desk has changed since; ``now`` is what it holds, ``gone``: no event."""

    edit: Edit
    now: Any = None
    gone: bool = False


def read_edits(path: Path, lexicon: Lexicon) -> Edited:
    """What was changed in a workbook or CSV file that ``parley export`` wrote.

    Sorting, filtering, leaving out rows or columns and other ways to write a date or a list of
    parties are no edits. Raises ``SheetError`` for a file that it cannot tell edits of, and
    ``OSError`` where it cannot be read.
    """
    found = sheets.read(path)
    edits: list[Edit] = []
    marks: list[Mark] = []
    added: list[Added] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str], Line] = {}
    day_first = _day_first(found)
    for line in (_iso(line, day_first) for line in found.lines):
        key = line.key, line.cells.get("id", "")
        before = found.exported.get(key)
        try:
            if not key[1]:
                if line.key == "chronology":
                    added.append(_added(line, lexicon))
                else:
                    raise CellError("a row without an id: only events can be added as rows")
            elif before is None:
                raise CellError(
                    f"column id: {key[1][:60]!r} was not exported with this file; leave the id of"
                    " a row that is new empty"
                )
            elif key in seen:
                if seen[key].cells != line.cells:
                    raise CellError(
                        f"column id: {key[1][:60]!r} stands in {seen[key].place} too; leave the id"
                        " of a row that is new empty"
                    )
            else:
                seen[key] = line
                faults: list[str] = []
                edits += _edits(line, before, lexicon, faults)
                marks += _marks(line, lexicon, faults)
                problems += [_problem(path, line, fault) for fault in faults]
        except CellError as fault:
            problems.append(_problem(path, line, str(fault)))
    edited = {edit.target for edit in edits}
    return Edited(
        edits=tuple(edits),
        marks=tuple(m for m in marks if m.decision or m.target not in edited),
        added=tuple(added),
        missing=tuple(i for k, i in found.exported if (k, i) not in seen) if found.whole else (),
        problems=tuple(problems),
    )


def stale(edits: Iterable[Edit], events: Iterable[MergedEvent], lexicon: Lexicon) -> list[Stale]:
    """Edits of events whose field the desk no longer holds as it was exported.

    ``events`` are the desk's now; one that has joined another is found by its earlier id. An edit
    to what the desk holds by now anyway is not stale.
    """
    known = {key: event for event in events for key in (event.id, *event.aliases)}
    found = []
    for edit in edits:
        if edit.kind != "event":
            continue
        event = known.get(edit.target)
        if event is None:
            found.append(Stale(edit, gone=True))
            continue
        now = _parsed_or_text(edit.field, shown(event_row(event)[edit.field]), lexicon)
        if now not in (edit.old, edit.new):
            found.append(Stale(edit, now))
    return found


def _problem(path: Path, line: Line, fault: str) -> Problem:
    return Problem(
        str(path),
        f"{line.place}, {fault}" if fault.startswith("column") else f"{line.place}: {fault}",
    )


def _edits(line: Line, before: Snapshot, lexicon: Lexicon, faults: list[str]) -> Iterator[Edit]:
    """The fields of a row that were changed. A column that was taken out changes nothing."""
    kind = KINDS[line.key]
    changed: dict[str, tuple[Any, Any]] = {}
    for field in EDITABLE[line.key]:
        text, held = line.cells.get(field), before.get(field, "")
        if text is None or text == held:
            continue
        try:
            new = parsed(field, text, lexicon)
        except CellError as fault:
            faults.append(f"column {field}: {fault}")
            continue
        old = _parsed_or_text(field, held, lexicon)
        if new != old:
            changed[field] = old, new
    days = ("start", "end")
    start, end = (changed[f][1] if f in changed else before.get(f) for f in days)
    if changed.keys() & days and start and end and start > end:
        faults.append(f"column end: {end} is before start {start}; change both, or none")
        changed = {field: pair for field, pair in changed.items() if field not in days}
    for field, (old, new) in changed.items():
        yield Edit(
            kind=kind,
            target=line.cells["id"],
            field=_PATHS.get((kind, field), field),
            old=old,
            new=new,
            note=line.cells.get("note") or None,
            place=f"{line.place}, column {field}",
        )


def _marks(line: Line, lexicon: Lexicon, faults: list[str]) -> Iterator[Mark]:
    decision = None
    try:
        decision = parsed("decision", line.cells.get("decision", ""), lexicon)
    except CellError as fault:
        faults.append(f"column decision: {fault}")
    note = line.cells.get("note") or None
    if decision or note:
        yield Mark(
            kind=KINDS[line.key],
            target=line.cells["id"],
            decision=decision,
            note=note,
            place=line.place,
        )


def _added(line: Line, lexicon: Lexicon) -> Added:
    """An event of a row without an id. Raises ``CellError`` where something it needs is missing."""
    fields: dict[str, Any] = {}
    for field in EDITABLE["chronology"]:
        text = line.cells.get(field, "")
        if text or field in ("mode", "parties"):
            try:
                fields[field] = parsed(field, text, lexicon)
            except CellError as fault:
                raise CellError(f"column {field}: {fault}") from None
    if "start" not in fields:
        raise CellError("column start: a new event needs its first day, as YYYY-MM-DD")
    fields.setdefault("end", fields["start"])
    fields.setdefault("precision", "day")
    if fields["end"] < fields["start"]:
        raise CellError(f"column end: {fields['end']} is before start {fields['start']}")
    fields["type"] = TYPE_OF_MODE[fields["mode"]]
    cells = line.cells
    url = next(
        filter(None, map(safe_url, [*cells.get("urls", "").split(), cells.get("link")])), None
    )
    source, evidence = cells.get("sources") or None, cells.get("evidence") or None
    if not (url or source or evidence):
        raise CellError(
            "column urls: a new event needs a source: an address in urls, a document in sources,"
            " or words that tell it in evidence"
        )
    return Added(
        fields=fields,
        headline=cells.get("headline") or None,
        url=url,
        source=source,
        evidence=evidence,
        note=cells.get("note") or None,
        place=line.place,
    )


def _parsed_or_text(field: str, text: str, lexicon: Lexicon) -> Any:
    """A value that was exported; as its text where the lexicon does not know it any more."""
    try:
        return parsed(field, text, lexicon)
    except CellError:
        return text or None


def _day_first(found: Sheets) -> bool | None:
    """Whether a spreadsheet has written the file's days as day, month, year; None where it has not
    rewritten any, or nothing tells which comes first.

    Rows that were not touched tell: 5/13/2031 was exported as 2031-05-13.
    """
    votes = set()
    for line in found.lines:
        before = found.exported.get((line.key, line.cells.get("id", "")), {})
        for field in ("start", "end"):
            match = _REWRITTEN.fullmatch(line.cells.get(field, ""))
            held = before.get(field, "").split("-")
            if match and len(held) == 3 and int(match[4]) == int(held[0]):
                one, two, month, day = int(match[1]), int(match[3]), int(held[1]), int(held[2])
                if month != day and {one, two} == {month, day}:
                    votes.add(one == day)
    return votes.pop() if len(votes) == 1 else None


def _iso(line: Line, day_first: bool | None) -> Line:
    """The row with its days as ISO has them, where it is known how the file writes them."""
    cells = dict(line.cells)
    for field in ("start", "end"):
        match = _REWRITTEN.fullmatch(cells.get(field, ""))
        if match and day_first is not None:
            month, day = (match[3], match[1]) if day_first else (match[1], match[3])
            cells[field] = f"{match[4]}-{int(month):02}-{int(day):02}"
    return msgspec.structs.replace(line, cells=cells)
