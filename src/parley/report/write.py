"""Writes a report's files."""

from pathlib import Path

from parley.items import to_json
from parley.lexicon import Lexicon
from parley.report.data import ReportData
from parley.report.events import EventIndex
from parley.report.render import html_page, markdown_text, view
from parley.report.tables import chronology_csv
from parley.report.words import Words
from parley.report.workbook import workbook_bytes


def write_report(
    data: ReportData, directory: Path, ui: str = "en", lexicon: Lexicon | None = None
) -> list[Path]:
    """Write the report into ``directory`` (made where missing) and return the files' paths.

    ``report.html``, ``report.md``, ``chronology.csv`` (UTF-8 with byte order mark, for Excel),
    ``chronology.xlsx`` and ``channels.json``; the same data give the same bytes. ``ui`` is en,
    zh-Hant or zh-Hans; the lexicon, the built-in one unless given, has the names. Raises
    ``ValueError`` for another ``ui`` and ``OSError`` where the directory cannot be written.
    """
    words = Words(ui, lexicon)
    index = EventIndex(data)
    page = view(data, index, words)
    files = {
        "report.html": html_page(page).encode("utf-8"),
        "report.md": markdown_text(page).encode("utf-8"),
        "chronology.csv": chronology_csv(index.own).encode("utf-8-sig"),
        "chronology.xlsx": workbook_bytes(data, index.own, words),
        "channels.json": (to_json(data.channels, indent=2) + "\n").encode("utf-8"),
    }
    directory.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in files.items():
        path = directory / name
        path.write_bytes(content)
        paths.append(path)
    return paths
