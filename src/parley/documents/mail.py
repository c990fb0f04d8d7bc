"""Mails: the text of each, and the documents attached to it."""

import datetime as dt
import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Callable, Collection, Iterator
from email.message import Message
from pathlib import PurePath
from typing import NamedTuple

import msgspec

from parley.documents.draft import Draft, Read, damage, digest
from parley.documents.encodings import UndecodableError, decode
from parley.documents.formats import ENDINGS, format_of
from parley.documents.html import read_html
from parley.documents.metadata import Faults, Metadata, metadata
from parley.items import Problem

MAX_BYTES = 60_000_000
MAX_DEPTH = 4
"""Mails within mails."""
MAX_ATTACHMENTS = 50
_MAX_WORK = 30_000_000  # lines times parts within parts: the parser's time grows with it
_MAX_HEADS = 2_000  # characters of a head that is read
_BOUNDARY = re.compile(rb"boundary\s*=", re.I)
_FLOWED = re.compile(r"(?<=\S) \r?\n(?!-- |\r?\n|>)")
_TEXTS = ("text/plain", "text/html")
_SILENT = ("image", "audio", "video", "font")
_SILENT_KINDS = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/ms-tnef",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "message/delivery-status",
    }
)

Inner = Callable[[bytes, str, str, Collection[str]], Read]
"""Reads an attachment: its bytes, source, ending, and the parties known."""


class _Attached(NamedTuple):
    part: Message
    name: str
    ending: str


class _Known(NamedTuple):
    """What the heads of a mail tell."""

    page: Metadata
    day: dt.date | None


def read_mail(
    data: bytes, source: str, parties: Collection[str], inner: Inner, depth: int = 0
) -> Read:
    """The mail's text, plain where it has it so, else that of its page; then what is attached.

    Subject, date and sender are title, date and publisher. An attachment in a format that is read
    is a document of its own, whose id ends in its name; pictures and signatures are passed over,
    others named as problems.
    """
    if len(data) > MAX_BYTES:
        return _failed(source, f"a mail larger than {MAX_BYTES:,} bytes", "split it")
    if data.count(b"\n") * len(_BOUNDARY.findall(data)) > _MAX_WORK:
        return _failed(source, "a mail of too many parts within parts", "save its text as .txt")
    try:
        message = email.message_from_bytes(data)
        return _mail(message, data, source, parties, inner, depth)
    except RecursionError:
        return _failed(source, "a mail of parts nested too deeply", "save its text as .txt")


def _failed(source: str, message: str, hint: str) -> Read:
    return Read((), (Problem(source, message, None, hint),))


def _mail(
    message: Message,
    data: bytes,
    source: str,
    parties: Collection[str],
    inner: Inner,
    depth: int,
) -> Read:
    known = _known(message, source, parties)
    bodies: list[Message] = []
    attached: list[_Attached] = []
    for part in _leaves(message):
        name = _file_name(part)
        ending = PurePath(name).suffix.lower()
        kind = part.get_content_type()
        inline = part.get_content_disposition() != "attachment"
        # An inline text with a file's name is attached where that is no text's.
        if kind in _TEXTS and inline and ending in ("", ".txt", ".html", ".htm"):
            bodies.append(part)
            continue
        if ending in ENDINGS or kind == "message/rfc822":
            attached.append(_Attached(part, name or "mail.eml", ending or ".eml"))
        elif part.get_content_maintype() not in _SILENT and kind not in _SILENT_KINDS:
            attached.append(_Attached(part, name, ending))
    drafts, problems = [], []
    text, faults = _text(bodies, source, parties)
    problems += faults
    if text.strip():
        drafts.append(Draft(text=text, sha256=digest(data), page=known.page))
    if len(attached) > MAX_ATTACHMENTS:
        message_ = f"more than {MAX_ATTACHMENTS} attachments: the others were left out"
        problems.append(Problem(source, message_, None, "save them beside the mail"))
    taken: set[str] = set()
    for one in attached[:MAX_ATTACHMENTS]:
        outcome = _attachment(one, source, parties, inner, depth)
        problems += outcome.problems
        stem = _unused(PurePath(one.name).stem or "attachment", taken)
        for draft in outcome.drafts:
            drafts.append(_under(draft, stem, known))
    if not drafts and not problems:
        problems.append(Problem(source, "there is no text in it", None, "leave it out"))
    return Read(tuple(drafts), tuple(problems))


def _known(message: Message, source: str, parties: Collection[str]) -> _Known:
    name, address = email.utils.parseaddr(_head(message, "From"))
    day = _day(_head(message, "Date"))
    unreported = Faults(source)
    page = metadata(
        {
            "title": _head(message, "Subject"),
            "publisher": name or address.rpartition("@")[2],
            "published": day,
        },
        unreported,
        parties,
    )
    return _Known(page, page.published)


