"""Facts of one event side by side: when, where, who, at what level, in what form, at whose wish."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from parley.comparison import asking
from parley.comparison.meeting import Plans
from parley.comparison.results import Fact, Field, Given, Relation
from parley.comparison.series import level
from parley.items import Document, Event, MergedEvent
from parley.lexicon import Lexicon
from parley.record.scoring import same_place

FORMS: Mapping[str, str] = {
    **dict.fromkeys(("meet", "talks", "summit", "visit"), "in person"),
    "call": "by phone",
    "video-call": "by video",
}
"""Modes that are one form of meeting, however it is called."""


class Account(NamedTuple):
    """A document and the event as it tells it."""

    document: Document
    event: Event


def facts(
    a: Account, b: Account, event: MergedEvent, plans: Plans, lexicon: Lexicon
) -> tuple[Fact, ...]:
    """The facts that one account or both give, in the order of ``Field``."""
    return tuple(f for f in _facts(a, b, event, plans, lexicon) if f is not None)


def _facts(
    a: Account, b: Account, event: MergedEvent, plans: Plans, lexicon: Lexicon
) -> Iterator[Fact | None]:
    yield _dates(a, b, event)
    yield _places(a, b)
    yield _participants(a, b)
    yield _valued("level", a, b, level(a.event, lexicon), level(b.event, lexicon))
    yield _valued("channel", a, b, a.event.channel, b.event.channel)
    yield _valued("form", a, b, *(FORMS.get(e.mode, e.mode) for e in (a.event, b.event)))
    asked = [asking.initiative(one.document, one.event, event.parties, lexicon) for one in (a, b)]
    yield _read("initiative", *((one and (one.party, one.given)) for one in asked))
    took = [asking.length(one.document, one.event) for one in (a, b)]
    yield _read("duration", *((one and (one.minutes, one.given)) for one in took))
    for plan in plans.a:
        yield Fact(field="plan", relation="only-a", a=(Given(plan.headline, plan.evidence),))
    for plan in plans.b:
        yield Fact(field="plan", relation="only-b", b=(Given(plan.headline, plan.evidence),))


def _fact(
    field: Field, a: Iterable[Given], b: Iterable[Given], same: bool, judged: bool = True
) -> Fact | None:
    ours, theirs = tuple(a), tuple(b)
    if not (ours or theirs):
        return None
    relation: Relation = "agree" if same else "differ"
    if not (ours and theirs):
        relation, judged = "only-a" if ours else "only-b", True
    return Fact(field=field, relation=relation, judged=judged, a=ours, b=theirs)


def _valued(
    field: Field, a: Account, b: Account, ours: str | None, theirs: str | None
) -> Fact | None:
    return _fact(field, _told(a, ours), _told(b, theirs), ours == theirs)


def _told(account: Account, value: str | None) -> tuple[Given, ...]:
    return (Given(value, account.event.evidence),) if value else ()


def _read(
    field: Field, a: tuple[object, Given] | None, b: tuple[object, Given] | None
) -> Fact | None:
    ours, theirs = ((one[1],) if one else () for one in (a, b))
    return _fact(field, ours, theirs, bool(a and b and a[0] == b[0]))


def _dates(a: Account, b: Account, event: MergedEvent) -> Fact | None:
    """The same where either can be the other, or where it is one call seen from two capitals."""
    one, other = a.event, b.event
    same = bool(event.local_dates)
    if one.start and other.start:
        same |= one.start <= (other.end or other.start) and other.start <= (one.end or one.start)
    return _fact("date", _told(a, _days(one)), _told(b, _days(other)), same)


def _days(event: Event) -> str | None:
    if event.start is None:
        return None
    days = [event.start.isoformat()]
    if event.end is not None and event.end != event.start:
        days.append(event.end.isoformat())
    return "/".join(days)


def _places(a: Account, b: Account) -> Fact | None:
    ours, theirs = a.event.place, b.event.place
    same = judged = True
    if ours and theirs:
        same = same_place(ours, theirs)
        abroad = bool(ours.party and theirs.party and ours.party != theirs.party)
        judged = same or abroad
    names = [place.name if place else None for place in (ours, theirs)]
    return _fact("place", _told(a, names[0]), _told(b, names[1]), same, judged)


def _participants(a: Account, b: Account) -> Fact | None:
    """The same people: by the lexicon's id, else by name; one in an office that only one holds."""
    ours, theirs = _people(a.event), _people(b.event)
    same = len(ours) == len(theirs) and all(any(x & y for y in theirs) for x in ours)
    return _fact("participants", _names(a), _names(b), same)


def _names(account: Account) -> tuple[Given, ...]:
    event = account.event
    return tuple(Given(person.name, event.evidence) for person in event.participants)


def _people(event: Event) -> list[frozenset[tuple[str, str]]]:
    """What each can be known by."""
    out = []
    for person in event.participants:
        marks = {("name", person.name)}
        if person.entity:
            marks.add(("entity", person.entity))
        if person.role and person.party:
            marks.add((person.role, person.party))
        out.append(frozenset(marks))
    return out
