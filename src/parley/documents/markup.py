"""XML before it is parsed: no declared entities, no endless nesting, nothing outside the file."""

from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

MAX_DEPTH = 200
MAX_ELEMENTS = 600_000
MAX_NAME = 10_000
"""Characters of an element's or an attribute's name, its namespace included."""


class MarkupError(ValueError):
    """XML that is broken, or made to exhaust its reader. The message says which."""


class _Counter:
    """A parser's target that keeps nothing and minds depth and number."""

    def __init__(self) -> None:
        self.depth = self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Counts an element."""
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH:
            raise MarkupError(f"its XML is nested more than {MAX_DEPTH} deep")
        if self.count > MAX_ELEMENTS:
            raise MarkupError(f"its XML has more than {MAX_ELEMENTS:,} elements")
        longest = max(map(len, (tag, *attributes)))
        if longest > MAX_NAME:
            raise MarkupError(f"its XML has a name of {longest:,} characters")

    def end(self, tag: str) -> None:
        """Leaves an element."""
        self.depth -= 1

    def close(self) -> None:
        """There is nothing to return."""


def checked(data: bytes) -> None:
    """Raises ``MarkupError`` where XML is broken, declares entities or a type, or has no end."""
    _parse(data, _Counter())


def parsed(data: bytes) -> Element:
    """The root of XML that ``checked`` let pass."""
    checked(data)
    root: Element = defusedxml.ElementTree.fromstring(data, forbid_dtd=True)
    return root


def _parse(data: bytes, target: Any) -> None:
    parser = defusedxml.ElementTree.DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as fault:
        raise MarkupError("its XML declares a type or entities, which documents do not") from fault
    except ParseError as fault:
        raise MarkupError(f"its XML is broken: {fault}") from fault
    except (ValueError, LookupError) as fault:
        if isinstance(fault, MarkupError):
            raise
        raise MarkupError(f"its XML is in an encoding that is not known: {fault}") from fault
