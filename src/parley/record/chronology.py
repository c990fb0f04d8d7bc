"""The bundled reference chronology: dated, sourced events that checks and channels count on."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import yaml
from jsonschema import Draft202012Validator

from parley.items import (
    EFFECTS,
    TYPE_OF_MODE,
    Evidence,
    MergedEvent,
    Participant,
    Place,
    Problem,
    Source,
)

DATA = files("parley.record") / "reference"
NAME_AND_ROLE = re.compile(r"^(?P<name>.+?)\s*\((?P<role>.+)\)\s*$")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Coverage(msgspec.Struct, frozen=True):
    """How far the record of a channel reaches; ``complete`` False where rounds are missing in it.

    ``complete_from``: the day from which nothing is known to be missing even so.
    """

    channel: str
    record_from: dt.date
    record_until: dt.date
    complete: bool = True
    complete_from: dt.date | None = None
    missing: str | None = None


def _texts(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for item in sorted(DATA.iterdir(), key=lambda i: i.name):
        if item.name.endswith(".yaml") and item.name != "coverage.yaml":
            yield item.name, item.read_text(encoding="utf-8")
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            yield str(path), path.read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def reference(*folders: Path) -> tuple[MergedEvent, ...]:
    """The reference events in order of date, those of ``folders`` after the bundled ones.

    Each has one source: its page, with the chronology's own sentence as evidence.
    """
    rows = [row for _, text in _texts(folders) for row in yaml.load(text, Loader=Loader) or []]
    events = [_event(row) for row in rows]
    return tuple(sorted(events, key=lambda e: (e.start or dt.date.max, e.id)))


def _event(row: dict[str, Any]) -> MergedEvent:
    what = row["what"]
    effect = row.get("effect")
    mode = row["mode"]
    modality = row.get("modality") or ("refused" if mode == "refuse-meeting" else "occurred")
    return MergedEvent(
        id=row["id"],
        mode=mode,
        type=TYPE_OF_MODE[mode],
        start=dt.date.fromisoformat(row["start"]),
        end=dt.date.fromisoformat(row["end"]),
        precision=row["precision"],
        parties=tuple(row["parties"]),
        participants=tuple(_participant(text) for text in row.get("participants", ())),
        channel=row.get("channel"),
        iteration=row.get("iteration"),
        effect=effect if effect in EFFECTS else None,
        informal=row.get("informal", False),
        place=Place(row["place"]) if row.get("place") else None,
        modality=modality,
        cause=tuple(row.get("cause", ())),
        headline=what,
        confidence=0.95 if row["sure"] == "searched" else 0.8,
        sources=(
            Source(
                doc=f"reference:{row['id']}",
                assertion=row["id"],
                voice="analysis",
                title=what,
                url=row["source"],
                evidence=(Evidence(0, len(what), what),),
            ),
        ),
        status="reference",
    )


def _participant(text: str) -> Participant:
    match = NAME_AND_ROLE.match(text)
    return Participant(match["name"], role=match["role"]) if match else Participant(text)


@lru_cache(maxsize=1)
def coverage() -> dict[str, Coverage]:
    """How far the reference reaches, by channel; the channels are those of its events."""
    data = yaml.load((DATA / "coverage.yaml").read_text(encoding="utf-8"), Loader=Loader)
    named = data["channels"]
    channels = {e.channel for e in reference() if e.channel} | set(named)
    return {
        channel: msgspec.convert(
            {"channel": channel, **data["default"], **named.get(channel, {})}, Coverage
        )
        for channel in sorted(channels)
    }


def check_reference(*folders: Path) -> list[Problem]:
    """Faults of the reference files and of those in ``folders``: file, line and what is wrong."""
    schema = json.loads((DATA / "schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema["items"])
    out: list[Problem] = []
    seen: dict[str, str] = {}
    for name, text in _texts(folders):
        try:
            tree = yaml.compose(text, Loader=Loader)
        except yaml.MarkedYAMLError as fault:
            line = fault.problem_mark.line + 1 if fault.problem_mark else None
            out.append(Problem(name, f"not valid YAML: {fault.problem}", line))
            continue
        nodes = tree.value if tree is not None else []
        for node, row in zip(nodes, yaml.load(text, Loader=Loader) or [], strict=True):
            line = node.start_mark.line + 1
            for found in validator.iter_errors(row):
                where = "/".join(map(str, found.path))
                out.append(
                    Problem(name, f"{where}: {found.message}" if where else found.message, line)
                )
            out += _row_faults(name, line, row, seen)
    return out


def _row_faults(
    name: str, line: int, row: dict[str, Any], seen: dict[str, str]
) -> Iterator[Problem]:
    key = str(row.get("id"))
    if key in seen:
        yield Problem(name, f"id {key} stands in {seen[key]} too", line)
    seen[key] = name
    if row.get("mode") not in TYPE_OF_MODE:
        yield Problem(name, f"mode {row.get('mode')!r} is not known", line)
    if str(row.get("end")) < str(row.get("start")):
        yield Problem(name, f"ends ({row.get('end')}) before it starts ({row.get('start')})", line)
