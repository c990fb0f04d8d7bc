"""Joint statements: what "the Ministers" hold in one is the position of each side."""

import re
from collections.abc import Sequence

import msgspec

from parley.coding.figures import Figure
from parley.coding.scan import Scan, Sentence
from parley.coding.speakers import side
from parley.coding.units import Taken

TITLE = re.compile(
    r"(?i)\bjoint\s(?:press\s|ministerial\s|leaders['’]?\s|media\s)?"
    r"(?:statement|declaration|communiqu|readout|vision|announcement)"
)
OPENING = 4
"""Sentences in which those whose statement it is are named."""
HEAD = 2
"""Sentences in which a report of a meeting names who met: its title and the first."""
MOST = 4
SIDES = re.compile(
    r"(?i)(?:they|we|our|both(?: sides)?"
    r"|(?:the )?(?:two |three |four |foreign |defen[cs]e |prime )*"
    r"(?:ministers|secretaries|heads|officials|chiefs|leaders|presidents|sides|delegations"
    r"|parties|countries|principals|allies|partners|two|three|four))"
)


def sides(scan: Scan, who: Sequence[Sequence[Figure]]) -> tuple[str, ...]:
    """The parties whose joint statement an English document is; empty where it is none."""
    own = side(scan)
    opening = scan.sentences[:OPENING]
    if scan.lang != "en" or own is None or not opening:
        return ()
    head = f"{scan.document.title or ''} {' '.join(s.text for s in opening[:2])}"
    if not TITLE.search(head):
        return ()
    found = named(opening, who, ("person", "office"))
    if len(found) < 2 or own not in found:
        found = named(opening, who, ("person", "office", "actor"))
    return tuple(found) if own in found and 1 < len(found) <= MOST else ()


def named(
    opening: Sequence[Sentence], who: Sequence[Sequence[Figure]], kinds: Sequence[str]
) -> dict[str, None]:
    """The parties of those of some kinds who act in a text's opening."""
    return {
        party: None
        for sentence in opening
        for figure in who[sentence.number]
        if figure.acts and figure.kind in kinds
        for party in figure.parties
    }


def meeting(scan: Scan) -> tuple[str, ...]:
    """The parties whose people the opening of a side's own document names."""
    if side(scan) is None:
        return ()
    found: dict[str, None] = {}
    for sentence in scan.sentences[:HEAD]:
        for hit in sentence.entities:
            if hit.kind in ("person", "office"):
                found.update(dict.fromkeys(hit.parties))
    return tuple(found)


def of_each(taken: Sequence[Taken], parties: tuple[str, ...], whole: bool = False) -> list[Taken]:
    """The positions taken, those of all sides once for each of them.

    ``whole``: all of the text is theirs, also where it names nobody.
    """
    out: list[Taken] = []
    for one in taken:
        out.append(one)
        if (
            not parties
            or one.voice.party not in parties
            or (one.voice.name and not SIDES.fullmatch(one.voice.name))
        ):
            continue
        for party in parties:
            if party != one.voice.party:
                voice = msgspec.structs.replace(one.voice, party=party, entity=None)
                out.append(msgspec.structs.replace(one, voice=voice, spans=list(one.spans)))
    return out
