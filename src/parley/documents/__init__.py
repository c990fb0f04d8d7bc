"""One reader per format → ``Document``: text with stable offsets, and what is known about it."""

from parley.documents.metadata import LANGS, VOICES, YEARS
from parley.documents.reading import Reading, gathered, lacks, missing, read, stream
from parley.documents.tables import Headers

__all__ = [
    "LANGS",
    "VOICES",
    "YEARS",
    "Headers",
    "Reading",
    "gathered",
    "lacks",
    "missing",
    "read",
    "stream",
]