def _head(message: Message, name: str) -> str:
    """One head as text, its encoded words decoded."""
    try:
        value = str(message.get(name, ""))[:_MAX_HEADS]
        value = str(email.header.make_header(email.header.decode_header(value)))
    except (LookupError, UnicodeError, ValueError, email.errors.MessageError):
        value = str(message.get(name, ""))[:_MAX_HEADS].encode("utf-8", "replace").decode("utf-8")
    return " ".join(value.replace("\x00", "").split())


def _day(value: str) -> str | None:
    """The day in the sender's own time."""
    try:
        return email.utils.parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _file_name(part: Message) -> str:
    try:
        value = part.get_filename("") or part.get_param("name", "", unquote=True)
        name = email.utils.collapse_rfc2231_value(value) if value else ""
        name = str(email.header.make_header(email.header.decode_header(str(name))))
    except (LookupError, UnicodeError, ValueError, TypeError, email.errors.MessageError):
        name = ""
    name = "".join(char for char in name if char.isprintable())
    return PurePath(name.replace("\\", "/")).name[:120].encode("utf-8", "replace").decode("utf-8")


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, of alternatives the plainest that has text."""
    kind = message.get_content_type()
    children = _parts(message)
    if kind == "message/rfc822" or not children:
        yield message
        return
    if kind == "multipart/alternative":
        order = ("text/plain", "multipart/related", "text/html")
        ranked = sorted(
            (c for c in children if c.get_content_type() in order and _has_text(c)),
            key=lambda c: order.index(c.get_content_type()),
        )
        rest = [c for c in children if c.get_content_type() not in order]
        children = [*ranked[:1], *rest]
    for child in children:
        yield from _leaves(child)


def _parts(message: Message) -> list[Message]:
    """The parts within a part."""
    payload = message.get_payload()
    return [p for p in payload if isinstance(p, Message)] if isinstance(payload, list) else []


def _has_text(part: Message) -> bool:
    return part.is_multipart() or bool(_payload(part).strip())


def _payload(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        found = b""
    return found if isinstance(found, bytes) else b""


def _text(
    bodies: list[Message], source: str, parties: Collection[str]
) -> tuple[str, list[Problem]]:
    """The text of a mail's own parts, one after the other."""
    pieces: list[str] = []
    problems: list[Problem] = []
    for part in bodies:
        data = _payload(part)
        if not data.strip():
            continue
        if part.get_content_type() == "text/html":
            page = read_html(data, source, parties)
            pieces += [draft.text for draft in page.drafts]
            problems += page.problems
            continue
        try:
            found = decode(data, _charset(part))
        except UndecodableError as fault:
            problems.append(Problem(source, f"its text: {fault}", None, "save it as UTF-8 text"))
            continue
        problems += damage(source, found.broken)
        text = found.text.replace("\r\n", "\n")
        if str(part.get_param("format", "")).lower() == "flowed":
            text = _FLOWED.sub(" ", text)
        pieces.append(text.strip("\n"))
    return "\n\n".join(pieces), problems


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, UnicodeError, ValueError):
        return None


def _attachment(
    one: _Attached, source: str, parties: Collection[str], inner: Inner, depth: int
) -> Read:
    shown = f"{source}, attachment {one.name or one.part.get_content_type()}"
    data = _payload(one.part)
    mail = one.part.get_content_type() == "message/rfc822"
    if mail:
        data = b"".join(carried.as_bytes() for carried in _parts(one.part)[:1])
    if mail or (one.ending in ENDINGS and format_of(data, one.ending) == "mail"):
        if depth >= MAX_DEPTH:
            return _failed(shown, "mails within mails, too deep", "save it beside the mail")
        return read_mail(data, shown, parties, inner, depth + 1)
    if one.ending not in ENDINGS:
        message = f"no reader for {one.ending or one.part.get_content_type()} files"
        return _failed(shown, message, "convert it and save it beside the mail")
    return inner(data, shown, one.ending, parties)


def _under(draft: Draft, stem: str, known: _Known) -> Draft:
    """An attachment's draft under its mail: what its own file does not tell, the mail does."""
    inside = draft.part or ("" if draft.line is None else f"-{draft.line}")
    publisher = Metadata(publisher=known.page.publisher)
    return msgspec.structs.replace(
        draft,
        part=f"/{stem}{inside}",
        page=draft.page.over(publisher),
        made=draft.made or known.day,
    )


def _unused(stem: str, taken: set[str]) -> str:
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name
