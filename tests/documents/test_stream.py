"""Documents one after the other: the same as all at once, and no more of a file than a line."""

import json
from pathlib import Path

from parley.documents import read, stream
from parley.documents.lines import MAX_LINE
from parley.items import Document, Problem


def corpus(path: Path, count: int) -> Path:
    rows = (
        {"id": f"d{n}", "text": f"Note {n} on the talks.", "voice": "press"} for n in range(count)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_stream_gives_what_reading_gives(tmp_path: Path) -> None:
    corpus(tmp_path / "many.jsonl", 5)
    (tmp_path / "one.txt").write_text("A note on the talks.", encoding="utf-8")
    (tmp_path / "none.txt").write_bytes(b"")
    found = list(stream([tmp_path]))
    reading = read([tmp_path])
    assert tuple(d for d in found if isinstance(d, Document)) == reading.documents
    assert tuple(p for p in found if isinstance(p, Problem)) == reading.problems
    assert len(reading.documents) == 6


def test_the_first_lines_come_before_the_last_are_read(tmp_path: Path) -> None:
    path = corpus(tmp_path / "many.jsonl", 3)
    found = stream([path])
    assert isinstance(next(found), Document)
    with path.open("a", encoding="utf-8") as more:  # still read on
        more.write(json.dumps({"id": "late", "text": "A late note."}) + "\n")
    assert [d.id for d in found if isinstance(d, Document)] == ["d1", "d2", "late"]


def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = corpus(tmp_path / "many.jsonl", 2)
    text = path.read_bytes().replace(b'"d0"', b'"d0')
    path.write_bytes(text + b'{"text": "more"}')
    reading = read([path])
    assert [d.id for d in reading.documents] == ["d1", "many-3"]
    assert [p.line for p in reading.problems] == [1]


def test_broken_characters_far_into_a_file_are_counted(tmp_path: Path) -> None:
    path = corpus(tmp_path / "many.jsonl", 6000)
    path.write_bytes(path.read_bytes().replace(b"Note 5999", b"Note \xff999"))
    reading = read([path])
    assert len(reading.documents) == 6000
    assert ["1 broken characters were" in p.message for p in reading.problems] == [True]


def test_a_line_without_end_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    long = b'{"text": "' + b"x" * (MAX_LINE + 10) + b'"}\n'
    path.write_bytes(b'{"id": "a", "text": "first"}\n' + long + b'{"id": "b", "text": "last"}\n')
    reading = read([path])
    assert [d.id for d in reading.documents] == ["a", "b"]
    assert (reading.problems[0].line, len(reading.problems)) == (2, 1)
