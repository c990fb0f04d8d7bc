"""Names, headlines and dates for readers, in English and Chinese."""

from parley.wording.dates import date_text
from parley.wording.headlines import (
    headline,
    length_text,
    participant_name,
    says_itself,
    subject_text,
)
from parley.wording.names import (
    act_name,
    bare_channel_name,
    channel_name,
    dyad_name,
    effect_name,
    in_order,
    issue_name,
    level_name,
    modality_name,
    mode_name,
    party_name,
    person_name,
    phrase,
    place_entity,
    place_name,
    state_name,
)
from parley.wording.phrases import UI
from parley.wording.problems import problem

__all__ = [
    "UI",
    "act_name",
    "bare_channel_name",
    "channel_name",
    "date_text",
    "dyad_name",
    "effect_name",
    "headline",
    "in_order",
    "issue_name",
    "length_text",
    "level_name",
    "modality_name",
    "mode_name",
    "participant_name",
    "party_name",
    "person_name",
    "phrase",
    "place_entity",
    "place_name",
    "problem",
    "says_itself",
    "state_name",
    "subject_text",
]
