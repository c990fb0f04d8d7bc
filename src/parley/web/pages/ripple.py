"""The ripple: what followed between a pair after events between another."""

from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.analysis.estimates import fixed
from parley.analysis.ripple import Finding, Ripple
from parley.desk import DeskError
from parley.items import EFFECTS, TYPE_OF_MODE
from parley.report.safe import one_line
from parley.web.faults import N_, Fault
from parley.web.filters import asked
from parley.web.pages.counting import installed, parties, usual
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.rendering import page

MOST = 12
"""Pairs of one call."""
OUTCOMES = {
    "events": N_("Events"),
    "cooperation": N_("Cooperation"),
    "conflict": N_("Conflict"),
}
ANSWERS = {
    "rise": N_("a rise"),
    "fall": N_("a fall"),
    "no-difference": N_("no difference: one would have shown"),
    "cannot-tell": N_("cannot tell"),
}
LACKS = {
    "own-events": N_("its own events"),
    "no-record": N_("the record has holes throughout"),
    "record-too-short": N_("the record is too short"),
    "no-outcome": N_("none on record"),
    "few-events": N_("too few events"),
}


class Row(NamedTuple):
    """A finding as a line of a table; figures are empty where nothing was tested."""

    outcome: str
    months: int
    days: int
    before: str
    after: str
    chance: str
    tests: str
    power: str
    needed: str
    answer: str
    told: bool


def found_of(reader: Reader) -> tuple[Ripple, list[tuple[str, ...]]]:
    """What followed on the pairs ``on`` after events ``of`` a mode, an effect or an id; and the
    pairs."""
    installed()
    record, query = reader.record, reader.request.query_params
    filters = asked(query)
    of = query.get("of", "").strip() or "resumed"
    own, *others = usual(record.lexicon) or [()]
    first = filters.parties if filters.parties or "of" in query else own
    chosen = list(dict.fromkeys(_pair(value) for value in query.getlist("on") if value.strip()))
    pairs = chosen or others
    if len(pairs) > MOST:
        raise Fault(400, "too-many", N_("More than {most} pairs at once."), most=str(MOST))
    try:
        return record.ripple(of[:80], first, pairs), pairs
    except DeskError as fault:
        raise Fault(
            400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
            value=of[:80], name="of",
        ) from fault  # fmt: skip


def show(request: Request) -> Response:
    """What followed."""
    reader = Reader(request)
    found, pairs = found_of(reader)
    record, of, first = reader.record, found.of, found.parties
    offered = {
        tuple(sorted(channel.parties)): None
        for channel in record.lexicon.channels.values()
        if len(channel.parties) == 2
    }
    content: dict[str, Any] = {
        "here": "/ripple",
        "t": reader.words.t,
        "found": found,
        "of": of,
        "first": first,
        "parties": parties(record, reader, first),
        "kinds": kinds(of, reader),
        "offered": [
            (",".join(pair), reader.words.dyad(pair), pair in pairs)
            for pair in sorted(dict.fromkeys((*pairs, *offered)))
        ],
        "triggers": [
            (reader.words.day(one.day), one_line(one.headline), BOARD.event(one.event))
            for one in found.triggers
        ],
        "groups": groups(found, reader),
        "chart": chart(found, reader),
    }
    return page("ripple.html.j2", reader, content)


def _pair(value: str) -> tuple[str, ...]:
    codes = tuple(sorted({code.strip().upper() for code in value.split(",")} - {""}))
    if len(codes) != 2 or not all(code.isalnum() and len(code) <= 12 for code in codes):
        raise Fault(
            400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
            value=value[:80], name="on",
        )  # fmt: skip
    return codes


def kinds(of: str, reader: Reader) -> list[tuple[str, str]]:
    """Effects, then modes, to choose from; an id that was asked for stands first."""
    effects = [(key, reader.words.effect(key)) for key in EFFECTS]
    modes = [(key, reader.words.mode(key)) for key in TYPE_OF_MODE if key != "other"]
    known = [*effects, *modes]
    return known if of in {key for key, _ in known} else [(of, of), *known]


def groups(found: Ripple, reader: Reader) -> list[dict[str, Any]]:
    """The findings by pair, with what they come to."""
    by_pair: dict[tuple[str, ...], list[Finding]] = {}
    for one in found.findings:
        by_pair.setdefault(one.on, []).append(one)
    return [
        {
            "name": reader.words.dyad(pair),
            "said": said(of, found.effect, reader),
            "start": reader.words.day(of[0].start) if of[0].start else None,
            "end": reader.words.day(of[0].end) if of[0].end else None,
            "rows": [_row(one, found, reader) for one in of] if of[0].start else [],
        }
        for pair, of in by_pair.items()
    ]


def said(of: list[Finding], effect: float, reader: Reader) -> str:
    """What the findings on a pair come to, in a sentence."""
    tested = [one for one in of if one.p is not None]
    seen = sum(one.answer in ("rise", "fall") for one in tested)
    able = sum(one.answer == "no-difference" for one in tested)
    if of[0].lack == "own-events":
        return reader.say("It cannot be told: the pair takes part in the events itself.")
    if of[0].start is None:
        return reader.say("It cannot be told: the record of the pair has holes throughout.")
    if not tested:
        return reader.say("It cannot be told: there is too little to test.")
    if seen:
        return reader.say(
            "A rise or fall is found in {n} of {total} tests.", n=seen, total=len(tested)
        )
    return reader.say(
        "No rise or fall is found. Tests made: {n}; of these {able} would have shown an outcome"
        " {effect} times as large.",
        n=len(tested),
        able=able,
        effect=f"{effect:g}",
    )


def _row(one: Finding, found: Ripple, reader: Reader) -> Row:
    answer = reader.say(ANSWERS[one.answer])
    if one.lack is not None:
        answer += reader.words.t("colon") + reader.say(LACKS[one.lack])
    needed = "" if one.needed is None else str(one.needed)
    if one.needed is None and one.lack is None:
        needed = f"> {found.most}"
    chance = ""
    if one.before is not None and one.low is not None and one.high is not None:
        chance = f"{fixed(one.before + one.low)}, {fixed(one.before + one.high)}"
    return Row(
        reader.say(OUTCOMES[one.outcome]),
        one.months,
        one.triggers,
        _figure(one.before, 1),
        _figure(one.after, 1),
        chance,
        "" if one.p is None else f"{one.p:.2f}; {one.q:.2f}, {one.holm:.2f}",
        _figure(one.power, 2),
        needed,
        answer,
        one.answer in ("rise", "fall"),
    )


def _figure(value: float | None, digits: int) -> str:
    return "" if value is None else fixed(value, digits)


GAP = "\N{NO-BREAK SPACE}"


def chart(found: Ripple, reader: Reader) -> dict[str, Any] | None:
    """Each change against what chance gives, for the script that draws them."""
    tested = [one for one in found.findings if one.p is not None]
    if not tested:
        return None
    return {
        "kind": "ripple",
        "names": [
            f"{reader.words.dyad(one.on)} · {reader.say(OUTCOMES[one.outcome])},{GAP}{one.months}"
            for one in tested
        ],
        "change": [round(one.difference or 0, 2) for one in tested],
        "chance": [[round(one.low or 0, 2), round(one.high or 0, 2)] for one in tested],
        "told": [one.answer in ("rise", "fall") for one in tested],
        "labels": {
            "change": reader.say("Change after the events"),
            "chance": reader.say("90 % of what other days give"),
        },
    }


ROUTES = [Route("/ripple", show)]
