"""Bytes to text: UTF-8 and UTF-16, and the national encodings that older files are in."""

import codecs
import re
import unicodedata
from typing import NamedTuple


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and how many broken bytes were replaced by U+FFFD."""

    text: str
    encoding: str
    broken: int = 0


class UndecodableError(ValueError):
    """The bytes are no text, or text in an encoding that cannot be told. The message says which."""


_SAMPLE = 200_000
_LIKELY = 0.12  # the least share of frequent characters in text that is read right
_BROKEN_SHARE = 0.01
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

# The most frequent characters of running text. In 40 characters of news they make up a quarter
# or more; in bytes read in the wrong encoding hardly one turns up.
_CHINESE = (
    "的一是不了在人有我他中大上和国國这這为為以会會来來说說时時对對个個方年月日部于於与與及其就也"
    "到要可出而生自之后後所并並将將双雙两兩美军軍防外表示行同进進发發开開通作被由等本次第至已未"
    "新公事关關系係议議长長高地区區安全台臺海問问題题政府民主席総总統统，。、「」《》；：？！（）“”・％"
)
_JAPANESE = (
    "".join(map(chr, range(0x3041, 0x3094))) + "ンスルトーリアイラクシ日本国会年月防衛大臣、。「」"
)
_KOREAN = (
    "이다의는에을를가은로하고한지서도사기으리자대정시국해일인부수장것있라나과와전만제어했며군들"
    "회합동보관중방조통남북양측간년월일상안공유원"
)

_FREQUENT = {
    "gb18030": frozenset(_CHINESE),
    "cp950": frozenset(_CHINESE),
    "big5hkscs": frozenset(_CHINESE),
    "cp932": frozenset(_JAPANESE),
    "euc_jp": frozenset(_JAPANESE),
    "cp949": frozenset(_KOREAN),
}
_WIDE = frozenset(_CHINESE + _JAPANESE + _KOREAN + "".join(map(chr, range(0x20, 0x7F))) + "\n\r\t")


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data``; ``declared`` is an encoding that the file itself names.

    UTF-8 is taken where the bytes allow it, otherwise the encoding whose text looks most like one
    of our languages. A byte order mark of UTF-8 stays in the text as U+FEFF, so that offsets count
    in the file as decoded; NUL becomes U+FFFD, one for one. Raises ``UndecodableError`` for
    binary data and for text whose encoding cannot be told.
    """
    found = _by_mark(data)
    if found is None and 0 in data[:_SAMPLE]:
        found = _wide(data)
    if found is None and b"\x1b$" in data[:_SAMPLE]:
        found = _strict(data, "iso2022_jp")
    # Hardly any text in another encoding is valid UTF-8, while pages declare all sorts of things.
    found = found or _strict(data, "utf-8") or _declared(data, declared)
    found = found or _halved(data) or _damaged(data) or _national(data)
    if _is_binary(data[:_SAMPLE].decode("latin-1") if found is None else found.text[:_SAMPLE]):
        raise UndecodableError("binary data, not text")
    if found is None:
        raise UndecodableError("the encoding of this text cannot be told")
    return found._replace(text=found.text.replace("\x00", "\ufffd"))


def _is_binary(sample: str) -> bool:
    """Whether control characters are more than a slip or two."""
    return len(_CONTROL.findall(sample)) > max(2, 0.005 * len(sample))


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _by_mark(data: bytes) -> Decoded | None:
    marks = (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    )
    for mark, encoding in marks:
        if data.startswith(mark):
            return _strict(data, encoding) or _strict(data[: len(data) // 4 * 4], encoding)
    return None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    # Pages that say gb2312 or big5 mean the larger sets that followed them.
    name = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "shift_jis": "cp932"}.get(
        name, {"euc_kr": "cp949", "iso8859-1": "cp1252"}.get(name, name)
    )
    return _strict(data, name) if name in _FREQUENT else None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: text in which NUL bytes are halves of characters."""
    best: tuple[float, Decoded] | None = None
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        found = _strict(data, encoding)
        if found is None:
            continue
        sample = found.text[:_SAMPLE]
        share = sum(char in _WIDE for char in sample) / max(1, len(sample))
        if share > 2 * _LIKELY and (best is None or share > best[0]):
            best = share, found
    return best[1] if best else None


def _halved(data: bytes) -> Decoded | None:
    """UTF-8 that was made from UTF-16 half by half: pairs are joined, lone halves are broken."""
    try:
        halves = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    text = halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return Decoded(text, "utf-8", text.count("\ufffd") - halves.count("\ufffd"))


def _damaged(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as after a cut or a careless join."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(char > "\x7f" for char in text[:_SAMPLE])
    return Decoded(text, "utf-8", broken) if broken <= _BROKEN_SHARE * foreign else None


def _national(data: bytes) -> Decoded | None:
    # A multi-byte character may be cut at the sample's end: judge the sample up to a line's end.
    sample = data[:_SAMPLE]
    if len(data) > _SAMPLE and b"\n" in sample:
        sample = sample[: sample.rindex(b"\n")]
    scores: list[tuple[float, str]] = []
    for encoding, frequent in _FREQUENT.items():
        text = sample.decode(encoding, "replace")
        foreign = [char for char in text if char > "\x7f"]
        if not foreign or text.count("\ufffd") > _BROKEN_SHARE * len(foreign):
            continue
        hits = sum(char in frequent for char in foreign) - 2 * sum(map(_odd, foreign))
        scores.append((hits / len(foreign), encoding))
    # Of equal scores the first in the table: cp950 before its Hong Kong superset.
    score, encoding = max(scores, key=lambda pair: pair[0], default=(0.0, ""))
    if score >= _LIKELY:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd"))
    high = sum(byte > 0x7F for byte in sample)
    if high <= 0.15 * len(sample):
        return _strict(data, "cp1252")
    return None


def _odd(char: str) -> bool:
    """Characters that right text hardly holds: private, unassigned, control, half-width kana."""
    return unicodedata.category(char) in ("Co", "Cn", "Cc") or "\uff61" <= char <= "\uff9f"
