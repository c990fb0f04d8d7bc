"""What comes from documents, made harmless for where it goes."""

import re
from urllib.parse import urlsplit

_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_.-]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_GUARD = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("'" + _GUARD.pattern)
_POP, _POP_ISOLATE = "\u202c", "\u2069"
_OPENING = dict.fromkeys("\u202a\u202b\u202d\u202e", _POP) | dict.fromkeys(
    "\u2066\u2067\u2068", _POP_ISOLATE
)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&])")
_MARKDOWN_START = re.compile(r"^(\s*)(?:([-+])|(\d+)([.)]))(?=\s|$)")


def safe_url(url: str | None) -> str | None:
    """The address where it is http or https and names a host, else None."""
    if not url or any(c.isspace() or ord(c) < 32 for c in url.strip()):
        return None
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def anchor(prefix: str, identifier: str) -> str:
    """An HTML id for an item's id: the same item has the same anchor in every report."""
    return prefix + "-" + _UNSAFE_ID.sub(lambda m: f"_{ord(m.group()):x}", identifier)


def printable(text: str) -> str:
    """The text without control characters and lone surrogates, which no output can carry."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """The text with every run of white space as one space, which turns round nothing behind it."""
    return closed(" ".join(printable(text).split()))


def closed(text: str) -> str:
    """The text with each direction that it opens closed at its end, and none that it did not open.

    Characters that say which way to read on would else go on to what a page says after it.
    """
    if not _DIRECTION.search(text):
        return text
    out: list[str] = []
    ends: list[str] = []
    for character in text:
        if character in _OPENING:
            ends.append(_OPENING[character])
        elif character in _OPENING.values():
            if character not in ends or (character == _POP and ends[-1] != _POP):
                continue
            while ends.pop() != character:
                pass
        out.append(character)
    return "".join([*out, *reversed(ends)])


def csv_cell(text: str) -> str:
    """The text for a spreadsheet's cell: what would start a formula gets a leading apostrophe.

    So does what already has some before such a start, so that ``plain_cell`` undoes it exactly.
    """
    return "'" + text if _GUARD.match(text) else text


def plain_cell(cell: str) -> str:
    """The text that ``csv_cell`` made this cell of."""
    return cell[1:] if _GUARDED.match(cell) else cell


def markdown(text: str) -> str:
    """The text as literal Markdown on one line."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text))
    return _MARKDOWN_START.sub(
        lambda m: m[1] + ("\\" + m[2] if m[2] else m[3] + "\\" + m[4]), escaped
    )


def markdown_part(text: str) -> str:
    """A run within a line as literal Markdown: white space at its ends is kept as one space."""
    spaced = _SPACE.sub(" ", printable(text))
    return _MARKDOWN.sub(r"\\\1", spaced)


def markdown_url(url: str) -> str:
    """An address that a Markdown link can hold."""
    return re.sub(r"[<>()\\\"`|]", lambda m: f"%{ord(m.group()):02X}", url)
