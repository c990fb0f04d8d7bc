"""Files of every format, made on the spot: what the readers are tested on."""

import io
import mimetypes
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from typing import Any

import docx
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

FONTS = {
    "en": "Times-Roman",
    "zh-Hant": "MSung-Light",
    "zh-Hans": "STSong-Light",
    "ja": "HeiseiMin-W3",
    "ko": "HYSMyeongJo-Medium",
}
for name in list(FONTS.values())[1:]:
    pdfmetrics.registerFont(UnicodeCIDFont(name))

Draw = Callable[[Canvas, int], None]


def pdf(
    paragraphs: Sequence[str],
    lang: str = "en",
    *,
    columns: int = 1,
    decorate: Draw = lambda canvas, page: None,
    **information: Any,
) -> bytes:
    """A PDF with these paragraphs, justified, in columns; ``decorate`` draws on every page."""
    stream = io.BytesIO()
    width, height = A4
    document = BaseDocTemplate(stream, pagesize=A4, invariant=True, **information)
    room = (width - 120 - 24 * (columns - 1)) / columns
    frames = [
        Frame(60 + at * (room + 24), 90, room, height - 180, leftPadding=0, rightPadding=0)
        for at in range(columns)
    ]

    def drawn(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setFont(FONTS[lang], 9)
        decorate(canvas, template.page)

    document.addPageTemplates([PageTemplate(frames=frames, onPage=drawn)])
    style = ParagraphStyle(
        "body",
        fontName=FONTS[lang],
        fontSize=10.5,
        leading=15,
        alignment=4,
        spaceAfter=8,
        wordWrap="CJK" if lang[:2] in ("zh", "ja") else None,
    )
    document.build([Paragraph(text, style) for text in paragraphs])
    return stream.getvalue()


def drawn(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """A PDF whose pages are drawn by hand."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True, **options)
    for page in pages:
        canvas.setFont("Times-Roman", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines(canvas: Canvas, texts: Sequence[str], left: float = 72, top: float = 760) -> None:
    """Text on a page, a line each."""
    for at, text in enumerate(texts):
        canvas.drawString(left, top - 14 * at, text)


def picture(canvas: Canvas) -> None:
    """A grey picture on a page, as of a scanner."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 50, 50, 480, 700)


def word(*blocks: str | Sequence[Sequence[str]], **properties: Any) -> bytes:
    """A Word document: a text is a paragraph, rows of texts are a table."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=len(block[0]))
        for row in block:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = "A running head"
    document.sections[0].footer.paragraphs[0].text = "A running foot"
    for key, value in properties.items():
        setattr(document.core_properties, key, value)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def mail(
    text: str,
    *,
    page: str | None = None,
    attached: Mapping[str, bytes | EmailMessage] = {},
    **heads: str,
) -> bytes:
    """A mail with this text, its page beside it, and attachments by name."""
    return message(text, page=page, attached=attached, **heads).as_bytes()


def message(
    text: str,
    *,
    page: str | None = None,
    attached: Mapping[str, bytes | EmailMessage] = {},
    **heads: str,
) -> EmailMessage:
    """As ``mail``, before it is bytes."""
    made = EmailMessage()
    known = {
        "Subject": "On the talks",
        "From": "Press office <press@example.org>",
        "To": "list@example.org",
        "Date": "Sat, 01 Jun 2024 09:30:00 +0800",
    }
    for name, value in {**known, **heads}.items():
        made[name] = value
    made.set_content(text)
    if page is not None:
        made.add_alternative(page, subtype="html")
    for name, content in attached.items():
        if isinstance(content, EmailMessage):
            made.add_attachment(content)
        else:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            main, _, sub = kind.partition("/")
            made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made


def feed(entries: Sequence[tuple[str, str]], title: str = "A paper") -> bytes:
    """An RSS feed with these titles and texts."""
    items = "".join(
        f"<item><title>{name}</title><link>https://example.org/{at}</link>"
        f"<pubDate>Sat, 01 Jun 2024 0{at % 10}:00:00 GMT</pubDate><guid>tag:{at}</guid>"
        f"<description><![CDATA[<p>{text}</p>]]></description></item>"
        for at, (name, text) in enumerate(entries)
    )
    head = f"<channel><title>{title}</title><link>https://example.org/</link>"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{head}{items}</channel></rss>'
    ).encode()


def book(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook with these sheets; a cell may be a pair of value and number format."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(at, column)
                if isinstance(value, tuple):
                    cell.value, cell.number_format = value
                else:
                    cell.value = value
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def archive(parts: dict[str, bytes | str]) -> bytes:
    """A packed archive with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes | str]) -> bytes:
    """The archive with these parts in place of its own, or beside them."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        own: dict[str, bytes | str] = {name: packed.read(name) for name in packed.namelist()}
    return archive({**own, **parts})
