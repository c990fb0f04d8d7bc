"""The vocabulary of Parley: typed, frozen structs with JSON in and out.

Nothing here knows how an item came about; every other package imports this one and
this one imports none of them.
"""

from parley.items.base import (
    LONGEST,
    Evidence,
    Participant,
    Party,
    Place,
    Precision,
    Problem,
    Span,
    content_id,
    from_json,
    to_json,
)
from parley.items.channel import Because, Channel, ChannelState, Gap
from parley.items.checks import Check, Reading
from parley.items.coded import (
    ACTS,
    EFFECTS,
    IMPORTED,
    MODALITIES,
    MODES,
    TYPE_OF_MODE,
    UNREAL,
    Event,
    IntervalClaim,
    Item,
    Modality,
    Speaker,
    Statement,
    Subject,
)
from parley.items.document import COLUMNS, Document
from parley.items.interval import Interval
from parley.items.merged import Join, MergedEvent, Source, Told

__all__ = [
    "ACTS",
    "COLUMNS",
    "EFFECTS",
    "IMPORTED",
    "LONGEST",
    "MODALITIES",
    "MODES",
    "TYPE_OF_MODE",
    "UNREAL",
    "Because",
    "Channel",
    "ChannelState",
    "Check",
    "Document",
    "Event",
    "Evidence",
    "Gap",
    "Interval",
    "IntervalClaim",
    "Item",
    "Join",
    "MergedEvent",
    "Modality",
    "Participant",
    "Party",
    "Place",
    "Precision",
    "Problem",
    "Reading",
    "Source",
    "Span",
    "Speaker",
    "Statement",
    "Subject",
    "Told",
    "content_id",
    "from_json",
    "to_json",
]
