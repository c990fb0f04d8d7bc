"""What can go wrong with a desk's database, as one error with what to do about it."""


class StoreError(Exception):
    """A desk that cannot be used; the message names the place and what to do."""


WAIT_SECONDS = 30
"""How long a writer waits for another one."""

ELSEWHERE = "; choose another desk with --desk"
MEND = "; restore it from a backup, or run the documents into another desk with --desk"
BUSY = f"another run has been writing for {WAIT_SECONDS} s; try again when it is done"
FULL = "the disk is full; what was kept before is whole: make room, and run again"
READ_ONLY = "may be read, not written"
