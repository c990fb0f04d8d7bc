"""What can go wrong with a desk's database, as one error with what to do about it."""


class StoreError(Exception):
    """A desk that cannot be used; the message names the place and what to do."""


class DamagedError(StoreError):
    """A desk whose data no longer make sense."""


class ReadOnlyError(StoreError):
    """A desk that may be read and not written."""


class BusyError(StoreError):
    """A desk that another writer has held for as long as one waits."""


class FullError(StoreError):
    """A desk whose disk has no room."""


WAIT_SECONDS = 30
"""How long a writer waits for another one."""

ELSEWHERE = "; choose another desk with --desk"
MEND = "; restore it from a backup, or run the documents into another desk with --desk"
BUSY = f"another run has been writing for {WAIT_SECONDS} s; try again when it is done"
FULL = "the disk is full; what was kept before is whole: make room, and run again"
READ_ONLY = "may be read, not written"
CUT_OFF = (
    "could not be written to the end, the disk may be full or out of reach; what was kept before"
    " is whole: make room, and run again"
)
