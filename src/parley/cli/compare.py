"""``parley compare``: two sides' accounts of one event, point by point."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli import console, desks, options
from parley.comparison import Account, Comparison, Given, Said
from parley.desk import Desk
from parley.report import comparison_page
from parley.wording.names import act_name, issue_name, party_name


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="A document, or the id of the desk's.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another one.")],
    desk: options.DeskOption = None,
    format: Annotated[Literal["table", "json", "html"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
    ui: options.UiOption = "en",
) -> None:
    """Hold two accounts of one event against each other: facts, and what each side says.

    Example: parley compare readout-us.txt readout-cn.txt
    """
    place = desk or desks.DEFAULT
    opened = (
        desks.existing(desk, lexicon, False, ui)
        if desk is not None or Desk.exists(place)
        else Desk.open(place, tuple(lexicon or ()), ui=ui)
    )
    with opened:
        found = opened.compare(*(_given(one) for one in (a, b)))
        for account in (found.a, found.b):
            if account.voice is None:
                console.say(f"{account.doc}: whose account it is, it does not say")
        if found.event is None:
            console.say("The two tell of no event in common.")
        match format:
            case "json":
                console.json(found)
            case "html":
                console.data(comparison_page(found, ui, opened.lexicon))
            case _:
                _print(found, opened, ui)


def _given(name: str) -> str | Path:
    return Path(name) if Path(name).is_file() else name


def _print(found: Comparison, desk: Desk, ui: str) -> None:
    a, b = (_named(account) for account in (found.a, found.b))
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
