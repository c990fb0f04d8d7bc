"""The state of each dialogue channel on a day, derived from the record's events."""

from parley.channels.machine import Spell, histories, history
from parley.channels.states import states

__all__ = ["Spell", "histories", "history", "states"]
