"""Who is meant without being named: "the three" of three named before, "we" in a quotation."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from parley.coding.scan import Sentence

if TYPE_CHECKING:
    from parley.coding.figures import Figure

THREE = re.compile("[3３三삼세]")


def with_understood(who: "Sequence[list[Figure]]", text: str) -> "list[list[Figure]]":
    """The figures of each sentence, "the three" with the parties of the last three named."""
    three: tuple[str, ...] = ()
    out: list[list[Figure]] = []
    for figures in who:
        read = figures
        for number, figure in enumerate(figures):
            if figure.kind == "both" and not figure.parties and THREE.match(text, figure.start):
                figure = msgspec.structs.replace(figure, parties=three)
                read = [*read[:number], figure, *read[number + 1 :]]
            if len(figure.parties) == 3:
                three = figure.parties
        out.append(read)
    return out


def quoted_we(figures: "Sequence[Figure]", sentence: Sentence) -> "list[Figure]":
    """The figures of a sentence, "we" in somebody's quoted words meaning that one's party."""
    if not sentence.quotes or not any(f.kind == "deictic" for f in figures):
        return list(figures)
    out = []
    for figure in figures:
        quote = next((q for q in sentence.quotes if q.start <= figure.start < q.end), None)
        if figure.kind == "deictic" and quote is not None:
            said = [
                f
                for f in figures
                if f.end <= quote.start and f.role in ("topic", "subject") and len(f.parties) == 1
            ]
            if said:
                figure = msgspec.structs.replace(figure, parties=said[-1].parties)
        out.append(figure)
    return out


NAME = re.compile(r"(?<![一-龠々])[一-龠々]{2,4}$")


def of_topic(figures: "list[Figure]", text: str) -> "list[Figure]":
    """The figures of a sentence about one party, titles after unknown names being its own.

    韓国については、先月就任した安圭伯長官と会談した: the Korean one.
    """
    first = figures[0] if figures else None
    if first is None or first.role != "about" or first.kind != "actor" or len(first.parties) != 1:
        return figures
    out = figures[:1]
    for figure in figures[1:]:
        match = NAME.search(text, out[-1].after, figure.start)
        if figure.kind == "office" and not figure.parties and not figure.name and match:
            figure = msgspec.structs.replace(
                figure,
                start=match.start(),
                name=match.group(),
                name_at=match.span(),
                kind="person",
                parties=first.parties,
            )
        out.append(figure)
    return out
