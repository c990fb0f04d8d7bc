"""Options that several commands take, and how their values are read."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.dates import period
from parley.desk import Choice
from parley.documents import YEARS
from parley.items import COLUMNS

Ui = Literal["en", "zh-Hant", "zh-Hans"]


def first_day(value: str) -> dt.date:
    """The first day of an ISO date, month or year."""
    return _period(value)[0]


def last_day(value: str) -> dt.date:
    """The last day of an ISO date, month or year."""
    return _period(value)[1]


def in_order(
    context: typer.Context, option: typer.CallbackParam, value: dt.date | None
) -> dt.date | None:
    """The day itself. Raises ``typer.BadParameter`` where a span ends before it begins."""
    given = {**context.params, str(option.name): value}
    for first, last in (("start", "end"), ("since", "until")):
        begins, ends = given.get(first), given.get(last)
        if begins is not None and ends is not None and ends < begins:
            raise typer.BadParameter(f"nothing is from {begins} and up to {ends}: turn them round")
    return value


def one_day(value: str) -> dt.date:
    """A day. Raises ``typer.BadParameter`` for anything coarser."""
    first, last = _period(value)
    if first != last:
        raise typer.BadParameter(f"{value!r} is not a day: write YYYY-MM-DD")
    return first


def _period(value: str) -> tuple[dt.date, dt.date]:
    try:
        first, last = period(value)
        if not YEARS[0] <= first.year <= YEARS[1]:
            raise ValueError
    except ValueError:
        message = (
            f"{value!r} is not a date: write YYYY-MM-DD, YYYY-MM or YYYY, {YEARS[0]} to {YEARS[1]}"
        )
        raise typer.BadParameter(message) from None
    return first, last


def party_codes(value: str | None) -> tuple[str, ...]:
    """``usa, CHN`` → (CHN, USA)."""
    codes = {code.strip().upper() for code in (value or "").split(",")} - {""}
    return tuple(sorted(codes))


def columns(value: str | None) -> dict[str, str]:
    """``date=A, event=What happened`` → its parts. Raises ``typer.BadParameter`` for others."""
    found: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in (value or "").split(","))):
        role, equals, where = (piece.strip() for piece in part.partition("="))
        if role not in COLUMNS or not equals or not where:
            message = f"{part!r} names no column: write ROLE=COLUMN; roles: {' '.join(COLUMNS)}"
            raise typer.BadParameter(message, param_hint="--columns")
        found[role] = where
    return found


PathsArg = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH…",
        readable=False,  # one that may not be read is named, and the others are
        help="Files (txt, md, html, pdf, docx, eml, rss, jsonl; csv and xlsx with an event a row),"
        " folders, or - for standard input.",
    ),
]
DeskOption = Annotated[
    str | None,
    typer.Option(
        "--desk",
        metavar="DIR",
        help="The desk: a folder with one database, or postgresql://user@host/database for a team.",
        show_default="desk",
    ),
]
LexiconOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon",
        exists=True,
        file_okay=False,
        metavar="DIR",
        help="A folder of YAML laid over the built-in lexicon; may be given again.",
    ),
]
NoReferenceOption = Annotated[
    bool,
    typer.Option(
        "--no-reference",
        help="Count only what the documents say, without the bundled reference chronology.",
    ),
]
UiOption = Annotated[Ui, typer.Option("--ui", help="The language of headlines and explanations.")]
VoiceOption = Annotated[
    str | None,
    typer.Option(
        "--voice",
        metavar="VOICE",
        help="Whose account these are, where they do not say: a party's code, press or analysis.",
    ),
]
PublishedOption = Annotated[
    dt.date | None,
    typer.Option(
        "--published",
        metavar="DATE",
        parser=one_day,
        help="When these documents were published, where they do not say.",
    ),
]
LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="LANG",
        help="Their language, where they do not say: zh-Hant zh-Hans en ja ko.",
    ),
]
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="ROLE=COLUMN,…",
        help="Where a chronology in csv or xlsx has what, by letter, number or header:"
        " date=A,parties=B,event=C. Known headers need no such word.",
    ),
]
WorkersOption = Annotated[
    int,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="Processes that code documents; the result is the same for any number.",
    ),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Code on the workers of this Dask scheduler instead (tcp://host:8786).",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        dir_okay=False,
        help="Write into this file.",
        show_default="standard output",
    ),
]
CoderOption = Annotated[
    Choice,
    typer.Option(
        "--coder",
        help="The rules, a language model (PARLEY_LLM_URL says where), or both side by side.",
    ),
]
BudgetOption = Annotated[
    int | None,
    typer.Option("--llm-budget", min=1, metavar="TOKENS", help="What a model may spend at most."),
]
AsOfOption = Annotated[
    dt.date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=one_day,
        help="The day that states are told for.",
        show_default="today",
    ),
]
PartiesOption = Annotated[
    str | None,
    typer.Option("--parties", metavar="A,B", help="Keep what all of these take part in."),
]
OnlyOption = Annotated[
    bool, typer.Option("--only", help="With --parties: leave out what others take part in too.")
]
FromOption = Annotated[
    dt.date | None,
    typer.Option(
        "--from",
        metavar="DATE",
        parser=first_day,
        callback=in_order,
        help="Leave out what was over before (YYYY-MM-DD, YYYY-MM or YYYY).",
    ),
]
ToOption = Annotated[
    dt.date | None,
    typer.Option(
        "--to",
        metavar="DATE",
        parser=last_day,
        callback=in_order,
        help="Leave out what began after.",
    ),
]
ChannelOption = Annotated[
    str | None, typer.Option("--channel", metavar="ID", help="Keep what went through this channel.")
]
ModeOption = Annotated[
    str | None, typer.Option("--mode", metavar="MODE", help="Keep events of this mode (talks).")
]
PersonOption = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="NAME",
        help="Keep what this person took part in: a name in any script, or the lexicon's id.",
    ),
]
ToldInOption = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="LANG", help="Keep what is told in zh-Hant zh-Hans en ja ko or und."
    ),
]
SourceOption = Annotated[
    str | None,
    typer.Option(
        "--source",
        metavar="ID",
        help="Keep what this document, or any of one file, tells of; or reference.",
    ),
]
StatusOption = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="STATUS",
        help="Keep coded draft accepted edited reference or imported events.",
    ),
]
ConfidenceOption = Annotated[
    float,
    typer.Option(
        "--confidence", min=0, max=1, metavar="C", help="Leave out events less sure than this."
    ),
]
NewestOption = Annotated[bool, typer.Option("--newest", help="The newest first.")]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        min=1,
        metavar="N",
        help="A page of so many; each event of the JSON then has its place, `after`.",
        show_default="all",
    ),
]
AsOfNewestOption = Annotated[
    dt.date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=one_day,
        help="The day that states are told for.",
        show_default="the newest publication on the desk",
    ),
]


def today() -> dt.date:
    """Today, where no day was given."""
    return dt.date.today()
