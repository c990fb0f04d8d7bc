"""Whose ministry or minister a Korean word means that names no country: 외무성, 외교부장."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from parley.items import Party
from parley.lexicon import Lexicon

if TYPE_CHECKING:
    from parley.coding.figures import Figure

ANY = frozenset({"국방부", "외교부", "해경", "합참", "국방당국"})
"""What the reader's own country has as well: another's, where that alone has been named."""


@lru_cache(maxsize=16)
def owners(lexicon: Lexicon) -> dict[str, tuple[Party, ...]]:
    """Whose the offices are that Korean calls so: the row ``whose`` of ``finals.yaml``."""
    rows = next(row["ko"] for row in lexicon.table("finals") if row["id"] == "whose")
    return {word: tuple(parties) for word, *parties in map(str.split, rows)}


def with_abroad(
    who: "Sequence[list[Figure]]", text: str, lexicon: Lexicon, official: bool
) -> "list[list[Figure]]":
    """The figures of each sentence, offices without a party with the one that the words mean.

    ``official``: the text is one side's, whose bare names mean its own.
    """
    home = None if official else lexicon.home("ko")
    whose = owners(lexicon)
    spoken: list[Party] = []
    bodies: dict[str, tuple[Party, ...]] = {}
    out: list[list[Figure]] = []
    for figures in who:
        read = []
        for figure in figures:
            words = text[figure.start : figure.end].split()
            if figure.kind == "office" and not figure.parties and words:
                own = whose.get(words[0], ())
                figure = _meant(figure, words[0], own, spoken, bodies, home)
            elif figure.kind == "actor" and len(words) > 1 and words[-1] in ANY:
                bodies[words[-1]] = figure.parties
            for party in figure.parties:
                if party in spoken:
                    spoken.remove(party)
                spoken.append(party)
            read.append(figure)
        out.append(read)
    return out


def _meant(
    figure: "Figure",
    word: str,
    own: tuple[Party, ...],
    spoken: Sequence[Party],
    bodies: dict[str, tuple[Party, ...]],
    home: Party | None,
) -> "Figure":
    known = next((p for p in reversed(spoken) if p in own), None)
    if known is None and own and len(own) < 3:
        known = own[0]
    if known is not None:
        return msgspec.structs.replace(figure, parties=(known,))
    if home is not None and home not in spoken and word in bodies:
        return msgspec.structs.replace(figure, parties=bodies[word])
    return figure
