"""JSON Lines: one document a line."""

from collections.abc import Collection

import msgspec

from parley.documents.draft import Draft, Read, damage, digest
from parley.documents.encodings import decode
from parley.documents.metadata import Faults, metadata
from parley.items import Problem

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
