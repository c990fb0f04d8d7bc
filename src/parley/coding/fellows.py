"""Who says something together with the speaker that is found."""

import itertools
import re

from parley.coding.figures import Figure
from parley.coding.speakers import Finder, Voice, of_figure

LISTED = re.compile(r",?\s(?:and\s)?(?:the\s)?|,\s")
"""Between several who say one thing."""


def fellows(finder: Finder, voice: Voice, start: int, verb: int) -> list[Voice]:
    """Who says it with the speaker, up to a verb: "Washington, London and Paris rejected it"."""
    if finder.key != "en" or voice.party is None:
        return []
    text = finder.scan.view.text
    ahead = [f for f in finder.figures if start <= f.start and f.end <= verb and f.acts]
    row: list[Figure] = []
    for figure in reversed(ahead):
        if row and not LISTED.fullmatch(text, figure.end, row[0].start):
            break
        if not row and len(text[figure.end : verb].split()) > 2:
            break
        row.insert(0, figure)
    if not any(re.search(r"\band\b", text[a.end : b.start]) for a, b in itertools.pairwise(row)):
        return []
    if finder.is_object(row[0]) or any(f.kind not in ("actor", "person") for f in row):
        return []
    found = [of_figure(f, finder.scan, finder.memory) for f in row]
    if voice.party not in {v.party for v in found if v is not None}:
        return []
    told = {v.party: v for v in found if v is not None and v.party != voice.party}
    return list(told.values())
