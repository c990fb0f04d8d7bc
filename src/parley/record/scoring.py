"""How much speaks for two tellings being of one happening: named parts, or never."""

from parley.items import Place
from parley.lexicon import load
from parley.record.telling import CONTACT, PRECISE, UNDATED, Telling

THRESHOLD = 0.6
REMOTE = frozenset({"call", "video-call"})
DAY_APART = 1
"""An evening in one capital is the next day in another; so is a meeting that a paper tells late."""
MEETING = {"meet", "talks"}
"""Two words for one thing, of which languages and papers choose one or the other."""
APART = frozenset({"denied", "hypothetical"})
"""What is told so is no telling of what is told in another way."""
ROUND_APART = 10
"""Days by which two may date the same round of the same talks: one of them is wrong."""


def score(a: Telling, b: Telling) -> dict[str, float] | None:
    """The parts that speak for one happening; None where it cannot be one.

    For what they tell (``unlike``), or as their dates do not meet (a day apart may be one call seen
    from two capitals, or one meeting of the same people; a round is the same by its number).
    """
    if not meet(a, b) or unlike(a, b):
        return None
    parts = {
        "parties": _parties(a.parties, b.parties),
        "mode": 0.1 if a.mode == b.mode or {a.mode, b.mode} == MEETING else 0.05,
        "date": _dates(a, b),
    }
    if a.channel and b.channel:
        parts["channel"] = 0.2 if a.channel == b.channel else -0.2
    if a.iteration and a.iteration == b.iteration:
        parts["round"] = 0.3
    if a.people and b.people:
        if both := len(a.people & b.people):
            parts["people"] = 0.3 if both > 1 else 0.2  # the very two who met
        elif "summit" not in (a.mode, b.mode):
            parts["people"] = -0.15
    if a.place and b.place:
        if same_place(a.place, b.place):
            parts["place"] = 0.1
        elif elsewhere(a.place, b.place):
            parts["place"] = -0.1
    return parts


def _parties(a: frozenset[str], b: frozenset[str]) -> float:
    """How much who takes part speaks for one."""
    if a == b:
        return 0.2 if a else 0.0
    found = 0.2 * (len(a & b) / len(a | b))
    # three meet, and two of them beside it
    return found - 0.15 if min(len(a), len(b)) > 1 else found


def unlike(a: Telling, b: Telling) -> bool:
    """Whether two tellings cannot be of one happening, whatever the dates.

    Acts of unlike kinds, what is denied and what is not, two rounds, two channels (but for the same
    two people on a day), hardly a party in common.
    """
    # Asked of millions of pairs: what most of them differ in comes first.
    if a.channel and b.channel and a.channel != b.channel and not _same_two(a, b):
        return True
    if a.parties != b.parties:
        shared = len(a.parties & b.parties)
        if shared * 3 < len(a.parties) + len(b.parties):  # hardly half of all that are named
            return True
    if a.modality != b.modality and not APART.isdisjoint((a.modality, b.modality)):
        return True
    if a.iteration and b.iteration and a.iteration != b.iteration:
        return True
    if a.by and b.by and a.by.isdisjoint(b.by):
        return True
    if a.mode == b.mode:
        # What no mode tells is one only in the same words.
        return a.mode == "other" and a.headline != b.headline
    return set(a.families).isdisjoint(b.families) or _two_acts(a, b)


def _same_two(a: Telling, b: Telling) -> bool:
    """Whether both name the same two people, and a day.

    One source then tells of their meeting as the ministers' talks, another by the forum or the
    line that brought them together.
    """
    if not (a.people and b.people):
        return False
    return len(a.people & b.people) > 1 and a.precise and b.precise


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
    apart_by = max(a.first - b.last, b.first - a.last)
    if apart_by <= 0 or a.first == UNDATED or b.first == UNDATED:
        return True
    return apart_by <= ROUND_APART and apart_by <= _slack(a, b)


def _slack(a: Telling, b: Telling) -> int:
    """Days by which the dates of two tellings of one happening may miss each other."""
    if a.channel and a.channel == b.channel:
        if a.iteration and a.iteration == b.iteration:
            return ROUND_APART
        if len(a.people & b.people) > 1:
            return DAY_APART
    return DAY_APART if a.mode in REMOTE and b.mode in REMOTE else 0


def reach(one: Telling) -> int:
    """The most days by which the dates of others may miss this one's: see ``_slack``.

    But for those of the same round, which are found by its number.
    """
    named = one.channel is not None and len(one.people) > 1
    return DAY_APART if named or one.mode in REMOTE else 0


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

    Names in two languages can, and so can a city and the land, or the island, that it lies in
    (`within` of the built-in places).
    """
    if a.party and b.party and a.party != b.party:
        return True
    if not (a.entity and b.entity) or a.entity == b.entity:
        return False
    around = load().enclosing
    if b.entity in around.get(a.entity, ()) or a.entity in around.get(b.entity, ()):
        return False
    return not {a.entity, b.entity} & {a.party, b.party}
