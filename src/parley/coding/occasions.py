"""The meeting or call at which something was said."""

from collections.abc import Sequence

from parley.coding.placed import Placed
from parley.coding.scan import Scan
from parley.coding.speakers import side
from parley.coding.units import Taken
from parley.items import Event, Evidence

CONTACT = frozenset({"meet", "call", "video-call", "visit", "talks", "summit"})


class Contacts:
    """The meetings and calls of a document, for what was said at them, by party."""

    def __init__(self, scan: Scan, events: Sequence[Event]) -> None:
        self._scan = scan
        held = [e for e in events if e.mode in CONTACT and e.modality == "occurred" and e.evidence]
        self._by_party: dict[str | None, list[Event]] = {}
        for event in held:
            for party in event.parties:
                self._by_party.setdefault(party, []).append(event)
        self._placed = {party: Placed(theirs) for party, theirs in self._by_party.items()}
        self._opens: dict[int, int] = {}
        for sentence in scan.sentences:
            self._opens.setdefault(sentence.paragraph, sentence.start)

    def said_at(self, one: Taken, first: Evidence) -> str | None:
        """The contact at which it was said: of the same sentence, else of the paragraph so far."""
        placed = self._placed.get(one.voice.party)
        if placed is None:
            return None
        span = self._scan.view.back(one.sentence.start, one.sentence.end)
        same = placed.within(span.start, span.end)
        if same:
            return same[0].id
        if side(self._scan):
            opening = self._by_party[one.voice.party][0]
            return opening.id if opening.evidence[0].start <= first.start else None
        opens = self._opens[one.sentence.paragraph]
        told = placed.within(self._scan.view.back(opens, opens).start, first.start)
        return told[-1].id if told else None
