"""The channels: how each stands today, and one of them with its whole history."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.items import ChannelState, Gap
from parley.report.lanes import Picture
from parley.report.standing import GAPS_SHOWN, ChannelView, channel_views
from parley.web.days import Stretch, today
from parley.web.faults import missing
from parley.web.filters import Filters
from parley.web.lanes import drawn
from parley.web.pages.chronology import rows
from parley.web.reader import Reader
from parley.web.record import Record
from parley.web.rendering import page
from parley.wording.dates import since_text

EVENTS = 25
"""Events that a channel's page lists, the latest; the chronology has them all."""
GAPS = 50
"""Gaps that a channel's page lists, the latest."""
HEIGHT = 80


class Year(NamedTuple):
    """How often a channel was used in a year; ``y`` and ``height`` in pixels, ``x`` in per cent."""

    year: int
    uses: int
    href: str | None
    x: float
    width: float
    y: float
    height: float
    labelled: bool


class Use(NamedTuple):
    """Use by year. ``usual``: uses a year by the channel's cadence, ``line`` its height or None."""

    years: tuple[Year, ...]
    most: int
    usual: str | None
    line: float | None


def listed(request: Request) -> Response:
    """All channels, by the parties that they join."""
    reader = Reader(request)
    record, day = reader.record, today()
    states = record.states(day)
    views = views_of(states, reader)
    ids = sorted(
        range(len(views)), key=lambda n: (views[n].state == "unknown", views[n].parties == "", n)
    )
    content = {
        "here": "/channels",
        "t": reader.words.t,
        "as_of": reader.words.day(day),
        "channels": [views[n] for n in ids if views[n].state != "unknown"],
        "unknown": [views[n] for n in ids if views[n].state == "unknown"],
    }
    return page("channels.html.j2", reader, content)


def views_of(
    states: Sequence[ChannelState], reader: Reader, most: int = GAPS_SHOWN
) -> tuple[ChannelView, ...]:
    """States as printed, with what is behind them read at once."""
    record = reader.record
    record.index.several([b.event for s in states for b in s.because])
    record.index.several([key for s in states for gap in latest(s, most) for key in gap.cause])
    record.documents.several({b.doc for s in states for b in s.because if b.doc})
    return channel_views(
        states, record.index, record.documents, record.contexts, reader.words, most
    )


def latest(state: ChannelState, most: int) -> list[Gap]:
    """The gaps of a channel that are shown."""
    return sorted(state.gaps, key=lambda gap: gap.start, reverse=True)[:most]


def use(key: str, reader: Reader) -> Use:
    """How often the channel was used, year by year, and how often it usually is."""
    record, day = reader.record, today()
    channel = record.lexicon.channels[key]
    counts = record.uses(key, day)
    if not counts:
        return Use((), 0, None, None)
    usual = 12 / channel.cadence_months if channel.cadence_months else None
    most = max(*counts.values(), 1, usual or 0)
    years = range(min(counts), day.year + 1)
    share = 100 / len(years)
    step = -(-len(years) // 12)
    filters = Filters(channel=key)
    return Use(
        tuple(
            Year(
                year,
                counts[year],
                filters.within(str(year), str(year)).address("/chronology")
                if counts[year]
                else None,
                round(number * share, 3),
                round(share * 0.8, 3),
                round(HEIGHT - HEIGHT * counts[year] / most, 1),
                round(HEIGHT * counts[year] / most, 1),
                number % step == 0,
            )
            for number, year in enumerate(years)
        ),
        max(counts.values()),
        f"{usual:.1f}".removesuffix(".0") if usual else None,
        round(HEIGHT - HEIGHT * usual / most, 1) if usual else None,
    )


def lane(record: Record, state: ChannelState, day: dt.date) -> Picture:
    """The picture of one channel over all the years that it has."""
    spells = record.spells(day, [state.id])
    years = record.counted(Filters(channel=state.id)).times
    first = min([s.start for s in spells[state.id]], default=day)
    first = min(first, dt.date(int(min(years)), 1, 1)) if years else first
    last = dt.date(int(max(years)), 12, 31) if years else day
    stretch = Stretch(first.replace(day=1), max(day, min(last, day + dt.timedelta(days=366))))
    return drawn(record, [state], spells, stretch, day)


def show(request: Request) -> Response:
    """One channel."""
    reader = Reader(request)
    record, words, day = reader.record, reader.words, today()
    key = request.path_params["id"]
    channel = record.lexicon.channels.get(key) or missing("channel", key)
    state = next((state for state in record.states(day) if state.id == key), None)
    filters = Filters(channel=key)
    some = record.page(filters, None, EVENTS, newest=True)
    shown = lane(record, state, day) if state else None
    content: dict[str, Any] = {
        "here": "/channels",
        "t": words.t,
        "as_of": words.day(day),
        "name": words.channel(key),
        "parties": words.dyad(channel.parties),
        "level": words.level(channel.level),
        "channel": channel,
        "established": since_text(channel.established, reader.ui) if channel.established else None,
        "names": [
            (words.known("lang", lang), lang, forms) for lang, forms in channel.names.items()
        ],
        "by_side": [(words.party(party), name) for party, name in channel.by_side.items()],
        "parents": [(words.channel(parent), parent) for parent in channel.parents],
        "view": views_of([state], reader, GAPS)[0] if state else None,
        "picture": shown,
        "use": use(key, reader),
        "height": HEIGHT,
        "rows": rows(some.events, reader, filters, {}),
        "total": record.counted(filters).total,
        "all": filters.address("/chronology"),
    }
    return page("channel.html.j2", reader, content)


ROUTES = [Route("/channels", listed), Route("/channels/{id:path}", show)]
