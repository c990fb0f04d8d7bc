"""Small records to hold claims against, and the compiled chronology where it is."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from parley.items import (
    TYPE_OF_MODE,
    Channel,
    IntervalClaim,
    MergedEvent,
    Source,
    Subject,
)


def make_event(
    identifier: str,
    mode: str,
    when: str | tuple[str, str],
    channel: str | None = "talks",
    **fields: Any,
) -> MergedEvent:
    start, end = (when, when) if isinstance(when, str) else when
    fields.setdefault("precision", "day")
    fields.setdefault("parties", ("AAA", "BBB"))
    return MergedEvent(
        id=identifier,
        mode=mode,
        type=TYPE_OF_MODE.get(mode, "OTHER"),
        start=dt.date.fromisoformat(start),
        end=dt.date.fromisoformat(end),
        channel=channel,
        sources=(Source(doc=f"doc-{identifier}", assertion=identifier),),
        **fields,
    )


def make_claim(
    relation: str = "first-since",
    value: float | None = None,
    unit: str | None = None,
    channel: str | None = "talks",
    level: str | None = None,
    **fields: Any,
) -> IntervalClaim:
    return IntervalClaim(
        id="claim",
        doc="text",
        relation=relation,  # type: ignore[arg-type]
        value=value,
        unit=unit,
        subject=Subject(channel, ("AAA", "BBB"), level),
        **fields,
    )


@pytest.fixture(scope="session")
def event() -> Callable[..., MergedEvent]:
    return make_event


@pytest.fixture(scope="session")
def claim() -> Callable[..., IntervalClaim]:
    return make_claim


@pytest.fixture(scope="session")
def lines() -> Mapping[str, Channel]:
    """An umbrella with two channels, a line, and ministers beside them."""
    entries = (
        ("umbrella", "working", ()),
        ("talks", "working", ("umbrella",)),
        ("chiefs", "chief-of-staff", ("umbrella",)),
        ("ministers", "minister", ()),
        ("line", "hotline", ()),
    )
    return {
        key: Channel(
            id=key, level=level, parents=parents, parties=("AAA", "BBB"), names={"en": (key,)}
        )
        for key, level, parents in entries
    }


@pytest.fixture(scope="session")
def known(shared: Path) -> Mapping[str, Channel]:
    """The annotated channels by id."""
    rows: list[dict[str, Any]] = []
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


@pytest.fixture(scope="session")
def chronology(shared: Path) -> list[MergedEvent]:
    """The events compiled from public sources."""
    path = shared / "facts" / "events-usa-chn.yaml"
    return [
        make_event(
            row["id"],
            row["mode"] if row["mode"] in TYPE_OF_MODE else "other",
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
