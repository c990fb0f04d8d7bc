"""JSON Lines: one document a line."""

from collections.abc import Collection, Iterator
from typing import BinaryIO

import msgspec

from parley.documents.draft import Draft, Read, damage, digest
from parley.documents.encodings import decode
from parley.documents.metadata import Faults, metadata
from parley.items import Problem

MAX_LINE = 20_000_000
"""Bytes of one line at the most."""
_SAMPLE = 200_000
_HINT = 'write one JSON object a line, {"id": …, "text": …}'


def read_lines(data: bytes, source: str, parties: Collection[str] = ()) -> Read:
    """A document for each line that holds one; a broken line is a problem, the others are kept."""
    found = decode(data)
    drafts: list[Draft] = []
    problems = list(damage(source, found.broken))
    for number, line in enumerate(found.text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        outcome = _line(line, source, number, parties)
        problems.extend(outcome.problems)
        drafts.extend(outcome.drafts)
    return Read(tuple(drafts), tuple(problems))


def opens_as_lines(stream: BinaryIO, ending: str) -> bool:
    """Whether a file can be read line by line: JSON Lines in UTF-8, by its name and its beginning.

    The stream is left at its beginning; one that cannot be set back is read whole.
    """
    if ending not in (".jsonl", ".ndjson") or not stream.seekable():
        return False
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    cut = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        text = cut.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\x00" not in text and text.lstrip("\ufeff \t\r\n").startswith("{")


def line_by_line(
    stream: BinaryIO, source: str, parties: Collection[str] = ()
) -> Iterator[Draft | Problem]:
    """A draft or problem for each line of a stream that holds something, as it is read."""
    number = broken = 0
    while data := stream.readline(MAX_LINE):
        number += 1
        if len(data) == MAX_LINE and not data.endswith(b"\n"):
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                continue
            yield Problem(source, f"a line of more than {MAX_LINE:,} bytes", number, _HINT)
            continue
        try:
            line = data.decode("utf-8")
        except UnicodeDecodeError:
            line = data.decode("utf-8", "replace")
            broken += line.count("\ufffd")
        line = line.removeprefix("\ufeff") if number == 1 else line
        if line.strip():
            outcome = _line(line, source, number, parties)
            yield from outcome.problems
            yield from outcome.drafts
    yield from damage(source, broken)


def _line(line: str, source: str, number: int, parties: Collection[str]) -> Read:
    def failed(message: str) -> Read:
        return Read((), (Problem(source, message, number, _HINT),))

    try:
        raw = msgspec.json.decode(line)
    except msgspec.DecodeError as fault:
        return failed(f"not valid JSON: {fault}")
    except RecursionError:
        return failed("JSON nested too deeply")
    if not isinstance(raw, dict):
        return failed("not a JSON object")
    text = raw.get("text")
    if not isinstance(text, str):
        return failed('no key "text" with the document\'s text')
    if not text.strip():
        return failed("the text is empty")
    faults = Faults(source, number)
    given = metadata(raw, faults, parties)
    draft = Draft(
        text=text.replace("\x00", "\ufffd"),
        sha256=digest(line.strip().encode("utf-8")),
        given=given,
        line=number,
    )
    return Read((draft,), tuple(faults.problems))
