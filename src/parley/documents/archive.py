"""Office documents are archives of XML: opened within bounds, or refused."""

import io
import zipfile
import zlib
from typing import Self

from parley.documents.markup import checked

MAX_BYTES = 100_000_000
MAX_ENTRIES = 10_000
MAX_PART = 40_000_000
"""Bytes of one part, unpacked."""
MAX_XML = 80_000_000
"""Bytes of all parts read, unpacked."""
MAX_RATIO = 300
"""Unpacked to packed; what text comes to lies below 50."""
_SMALL = 1_000_000  # bytes for which the ratio does not matter


class ArchiveError(ValueError):
    """An archive that is damaged, or made to exhaust whoever opens it. The message says which."""


class Archive:
    """The parts of an office document, each unpacked within bounds and checked as XML."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            raise ArchiveError(f"larger than {MAX_BYTES:,} bytes")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
            raise ArchiveError("a damaged archive") from fault
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise ArchiveError(f"an archive of more than {MAX_ENTRIES:,} parts")
        self._entries = {entry.filename: entry for entry in entries}
        self._spent = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def names(self) -> list[str]:
        """The parts' names, in order."""
        return sorted(self._entries)

    def xml(self, name: str) -> bytes | None:
        """A part that holds XML, safe to parse; None where there is none of that name.

        Raises ``ArchiveError`` where it is damaged, encrypted, or unpacks to more than a document
        has any use for, and ``MarkupError`` where its XML declares entities or nests without end.
        """
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.flag_bits & 0x1:
            raise ArchiveError("it is encrypted")
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > MAX_PART or (entry.file_size > _SMALL and ratio > MAX_RATIO):
            raise ArchiveError(f"its part {_short(name)} unpacks to {entry.file_size:,} bytes")
        try:
            # What an entry says of its size is not to be relied on.
            with self._zip.open(entry) as stream:
                data = stream.read(MAX_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as fault:
            raise ArchiveError(f"its part {_short(name)} is damaged") from fault
        self._spent += len(data)
        if len(data) > MAX_PART or self._spent > MAX_XML:
            raise ArchiveError(f"it unpacks to more than {MAX_PART:,} bytes")
        checked(data)
        return data


def _short(name: str) -> str:
    return repr(name if len(name) <= 60 else name[:57] + "...")
