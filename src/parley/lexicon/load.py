"""The lexicon: entries by id, and what of them stands in a text."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from parley.items import Channel, Party
from parley.lexicon.entries import (
    Actor,
    ChannelEntry,
    Generic,
    Office,
    Person,
    PlaceEntry,
    Tenure,
    Word,
    entries,
)
from parley.lexicon.forms import KEYS, Sources, beside_titles, build, own, shorts
from parley.lexicon.joining import join
from parley.lexicon.matcher import Hit, Matcher, fold_all, group
from parley.lexicon.phrases import Formulas, Phrase
from parley.lexicon.tables import Row, Tables, tables
from parley.lexicon.titles import Titled, fits

NOT_AT_ALL = 3
"""How well a title says an office with which it has nothing to do; less is better."""


class Lexicon:
    """All entries, by table and id. Built by ``load``; its views are not to be changed."""

    def __init__(self, data: Tables) -> None:
        self._tables = data
        self._matchers: dict[str, Matcher] = {}
        self._shorts: dict[str, Mapping[str, str]] = {}
        self._titles: dict[str, Titled] = {}

    def table(self, name: str) -> list[Row]:
        """The rows of any table, the user's over the built-in; empty where no folder has it."""
        return self._tables.get(name, [])

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of all tables."""
        return tuple(self._tables)

    @cached_property
    def actors(self) -> Mapping[Party, Actor]:
        """Parties that the lexicon lists itself; others are known by CLDR's names alone."""
        found: dict[str, Actor] = entries(self.table("actors"), Actor)
        return found

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """People by id."""
        found: dict[str, Person] = entries(self.table("people"), Person)
        return found

    @cached_property
    def offices(self) -> Mapping[str, Office]:
        """Titles by id."""
        found: dict[str, Office] = entries(self.table("offices"), Office)
        return found

    @cached_property
    def _channels(self) -> Mapping[str, ChannelEntry]:
        found: dict[str, ChannelEntry] = entries(self.table("channels"), ChannelEntry)
        return found

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """Channels by id."""
        return {key: entry.plain() for key, entry in self._channels.items()}

    @cached_property
    def generic(self) -> Mapping[str, Generic]:
        """General words for channels by id."""
        found: dict[str, Generic] = entries(self.table("generic"), Generic)
        return found

    @cached_property
    def places(self) -> Mapping[str, PlaceEntry]:
        """Places by id."""
        found: dict[str, PlaceEntry] = entries(self.table("places"), PlaceEntry)
        return found

    @cached_property
    def enclosing(self) -> Mapping[str, frozenset[str]]:
        """The places that each place lies in, the nearest and those around it, by id."""
        found = {}
        for key in self.places:
            around: list[str] = []
            place: PlaceEntry | None = self.places[key]
            while place is not None and place.within and place.within not in around:
                around.append(place.within)
                place = self.places.get(place.within)
            if around:
                found[key] = frozenset(around)
        return found

    @cached_property
    def words(self) -> Mapping[str, Word]:
        """Words that stand for parties without naming them."""
        found: dict[str, Word] = entries(self.table("words"), Word)
        return found

    @cached_property
    def phrases(self) -> Mapping[str, Phrase]:
        """Formulas of diplomatic language by id."""
        found: dict[str, Phrase] = entries(self.table("phrases"), Phrase)
        return found

    @cached_property
    def formulas(self) -> Formulas:
        """What finds those formulas in a text."""
        return Formulas(self.phrases.values())

    @cached_property
    def hosts(self) -> Mapping[str, Party]:
        """Ministries' hosts and whose voice speaks there."""
        return {row["id"]: row["party"] for row in self.table("hosts")}

    @cached_property
    def _rules(self) -> Mapping[str, Row]:
        return {row["id"]: row for row in self.table("forms")}

    @cached_property
    def _joiners(self) -> frozenset[str]:
        return frozenset(self._rules.get("joiners", {}).get("any", ()))

    # Matching

    def entities(self, text: str, lang: str) -> list[Hit]:
        """Entries in the text of a view, in order, not overlapping; noise left out."""
        key = group(lang)
        matcher = self._matchers.get(key)
        if matcher is None:
            matcher = self._matchers[key] = self._matcher(key)
            self._shorts[key] = {
                form: party for form, party in shorts(self.actors, key) if len(form) == 1
            }
        guards = self._rules.get("not-short-after", {}).get(key, {})
        owners = self._rules.get("owners", {})
        return join(
            text,
            matcher.hits(text),
            self._joiners,
            self._shorts[key],
            guards,
            self._rules.get("short-apart", {}).get(key, {}),
            self._titled(key),
            frozenset(owners.get("joined", ())),
            tuple(owners.get("plural", ())),
        )

    def _matcher(self, lang: str) -> Matcher:
        sources = Sources(
            self.actors,
            self.words,
            self.people,
            self.offices,
            self._channels,
            self.generic,
            self.places,
            self.table("noise"),
            self._rules,
        )
        return Matcher(build(sources, lang), "".join(self._joiners))

    def _titled(self, lang: str) -> Titled:
        """Names of a language that only count beside a title."""
        if lang not in self._titles:
            known = self._rules.get("surnames", {})
            pairs = [
                (text, person.id)
                for person in self.people.values()
                for text in beside_titles(person, lang, known)
            ]
            forms: dict[str, dict[str, None]] = {}
            excluded = set(self._rules.get("not-surnames", {}).get(lang, ()))
            for text, (_, key) in zip(
                fold_all([text for text, _ in pairs], lang), pairs, strict=True
            ):
                if text not in excluded:
                    forms.setdefault(text, {})[key] = None
            after = self._rules.get("before-surnames", {}).get(lang, "")
            self._titles[lang] = Titled(
                {text: tuple(keys) for text, keys in forms.items()},
                self.people,
                self.offices,
                frozenset(after),
                max(map(len, forms), default=0),
            )
        return self._titles[lang]

    # People

    @cached_property
    def _named(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for lang in KEYS:
            pairs = [
                (text, person.id)
                for person in self.people.values()
                for text in (
                    *own(person.names, lang),
                    *own(person.surname, lang),
                    *beside_titles(person, lang, self._rules.get("surnames", {})),
                )
            ]
            for (raw, key), text in zip(
                pairs, fold_all([text for text, _ in pairs], lang), strict=True
            ):
                found.setdefault(text, {})[key] = None
                found.setdefault(raw, {})[key] = None
        return {text: tuple(keys) for text, keys in found.items()}

    def who(
        self,
        name: str,
        on: dt.date | None = None,
        office: str | None = None,
        known: Collection[str] = (),
    ) -> tuple[str, ...]:
        """Ids of the people of that name or surname, the likeliest first.

        Of those who ever held an office that the title ``office`` may mean, first the ``known``
        ones, then who held it on the day, then who was in any office on the day.
        """
        keys = self._named.get(name, ())
        if len(keys) < 2 or (on is None and office is None and not known):
            return keys

        def likely(key: str) -> tuple[bool, bool, int, int, bool]:
            person = self.people[key]
            then = person.on(on) if on else ()
            ever = self._fit(office, person.offices)
            return (
                ever == NOT_AT_ALL,
                key not in known,
                self._fit(office, then),
                ever,
                on is not None and not then,
            )

        return tuple(sorted(keys, key=likely))

    def bearer(
        self, name: str, office: str, parties: Collection[Party], on: dt.date | None = None
    ) -> str | None:
        """Who of these parties bears a name that follows a title: somebody who held such an office.

        The likeliest where there are several; None where there is nobody.
        """
        for key in self.who(name, on, office):
            person = self.people[key]
            if person.party in parties and self._fit(office, person.offices) < NOT_AT_ALL:
                return key
        return None

    def _fit(self, office: str | None, held: Iterable[Tenure]) -> int:
        """How well a title says one of the offices held, 0 best."""
        if office is None:
            return NOT_AT_ALL
        places = [fits(office, tenure.office, self.offices) for tenure in held]
        return min((place for place in places if place is not None), default=NOT_AT_ALL)

    def holders(self, office: str, party: Party, on: dt.date) -> tuple[str, ...]:
        """Ids of the party's people who held an office on a day.

        Those who held it by its id or by that of the same office; where nobody did, those of its
        contact group, which may also be given itself. A tenure without a beginning tells no day.
        """
        held = self._held.get(party, ())
        entry = self.offices.get(office)
        names = {office, entry.same} if entry else {office}
        exact = tuple(
            dict.fromkeys(key for key, one in held if one.office in names and one.covers(on))
        )
        contact = entry.contact if entry else office
        if exact or not contact:
            return exact
        return tuple(
            dict.fromkeys(
                key
                for key, one in held
                if self.contact_of(one.office) == contact and one.covers(on)
            )
        )

    @cached_property
    def _held(self) -> Mapping[Party, tuple[tuple[str, Tenure], ...]]:
        """Whose tenures have a beginning, by party."""
        found: dict[Party, list[tuple[str, Tenure]]] = {}
        for person in self.people.values():
            for held in person.offices:
                if held.start:
                    found.setdefault(person.party, []).append((person.id, held))
        return {party: tuple(tenures) for party, tenures in found.items()}

    def contact_of(self, office: str) -> str | None:
        """The contact group of an office, None where it has none."""
        entry = self.offices.get(office)
        return entry.contact if entry else None

    def home(self, lang: str) -> Party | None:
        """Whose government a text in that language means where it names none."""
        found: Party | None = self._rules.get("home", {}).get(lang)
        return found

    # Channels

    @cached_property
    def _contacts(self) -> Mapping[tuple[frozenset[Party], str], str]:
        found: dict[tuple[frozenset[Party], str], str] = {}
        for entry in self._channels.values():
            for word in entry.contact:
                found.setdefault((frozenset(entry.parties), word), entry.id)
        return found

    @cached_property
    def _levels(self) -> Mapping[tuple[frozenset[Party], str], list[str]]:
        found: dict[tuple[frozenset[Party], str], list[str]] = {}
        for entry in self._channels.values():
            found.setdefault((frozenset(entry.parties), entry.level), []).append(entry.id)
        return found

    @cached_property
    def surname_first(self) -> frozenset[Party]:
        """The parties whose people are named with the family name first."""
        return frozenset(self._rules["surnames"]["parties"])

    @cached_property
    def no_names(self) -> frozenset[str]:
        """English words with a capital that are no part of a name, such as titles and days."""
        return frozenset(self._rules["no-names"]["en"])

    def may_be_name(self, name: str, parties: Iterable[Party]) -> bool:
        """Whether characters (simplified) may be the name of somebody of these parties."""
        known = self._rules["surnames"]
        if self.foreign(parties):
            foreign = self._rules["transliteration"]["zh"]
            return set(name) <= set(foreign["of"]) and name not in foreign["not"]
        return name[:1] in known["zh"]["one"] or name[:2] in known["zh"]["two"]

    def foreign(self, parties: Iterable[Party]) -> bool:
        """Whether people of these parties have names that are transliterated in Chinese."""
        theirs = set(parties)
        return bool(theirs) and not theirs & set(self._rules["surnames"]["parties"])

    def transliterated(self, text: str, at: int, end: int) -> int:
        """Where the characters that foreign names are written with end, from ``at`` on."""
        known = self._rules["transliteration"]["zh"]["of"]
        while at < end and text[at] in known:
            at += 1
        return at

    def channel_for(self, parties: Iterable[Party], word: str) -> str | None:
        """The channel of exactly these parties that ``word`` leads to.

        ``word``: a contact group ("defence-minister"), an office's id, a general word's id
        ("hotline"), or a level at which these parties have but one channel.
        """
        both = frozenset(parties)
        office = self.offices.get(word)
        generic = self.generic.get(word)
        for key in (
            word,
            office.contact if office else None,
            generic.contact if generic else None,
        ):
            if key and (both, key) in self._contacts:
                return self._contacts[both, key]
        level = self._levels.get((both, word), ())
        return level[0] if both and len(level) == 1 else None


@lru_cache(maxsize=8)
def load(*folders: Path) -> Lexicon:
    """The built-in lexicon with these folders over it, cached. Raises ``TableError``."""
    return Lexicon(tables(*folders))
