"""One mention that tells of a contact with each of several guests."""

import re
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from parley.coding import grammar
from parley.coding.figures import Figure
from parley.coding.slots import CONTACT, Around, Filled


def separate(filled: Filled, here: Around) -> list[Filled]:
    """ "Received A and B", 分别与A、B通话 are two acts where A and B are of different parties."""
    if grammar.of(here.lang).cased:
        return one_after_another(filled, here)
    each = filled.frame.mode in CONTACT and here.sentence.by_pos.get("cue-each", ())
    if not (each or filled.frame.rule.id == "v-meet") or len(filled.parties) < 3:
        return [filled]
    clause = here.sentence.clauses[filled.clause]
    named = [
        f
        for f in here.figures
        if clause.start <= f.start < clause.end and f.acts and len(f.parties) == 1
    ]
    text = here.sentence.text
    if each:  # 分别会见了韩日两国首脑
        for pair in here.figures:
            if pair.kind == "actor" and len(pair.parties) > 1 and pair.start >= filled.frame.end:
                named += [msgspec.structs.replace(pair, parties=(p,)) for p in pair.parties]
    named = [f for f in named if text[f.start - here.sentence.start - 1] not in grammar.ZH_POSTED]
    guests = [f for f in named if f.start >= filled.frame.end]
    if each and not guests:
        ahead = [f for f in named if f.start < filled.frame.start]
        first = next((f.start for f in ahead if f.beside), each[0].end)
        guests = [f for f in ahead if f.start >= first]
    return with_each(filled, guests)


EACH = re.compile(
    "각각|차례로|잇따라|잇달아|연달아|연쇄적?|개별적?|따로따로|それぞれ|相次いで|個別に|順に"
)
PARTED = CONTACT | {"protest", "visit", "sign"}
GUESTS = frozenset({"with", "object", "to"})


def one_after_another(filled: Filled, here: Around) -> list[Filled]:
    """The acts of a verb that stands last: 미국, 일본의 차관과 각각 통화했다."""
    if filled.frame.mode not in PARTED or len(filled.parties) < 3:
        return [filled]
    start, stop = filled.reach[0], filled.frame.start
    offset = here.sentence.start
    if not EACH.search(here.sentence.text, start - offset, filled.frame.end - offset):
        return [filled]
    guests = [
        f
        for f in here.figures
        if start <= f.start < stop and f.role in GUESTS and len(f.parties) == 1
    ]
    return with_each(filled, guests)


def with_each(filled: Filled, guests: Sequence[Figure]) -> list[Filled]:
    """One act of the host with each of the guests."""
    hosts = set(filled.parties) - {p for g in guests for p in g.parties}
    if len(hosts) != 1 or len(guests) < 2:
        return [filled]
    return [
        replace(
            filled,
            parties=tuple(sorted(hosts | set(guest.parties))),
            participants=tuple(
                p for p in filled.participants if p.party in hosts | set(guest.parties)
            ),
            recipient=tuple(guest.parties) if filled.recipient else (),
            channel=None,
            spans=list(filled.spans),
        )
        for guest in guests
    ]
