"""What a desk refuses to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from parley.record import StoreError
from parley.record.decisions import Decision


class DeskError(Exception):
    """A call that cannot be carried out; the message names the place and what to do."""


class WishError(DeskError):
    """A decision that cannot be: the message says what is wrong with it, and holds no place."""


class DecidedSince(WishError):
    """Somebody has decided on the same since the author looked: what, and how to go on."""

    def __init__(self, decision: Decision, newest: int) -> None:
        super().__init__(
            f"decided since you looked: {decision.number}, {decision.act} by {decision.author};"
            f" look again (parley review show) and decide with --seen {newest}"
        )
        self.decision = decision


class SeriesError(DeskError):
    """There is no document before one. ``why``: ``voice`` or ``date`` (it has none), ``event`` (it
    tells of nothing that has happened), ``first`` (no earlier one of its series is on the desk)."""

    def __init__(self, doc: str, why: str) -> None:
        told = {
            "voice": "whose account it is, it does not say",
            "date": "it has no date",
            "event": "it tells of nothing that has happened, and so is of no series",
            "first": "no earlier document of its series is on the desk",
        }
        super().__init__(f"{doc}: {told[why]}; name the one before it with --against DOC")
        self.why = why


@contextmanager
def refusals() -> Iterator[None]:
    """What the store cannot do, as a ``DeskError``."""
    try:
        yield
    except StoreError as fault:
        raise DeskError(str(fault)) from fault
