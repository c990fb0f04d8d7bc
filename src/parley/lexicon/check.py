"""Faults of the tables: each with its file, its line and what to do."""

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jsonschema import Draft202012Validator, ValidationError

from parley.items import Problem
from parley.language.plain import plain
from parley.lexicon.forms import KEYS, territories
from parley.lexicon.lines import Lined, read_lined
from parley.lexicon.matcher import fold_all
from parley.lexicon.tables import BUILT_IN, SCHEMAS, Row


class Entry(NamedTuple):
    """A row and where it stands."""

    path: Path
    line: int
    at: int
    row: Row
    lined: Lined

    def problem(self, message: str, *path: str | int, hint: str | None = None) -> Problem:
        """A fault of this entry, at the line of ``path`` within it."""
        line = self.lined.line((self.at, *path)) if path else self.line
        return Problem(str(self.path), f"{self.row['id']}: {message}", line, hint)


Entries = dict[str, dict[str, Entry]]
"""Entries by table and id, the user's over the built-in."""


def check(*folders: Path) -> list[Problem]:
    """Everything that is wrong with the built-in tables and these folders' over them.

    Schema faults, ids twice in a file, references that lead nowhere, names that two entries of a
    table claim, dates out of order. An empty list: nothing.
    """
    problems: list[Problem] = []
    found: Entries = {}
    for folder in (BUILT_IN, *folders):
        if not folder.is_dir():
            problems.append(Problem(str(folder), "no such folder", hint="give a folder of tables"))
            continue
        for path in sorted(folder.glob("*.yaml")):
            if folder != BUILT_IN and path.stem not in found:
                near = get_close_matches(path.stem, found, 1)
                hint = f"is {near[0]}.yaml meant?" if near else f"tables: {', '.join(found)}"
                problems.append(Problem(str(path), "no table of that name", 1, hint))
            problems.extend(_file(path, found))
    problems.extend(_references(found))
    problems.extend(_claims(found))
    problems.extend(_wordings(found))
    problems.extend(_dates(found))
    return problems


def _file(path: Path, found: Entries) -> Iterator[Problem]:
    """Faults within one file; its entries go into ``found``."""
    table = found.setdefault(path.stem, {})
    try:
        lined = read_lined(path)
    except UnicodeDecodeError as error:
        yield Problem(str(path), f"not UTF-8 (byte {error.start})", hint="save it as UTF-8")
        return
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        fault = getattr(error, "problem", None) or "not valid YAML"
        yield Problem(str(path), fault, mark.line + 1 if mark else None, "correct the YAML")
        return
    rows = lined.data if lined.data is not None else []
    if not isinstance(rows, list):
        yield Problem(str(path), "a table is a list of entries", 1, "begin each with '- id:'")
        return
    validator = _validator(path.stem)
    own: dict[str, int] = {}
    for number, row in enumerate(rows):
        line = lined.line((number,))
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            yield Problem(str(path), "an entry without an id", line, "give it an id: of its own")
            continue
        key = row["id"]
        if key in own:
            yield Problem(
                str(path), f"{key}: this id stands at line {own[key]} already", line, "rename one"
            )
        own[key] = line
        if row.get("remove") is True:
            table.pop(key, None)
            continue
        faults = list(validator.iter_errors(row)) if validator else []
        for fault in faults:
            where = lined.line((number, *fault.absolute_path, *_extra(fault)))
            place = ".".join(str(part) for part in fault.absolute_path)
            yield Problem(
                str(path), f"{key}: {place + ': ' if place else ''}{fault.message}", where
            )
        if not faults:
            table[key] = Entry(path, line, number, row, lined)


def _extra(fault: ValidationError) -> list[str]:
    """The key that a fault of one key too many speaks of: its path ends above it."""
    if fault.validator != "additionalProperties":
        return []
    schema, instance = fault.schema, fault.instance
    if not isinstance(schema, Mapping) or not isinstance(instance, Mapping):
        return []
    return [key for key in instance if key not in schema.get("properties", {})][:1]


