"""The record for other programs: one module a format, each read back by what reads it.

A workbook or CSV file that an analyst has edited comes back as a list of edits: ``read_edits``.
"""

from parley.export.compared import write_comparison
from parley.export.edits import Added, Edit, Edited, Mark, Stale, read_edits, stale
from parley.export.errors import ExportError
from parley.export.formats import BINARY, FORMATS, WHOLE, Writer, write, write_file
from parley.export.sheets import SheetError

__all__ = [
    "BINARY",
    "FORMATS",
    "WHOLE",
    "Added",
    "Edit",
    "Edited",
    "ExportError",
    "Mark",
    "SheetError",
    "Stale",
    "Writer",
    "read_edits",
    "stale",
    "write",
    "write_comparison",
    "write_file",
]
