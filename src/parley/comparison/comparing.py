"""Two accounts held against each other."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from parley.comparison import aligning, facts, meeting
from parley.comparison.results import Account, Comparison
from parley.items import Document, Event, Item, Party, Statement
from parley.lexicon import Lexicon
from parley.wording import headline


class Coded(NamedTuple):
    """A document and what is coded in it."""

    document: Document
    items: Sequence[Item]

    @property
    def events(self) -> list[Event]:
        """Its events."""
        return [item for item in self.items if isinstance(item, Event)]

    @property
    def statements(self) -> list[Statement]:
        """Its statements."""
        return [item for item in self.items if isinstance(item, Statement)]


def compare(
    a: tuple[Document, Iterable[Item]],
    b: tuple[Document, Iterable[Item]],
    lexicon: Lexicon,
    ui: str = "en",
) -> Comparison:
    """Two documents held against each other, each with the items coded in it.

    Points are what the parties of the event are reported to say at it, or, where the two tell of
    no event in common, all that is reported. Headlines are in the language ``ui``.
    """
    one, other = (Coded(document, _in(ui, items, lexicon)) for document, items in (a, b))
    pair = meeting.common(one.events, other.events)
    event = None
    parties = frozenset(d.voice for d in (one.document, other.document) if d.voice)
    given: tuple[facts.Account, facts.Account] | None = None
    plans = meeting.Plans((), (), ())
    if pair is not None:
        event = meeting.joined(pair, {c.document.id: c.document for c in (one, other)})
        event = msgspec.structs.replace(event, headline=headline(event, ui, lexicon))
        parties = frozenset(event.parties)
        plans = meeting.plans(one.events, other.events, parties)
        given = facts.Account(one.document, pair.a), facts.Account(other.document, pair.b)
    said = [
        aligning.uttered(
            coded.document,
            _at(coded, told and told.event, parties) if pair else coded.statements,
            parties,
            lexicon,
        )
        for coded, told in zip((one, other), given or (None, None), strict=True)
    ]
    return Comparison(
        a=_account(one.document),
        b=_account(other.document),
        event=event,
        facts=facts.facts(*given, event, plans, lexicon) if given and event else (),
        points=(*aligning.points(*said), *aligning.planned(plans.both)),
    )


def _in(ui: str, items: Iterable[Item], lexicon: Lexicon) -> tuple[Item, ...]:
    """The items with headlines in the language ``ui``, whatever that of the desk is."""
    return tuple(
        msgspec.structs.replace(item, headline=headline(item, ui, lexicon)) for item in items
    )


def _at(coded: Coded, told: Event | None, parties: frozenset[Party]) -> list[Statement]:
    """What the parties say, other than at another meeting that the document tells of."""
    others = {e.id for e in coded.events if e.type == meeting.CONSULT and e is not told}
    return [
        s
        for s in coded.statements
        if (s.speaker.party is None or s.speaker.party in parties) and s.event not in others
    ]


def _account(document: Document) -> Account:
    return Account(doc=document.id, voice=document.voice, title=document.title)
