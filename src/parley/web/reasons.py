"""Why the desk did not do what it was asked, told to readers, with what to do about it."""

from collections.abc import Mapping

from parley.record.faults import (
    BusyError,
    DamagedError,
    FullError,
    ReadOnlyError,
    StoreError,
)
from parley.web.faults import N_, Fault

_REASONS: Mapping[type[StoreError], tuple[int, str, str]] = {
    DamagedError: (
        503,
        "damaged",
        N_(
            "The desk is damaged. Restore it from a backup with: parley desk restore. The board's"
            " terminal says where."
        ),
    ),
    ReadOnlyError: (
        403,
        "read-only",
        N_(
            "This desk may be read, not written: nothing was kept. Make its file and its folder"
            " writable, and try again."
        ),
    ),
    BusyError: (
        503,
        "busy",
        N_(
            "Somebody else is writing on this desk: nothing was kept. Try again when they are done."
        ),
    ),
    FullError: (
        503,
        "full",
        N_(
            "The desk's disk is full: nothing was kept, and what was kept before is whole. Make"
            " room, and try again."
        ),
    ),
}
_OTHER = (503, "desk", N_("The desk cannot be read now; the board's terminal says why."))
AGAIN = "30"
"""Seconds after which programs may ask a desk again that somebody else was writing on."""
BEHIND = {
    "busy": N_(
        "Somebody else is writing on this desk. Documents that came last are not in the record yet."
    ),
    "read-only": N_(
        "Documents that came last are not in the record, since this desk may be read, not written."
    ),
    "other": N_(
        "Documents that came last are not in the record yet; the board's terminal says why."
    ),
}
"""What pages say that show the record as it was before some documents came."""


def reason(fault: BaseException) -> Fault:
    """What readers are told. What the desk says itself may hold paths, and is for the log."""
    cause: BaseException | None = fault
    while cause is not None and type(cause) not in _REASONS:
        cause = cause.__cause__
    status, code, message = _REASONS[type(cause)] if isinstance(cause, StoreError) else _OTHER
    return Fault(status, code, message, {"Retry-After": AGAIN} if code == "busy" else None)
