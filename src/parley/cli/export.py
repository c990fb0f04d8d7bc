"""``parley export``: the record for other programs."""

import io
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli import console, desks, options
from parley.export import BINARY, SheetError, read_edits
from parley.lexicon import Lexicon

Format = Literal[
    "csv",
    "xlsx",
    "parquet",
    "jsonl",
    "docx",
    "ftm",
    "polecat",
    "timelinejs",
    "ics",
    "csl",
]


def export(
    format: Annotated[Format, typer.Option("--format", help="What to write.")],
    output: options.OutputOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a workbook or CSV file that holds edits.")
    ] = False,
    desk: options.DeskOption = None,
    start: options.FromOption = None,
    end: options.ToOption = None,
    parties: options.PartiesOption = None,
    only: options.OnlyOption = False,
    channel: options.ChannelOption = None,
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Write the record for another program: a spreadsheet, a text to edit, a calendar, a timeline.

    Example: parley export --format docx -o chronology.docx --parties USA,CHN --from 2023
    """
    if output is None and format in BINARY and sys.stdout.isatty():
        raise typer.BadParameter(
            f"{format} is no text for a terminal: name a file", param_hint="--output"
        )
    wanted = options.party_codes(parties)
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        desks.known(opened, wanted, channel)
        if output is not None:
            if format in ("csv", "xlsx") and not force:
                _keep_edits(output, opened.lexicon)
            notes = opened.export(format, output, start, end, wanted, channel, only)
        else:
            out = io.BytesIO()
            notes = opened.export(format, out, start, end, wanted, channel, only)
            console.raw(out.getvalue())
    for note in notes:
        console.say(note)


def _keep_edits(path: Path, lexicon: Lexicon) -> None:
    """Raises ``typer.BadParameter`` where an analyst's work would be written over."""
    if not path.is_file():
        return
    try:
        held = read_edits(path, lexicon)
    except SheetError:
        return  # no file of ours, and named to be written
    changes = len(held.edits) + len(held.marks) + len(held.added) + len(held.problems)
    if changes:
        raise typer.BadParameter(
            f"{path} holds {console.counted(changes, 'change')} made by hand: name another file, or"
            " write over it with --force",
            param_hint="--output",
        )
