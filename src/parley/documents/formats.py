"""Which reader a file needs: by its ending, and by its content where that says otherwise."""

import re
import zipfile
from collections.abc import Collection
from io import BytesIO
from typing import NamedTuple

_PAGE = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)*<(?:!doctype html|html|head|body|\?xml)\b", re.I | re.S
)
_FEED = re.compile(
    rb"\s*(?:<\?[^>]{0,500}\?>\s*|<!--.{0,500}?-->\s*|<!doctype rss[^>]{0,300}>\s*)*"
    rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)[\s>]",
    re.I | re.S,
)
_MAIL = re.compile(rb"(?:[A-Za-z][\w-]{0,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){3}")
_MAIL_HEADS = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path):", re.I | re.M
)
_OBJECT = re.compile(rb'\s*\{\s*"')
ENDINGS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".eml": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".csv": "table",
    ".tsv": "table",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
}
"""The format that a file's ending names."""

_BINARY = frozenset({"pdf", "docx", "workbook"})


class Foreign(NamedTuple):
    """A format that is not read: what it is, and what to do."""

    message: str
    hint: str


_FOREIGN: tuple[tuple[bytes, Foreign], ...] = (
    (b"{\\rtf", Foreign("a rich text file", "save it as .docx or .txt")),
    (b"\x1f\x8b", Foreign("a packed file", "unpack it")),
    (b"BZh", Foreign("a packed file", "unpack it")),
    (b"\xfd7zXZ\x00", Foreign("a packed file", "unpack it")),
    (b"7z\xbc\xaf\x27\x1c", Foreign("a packed file", "unpack it")),
    (b"Rar!\x1a", Foreign("a packed file", "unpack it")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def format_of(data: bytes, ending: str = "") -> str | Foreign:
    """The name of the format, one of the values of ``ENDINGS``.

    What a file begins with decides where it is no text; among texts its ending does, and where it
    has none, what it looks like. ``Foreign`` for what is told but not read.
    """
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _office(data)
    if start.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data[:100_000]:
            return Foreign("it is encrypted", "save a copy without the password")
        return Foreign("an old Office file", "save it as .docx, .xlsx or .eml")
    for mark, foreign in _FOREIGN:
        if start.startswith(mark):
            return foreign
    told = ENDINGS.get(ending)
    if told == "feed":
        # What is called .xml may be a feed, a page, or anything.
        found = looks_like(start)
        if found in ("feed", "page") and (found == "feed" or b"<html" in data[:4096].lower()):
            return found
        return Foreign("XML, but neither a feed nor a page", "save its text as .txt or .html")
    if told == "page" and looks_like(start) in ("feed", "mail"):
        return looks_like(start)
    if told is None or told in _BINARY:
        found = looks_like(start)
        if told is not None and found == "text":
            return Foreign(
                f"damaged, or no {ending} file whatever its name says", "open it and save it anew"
            )
        return found
    return told


def looks_like(start: bytes) -> str:
    """What a text without an ending is, by its first bytes."""
    if _FEED.match(start):
        return "feed"
    if _PAGE.match(start):
        return "page"
    if _OBJECT.match(start):
        return "lines"
    heads = _MAIL.match(start)
    if heads and len(_MAIL_HEADS.findall(heads.group())) > 1:
        return "mail"
    return "text"


def _office(data: bytes) -> str | Foreign:
    """Which kind of archive it is, by the names of its parts."""
    names: Collection[str]
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Foreign("a damaged archive", "open the file and save it anew")
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "workbook"
    if "mimetype" in names:
        return Foreign("an OpenDocument or e-book file", "save it as .docx, .xlsx or .txt")
    if any(name.startswith("ppt/") for name in names):
        return Foreign("a presentation", "save it as .pdf")
    return Foreign("an archive", "unpack it and give the folder")
