"""``parley review``: what to look at, and what an analyst decides on it."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli import console, options
from parley.cli.deciding import (
    AuthorOption,
    DocOption,
    FieldsArg,
    FormatOption,
    IdsArg,
    ReasonOption,
    SeenOption,
    author,
    fields,
)
from parley.cli.desks import DEFAULT
from parley.cli.reviewing import log_row, shown, told
from parley.desk import Desk, Doubt, Wish
from parley.desk.annotations import DOCS, GOLD
from parley.record.decisions import Decision

app = typer.Typer(
    help="What is doubtful: accept, reject, edit, add, join, split; with a log and undo.",
    no_args_is_help=True,
)


@app.command("list")
def list_(
    desk: options.DeskOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many.")] = 20,
    as_of: options.AsOfNewestOption = None,
    format: FormatOption = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """List what to decide on, first what a decision would change most, each with why it is here.

    Example: parley review list --limit 10
    """
    with _opened(desk, lexicon, no_reference, ui) as opened:
        found = opened.queue(as_of=as_of)
    if format == "json":
        console.json(found[:limit])
        return
    title = console.counted(len(found), "doubtful item")
    more = f", the first {limit}" if len(found) > limit else ""
    console.table(
        title + more,
        ("id", "date", "what", "confidence", "source", "why here"),
        [_doubt(doubt) for doubt in found[:limit]],
    )


def _doubt(doubt: Doubt) -> tuple[object, ...]:
    return (
        doubt.id,
        doubt.start,
        doubt.headline,
        f"{doubt.confidence:.2f}",
        ", ".join(doubt.docs),
        "; ".join(map(told, doubt.why)),
    )


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID")],
    desk: options.DeskOption = None,
    format: FormatOption = "table",
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
    ui: options.UiOption = "en",
) -> None:
    """Show an event, a statement or a claim: all fields, its words in their sentence, decisions.

    Example: parley review show e-5acd7f80
    """
    with _opened(desk, lexicon, no_reference, ui) as opened:
        found = opened.look(name)
        documents = {document.id: document for document in opened.documents()}
    if format == "json":
        console.json(found)
        return
    for line in shown(found, documents):
        console.out().print(console.escape(line), soft_wrap=True)
    if found.decisions:
        console.table("Decisions", _LOG, [log_row(one) for one in found.decisions])
    console.say(f"Decide with --seen {found.seen} to be told of what others decide meanwhile.")


@app.command()
def accept(
    ids: IdsArg,
    doc: DocOption = None,
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    reason: ReasonOption = None,
    seen: SeenOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Accept: it is right as it stands. A model's draft then counts in states and checks.

    Example: parley review accept e-5acd7f80 --reason "both readouts say so"
    """
    wish = Wish(act="accept", author=author(by), ids=tuple(ids), doc=doc, reason=reason, seen=seen)
    _decide(desk, lexicon, wish)


