"""The state of each dialogue channel on a day, derived from the record's events."""

from parley.channels.machine import Spell, history
from parley.channels.states import states

__all__ = ["Spell", "history", "states"]
