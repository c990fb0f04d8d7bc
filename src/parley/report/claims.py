"""Checked claims, ready to print."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from parley.items import Check, Document, IntervalClaim, Reading
from parley.report.entries import confidence_text
from parley.report.events import EventIndex
from parley.report.evidence import Contexts, Passage
from parley.report.safe import anchor, one_line
from parley.report.words import Words


class UsedEvent(NamedTuple):
    """An event that a check counts from or to."""

    text: str
    href: str | None
    date: str


class ReadingView(NamedTuple):
    """Another way to count."""

    name: str
    verdict: str
    verdict_text: str
    computed: str
    explanation: str


class Telling(NamedTuple):
    """Where a claim is made: the document and the sentence."""

    anchor: str
    document: str
    href: str | None
    date: str | None
    lang: str
    confidence: str
    passages: tuple[Passage, ...]


class CheckView(NamedTuple):
    """One claim, where it is made, and what the record says of it."""

    headline: str
    verdict: str
    verdict_text: str
    claimed: str
    computed: str
    explanation: str
    readings: tuple[ReadingView, ...]
    unfold: bool
    events: tuple[UsedEvent, ...]
    tellings: tuple[Telling, ...]


def check_views(
    checks: Sequence[Check],
    index: EventIndex,
    documents: Mapping[str, Document],
    contexts: Contexts,
    words: Words,
) -> tuple[CheckView, ...]:
    """The checks by document and place in it."""
    place = {identifier: n for n, identifier in enumerate(documents)}

    def order(check: Check) -> tuple[int, int, str]:
        claim = check.claim
        start = claim.evidence[0].start if claim.evidence else 0
        return place.get(claim.doc, len(place)), start, claim.id

    return tuple(
        _view(check, index, documents, contexts, words) for check in sorted(checks, key=order)
    )


def told_once(views: Sequence[CheckView]) -> tuple[CheckView, ...]:
    """The same with claims that say the same and come to the same as one, in the first one's place:
    a caption and its article, or two papers that took over one figure."""
    found: dict[CheckView, list[Telling]] = {}
    for view in views:
        found.setdefault(view._replace(tellings=()), []).extend(view.tellings)
    return tuple(view._replace(tellings=tuple(told)) for view, told in found.items())


def figure(value: float) -> str:
    """A number without needless decimals: 16, 2.5."""
    return f"{value:.1f}".removesuffix(".0")


def amount(value: float, unit: str | None, words: Words) -> str:
    """A number with its unit: "16 months"."""
    if unit is None:
        return figure(value)
    name = words.known("unit", unit, n=1 if figure(value) == "1" else 2)
    return words.t("checks.value", value=figure(value), unit=name)


def claimed(claim: IntervalClaim, words: Words) -> str:
    """What the text claims: "first since · nearly 16 months"."""
    parts = [words.known("relation", claim.relation)]
    if claim.value is not None:
        value = amount(claim.value, claim.unit, words)
        hedge = claim.hedge or ("about" if claim.approximate else None)
        parts.append(words.t(f"hedge.{hedge}", value=value) if hedge else value)
    if claim.since:
        parts.append(words.t("since.value", since=claim.since))
    return " · ".join(parts)


def computed(check: Check, index: EventIndex, words: Words) -> str:
    """What the record gives, with its bounds where dates leave them open; where the claim has no
    length, the date of the use before."""
    unit = check.unit or check.claim.unit
    if check.computed is None:
        return _previous(check, index, words)
    value = amount(check.computed, unit, words)
    low, high = check.low, check.high
    if low is None or high is None or figure(low) == figure(high):
        return value
    bounds = words.t("checks.bounds", low=figure(low), high=figure(high))
    return words.t("aside", name=value, aside=bounds)


def _previous(told: Check | Reading, index: EventIndex, words: Words) -> str:
    events = [event for event in map(index.get, told.events) if event is not None]
    if told.verdict == "not-enough-record" or len(events) < 2:
        return words.t("checks.not_computed")
    return words.t("checks.previous", date=words.date(events[0]))


def _view(
    check: Check,
    index: EventIndex,
    documents: Mapping[str, Document],
    contexts: Contexts,
    words: Words,
) -> CheckView:
    claim = check.claim
    document = documents.get(claim.doc)
    published = document.published if document else None
    return CheckView(
        headline=one_line(words.headline(claim)),
        verdict=check.verdict,
        verdict_text=words.t(f"verdict.{check.verdict}"),
        claimed=claimed(claim, words),
        computed=computed(check, index, words),
        explanation=one_line(check.explanation),
        readings=tuple(
            ReadingView(
                one_line(reading.name),
                reading.verdict,
                words.t(f"verdict.{reading.verdict}"),
                amount(reading.computed, check.unit or claim.unit, words)
                if reading.computed is not None
                else _previous(reading, index, words),
                one_line(reading.explanation),
            )
            for reading in check.readings
        ),
        unfold=check.verdict != "holds" and any(r.verdict == "holds" for r in check.readings),
        events=tuple(_used(identifier, index, words) for identifier in check.events),
        tellings=(
            Telling(
                anchor=anchor("check", claim.id),
                document=one_line((document.title if document else None) or claim.doc),
                href=index.places.document(claim.doc) if document else None,
                date=words.day(published) if published else None,
                lang=document.lang if document and document.lang != "und" else "",
                confidence=confidence_text(claim.confidence, words),
                passages=contexts.passages(claim.doc, claim.evidence),
            ),
        ),
    )


def _used(identifier: str, index: EventIndex, words: Words) -> UsedEvent:
    link = index.link(identifier)
    event = index.get(identifier)
    return UsedEvent(one_line(link.text), link.href, words.date(event) if event else "")
