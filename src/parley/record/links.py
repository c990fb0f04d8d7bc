"""What an analyst has decided on the joins of the record."""

import msgspec


class Links(msgspec.Struct, frozen=True):
    """Pairs of assertion ids that are one event (``must``), and pairs that are not (``cannot``).

    The order within a pair does not matter. A pair in both is not joined.
    """

    must: frozenset[tuple[str, str]] = frozenset()
    cannot: frozenset[tuple[str, str]] = frozenset()


NONE = Links()
