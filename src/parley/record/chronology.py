"""The bundled reference chronology: dated, sourced events that checks and channels count on."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
import yaml

from parley.documents.inference import voice_of
from parley.items import (
    EFFECTS,
    TYPE_OF_MODE,
    Evidence,
    MergedEvent,
    Participant,
    Party,
    Place,
    Precision,
    Source,
)
from parley.lexicon import load

DATA = files("parley.record") / "reference"
ASIDE = ("coverage.yaml", "publishers.yaml")
"""Files beside the events that hold none."""
NAME_AND_ROLE = re.compile(r"^(?P<name>.+?)\s*\((?P<role>.+)\)\s*$")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Sureness = Literal["searched", "announced", "event-only", "memory"]
SURENESS: Mapping[Sureness, float] = {
    "searched": 0.95,
    "announced": 0.85,
    "event-only": 0.8,
    "memory": 0.6,
}
"""How sure an event is → its confidence. ``searched``: a page tells of it and of its day;
``announced``: a page written before the day does; ``event-only``: a page tells of it and not of
the day; ``memory``: no page was found, the compilers know of it."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Where an event can be read. ``party`` where that party's ministry publishes the page.

    ``title``, ``published`` and ``read`` (the day on which the compilers read a copy of it) stand
    as far as they are known.
    """

    url: str
    publisher: str
    party: Party | None = None
    title: str | None = None
    published: dt.date | None = None
    read: dt.date | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the reference chronology as it stands in its file.

    ``what`` says it in one line of the compilers' own; ``sure`` how it is known; ``pages`` where it
    can be read. The other fields are those of an event.
    """

    id: str
    start: dt.date
    end: dt.date
    precision: Precision
    mode: str
    parties: tuple[Party, ...]
    what: str
    sure: Sureness
    modality: str = "occurred"
    channel: str | None = None
    iteration: int | None = None
    effect: str | None = None
    informal: bool = False
    scope: Literal["meeting", "series"] | None = None
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    local_dates: dict[str, dt.date] | None = None
    cause: tuple[str, ...] = ()
    pages: tuple[Page, ...] = ()

    @property
    def own(self) -> bool:
        """Whether a page of a party's ministry is among its pages."""
        return any(page.party for page in self.pages)


class Coverage(msgspec.Struct, frozen=True):
    """How far the record of a channel reaches; ``complete`` False where uses are missing in it.

    ``complete_from``: the day from which nothing is known to be missing even so; ``missing`` says
    what is.
    """

    channel: str
    record_from: dt.date
    record_until: dt.date
    complete: bool = True
    complete_from: dt.date | None = None
    missing: str | None = None


def texts(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Name and text of each file of events: the bundled ones, then those of ``folders``."""
    for item in sorted(DATA.iterdir(), key=lambda i: i.name):
        if item.name.endswith(".yaml") and item.name not in ASIDE:
            yield item.name, item.read_text(encoding="utf-8")
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            if path.name not in ASIDE:
                yield str(path), path.read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def entries(*folders: Path) -> tuple[Entry, ...]:
    """The events of the reference chronology in order of date, with those of ``folders``.

    Raises ``KeyError`` or ``ValueError`` for files that ``check_reference`` finds fault with.
    """
    rows = [row for _, text in texts(folders) for row in yaml.load(text, Loader=Loader) or []]
    return tuple(sorted(map(_entry, rows), key=lambda e: (e.start, e.id)))


@lru_cache(maxsize=8)
def reference(*folders: Path) -> tuple[MergedEvent, ...]:
    """The reference chronology as events of the record, in order of date.

    Each page is a source, with the chronology's own sentence as evidence; an event without a page
    has one source without an address.
    """
    return tuple(map(_event, entries(*folders)))


@lru_cache(maxsize=1)
def reference_ids() -> frozenset[str]:
    """The ids of the bundled chronology's events."""
    return frozenset(event.id for event in reference())


def _entry(row: dict[str, Any]) -> Entry:
    mode = row["mode"]
    told = row.get("source", [])
    effect = row.get("effect")
    return msgspec.convert(
        {
            **row,
            "modality": row.get("modality")
            or ("refused" if mode == "refuse-meeting" else "occurred"),
            "effect": effect if effect in EFFECTS else None,
            "participants": [_participant(text) for text in row.get("participants", ())],
            "pages": [_page(page) for page in (told if isinstance(told, list) else [told])],
        },
        Entry,
    )


def _participant(text: str) -> dict[str, str]:
    match = NAME_AND_ROLE.match(text)
    return {"name": match["name"], "role": match["role"]} if match else {"name": text}


def _page(page: str | dict[str, Any]) -> dict[str, Any]:
    told = {"url": page} if isinstance(page, str) else page
    return {
        "publisher": publisher(told["url"]),
        "party": voice_of(told["url"], load().hosts),
        **told,
    }


def publisher(url: str) -> str:
    """Who publishes the pages of an address: by the longest end of its host that is known."""
    labels = (urlsplit(url).hostname or url).split(".")
    for at in range(len(labels)):
        name = _publishers().get(".".join(labels[at:]))
        if name is not None:
            return name
    return ".".join(labels).removeprefix("www.")


@lru_cache(maxsize=1)
def _publishers() -> dict[str, str]:
    found: dict[str, str] = yaml.load(
        (DATA / "publishers.yaml").read_text(encoding="utf-8"), Loader=Loader
    )
    return found


def _event(entry: Entry) -> MergedEvent:
    told = (Evidence(0, len(entry.what), entry.what),)
    doc = f"reference:{entry.id}"
    sources = [
        Source(
            doc=doc if number == 1 else f"{doc}:{number}",
            assertion=entry.id,
            voice="analysis",  # what it quotes is the compilers' sentence, not the page's
            title=entry.what,
            url=page.url,
            evidence=told,
        )
        for number, page in enumerate(entry.pages, start=1)
    ]
    pageless = Source(
        doc=doc, assertion=entry.id, voice="analysis", title=entry.what, evidence=told
    )
    return MergedEvent(
        id=entry.id,
        mode=entry.mode,
        type=TYPE_OF_MODE[entry.mode],
        start=entry.start,
        end=entry.end,
        precision=entry.precision,
        local_dates=entry.local_dates,
        parties=entry.parties,
        participants=entry.participants,
        channel=entry.channel,
        iteration=entry.iteration,
        effect=entry.effect,
        informal=entry.informal,
        scope=entry.scope,
        place=Place(entry.place) if entry.place else None,
        modality=entry.modality,
        cause=entry.cause,
        headline=entry.what,
        confidence=SURENESS[entry.sure],
        sources=tuple(sources) or (pageless,),
        status="reference",
    )


@lru_cache(maxsize=1)
def coverage() -> dict[str, Coverage]:
    """How far the reference reaches, by channel; the channels are those of its events."""
    data = yaml.load((DATA / "coverage.yaml").read_text(encoding="utf-8"), Loader=Loader)
    named = data["channels"]
    channels = {e.channel for e in entries() if e.channel} | set(named)
    return {
        channel: msgspec.convert(
            {"channel": channel, **data["default"], **named.get(channel, {})}, Coverage
        )
        for channel in sorted(channels)
    }
