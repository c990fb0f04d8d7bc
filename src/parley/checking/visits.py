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
    on = event.start or dt.date.max
    held = [pair for person in event.participants for pair in _offices(person, on, lexicon)]
    host = _host(event, lexicon)
    if host is None and event.mode == "visit" and len(event.parties) == 2:
        came = {party for party, _ in held if party in event.parties}
        host = next((p for p in event.parties if p not in came), None) if len(came) == 1 else None
    guests = (event.initiator if event.mode == "visit" else ()) or tuple(
        party for party in event.parties if party != host
    )
    if host is None or len(guests) != 1 or guests[0] == host:
        return None
    groups = {group for party, group in held if party == guests[0]}
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
        and (spot is None or (other.place is not None and _same(spot, other.place, lexicon)))
    )


def others(event: MergedEvent, uses: Iterable[MergedEvent], lexicon: Lexicon) -> bool:
    """Whether a side was there by an office by which it never was in a channel's other uses.

    An adviser who sees a general uses no channel of the advisers, though half of it was there.
    Where the record does not tell by whom a side was there otherwise, nothing can be said.
    """
    meant = _sides(event, lexicon)
    known: dict[Party, set[str]] = {}
    for use in uses:
        if use.id != event.id and len(use.parties) == len(event.parties):
            for party, groups in _sides(use, lexicon).items():
                known.setdefault(party, set()).update(groups)
    strange = {
        party for party, groups in meant.items() if known.get(party) and not groups & known[party]
    }
    return bool(strange) and any(groups & known.get(p, set()) for p, groups in meant.items())


def _sides(event: MergedEvent, lexicon: Lexicon) -> dict[Party, set[str]]:
    """The groups of offices by which each side was there, as far as they are known."""
    on = event.start or dt.date.max
    out: dict[Party, set[str]] = {}
    for person in event.participants:
        for party, group in _offices(person, on, lexicon):
            if party is not None and party in event.parties:
                out.setdefault(party, set()).add(group)
    return out


def _spot(place: Place, host: Party, lexicon: Lexicon) -> bool:
    """Whether a place is more than another word for the land that it lies in."""
    actor = lexicon.actors.get(host)
    capitals = {name for names in actor.capitals.values() for name in names} if actor else set()
    return place.entity != host and place.name not in capitals


def _same(a: Place, b: Place, lexicon: Lexicon) -> bool:
    """Whether two places are one, by any of the names that the lexicon has for them."""
    known = [place.entity or _entities(lexicon).get(place.name) for place in (a, b)]
    return known[0] == known[1] if all(known) else same_place(a, b)


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
def _entities(lexicon: Lexicon) -> dict[str, str]:
    """The lexicon's places by each of their names."""
    return {
        name: place.id
        for place in lexicon.places.values()
        for names in place.names.values()
        for name in names
    }


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
