"""YAML read with the line of every node, for messages that name it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from parley.lexicon.tables import Loader

Path_ = tuple[str | int, ...]


class Lined(NamedTuple):
    """Data of a file and the line of each node by its path (keys and indexes from the root)."""

    data: Any
    lines: dict[Path_, int]

    def line(self, path: Sequence[str | int]) -> int:
        """The line of the node at ``path``, or of the nearest one above it."""
        at = tuple(path)
        while at and at not in self.lines:
            at = at[:-1]
        return self.lines.get(at, 1)


def read_lined(path: Path) -> Lined:
    """The file's data with lines. Raises ``yaml.YAMLError`` or ``UnicodeDecodeError``."""
    loader = Loader(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        lines: dict[Path_, int] = {}
        if node is None:
            return Lined(None, lines)
        _walk(node, (), lines)
        return Lined(loader.construct_document(node), lines)
    finally:
        loader.dispose()


def _walk(node: yaml.Node, at: Path_, lines: dict[Path_, int]) -> None:
    lines[at] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _walk(value, (*at, str(key.value)), lines)
            lines[(*at, str(key.value))] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            _walk(value, (*at, number), lines)
