"""Citing an event of the reference chronology: its pages, and the entry that led to them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import msgspec

from parley.record.chronology import Entry, Page

Style = Literal["text", "csl-json", "bibtex"]
CHRONOLOGY = "Parley reference chronology"
KNOWN = {
    "searched": "event and day as the page gives them",
    "announced": "the page was written before the day",
    "event-only": "the page does not give the day",
    "memory": "not confirmed by a page",
}
"""How sure an event is, in a citation's note."""
_SPECIAL = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def cite(entries: Iterable[Entry], version: str, style: Style = "text") -> str:
    """The pages of the entries, one citation each; ``version`` is that of the chronology.

    The publisher stands as author, as for pages without a named one. A page whose title is not
    known has the chronology's own line for it, in square brackets. An entry without a page is cited
    itself. ``csl-json`` is the list that reference managers import.
    """
    items = [item for entry in entries for item in _items(entry, version)]
    if style == "csl-json":
        return msgspec.json.format(msgspec.json.encode(items), indent=2).decode() + "\n"
    as_text: Callable[[dict[str, Any]], str] = _bibtex if style == "bibtex" else _text
    return "".join(map(as_text, items))


def _items(entry: Entry, version: str) -> list[dict[str, Any]]:
    if not entry.pages:
        return [
            {
                "id": entry.id,
                "type": "entry",
                "title": entry.what,
                "container-title": CHRONOLOGY,
                "version": version,
                "note": _note(entry, version),
            }
        ]
    return [
        _item(entry, page, entry.id if n == 1 else f"{entry.id}-{n}", version)
        for n, page in enumerate(entry.pages, start=1)
    ]


def _item(entry: Entry, page: Page, key: str, version: str) -> dict[str, Any]:
    dates: Mapping[str, dt.date | None] = {"issued": page.published, "accessed": page.read}
    return {
        "id": key,
        "type": "webpage",
        "title": page.title or f"[{entry.what.rstrip('.')}]",
        "author": [{"literal": page.publisher}],
        "publisher": page.publisher,
        **{name: {"date-parts": [_parts(day)]} for name, day in dates.items() if day},
        "URL": page.url,
        "note": _note(entry, version),
    }


def _parts(day: dt.date) -> list[int]:
    return [day.year, day.month, day.day]


def _note(entry: Entry, version: str) -> str:
    days = str(entry.start) if entry.end == entry.start else f"{entry.start} to {entry.end}"
    return f"{KNOWN[entry.sure]}; {days}; {CHRONOLOGY} {version}, {entry.id}"


def _day(item: Mapping[str, Any], name: str) -> str:
    return "-".join(f"{part:02}" for part in item[name]["date-parts"][0]) if name in item else ""


def _text(item: dict[str, Any]) -> str:
    if item["type"] == "entry":
        return f"{item['title']} {item['note']}.\n"
    issued, read = _day(item, "issued"), _day(item, "accessed")
    end = "" if item["title"].endswith((".", "?", "!", "。")) else "."
    parts = [f"{item['publisher']}{f' ({issued})' if issued else ''}.", f"{item['title']}{end}"]
    parts += [f"{item['URL']}{f' (read {read})' if read else ''}.", f"[{item['note']}]"]
    return " ".join(parts) + "\n"


def _bibtex(item: dict[str, Any]) -> str:
    fields = {
        "author": f"{{{_tex(item['publisher'])}}}" if "publisher" in item else None,
        "title": f"{{{_tex(item['title'])}}}",
        "date": _day(item, "issued"),
        "url": item.get("URL"),
        "urldate": _day(item, "accessed"),
        "note": _tex(item["note"]),
    }
    kind = "misc" if item["type"] == "entry" else "online"
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{item['id']},\n{lines}}}\n"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)
