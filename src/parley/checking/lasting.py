"""How long a channel has been closed, silent or open, and how often it is used."""

import datetime as dt
from typing import NamedTuple

from parley.channels import states
from parley.channels.coverage import covers
from parley.checking.counting import Count, Inquiry
from parley.checking.lengths import Bounds, Length, beginning, elapsed, length
from parley.checking.rounding import fits
from parley.checking.saying import (
    hedge_of,
    instead,
    joined,
    length_text,
    of_bounds,
    say,
)
from parley.checking.subject import done
from parley.items import ChannelState, Gap
from parley.items.checks import Verdict


class Stretch(NamedTuple):
    """A time that a channel spent in one state; ``key``: the sentence that tells it."""

    key: str
    earlier: Bounds
    later: Bounds
    events: tuple[str, ...]


def how_long(inquiry: Inquiry, day: dt.date) -> Count:
    """How long the channel was in its state on ``day``, or in its last gap, in the claim's unit.

    Of the gap that ended last and the time open since, the one that fits is taken.
    """
    claim, ui, key = inquiry.claim, inquiry.ui, inquiry.subject.channel
    found = states(inquiry.events, inquiry.kin.channels, day, inquiry.coverage)
    state = next((state for state in found if state.id == key), None)
    options = _stretches(state, day, inquiry) if state else []
    if not options or claim.value is None or claim.unit is None:
        return Count("not-enough-record", say("none.state", ui, subject=inquiry.name))
    counts = [_counted(inquiry, stretch) for stretch in options]
    return next((count for count in counts if count.verdict == "holds"), counts[0])


def _counted(inquiry: Inquiry, stretch: Stretch) -> Count:
    claim, ui = inquiry.claim, inquiry.ui
    measured: Length = length(stretch.earlier, stretch.later, claim.unit or "month")
    text = say(
        stretch.key,
        ui,
        subject=inquiry.name,
        earlier=of_bounds(stretch.earlier, ui),
        later=of_bounds(stretch.later, ui),
        length=length_text(measured, ui),
    )
    if fits(claim.value or 0, measured.low, measured.high, hedge_of(claim), measured.unit):
        return Count("holds", text, measured, stretch.events)
    return Count("contradicted", joined(ui, text, instead(measured, ui)), measured, stretch.events)


def _stretches(state: ChannelState, day: dt.date, inquiry: Inquiry) -> list[Stretch]:
    today = Bounds(day, day)
    told = _told(state, inquiry)
    if told is not None:
        return [told]
    ids = tuple(because.event for because in state.because)
    last = state.gaps[-1] if state.gaps else None
    if last is not None and last.end is None:
        return [Stretch("count.closed", _began(last, inquiry), today, last.cause[:1])]
    if state.state == "dormant" and state.last_used is not None:
        used = Bounds(state.last_used, state.last_used)
        return [Stretch("count.silent", used, today, ids)]
    found = []
    if last is not None and last.end is not None:
        opened = ids[:1]
        end = Bounds(last.end, last.end)
        found.append(
            Stretch("count.closed", _began(last, inquiry), end, (*last.cause[:1], *opened))
        )
    if state.state == "open" and state.since is not None:
        since = Bounds(state.since, state.since)
        found.append(Stretch("count.open", since, today, ids))
    return found


def _told(state: ChannelState, inquiry: Inquiry) -> Stretch | None:
    """The time from the end of a break, of which a claim is made, to the next break."""
    event = inquiry.event
    if event is None or event.start is None or done(event, inquiry.kin) != "resume":
        return None
    next_gap = next((gap for gap in state.gaps if gap.start > event.start), None)
    begun = beginning(event)
    if next_gap is None or begun is None:
        return None
    return Stretch(
        "count.was-open", begun, _began(next_gap, inquiry), (event.id, *next_gap.cause[:1])
    )


def _began(gap: Gap, inquiry: Inquiry) -> Bounds:
    cause = inquiry.events.by_id.get(gap.cause[0]) if gap.cause else None
    bounds = beginning(cause) if cause else None
    return bounds or Bounds(gap.start, gap.start)


def how_often(inquiry: Inquiry, day: dt.date) -> Count:
    """Uses in the claim's unit on average, from the first one known to ``day``.

    An average within a quarter of the claim agrees with it, within a half where it is hedged.
    Fewer than claimed contradicts only where the record is complete.
    """
    claim, ui = inquiry.claim, inquiry.ui
    used = [e for e in inquiry.used.events if e.start is not None and e.start <= day]
    first = used[0].start if used else None
    if len(used) < 2 or first is None or claim.value is None or claim.unit is None:
        return Count("not-enough-record", say("none.state", ui, subject=inquiry.name))
    span = elapsed(first, day, claim.unit)
    if span < 1:
        return Count("not-enough-record", say("none.state", ui, subject=inquiry.name))
    rate = len(used) / span
    text = say(
        "count.rate",
        ui,
        n=len(used),
        subject=inquiry.name,
        earlier=of_bounds(Bounds(first, first), ui),
        later=of_bounds(Bounds(day, day), ui),
        rate=f"{rate:.1f}",
        unit=say(f"per.{claim.unit}", ui),
    )
    measured = Length(Bounds(first, first), Bounds(day, day), claim.unit, rate, rate)
    reach = [inquiry.coverage.get(key) for key in inquiry.subject.channels]
    complete = bool(reach) and all(c is not None and covers(c, first, day) for c in reach)
    verdict: Verdict = "contradicted"
    if abs(rate - claim.value) <= claim.value / (2 if hedge_of(claim) else 4):
        verdict = "holds"
    elif rate < claim.value and not complete:
        verdict, text = "not-enough-record", joined(ui, text, say("note.incomplete", ui))
    return Count(verdict, text, measured, tuple(event.id for event in used))
