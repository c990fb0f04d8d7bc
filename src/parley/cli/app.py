"""The command line's root: which commands there are."""

from typing import Annotated

import typer

from parley import __version__
from parley.cli import (
    care,
    channels,
    check,
    chronology,
    code,
    compare,
    console,
    durability,
    evaluate,
    export,
    lexicon,
    phrases,
    reference,
    review,
    ripple,
    run,
    schema,
    search,
    series,
    serve,
)

app = typer.Typer(
    name="parley",
    help="From readouts and press to a checkable record of security dialogue between states.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        console.data(f"parley {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """From readouts and press to a checkable record of security dialogue between states."""


app.command()(run.run)
app.command()(code.code)
app.command()(chronology.chronology)
app.command()(channels.channels)
app.command()(check.check)
app.command()(compare.compare)
app.command()(series.series)
app.command()(durability.durability)
app.command()(phrases.phrases)
app.command()(ripple.ripple)
app.command()(search.search)
app.command()(export.export)
app.command()(evaluate.evaluate)
app.command()(schema.schema)
app.command()(serve.serve)
app.add_typer(care.app, name="desk")
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(reference.app, name="reference")
app.add_typer(review.app, name="review")
