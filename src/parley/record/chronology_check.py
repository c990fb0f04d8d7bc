"""Whether the reference chronology is sound: its files, its rounds, its causes, its reach."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jsonschema import Draft202012Validator

from parley.items import EFFECTS, LONGEST, TYPE_OF_MODE, Problem
from parley.lexicon import load
from parley.record.chronology import DATA, Coverage, Loader, coverage, texts

CONTACT = frozenset({"meet", "call", "video-call", "visit", "talks", "summit"})
REMOTE = frozenset({"call", "video-call"})


class _Stands(NamedTuple):
    """A row with where it stands."""

    file: str
    line: int
    row: dict[str, Any]

    def says(self, message: str) -> Problem:
        return Problem(self.file, f"{self.row.get('id')}: {message}", self.line)


def check_reference(*folders: Path) -> list[Problem]:
    """Faults of the reference files and of those in ``folders``: file, line and what is wrong.

    A row by itself: its schema, dates in order and as wide as their precision, mode, effect and
    channel known, the channel's parties among its own. Rows together: ids and addresses, causes
    that are there and lie before, rounds that count up, happenings told twice. And the coverage:
    every channel named, its record as long as its events, no round missing where it is complete.
    """
    validator = Draft202012Validator(
        json.loads((DATA / "schema.json").read_text(encoding="utf-8")),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    out: list[Problem] = []
    sound: list[_Stands] = []
    for name, text in texts(folders):
        try:
            tree = yaml.compose(text, Loader=Loader)
        except yaml.MarkedYAMLError as fault:
            line = fault.problem_mark.line + 1 if fault.problem_mark else None
            out.append(Problem(name, f"not valid YAML: {fault.problem}", line))
            continue
        nodes = tree.value if tree is not None else []
        for node, row in zip(nodes, yaml.load(text, Loader=Loader) or [], strict=True):
            line = node.start_mark.line + 1
            found = [_fault(error) for error in validator.iter_errors([row])]
            out += [Problem(name, message, line) for message in found]
            if not found:
                sound.append(_Stands(name, line, row))
    for one in sound:
        out += _row_faults(one)
    out += _ids(sound)
    out += _causes(sound)
    out += _rounds(sound)
    out += _twice(sound)
    if not out:
        bundled = {item.name for item in DATA.iterdir()}
        out += check_coverage(
            coverage().values(), [one.row for one in sound if one.file in bundled]
        )
    return out


def _fault(error: Any) -> str:
    where = "/".join(str(part) for part in list(error.path)[1:])
    return f"{where}: {error.message}" if where else str(error.message)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _row_faults(one: _Stands) -> Iterator[Problem]:
    row, channels = one.row, load().channels
    start, end, precision = _day(row["start"]), _day(row["end"]), row["precision"]
    if row["mode"] not in TYPE_OF_MODE:
        yield one.says(f"mode {row['mode']!r} is not known")
    if "effect" in row and row["effect"] not in EFFECTS:
        yield one.says(f"effect {row['effect']!r} is not known")
    if end < start:
        yield one.says(f"ends ({end}) before it starts ({start})")
    if precision in LONGEST and precision != "day" and (end - start).days >= LONGEST[precision]:
        yield one.says(f"{(end - start).days + 1} days are more than a {precision}")
    if precision != "day" and precision != "year" and start == end:
        yield one.says(f"precision {precision} with a single day: give the interval's bounds")
    digits = row["id"].split("-")
    dated = [part for part in digits[:3] if part.isdecimal() and len(part) in (2, 4)]
    if not row["start"].startswith("-".join(dated[: 2 if precision != "day" else 3])):
        yield one.says(f"the id's date is not the start ({start})")
    if sorted(row["parties"]) != row["parties"]:
        yield one.says("parties are not in order")
    channel = row.get("channel")
    if channel is not None and channel not in channels:
        yield one.says(f"channel {channel!r} is not in the lexicon")
    elif channel is not None:
        yield from _parties(one, set(channels[channel].parties))
    for party, day in row.get("local_dates", {}).items():
        if party not in row["parties"]:
            yield one.says(f"local date of {party}, which takes no part")
        if abs((_day(day) - start).days) > 1:
            yield one.says(f"local date {day} is more than a day from the start ({start})")


def _parties(one: _Stands, wanted: set[str]) -> Iterator[Problem]:
    given = set(one.row["parties"])
    if wanted and not given & wanted:
        yield one.says(f"none of the channel's parties ({' '.join(sorted(wanted))}) takes part")
    elif one.row["mode"] in CONTACT and len(wanted) == 2 and not wanted <= given:
        yield one.says(f"a meeting in the channel without {' '.join(sorted(wanted - given))}")


def _ids(rows: Iterable[_Stands]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for one in rows:
        key = one.row["id"]
        if key in seen:
            yield one.says(f"the id stands in {seen[key]} too")
        seen[key] = f"{one.file}, line {one.line}"


def _causes(rows: list[_Stands]) -> Iterator[Problem]:
    start = {one.row["id"]: one.row["start"] for one in rows}
    for one in rows:
        for cause in one.row.get("cause", ()):
            if cause not in start:
                yield one.says(f"cause {cause} is no event here")
            elif start[cause] > one.row["end"]:
                yield one.says(f"cause {cause} begins after it ends")


def _held(row: dict[str, Any]) -> bool:
    return row["mode"] in CONTACT and row.get("modality", "occurred") == "occurred"


def _rounds(rows: list[_Stands]) -> Iterator[Problem]:
    """Rounds of a channel that do not count up with time."""
    series: dict[str, list[_Stands]] = defaultdict(list)
    for one in rows:
        if one.row.get("channel") and one.row.get("iteration") and _held(one.row):
            series[one.row["channel"]].append(one)
    for own in series.values():
        own.sort(key=lambda one: one.row["start"])
        for before, after in pairwise(own):
            first, then = before.row["iteration"], after.row["iteration"]
            if then <= first:
                yield after.says(f"round {then} comes after round {first} ({before.row['id']})")


def _twice(rows: list[_Stands]) -> Iterator[Problem]:
    """Rows that tell one happening: the same parties and channel, the same mode or kind of contact.

    On days that overlap for one mode; for two kinds of contact (a visit, and a meeting during it)
    only on the very same days.
    """
    alike: dict[tuple[Any, ...], list[_Stands]] = defaultdict(list)
    for one in rows:
        row = one.row
        kind = row["mode"]
        if kind in CONTACT and row.get("channel"):
            kind = "remote" if kind in REMOTE else "contact"
        alike[row.get("channel"), kind, tuple(row["parties"])].append(one)
    for own in alike.values():
        for a, b in combinations(own, 2):
            if _same_days(a.row, b.row) and _same_place(a.row, b.row):
                yield b.says(f"tells what {a.row['id']} tells: the same parties, channel and days")


def _same_days(a: dict[str, Any], b: dict[str, Any]) -> bool:
    if a["precision"] != b["precision"]:
        return False
    if a["mode"] == b["mode"]:
        return not (a["end"] < b["start"] or b["end"] < a["start"])
    return bool(a["start"] == b["start"] and a["end"] == b["end"])


def _same_place(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return a["mode"] in CONTACT or a.get("place") == b.get("place")


def check_coverage(reach: Iterable[Coverage], rows: Iterable[dict[str, Any]]) -> Iterator[Problem]:
    """Faults of the coverage, held against the events' rows."""
    name = "coverage.yaml"
    own: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row.get("channel"):
            own[row["channel"]].append(row)
    named = _named()
    known = load().channels
    for channel in sorted(own.keys() - named):
        yield Problem(name, f"{channel}: its events have no coverage: say how far they reach")
    for one in reach:
        if one.channel not in known:
            yield Problem(name, f"channel {one.channel!r} is not in the lexicon")
        yield from (
            Problem(name, f"{one.channel}: {text}") for text in _reach(one, own[one.channel])
        )


