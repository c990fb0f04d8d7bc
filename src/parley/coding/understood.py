"""Who is meant without being named: "the three" of three that were named before."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from parley.coding.figures import Figure

THREE = re.compile("[3３三삼세]")


def with_understood(who: "Sequence[list[Figure]]", text: str) -> "list[list[Figure]]":
    """The figures of each sentence, "the three" with the parties of the last three named."""
    three: tuple[str, ...] = ()
    out = []
    for figures in who:
        read = []
        for figure in figures:
            if figure.kind == "both" and not figure.parties and THREE.match(text, figure.start):
                figure = msgspec.structs.replace(figure, parties=three)
            if len(figure.parties) == 3:
                three = figure.parties
            read.append(figure)
        out.append(read)
    return out
