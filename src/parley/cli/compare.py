"""``parley compare``: two sides' accounts of one event, or a readout and the one before it."""

import io
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from parley.cli import console, desks, options
from parley.cli.saying import party
from parley.comparison import Account, Comparison, PhraseChange, Use
from parley.desk import Desk
from parley.export import write_comparison
from parley.items import to_json
from parley.report import comparison_page
from parley.report.compared import comparison_view
from parley.report.words import Words

Format = Literal["table", "json", "html", "docx"]


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A document, or the id of the desk's.")],
    b: Annotated[str | None, typer.Argument(metavar="[B]", help="Another one.")] = None,
    previous: Annotated[
        bool,
        typer.Option(
            "--previous", help="Hold A against the one before it in its series, on the desk; or B."
        ),
    ] = False,
    against: Annotated[
        str | None,
        typer.Option(
            "--against", metavar="DOC", help="With --previous: the one before it is this."
        ),
    ] = None,
    desk: options.DeskOption = None,
    format: Annotated[Format, typer.Option("--format")] = "table",
    output: options.OutputOption = None,
    lexicon: options.LexiconOption = None,
    ui: options.UiOption = "en",
) -> None:
    """Hold two accounts of one event against each other, or a readout against the one before it.

    Examples: parley compare readout-us.txt readout-cn.txt; parley compare --previous readout-us
    """
    other = _other(b, previous, against)
    if format == "table" and output is not None:
        raise typer.BadParameter("a table is for the terminal: name a --format", param_hint="-o")
    if format == "docx" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("docx is no text for a terminal: name a file", param_hint="-o")
    place = desk or desks.DEFAULT
    opened = (
        desks.existing(desk, lexicon, False, ui)
        if desk is not None or Desk.exists(place)
        else Desk.open(place, tuple(lexicon or ()), ui=ui)
    )
    with opened:
        if previous:
            found = opened.compare_previous(_given(a), None if other is None else _given(other))
        else:
            found = opened.compare(_given(a), _given(other or ""))
        words = Words(ui, opened.lexicon)
        _say(found, words)
        if format == "table":
            _print(found, words)
            return
        content = _content(found, format, opened, ui)
    if output is not None:
        output.write_bytes(content)
    else:
        console.raw(content)


def _other(b: str | None, previous: bool, against: str | None) -> str | None:
    """The second document of the call. Raises ``typer.BadParameter`` where it is none or two."""
    if against is not None and not previous:
        raise typer.BadParameter("--against goes with --previous", param_hint="--against")
    if against is not None and b is not None:
        raise typer.BadParameter(f"{b} and --against {against}: name one", param_hint="B")
    if b is None and against is None and not previous:
        raise typer.BadParameter(
            "name a second document, or --previous to hold A against the one before it",
            param_hint="B",
        )
    return against or b


def _say(found: Comparison, words: Words) -> None:
    for account in (found.a, found.b):
        if account.voice is None:
            console.say(words.t("compare.voiceless", doc=account.doc))
    before = found.previous
    if before is not None:
        key = "compare.one-before.dated" if before.published else "compare.one-before"
        day = before.published.isoformat() if before.published else ""
        console.say(words.t(key, doc=before.doc, date=day, why=before.why))
    elif found.event is None:
        console.say(words.t("compare.nothing"))


def _content(found: Comparison, format: Format, desk: Desk, ui: str) -> bytes:
    match format:
        case "html":
            return comparison_page(found, ui, desk.lexicon).encode("utf-8")
        case "docx":
            out = io.BytesIO()
            write_comparison(found, out, ui, desk.lexicon)
            return out.getvalue()
        case _:
            return (to_json(found, indent=2) + "\n").encode("utf-8")


def _given(name: str) -> str | Path:
    return Path(name) if Path(name).is_file() else name


def _print(found: Comparison, words: Words) -> None:
    view = comparison_view(found, words)
    accounts = [_named(account, words) for account in (found.a, found.b)]
    relation = words.t("compare.relation")
    if found.previous is not None:
        _print_phrases(found.phrases, view["phrases"], accounts, words)
    if found.event is not None:
        console.table(
            found.event.headline,
            (words.t("compare.fact"), *accounts, relation),
            [
                (
                    fact["name"],
                    *(words.t("list.comma").join(side) for side in fact["sides"]),
                    fact["relation"],
                )
                for fact in view["facts"]
            ],
        )
    console.table(
        words.t("compare.points.count", n=len(found.points)),
        (words.t("compare.issue"), *accounts, relation),
        [
            (
                point["name"],
                *("\n".join(_told(said, words) for said in side) for side in point["sides"]),
                point["relation"],
            )
            for point in view["points"]
        ],
    )


def _print_phrases(
    phrases: Sequence[PhraseChange],
    shown: Sequence[dict[str, Any]],
    accounts: Sequence[str],
    words: Words,
) -> None:
    heads = (words.t(f"compare.{name}") for name in ("change", "first", "last"))
    change, first, last = heads
    console.table(
        words.t("compare.phrases.count", n=len(phrases)),
        (change, *accounts, first, last),
        [
            (
                _changed(one, view["told"]),
                *("".join(mark.text for mark in side) for side in view["sides"]),
                _used(one.first, words),
                _used(one.last, words),
            )
            for one, view in zip(phrases, shown, strict=True)
        ],
    )


def _changed(one: PhraseChange, told: str) -> str:
    words = "; ".join(f"{d.b or '∅'} → {d.a or '∅'}" for d in one.differing)
    return f"{told}\n{words}" if words else told


def _used(use: Use | None, words: Words) -> str:
    if use is None:
        return ""
    voice = party(use.voice, words) if use.voice else ""
    return " ".join(filter(None, (voice, str(use.published or ""), use.doc)))


def _named(account: Account, words: Words) -> str:
    if not account.voice:
        return account.doc
    return words.t("aside", name=account.doc, aside=party(account.voice, words))


def _told(said: Mapping[str, Any], words: Words) -> str:
    """Who says what how strongly: the other side's words as reported are marked so."""
    passages = " … ".join(said["passages"])
    if not said["act"]:
        return passages
    who = said["party"] or words.t("unknown")
    if said["reported"]:
        who = words.t("compare.reported", party=who)
    told = words.t("compare.strengths", party=who, act=said["act"], n=said["strength"])
    return f"{told}{words.t('colon')}{passages}"
