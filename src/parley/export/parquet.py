"""The merged events as Parquet: columns with types, nested where the record is."""

import datetime as dt
import types
import typing
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from parley.export.errors import ExportError
from parley.export.telling import in_order
from parley.items import MergedEvent
from parley.report.data import ReportData
from parley.report.words import Words

if TYPE_CHECKING:
    import pyarrow

ROWS = 2_000
"""Events in memory as a table at a time."""


def schema() -> "pyarrow.Schema":
    """The columns: the fields of a merged event, in its order.

    Lists are lists, structs inside it structs, tables by name maps; what may hold anything
    (``asserted``: what a source gives differently) is JSON.
    """
    import pyarrow as pa

    return pa.schema(list(_fields(MergedEvent).items()))


def write(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """A row an event. Raises ``ExportError`` where pyarrow is not installed."""
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as fault:
        raise ExportError(
            "Parquet needs pyarrow: pip install 'parley-workbench[parquet]'"
        ) from fault
    columns = schema()
    with ParquetWriter(out, columns, compression="zstd") as writer:
        events = iter(in_order(data))
        while rows := [_plain(event) for event in islice(events, ROWS)]:
            writer.write_table(pa.Table.from_pylist(rows, columns))
    return []


@cache
def _hints(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _fields(kind: type[msgspec.Struct]) -> dict[str, "pyarrow.DataType"]:
    hints = _hints(kind)
    return {name: _type(hints[name]) for name in kind.__struct_fields__}


def _type(hint: Any) -> "pyarrow.DataType":
    """The column type of a field's type."""
    import pyarrow as pa

    simple = {int: pa.int64(), float: pa.float64(), bool: pa.bool_(), dt.date: pa.date32()}
    if hint in simple:
        return simple[hint]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return pa.struct(_fields(hint))
    made, inside = typing.get_origin(hint), typing.get_args(hint)
    if made in (types.UnionType, typing.Union):
        (one,) = (part for part in inside if part is not types.NoneType)
        return _type(one)
    if made is tuple:
        return pa.list_(_type(inside[0]))
    if made is dict and inside[1] is not Any:
        return pa.map_(pa.string(), _type(inside[1]))
    return pa.string()


def _plain(value: Any) -> Any:
    """A value as the columns take it."""
    if isinstance(value, msgspec.Struct):
        hints = _hints(type(value))
        return {
            name: _json(getattr(value, name))
            if typing.get_args(hints[name])[-1:] == (Any,)
            else _plain(getattr(value, name))
            for name in value.__struct_fields__
        }
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return sorted(value.items())
    return value


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode("utf-8")
