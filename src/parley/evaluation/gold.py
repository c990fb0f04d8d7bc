"""Annotated documents: the rows that a coder's items are held against."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from parley.items import Item

RowKind = Literal["event", "statement", "interval_claim", "optional_span", "channel_state", "trap"]


class GoldError(ValueError):
    """A gold file that cannot be used; the message names the file, the line and the fault."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One annotation. ``anchors`` are pieces of the text that stand for the sentences they are in.

    Of ``modes``, ``channel``, ``effect``, ``modality``, ``issue``, ``act`` and ``relation`` any is
    right; ``parties`` may be several lists and each of ``people`` a list: alternatives.
    ``optional``: coding it is fine, and so is leaving it out. ``undated``: no date is right too.
    """

    doc: str
    kind: RowKind
    anchors: tuple[str, ...] = ()
    id: str | None = None
    modes: tuple[str, ...] = ()
    not_modality: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    tolerance_days: int | None = None
    undated: bool = False
    parties: tuple[str | tuple[str, ...], ...] | None = None
    channel: str | tuple[str, ...] | None = None
    effect: tuple[str | None, ...] | None = None
    modality: tuple[str, ...] | None = None
    people: tuple[str | tuple[str, ...], ...] | None = None
    iteration: int | None = None
    speaker: str | None = None
    issue: tuple[str, ...] = ()
    act: tuple[str, ...] | None = None
    relation: tuple[str, ...] = ()
    value: int | float | None = None
    unit: str | None = None
    since: str | None = None
    optional: bool = False

    @property
    def name(self) -> str:
        """What to call the row in a list: its id, else its first anchor."""
        return self.id or (self.anchors[0] if self.anchors else self.kind)

    @property
    def party_sets(self) -> tuple[frozenset[str], ...]:
        """The sets of parties of which any is right."""
        parties = self.parties or ()
        if any(isinstance(p, tuple) for p in parties):
            return tuple(frozenset((p,) if isinstance(p, str) else p) for p in parties)
        return (frozenset(p for p in parties if isinstance(p, str)),)


def load(paths: Sequence[str | Path]) -> list[Row]:
    """The rows of JSON Lines files, or of all such files in a folder, in order.

    Raises ``GoldError`` for a file that cannot be read, a line that is no row, or no row at all.
    """
    rows = [_decoded(line, Row, "a gold row") for line in _lines(paths)]
    if not rows:
        raise GoldError(f"no gold rows in {', '.join(map(str, paths))}")
    return rows


def load_items(paths: Sequence[str | Path]) -> list[Item]:
    """Items as ``parley code`` prints them, one a line. Raises ``GoldError`` as ``load`` does."""
    return [_decoded(line, Item, "an item") for line in _lines(paths)]


def holds_items(path: str | Path) -> bool:
    """Whether a file, or a folder of them, holds a coder's items rather than gold rows."""
    first = next(_lines([path]), None)
    if first is None:
        raise GoldError(f"nothing in {path}")
    return "evidence" in _decoded(first, dict[str, Any], "a row or an item")


class _Line(NamedTuple):
    path: Path
    number: int
    text: str


def _lines(paths: Sequence[str | Path]) -> Iterator[_Line]:
    for given in map(Path, paths):
        for path in sorted(given.glob("*.jsonl")) if given.is_dir() else [given]:
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as fault:
                raise GoldError(f"{path}: cannot be read: {fault}") from fault
            for number, line in enumerate(text.split("\n"), 1):
                if line.strip():
                    yield _Line(path, number, line)


def _decoded(line: _Line, kind: Any, name: str) -> Any:
    try:
        return msgspec.json.decode(line.text, type=kind)
    except msgspec.DecodeError as fault:
        raise GoldError(f"{line.path}, line {line.number}: not {name}: {fault}") from fault
