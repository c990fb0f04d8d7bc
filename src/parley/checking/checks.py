"""An interval claim held against the record, with the other ways to count it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from parley.channels.deeds import CONTACT
from parley.channels.family import family
from parley.channels.phrases import LANGUAGES, name
from parley.checking.counted import ACTS, alike, from_moment, held_at, speaks_of_visits
from parley.checking.counting import (
    Count,
    Inquiry,
    by_break,
    by_since,
    by_use,
    ever,
    to_agreement,
    without_use,
)
from parley.checking.lasting import how_long, how_often
from parley.checking.lengths import UNITS, Bounds, beginning
from parley.checking.saying import claimed, joined, length_text, say
from parley.checking.shelf import Shelf
from parley.checking.subject import (
    About,
    about,
    counts_from,
    done,
    occasion,
    siblings,
    told_beside,
    uses,
    visited,
)
from parley.checking.visits import alike as alike_visits
from parley.checking.visits import others
from parley.items import Channel, Check, IntervalClaim, MergedEvent, Reading
from parley.lexicon import Lexicon
from parley.record import Coverage

MANY = 2
"""As many other channels as are worth a reading."""


def check(
    claim: IntervalClaim,
    published: dt.date | None,
    events: Sequence[MergedEvent],
    channels: Mapping[str, Channel],
    coverage: Mapping[str, Coverage] = {},
    ui: str = "en",
    lexicon: Lexicon | None = None,
) -> Check:
    """What the record says of ``claim``, made in a document of the day ``published``.

    ``lexicon`` tells who held which office, for claims about visits; without it they are counted
    whoever came. The order of ``events`` does not matter; who checks several claims against them
    hands over one ``Shelf``. Raises ``ValueError`` for an interface language without sentences.
    """
    if ui not in LANGUAGES:
        raise ValueError(f"no sentences in {ui!r}: use one of {', '.join(LANGUAGES)}")
    if claim.value is not None and claim.unit not in UNITS:
        return _unchecked(claim, "none.unit", ui)
    kin = family(channels)
    events = events if isinstance(events, Shelf) else Shelf(events)
    event = events.by_alias.get(claim.event) if claim.event else None
    subject = about(claim, event, kin)
    if event is not None and counts_from(claim, event):
        alone = msgspec.structs.replace(claim, event=None, start=None, end=None)
        found = check(alone, published, events, channels, coverage, ui, lexicon)
        return msgspec.structs.replace(found, claim=claim)
    if subject is None:
        event = told_beside(claim, events)
        subject = about(claim, event, kin)
    if subject is None:
        return _unchecked(claim, "none.subject", ui)
    if event is not None and lexicon is not None:
        used = uses(subject, events, kin).events
        if event.channel in subject.channels and others(event, used, lexicon):
            return _unchecked(claim, "none.holders", ui)
        subject, event = _narrowed(claim, subject, event, events, lexicon)
    lasts = claim.relation in ("duration", "frequency")
    if event is None and not lasts:
        event = occasion(claim, published, uses(subject, events, kin).events)
    at = _at(claim, event)
    day = published or (at.last if at else None)
    if day is None or (at is None and not lasts):
        return _unchecked(claim, "none.event", ui)
    here = Bounds(day, day)
    inquiry = Inquiry(claim, subject, event, at or here, events, kin, coverage, ui)
    if lasts or (claim.relation == "gap" and _still_closed(inquiry, day)):
        entry = channels.get(subject.channel) if subject.channel else None
        if entry is None or entry.level == "forum":
            return _unchecked(claim, "none.subject", ui)
        often = claim.relation == "frequency"
        return _result(inquiry, how_often(inquiry, day) if often else how_long(inquiry, day), [])
    moment = lexicon is not None and from_moment(claim, lexicon)
    primary = _primary(inquiry, moment)
    return _result(inquiry, primary, list(_readings(inquiry, primary)))


def _narrowed(
    claim: IntervalClaim,
    subject: About,
    event: MergedEvent,
    events: Shelf,
    lexicon: Lexicon,
) -> tuple[About, MergedEvent]:
    """A subject as narrow as the claim's words make it, and the event that is one of them."""
    visits = speaks_of_visits(claim, lexicon) and event.mode in CONTACT
    if visits:
        event = visited(claim, event, events)
        subject = subject._replace(channel=None, channels=frozenset())
    if visits or (event.mode == "visit" and not subject.channels):
        return subject._replace(visits=alike_visits(event, events, lexicon)), event
    if event.mode in ACTS and not subject.channels:
        return subject._replace(acts=alike(event, subject.parties, events)), event
    if not subject.channels and held_at(claim, event.place, lexicon):
        return subject._replace(place=event.place), event
    return subject, event


def _at(claim: IntervalClaim, event: MergedEvent | None) -> Bounds | None:
    bounds = beginning(event) if event else None
    if bounds is None and claim.start is not None:
        return Bounds(claim.start, claim.end or claim.start)
    return bounds


def _still_closed(inquiry: Inquiry, day: dt.date) -> bool:
    """Whether a gap that the text dates by no event had not ended when it was told."""
    claim = inquiry.claim
    if claim.event is not None or claim.start is not None or claim.value is None:
        return False
    now = inquiry._replace(event=None, at=Bounds(day, day))
    broken, last = now.broken, now.last
    return broken is not None and (
        last is None or last.start is None or last.start < (broken.start or day)
    )


