"""What readers are told parties, channels and coded values are called."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from babel import Locale
from babel.core import get_global

from parley.items import Party, Place
from parley.lexicon import Lexicon
from parley.wording.phrases import check_ui

_LOCALES = {"en": "en", "zh-Hant": "zh_Hant", "zh-Hans": "zh_Hans"}
_LEADING = re.compile(r"(\w[\w.]*(?:-\w[\w.]*)+) ")


@lru_cache(maxsize=4)
def _table(lexicon: Lexicon, name: str) -> Mapping[str, Mapping[str, object]]:
    return {row["id"]: row for row in lexicon.table(name)}


@lru_cache(maxsize=4096)
def phrase(key: str, ui: str, lexicon: Lexicon) -> str | None:
    """A phrase of the table of wording, None where it has none."""
    found = _table(lexicon, "wording").get(key, {}).get(check_ui(ui))
    return found if isinstance(found, str) else None


def _coded(kind: str, value: str, ui: str, lexicon: Lexicon) -> str:
    return phrase(f"{kind}.{value}", ui, lexicon) or value


def mode_name(mode: str, ui: str, lexicon: Lexicon) -> str:
    """A mode as a noun ("video call"); an unknown one as it is."""
    return _coded("mode", mode, ui, lexicon)


def modality_name(modality: str, ui: str, lexicon: Lexicon) -> str:
    """A modality as an adjective."""
    return _coded("modality", modality, ui, lexicon)


def state_name(state: str, ui: str, lexicon: Lexicon) -> str:
    """A channel's state."""
    return _coded("state", state, ui, lexicon)


def effect_name(effect: str, ui: str, lexicon: Lexicon) -> str:
    """What an event does to a channel."""
    return _coded("effect", effect, ui, lexicon)


def act_name(act: str, ui: str, lexicon: Lexicon) -> str:
    """What a statement does."""
    return _coded("act", act, ui, lexicon)


@lru_cache(maxsize=4096)
def level_name(level: str, ui: str, lexicon: Lexicon) -> str:
    """A channel's level."""
    return _coded("level", level, ui, lexicon)


@lru_cache(maxsize=4096)
def issue_name(issue: str, ui: str, lexicon: Lexicon) -> str:
    """An issue; one that a user's table adds by its own ``names``, an unknown one as it is."""
    known = phrase(f"issue.{issue}", ui, lexicon)
    if known:
        return known
    names = _table(lexicon, "issues").get(issue, {}).get("names", {})
    if isinstance(names, Mapping):
        for key in (ui, ui.partition("-")[0], "en"):
            name = names.get(key)
            if name:
                return name if isinstance(name, str) else str(name[0])
    return issue


@lru_cache(maxsize=4096)
def party_name(party: Party, ui: str, lexicon: Lexicon) -> str:
    """A party in the words of the interface language; an unknown code as it is."""
    named = _naming(party, "names", ui, lexicon)
    if named:
        return named
    actor = lexicon.actors.get(party)
    names = actor.names if actor else {}
    if names.get(ui):
        return names[ui][0]
    aliases: Mapping[str, Sequence[str]] = get_global("territory_aliases")
    codes = aliases.get(party, ())
    if len(codes) == 1:
        territory = Locale.parse(_LOCALES[ui]).territories.get(codes[0])
        if territory:
            return str(territory)
    for key in (ui.partition("-")[0], "en"):
        if names.get(key):
            return names[key][0]
    return party


@lru_cache(maxsize=4096)
def with_article(party: Party, ui: str, lexicon: Lexicon) -> str:
    """A party's name as it stands inside a sentence: "the U.S."."""
    name = party_name(party, ui, lexicon)
    article = _table(lexicon, "naming").get(party, {}).get("article") if ui == "en" else None
    return f"{article} {name}" if article else name


@lru_cache(maxsize=4096)
def person_name(person: str, ui: str, lexicon: Lexicon) -> str | None:
    """A person of the lexicon by id, None where it has no name in that language."""
    entry = lexicon.people.get(person)
    names = entry.names if entry else {}
    return names[check_ui(ui)][0] if names.get(ui) else None


@lru_cache(maxsize=4096)
def place_name(place: str, ui: str, lexicon: Lexicon) -> str | None:
    """A place of the lexicon by its id, None where it knows none.

    A capital goes by its party's code and ``.capital``, a party's land by the code alone.
    """
    named = _naming(place, "names", ui, lexicon)
    if named:
        return named
    party, _, capital = place.partition(".")
    entry = lexicon.places.get(place)
    names = entry.names if entry else {}
    if capital and party in lexicon.actors:
        names = {**lexicon.actors[party].capitals, **names}
    for key in (ui, ui.partition("-")[0]):
        if names.get(key):
            return names[key][0]
    return party_name(place, ui, lexicon) if place in lexicon.actors else None


