"""What an account says of a meeting that no item holds: who asked for it, and how long it took."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from parley.comparison.results import Given
from parley.dates import durations
from parley.items import Document, Event, Evidence, Party, Span
from parley.language.views import View, view
from parley.lexicon import Lexicon

UNITS = {"minute": 1, "hour": 60}
"""Minutes in the units that meetings are measured in."""


class Asked(NamedTuple):
    """The party at whose request they met, and the words that say so."""

    party: Party
    given: Given


class Length(NamedTuple):
    """How long they met, in minutes, and the words that say so."""

    minutes: float
    given: Given


def passages(document: Document, event: Event) -> list[Span]:
    """The heading, and the paragraphs in which the event is told."""
    text, found = document.text, []
    heading = len(text) - len(text.lstrip())
    for at in (heading, *(evidence.start for evidence in event.evidence)):
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        span = Span(start, len(text) if end < 0 else end)
        if span not in found:
            found.append(span)
    return found


def initiative(
    document: Document, event: Event, parties: Iterable[Party], lexicon: Lexicon
) -> Asked | None:
    """At whose request they met, as the account says; None where it does not say.

    ``parties`` are those who met.
    """
    several = sorted(parties)
    rules = _rules().get(document.lang.partition("-")[0], {})
    for span, seen in _views(document, passages(document, event)):
        folded = seen.text.lower()
        for pattern in rules.get("named", ()):
            for match in re.finditer(pattern, folded):
                party = _named(match["who"], document, several, event, lexicon)
                if party is not None:
                    return Asked(party, _given(document, span, seen, match.span(), party))
        others = [party for party in several if party != document.voice]
        if len(others) == 1 and len(several) == 2:
            for pattern in rules.get("other", ()):
                if found := re.search(pattern, folded):
                    party = others[0]
                    return Asked(party, _given(document, span, seen, found.span(), party))
    return None


def length(document: Document, event: Event) -> Length | None:
    """How long they met: the first length in minutes or hours where the event is told."""
    for span, seen in _views(document, passages(document, event)):
        for found in durations(seen.text, document.lang):
            if found.unit in UNITS and found.value is not None:
                value = f"{found.value:g} {found.unit}{'' if found.value == 1 else 's'}"
                given = _given(document, span, seen, (found.start, found.end), value)
                return Length(found.value * UNITS[found.unit], given)
    return None


@cache
def _rules() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = (files("parley.comparison") / "asking.yaml").read_text("utf-8")
    found: Mapping[str, Mapping[str, tuple[str, ...]]] = yaml.safe_load(text)
    return found


def _views(document: Document, spans: Iterable[Span]) -> Iterator[tuple[Span, View]]:
    for span in spans:
        yield span, view(document.text[span.start : span.end], document.lang)


def _given(document: Document, span: Span, seen: View, at: tuple[int, int], value: str) -> Given:
    back = seen.back(*at)
    start, end = span.start + back.start, span.start + back.end
    return Given(value, (Evidence(start, end, document.text[start:end]),))


def _named(
    words: str, document: Document, parties: Iterable[Party], event: Event, lexicon: Lexicon
) -> Party | None:
    """Which of the parties the words name, or somebody of whom: by the longest name in them."""
    found: list[tuple[int, Party]] = []
    for party in parties:
        names = {p.name for p in event.participants if p.party == party}
        if party in lexicon.actors:
            actor = lexicon.actors[party]
            for table in (actor.names, actor.adjectives, actor.short, actor.side, actor.capitals):
                names |= set(_forms(table, document.lang))
        for name in names:
            folded = view(name, document.lang).text.lower()
            if folded and folded in words:
                found.append((len(folded), party))
    longest = max((size for size, _ in found), default=0)
    named = {party for size, party in found if size == longest}
    return named.pop() if len(named) == 1 else None


def _forms(table: Mapping[str, object], lang: str) -> Iterator[str]:
    for key, forms in table.items():
        if key.partition("-")[0] == lang.partition("-")[0]:
            yield from (forms,) if isinstance(forms, str) else map(str, _several(forms))


def _several(forms: object) -> Iterable[object]:
    return forms if isinstance(forms, list | tuple) else ()