def _from_break(inquiry: Inquiry) -> bool:
    """Whether the break is what the text counts from: it says so, or tells of its end."""
    event = inquiry.event
    return inquiry.claim.counted_from == "suspension" or (
        event is not None and done(event, inquiry.kin) == "resume"
    )


def _primary(inquiry: Inquiry, moment: bool) -> Count:
    """The count that the text means; from a ``moment`` that was no use it is a time without any."""
    claim = inquiry.claim
    if moment and claim.value is None and claim.since:
        return without_use(inquiry, claim.since) or by_since(inquiry, claim.since)
    if claim.value is not None:
        return _from_either(inquiry) if _from_break(inquiry) else by_use(inquiry)
    return by_since(inquiry, claim.since) if claim.since else ever(inquiry)


def _from_either(inquiry: Inquiry) -> Count:
    """Counted from the break; where the text only tells of its end, from the last use as well.

    "Resumed after five years" says as much of the last meeting as of the break: it is contradicted
    where neither count fits.
    """
    broken = by_break(inquiry)
    if inquiry.claim.counted_from == "suspension" or broken.verdict == "holds":
        return broken
    used = by_use(inquiry)
    if used.verdict == "holds" or (
        used.verdict == "not-enough-record" and broken.verdict == "contradicted"
    ):
        return used
    return broken


def _readings(inquiry: Inquiry, primary: Count) -> Iterator[tuple[str, Count]]:
    """Other ways to count, by name, those first that readers most often mean."""
    claim, subject, ui = inquiry.claim, inquiry.subject, inquiry.ui
    other = inquiry._replace(subject=subject._replace(in_person=not subject.in_person))
    form = say("reading.any-form" if subject.in_person else "reading.in-person", ui)
    if claim.value is None:
        if claim.since:
            stretch = without_use(inquiry, claim.since)
            if stretch is not None:
                yield say("reading.between", ui), stretch
            if inquiry.last != other.last:
                yield form, by_since(other, claim.since)
        return
    if _from_break(inquiry):
        yield say("reading.use", ui), by_use(inquiry)
    if inquiry.broken is not None:
        yield say("reading.suspension", ui), by_break(inquiry)
    if inquiry.last != other.last and other.last is not None:
        yield form, by_use(other)
    deal = to_agreement(inquiry)
    if deal is not None and not inquiry.mended:
        yield say("reading.agreement", ui), deal
    if claim.since:
        yield say("reading.since", ui), by_since(inquiry, claim.since)
    if primary.verdict != "holds":
        yield from _calendar(inquiry)
        yield from _other_channels(inquiry)


def _calendar(inquiry: Inquiry) -> Iterator[tuple[str, Count]]:
    """By difference of calendar years, as some languages count."""
    claim, last = inquiry.claim, inquiry.last
    if claim.unit != "year" or last is None or last.end is None:
        return
    if inquiry.at.first.year - last.end.year == claim.value and claim.hedge != "nearly":
        count = by_use(inquiry)
        yield (
            say("reading.calendar", inquiry.ui),
            count._replace(verdict="holds", events=inquiry.ids(last)),
        )


def _other_channels(inquiry: Inquiry) -> Iterator[tuple[str, Count]]:
    """The same parties' other channels for which the claim would hold."""
    found = 0
    for key in siblings(inquiry.subject, inquiry.kin):
        subject = About(key, frozenset({key}), inquiry.subject.parties)
        count = by_use(inquiry._replace(subject=subject))
        if count.verdict == "holds" and found < MANY:
            found += 1
            channel = name(inquiry.kin.channels[key], inquiry.ui)
            yield say("reading.channel", inquiry.ui, channel=channel), count


def _result(inquiry: Inquiry, primary: Count, readings: list[tuple[str, Count]]) -> Check:
    claim, ui = inquiry.claim, inquiry.ui
    others = [
        (label, count)
        for label, count in readings
        if (count.events, count.verdict) != (primary.events, primary.verdict) or not count.events
    ]
    sentence = say(f"verdict.{primary.verdict}", ui, claim=claimed(claim, ui))
    holding = [(n, c) for n, c in others if c.verdict == "holds" and c.length is not None]
    hint = ""
    if primary.verdict != "holds" and holding:
        label, count = holding[0]
        assert count.length is not None
        hint = say("note.reading", ui, name=label, length=length_text(count.length, ui))
    return Check(
        claim=claim,
        verdict=primary.verdict,
        computed=primary.length.value if primary.length else None,
        low=round(primary.length.low, 2) if primary.length else None,
        high=round(primary.length.high, 2) if primary.length else None,
        unit=primary.length.unit if primary.length else claim.unit,
        events=primary.events,
        explanation=joined(ui, primary.text, sentence, hint),
        readings=tuple(
            Reading(
                name=label,
                verdict=count.verdict,
                computed=count.length.value if count.length else None,
                events=count.events,
                explanation=count.text,
            )
            for label, count in others
        ),
    )


def _unchecked(claim: IntervalClaim, key: str, ui: str) -> Check:
    return Check(
        claim=claim, verdict="not-enough-record", unit=claim.unit, explanation=say(key, ui)
    )
