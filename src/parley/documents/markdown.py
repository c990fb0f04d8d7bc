"""Markdown: kept as text, its front matter read as the document's description."""

import re
from collections.abc import Collection

import yaml

from parley.documents.draft import Draft, Read, damage, digest
from parley.documents.encodings import decode
from parley.documents.metadata import Faults, Metadata, metadata
from parley.items import Problem

_FRONT = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_KEY = re.compile(r"^\w+[ \t]*:", re.MULTILINE)
_MAX_FRONT = 50_000
_NOT_BREAK = re.compile(r"[^\r\n]")


def read_markdown(data: bytes, source: str, parties: Collection[str] = ()) -> Read:
    """One document. Front matter is blanked out in its text, so that offsets count in the file."""
    found = decode(data)
    text, given = found.text, Metadata()
    problems = list(damage(source, found.broken))
    front = _FRONT.match(text, 0, _MAX_FRONT)
    # Text between two rules is no front matter: that has keys.
    if front and _KEY.search(front.group(1)):
        given, faults = _described(front.group(1), source, parties)
        problems.extend(faults)
        text = _NOT_BREAK.sub(" ", front.group()) + text[front.end() :]
    return Read((Draft(text=text, sha256=digest(data), given=given),), tuple(problems))


def _described(front: str, source: str, parties: Collection[str]) -> tuple[Metadata, list[Problem]]:
    try:
        # Aliases and tags have no place here, and nested aliases can grow without bound.
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(front)):
            raise yaml.YAMLError("an alias")
        raw = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        hint = "write KEY: VALUE lines between the two --- lines, or remove them"
        return Metadata(), [Problem(source, "the front matter is not valid YAML", line, hint)]
    faults = Faults(source, 1)
    if not isinstance(raw, dict):
        hint = "write KEY: VALUE lines between the two --- lines, or remove them"
        return Metadata(), [Problem(source, "the front matter holds no keys", 1, hint)]
    return metadata({**raw, "published": raw.get("published", raw.get("date"))}, faults, parties), (
        faults.problems
    )
