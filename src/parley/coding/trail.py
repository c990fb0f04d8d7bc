"""What a text has been about, the longer ago the less; what a position without an issue is on."""

from collections.abc import Sequence

from parley.coding.positions import Topic, wide_topics
from parley.coding.units import Focus, Reader, Unit

FADES = 0.55  # what is left of a topic's weight a sentence later
SOONER = 0.4  # the same where every sentence tends to name its own
WEIGHT = {"terms": 1.0, "stance": 1.0, "weak": 0.4, "wide": 0.4, "part": 0.0}
OWN = 1.5  # times what words in the very sentence weigh
LEAST = 0.15  # issues weighed below are too far away
MAIN = 0.3  # what the issue that a text names most weighs
SLIGHT = 0.5  # times what a way of speaking (pressure, respect, blame) weighs
TALK = "communication"
AGAINST = frozenset({"oppose", "warn"})
LESS = 0.6  # times what talk weighs where somebody complains
SLIGHTER = 2.6  # issues ranked below are one


def heard_of(focus: Focus, here: Sequence[Topic], left: float = FADES) -> None:
    """Keeps what has been spoken of, the longer ago the less; ``left`` of it a sentence later."""
    trail = focus.trail
    for issue in trail:
        trail[issue] *= left
    for topic in here:
        weight = WEIGHT[topic.kind] * (1 + topic.rank / 20)
        trail[topic.issue] = max(
            trail.get(topic.issue, 0.0), min(2.0, weight + trail.get(topic.issue, 0.0))
        )


def weighed(reader: Reader, here: Sequence[Topic], start: int, end: int) -> dict[str, float]:
    """How likely each issue is what a stretch is about, by the words in it and before it."""
    focus = reader.focus
    weights = dict(focus.trail)
    for topic in focus.question:
        weights[topic.issue] = weights.get(topic.issue, 0.0) + WEIGHT[topic.kind] * 0.7
    wide = wide_topics(reader.scan.view.text, start, end, reader.known)
    for topic in (*here, *wide):
        weights[topic.issue] = weights.get(topic.issue, 0.0) + WEIGHT[topic.kind] * OWN
    if focus.theatre:
        weights[focus.theatre] = weights.get(focus.theatre, 0.0) + 0.2
    if focus.main:
        weights[focus.main] = weights.get(focus.main, 0.0) + MAIN
    return weights


def been_about(reader: Reader, here: Sequence[Topic], unit: Unit, act: str) -> str | None:
    """The issue of a position that names none: what weighs most, if anything is near enough."""
    known = reader.known.issues
    weights = weighed(reader, here, unit.start, unit.end)
    if reader.focus.theatre:
        weights[reader.focus.theatre] += MAIN
    for issue in weights:
        if known[issue].rank <= SLIGHTER:
            weights[issue] *= SLIGHT
    if act in AGAINST and TALK in weights:
        weights[TALK] *= LESS
    best = max(weights, key=lambda issue: (weights[issue], known[issue].rank), default=None)
    return best if best is not None and weights[best] >= LEAST else None
