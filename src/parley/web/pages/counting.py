"""What the pages share that show what the record says in numbers."""

from collections import Counter
from importlib.util import find_spec

from parley.analysis.estimates import Estimate, fixed
from parley.items import Party
from parley.lexicon import Lexicon
from parley.web.faults import N_, Fault
from parley.web.reader import Reader
from parley.web.record import Record

MOST = 40
"""Parties that are offered, the most frequent ones."""
USUAL = 5
"""Pairs that are looked at before any is chosen."""


def installed() -> None:
    """Raises ``Fault`` where NumPy or SciPy is not there."""
    if not all(map(find_spec, ("numpy", "scipy"))):
        raise Fault(
            501,
            "no-analysis",
            N_("This page needs NumPy and SciPy: {command}"),
            command="pip install 'parley-workbench[analysis]'",
        )


def parties(record: Record, reader: Reader, chosen: tuple[str, ...]) -> list[tuple[str, str]]:
    """Codes and names to choose from: those of which there are most events, and those chosen."""
    often = [code for code, _ in record.kinds["party"].most_common(MOST)]
    return [(code, reader.words.party(code)) for code in dict.fromkeys((*often, *chosen))]


def usual(lexicon: Lexicon) -> list[tuple[Party, ...]]:
    """Pairs to look at before any is chosen: those with most channels, the most first."""
    pairs = Counter(
        tuple(sorted(channel.parties))
        for channel in lexicon.channels.values()
        if len(set(channel.parties)) == 2
    )
    return [pair for pair, _ in pairs.most_common(USUAL)]


def told(one: Estimate | None) -> str:
    """A figure with its interval: "4.3 (0.5, 13.6)"."""
    return "" if one is None else f"{fixed(one.value)} ({fixed(one.low)}, {fixed(one.high)})"
