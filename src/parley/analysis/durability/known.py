"""The record as it could be known on a day: nothing of what came after."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from parley.channels.deeds import imprecise, known
from parley.items import MergedEvent


def known_on(events: Iterable[MergedEvent], day: dt.date) -> list[MergedEvent]:
    """The events that had happened, or been announced, by ``day``.

    What is dated imprecisely counts once its last possible day is past; of what went on beyond
    ``day`` the end is left out. That the record was compiled later cannot be undone: which events
    it has, and how it dates them, are known from hindsight.
    """
    found = []
    for event in events:
        planned = event.modality in ("planned", "agreed")
        first = known(event) if planned else event.start
        if first is None or first > day:
            continue
        if event.end is None or event.end <= day:
            found.append(event)
        elif event.start is not None and event.start > day:
            found.append(event)  # planned for later, and known to be
        elif not imprecise(event):
            found.append(msgspec.structs.replace(event, end=day))
    return found
