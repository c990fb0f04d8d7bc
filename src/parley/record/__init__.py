"""The record: the desk's store, the merge of many tellings, and the reference chronology."""

from parley.record.backends import Address, folder, shown
from parley.record.backup import backup, restore
from parley.record.bydate import Head, Told, by_date, heads
from parley.record.care import Counts, DeskInfo, by_kind, info
from parley.record.chronology import Coverage, Entry, Page, coverage, entries, reference
from parley.record.chronology_check import check_reference
from parley.record.chronology_cite import Style, cite
from parley.record.chronology_lookup import ReferenceFigures, choose, figures, search_reference
from parley.record.doubtful import doubtful
from parley.record.facets import place
from parley.record.faults import StoreError
from parley.record.holding import holding
from parley.record.kept import chronology, page, page_of
from parley.record.merge import merge, merge_with_reference
from parley.record.pages import Placed, Wanted, fits
from parley.record.renewal import renew, waiting
from parley.record.soundness import check
from parley.record.store import Fate, Store

__all__ = [
    "Address",
    "Counts",
    "Coverage",
    "DeskInfo",
    "Entry",
    "Fate",
    "Head",
    "Page",
    "Placed",
    "ReferenceFigures",
    "Store",
    "StoreError",
    "Style",
    "Told",
    "Wanted",
    "backup",
    "by_date",
    "by_kind",
    "check",
    "check_reference",
    "choose",
    "chronology",
    "cite",
    "coverage",
    "doubtful",
    "entries",
    "figures",
    "fits",
    "folder",
    "heads",
    "holding",
    "info",
    "merge",
    "merge_with_reference",
    "page",
    "page_of",
    "place",
    "reference",
    "renew",
    "restore",
    "search_reference",
    "shown",
    "waiting",
]
