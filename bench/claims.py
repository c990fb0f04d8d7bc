"""Interval claims that somebody checked by hand, beside what the check finds, for docs/accuracy.md.

    python bench/claims.py SHARED [--write]

The claims of ``tests/merge`` have the verdicts of their annotator, those of the seed and of the
development documents in SHARED (``gold`` and ``seeds``) stand in ``tests/checking/by_hand.jsonl``.
The record is that of each set's documents and of the reference chronology together. ``--write``
puts the table into docs/accuracy.md.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from parley.desk import CheckedClaim, Desk

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/accuracy.md"
MARKS = "<!-- claims -->\n", "<!-- /claims -->\n"
HEAD = (
    "| document | words | by hand | check | the record gives | why |\n"
    "| --- | --- | --- | --- | --- | --- |"
)


class Row(NamedTuple):
    """A claim checked by hand: the verdicts that would be right, and what the check finds."""

    doc: str
    words: str
    right: tuple[str, ...]
    why: str
    found: CheckedClaim | None

    @property
    def fits(self) -> bool:
        """Whether the check finds what was found by hand."""
        return self.found is not None and self.found.verdict in self.right


def rows(texts: Sequence[Path], told: Path) -> list[Row]:
    """The claims of a set with what the check finds of them."""
    given = [json.loads(line) for line in told.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder, Desk.open(folder) as desk:
        desk.add(list(texts))
        checks = desk.check()
        held = {document.id: document.text for document in desk.documents()}
    return [_row(one, held[one["doc"]], checks) for one in given]


def _row(one: dict[str, Any], text: str, checks: Sequence[CheckedClaim]) -> Row:
    start = text.index(one["anchor"])
    end = start + len(one["anchor"])
    verdict = one.get("verdict") or one["verdict_expected"]
    found = next(
        (
            check
            for check in checks
            if check.doc == one["doc"]
            and any(e.start < end and start < e.end for e in check.evidence)
        ),
        None,
    )
    right = (verdict, *one.get("verdict_also", ()))
    return Row(one["doc"], one["anchor"], right, one["reason"], found)


def table(several: Sequence[Row]) -> str:
    """The claims as Markdown."""
    return "\n".join([HEAD, *map(_line, several)])


def _line(row: Row) -> str:
    found = row.found
    verdict = found.verdict if found else "not seen"
    value = ""
    if found is not None and found.computed is not None:
        value = f"{found.computed:g} {found.unit}"
    cells = (row.doc, row.words, " or ".join(row.right), verdict, value, row.why)
    shown = [cell.replace("|", "\\|") for cell in cells]
    if not row.fits:
        shown[3] = f"**{shown[3]}**"
    return f"| {' | '.join(shown)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sets = {
        "the merge corpus": rows(
            [ROOT / "tests/merge/documents"], ROOT / "tests/merge/claims.jsonl"
        ),
        "the seed and the development documents": rows(
            [args.shared / "seeds", args.shared / "gold/dev/docs"],
            ROOT / "tests/checking/by_hand.jsonl",
        ),
    }
    parts = []
    for name, several in sets.items():
        seen = [row for row in several if row.found is not None]
        right = sum(row.fits for row in seen)
        parts.append(
            f"Of {name}: {len(several)} claims checked by hand, {len(seen)} that the coder sees,"
            f" {right} of these with the verdict found by hand."
        )
        parts.append(table(several))
    body = "\n\n".join(parts) + "\n"
    print(body)
    if args.write:
        head, _, rest = PAGE.read_text("utf-8").partition(MARKS[0])
        tail = rest.partition(MARKS[1])[2]
        PAGE.write_text(f"{head}{MARKS[0]}{body}{MARKS[1]}{tail}", "utf-8")


if __name__ == "__main__":
    main()
