"""Which formats there are, and writing one."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from parley.export import csl, docx, ftm, ics, jsonl, parquet, polecat, tables, timelinejs
from parley.lexicon import Lexicon
from parley.report.data import ReportData
from parley.report.words import Words

Writer = Callable[[ReportData, Words, BinaryIO], list[str]]
"""Writes the data in one format, and returns notes on what it had to leave out."""

FORMATS: Mapping[str, Writer] = {
    "csv": tables.write_csv,
    "xlsx": tables.write_xlsx,
    "parquet": parquet.write,
    "jsonl": jsonl.write,
    "docx": docx.write,
    "ftm": ftm.write,
    "polecat": polecat.write,
    "timelinejs": timelinejs.write,
    "ics": ics.write,
    "csl": csl.write,
}
BINARY = frozenset({"xlsx", "parquet", "docx"})
"""Formats that are no text."""
WHOLE = frozenset({"xlsx"})
"""Formats that hold statements, claims and channels beside events and documents."""


def write(
    format: str, data: ReportData, out: BinaryIO, ui: str = "en", lexicon: Lexicon | None = None
) -> list[str]:
    """Writes ``data.events`` and what goes with them; the same data give the same bytes.

    ``format`` is one of ``FORMATS``; ``ui`` (en, zh-Hant, zh-Hans) the language of headings and
    names. Returns notes on what was left out and why. Raises ``ValueError`` for another format or
    ``ui``, and ``ExportError`` where the format needs a package that is not installed or cannot
    hold as much.
    """
    if format not in FORMATS:
        raise ValueError(f"no format {format!r}: use one of {', '.join(FORMATS)}")
    return FORMATS[format](data, Words(ui, lexicon), out)


def write_file(
    format: str, data: ReportData, path: Path, ui: str = "en", lexicon: Lexicon | None = None
) -> list[str]:
    """``write`` into a file, which appears whole or not at all. Raises ``OSError`` too."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            notes = write(format, data, out, ui, lexicon)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return notes
