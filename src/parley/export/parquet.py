"""The merged events as Parquet: columns with types, nested where the record is."""

import datetime as dt
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from parley.export.telling import in_order
from parley.items import MergedEvent
from parley.report.data import ReportData
from parley.report.words import Words

if TYPE_CHECKING:
    import pyarrow

ROWS = 2_000
"""Events in memory as a table at a time."""


class MissingPackageError(Exception):
    """An export that needs a package which is not installed; the message says which."""


def schema() -> "pyarrow.Schema":
    """The columns: those of a merged event, in its order.

    Lists of codes are lists, ``sources`` a list of structs with ``evidence`` inside; what a source
    gives differently (``asserted``) is JSON, since its fields differ by source.
    """
    import pyarrow as pa

    text, day, texts = pa.string(), pa.date32(), pa.list_(pa.string())
    evidence = pa.list_(pa.struct({"start": pa.int64(), "end": pa.int64(), "text": text}))
    named = {"name": text, "party": text}
    source = {
        "doc": text,
        "assertion": text,
        "voice": text,
        "published": day,
        "title": text,
        "url": text,
        "evidence": evidence,
        "asserted": text,
    }
    join = {"a": text, "b": text, "score": pa.float64(), "parts": pa.map_(text, pa.float64())}
    special = {
        "start": day,
        "end": day,
        **dict.fromkeys(("lasting", "ongoing", "informal"), pa.bool_()),
        "local_dates": pa.map_(text, day),
        "participants": pa.list_(pa.struct({**named, "role": text, "entity": text})),
        "iteration": pa.int32(),
        "place": pa.struct({**named, "entity": text}),
        "confidence": pa.float64(),
        "sources": pa.list_(pa.struct(source)),
        "merged": pa.list_(pa.struct(join)),
        **dict.fromkeys(_LISTS, texts),
    }
    return pa.schema([(name, special.get(name, text)) for name in MergedEvent.__struct_fields__])


_LISTS = ("parties", "initiator", "recipient", "cause", "conflicts", "aliases")


def write(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """A row an event. Raises ``MissingPackageError`` where pyarrow is not installed."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as fault:
        raise MissingPackageError(
            "Parquet needs pyarrow: pip install 'parley-workbench[parquet]'"
        ) from fault
    columns = schema()
    with ParquetWriter(out, columns, compression="zstd") as writer:
        events = iter(in_order(data))
        while rows := [_row(event) for event in islice(events, ROWS)]:
            writer.write_table(pa.Table.from_pylist(rows, columns))
    return []


def _row(event: MergedEvent) -> dict[str, object]:
    row: dict[str, object] = msgspec.to_builtins(event, builtin_types=(dt.date,))
    if event.local_dates is not None:
        row["local_dates"] = sorted(event.local_dates.items())
    row["merged"] = [
        {**msgspec.to_builtins(join), "parts": sorted(join.parts.items())} for join in event.merged
    ]
    row["sources"] = [
        {
            **msgspec.to_builtins(source, builtin_types=(dt.date,)),
            "asserted": msgspec.json.encode(source.asserted).decode("utf-8"),
        }
        for source in event.sources
    ]
    return row
