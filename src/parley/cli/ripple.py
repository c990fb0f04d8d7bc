"""``parley ripple``: what follows between two parties after something happened between others."""

from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from parley.analysis.estimates import fixed
from parley.analysis.ripple import Finding, Ripple
from parley.cli import console, desks, options
from parley.cli.saying import group, kind
from parley.report.words import Words

COLUMNS = ("days", "before", "after", "chance")
ANSWER = ("answer", "needed")
LACKS = ("record-too-short", "no-outcome")
"""What a test wants that is said in place of the answer."""


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
        words = Words(ui, opened.lexicon)
    if format == "json":
        console.json(found)
    else:
        _print(found, words)


def _print(found: Ripple, words: Words) -> None:
    console.table(
        _title(found, words),
        (words.t("ripple.day"), words.t("ripple.event")),
        [(t.day, t.headline) for t in found.triggers],
    )
    columns = (
        words.t("ripple.outcome"),
        *(words.t(f"ripple.{name}") for name in COLUMNS),
        *("p", "q", "Holm"),
        *(words.t(f"ripple.{name}") for name in ANSWER),
    )
    by_pair: dict[tuple[str, ...], list[Finding]] = {}
    for one in found.findings:
        by_pair.setdefault(one.on, []).append(one)
    for pair, findings in by_pair.items():
        title = f"{group(pair, words)}{words.t('colon')}{_summed(findings, found, words)}"
        if findings[0].start is None:
            console.out().print(console.escape(title), soft_wrap=True)
        else:
            console.table(title, columns, [_row(one, found, words) for one in findings])
    console.say(words.t("ripple.note", alpha=f"{found.alpha:g}", effect=f"{found.effect:g}"))


def _title(found: Ripple, words: Words) -> str:
    title = words.t(
        "ripple.title.parties" if found.parties else "ripple.title",
        n=len(found.triggers),
        of=kind(found.of, words),
        parties=group(found.parties, words),
    )
    if found.undated:
        title = words.t("ripple.undated", n=found.undated, title=title)
    return title


def _summed(findings: Sequence[Finding], found: Ripple, words: Words) -> str:
    """What the findings on a pair come to."""
    if findings[0].lack == "own-events":
        return words.t("ripple.own-events")
    if findings[0].start is None:
        return words.t("ripple.no-record")
    tested = [one for one in findings if one.p is not None]
    tests = words.t("ripple.tests", n=len(tested))
    seen = sum(one.answer in ("rise", "fall") for one in tested)
    able = sum(one.answer == "no-difference" for one in tested)
    if not tested:
        said = words.t("ripple.untested")
    elif seen:
        count = words.t("ripple.found.count", n=seen)
        said = words.t("ripple.found", found=count, tests=tests)
    else:
        said = words.t("ripple.none", tests=tests, able=able, effect=f"{found.effect:g}")
    return words.t("ripple.within", said=said, start=findings[0].start, end=findings[0].end)


def _row(one: Finding, found: Ripple, words: Words) -> tuple[object, ...]:
    needed = f"> {found.most}" if one.needed is None and one.lack is None else one.needed
    said = words.t(f"ripple.answer.{one.answer}")
    if one.lack is not None:
        said = words.known("ripple.lack", one.lack) if one.lack in LACKS else said
    outcome = words.t(f"ripple.outcome.{one.outcome}")
    head = (f"{outcome}{words.t('figures.parties')}{one.months}", one.triggers)
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
