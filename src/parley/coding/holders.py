"""Titles that stand without a name, and who held the office on the day: the Chinese minister."""

from collections.abc import Iterable, Sequence

import msgspec

from parley.coding.figures import Figure
from parley.coding.scan import Scan, as_written
from parley.coding.slots import Filled
from parley.items import Event, Participant
from parley.lexicon import Lexicon


def with_titles(
    event: Event, filled: Filled, who: Sequence[Figure], scan: Scan, lexicon: Lexicon
) -> Event:
    """The event with the titles of its clause among who takes part, for parties not yet named.

    Each with its holder's id, where the event's date leaves but one; a date that is not known
    names nobody. ``who``: the figures of its sentence.
    """
    clause = filled.sentence.clauses[filled.clause]
    added = list(event.participants)
    for figure in who:
        office = lexicon.offices.get(figure.office or "")
        if office is None or figure.kind != "office" or office.kind != "office":
            continue
        if not clause.start <= figure.start < clause.end:
            continue
        text = as_written(scan, figure.start, figure.end)
        for party in figure.parties:
            if party in event.parties and not _there(added, party, office.id):
                holder = _holder(event, office.id, party, lexicon)
                added.append(Participant(text, party, office.id, holder))
    if len(added) == len(event.participants):
        return event
    return msgspec.structs.replace(event, participants=tuple(added))


def _there(participants: Iterable[Participant], party: str, office: str) -> bool:
    """Whether somebody of the party is named already, in person or by that title."""
    return any(p.party == party and (p.entity or p.role == office) for p in participants)


def _holder(event: Event, office: str, party: str, lexicon: Lexicon) -> str | None:
    """Who held the office from the first to the last day that the event may have happened on."""
    if event.start is None:
        return None
    first = lexicon.holders(office, party, event.start)
    if len(first) != 1:
        return None
    ends = event.end is not None and event.end != event.start
    last = lexicon.holders(office, party, event.end) if ends and event.end else first
    return first[0] if first == last else None
