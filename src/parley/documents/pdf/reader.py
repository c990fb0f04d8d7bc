"""A PDF as one document, or what is wrong with it."""

import json
import re
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from parley.documents.draft import Draft, Read, digest
from parley.documents.metadata import Faults, metadata
from parley.documents.pdf.columns import ordered
from parley.documents.pdf.margins import without_margins
from parley.documents.pdf.paragraphs import paragraphs
from parley.documents.pdf.pieces import Page, Piece
from parley.items import Problem

MAX_BYTES = 100_000_000
SECONDS = 240
"""Wall time that a file may take on a busy machine; its processor time is bounded far below."""

_EXTRACT = Path(__file__).with_name("extract.py")
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_PROGRAM = re.compile(
    r"(?i)^(?:microsoft \w+ - |untitled$)|\.(?:docx?|pdf|hwpx?|indd|pptx?|wpd|rtf|txt|html?)$"
)
_OCR = "make its text readable (OCR), as with ocrmypdf, and read it again"
_FAULTS = {
    "password": ("it is encrypted and opens only with a password", "save a copy without it"),
    "damaged": ("damaged, or no PDF", "open it and save it anew, or save its text as .txt"),
    "pages": ("it has more than 3,000 pages", "split it"),
    "characters": ("it has more text than a long document", "split it"),
}


def read_pdf(data: bytes, source: str, parties: Collection[str] = ()) -> Read:
    """One document: its paragraphs in reading order, blank lines between them.

    Columns are read one after the other; running heads and page numbers are left out; a word
    parted at a line's end is whole, lines of one paragraph are one. Offsets count in this text.
    Pages without text are named as problems, and so are files that are damaged, encrypted or
    that take too long.
    """
    if len(data) > MAX_BYTES:
        return _failed(source, f"larger than {MAX_BYTES:,} bytes", "split it")
    lines = _extracted(data)
    head: dict[str, Any] = lines[0] if lines else {"fault": "damaged"}
    if "fault" in head:
        return _failed(source, *_FAULTS[head["fault"]])
    pages, problems = _pages(lines[1:], head["pages"], source)
    text = "\n\n".join(paragraphs(ordered([page.pieces for page in without_margins(pages)])))
    if not text.strip():
        problems = problems or [Problem(source, "there is no text in it", None, "leave it out")]
        return Read((), tuple(problems))
    page = metadata({"title": _title(head.get("Title"))}, Faults(source), parties)
    made = _MADE.match(head.get("CreationDate") or "")
    faults = Faults(source)  # a program's idea of a date is nobody's fault
    day = metadata({"published": "-".join(made.groups())} if made else {}, faults, parties)
    draft = Draft(text=text, sha256=digest(data), page=page, made=day.published)
    return Read((draft,), tuple(problems))


def _failed(source: str, message: str, hint: str) -> Read:
    return Read((), (Problem(source, message, None, hint),))


def _title(given: str | None) -> str | None:
    """A title that somebody wrote; a file's name that a program left there is none."""
    title = " ".join((given or "").replace("\x00", "").split())
    return None if _PROGRAM.search(title) else title or None


def _extracted(data: bytes) -> list[dict[str, Any]]:
    """What the child process tells of the file, as far as it came."""
    command = [sys.executable, "-P", str(_EXTRACT)]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        out = done.stdout
    except subprocess.TimeoutExpired as late:
        out = late.stdout or b""
    # Whole lines alone: the last one is cut where the process was ended.
    return [json.loads(line) for line in out[: out.rfind(b"\n") + 1].splitlines()]


def _pages(
    told: Sequence[dict[str, Any]], count: int, source: str
) -> tuple[list[Page], list[Problem]]:
    """The pages that were read, and a problem for each kind of page that was not."""
    pages: list[Page] = []
    scans: list[int] = []
    odd: list[int] = []
    broken: list[int] = []
    problems: list[Problem] = []
    for number, page in enumerate(told, 1):
        if page.get("fault") == "characters":
            problems.append(Problem(source, *_only(_FAULTS["characters"], number, count)))
            count = number - 1
        elif "fault" in page:
            broken.append(number)
        elif page["pictures"]:
            scans.append(number)
        else:
            pieces = tuple(Piece(*piece) for piece in page["pieces"])
            if _is_unreadable(pieces):
                odd.append(number)
            else:
                pages.append(Page(page["size"][0], page["size"][1], pieces))
    broken += range(len(told) + 1, count + 1)
    for numbers, fault, hint in (
        (scans, "pictures without text: a scan", _OCR),
        (odd, "set in fonts that do not tell their letters", _OCR),
        (broken, "damaged, or too much to read", "open it and save it anew"),
    ):
        if numbers:
            all_of_it = len(numbers) == count
            where = f"{_ranges(numbers)} of {count}" if not all_of_it else f"all {count}"
            if count == 1:
                where = "its one"
            pages_are = "page is" if len(numbers) == 1 else "pages are"
            if all_of_it:
                message = f"{where} {pages_are} {fault}"
            else:
                message = f"page{'s' * (len(numbers) > 1)} {where} {pages_are.split()[1]} {fault}"
            problems.append(Problem(source, message, None, hint))
    return pages, problems


def _only(fault: tuple[str, str], number: int, count: int) -> tuple[str, None, str]:
    return f"{fault[0]}: pages {number} to {count} were left out", None, fault[1]


def _is_unreadable(pieces: Sequence[Piece]) -> bool:
    """Whether a page's characters are mostly none that anyone writes."""
    text = "".join(piece.text for piece in pieces)
    bad = sum(c == "\ufffd" or c < " " or "\ue000" <= c <= "\uf8ff" for c in text)
    return bad > 0.3 * len(text.replace(" ", ""))


def _ranges(numbers: Sequence[int]) -> str:
    """``1, 3–5`` of 1, 3, 4, 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
