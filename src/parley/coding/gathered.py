"""Positions brought together: one a speaker and issue, however many words it is told in."""

from collections.abc import Sequence

from parley.coding.placing import SLIGHT
from parley.coding.positions import Tables
from parley.coding.units import PRIORITY, Taken

TALK = ("communication", "miscalculation", "equality-respect", "responsibility")

BLAME = "responsibility"


def once(taken: Sequence[Taken], known: Tables, apart: bool = False) -> list[Taken]:
    """One position a speaker and issue in a sentence; talk about talk is one issue.

    Slight issues (pressure, respect, blame) only count where nothing else is spoken to.
    ``apart``: whose fault it is stands for itself.
    """
    out: list[Taken] = []
    for one in taken:
        twin = next(
            (
                o
                for o in out
                if o.voice.party == one.voice.party
                and (
                    o.issue == one.issue
                    or (
                        o.issue in TALK
                        and one.issue in TALK
                        and not (apart and BLAME in (o.issue, one.issue))
                    )
                )
                and (min(o.verb, one.verb) < 0 or o.verb == one.verb or o.act == one.act)
            ),
            None,
        )
        if twin is None:
            out.append(one)
            continue
        twin.spans += one.spans
        if TALK.index(one.issue) < TALK.index(twin.issue) if one.issue in TALK else False:
            twin.issue = one.issue
        if PRIORITY[one.act] > PRIORITY[twin.act]:
            twin.act, twin.strength = one.act, max(one.strength, twin.strength)
        twin.quote = twin.quote or one.quote
    more = {o.voice.party for o in out if known.issues[o.issue].rank > SLIGHT}
    return [
        o
        for o in out
        if known.issues[o.issue].rank > SLIGHT
        or o.voice.party not in more
        or (apart and o.issue == BLAME)
    ]


def joined(taken: list[Taken], new: list[Taken], apart: bool) -> list[Taken]:
    """Takes new positions in; one that only goes on with the last sentence's is no second one.

    ``apart``: one that names its issue stands for itself.
    """
    for one in new:
        last = [
            t
            for t in taken
            if t.voice.party == one.voice.party
            and t.issue == one.issue
            and 0 < one.sentence.number - t.sentence.number <= 1
        ]
        if apart and one.inferred and one.act != "deny" and not last:
            last = [
                t
                for t in taken
                if t.inferred
                and t.voice.party == one.voice.party
                and one.sentence.number - t.sentence.number == 1
                and one.sentence.paragraph == t.sentence.paragraph
            ]
        goes_on = last and last[-1].inferred and last[-1].act == one.act and not apart
        if last and (one.inferred or goes_on):
            last[-1].spans += one.spans
            last[-1].inferred = last[-1].inferred and one.inferred
            if PRIORITY[one.act] > PRIORITY[last[-1].act]:
                last[-1].act, last[-1].strength = one.act, one.strength
            continue
        taken.append(one)
    return taken
