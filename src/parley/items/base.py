"""Pieces that several items share, and their JSON."""

import hashlib
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec

Party = str
"""ISO 3166-1 alpha-3 code of a state or economy, or the id of a body (UN, ASEAN)."""

Precision = Literal[
    "day",
    "week",
    "third-of-month",
    "month",
    "season",
    "quarter",
    "half-year",
    "year",
    "decade",
    "unknown",
]

LONGEST: dict[Precision, int] = {
    "day": 1,
    "week": 7,
    "third-of-month": 11,
    "month": 31,
    "season": 92,
    "quarter": 92,
    "half-year": 184,
    "year": 366,
    "decade": 3653,
}
"""Days that one date of a precision has at the most."""

T = TypeVar("T")


class Span(NamedTuple):
    """A piece of a text: code-point offsets, the end exclusive."""

    start: int
    end: int


class Evidence(msgspec.Struct, frozen=True):
    """The words that an item rests on: the document's text from ``start`` to ``end``."""

    start: int
    end: int
    text: str


class Participant(msgspec.Struct, frozen=True):
    """A person or office that takes part; ``entity`` is the lexicon's id or None."""

    name: str
    party: Party | None = None
    role: str | None = None
    entity: str | None = None


class Place(msgspec.Struct, frozen=True):
    """Where something happened; ``party`` is whose territory it is, where that is not disputed."""

    name: str
    party: Party | None = None
    entity: str | None = None


class Problem(msgspec.Struct, frozen=True):
    """Something that could not be read or used: where, what, and what to do about it."""

    source: str
    message: str
    line: int | None = None
    hint: str | None = None

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}, line {self.line}"
        return f"{where}: {self.message}" + (f" ({self.hint})" if self.hint else "")


_SIZES = [size.to_bytes(4, "big") for size in range(64)]


def content_id(prefix: str, *parts: object) -> str:
    """An id from content: the same parts give the same id in any process.

    Parts are length-prefixed before hashing, so that ("ab", "c") and ("a", "bc") differ.
    """
    pieces: list[bytes] = []
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        size = len(data)
        pieces += (_SIZES[size] if size < len(_SIZES) else size.to_bytes(4, "big"), data)
    return f"{prefix}-{hashlib.blake2b(b''.join(pieces), digest_size=8).hexdigest()}"


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON of any item or list of items; dates are ISO 8601."""
    data = msgspec.json.encode(value)
    if indent is not None:
        data = msgspec.json.format(data, indent=indent)
    return data.decode("utf-8")


def from_json(text: str | bytes, kind: type[T]) -> T:
    """The item that ``to_json`` wrote. Raises ``msgspec.ValidationError`` naming the field."""
    return msgspec.json.decode(text, type=kind)
