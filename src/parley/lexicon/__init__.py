"""People, offices, channels, parties and places as data, and where they stand in a text."""

from parley.lexicon.check import check
from parley.lexicon.entries import Actor, Generic, Office, Person, PlaceEntry, Tenure, Word
from parley.lexicon.load import Lexicon, load
from parley.lexicon.matcher import Hit, Words
from parley.lexicon.phrases import FirstUse, Formulas, Phrase
from parley.lexicon.show import show
from parley.lexicon.suggest import Suggestion, suggest
from parley.lexicon.tables import TableError

__all__ = [
    "Actor",
    "FirstUse",
    "Formulas",
    "Generic",
    "Hit",
    "Lexicon",
    "Office",
    "Person",
    "Phrase",
    "PlaceEntry",
    "Suggestion",
    "TableError",
    "Tenure",
    "Word",
    "Words",
    "check",
    "load",
    "show",
    "suggest",
]
