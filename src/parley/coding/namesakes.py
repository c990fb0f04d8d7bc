"""Family names that the lexicon knows, inside English names that it does not."""

import re
from collections.abc import Sequence

from parley.coding.words import Word
from parley.lexicon import Hit, Lexicon

AFTER = re.compile(r"\s([A-Z][a-z]+)(?:-[a-z]+)?\b")
BEFORE = re.compile(r"[a-z,]\s([A-Z][a-z]+)\s$")
LONGEST = 24
DESK = re.compile(r"(?: of (?:[Ss]tate|[Dd]efen[cs]e))? for ")
ALSO = re.compile(r"(?:,? and |, )?")
AREAS = frozenset({"actor", "compound", "place"})


def without_desks(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits of an English text but for what somebody's desk is for: "Secretary for China"."""
    out = []
    end = -1
    for hit in hits:
        if end >= 0 and hit.kind in AREAS and ALSO.fullmatch(text, end, hit.start):
            end = hit.end
            continue
        desk = DESK.search(text, hit.start, hit.end + 16) if hit.kind == "office" else None
        end = max(hit.end, desk.end()) if desk and desk.start() <= hit.end else -1
        out.append(hit)
    return out


def without_namesakes(
    text: str, hits: Sequence[Hit], words: Sequence[Word], lexicon: Lexicon
) -> list[Hit]:
    """The hits of an English text but for family names that are part of somebody else's name.

    Lu Kang is no Kang, nor is Cheng Yonghua a Cheng, unless a party named before is theirs.
    A name that a text has used so stands for the same person alone.
    """
    if not any(hit.kind == "surname" for hit in hits):
        return list(hits)
    starts = {hit.start for hit in hits} | {word.start for word in words}
    other: set[str] = set()
    dropped: set[int] = set()
    last = 0
    whose: tuple[str, ...] = ()
    for hit in hits:
        if hit.start - last > LONGEST:
            whose = ()
        if hit.kind == "surname" and text.startswith("-", hit.end):
            dropped.add(hit.start)  # an Su-35
        elif hit.kind == "surname" and (
            not hit.parties or set(hit.parties) & lexicon.surname_first
        ):
            after = AFTER.match(text, hit.end)
            given = after and after[1] not in lexicon.no_names and after.start(1) not in starts
            low = max(last - 1, hit.start - LONGEST, 0)
            before = BEFORE.search(text, low, hit.start)
            other_name = given or (
                before and before[1] not in lexicon.no_names and before.start(1) not in starts
            )
            people = lexicon.who(text[hit.start : hit.end]) if other_name else ()
            if other_name and not any((lexicon.people[p].party,) == whose for p in people):
                dropped.add(hit.start)
                other.add(hit.id)
        last, whose = hit.end, hit.parties or whose
    known = {text[h.start : h.end].split()[0] for h in hits if h.kind == "person"}
    known |= {text[h.start : h.end].split()[-1] for h in hits if h.kind == "person"}
    gone = other - known
    return [h for h in hits if h.kind != "surname" or not (h.start in dropped or h.id in gone)]


PORTFOLIO = re.compile(r"(?:主管|分管|负责)(?P<of>[^，。；]{1,24}?)(?:事务|业务|地区|政策)")
"""Tells what an official is in charge of: 主管中国、台湾和蒙古事务的副助理部长."""


def without_portfolios(text: str, entities: list[Hit]) -> list[Hit]:
    """The entities of a Chinese text without the countries that somebody is in charge of."""
    found = [match.span("of") for match in PORTFOLIO.finditer(text)]
    if not found:
        return entities
    return [
        hit
        for hit in entities
        if hit.kind not in ("actor", "compound")
        or not any(a <= hit.start and hit.end <= b for a, b in found)
    ]
