"""``parley schema``: the JSON Schema of what the commands print."""

from difflib import get_close_matches
from typing import Annotated, Any

import msgspec
import typer

from parley.analysis.durability import Backtest, Durability
from parley.analysis.ripple import Ripple
from parley.analysis.series import Series
from parley.cli import console
from parley.cli.chronology import Listed
from parley.comparison import Comparison, PhraseUse
from parley.desk import CheckedClaim, Doubt, Hit, Logged, Looked
from parley.evaluation import Agreement, Evaluation, Row
from parley.items import (
    Channel,
    ChannelState,
    Document,
    Event,
    IntervalClaim,
    Item,
    MergedEvent,
    Problem,
    Statement,
)
from parley.record import DeskInfo, Entry
from parley.record.effective import Unattached

SCHEMAS: dict[str, Any] = {
    "document": Document,
    "event": Event,
    "statement": Statement,
    "interval_claim": IntervalClaim,
    "item": Item,
    "code": list[Item],
    "merged-event": MergedEvent,
    "chronology": list[Listed],
    "channel": Channel,
    "channel-state": ChannelState,
    "channels": list[ChannelState],
    "check": list[CheckedClaim],
    "compare": Comparison,
    "phrases": list[PhraseUse],
    "series": Series,
    "durability": Durability,
    "backtest": Backtest,
    "ripple": Ripple,
    "evaluation": Evaluation,
    "agreement": Agreement,
    "gold": Row,
    "problem": Problem,
    "desk-info": DeskInfo,
    "queue": list[Doubt],
    "look": Looked,
    "log": list[Logged],
    "unattached": list[Unattached],
    "reference": list[Entry],
    "search": list[Hit],
}


def schema(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help=f"One of: {', '.join(SCHEMAS)}.")
    ] = None,
) -> None:
    """Print the JSON Schema of an output, or the names there are.

    Example: parley schema event
    """
    if name is None:
        console.data("\n".join(SCHEMAS) + "\n")
        return
    known = {
        alias: kind
        for key, kind in SCHEMAS.items()
        for alias in (key, key.replace("_", "-"), key.replace("-", "_"))
    }
    if name not in known:
        close = get_close_matches(name, SCHEMAS, n=1)
        hint = f"did you mean {close[0]}?" if close else f"the names are {', '.join(SCHEMAS)}"
        raise typer.BadParameter(f"no schema {name!r}: {hint}", param_hint="NAME")
    console.json(
        {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        | msgspec.json.schema(known[name])
    )