def _named() -> set[str]:
    data = yaml.load((DATA / "coverage.yaml").read_text(encoding="utf-8"), Loader=Loader)
    return set(data["channels"])


def _reach(one: Coverage, rows: list[dict[str, Any]]) -> Iterator[str]:
    # A plan may lie past the record: what is recorded is the announcement.
    real = [row for row in rows if row.get("modality") != "planned"]
    last = max((_day(row["start"]) for row in real), default=None)
    if last is not None and one.record_until < last:
        yield f"record_until ({one.record_until}) lies before its last event ({last})"
    throughout = not one.complete and one.complete_from is None
    if last is not None and throughout and one.record_until > last:
        yield f"has holes throughout: end its record with its last event ({last})"
    if one.record_until < one.record_from:
        yield f"record_until ({one.record_until}) lies before record_from ({one.record_from})"
    if not one.complete and one.missing is None:
        yield "not complete: say what is missing"
    if one.complete and (one.missing or one.complete_from):
        yield "complete: nothing can be missing"
    first = one.record_from if one.complete else one.complete_from
    if first is None:
        return
    if not one.record_from <= first <= one.record_until:
        yield f"complete_from ({first}) lies outside the record"
    rounds = {row["iteration"] for row in real if row.get("iteration") and _held(row)}
    before = {r["iteration"] for r in real if r.get("iteration") and _day(r["end"]) < first}
    counted = rounds - before
    gap = set(range(min(counted), max(counted))) - counted if counted else set()
    if gap:
        told = " ".join(map(str, sorted(gap)))
        yield f"complete from {first}, and rounds are missing: {told}"
