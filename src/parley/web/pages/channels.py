"""The channels: how each stands today, and one of them with its whole history."""

from collections import Counter
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parley.channels.deeds import deed
from parley.report.lanes import picture
from parley.report.standing import channel_views
from parley.web.days import today
from parley.web.faults import missing
from parley.web.filters import Filters
from parley.web.pages.chronology import rows
from parley.web.reader import Reader
from parley.web.rendering import page
from parley.wording.dates import since_text

EVENTS = 25
"""Events that a channel's page lists, the latest; the chronology has them all."""
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
    data, index = record.data(day), record.index(day)
    views = channel_views(data.channels, index, record.documents, record.contexts, reader.words)
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


def use(key: str, reader: Reader) -> Use:
    """How often the channel was used, year by year, and how often it usually is."""
    record, day = reader.record, today()
    channel = record.lexicon.channels[key]
    days = [
        event.start
        for event in record.events
        if event.channel == key
        and event.start is not None
        and event.start <= day
        and deed(event, channel.level) == "use"
    ]
    if not days:
        return Use((), 0, None, None)
    counts = Counter(d.year for d in days)
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


def show(request: Request) -> Response:
    """One channel."""
    reader = Reader(request)
    record, words, day = reader.record, reader.words, today()
    key = request.path_params["id"]
    channel = record.lexicon.channels.get(key) or missing("channel", key)
    data, index = record.data(day), record.index(day)
    state = next((state for state in data.channels if state.id == key), None)
    filters = Filters(channel=key)
    some, _ = record.page(filters, None, EVENTS, newest=True)
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
        "view": channel_views(
            [state], index, record.documents, record.contexts, words, most=len(state.gaps)
        )[0]
        if state
        else None,
        "picture": picture(data, index, words, {key}) if state else None,
        "use": use(key, reader),
        "height": HEIGHT,
        "rows": rows(some.events, reader, filters, {}),
        "total": some.total,
        "all": filters.address("/chronology"),
    }
    return page("channel.html.j2", reader, content)


ROUTES = [Route("/channels", listed), Route("/channels/{id:path}", show)]
