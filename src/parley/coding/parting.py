"""One mention that tells of a contact with each of several guests."""

from dataclasses import replace

import msgspec

from parley.coding import grammar
from parley.coding.slots import CONTACT, Around, Filled


def separate(filled: Filled, here: Around) -> list[Filled]:
    """ "Received A and B", 分别与A、B通话 are two acts where A and B are of different parties."""
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
            channel=None,
            spans=list(filled.spans),
        )
        for guest in guests
    ]
