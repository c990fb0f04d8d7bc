"""Comparison: two documents' accounts of one event."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from parley import comparison
from parley.comparison import Comparison
from parley.desk.errors import DeskError
from parley.items import Document, Item

if TYPE_CHECKING:
    from parley.documents import Reading
    from parley.lexicon import Lexicon

Compared = str | Path | Document


class Comparing:
    """The part of a desk that holds accounts against each other; see ``parley.desk.Desk``."""

    if TYPE_CHECKING:
        _ui: str

        @property
        def lexicon(self) -> Lexicon: ...  # noqa: D102
        def held(self, docs: Iterable[str]) -> dict[str, Document]: ...  # noqa: D102
        def items_of(self, docs: Collection[str]) -> list[Item]: ...  # noqa: D102
        def _coded(self, given: Sequence[Document], workers: int) -> list[Item]: ...
        def read(self, paths: str | Path) -> Reading: ...  # noqa: D102

    def compare(self, a: Compared, b: Compared) -> Comparison:
        """Two accounts of one event, point by point.

        Each is a file, the id of a document of the desk, or a document. Nothing of what is given is
        kept; a document of the desk counts with the decisions made on it. Raises ``DeskError``
        where either cannot be read, or is not one document.
        """
        one, other = (self._account(given) for given in (a, b))
        return comparison.compare(one, other, self.lexicon, self._ui)

    def _account(self, given: Compared) -> tuple[Document, list[Item]]:
        if isinstance(given, str):
            found = self.held([given]).get(given)
            if found is not None:
                return found, self.items_of([given])
        document = given if isinstance(given, Document) else self._only(given)
        return document, self._coded([document], 1)

    def _only(self, path: str | Path) -> Document:
        if not Path(path).exists():
            raise DeskError(f"{path}: no such file, and no document of the desk has this id")
        reading = self.read(path)
        if reading.problems:
            raise DeskError(str(reading.problems[0]))
        if len(reading.documents) != 1:
            found = len(reading.documents)
            raise DeskError(f"{path}: {found} documents, where one account is compared with one")
        return reading.documents[0]
