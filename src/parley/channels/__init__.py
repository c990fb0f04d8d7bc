"""The state of each dialogue channel on a day, derived from the record's events."""

from parley.channels.machine import Spell, histories, history
from parley.channels.states import Standing, standing, states, told

__all__ = ["Spell", "Standing", "histories", "history", "standing", "states", "told"]
