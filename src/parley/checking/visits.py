"""Visits: who went where in which office, for claims like "the first visit by a president"."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from parley.channels.deeds import CONTACT, REMOTE
from parley.items import MergedEvent, Participant, Party, Place
from parley.lexicon import Lexicon
from parley.record.scoring import same_place


class Visit(NamedTuple):
    """Whose people went to whom; ``groups``: the groups of offices that the visitors held."""

    visitor: Party
    host: Party
    groups: frozenset[str]


def visit_of(event: MergedEvent, lexicon: Lexicon) -> Visit | None:
    """The visit that an event is or implies: a meeting in one side's land is one to it.

    None where it is not known whose land it was in, or where several parties came.
    """
    if event.mode not in CONTACT - REMOTE:
        return None
    host = _host(event, lexicon)
    guests = (event.initiator if event.mode == "visit" else ()) or tuple(
        party for party in event.parties if party != host
    )
    if host is None or len(guests) != 1 or guests[0] == host:
        return None
    on = event.start or dt.date.max
    groups = {
        group
        for person in event.participants
        for party, group in _offices(person, on, lexicon)
        if party == guests[0]
    }
    return Visit(guests[0], host, frozenset(groups))


def alike(event: MergedEvent, events: Iterable[MergedEvent], lexicon: Lexicon) -> frozenset[str]:
    """Ids of the visits of the same side to the same one by holders of the same office.

    A visit to a place that is no capital (Panmunjom) counts those to that place alone. Empty where
    it is not known who went where in which office.
    """
    meant = visit_of(event, lexicon)
    if meant is None or not meant.groups:
        return frozenset()
    spot = event.place if event.place and _spot(event.place, meant.host, lexicon) else None
    found = ((other, visit_of(other, lexicon)) for other in events)
    return frozenset(
        other.id
        for other, visit in found
        if visit is not None
        and visit[:2] == meant[:2]
        and visit.groups & meant.groups
        and (spot is None or (other.place is not None and same_place(spot, other.place)))
    )


def _spot(place: Place, host: Party, lexicon: Lexicon) -> bool:
    """Whether a place is more than another word for the land that it lies in."""
    actor = lexicon.actors.get(host)
    capitals = {name for names in actor.capitals.values() for name in names} if actor else set()
    return place.entity != host and place.name not in capitals


def _host(event: MergedEvent, lexicon: Lexicon) -> Party | None:
    if event.mode == "visit" and len(event.recipient) == 1:
        return event.recipient[0]
    if event.place is None:
        return None
    return event.place.party or _places(lexicon).get(event.place.name)


def _offices(
    person: Participant, on: dt.date, lexicon: Lexicon
) -> Iterator[tuple[Party | None, str]]:
    """The parties and groups of the offices that somebody who takes part held on the day."""
    if person.entity in lexicon.offices:
        group = lexicon.contact_of(person.entity or "")
        if group:
            yield person.party, group
        return
    keys = (person.entity,) if person.entity else lexicon.who(person.name, on)
    for key in keys:
        known = lexicon.people.get(key or "")
        for held in known.on(on) if known else ():
            group = lexicon.contact_of(held.office)
            if known is not None and group:
                yield known.party, group


@lru_cache(maxsize=4)
def _places(lexicon: Lexicon) -> dict[str, Party]:
    """Whose land a place is, by its names; capitals too."""
    out = {
        name: place.party
        for place in lexicon.places.values()
        if place.party
        for names in place.names.values()
        for name in names
    }
    for actor in lexicon.actors.values():
        for names in actor.capitals.values():
            out.update(dict.fromkeys(names, actor.id))
    return out