@app.command()
def reject(
    ids: IdsArg,
    doc: DocOption = None,
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    reason: ReasonOption = None,
    seen: SeenOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Reject: the text does not say so. It is left out of everything.

    Example: parley review reject e-edd5db14 --reason "a wish, not an event"
    """
    wish = Wish(act="reject", author=author(by), ids=tuple(ids), doc=doc, reason=reason, seen=seen)
    _decide(desk, lexicon, wish)


@app.command()
def edit(
    name: Annotated[str, typer.Argument(metavar="ID")],
    values: FieldsArg,
    doc: DocOption = None,
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    reason: ReasonOption = None,
    seen: SeenOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Correct fields. An empty value takes one out.

    Example: parley review edit e-5acd7f80 date=2024-01-08 "place=Washington, D.C."
    """
    wish = Wish(
        act="edit",
        author=author(by),
        ids=(name,),
        fields=fields(values),
        doc=doc,
        reason=reason,
        seen=seen,
    )
    _decide(desk, lexicon, wish)


@app.command()
def add(
    values: FieldsArg,
    kind: Annotated[
        Literal["event", "statement", "interval_claim"],
        typer.Option("--kind", help="What it is; a statement or a claim is words of a document."),
    ] = "event",
    doc: Annotated[
        str | None, typer.Option("--doc", metavar="DOC", help="The document that tells of it.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="The words that tell of it.")
    ] = None,
    start: Annotated[
        int | None,
        typer.Option("--start", metavar="N", help="Where the words begin, if they recur."),
    ] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="URL", help="The address of another source.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="What that source is called.")
    ] = None,
    published: options.PublishedOption = None,
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    reason: ReasonOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Add what was missed: from a document's words, or an event by hand with its source.

    Example: parley review add mode=call parties=USA,CHN date=2024-04-16 --doc wire --text "spoke"

    Example: parley review add --kind statement issue=taiwan party=CHN act=warn --doc wire --text …
    """
    wish = Wish(
        act="add",
        kind=kind,
        author=author(by),
        fields=fields(values),
        doc=doc,
        text=text,
        start=start,
        url=source,
        title=title,
        published=published,
        reason=reason,
    )
    _decide(desk, lexicon, wish)


@app.command()
def join(
    ids: IdsArg,
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    reason: ReasonOption = None,
    seen: SeenOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Join events that are one.

    Example: parley review join e-5acd7f80 e-17960f5e
    """
    wish = Wish(act="join", author=author(by), ids=tuple(ids), reason=reason, seen=seen)
    _decide(desk, lexicon, wish)


@app.command()
def split(
    name: Annotated[str, typer.Argument(metavar="ID")],
    apart: Annotated[
        list[str],
        typer.Argument(metavar="ASSERTION…", help="Assertions, or documents, that leave it."),
    ],
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    reason: ReasonOption = None,
    seen: SeenOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Split an event: what these sources tell is another one.

    Example: parley review split e-026dc3c4 wire-17
    """
    wish = Wish(
        act="split", author=author(by), ids=(name,), apart=tuple(apart), reason=reason, seen=seen
    )
    _decide(desk, lexicon, wish)


@app.command()
def grade(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID…]")] = None,
    doc: Annotated[
        str | None, typer.Option("--doc", metavar="DOC", help="The document to grade.")
    ] = None,
    reliability: Annotated[
        str | None,
        typer.Option("--reliability", metavar="A-F", help="How reliable the document's source is."),
    ] = None,
    credibility: Annotated[
        int | None,
        typer.Option("--credibility", metavar="1-6", help="How credible what is told is."),
    ] = None,
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    reason: ReasonOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Grade a source's reliability (A to F) or the credibility (1 to 6) of what is told, apart.

    Example: parley review grade --doc wire-17 --reliability C
    """
    wish = Wish(
        act="grade",
        author=author(by),
        ids=tuple(ids or ()),
        doc=doc,
        reliability=reliability,
        credibility=credibility,
        reason=reason,
    )
    _decide(desk, lexicon, wish)


@app.command()
def note(
    name: Annotated[str, typer.Argument(metavar="ID")],
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Note something on an event, a statement or a claim.

    Example: parley review note e-5acd7f80 "the Chinese readout names no round"
    """
    _decide(desk, lexicon, Wish(act="note", author=author(by), ids=(name,), note=text))


@app.command()
def tag(
    name: Annotated[str, typer.Argument(metavar="ID")],
    tags: Annotated[list[str], typer.Argument(metavar="TAG…")],
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Tag an event, a statement or a claim.

    Example: parley review tag e-5acd7f80 chapter-2
    """
    _decide(desk, lexicon, Wish(act="tag", author=author(by), ids=(name,), tags=tuple(tags)))


@app.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The decision's number in the log.")],
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    reason: ReasonOption = None,
) -> None:
    """Undo a decision, by one of its own; an undoing can be undone too.

    Example: parley review undo 3
    """
    with _opened(desk) as opened:
        kept = opened.undo(number, author(by), reason)
    console.say(
        f"{number}: undone already" if kept is None else f"{number}: undone by {kept.number}"
    )


_LOG = ("n", "when", "who", "what", "of", "reason", "state")


@app.command()
def log(
    name: Annotated[str | None, typer.Argument(metavar="[ID]")] = None,
    desk: options.DeskOption = None,
    format: Annotated[Literal["table", "json", "jsonl"], typer.Option("--format")] = "table",
    lexicon: options.LexiconOption = None,
) -> None:
    """List all decisions, or those on an item: who, when, what, why, and whether they hold.

    Example: parley review log e-5acd7f80
    """
    with _opened(desk, lexicon) as opened:
        found = opened.decisions(name)
    if format == "json":
        console.json(found)
    elif format == "jsonl":
        console.jsonl(found)
    else:
        title = console.counted(len(found), "decision")
        console.table(title, _LOG, [log_row(one) for one in found])


@app.command()
def unattached(
    desk: options.DeskOption = None,
    format: FormatOption = "table",
    lexicon: options.LexiconOption = None,
) -> None:
    """List the decisions that fit nothing that is coded today. None is lost.

    Example: parley review unattached
    """
    with _opened(desk, lexicon) as opened:
        found = opened.unattached()
    if format == "json":
        console.json(found)
        return
    console.table(
        console.counted(len(found), "decision"),
        ("n", "who", "what", "document", "words", "why"),
        [
            (
                one.decision.number,
                one.decision.author,
                one.decision.act,
                one.target.doc,
                " ".join(one.target.shape.text.split()),
                one.why,
            )
            for one in found
        ],
    )


@app.command()
def export(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="The folder to write into.")],
    desk: options.DeskOption = None,
    lexicon: options.LexiconOption = None,
) -> None:
    """Write the corrected documents as annotated ones, to measure coders with.

    Example: parley review export --gold corrected
    """
    with _opened(desk, lexicon) as opened:
        found = opened.export_gold(gold)
    if not found.documents:
        console.say("nothing was decided on any document yet: nothing to write")
        raise typer.Exit(1)
    documents = console.counted(found.documents, "document")
    console.say(f"{gold}: {documents}, {found.rows} rows to find, {found.open} left open")
    console.say(f"Measure a coder with: parley evaluate {gold / GOLD} --docs {gold / DOCS}")


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A sheet that parley export wrote, edited.")
    ],
    desk: options.DeskOption = None,
    by: AuthorOption = None,
    reason: ReasonOption = None,
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
) -> None:
    """Decide what was changed in an exported workbook or CSV file, as if it had been said here.

    Exit status 1 where a cell or row could not be used; the others are kept.

    Example: parley review import chronology.xlsx --author Ana
    """
    with _opened(desk, lexicon, no_reference) as opened:
        kept, problems = opened.take_edits(file, author(by), reason)
    for decision in kept:
        console.say(_kept(decision))
    console.problems(problems)
    console.say(f"{file}: {console.counted(len(kept), 'decision')}")
    if problems:
        raise typer.Exit(1)


def _opened(
    desk: str | None,
    lexicon: list[Path] | None = None,
    no_reference: bool = False,
    ui: options.Ui = "en",
) -> Desk:
    return Desk.open(desk or DEFAULT, tuple(lexicon or ()), reference=not no_reference, ui=ui)


def _decide(desk: str | None, lexicon: list[Path] | None, wish: Wish) -> None:
    with _opened(desk, lexicon) as opened:
        kept = opened.decide(wish)
    if not kept:
        console.say("nothing to decide: it stands so already")
    for decision in kept:
        console.say(_kept(decision))


def _kept(decision: Decision) -> str:
    about = ", ".join(dict.fromkeys(target.id for target in decision.targets)) or decision.doc
    number = decision.number
    return f"{number}: {decision.act} {about} (to undo it: parley review undo {number})"
