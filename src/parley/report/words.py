"""Names and phrases in one interface language, bound to one lexicon."""

import datetime as dt
from collections.abc import Iterable, Sequence

from parley import wording
from parley.items import IntervalClaim, MergedEvent, Participant, Place, Statement
from parley.lexicon import Lexicon, load
from parley.report import strings
from parley.report.safe import closed


class Words:
    """What the report calls things; ``ui`` is en, zh-Hant or zh-Hans.

    Raises ``ValueError`` for another ``ui``.
    """

    def __init__(self, ui: str, lexicon: Lexicon | None = None) -> None:
        self._strings = strings.load(ui)
        self.ui = ui
        self._days: dict[dt.date, str] = {}
        self._states: dict[str, str] = {}
        self._lexicon = lexicon if lexicon is not None else load()

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon that has the names."""
        return self._lexicon

    def header(self, column: str) -> str:
        """A column's header: its name, below what it is called in the reader's language."""
        return strings.header(self.ui, column)

    def t(self, key: str, **values: object) -> str:
        """The report's own string for ``key``."""
        return strings.say(self.ui, key, **values)

    def known(self, prefix: str, value: str, **values: object) -> str:
        """The report's string for a coded value ("field", "end"), or the value itself."""
        key = f"{prefix}.{value}"
        return self.t(key, **values) if key in self._strings else value

    def all_of(self, names: Iterable[str]) -> str:
        """Names as a phrase: a, b and c."""
        return _joined(list(names), self.t("list.comma"), self.t("list.and"))

    def clauses(self, told: Iterable[str]) -> str:
        """Clauses as a sentence without its end: x holds, y does not and z is open."""
        return _joined(list(told), self.t("list.clause"), self.t("list.clause.last"))

    def party(self, party: str) -> str:
        """A party's name."""
        return wording.party_name(party, self.ui, self._lexicon)

    def listed(self, parties: Sequence[str]) -> str:
        """Parties' names with commas."""
        ordered = wording.in_order(parties, self.ui, self._lexicon)
        return self.t("list.comma").join(self.party(party) for party in ordered)

    def place(self, place: Place) -> str:
        """A place in the reader's language, with what the text calls it where that differs."""
        entity = wording.place_entity(place, self._lexicon)
        name = wording.place_name(entity, self.ui, self._lexicon) if entity else None
        if name is None or name in place.name:
            return place.name
        if entity in self._lexicon.actors:  # less than the text says
            return self.t("aside", name=place.name, aside=name)
        return self.t("aside", name=name, aside=place.name)

    def person(self, person: Participant) -> tuple[str, str | None]:
        """A person's name in the reader's language, and what the text calls them if otherwise."""
        name = wording.participant_name(person, self.ui, self._lexicon)
        return (person.name, None) if name in person.name else (name, person.name)

    def says_itself(self, event: MergedEvent) -> bool:
        """Whether a headline says the event's modality already."""
        return event.modality == "ongoing" or wording.says_itself(event, self._lexicon)

    def dyad(self, parties: Sequence[str]) -> str:
        """Parties as a group; empty for none."""
        return wording.dyad_name(parties, self.ui, self._lexicon) if parties else ""

    def who(self, name: str) -> str:
        """A party's code by its name, anything else as written."""
        return self.party(name) if name in self._lexicon.actors else name

    def voice(self, voice: str | None) -> str:
        """Whose account a document is."""
        if voice is None:
            return self.t("voice.none")
        if voice in ("press", "analysis"):
            return self.t(f"voice.{voice}")
        return self.t("voice.official", party=self.party(voice))

    def channel(self, channel: str) -> str:
        """A channel's name as a label, with a capital letter."""
        name = wording.channel_name(channel, self.ui, self._lexicon)
        return name[:1].upper() + name[1:]

    def level(self, level: str) -> str:
        """A channel's level."""
        return wording.level_name(level, self.ui, self._lexicon)

    def role(self, role: str) -> str | None:
        """A person's role as written; an office's id as words in English, and not in Chinese,
        where the lexicon's forms of one office differ by party."""
        if role not in self._lexicon.offices:
            return role
        return role.replace("-", " ") if self.ui == "en" else None

    def mode(self, mode: str) -> str:
        """A mode as a noun."""
        return wording.mode_name(mode, self.ui, self._lexicon)

    def modality(self, modality: str) -> str:
        """A modality as an adjective."""
        return wording.modality_name(modality, self.ui, self._lexicon)

    def effect(self, effect: str) -> str:
        """What an event does to a channel."""
        return wording.effect_name(effect, self.ui, self._lexicon)

    def issue(self, issue: str) -> str:
        """An issue's name."""
        return wording.issue_name(issue, self.ui, self._lexicon)

    def act(self, act: str) -> str:
        """What a statement does."""
        return wording.act_name(act, self.ui, self._lexicon)

    def state(self, state: str) -> str:
        """A channel's state."""
        if state not in self._states:
            self._states[state] = wording.state_name(state, self.ui, self._lexicon)
        return self._states[state]

    def day(self, day: dt.date) -> str:
        """One day."""
        if day not in self._days:
            self._days[day] = wording.date_text(day, day, "day", self.ui)
        return self._days[day]

    def start(self, event: MergedEvent) -> str:
        """When an event began, as precisely as it is known."""
        return wording.date_text(event.start, event.start, event.precision, self.ui)

    def end(self, event: MergedEvent) -> str:
        """When an event was over, as precisely as it is known."""
        day = event.end or event.start
        return wording.date_text(day, day, event.precision, self.ui)

    def date(self, event: MergedEvent) -> str:
        """When an event was, as precisely as it is known."""
        return wording.date_text(
            event.start, event.end, event.precision, self.ui, ongoing=event.ongoing
        )

    def headline(self, item: MergedEvent | Statement | IntervalClaim) -> str:
        """An item in one line: its own headline, else one made from its fields."""
        return closed(item.headline or wording.headline(item, self.ui, self._lexicon))


def _joined(parts: Sequence[str], comma: str, last: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return comma.join(parts[:-1]) + last + parts[-1]
