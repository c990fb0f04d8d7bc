"""The public face: read, code, and a desk that keeps what documents say."""

from parley.desk.chronology import Chronology
from parley.desk.claims import CheckedClaim
from parley.desk.coders import RULES, Choice, Coders, chosen
from parley.desk.coding import code, coded, fingerprint, headers, read, stream
from parley.desk.desk import Desk
from parley.desk.doubts import Doubt, Why
from parley.desk.errors import DeskError, SeriesError
from parley.desk.outcome import Outcome
from parley.desk.phrasing import Phrases
from parley.desk.review import Logged, Looked
from parley.desk.wishes import Wish
from parley.record.search import Hit

__all__ = [
    "RULES",
    "CheckedClaim",
    "Choice",
    "Chronology",
    "Coders",
    "Desk",
    "DeskError",
    "Doubt",
    "Hit",
    "Logged",
    "Looked",
    "Outcome",
    "Phrases",
    "SeriesError",
    "Why",
    "Wish",
    "chosen",
    "code",
    "coded",
    "fingerprint",
    "headers",
    "read",
    "stream",
]
