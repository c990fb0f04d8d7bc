"""Web pages: the main text, tables and lists with it, and what the page says of itself."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import msgspec

from parley.documents.articles import Article, articles
from parley.documents.draft import Draft, Read, damage, digest
from parley.documents.encodings import decode
from parley.documents.metadata import Faults, Metadata, metadata
from parley.items import Problem

MAX_BYTES = 20_000_000

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_XML_HEAD = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S{1,2000})")
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"</?\w{1,40}")
_MAX_TAG = 20_000
_NOT_MAIN = "//nav | //footer | //*[@role='navigation']"
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption dd details div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul",
    )
)
_SILENT = frozenset(["script", "style", "noscript", "template", "head", "svg", "iframe", "select"])


def read_html(data: bytes, source: str, parties: Collection[str] = ()) -> Read:
    """One document: the page's main text; title, date, publisher and address from the page.

    A page that holds several articles gives a document for each, with its own heading, address
    and day where the page tells them.

    Offsets count in the text extracted, in which paragraphs, list items and rows of tables stand
    apart by blank lines, a row's cells by tabs. Where no main text can be told from the rest, all
    of the page's text is kept.
    """
    if len(data) > MAX_BYTES:
        message = f"a page of {len(data):,} bytes is larger than {MAX_BYTES:,}"
        return Read((), (Problem(source, message, None, "save its text as a .txt file"),))
    charset = _CHARSET.search(data, 0, 4096)
    found = decode(data, charset.group(1).decode("ascii", "replace") if charset else None)
    markup = _lightened(_XML_HEAD.sub("", found.text))
    text, page = _main(markup, source, parties)
    several = [
        _draft_of(article, number, page, source, parties)
        for number, article in enumerate(articles(markup, page.url), 1)
    ]
    if len(several) > 1:
        return Read(tuple(several), damage(source, found.broken))
    text = text or all_text(markup)
    if not text:
        return Read((), (Problem(source, "no text in this page", None, "save it as text"),))
    draft = Draft(text=text, sha256=digest(data), page=page)
    return Read((draft,), damage(source, found.broken))


def _draft_of(
    article: Article, number: int, page: Metadata, source: str, parties: Collection[str]
) -> Draft:
    """The document of one article among several."""
    text = _main(article.markup, source, parties)[0] or all_text(article.markup)
    unreported = Faults(source)
    own = metadata(
        {"title": article.title, "url": article.url, "published": article.published},
        unreported,
        parties,
    )
    rest = msgspec.structs.replace(page, title=None, published=None)
    return Draft(
        text=text,
        sha256=digest(article.markup.encode("utf-8", "replace")),
        page=own.over(rest),
        part=f"-{number}",
    )


def _lightened(markup: str) -> str:
    """The page without the attributes of overlong tags: images as text, drawings, and traps.

    The parser takes time by the square of a tag's attributes.
    """
    pieces = markup.split(">")
    for at, piece in enumerate(pieces):
        if len(piece) > _MAX_TAG:
            start = piece.rfind("<")
            name = _TAG.match(piece, max(start, 0))
            if name and len(piece) - start > _MAX_TAG:
                pieces[at] = piece[: name.end()]
    return ">".join(pieces)


def _main(markup: str, source: str, parties: Collection[str]) -> tuple[str, Metadata]:
    """The main text and the page's description, both empty where none are found."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        markup,
        favor_recall=True,
        include_tables=True,
        include_comments=False,
        with_metadata=True,
        prune_xpath=_NOT_MAIN,
        # The bounds are fixed so that a page gives the same date on any day it is read.
        date_extraction_params={
            "extensive_search": False,
            "original_date": True,
            "min_date": "1980-01-01",
            "max_date": "2099-12-31",
        },
    )
    if found is None:
        return "", Metadata()
    saved = _SAVED_FROM.search(markup, 0, 4096)
    address = found.url or (saved.group(1) if saved else None)
    # What a page says of itself is taken where it is sound, and is nobody's fault where it is not.
    unreported = Faults(source)
    page = metadata(
        {
            "title": found.title,
            "url": address,
            "publisher": found.sitename,
            "published": found.date,
            "lang": found.language,
        },
        unreported,
        parties,
    )
    pieces = [] if found.body is None else list(_pieces(found.body))
    text = "\n\n".join(pieces)
    if len(pieces) == 1:  # of a short page trafilatura runs headings, items and rows together
        whole = all_text(markup)
        if "".join(whole.split()) == "".join(text.split()):
            text = whole
    return text, page


def _pieces(body: Any) -> Iterator[str]:
    """The paragraphs, headings, list items and table rows of an extracted body, in order."""
    for block in body:
        if block.tag == "table":
            for row in block.iter("row"):
                cells = (_flat(cell) for cell in row.iter("cell"))
                yield from filter(None, ["\t".join(cell for cell in cells if cell)])
        elif block.tag == "list":
            for item in block.iter("item"):
                yield from (f"- {line}" for line in filter(None, [_flat(item)]))
        else:
            yield from filter(None, [_flat(block)])


def _flat(element: Any) -> str:
    """The text of an element: line breaks where the page has them, other white space as a space."""
    pieces: list[str] = []
    for node in element.iter():
        if node.tag == "lb":
            pieces.append("\n")
        elif isinstance(node.tag, str) and node.text:
            pieces.append(" ".join(f"|{node.text}|".split())[1:-1])
        if node is not element and node.tail:
            pieces.append(" ".join(f"|{node.tail}|".split())[1:-1])
    lines = "".join(pieces).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _apart(tag: Any) -> str:
    """What stands between an element and the text beside it."""
    return "\n" if tag in _BLOCKS else " " if tag in ("td", "th") else ""


def all_text(markup: str) -> str:
    """All text of a page but scripts and styles, blocks on lines of their own."""
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(markup, parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return ""
    pieces: list[str] = []
    silent = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            silent += element.tag in _SILENT
            pieces.append(_apart(element.tag))
            pieces.append(_SPACE.sub(" ", element.text or "") if not silent else "")
        else:
            silent -= element.tag in _SILENT
            pieces.append(_apart(element.tag))
            pieces.append(_SPACE.sub(" ", element.tail or "") if not silent else "")
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)
