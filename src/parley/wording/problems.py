"""What is said of a document that could not be read, in the reader's language."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec
import yaml

from parley.items import Problem
from parley.wording.phrases import check_ui


def problem(given: Problem, ui: str) -> Problem:
    """The problem with its message and hint in the language ``ui``.

    What the table ``problems.yaml`` does not have stays as it is. Raises ``ValueError`` for a
    language that is none of the interface.
    """
    if check_ui(ui) == "en":
        return given
    hint = None if given.hint is None else told(given.hint, ui)
    return msgspec.structs.replace(given, message=told(given.message, ui), hint=hint)


def told(text: str, ui: str) -> str:
    """A message or a hint; of what it is made up of, faults that are known are told too."""
    plain, patterns = _table()
    if text in plain:
        return plain[text][ui]
    for pattern, row in patterns:
        found = pattern.fullmatch(text)
        if found:
            out = ""
            for piece, value in zip(row[ui].split("{}"), (*found.groups(), ""), strict=True):
                out += piece + (plain[value][ui] if value in plain else value)
            return out
    return text


Row = Mapping[str, str]


@cache
def _table() -> tuple[Mapping[str, Row], list[tuple[re.Pattern[str], Row]]]:
    """What says one thing, and patterns of what has something in it, the most telling first."""
    text = (resources.files("parley.wording") / "problems.yaml").read_text("utf-8")
    rows: list[Row] = yaml.safe_load(text)
    slotted = [row for row in rows if "{}" in row["en"]]
    slotted.sort(key=lambda row: -len(row["en"]))
    return {row["en"]: row for row in rows if "{}" not in row["en"]}, [
        (re.compile("(.+?)".join(map(re.escape, row["en"].split("{}"))), re.DOTALL), row)
        for row in slotted
    ]
