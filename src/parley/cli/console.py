"""Where the commands write: data to standard output, everything else to standard error."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from rich.console import Console
from rich.markup import escape as literal
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from parley import wording
from parley.items import Problem, to_json
from parley.report.tables import Value, csv_text

_WIDE = 160
_PIPE_GONE = 128 + 13  # what a shell tells of a program that SIGPIPE ended


class _Console(Console):
    """A console that ends quietly where whoever read its output has gone."""

    def on_broken_pipe(self) -> None:
        _reader_gone()


def _reader_gone() -> NoReturn:
    # What is left in the buffer has nowhere to go, and would raise again at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(_PIPE_GONE)


def _console(stream: Any) -> Console:
    """A console that keeps lines whole where nobody is watching; ``COLUMNS`` sets the width."""
    known = stream.isatty() or os.environ.get("COLUMNS", "").isdigit()
    return _Console(file=stream, width=None if known else _WIDE, highlight=False)


def out() -> Console:
    """The console of standard output."""
    return _console(sys.stdout)


def err() -> Console:
    """The console of standard error."""
    return _console(sys.stderr)


def counted(number: int, thing: str, things: str | None = None) -> str:
    """ "1 claim", "2 claims"; ``things`` where an s does not make it several."""
    return f"{number} {thing}" if number == 1 else f"{number} {things or thing + 's'}"


def data(text: str) -> None:
    """Writes data to standard output, as UTF-8 whatever the terminal's encoding is."""
    raw(text.encode("utf-8", "backslashreplace"))


def raw(content: bytes) -> None:
    """Writes a file's content to standard output as it is."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _reader_gone()


def json(value: Any) -> None:
    """Writes one JSON value, indented."""
    data(to_json(value, indent=2) + "\n")


def jsonl(values: Iterable[Any]) -> None:
    """Writes one JSON value a line."""
    for value in values:
        data(to_json(value) + "\n")


def csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Writes CSV with a byte order mark, so that spreadsheets open Chinese right."""
    named = (dict(zip(columns, row, strict=True)) for row in rows)
    data("\ufeff" + csv_text(columns, named))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints a table; long cells fold, nothing is cut off."""
    grid = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        # Text of documents may look like markup, and is none.
        grid.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    out().print(grid)


def escape(text: str) -> str:
    """Text that Rich prints as it stands, without control characters for the terminal."""
    return literal("".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text))


def say(message: str) -> None:
    """A line on standard error, unwrapped."""
    err().print(escape(message), soft_wrap=True)


def problems(found: Iterable[Problem], ui: str = "en") -> None:
    """Names each problem on standard error."""
    for problem in found:
        say(str(wording.problem(problem, ui)))


def lacking(found: Sequence[Problem], more: int = 0) -> None:
    """The closing list of documents without a date or a voice; ``more`` are not named."""
    if found:
        say(f"\nWithout a date or a voice ({len(found) + more}):")
        for problem in found:
            say(f"  {problem}")
        if more:
            say(f"  … and {more} more")


class Steps:
    """Counts documents as they are done."""

    def __init__(self, progress: Progress, label: str) -> None:
        self._progress = progress
        self._task = progress.add_task(label, total=None)

    def __call__(self, done: int, total: int | None) -> None:
        """Shows that ``done`` of ``total`` are done; None where nobody knows how many there are."""
        self._progress.update(self._task, completed=done, total=total)


@contextmanager
def steps(label: str) -> Iterator[Steps]:
    """A progress bar on standard error while the block runs; none where nobody is watching."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = err()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as p:
        yield Steps(p, label)


def spent(counts: Mapping[str, int]) -> None:
    """What a model cost, and what of its items had no support in the text."""
    if not counts:
        return
    dropped = {name: n for name, n in sorted(counts.items()) if name != "tokens"}
    fields = ", ".join(f"{name} {n}" for name, n in dropped.items())
    say(f"The model took {counts.get('tokens', 0):,} tokens")
    if dropped:
        total = counted(sum(dropped.values()), "item")
        say(f"Dropped, since nothing in the text supports a field: {total} ({fields})")
