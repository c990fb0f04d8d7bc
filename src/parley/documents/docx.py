"""Word documents: paragraphs, tables and notes; running heads and feet are left out.

Parsed here and not by python-docx, which leaves out text that was inserted with changes tracked,
stands in a form's field, or in a note.
"""

import posixpath
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element, fromstring

from parley.documents.archive import Archive
from parley.documents.draft import Draft, Read, digest
from parley.documents.metadata import Faults, metadata
from parley.items import Problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What is deleted or moved away, instructions of fields, and text that another part repeats.
_SILENT = frozenset({"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr", "sectPr"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_NOTES = ("footnote", "endnote")


def read_docx(data: bytes, source: str, parties: Collection[str] = ()) -> Read:
    """One document: paragraphs apart by blank lines, a table's row one of them, its cells by tabs.

    Footnotes and endnotes follow the text. Title and date come from the file's properties. Raises
    ``ArchiveError`` and ``MarkupError`` where the file is damaged or not safe to open.
    """
    with Archive(data) as archive:
        main = _main_part(archive)
        body = archive.xml(main)
        if body is None:
            return Read((), (Problem(source, "no text in it", None, "save it as .docx anew"),))
        folder = posixpath.dirname(main)
        pieces = list(_blocks(fromstring(body)))
        for kind in _NOTES:
            notes = archive.xml(posixpath.join(folder, f"{kind}s.xml"))
            if notes is not None:
                pieces += _notes(fromstring(notes), kind)
        core = archive.xml("docProps/core.xml")
        properties = fromstring(core) if core else None
    text = "\n\n".join(pieces)
    if not text:
        return Read((), (Problem(source, "there is no text in it", None, "leave it out"),))
    unreported = Faults(source)  # what programs leave there is nobody's fault
    page = metadata({"title": _property(properties, f"{_DC}title")}, unreported, parties)
    made = _property(properties, f"{_TERMS}modified") or _property(properties, f"{_TERMS}created")
    day = metadata({"published": made}, unreported, parties).published
    return Read((Draft(text=text, sha256=digest(data), page=page, made=day),))


def _main_part(archive: Archive) -> str:
    """The part that the package names as its document."""
    relations = archive.xml("_rels/.rels")
    if relations is not None:
        for relation in fromstring(relations).iter(_REL):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _property(properties: Element | None, tag: str) -> str | None:
    found = None if properties is None else properties.find(tag)
    return None if found is None else found.text


def _name(element: Element) -> str:
    """The tag's name without Word's namespace; other namespaces keep theirs."""
    return element.tag.removeprefix(_W).removeprefix(_STRICT)


def _blocks(parent: Element) -> Iterator[str]:
    """The paragraphs and rows under an element, in order, whatever they are wrapped in."""
    for element in parent:
        match _name(element):
            case "p":
                yield from filter(None, ["".join(_text(element)).strip()])
                yield from _boxes(element)
            case "tr":
                cells = (" ".join(_blocks(cell)) for cell in element if _name(cell) == "tc")
                row = "\t".join(" ".join(cell.split()) for cell in cells).strip()
                yield from filter(None, [row])
            case name if name not in _SILENT and element.tag != _CHOICE:
                yield from _blocks(element)


def _text(element: Element) -> Iterator[str]:
    """The text of a paragraph's runs, without that of text boxes in it."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name not in _SILENT and name != "txbxContent" and child.tag != _CHOICE:
            yield from _text(child)


def _boxes(element: Element) -> Iterator[str]:
    """The paragraphs of text boxes anchored in a paragraph."""
    for child in element:
        if _name(child) == "txbxContent":
            yield from _blocks(child)
        elif _name(child) not in _SILENT and child.tag != _CHOICE:
            yield from _boxes(child)


def _notes(root: Element, kind: str) -> Iterator[str]:
    """The notes of a part, without the rules that separate them from the text."""
    for note in root:
        types = [value for key, value in note.attrib.items() if key.endswith("}type")]
        if _name(note) == kind and not {"separator", "continuationSeparator"} & set(types):
            yield from filter(None, [" ".join(_blocks(note))])
