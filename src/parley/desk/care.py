"""The care of a desk: what it holds, whether it is sound, copies of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parley import record
from parley.desk.coding import fingerprint
from parley.desk.errors import DeskError, refusals
from parley.items import Document, MergedEvent, Problem
from parley.record import Counts, by_kind


def told(events: Iterable[MergedEvent], documents: Mapping[str, Document]) -> Counts:
    """Merged events by type, each counted once in ``all`` and once in every language of it."""
    found: Counter[tuple[str, str]] = Counter()
    number: Counter[str] = Counter()
    for event in events:
        number[event.type] += 1
        langs = {documents[s.doc].lang for s in event.sources if s.doc in documents}
        found.update((event.type, lang) for lang in langs)
    return by_kind(found, number)


class Caring:
    """The part of a desk that looks after what is stored; see ``parley.desk.Desk``."""

    _address: record.Address
    _folders: tuple[Path, ...]
    _opened: record.Store | None

    if TYPE_CHECKING:

        @property
        def _events(self) -> list[MergedEvent]: ...
        @property
        def _documents(self) -> dict[str, Document]: ...

    def info(self) -> record.DeskInfo:
        """What the desk holds, and by which coder. Raises ``DeskError`` where there is none."""
        with refusals():
            found = record.info(self._there(), fingerprint(self._folders))
        own = (event for event in self._events if event.status != "reference")
        return msgspec.structs.replace(found, events=told(own, self._documents))

    def verify(self) -> list[Problem]:
        """What is wrong with the desk's data: nothing, where nobody else has touched them.

        See ``parley.record.check``. Raises ``DeskError`` where there is no desk.
        """
        return record.check(self._there())

    def backup(self, file: str | Path, overwrite: bool = False) -> None:
        """Writes all of the desk into one file, checked, while others go on working on it.

        Raises ``DeskError`` where the file is there, unless ``overwrite`` is said, or the desk is
        not sound.
        """
        with refusals():
            record.backup(self._there(), Path(file), overwrite)

    @staticmethod
    def restore(file: str | Path, address: record.Address, overwrite: bool = False) -> None:
        """Makes the desk at ``address`` of what ``backup`` wrote, wherever that was taken from.

        A desk that holds something is replaced only where ``overwrite`` is said. Raises
        ``DeskError`` where that cannot be done; then the desk is as it was.
        """
        with refusals():
            record.restore(Path(file), address, overwrite)

    def _there(self) -> record.Store:
        if self._opened is None:
            named = record.shown(self._address)
            raise DeskError(
                f"{named}: no desk there; make one with: parley run PATH --desk {named}"
            )
        return self._opened
