"""Feeds: each entry of an RSS or Atom file a document."""

import email.utils
import hashlib
import re
from collections.abc import Collection, Iterator
from typing import Any

import lxml.etree  # type: ignore[import-untyped]

from parley.documents.draft import Draft, Read, damage, digest
from parley.documents.encodings import decode
from parley.documents.html import all_text
from parley.documents.markup import MarkupError
from parley.documents.metadata import Faults, metadata
from parley.items import Problem

MAX_BYTES = 20_000_000
MAX_ENTRIES = 20_000

_HEAD = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding=[\"']([\w.:-]{2,40})")
_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("published", "pubDate", "issued", "date", "updated", "modified")


def read_feed(data: bytes, source: str, parties: Collection[str] = ()) -> Read:
    """A document for each entry: its title and text; link, date and publisher from the feed.

    Ids end in a piece of the hash of the entry's own id, so that an entry keeps its own however
    the feed moves on. Raises ``MarkupError`` where the feed declares entities.
    """
    if len(data) > MAX_BYTES:
        message = f"a feed of {len(data):,} bytes is larger than {MAX_BYTES:,}"
        return Read((), (Problem(source, message, None, "split it"),))
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    found = decode(data, declared.group(1).decode("ascii") if declared else None)
    if "<!ENTITY" in found.text:
        raise MarkupError("its XML declares entities, which feeds do not")
    root = _root(_HEAD.sub("", found.text).lstrip())
    entries = [] if root is None else [e for e in root.iter() if _name(e) in ("item", "entry")]
    if root is None or not entries:
        problem = Problem(source, "a feed without entries", None, "save the page that it is of")
        return Read((), (problem,))
    problems = list(damage(source, found.broken))
    if len(entries) > MAX_ENTRIES:
        message = f"more than {MAX_ENTRIES:,} entries: the others were left out"
        problems.append(Problem(source, message, None, "split it"))
    publisher = _first(_channel(root), "title")
    drafts: dict[str, Draft] = {}
    for entry in entries[:MAX_ENTRIES]:
        draft = _draft(entry, publisher, source, parties)
        if draft is not None and draft.part:
            drafts.setdefault(draft.part, draft)
    if not drafts:
        problems.append(Problem(source, "no text in its entries", None, "leave it out"))
    return Read(tuple(drafts.values()), tuple(problems))


def _root(text: str) -> Any:
    parser = lxml.etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return lxml.etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as fault:
        raise MarkupError(f"its XML is broken: {fault}") from fault


def _name(element: Any) -> str:
    """The tag without its namespace; nothing for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _channel(root: Any) -> Any:
    return next((child for child in root if _name(child) == "channel"), root)


def _children(element: Any, *names: str) -> Iterator[Any]:
    """Children of these names, those of the first name first."""
    for name in names:
        yield from (child for child in element if _name(child) == name)


def _first(element: Any, *names: str) -> str | None:
    """The text of the first child of these names that has some."""
    for child in _children(element, *names):
        text = all_text(_markup(child)).replace("\n", " ").strip()
        if text:
            return text
    return None


def _markup(element: Any) -> str:
    """What an element holds as HTML: escaped, as text, or as elements."""
    if len(element):
        inner = (lxml.etree.tostring(child, encoding="unicode") for child in element)
        return (element.text or "") + "".join(inner)
    text = element.text or ""
    if element.get("type") == "text":
        return text.replace("&", "&amp;").replace("<", "&lt;")
    return text


def _link(entry: Any) -> str | None:
    for child in _children(entry, "link"):
        href = child.get("href")
        if href and child.get("rel", "alternate") == "alternate":
            return str(href).strip()
        if child.text and child.text.strip():
            return str(child.text).strip()
    guid = next(_children(entry, "guid"), None)
    text = "" if guid is None or guid.get("isPermaLink") == "false" else (guid.text or "").strip()
    return text if text.startswith(("http://", "https://")) else None


def _day(entry: Any) -> str | None:
    for child in _children(entry, *_DAYS):
        text = (child.text or "").strip()
        if re.match(r"\d{4}-\d\d-\d\d", text):
            return text[:10]
        try:
            return email.utils.parsedate_to_datetime(text).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue  # no date as feeds write them: another child may have one
    return None


def _draft(
    entry: Any, publisher: str | None, source: str, parties: Collection[str]
) -> Draft | None:
    title, link, day = _first(entry, "title"), _link(entry), _day(entry)
    body = ""
    for child in _children(entry, *_TEXTS):
        body = max(body, all_text(_markup(child)), key=len)
    text = body if title is None or body.startswith(title) else f"{title}\n\n{body}".strip()
    if not text:
        return None
    origin = next(_children(entry, "source"), None)
    if origin is not None:
        publisher = _first(origin, "title") or (origin.text or "").strip() or publisher
    unreported = Faults(source)  # what feeds say of themselves is nobody's fault
    page = metadata(
        {"title": title, "url": link, "published": day, "publisher": publisher},
        unreported,
        parties,
    )
    own = _first(entry, "guid", "id") or link or f"{title} {day}"
    key = hashlib.sha256(own.encode("utf-8", "replace")).hexdigest()[:8]
    return Draft(
        text=text, sha256=digest(text.encode("utf-8", "replace")), page=page, part=f"-{key}"
    )
