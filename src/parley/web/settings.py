"""What a board is told when it starts."""

from pathlib import Path

import msgspec

from parley.record import Address

LIMIT = 64 * 1024
"""Bytes that a request may carry, unless its page takes more."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Which desk a board shows, and who may look at it.

    ``address``: the desk; where there is none, the reference chronology stands alone. ``names``:
    what the board may be called in a Host header, in lower case; ``numbers``: also by any IP
    address. ``secret``: the argon2 hash of the password, None where nobody needs one; ``https``:
    it is served encrypted.
    """

    address: Address
    lexicon: tuple[Path, ...] = ()
    reference: bool = True
    names: frozenset[str] = frozenset({"localhost", "127.0.0.1", "[::1]"})
    numbers: bool = False
    secret: str | None = None
    https: bool = False
