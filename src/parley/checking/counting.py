"""The ways to count a claim: from the last use, from the suspension, to a starting point."""

from collections.abc import Mapping
from typing import NamedTuple

from parley.channels.coverage import covers
from parley.channels.family import Family
from parley.checking.lengths import Bounds, Length, beginning, ending, length, period
from parley.checking.rounding import fits
from parley.checking.saying import (
    hedge_of,
    instead,
    joined,
    length_text,
    of_bounds,
    say,
    subject_name,
    when,
)
from parley.checking.shelf import Shelf
from parley.checking.subject import About, Uses, agreement, previous, suspension, uses
from parley.items import IntervalClaim, MergedEvent
from parley.items.checks import Verdict
from parley.record import Coverage


class Inquiry(NamedTuple):
    """A claim with its subject, the event it is made of and when that was, and the record."""

    claim: IntervalClaim
    subject: About
    event: MergedEvent | None
    at: Bounds
    events: Shelf
    kin: Family
    coverage: Mapping[str, Coverage]
    ui: str

    @property
    def used(self) -> Uses:
        """The subject's uses."""
        return uses(self.subject, self.events, self.kin)

    @property
    def last(self) -> MergedEvent | None:
        """The subject's last use before the event."""
        return previous(self.used, self.at, self.event, self.claim.unit != "day")

    @property
    def broken(self) -> MergedEvent | None:
        """The suspension before the event."""
        return suspension(self.subject, self.events, self.kin, self.at, self.last)

    @property
    def mended(self) -> bool:
        """Whether the subject was used between the suspension and the event."""
        broken, last = self.broken, self.last
        started = beginning(broken) if broken else None
        over = ending(last) if last else None
        return started is not None and over is not None and over.first > started.last

    @property
    def name(self) -> str:
        """What is counted, for readers."""
        return subject_name(self.subject, self.kin.channels, self.ui)

    @property
    def series(self) -> str:
        """What is counted, whatever its form: a suspension knows no difference."""
        subject = self.subject._replace(in_person=False)
        return subject_name(subject, self.kin.channels, self.ui)

    def told(self, key: str) -> str:
        """A sentence's key: one does not use visits and acts of one side."""
        subject = self.subject
        return key if subject.visits is None and subject.acts is None else f"{key}.act"

    @property
    def later(self) -> str:
        """The event's date, for readers."""
        return when(self.event, self.ui) if self.event else of_bounds(self.at, self.ui)

    def ids(self, *events: MergedEvent | None) -> tuple[str, ...]:
        """The ids of ``events`` and, last, that of the claim's event."""
        return tuple(event.id for event in (*events, self.event) if event is not None)


class Count(NamedTuple):
    """One way to count: its verdict, the length where there is one, and how it came about."""

    verdict: Verdict
    text: str
    length: Length | None = None
    events: tuple[str, ...] = ()


def by_use(inquiry: Inquiry) -> Count:
    """Counted from the last use.

    A known use more recent than claimed contradicts. That the last one known lies further back
    contradicts only where the record is complete, and a fit holds unless it is known not to be.
    """
    last, ui = inquiry.last, inquiry.ui
    if last is None:
        return _none(inquiry, inquiry.told("none.previous"))
    measured = _measured(inquiry, ending(last), inquiry.at)
    text = say(
        inquiry.told("count.use"),
        ui,
        subject=inquiry.name,
        earlier=when(last, ui),
        later=inquiry.later,
        length=length_text(measured, ui),
    )
    verdict, note = _verdict(inquiry, measured, last)
    return Count(verdict, joined(ui, text, note), measured, inquiry.ids(last))


def by_break(inquiry: Inquiry) -> Count:
    """Counted from the suspension; a use in between contradicts."""
    broken, last, ui = inquiry.broken, inquiry.last, inquiry.ui
    if broken is None:
        return _none(inquiry, "none.suspension")
    started = beginning(broken)
    measured = _measured(inquiry, started, inquiry.at)
    text = say(
        "count.suspension",
        ui,
        subject=inquiry.series,
        earlier=when(broken, ui),
        later=inquiry.later,
        length=length_text(measured, ui),
    )
    if last is not None and inquiry.mended:
        text = joined(ui, text, say("note.used", ui, between=when(last, ui)))
        return Count("contradicted", text, measured, inquiry.ids(broken, last))
    if not _fits(inquiry.claim, measured):
        text = joined(ui, text, instead(measured, ui))
        return Count("contradicted", text, measured, inquiry.ids(broken))
    note = _incomplete(inquiry, measured.earlier, last)
    verdict: Verdict = "not-enough-record" if note else "holds"
    return Count(verdict, joined(ui, text, note), measured, inquiry.ids(broken))


def to_agreement(inquiry: Inquiry) -> Count | None:
    """Counted from the suspension to the agreement to end it; None where either is not known."""
    broken = inquiry.broken
    started = beginning(broken) if broken else None
    if broken is None or started is None:
        return None
    deal = agreement(inquiry.subject, inquiry.events, inquiry.kin, started.first, inquiry.at.first)
    agreed = beginning(deal) if deal else None
    if deal is None or agreed is None:
        return None
    measured = _measured(inquiry, started, agreed)
    text = say(
        "count.agreement",
        inquiry.ui,
        earlier=when(broken, inquiry.ui),
        later=when(deal, inquiry.ui),
        length=length_text(measured, inquiry.ui),
    )
    verdict: Verdict = "holds" if _fits(inquiry.claim, measured) else "contradicted"
    return Count(verdict, text, measured, (broken.id, deal.id))


