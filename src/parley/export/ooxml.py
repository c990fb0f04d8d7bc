"""A Word document of headings, paragraphs, tables and footnotes (WordprocessingML, ISO/IEC 29500).

Footnotes have a part of their own, to which references in the text point by number.
"""

import datetime as dt
import zipfile
from collections.abc import Iterable
from importlib import resources
from string import Template
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from parley.report.safe import printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

ASIAN = {
    "zh-Hant": ("zh-TW", "PMingLiU"),
    "zh-Hans": ("zh-CN", "SimSun"),
    "ja": ("ja-JP", "MS Mincho"),
    "ko": ("ko-KR", "Batang"),
}
"""By language: its tag in Word, and the font that its letters are set in; ``fontTable.xml`` names
what stands in for that where it is missing."""


class Run(NamedTuple):
    """Text in one style and language; ``url`` makes it a link, ``note`` a footnote's number."""

    text: str = ""
    style: str | None = None
    lang: str = ""
    url: str | None = None
    note: int | None = None


class Paragraph(NamedTuple):
    """Runs in a paragraph's style."""

    style: str
    runs: tuple[Run, ...]


Cell = tuple[Paragraph, ...]


class Table(NamedTuple):
    """Rows of cells, as wide as the page; the head is told again on each page."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write(
    out: BinaryIO,
    body: Iterable[Paragraph | Table],
    notes: list[tuple[Run, ...]],
    lang: str,
    title: str,
    creator: str,
    made: dt.date,
) -> None:
    """Writes a document; ``notes`` are read when the body is through, the first being number 1.

    ``lang`` is what text without a language is in: en or a key of ``ASIAN``. The same arguments
    give the same bytes.
    """
    asian, font = ASIAN.get(lang, ASIAN["zh-Hant"])
    latin = "en-US" if lang == "en" else asian
    fixed = {"asian": asian, "font": font, "latin": latin}
    links: dict[str, str] = {}
    with zipfile.ZipFile(out, "w") as package:
        _put(package, "[Content_Types].xml", _part("content-types.xml", {}))
        _put(package, "_rels/.rels", _relationships(_ROOT))
        _put(package, "docProps/core.xml", _core(title, creator, made))
        for name in ("styles.xml", "settings.xml", "fontTable.xml", "footer.xml"):
            _put(package, f"word/{name}", _part(name, fixed))
        _put(package, "word/_rels/document.xml.rels", _relationships(_DOCUMENT))
        with package.open(_entry("word/document.xml"), "w") as part:
            part.write(f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'.encode())
            for piece in body:
                xml = _table(piece, links) if isinstance(piece, Table) else _paragraph(piece, links)
                part.write(xml.encode("utf-8"))
            part.write(f"{_SECTION}</w:body></w:document>".encode())
        with package.open(_entry("word/footnotes.xml"), "w") as part:
            part.write(f'{_HEAD}<w:footnotes xmlns:w="{W}" xmlns:r="{R}">{_RULES}'.encode())
            for number, runs in enumerate(notes, start=1):
                part.write(_note(number, runs, links).encode("utf-8"))
            part.write(b"</w:footnotes>")
        external = "".join(
            f'<Relationship Id="{key}" Type="{R}/hyperlink" Target={quoteattr(url)}'
            ' TargetMode="External"/>'
            for url, key in links.items()
        )
        _put(package, "word/_rels/footnotes.xml.rels", _relationships(external))


def _paragraph(paragraph: Paragraph, links: dict[str, str]) -> str:
    runs = "".join(_run(run, links) for run in paragraph.runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/></w:pPr>{runs}</w:p>'


def _table(table: Table, links: dict[str, str]) -> str:
    width = 5000 // len(table.head)  # fiftieths of a per cent
    columns = '<w:gridCol w:w="1800"/>' * len(table.head)
    rows = "".join(
        f"<w:tr>{_HEAD_ROW if row is table.head else ''}"
        + "".join(_cell(cell, width, links) for cell in row)
        + "</w:tr>"
        for row in (table.head, *table.rows)
    )
    return f"<w:tbl>{_GRID}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl><w:p/>"


def _cell(cell: Cell, width: int, links: dict[str, str]) -> str:
    inside = "".join(_paragraph(paragraph, links) for paragraph in cell) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/></w:tcPr>{inside}</w:tc>'


def _note(number: int, runs: tuple[Run, ...], links: dict[str, str]) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    text = "".join(_run(run, links) for run in (Run(" "), *runs))
    style = '<w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
    return f'<w:footnote w:id="{number}"><w:p>{style}{mark}{text}</w:p></w:footnote>'


def _run(run: Run, links: dict[str, str]) -> str:
    if run.note is not None:
        content = f'<w:footnoteReference w:id="{run.note}"/>'
    else:
        content = f'<w:t xml:space="preserve">{escape(printable(run.text))}</w:t>'
    style = "Hyperlink" if run.url else run.style
    shape = f'<w:rStyle w:val="{style}"/>' if style else ""
    if run.lang in ASIAN:
        tag, font = ASIAN[run.lang]
        shape += f'<w:rFonts w:eastAsia="{font}" w:hint="eastAsia"/><w:lang w:eastAsia="{tag}"/>'
    elif run.lang:
        shape += f'<w:lang w:val="{escape(run.lang)}-US"/>' if run.lang == "en" else ""
    made = f"<w:r>{f'<w:rPr>{shape}</w:rPr>' if shape else ''}{content}</w:r>"
    if run.url:
        key = links.setdefault(run.url, f"rId{len(links) + 1}")
        return f'<w:hyperlink r:id="{key}">{made}</w:hyperlink>'
    return made


def _part(name: str, values: dict[str, str]) -> bytes:
    file = resources.files("parley.export") / "word" / name
    return Template(file.read_text("utf-8")).substitute(values).encode("utf-8")


def _core(title: str, creator: str, made: dt.date) -> bytes:
    stamp = f"{made.isoformat()}T00:00:00Z"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(printable(title))}</dc:title>"
        f"<dc:creator>{escape(printable(creator))}</dc:creator>{dates}</cp:coreProperties>"
    ).encode()


def _relationships(inside: str) -> bytes:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
    ).encode()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(_entry(name), content)


_ROOT = (
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/>'
)
_DOCUMENT = "".join(
    f'<Relationship Id="rId{number}" Type="{R}/{name}" Target="{name}.xml"/>'
    for number, name in enumerate(("styles", "settings", "fontTable", "footnotes", "footer"), 1)
)
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440"'
    ' w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
)
_HEAD_ROW = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_GRID = (
    '<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
_LINE = '<w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
_RULES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{_LINE}<w:r><w:{kind}/></w:r></w:p>'
    "</w:footnote>"
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
