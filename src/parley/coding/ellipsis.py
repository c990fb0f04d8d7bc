"""Acts told again without their verb: "and Mr Koizumi did so in Kuala Lumpur in November"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from parley.coding.figures import Figure
from parley.coding.scan import Scan, as_written
from parley.coding.slots import CONTACT, Around, Filled
from parley.items import Participant

DID_SO = re.compile(r"\b(?:did|does|do|done) (?:so|the same|likewise)\b")
SO_DID = re.compile(r"\band so (?:did|were|was|had|have|do|will)\s")
REPEATED = CONTACT | {"visit", "exercise", "exercise-joint", "transit", "patrol", "missile-test"}
"""What may be told of again by "did so"."""


def participants(figures: Sequence[Figure], scan: Scan) -> tuple[Participant, ...]:
    """Those who are named, as an event has them."""
    return tuple(
        Participant(
            name=as_written(scan, *f.name_at),
            party=f.parties[0],
            role=f.office,
            entity=f.entity,
        )
        for f in figures
    )


def done_again(
    found: Sequence[Filled], before: Sequence[Filled], here: Around, scan: Scan
) -> list[Filled]:
    """Each "did so" with a date of its own, as the act told last, done by who is named before it.

    ``found``: the acts of this sentence; ``before``: those of the one before.
    """
    out: list[Filled] = []
    sentence = here.sentence
    for match in SO_DID.finditer(sentence.text):
        at = sentence.start + match.end()
        last = next((f for f in reversed(found) if f.frame.start < at), None)
        named = [f for f in here.figures if f.start >= at and f.name and f.parties]
        if last is None or last.frame.mode not in REPEATED or not named:
            continue
        theirs = {p for f in named for p in f.parties}
        if not theirs <= set(last.parties):
            continue
        clause = sentence.clauses[sentence.clause_at(named[0].start)]
        out.append(
            replace(
                last,
                participants=participants(named, scan),
                channel=None,
                spans=[(min(sentence.start + match.start(), clause.start), clause.end)],
                causes=[],
            )
        )
    if not here.intervals or not (found or before):
        return out
    for match in DID_SO.finditer(sentence.text):
        at, end = sentence.start + match.start(), sentence.start + match.end()
        told = [f for f in (*before, *found, *out) if f.frame.start < at]
        told = [f for f in told if f.frame.mode in REPEATED and f.modality == "occurred"]
        number = sentence.clause_at(at)
        clause = sentence.clauses[number]
        # "the first time that it had done so since June": not the day of the doing
        dates = [
            i for m, i in here.intervals if end <= m.start and i.known and i.direction != "since"
        ]
        if not told or not dates or dates[0] == told[-1].interval:
            continue
        last = told[-1]
        who = [f for f in here.figures if clause.start <= f.start and f.end <= at and f.parties]
        named = [f for f in who if f.name and f.parties[0] in last.parties]
        if who and not set(who[-1].parties) & set(last.parties):
            continue
        people = last.participants
        if named:
            newer = {f.parties[0] for f in named}
            people = participants(named, scan) + tuple(p for p in people if p.party not in newer)
        out.append(
            replace(
                last,
                frame=last.frame,
                sentence=sentence,
                clause=number,
                participants=people,
                interval=dates[0],
                dated_here=True,
                iteration=None,
                place=None,
                reasons={**last.reasons, "date": "told again without its verb"},
                spans=[(clause.start, clause.end)],
                causes=[],
            )
        )
    return out
