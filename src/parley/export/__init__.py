"""The record for other programs: one module a format, each read back by what reads it."""

from parley.export.formats import BINARY, FORMATS, WHOLE, Writer, write, write_file
from parley.export.parquet import MissingPackageError

__all__ = ["BINARY", "FORMATS", "WHOLE", "MissingPackageError", "Writer", "write", "write_file"]
