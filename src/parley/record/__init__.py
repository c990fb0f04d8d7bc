"""The record: the desk's store, the merge of many tellings, and the reference chronology."""

from parley.record.backends import Address, folder, shown
from parley.record.backup import backup, restore
from parley.record.care import Counts, DeskInfo, by_kind, info
from parley.record.chronology import Coverage, Entry, Page, coverage, entries, reference
from parley.record.chronology_check import check_reference
from parley.record.chronology_cite import Style, cite
from parley.record.chronology_lookup import ReferenceFigures, choose, figures, search_reference
from parley.record.faults import StoreError
from parley.record.merge import merge, merge_with_reference
from parley.record.soundness import check
from parley.record.store import Fate, Store

__all__ = [
    "Address",
    "Counts",
    "Coverage",
    "DeskInfo",
    "Entry",
    "Fate",
    "Page",
    "ReferenceFigures",
    "Store",
    "StoreError",
    "Style",
    "backup",
    "by_kind",
    "check",
    "check_reference",
    "choose",
    "cite",
    "coverage",
    "entries",
    "figures",
    "folder",
    "info",
    "merge",
    "merge_with_reference",
    "reference",
    "restore",
    "search_reference",
    "shown",
]
