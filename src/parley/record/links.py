"""What an analyst has decided on the joins of the record."""

import msgspec


class Links(msgspec.Struct, frozen=True):
    """Pairs of assertion ids that are one event (``must``), and pairs that are not (``cannot``).

    The order within a pair does not matter. A pair in both is not joined. One of a pair may be an
    event of the reference chronology.
    """

    must: frozenset[tuple[str, str]] = frozenset()
    cannot: frozenset[tuple[str, str]] = frozenset()


NONE = Links()
