"""The sentences of a check, filled in from the table beside this module."""

from collections.abc import Mapping

from parley.channels.months import Months, months_between
from parley.channels.phrases import name
from parley.channels.phrases import say as say_of
from parley.checking.lengths import Bounds, Length, period
from parley.checking.rounding import Hedge, wording
from parley.checking.subject import About
from parley.items import Channel, IntervalClaim, MergedEvent
from parley.lexicon import load
from parley.wording import date_text, mode_name, place_name

PACKAGE = "parley.checking"


def say(key: str, ui: str, **values: object) -> str:
    """A sentence of this package's table."""
    return say_of(PACKAGE, key, ui, **values)


def joined(ui: str, *sentences: str) -> str:
    """Sentences in a row; English parts them by a space. Its first letter is a capital."""
    text = (" " if ui == "en" else "").join(sentence for sentence in sentences if sentence)
    return text[:1].upper() + text[1:]


def when(event: MergedEvent, ui: str) -> str:
    """An event's date as precise as it is known; of what lasts, its beginning."""
    if (event.lasting or event.ongoing) and event.start is not None:
        return date_text(event.start, event.start, "day", ui)
    return date_text(event.start, event.end or event.start, event.precision, ui)


def of_bounds(bounds: Bounds, ui: str) -> str:
    """A date known only by its bounds."""
    return date_text(bounds.first, bounds.last, "day", ui)


def subject_name(subject: About, channels: Mapping[str, Channel], ui: str) -> str:
    """What is counted: a channel, else the parties' contact."""
    key = subject.channel
    if key is not None:
        text = name(channels[key], ui) if key in channels else key
    elif subject.visits is not None:
        text = say("subject.visits", ui, parties="–".join(sorted(subject.parties)))
    elif subject.acts is not None:
        mode = mode_name(next(iter(subject.modes)), ui, load())
        text = say("subject.acts", ui, parties="–".join(sorted(subject.parties)), mode=mode)
    else:
        text = say("subject.contacts", ui, parties="–".join(sorted(subject.parties)))
    if subject.place is not None:
        place = place_name(subject.place.entity or "", ui, load()) or subject.place.name
        text = say("subject.place", ui, subject=text, place=place)
    return say("subject.in-person", ui, subject=text) if subject.in_person else text


def units(number: float, unit: str, ui: str) -> str:
    """A number with its unit, without needless decimals: 16 months, 2.5 years."""
    shown = int(number) if float(number).is_integer() else number
    return say(f"unit.{unit}", ui, n=shown)


def claimed(claim: IntervalClaim, ui: str) -> str:
    """What the text claims: nearly 3 years, first since 2021."""
    if claim.relation == "frequency" and claim.value is not None:
        per = say(f"per.{claim.unit}", ui)
        return say("claim.rate", ui, n=claim.value, value=f"{claim.value:g}", unit=per)
    if claim.value is not None and claim.unit is not None:
        return hedged(claim.value, claim.unit, hedge_of(claim), ui)
    if claim.since is None:
        return say("claim.first", ui)
    days = period(claim.since)
    if days is None:
        return say("claim.since", ui, since=claim.since)
    precision = {4: "year", 7: "month"}.get(len(claim.since), "day")
    since = date_text(days.first, days.last, precision, ui)  # type: ignore[arg-type]
    return say("claim.since", ui, since=since)


def hedge_of(claim: IntervalClaim) -> Hedge | None:
    """The hedge; a value called approximate without one is meant to both sides."""
    return claim.hedge or ("about" if claim.approximate else None)


def hedged(value: float, unit: str, hedge: Hedge | None, ui: str) -> str:
    """A value in its unit with its hedge."""
    text = units(value, unit, ui)
    return say(f"hedge.{hedge}", ui, length=text) if hedge else text


def length_text(length: Length, ui: str) -> str:
    """A length in complete months and days, between two where dates are imprecise."""
    least = _amount(Bounds(length.earlier.last, length.later.first), length.unit, ui)
    most = _amount(Bounds(length.earlier.first, length.later.last), length.unit, ui)
    return least if least == most else say("length.between", ui, a=least, b=most)


def _amount(span: Bounds, unit: str, ui: str) -> str:
    first, last = span.first, max(span.first, span.last)
    if unit in ("day", "week"):
        return units((last - first).days, "day", ui)
    months = months_between(first, last)
    text = _months(months, ui)
    if unit != "year" or months.months < 12:
        return text
    years, rest = divmod(months.months, 12)
    whole = units(years, "year", ui)
    if rest:
        whole = say("length.two", ui, a=whole, b=units(rest, "month", ui))
    return say("length.aside", ui, a=whole, b=text)


def _months(months: Months, ui: str) -> str:
    if not months.months:
        return units(months.days, "day", ui)
    text = units(months.months, "month", ui)
    return say("length.two", ui, a=text, b=units(months.days, "day", ui)) if months.days else text


def instead(length: Length, ui: str) -> str:
    """How one would tell a length, empty where its bounds are too far apart to say."""
    if length.high - length.low >= 1:
        return ""
    value, hedge = wording(length.low, length.high)
    if value == 0:
        return ""
    return say("note.instead", ui, wording=hedged(value, length.unit, hedge, ui))
