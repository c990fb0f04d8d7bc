"""The events after which one looks, and their days."""

import datetime as dt
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from parley.analysis.ripple.results import Trigger
from parley.analysis.series.placing import began
from parley.items import EFFECTS, TYPE_OF_MODE, UNREAL, MergedEvent

ROUGH = 31
"""Days: an event that may have begun on any of more is no trigger."""


class Chosen(NamedTuple):
    """Events that are triggers, each with its day, in order; how many were left out undated."""

    events: tuple[tuple[int, MergedEvent], ...]
    undated: int

    def of(self, on: frozenset[str]) -> dict[int, MergedEvent]:
        """The triggers for a pair: none in which both of it took part themselves."""
        found: dict[int, MergedEvent] = {}
        for day, event in self.events:
            if not on <= frozenset(event.parties):
                found.setdefault(day, event)
        return found


def chosen(
    events: Sequence[MergedEvent], of: str, parties: Iterable[str] = (), only: bool = False
) -> Chosen:
    """Events of the mode or effect ``of``, or of that id, in which all ``parties`` took part.

    With ``only`` nobody else did. What is planned, denied or supposed is none. Raises
    ``ValueError`` where ``of`` is neither a mode, an effect nor the id of an event.
    """
    named = [event for event in events if of in (event.id, *event.aliases)]
    if not named and of not in TYPE_OF_MODE and of not in EFFECTS:
        close = get_close_matches(of, [*TYPE_OF_MODE, *EFFECTS], n=2, cutoff=0.5)
        hint = f": did you mean {' or '.join(close)}?" if close else ""
        raise ValueError(f"{of!r} is no mode, no effect and no id of an event on record{hint}")
    wanted = frozenset(parties)
    found, undated = [], 0
    for event in named or events:
        own = frozenset(event.parties)
        if event.modality in UNREAL or not wanted <= own or (only and wanted and own != wanted):
            continue
        if not named and of not in (event.mode, event.effect):
            continue
        days = began(event)
        if days is None or days[1] - days[0] >= ROUGH:
            undated += 1
        else:
            found.append(((days[0] + days[1]) // 2, event))
    return Chosen(tuple(sorted(found, key=lambda one: (one[0], one[1].id))), undated)


def told(found: Chosen) -> tuple[Trigger, ...]:
    """The triggers as they are shown, a day once."""
    return tuple(
        Trigger(
            day=dt.date.fromordinal(day),
            event=event.id,
            parties=event.parties,
            headline=event.headline,
        )
        for day, event in found.of(frozenset({""})).items()
    )
