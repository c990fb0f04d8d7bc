"""``parley ripple``: what follows between two parties after something happened between others."""

from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from parley.analysis.estimates import fixed
from parley.analysis.ripple import Finding, Ripple
from parley.cli import console, desks, options

LACKS = {"record-too-short": "record too short", "no-outcome": "none on record"}


COLUMNS = (
    *("outcome, months", "days", "before", "after", "by chance", "p", "q", "Holm"),
    *("answer", "needed"),
)


def ripple(
    of: Annotated[
        str,
        typer.Option(
            "--of",
            metavar="MODE|EFFECT|EVENT",
            help="After what: events of a mode (resume-channel) or an effect (resumed), or an id.",
        ),
    ],
    on: Annotated[
        list[str],
        typer.Option("--on", metavar="A,B", help="Between whom one looks; may be given again."),
    ],
    parties: options.PartiesOption = None,
    only: options.OnlyOption = False,
    window: Annotated[
        list[int] | None,
        typer.Option(
            "--window",
            min=1,
            max=120,
            metavar="MONTHS",
            help="So many months after, held against as many before; may be given again.",
            show_default="3, 6 and 12",
        ),
    ] = None,
    desk: options.DeskOption = None,
    format: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Tell what followed between two parties after events between others, or that nothing did.

    Example: parley ripple --of resumed --parties USA,CHN --on JPN,CHN --on KOR,CHN
    """
    wanted = options.party_codes(parties)
    pairs = [options.party_codes(pair) for pair in on]
    for pair in pairs:
        if len(pair) != 2:
            message = f"{','.join(pair)!r}: name two parties, A,B"
            raise typer.BadParameter(message, param_hint="--on")
    with desks.existing(desk, lexicon, no_reference, ui) as opened:
        desks.known(opened, wanted)
        desks.known(opened, {code for pair in pairs for code in pair}, option="--on")
        found = opened.ripple(of, pairs, wanted, only, window or ())
    if format == "json":
        console.json(found)
    else:
        _print(found)


def _print(found: Ripple) -> None:
    whose = f" of {', '.join(found.parties)}" if found.parties else ""
    title = f"{console.counted(len(found.triggers), 'day')} of {found.of}{whose}"
    if found.undated:
        title += f"; {console.counted(found.undated, 'event')} dated too roughly left out"
    console.table(title, ("day", "event"), [(t.day, t.headline) for t in found.triggers])
    by_pair: dict[tuple[str, ...], list[Finding]] = {}
    for one in found.findings:
        by_pair.setdefault(one.on, []).append(one)
    for pair, findings in by_pair.items():
        title = f"{', '.join(pair)}: {_summed(findings, found)}"
        if findings[0].start is None:
            console.out().print(console.escape(title), soft_wrap=True)
        else:
            console.table(title, COLUMNS, [_row(one, found) for one in findings])
    console.say(
        "By chance: what came after in 90 of 100 shifts of all days together. q: p corrected for"
        f" all tests by Benjamini and Hochberg, told at {found.alpha:g}. Needed: so many days,"
        f" lying apart, to see {found.effect:g} times as much."
    )


def _summed(findings: Sequence[Finding], found: Ripple) -> str:
    """What the findings on a pair come to."""
    if findings[0].lack == "own-events":
        return "cannot tell, it takes part in the events itself"
    if findings[0].start is None:
        return "cannot tell, the record has holes throughout"
    tested = [one for one in findings if one.p is not None]
    tests = console.counted(len(tested), "test")
    seen = sum(one.answer in ("rise", "fall") for one in tested)
    able = sum(one.answer == "no-difference" for one in tested)
    if not tested:
        said = "cannot tell, nothing could be tested"
    elif seen:
        said = f"{console.counted(seen, 'rise or fall')} found in {tests}"
    else:
        said = f"no rise or fall found in {tests}"
        said += f", {able} of which would show {found.effect:g} times as much"
    return f"{said} ({findings[0].start} to {findings[0].end})"


def _row(one: Finding, found: Ripple) -> tuple[object, ...]:
    needed = f"> {found.most}" if one.needed is None and one.lack is None else one.needed
    said = LACKS.get(one.lack or "", one.answer.replace("-", " "))
    head = (f"{one.outcome}, {one.months}", one.triggers)
    if one.before is None or one.after is None or one.p is None:
        return (*head, *(None,) * 6, said, needed)
    low, high = (one.before + (bound or 0) for bound in (one.low, one.high))
    return (
        *head,
        fixed(one.before),
        fixed(one.after),
        f"{fixed(low)}, {fixed(high)}",
        f"{one.p:.2f}",
        f"{one.q:.2f}",
        f"{one.holm:.2f}",
        said,
        needed,
    )
