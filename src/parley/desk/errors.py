"""What a desk refuses to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from parley.record import StoreError


class DeskError(Exception):
    """A call that cannot be carried out; the message names the place and what to do."""


@contextmanager
def refusals() -> Iterator[None]:
    """What the store cannot do, as a ``DeskError``."""
    try:
        yield
    except StoreError as fault:
        raise DeskError(str(fault)) from fault
