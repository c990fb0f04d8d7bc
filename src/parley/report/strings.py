"""The report's own words by interface language, kept as data beside this module.

Those of the tables that commands print of comparisons and figures stand in files of their own.
"""

from functools import cache
from importlib import resources

import yaml

LANGUAGES = ("en", "zh-Hant", "zh-Hans")

Table = dict[str, str | dict[str, str]]


@cache
def load(ui: str) -> Table:
    """All strings of one interface language. Raises ``ValueError`` for a language it has not."""
    if ui not in LANGUAGES:
        raise ValueError(f"no report strings for {ui!r}: use one of {', '.join(LANGUAGES)}")
    table: Table = {}
    for name in (f"{ui}.yaml", f"figures.{ui}.yaml"):
        file = resources.files("parley.report") / "strings" / name
        table |= yaml.safe_load(file.read_text(encoding="utf-8"))
    return table


@cache
def _columns() -> dict[str, list[str]]:
    file = resources.files("parley.report") / "strings" / "columns.yaml"
    table: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return table


def header(ui: str, column: str) -> str:
    """A column's header: its name, below what it is called in the reader's language."""
    if ui == "en":
        return column
    return f"{_columns()[column][LANGUAGES.index(ui) - 1]}\n{column}"


def say(ui: str, key: str, **values: object) -> str:
    """The string for ``key`` with its values filled in; ``n`` chooses between one and many.

    Whole numbers are grouped by thousands. Raises ``KeyError`` for a key that does not exist.
    """
    entry = load(ui)[key]
    if isinstance(entry, dict):
        entry = entry["one" if values.get("n") == 1 and "one" in entry else "other"]
    shown = {
        name: f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in values.items()
    }
    told = entry.format(**shown)
    # "by China and U.S." is a sentence that ends with its last name's stop.
    return told[:-1] if told.endswith("..") and not entry.endswith("..") else told
