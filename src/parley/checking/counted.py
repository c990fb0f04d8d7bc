"""What a claim's own words say is counted: visits, what is held at a place, one side's acts."""

from collections.abc import Iterable
from functools import lru_cache

from parley.coding.vocabulary import Matches, Vocabulary, words_of
from parley.items import UNREAL, IntervalClaim, MergedEvent, Party, Place
from parley.language import detect, view
from parley.lexicon import Lexicon
from parley.record.scoring import elsewhere

ACTS = frozenset({"transit", "missile-test", "nuclear-test", "exercise-joint", "arms-sale"})
"""Modes of acts that are told one by one, and so counted: "the first transit this year"."""


def speaks_of_visits(claim: IntervalClaim, lexicon: Lexicon) -> bool:
    """Whether visits are what a claim counts; a meeting on a visit is a meeting."""
    found = {pos for word in _words(claim, lexicon) for pos in word.means}
    return "visit" in found and "meeting" not in found


def from_moment(claim: IntervalClaim, lexicon: Lexicon) -> bool:
    """Whether a claim counts from what was no earlier contact ("since he took office")."""
    return any("moment" in word.means for word in _words(claim, lexicon))


def held_at(claim: IntervalClaim, place: Place | None, lexicon: Lexicon) -> bool:
    """Whether only what is held at ``place`` counts: it stands right before a word of hosting."""
    if place is None or not claim.evidence:
        return False
    text, lang = _told(claim)
    name = view(place.name, lang).text
    return any(
        "host" in word.means and text[: word.start].rstrip().endswith(name)
        for word in _words(claim, lexicon)
    )


def actors(event: MergedEvent) -> frozenset[Party]:
    """Whose act an event is."""
    return frozenset(event.initiator or event.parties)


def alike(
    event: MergedEvent, who: Iterable[Party], events: Iterable[MergedEvent]
) -> frozenset[str]:
    """Ids of the acts of one kind that ``who`` took part in, as far as known at the same place."""
    doers = frozenset(who) & actors(event) or actors(event)
    return frozenset(
        other.id
        for other in events
        if other.mode == event.mode
        and other.modality not in UNREAL
        and doers <= actors(other)
        and not (
            event.mode == "transit"
            and event.place
            and other.place
            and elsewhere(event.place, other.place)
        )
    )


def _words(claim: IntervalClaim, lexicon: Lexicon) -> Matches[str]:
    text, lang = _told(claim)
    return _vocabulary(lexicon, lang).find(text) if text else Matches()


def _told(claim: IntervalClaim) -> tuple[str, str]:
    """A claim's own words as rules see them, and their language."""
    words = claim.evidence[0].text if claim.evidence else ""
    lang = detect(words) if words else "und"
    return (view(words, lang).text if words else ""), lang


@lru_cache(maxsize=16)
def _vocabulary(lexicon: Lexicon, lang: str) -> Vocabulary[str]:
    return Vocabulary(
        ((word, row["pos"]) for row in lexicon.table("counted") for word in words_of(row, lang)),
        lang,
    )
