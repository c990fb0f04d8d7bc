"""Reads the YAML tables of the built-in folder and of a user's folders over it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]

BUILT_IN = Path(__file__).parent / "data"
SCHEMAS = Path(__file__).parent / "schemas"

# libyaml reads ten times faster; PyYAML is sometimes built without it.
Loader: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TableError(ValueError):
    """A table that cannot be read: the message names file, line and fault."""


def read_rows(path: Path) -> list[Row]:
    """The rows of one table. Raises ``TableError`` where it is no list of entries with ids."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)
    except UnicodeDecodeError as error:
        raise TableError(
            f"{path}: not UTF-8 (byte {error.start}); save the file as UTF-8"
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        fault = getattr(error, "problem", None) or "not valid YAML"
        raise TableError(f"{path}{line}: {fault}; correct the YAML") from error
    if data is None:
        return []
    if not isinstance(data, list):
        raise TableError(f"{path}, line 1: a table is a list of entries; begin each with '- id:'")
    for row in data:
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise TableError(
                f"{path}: an entry lacks an id; run 'parley lexicon check' for its line"
            )
    return data


def paths(folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Every table file with its table's name, built-in ones first."""
    for folder in (BUILT_IN, *folders):
        for path in sorted(folder.glob("*.yaml")):
            yield path.stem, path


class Tables(Mapping[str, list[Row]]):
    """Tables by name, each read when first asked for.

    A later folder's entry takes the place of an earlier one's with the same id;
    ``remove: true`` deletes it.
    """

    def __init__(self, *folders: Path) -> None:
        self._paths: dict[str, list[Path]] = {}
        for name, path in paths(folders):
            self._paths.setdefault(name, []).append(path)
        self._rows: dict[str, list[Row]] = {}

    def __getitem__(self, name: str) -> list[Row]:
        if name not in self._rows:
            rows: dict[str, Row] = {}
            for path in self._paths[name]:
                own = read_rows(path)
                for row in own:
                    if row.get("remove") is True:
                        rows.pop(row["id"], None)
                    else:
                        rows[row["id"]] = row
            self._rows[name] = list(rows.values())
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@lru_cache(maxsize=8)
def tables(*folders: Path) -> Tables:
    """The tables of these folders over the built-in ones, cached."""
    return Tables(*folders)
