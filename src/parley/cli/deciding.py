"""What the commands of ``parley review`` share: who decides, on what, and the fields given."""

import getpass
import os
import subprocess
from typing import Annotated, Literal

import typer

AUTHOR = "PARLEY_AUTHOR"

IdsArg = Annotated[
    list[str],
    typer.Argument(metavar="ID…", help="Events, statements or claims; the beginning does."),
]
AuthorOption = Annotated[
    str | None,
    typer.Option(
        "--author",
        metavar="NAME",
        help=f"Who decides; without it {AUTHOR}, else the name that git knows, else the user's.",
        show_default=False,
    ),
]
ReasonOption = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
SeenOption = Annotated[
    int | None,
    typer.Option(
        "--seen",
        metavar="N",
        help="The last decision you have seen: refuse where the same was decided on since.",
    ),
]
DocOption = Annotated[
    str | None,
    typer.Option("--doc", metavar="DOC", help="Only what this document tells of it."),
]
FormatOption = Annotated[Literal["table", "json"], typer.Option("--format")]
FieldsArg = Annotated[
    list[str],
    typer.Argument(metavar="FIELD=VALUE…", help="As in an edited sheet; date=2024-01-08 too."),
]


def author(named: str | None) -> str:
    """Who decides: as named, else as the environment, git or the system has it."""
    found = named or os.environ.get(AUTHOR, "")
    if not found.strip():
        try:
            asked = ["git", "config", "user.name"]
            done = subprocess.run(asked, capture_output=True, text=True, check=False)
            found = done.stdout.strip()
        except OSError:
            found = ""  # git is not here
    if not found.strip():
        try:
            found = getpass.getuser()
        except (KeyError, OSError):
            raise typer.BadParameter(
                f"nobody is known to decide: name them, or set {AUTHOR}", param_hint="--author"
            ) from None
    return found.strip()


def fields(given: list[str]) -> dict[str, str]:
    """``channel=usa-chn-dpct date=2024-01-08`` → its parts."""
    found: dict[str, str] = {}
    for part in given:
        name, equals, value = part.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"{part!r} names no field: write FIELD=VALUE")
        found[name.strip()] = value.strip()
    return found
