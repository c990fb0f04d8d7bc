"""What an export takes from a desk, and where it goes."""

from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from parley.desk.errors import DeskError
from parley.export import FORMATS, ExportError, write, write_file
from parley.lexicon import Lexicon
from parley.report import ReportData


def narrowed(data: ReportData) -> ReportData:
    """The data without what does not go with its events.

    Kept are the documents that tell of an event, the statements and claims in them, and the
    channels that an event went through.
    """
    told = {source.doc for event in data.events for source in event.sources}
    used = {event.channel for event in data.events}
    return replace(
        data,
        documents=tuple(d for d in data.documents if d.id in told),
        statements=tuple(s for s in data.statements if s.doc in told),
        checks=tuple(c for c in data.checks if c.claim.doc in told),
        channels=tuple(c for c in data.channels if c.id in used),
    )


def written(
    format: str, data: ReportData, path: str | Path | BinaryIO, ui: str, lexicon: Lexicon
) -> list[str]:
    """Writes the data and returns the notes. Raises ``DeskError`` where that cannot be done."""
    if format not in FORMATS:
        raise DeskError(f"no format {format!r}: use one of {', '.join(FORMATS)}")
    try:
        if isinstance(path, str | Path):
            return write_file(format, data, Path(path), ui, lexicon)
        return write(format, data, path, ui, lexicon)
    except ExportError as fault:
        raise DeskError(str(fault)) from fault
    except OSError as fault:
        if not isinstance(path, str | Path):
            raise
        message = f"{path}: cannot be written: {fault.strerror or fault}; name a file in a folder"
        raise DeskError(f"{message} that is there and that you may write") from fault
