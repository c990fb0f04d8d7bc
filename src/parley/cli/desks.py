"""Opening the desk that a command works on, and what several commands say about it."""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import typer
from babel.core import get_global

from parley.cli import console
from parley.desk import Desk, DeskError
from parley.record import folder, shown

DEFAULT = "desk"
REPORT = Path("report")
"""Where the report of a desk on a server goes, unless told otherwise."""


def existing(
    address: str | None, lexicon: Sequence[Path] | None, no_reference: bool, ui: str
) -> Desk:
    """The desk to read. Without one in the default place the reference chronology stands alone.

    Raises ``DeskError`` where a desk was named and is not there, or nothing at all would be read.
    """
    place = address or DEFAULT
    if not Desk.exists(place):
        if address is not None or no_reference:
            named = shown(place)
            raise DeskError(
                f"{named}: no desk there; make one with: parley run PATH --desk {named}"
            )
        console.say(f"No desk in {place}/: this is the reference chronology alone.")
    return Desk.open(place, tuple(lexicon or ()), reference=not no_reference, ui=ui)


def report_folder(address: str, out: Path | None) -> Path:
    """Where a run writes its report: ``out``, else the desk's folder, else ``report``."""
    return out or folder(address) or REPORT


def known(
    desk: Desk,
    parties: Iterable[str] = (),
    channel: str | None = None,
    option: str = "--parties",
) -> None:
    """Raises ``typer.BadParameter`` for a party or a channel that the lexicon has not.

    ``option`` is the one that named the parties.
    """
    for party in parties:
        if party not in desk.lexicon.actors and party not in _alpha3():
            raise typer.BadParameter(
                f"{party!r} is no party: write ISO 3166-1 alpha-3 codes (USA,CHN) or a body's id",
                param_hint=option,
            )
    if channel is not None and channel not in desk.lexicon.channels:
        close = get_close_matches(channel, desk.lexicon.channels, n=3)
        hint = f"did you mean {', '.join(close)}?" if close else "see: parley lexicon show"
        raise typer.BadParameter(f"no channel {channel!r}: {hint}", param_hint="--channel")


def _alpha3() -> Collection[str]:
    """The codes of ISO 3166-1, among which CLDR lists every three-letter one."""
    codes: Collection[str] = get_global("territory_aliases")
    return codes