def place_entity(place: Place, lexicon: Lexicon) -> str | None:
    """The lexicon's id of a place, found by the name where the place came without one."""
    if place.entity is not None:
        return place.entity
    return _places(lexicon).get(place.name)


def place_with_article(place: Place, ui: str, lexicon: Lexicon) -> str | None:
    """A place as it stands inside a sentence: "the Taiwan Strait", "Tokyo"."""
    entity = place_entity(place, lexicon)
    name = place_name(entity, ui, lexicon) if entity else None
    if name is None or entity is None or ui != "en":
        return name
    article = _table(lexicon, "naming").get(entity, {}).get("article")
    return f"{article} {name}" if article else name


@lru_cache(maxsize=4)
def _places(lexicon: Lexicon) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for key, entry in lexicon.places.items():
        for forms in entry.names.values():
            for form in forms:
                found.setdefault(form, key)
    for party, actor in lexicon.actors.items():
        for forms in actor.capitals.values():
            for form in forms:
                found.setdefault(form, f"{party}.capital")
        for forms in actor.names.values():
            for form in forms:
                found.setdefault(form, party)
    return found


def dyad_name(parties: Sequence[Party], ui: str, lexicon: Lexicon) -> str:
    """A group of parties in the order and form of the interface: "U.S.–China", 美中, 中美, 兩岸."""
    return _dyad_name(tuple(parties), check_ui(ui), lexicon)


@lru_cache(maxsize=4096)
def _dyad_name(parties: tuple[Party, ...], ui: str, lexicon: Lexicon) -> str:
    whole = _naming("-".join(sorted(parties)), "names", ui, lexicon)
    if whole:
        return whole
    ordered = in_order(parties, ui, lexicon)
    if ui == "en":
        return "–".join(party_name(party, ui, lexicon) for party in ordered)
    shorts = [_naming(party, "short", ui, lexicon) for party in ordered]
    if 1 < len(ordered) < 4 and all(shorts):
        return "".join(short or "" for short in shorts)
    return "、".join(party_name(party, ui, lexicon) for party in ordered)


def in_order(parties: Sequence[Party], ui: str, lexicon: Lexicon) -> list[Party]:
    """The parties in the interface's usual order, the others behind by code."""
    row = _table(lexicon, "naming").get("order", {}).get("order", {})
    order = list(row.get(ui, ())) if isinstance(row, Mapping) else []
    return sorted(
        dict.fromkeys(parties),
        key=lambda party: (order.index(party) if party in order else len(order), party),
    )


@lru_cache(maxsize=4096)
def channel_name(channel: str, ui: str, lexicon: Lexicon) -> str:
    """The channel's name to print; one that the lexicon does not know by its id."""
    entry = lexicon.channels.get(channel)
    if entry is None:
        return channel
    for key in (check_ui(ui), *(("zh-Hans", "zh-Hant") if ui != "en" else ()), "en", *entry.names):
        if entry.names.get(key):
            return entry.names[key][0]
    return channel


@lru_cache(maxsize=4096)
def bare_channel_name(channel: str, ui: str, lexicon: Lexicon) -> str:
    """The channel's name without the parties it begins with, for a sentence that names them."""
    name = channel_name(channel, ui, lexicon)
    entry = lexicon.channels.get(channel)
    parties = entry.parties if entry else ()
    if ui == "en":
        leading = _LEADING.match(name)
        known = {
            form
            for party in parties
            if party in lexicon.actors
            for form in lexicon.actors[party].names.get("en", ())
        }
        if leading and all(part in known for part in leading[1].split("-")):
            return name[leading.end() :]
        return name
    shorts = {
        char
        for party in parties
        if party in lexicon.actors
        for char in lexicon.actors[party].short.get("zh", ())
    } | {_naming(party, "short", ui, lexicon) for party in parties}
    # The table's short forms are simplified; the naming table has those of the interface.
    head = name[: len(parties)]
    if len(parties) > 1 and set(head) <= shorts and len(name) > len(head) + 1:
        return name[len(head) :]
    return name


@lru_cache(maxsize=4096)
def _naming(key: str, field: str, ui: str, lexicon: Lexicon) -> str | None:
    names = _table(lexicon, "naming").get(key, {}).get(field, {})
    found = names.get(check_ui(ui)) if isinstance(names, Mapping) else None
    return found if isinstance(found, str) else None
