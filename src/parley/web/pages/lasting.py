"""Will it last? How long talks last, what to expect of each channel, and what that is worth."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.analysis.durability import Durability, Estimate, Forecast, Mark, Shock, Survival
from parley.report.safe import one_line
from parley.web.days import today
from parley.web.faults import N_
from parley.web.filters import Filters, asked
from parley.web.pages.counting import installed
from parley.web.places import BOARD
from parley.web.reader import Reader
from parley.web.rendering import page

OPENINGS = {
    "all": N_("all"),
    "first": N_("opened for the first time"),
    "resumed": N_("resumed after a break"),
    "revived": N_("taken up again after silence"),
}


class Chance(NamedTuple):
    """A channel and its chances, one for each horizon; ``since`` is where they are counted from."""

    name: str
    href: str
    parties: str
    state: str
    since: str
    chances: tuple[str, ...]


class Broken(NamedTuple):
    """A shock: its day, the channels that it broke off with months open, and what caused it."""

    day: str
    channels: tuple[tuple[str, str, str], ...]
    because: tuple[tuple[str, str], ...]


class Found(NamedTuple):
    """What is to be expected of all channels, and of those asked for."""

    whole: Durability
    asked: Durability


def found_of(reader: Reader, filters: Filters) -> Found:
    """What is to be expected of the channels that all the parties asked for have."""
    installed()
    from parley.analysis.durability.table import Asked, narrowed

    whole = reader.record.durability(today())
    if not filters.parties:
        return Found(whole, whole)
    wanted = Asked(parties=filters.parties, only=filters.only)
    return Found(whole, narrowed(whole, wanted, reader.record.lexicon.channels))


def show(request: Request) -> Response:
    """How long talks last."""
    reader = Reader(request)
    filters = asked(request.query_params)
    whole, found = found_of(reader, filters)
    parties = sorted({one.parties for one in whole.forecasts if one.parties})
    months = sorted({one.months for one in found.forecasts})
    content: dict[str, Any] = {
        "here": "/lasting",
        "t": reader.words.t,
        "as_of": reader.words.day(found.as_of),
        "filters": filters,
        "groups": [
            (",".join(some), reader.words.dyad(some), filters.parties == tuple(sorted(some)))
            for some in parties
        ],
        "months": months,
        "outlooks": [outlook(outcome, found, reader) for outcome in ("suspended", "used")],
        "curves": survivals(found, reader),
        "marks": [mark.months for mark in found.survival[0].marks] if found.survival else [],
        "chart": chart(found, reader),
        "shocks": [broken(shock, reader) for shock in reversed(found.shocks)],
        "verdicts": [
            {
                "outcome": verdict.outcome,
                "model": reader.words.known("model", verdict.model),
                "baseline": reader.words.known("model", verdict.baseline),
                "gain": estimate(verdict.gain),
                "log_gain": estimate(verdict.log_gain),
                "beats": verdict.beats,
            }
            for verdict in found.verdicts
        ],
    }
    return page("lasting.html.j2", reader, content)


def outlook(outcome: str, found: Durability, reader: Reader) -> dict[str, Any]:
    """One outcome: the rows of channels with a chance, and the reasons of those without."""
    rows: dict[str, list[Forecast]] = {}
    lacking: dict[str, list[str]] = {}
    for one in found.forecasts:
        if one.outcome != outcome:
            continue
        if one.why is None:
            rows.setdefault(one.channel, []).append(one)
        elif reader.words.channel(one.channel) not in lacking.setdefault(one.why, []):
            lacking[one.why].append(reader.words.channel(one.channel))
    verdict = next(v for v in found.verdicts if v.outcome == outcome)
    told = [_chance(of, reader) for of in rows.values()]
    return {
        "outcome": outcome,
        "model": reader.words.known("model", verdict.default),
        "alike": len(told) > 1 and len({one.chances for one in told}) == 1,
        "rows": told,
        "lacking": [(reader.words.known("lacking", why), names) for why, names in lacking.items()],
    }


def _chance(of: Sequence[Forecast], reader: Reader) -> Chance:
    one = of[0]
    return Chance(
        reader.words.channel(one.channel),
        BOARD.channel(one.channel),
        reader.words.dyad(one.parties),
        reader.words.state(one.state),
        reader.words.day(one.since),
        tuple(percent(f.chance, f.low, f.high) for f in of),
    )


def percent(value: float | None, low: float | None, high: float | None) -> str:
    """A chance with its interval: "9 % (5–13)"."""
    if value is None or low is None or high is None:
        return ""
    return f"{100 * value:.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def estimate(one: Estimate) -> str:
    """A figure with its interval."""
    return f"{one.value:+.4f} ({one.low:+.4f}, {one.high:+.4f})"


def survivals(found: Durability, reader: Reader) -> list[dict[str, Any]]:
    """The curves until talks are broken off, as rows of a table."""
    rows = []
    for curve in found.survival:
        if curve.until != "broken":
            continue
        group = OPENINGS.get(curve.group)
        rows.append(
            {
                "name": reader.say(group) if group else reader.words.level(curve.group),
                "spells": curve.spells,
                "ended": curve.ended,
                "marks": [_mark(mark) for mark in curve.marks],
            }
        )
    return rows


def _mark(mark: Mark) -> tuple[str, int] | None:
    if not mark.at_risk:
        return None
    return percent(mark.share, mark.low, mark.high), mark.at_risk


def chart(found: Durability, reader: Reader) -> dict[str, Any] | None:
    """The two curves of all spells, for the script that draws them."""
    curves = {curve.until: curve for curve in found.survival if curve.group == "all"}
    if "broken" not in curves:
        return None
    names = {
        "broken": reader.say("until they are broken off"),
        "over": reader.say("until they are broken off or fall silent"),
    }
    return {
        "kind": "survival",
        "x": reader.say("Months since talks opened"),
        "y": reader.say("Share of talks that last longer"),
        "band": reader.say("90 % interval"),
        "curves": [{"name": names[key], **_points(curve)} for key, curve in curves.items()],
    }


def _points(curve: Survival) -> dict[str, list[list[float]]]:
    ends = curve.months
    return {
        "points": [[0, 1], *([_r(m), _r(s)] for m, s in zip(ends, curve.share, strict=True))],
        "band": [
            [0, 1, 1],
            *(
                [_r(m), _r(low), _r(high)]
                for m, low, high in zip(ends, curve.low, curve.high, strict=True)
            ),
        ],
    }


def _r(value: float) -> float:
    return round(value, 3)


def broken(shock: Shock, reader: Reader) -> Broken:
    """A shock as a row: inferred breaks are marked."""
    return Broken(
        reader.words.day(shock.day),
        tuple(
            (
                reader.words.channel(name),
                BOARD.channel(name),
                f"{months:.0f}{'*' if name in shock.inferred else ''}",
            )
            for name, months in zip(shock.channels, shock.months, strict=True)
        ),
        tuple(
            (one_line(cause.headline).rstrip(".。"), BOARD.event(cause.event))
            for cause in shock.because
        ),
    )


ROUTES = [Route("/lasting", show)]
