"""Whose ministry or minister a Korean word means that names no country: 외무성, 외교부장."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from parley.items import Party

if TYPE_CHECKING:
    from parley.coding.figures import Figure

WHOSE = {
    "외무성": ("JPN", "PRK"),
    "외무상": ("JPN", "PRK"),
    "국방성": ("PRK", "JPN"),
    "인민무력부": ("PRK",),
    "외교부장": ("CHN", "TWN"),
    "국방부장": ("CHN", "TWN"),
    "통합막료장": ("JPN",),
    "통합막료부": ("JPN",),
    "해경국": ("CHN",),
    "대만사무판공실": ("CHN",),
    "외무부": ("RUS", "PHL", "IND", "PAK", "VNM", "GBR", "DEU"),
}
"""Words that Korean has only for offices of these countries, the likeliest first."""
ANY = frozenset({"국방부", "외교부", "해경", "합참", "국방당국"})
"""What the reader's own country has as well: another's, where that alone has been named."""


def with_abroad(
    who: "Sequence[list[Figure]]", text: str, home: Party | None, official: bool
) -> "list[list[Figure]]":
    """The figures of each sentence, offices without a party with the one that the words mean.

    ``official``: the text is one side's, whose bare names mean its own.
    """
    spoken: list[Party] = []
    bodies: dict[str, tuple[Party, ...]] = {}
    out: list[list[Figure]] = []
    for figures in who:
        read = []
        for figure in figures:
            words = text[figure.start : figure.end].split()
            if figure.kind == "office" and not figure.parties and words:
                figure = _meant(figure, words[0], spoken, bodies, None if official else home)
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
    spoken: Sequence[Party],
    bodies: dict[str, tuple[Party, ...]],
    home: Party | None,
) -> "Figure":
    own = WHOSE.get(word, ())
    known = next((p for p in reversed(spoken) if p in own), None)
    if known is None and own and len(own) < 3:
        known = own[0]
    if known is not None:
        return msgspec.structs.replace(figure, parties=(known,))
    if home is not None and home not in spoken and word in bodies:
        return msgspec.structs.replace(figure, parties=bodies[word])
    return figure
