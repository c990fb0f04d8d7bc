"""Pages that hold several articles, each of which is a document."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urljoin

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]

MIN_WEIGHT = 400
"""Of an article: its letters, those of Chinese and Japanese counting for three."""
_SHARE = 0.15  # the least weight to that of the page's heaviest: what is lighter is a teaser
_MAX = 500
_COMMENT = re.compile(r"(?i)\bcomments?\b|\bcomment-")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


class Article(NamedTuple):
    """One article: its markup, heading, address and day as far as the page tells."""

    markup: str
    title: str | None
    url: str | None
    published: str | None


def articles(markup: str, address: str | None) -> list[Article]:
    """The page's articles where it has more than one of substance, else nothing.

    Teasers of other articles and readers' comments are none. ``address`` is the page's own.
    """
    if markup.lower().count("<article") < 2:
        return []
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(markup, parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return []
    found = [e for e in tree.iter("article") if _is_whole(e)]
    weights = [_weight(e) for e in found]
    least = max(MIN_WEIGHT, _SHARE * max(weights, default=0))
    kept = [e for e, weight in zip(found, weights, strict=True) if weight >= least]
    if len(kept) < 2:
        return []
    return [_article(element, address) for element in kept[:_MAX]]


def _is_whole(element: Any) -> bool:
    """Whether it stands in no other article and is no comment."""
    for one in (element, *element.iterancestors()):
        if one is not element and one.tag == "article":
            return False
        if _COMMENT.search(f"{one.get('class', '')} {one.get('id', '')}"):
            return False
    return True


def _weight(element: Any) -> int:
    text = "".join(element.itertext())
    return sum(char.isalnum() for char in text) + 2 * len(_WIDE.findall(text))


def _article(element: Any, address: str | None) -> Article:
    heads: Sequence[Any] = element.xpath(".//h1 | .//h2 | .//h3")
    title = " ".join("".join(heads[0].itertext()).split()) if heads else None
    url = None
    if heads:
        links = heads[0].xpath(".//a/@href | ancestor::a/@href")
        url = _joined(address, links[0]) if links else None
    days = (_DAY.match(time.get("datetime") or "") for time in element.iter("time"))
    day = next((match.group() for match in days if match), None)
    inner = lxml.html.tostring(element, encoding="unicode", with_tail=False)
    return Article(f"<html><body>{inner}</body></html>", title or None, url, day)


def _joined(address: str | None, link: str) -> str | None:
    try:
        url = urljoin(address or "", link.strip())
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None
