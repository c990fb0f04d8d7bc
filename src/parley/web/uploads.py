"""What readers send in, put aside under safe names in a folder of its own."""

import hashlib
import re
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from parley.items import to_json

BYTES = 64 * 1024 * 1024
"""What all files of one call may hold together."""
FILES = 200
"""Files of one call."""
STEM, ENDING = 120, 40
"""Bytes of a file's name that are kept, before its first dot and after it."""
_RESERVED = frozenset({"con", "prn", "aux", "nul"}) | {
    f"{name}{number}" for name in ("com", "lpt") for number in range(10)
}


class Given(NamedTuple):
    """A file as it was sent: the name that it came with, and its content."""

    name: str
    content: BinaryIO


def safe(name: str) -> str:
    """A file's name made of letters, figures, dashes and dots; never a path, hidden or empty."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = re.sub(r"[^\w.]+", "-", last).strip("-._")
    stem, dot, ending = plain.partition(".")
    if not stem or stem.lower() in _RESERVED:
        stem = f"file-{stem}".strip("-")
    return f"{_cut(stem, STEM)}{dot}{_cut(ending, ENDING)}".strip("-._")


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore")


def put(folder: Path, given: Iterable[Given]) -> list[str]:
    """Writes files into a folder; returns their names, each of which is there once."""
    names: list[str] = []
    taken: set[str] = set()
    for one in given:
        name = _free(safe(one.name), taken)
        with (folder / name).open("xb") as target:
            shutil.copyfileobj(one.content, target)
        names.append(name)
    return names


def _free(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.partition(".")
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}{dot}{ending}"
    taken.add(name.casefold())
    return name


def pasted(folder: Path, text: str, about: Mapping[str, str]) -> str:
    """Writes a text with what is known of it; the same text has the same name, another one not."""
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
    stem = safe(about.get("title") or "pasted").replace(".", "-")
    name = f"{stem}-{digest}"
    (folder / f"{name}.txt").write_bytes(text.encode("utf-8", "replace"))
    known = {key: value for key, value in about.items() if value}
    if known:
        (folder / f"{name}.meta.json").write_text(to_json(known), "utf-8")
    return f"{name}.txt"
