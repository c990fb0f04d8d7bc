"""How much speaks for two tellings being of one happening: named parts, or never."""

from parley.items import Place
from parley.record.telling import CONTACT, PRECISE, UNDATED, Telling

THRESHOLD = 0.6
REMOTE = frozenset({"call", "video-call"})
DAY_APART = 1
"""An evening in one capital is the next day in another; so is a meeting that a paper tells late."""
ROUND_APART = 10
"""Days by which two may date the same round of the same talks: one of them is wrong."""


def score(a: Telling, b: Telling) -> dict[str, float] | None:
    """The parts that speak for one happening; None where it cannot be one. See ``apart``."""
    if apart(a, b):
        return None
    shared = len(a.parties & b.parties) / max(1, len(a.parties | b.parties))
    parts = {
        "parties": 0.2 * shared,
        "mode": 0.1 if a.mode == b.mode else 0.05,
        "date": _dates(a, b),
    }
    if a.parties != b.parties and min(len(a.parties), len(b.parties)) > 1:
        parts["parties"] -= 0.15  # three meet, and two of them beside it
    if a.channel and b.channel:
        parts["channel"] = 0.2 if a.channel == b.channel else -0.2
    if a.iteration and a.iteration == b.iteration:
        parts["round"] = 0.3
    if a.people & b.people:
        parts["people"] = 0.3 if len(a.people & b.people) > 1 else 0.2  # the very two who met
    elif a.people and b.people and "summit" not in (a.mode, b.mode):
        parts["people"] = -0.15
    if a.place and b.place:
        if same_place(a.place, b.place):
            parts["place"] = 0.1
        elif elsewhere(a.place, b.place):
            parts["place"] = -0.1
    return parts


def apart(a: Telling, b: Telling) -> bool:
    """Whether two tellings cannot be of one happening.

    For what they tell (``unlike``), or as their dates do not meet (a day apart may be one call seen
    from two capitals, or one meeting of the same people; a round is the same by its number).
    """
    return unlike(a, b) or not meet(a, b)


def unlike(a: Telling, b: Telling) -> bool:
    """Whether two tellings cannot be of one happening, whatever the dates.

    Acts of unlike kinds, what is denied and what is not, two rounds, two channels (but for the same
    two people on a day), hardly a party in common.
    """
    if not any(family in b.families for family in a.families):
        return True
    if a.mode == b.mode == "other" and a.headline != b.headline:
        return True  # what no mode tells is one only in the same words
    for modality in ("denied", "hypothetical"):
        if (a.modality == modality) != (b.modality == modality):
            return True
    if a.channel and b.channel and a.channel != b.channel and not _same_two(a, b):
        return True
    if a.iteration and b.iteration and a.iteration != b.iteration:
        return True
    if a.by and b.by and a.by.isdisjoint(b.by):
        return True
    if len(a.parties & b.parties) * 2 < len(a.parties | b.parties):
        return True
    return a.mode != b.mode and _two_acts(a, b)


def _same_two(a: Telling, b: Telling) -> bool:
    """Whether both name the same two people, and a day.

    One source then tells of their meeting as the ministers' talks, another by the forum or the
    line that brought them together.
    """
    return a.precise and b.precise and len(a.people & b.people) > 1


def _two_acts(a: Telling, b: Telling) -> bool:
    """Whether modes of one family are one act only where the channel says so.

    A call by video told as talks; the resumption that the talks themselves are.
    """
    modes = {a.mode, b.mode}
    if "resume-channel" in modes or ("video-call" in modes and modes & CONTACT):
        return a.channel is None or a.channel != b.channel
    return False


def meet(a: Telling, b: Telling) -> bool:
    """Whether the dates of two tellings can be of one happening; an unknown one can be any."""
    if UNDATED in (a.first, b.first):
        return True
    slack = _slack(a, b)
    return a.first <= b.last + slack and b.first <= a.last + slack


def _slack(a: Telling, b: Telling) -> int:
    """Days by which the dates of two tellings of one happening may miss each other."""
    if a.channel and a.channel == b.channel:
        if a.iteration and a.iteration == b.iteration:
            return ROUND_APART
        if len(a.people & b.people) > 1:
            return DAY_APART
    return DAY_APART if a.mode in REMOTE and b.mode in REMOTE else 0


def _dates(a: Telling, b: Telling) -> float:
    """How much the dates speak for one: most where both are of the same days."""
    if UNDATED in (a.first, b.first):
        return 0.05
    if a.first > b.last or b.first > a.last:
        if a.mode in REMOTE and b.mode in REMOTE:
            return 0.4
        return 0.2 if max(a.first - b.last, b.first - a.last) <= DAY_APART else 0.1
    longest, shortest = max(a.length, b.length), min(a.length, b.length)
    if a.first == b.first and a.last == b.last:
        return 0.45 if longest <= PRECISE else 0.3 if longest <= 31 else 0.15
    if longest <= PRECISE:
        return 0.4
    if shortest <= PRECISE and longest <= 31:
        return 0.3
    return 0.2 if longest <= 100 else 0.1


def same_place(a: Place, b: Place) -> bool:
    """Whether two places are one, by the lexicon's id, else by name."""
    return a.entity == b.entity if a.entity and b.entity else a.name == b.name


def elsewhere(a: Place, b: Place) -> bool:
    """Whether two places cannot both be right.

    Names in two languages can, and so can a city and the land that it lies in.
    """
    if a.party and b.party and a.party != b.party:
        return True
    if not (a.entity and b.entity) or a.entity == b.entity:
        return False
    return not {a.entity, b.entity} & {a.party, b.party}