def by_since(inquiry: Inquiry, since: str) -> Count:
    """Whether the last use, or the suspension, lies in the year, month or day of ``since``."""
    days, last, broken, ui = period(since), inquiry.last, inquiry.broken, inquiry.ui
    if days is None:
        return Count("not-enough-record", say("none.subject", ui))
    started = beginning(broken) if broken else None
    over = ending(last) if last else None
    shut = started is not None and (over is None or over.first <= started.last)
    if broken and started and shut and _overlap(started, days) and not _within(over, days):
        text = say(
            "count.break-in-period",
            ui,
            subject=inquiry.series,
            earlier=when(broken, ui),
            later=inquiry.later,
        )
        note = _incomplete(inquiry, started, last)
        verdict: Verdict = "not-enough-record" if note else "holds"
        return Count(verdict, joined(ui, text, note), None, inquiry.ids(broken))
    if last is None or over is None:
        return _none(inquiry, inquiry.told("none.previous"))
    text = _since(inquiry, last)
    if over.first > days.last:
        return Count("contradicted", text, None, inquiry.ids(last))
    if _overlap(over, days):
        note = _incomplete(inquiry, over, last)
        verdict = "not-enough-record" if note else "holds"
        return Count(verdict, joined(ui, text, note), None, inquiry.ids(last))
    if _complete(inquiry, over, last):
        return Count("contradicted", text, None, inquiry.ids(last))
    note = say("note.incomplete", ui)
    return Count("not-enough-record", joined(ui, text, note), None, inquiry.ids(last))


def without_use(inquiry: Inquiry, since: str) -> Count | None:
    """Whether there was no use since ``since``, wherever the last one before it lies."""
    days, last = period(since), inquiry.last
    over = ending(last) if last else None
    if days is None or last is None or over is None or over.last >= days.first:
        return None
    text = _since(inquiry, last)
    note = _incomplete(inquiry, over, last)
    verdict: Verdict = "not-enough-record" if note else "holds"
    return Count(verdict, joined(inquiry.ui, text, note), None, inquiry.ids(last))


def ever(inquiry: Inquiry) -> Count:
    """Whether there was no use before at all: only a known one can decide it."""
    last = inquiry.last
    if last is None:
        return _none(inquiry, inquiry.told("none.previous"))
    text = _since(inquiry, last)
    return Count("contradicted", text, None, inquiry.ids(last))


def _since(inquiry: Inquiry, last: MergedEvent) -> str:
    """When the last use before was."""
    return say(
        inquiry.told("count.since"),
        inquiry.ui,
        subject=inquiry.name,
        earlier=when(last, inquiry.ui),
        later=inquiry.later,
    )


def _none(inquiry: Inquiry, key: str) -> Count:
    text = say(key, inquiry.ui, subject=inquiry.name, later=inquiry.later)
    return Count("not-enough-record", text, None, inquiry.ids())


def _measured(inquiry: Inquiry, earlier: Bounds | None, later: Bounds) -> Length:
    return length(earlier or later, later, inquiry.claim.unit or "month")


def _fits(claim: IntervalClaim, measured: Length) -> bool:
    return claim.value is not None and fits(
        claim.value, measured.low, measured.high, hedge_of(claim), measured.unit
    )


def _verdict(inquiry: Inquiry, measured: Length, last: MergedEvent) -> tuple[Verdict, str]:
    if _fits(inquiry.claim, measured):
        note = _incomplete(inquiry, measured.earlier, last)
        return ("not-enough-record", note) if note else ("holds", "")
    value = inquiry.claim.value or 0
    if measured.value < value or _complete(inquiry, measured.earlier, last):
        return "contradicted", instead(measured, inquiry.ui)
    note = _incomplete(inquiry, measured.earlier, last)
    return "not-enough-record", note or say("note.incomplete", inquiry.ui)


def _complete(inquiry: Inquiry, since: Bounds, last: MergedEvent | None) -> bool:
    """Whether the record is known to hold every use since then."""
    reach = [inquiry.coverage.get(key) for key in inquiry.subject.channels]
    if reach and all(c and covers(c, since.first, inquiry.at.first) for c in reach):
        return True
    return _counted_through(inquiry, last)


def _incomplete(inquiry: Inquiry, since: Bounds, last: MergedEvent | None) -> str:
    """Why the record is known not to hold every use since then; empty where it is not so known."""
    if _counted_through(inquiry, last):
        return ""
    for key in sorted(inquiry.subject.channels):
        reach = inquiry.coverage.get(key)
        if reach is None or covers(reach, since.last, inquiry.at.first):
            continue
        if reach.record_until < inquiry.at.first:
            until = of_bounds(Bounds(reach.record_until, reach.record_until), inquiry.ui)
            return say("note.until", inquiry.ui, until=until)
        return say("note.incomplete", inquiry.ui)
    return ""


def _counted_through(inquiry: Inquiry, last: MergedEvent | None) -> bool:
    """Whether the numbers of the rounds show that none is missing between the two."""
    event = inquiry.event
    if last is None or event is None or last.iteration is None or event.iteration is None:
        return False
    if last.channel != event.channel or last.iteration >= event.iteration:
        return False
    known = {e.iteration for e in inquiry.events.through([event.channel])}
    return set(range(last.iteration + 1, event.iteration)) <= known


def _overlap(a: Bounds, b: Bounds) -> bool:
    return a.first <= b.last and b.first <= a.last


def _within(over: Bounds | None, days: Bounds) -> bool:
    return over is not None and _overlap(over, days)