def _validator(table: str) -> Draft202012Validator | None:
    path = SCHEMAS / f"{table}.json"
    if not path.is_file():
        return None
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def _references(found: Entries) -> Iterator[Problem]:
    excluded = found["forms"]["not-parties"].row["codes"]
    parties = set(found.get("actors", {})) | {party for party, _ in territories("en", excluded)}
    offices, generic = found.get("offices", {}), found.get("generic", {})
    contacts = {entry.row.get("contact") for entry in (*offices.values(), *generic.values())}
    leads = {*offices, *generic, *contacts}
    channels = found.get("channels", {})
    for table in ("people", "offices", "places", "hosts", "words", "channels", "phrases"):
        for entry in found.get(table, {}).values():
            named: list[tuple[tuple[str | int, ...], str]] = []
            if entry.row.get("party"):
                named.append((("party",), entry.row["party"]))
            for key in ("parties", "between", "voices"):
                named += [((key, n), p) for n, p in enumerate(entry.row.get(key, ()))]
            for path, party in named:
                if party not in parties:
                    hint = "use an ISO 3166 alpha-3 code or add it to actors.yaml"
                    yield entry.problem(f"no party {party!r}", *path, hint=hint)
    for entry in found.get("people", {}).values():
        for number, held in enumerate(entry.row.get("offices", ())):
            if held["office"] not in offices:
                yield entry.problem(
                    f"no office {held['office']!r}", "offices", number, hint=_near(held, offices)
                )
    for entry in offices.values():
        if entry.row.get("same", entry.row["id"]) not in offices:
            yield entry.problem(f"no office {entry.row['same']!r}", "same")
    for entry in found.get("phrases", {}).values():
        issue = entry.row.get("issue")
        if issue is not None and issue not in found.get("issues", {}):
            yield entry.problem(f"no issue {issue!r}", "issue", hint="add it to issues.yaml")
    places = found.get("places", {})
    for entry in places.values():
        around = entry.row.get("within")
        if around and around not in places and around.partition(".")[0] not in parties:
            yield entry.problem(f"no place {around!r}", "within", hint="add it to places.yaml")
        if _enclosed(entry.row["id"], places):
            yield entry.problem("lies in itself, directly or not", "within")
    for entry in channels.values():
        for number, parent in enumerate(entry.row.get("parents", ())):
            if parent not in channels:
                yield entry.problem(f"no channel {parent!r}", "parents", number)
        if _circular(entry.row["id"], channels):
            yield entry.problem("is its own parent, directly or not", "parents")
        for number, word in enumerate(entry.row.get("contact", ())):
            if word not in leads:
                hint = "use an office's contact, or the id of an office or of a general word"
                yield entry.problem(f"nothing leads by {word!r}", "contact", number, hint=hint)


def _near(held: Mapping[str, Any], offices: Mapping[str, Entry]) -> str:
    near = get_close_matches(held["office"], offices, 1)
    return f"is {near[0]} meant?" if near else "add it to offices.yaml"


def _enclosed(start: str, places: Mapping[str, Entry]) -> bool:
    """Whether a place lies in itself."""
    seen, around = {start}, str(places[start].row.get("within", ""))
    while around in places:
        if around in seen:
            return True
        seen.add(around)
        around = str(places[around].row.get("within", ""))
    return False


def _circular(start: str, channels: Mapping[str, Entry]) -> bool:
    seen: set[str] = set()
    todo = list(channels[start].row.get("parents", ()))
    while todo:
        at = todo.pop()
        if at == start:
            return True
        if at not in seen and at in channels:
            seen.add(at)
            todo.extend(channels[at].row.get("parents", ()))
    return False


# What of an entry claims a name for it alone, and in which languages. People of one family name in
# Chinese or Korean script are many: there the date of the text decides.
_ACTOR = ("names", "adjectives", "capitals", "metonyms", "bodies", "forces", "side")
_CLAIMS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "actors": (_ACTOR, tuple(KEYS)),
    "people": (("names",), ("en",)),
    "offices": (("names",), tuple(KEYS)),
    "channels": (("names",), tuple(KEYS)),
    "generic": (("names",), tuple(KEYS)),
    "places": (("names",), tuple(KEYS)),
    "words": (("names",), tuple(KEYS)),
}


def _claims(found: Entries) -> Iterator[Problem]:
    for table, (fields, langs) in _CLAIMS.items():
        for lang in langs:
            held: dict[str, Entry] = {}
            for entry, path, text in _named(found.get(table, {}), fields, lang):
                other = held.setdefault(text, entry)
                if other.row["id"] != entry.row["id"]:
                    yield entry.problem(
                        f"the name {text!r} is {other.row['id']}'s already",
                        *path,
                        hint="leave it to one of them",
                    )


def _named(
    entries: Mapping[str, Entry], fields: Sequence[str], lang: str
) -> Iterator[tuple[Entry, tuple[str | int, ...], str]]:
    """Each name of a language with its entry and path, folded."""
    rows: list[tuple[Entry, tuple[str | int, ...], str]] = [
        (entry, (field, key, number), text)
        for entry in entries.values()
        for field in fields
        for key in KEYS[lang]
        for number, text in enumerate(entry.row.get(field, {}).get(key, ()))
    ]
    folded = fold_all([text for _, _, text in rows], lang)
    for (entry, path, _), text in zip(rows, folded, strict=True):
        yield entry, path, text


def _wordings(found: Entries) -> Iterator[Problem]:
    """Wordings that two formulas claim, in whatever language, and those without a letter."""
    held: dict[str, Entry] = {}
    for entry in found.get("phrases", {}).values():
        for field in ("names", "rewordings"):
            for key, several in entry.row.get(field, {}).items():
                for number, text in enumerate(several):
                    said = plain(text).text
                    other = held.setdefault(said, entry)
                    if not said:
                        fault, hint = f"{text!r} has no letter to look for", "leave it out"
                    elif other.row["id"] != entry.row["id"]:
                        fault = f"the wording {text!r} is {other.row['id']}'s already"
                        hint = "leave it to one of them"
                    else:
                        continue
                    yield entry.problem(fault, field, key, number, hint=hint)


def _dates(found: Entries) -> Iterator[Problem]:
    for entry in found.get("people", {}).values():
        for number, held in enumerate(entry.row.get("offices", ())):
            start, end = held.get("from"), held.get("to")
            if start and end and end < start[: len(end)]:
                yield entry.problem(
                    f"{held['title']} ends ({end}) before it begins ({start})", "offices", number
                )
