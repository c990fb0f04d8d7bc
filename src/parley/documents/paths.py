"""From the paths of a call to the files to read."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from parley.documents.formats import ENDINGS
from parley.items import Problem

# What a browser saves beside a page, and what systems leave in folders: no documents.
_COMPANIONS = frozenset(
    [
        ".css",
        ".js",
        ".map",
        ".ico",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".woff",
        ".woff2",
        ".ttf",
    ]
)
_HINT = "convert it to txt, md, html, pdf, docx or jsonl"
DESK = "desk.sqlite"
"""Marks a folder as a desk: what Parley wrote into it is not read as documents again."""
REPORT = frozenset(
    ("report.html", "report.md", "chronology.csv", "chronology.xlsx", "channels.json")
)
"""A report's files: where all of them lie in a folder, they are not read as documents either."""


class Found(NamedTuple):
    """A file to read; ``root`` is the folder of the call that it was found in, or None."""

    path: Path
    root: Path | None


def shown(path: str | PurePath) -> str:
    """A path as text that can be printed and stored, also where its bytes are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def files(paths: Sequence[str | Path]) -> Iterator[Found | Problem]:
    """The files that ``paths`` name, folders walked in order of names; each file once."""
    seen: set[tuple[int, int]] = set()
    for given in map(Path, paths):
        try:
            status = given.stat()
        except (OSError, ValueError) as fault:
            yield _unreachable(given, fault)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(given, seen)
        elif stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode):
            yield from _file(given, None, status, seen)
        else:
            yield Problem(shown(given), "not a file or a folder", None, "name a file or a folder")


def _walk(root: Path, seen: set[tuple[int, int]]) -> Iterator[Found | Problem]:
    """The files under ``root``, those of a folder in order of names; links are followed once."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if stat.S_ISDIR(status.st_mode):
                inode = (status.st_dev, status.st_ino)
                if inode not in seen and not (path / DESK).is_file():
                    seen.add(inode)
                    there = {entry.name for entry in path.iterdir()}
                    others = there - REPORT if there >= REPORT else there
                    names = sorted(others, key=os.fsencode, reverse=True)
                    waiting += [path / name for name in names if not _is_passed_over(name)]
            elif stat.S_ISREG(status.st_mode):
                yield from _file(path, root, status, seen)
            else:
                yield Problem(shown(path), "not a regular file", None, "leave it out of the folder")
        except OSError as fault:
            yield _unreachable(path, fault)


def _is_passed_over(name: str) -> bool:
    ending = Path(name).suffix.lower()
    return name.startswith(".") or ending in _COMPANIONS or _is_description(name)


def _file(
    path: Path, root: Path | None, status: os.stat_result, seen: set[tuple[int, int]]
) -> Iterator[Found | Problem]:
    inode = (status.st_dev, status.st_ino)
    if inode in seen:
        return
    seen.add(inode)
    if _is_description(path.name):
        message = "this file describes documents and is none"
        yield Problem(shown(path), message, None, "name the folder it lies in")
    elif path.suffix.lower() in ENDINGS or stat.S_ISFIFO(status.st_mode):
        yield Found(path, root)
    else:
        ending = path.suffix.lower()
        message = f"no reader for {ending} files" if ending else "a file without an ending"
        yield Problem(shown(path), message, None, _HINT)


def _is_description(name: str) -> bool:
    return name.endswith(".meta.json") or name == "documents.csv"


def _unreachable(path: Path, fault: Exception) -> Problem:
    if isinstance(fault, FileNotFoundError):
        return Problem(shown(path), "no such file or folder", None, "check the path")
    if isinstance(fault, PermissionError):
        return Problem(shown(path), "permission denied", None, "make it readable for this user")
    reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
    return Problem(shown(path), f"cannot be reached: {reason}", None, "check the path")
