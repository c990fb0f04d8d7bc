"""The channels: how each stands today, and one of them with its whole history."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup
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
from parley.web.rendering import page, piece
from parley.wording.dates import since_text

EVENTS = 25
"""Events that a channel's page lists, the latest; the chronology has them all."""
GAPS = 50
"""Gaps that a channel's page lists, the latest."""
ROWS = 50
"""Channels on a page of the list."""
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
    """The channels behind one, by the parties that they join; those without a record last."""
    reader = Reader(request)
    record, day = reader.record, today()
    ready = record.ready(day)
    states = sorted(
        record.states(day) if ready else (),
        key=lambda state: (
            state.state == "unknown",
            not state.parties,
            len(state.parties),
            state.parties,
        ),
    )
    ids = [state.id for state in states]
    after = request.query_params.get("after", "")
    if after and ready and after not in ids:
        missing("channel", after)
    start = ids.index(after) + 1 if after in ids else 0
    views = sorted(
        views_of(states[start : start + ROWS], reader), key=lambda view: view.parties == ""
    )
    content = {
        "ready": ready,
        "total": len(ids),
        "shown": (start + 1, start + len(views)),
        "next": _from(ids, start + ROWS) if start + ROWS < len(ids) else None,
        "previous": _from(ids, max(0, start - ROWS)) if start else None,
        "here": "/channels",
        "t": reader.words.t,
        "as_of": reader.words.day(day),
        "channels": [view for view in views if view.state != "unknown"],
        "unknown": [view for view in views if view.state == "unknown"],
    }
    return page("channels.html.j2", reader, content)


def _from(ids: Sequence[str], start: int) -> str:
    """The address of the channels from a place on."""
    return "/channels" + (f"?{urlencode({'after': ids[start - 1]})}" if start else "")


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
                number % step == 0 and number * share < 95,
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


def _drawn(reader: Reader, state: ChannelState, day: dt.date) -> tuple[Picture, Markup]:
    shown = lane(reader.record, state, day)
    as_of = reader.words.day(day)
    return shown, piece("picture.html.j2", reader, picture=shown, as_of=as_of)


def show(request: Request) -> Response:
    """One channel."""
    reader = Reader(request)
    record, words, day = reader.record, reader.words, today()
    key = request.path_params["id"]
    channel = record.lexicon.channels.get(key) or missing("channel", key)
    ready = record.ready(day)
    states = record.states(day) if ready else []
    state = next((state for state in states if state.id == key), None)
    filters = Filters(channel=key)
    some = record.page(filters, None, EVENTS, newest=True)
    shown, picture = (
        record.piece(("lane", key), day, lambda: _drawn(reader, state, day))
        if state
        else (None, None)
    )
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
        "ready": ready,
        "picture": shown,
        "drawn": picture,
        "use": use(key, reader),
        "height": HEIGHT,
        "rows": rows(some.events, reader, filters, {}),
        "total": record.counted(filters).total,
        "all": filters.address("/chronology"),
    }
    return page("channel.html.j2", reader, content)


ROUTES = [Route("/channels", listed), Route("/channels/{id:path}", show)]
