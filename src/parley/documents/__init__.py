"""One reader per format → ``Document``: text with stable offsets, and what is known about it."""

from parley.documents.metadata import LANGS, VOICES, YEARS
from parley.documents.reading import READERS, Reading, missing, read

__all__ = ["LANGS", "READERS", "VOICES", "YEARS", "Reading", "missing", "read"]
