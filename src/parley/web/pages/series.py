"""The series: what two parties did with and to each other, period by period."""

from typing import Any, NamedTuple, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.analysis.estimates import Estimate
from parley.analysis.series import DyadSeries, Period, Sensitivity
from parley.analysis.series.results import TYPES, Freq, named
from parley.desk import DeskError
from parley.web.faults import N_, Fault
from parley.web.filters import Filters, asked
from parley.web.pages.counting import installed, parties, told, usual
from parley.web.reader import Reader
from parley.web.rendering import page

FREQS: dict[str, str] = {
    "year": N_("year"),
    "quarter": N_("quarter"),
    "month": N_("month"),
    "week": N_("week"),
}
"""The pair that is shown before one is chosen."""
CHANGES = {
    "perturbed": N_("weights changed by chance"),
    "ranks": N_("ranks of the weights alone"),
    "signs": N_("signs of the weights alone"),
}
ROWS = 400
"""Periods that a page shows, the latest."""


class Row(NamedTuple):
    """A period, or several gaps of one kind that follow each other (``to`` names the last)."""

    name: str
    to: str | None
    gap: bool
    note: str
    href: str | None
    events: str
    types: str
    cooperation: str
    conflict: str
    net: str
    unscored: str


class Found(NamedTuple):
    """The series of a pair, and what was asked for."""

    series: DyadSeries
    freq: Freq
    filters: Filters


def found_of(reader: Reader) -> Found:
    """The series of the parties that the address asks for, or of the pair that is usual."""
    installed()
    record, query = reader.record, reader.request.query_params
    filters = asked(query)
    pair = filters.parties if len(filters.parties) == 2 else next(iter(usual(record.lexicon)), ())
    freq = query.get("freq", "year")
    if freq not in get_args(Freq):
        raise Fault(
            400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
            value=freq[:80], name="freq",
        )  # fmt: skip
    try:
        found = record.series((pair[0], pair[1]), freq, filters)  # type: ignore[arg-type]
    except DeskError as fault:
        raise Fault(400, "too-many", N_("Too many periods: ask for a shorter time.")) from fault
    return Found(found, freq, filters)  # type: ignore[arg-type]


def show(request: Request) -> Response:
    """The series of a pair."""
    reader = Reader(request)
    found, freq, filters = found_of(reader)
    record, pair = reader.record, found.parties
    shown = found.periods[-ROWS:]
    content: dict[str, Any] = {
        "here": "/series",
        "t": reader.words.t,
        "filters": filters,
        "pair": pair,
        "name": reader.words.dyad(pair),
        "wrong": filters.parties and len(filters.parties) != 2,
        "parties": parties(record, reader, pair),
        "freq": freq,
        "freqs": [(key, reader.say(label)) for key, label in FREQS.items()],
        "rows": rows(shown, freq, pair, filters, reader),
        "left": len(found.periods) - len(shown),
        "gaps": found.gaps,
        "events": any(period.told for period in found.periods),
        "sensitivity": sensitivities(found, reader),
        "chart": chart(shown, freq, reader),
    }
    return page("series.html.j2", reader, content)


def rows(
    periods: tuple[Period, ...], freq: str, pair: tuple[str, ...], filters: Filters, reader: Reader
) -> list[Row]:
    """The latest first; gaps that follow each other are one row."""
    notes = {
        "covered": "",
        "documents": reader.say("documents alone"),
        "holes": reader.say("at least: the record has holes"),
        "none": reader.say("at least: past the record's reach"),
    }
    gaps = {
        "holes": reader.say("gap: the record has holes"),
        "none": reader.say("gap: past the record's reach"),
    }
    base = Filters(parties=tuple(sorted(pair)), only=filters.only)
    found: list[Row] = []
    before: Period | None = None
    for period in periods:
        name = named(period, freq)  # type: ignore[arg-type]
        if period.gap and before is not None and before.gap and before.reach == period.reach:
            found[-1] = found[-1]._replace(to=name)
        else:
            within = base.within(period.start.isoformat(), period.end.isoformat())
            unscored = f"{period.unscored:.1f}" if period.unscored else ""
            found.append(
                Row(
                    name,
                    None,
                    period.gap,
                    gaps[period.reach] if period.gap else notes[period.reach],
                    within.address("/chronology") if period.told else None,
                    told(period.events),
                    types(period, reader),
                    told(period.cooperation),
                    told(period.conflict),
                    told(period.net),
                    unscored,
                )
            )
        before = period
    return found[::-1]


def types(period: Period, reader: Reader) -> str:
    """The events by type, in the order of types."""
    return reader.words.t("list.comma").join(
        f"{reader.words.known('type', kind)} {period.types[kind].value:.2g}"
        for kind in TYPES
        if kind in period.types
    )


def sensitivities(found: DyadSeries, reader: Reader) -> list[tuple[str, list[str]]]:
    """What other scales make of it: a row each, cooperation, conflict and net."""
    return [
        (
            reader.say(label),
            [_hangs(one, reader) for one in found.sensitivity if one.change == change],
        )
        for change, label in CHANGES.items()
        if found.sensitivity
    ]


def _hangs(one: Sensitivity, reader: Reader) -> str:
    if one.rho is None:
        return reader.say("nothing varies")
    spread = "" if one.low is None or one.high is None else f" ({one.low:.2f}, {one.high:.2f})"
    return f"{one.rho:.2f}{spread}"


def chart(periods: tuple[Period, ...], freq: str, reader: Reader) -> dict[str, Any] | None:
    """Bars up and down, and the net line with its interval, for the script that draws them."""
    if not any(period.told for period in periods):
        return None
    return {
        "kind": "series",
        "names": [named(period, freq) for period in periods],  # type: ignore[arg-type]
        "cooperation": [_value(period.cooperation) for period in periods],
        "conflict": [_value(period.conflict, -1) for period in periods],
        "net": [_bounds(period.net) for period in periods],
        "labels": {
            "cooperation": reader.say("Cooperation"),
            "conflict": reader.say("Conflict"),
            "net": reader.say("Net"),
            "band": reader.say("90 % interval"),
            "gap": reader.say("gap"),
        },
    }


def _value(one: Estimate | None, sign: int = 1) -> float | None:
    return None if one is None else round(sign * one.value, 2)


def _bounds(one: Estimate | None) -> list[float] | None:
    return None if one is None else [round(v, 2) for v in (one.value, one.low, one.high)]


ROUTES = [Route("/series", show)]
