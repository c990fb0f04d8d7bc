"""Commands, one small module each."""

import gc
import sys
from collections.abc import Sequence
from typing import NoReturn

ALLOCATED = 100_000
"""New objects between two searches for cycles. The lexicon is some hundred thousand that stay, and
Python's own 700 would have them looked through again and again while it is loaded."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs a command line, the process's own unless given, and exits.

    0: done. 1: some documents could not be read. 2: the call itself was wrong. 130: interrupted.
    """
    gc.set_threshold(ALLOCATED)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        _run(arguments)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def _run(arguments: Sequence[str] | None) -> None:
    # Imported here, so that an interrupt during the start is met as well.
    from parley.cli import console
    from parley.cli.app import app
    from parley.desk import DeskError
    from parley.evaluation import GoldError
    from parley.lexicon import TableError

    try:
        app(args=None if arguments is None else list(arguments), prog_name="parley")
    except (DeskError, GoldError, TableError) as fault:
        console.say(f"parley: {fault}")
        sys.exit(2)
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        console.say(f"parley: {place}{fault.strerror or fault}")
        sys.exit(2)
