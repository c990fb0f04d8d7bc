"""What comes from documents, made harmless for where it goes."""

import re
from urllib.parse import urlsplit

_UNSAFE_ID = re.compile(r"[^A-Za-z0-9_.-]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_GUARD = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile("'" + _GUARD.pattern)
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
    """The text with every run of white space as one space."""
    return " ".join(printable(text).split())


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
