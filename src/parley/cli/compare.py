"""``parley compare``: two sides' accounts of one event, or a readout and the one before it."""

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli import console, desks, options
from parley.comparison import Account, Comparison, Given, PhraseChange, Said, Use
from parley.desk import Desk
from parley.export import write_comparison
from parley.items import to_json
from parley.report import comparison_page
from parley.wording.names import act_name, issue_name, party_name

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
        _say(found)
        if format == "table":
            _print(found, opened, ui)
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


def _say(found: Comparison) -> None:
    for account in (found.a, found.b):
        if account.voice is None:
            console.say(f"{account.doc}: whose account it is, it does not say")
    if found.previous is not None:
        day = f" of {found.previous.published}" if found.previous.published else ""
        console.say(f"The one before: {found.previous.doc}{day}, {found.previous.why}.")
    elif found.event is None:
        console.say("The two tell of no event in common.")


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


def _print(found: Comparison, desk: Desk, ui: str) -> None:
    a, b = (_named(account) for account in (found.a, found.b))
    if found.previous is not None:
        _print_phrases(found.phrases, a, b)
    if found.event is not None:
        console.table(
            found.event.headline,
            ("fact", a, b, "relation"),
            [
                (
                    fact.field,
                    _values(fact.a),
                    _values(fact.b),
                    _relation(fact.relation, fact.judged),
                )
                for fact in found.facts
            ],
        )
    console.table(
        console.counted(len(found.points), "point"),
        ("issue", a, b, "relation"),
        [
            (
                issue_name(point.issue, ui, desk.lexicon),
                _told(point.a, desk, ui),
                _told(point.b, desk, ui),
                _relation(point.relation, point.judged),
            )
            for point in found.points
        ],
    )


def _print_phrases(phrases: Iterable[PhraseChange], a: str, b: str) -> None:
    several = list(phrases)
    console.table(
        console.counted(len(several), "formula or repeated sentence", "formulas and sentences"),
        ("change", a, b, "first used", "last used"),
        [
            (
                _changed(one),
                "" if one.change == "dropped" else one.text,
                " ".join(one.b[0].text.split()) if one.b else "",
                _used(one.first),
                _used(one.last),
            )
            for one in several
        ],
    )


def _changed(one: PhraseChange) -> str:
    told: str = one.change
    if one.step:
        told += f", {abs(one.step)} {'up' if one.step > 0 else 'down'}"
    words = "; ".join(f"{d.b or '∅'} → {d.a or '∅'}" for d in one.differing)
    return f"{told}\n{words}" if words else told


def _used(use: Use | None) -> str:
    if use is None:
        return ""
    return " ".join(filter(None, (use.voice, str(use.published or ""), use.doc)))


def _named(account: Account) -> str:
    return f"{account.doc} ({account.voice})" if account.voice else account.doc


def _values(given: Iterable[Given]) -> str:
    return ", ".join(one.value for one in given)


def _relation(relation: str, judged: bool) -> str:
    return relation if judged else f"{relation} (not judged)"


def _told(several: Iterable[Said], desk: Desk, ui: str) -> str:
    """Who says what how strongly: the other side's words as reported are marked so."""
    lines = []
    for said in several:
        words = " … ".join(" ".join(e.text.split()) for e in said.evidence)
        if said.act is None:
            lines.append(words)
            continue
        who = party_name(said.party, ui, desk.lexicon) if said.party else "?"
        reported = "" if said.own else ", as reported"
        act = act_name(said.act, ui, desk.lexicon)
        lines.append(f"{who}{reported} ({act}, {said.strength}): {words}")
    return "\n".join(lines)
