"""Records to derive states from: small ones made up here, and annotated ones where they are."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from parley.items import TYPE_OF_MODE, Channel, MergedEvent, Source

Row = dict[str, Any]


def make_event(
    identifier: str,
    mode: str,
    when: str | tuple[str, str],
    channel: str | None = None,
    **fields: Any,
) -> MergedEvent:
    start, end = (when, when) if isinstance(when, str) else when
    fields.setdefault("precision", "day")
    fields.setdefault("sources", (Source(doc=f"doc-{identifier}", assertion=identifier),))
    return MergedEvent(
        id=identifier,
        mode=mode,
        type=TYPE_OF_MODE.get(mode, "OTHER"),
        start=dt.date.fromisoformat(start),
        end=dt.date.fromisoformat(end),
        channel=channel,
        headline=identifier,
        **fields,
    )


def make_channel(identifier: str, level: str = "working", *parents: str, **fields: Any) -> Channel:
    fields.setdefault("parties", ("AAA", "BBB"))
    return Channel(
        id=identifier,
        level=level,
        parents=parents,
        names={"en": (identifier,), "zh-Hant": (f"{identifier}管道",)},
        **fields,
    )


@pytest.fixture(scope="session")
def event() -> Callable[..., MergedEvent]:
    return make_event


@pytest.fixture(scope="session")
def lines() -> Mapping[str, Channel]:
    """An umbrella with three channels and a line under it, a summit and a forum beside it."""
    found = [
        make_channel("umbrella"),
        make_channel("talks", "working", "umbrella", cadence_months=12),
        make_channel("chiefs", "chief-of-staff", "umbrella"),
        make_channel("late", "working", "umbrella", established="2030-01-01"),
        make_channel("line", "hotline", "umbrella"),
        make_channel("summit", "leader"),
        make_channel("forum", "forum", parties=("CCC", "DDD"), cadence_months=6),
    ]
    return {channel.id: channel for channel in found}


@pytest.fixture(scope="session")
def known(shared: Path) -> Mapping[str, Channel]:
    """The annotated channels by id."""
    rows: list[Row] = []
    for path in sorted((shared / "facts").glob("channels-*.yaml")):
        rows += yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        row["id"]: Channel(
            id=row["id"],
            parties=tuple(row["parties"]),
            level=row["level"],
            names={key: tuple(value) for key, value in row["names"].items()},
            parents=tuple(row["parents"]),
            established=row["established"],
            cadence_months=row["cadence_months"],
        )
        for row in rows
    }


def _contract(mode: str) -> str:
    return mode if mode in TYPE_OF_MODE else "other"


@pytest.fixture(scope="session")
def chronology(shared: Path) -> list[MergedEvent]:
    """The events compiled from public sources, as a coder that errs nowhere would give them."""
    path = shared / "facts" / "events-usa-chn.yaml"
    return [
        make_event(
            row["id"],
            _contract(row["mode"]),
            (row["start"], row["end"]),
            row["channel"],
            precision=row["precision"],
            parties=tuple(row["parties"]),
            iteration=row["iteration"],
            effect=row["effect"],
            cause=tuple(row["cause"]),
            status="reference",
        )
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _annotated(row: Row, published: dt.date | None) -> MergedEvent:
    parties = row["parties"]
    if parties and isinstance(parties[0], list):
        parties = parties[0]
    exact = row["start"] == row["end"] or (row["tolerance_days"] == 0 and row["start"][8:] != "01")
    return make_event(
        row["id"],
        row["modes"][0],
        (row["start"], row["end"] or row["start"]),
        row["channel"][0] if row["channel"] else None,
        precision="day" if exact else "month",
        parties=tuple(parties),
        effect=row["effect"][0] if row["effect"] else None,
        modality=row["modality"][0],
        sources=(Source(doc=row["doc"], assertion=row["id"], published=published),),
    )


@pytest.fixture(scope="session")
def annotated(shared: Path) -> list[tuple[list[MergedEvent], list[Row]]]:
    """By document: its events as annotated, and the states that a reader would hold."""
    folder = shared / "gold"
    found: list[tuple[list[MergedEvent], list[Row]]] = []
    for path in sorted([*folder.glob("*.jsonl"), *folder.glob("dev/gold/*.jsonl")]):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        meta = folder / "dev" / "docs" / f"{path.stem}.meta.json"
        published = None
        if meta.exists():
            day = json.loads(meta.read_text(encoding="utf-8")).get("published")
            published = dt.date.fromisoformat(day) if day else None
        events = [
            _annotated(row, published)
            for row in rows
            if row["kind"] == "event" and row.get("start")
        ]
        found.append((events, [row for row in rows if row["kind"] == "channel_state"]))
    return found
