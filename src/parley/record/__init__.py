"""The record: the desk's store, the merge of many tellings, and the reference chronology."""

from parley.record.chronology import Coverage, check_reference, coverage, reference
from parley.record.merge import merge, merge_with_reference
from parley.record.store import Fate, Store, StoreError

__all__ = [
    "Coverage",
    "Fate",
    "Store",
    "StoreError",
    "check_reference",
    "coverage",
    "merge",
    "merge_with_reference",
    "reference",
]
