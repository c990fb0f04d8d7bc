"""Which channel a contact goes through where the text names none: by who talks with whom."""

from parley.coding.fill import CONTACT, Around, Filled
from parley.lexicon import Lexicon

USES = CONTACT | {"refuse-meeting", "cancel", "suspend-channel", "resume-channel", "agree-to-resume"}


def contact_channel(filled: Filled, here: Around, lexicon: Lexicon) -> str | None:
    """The one channel of these parties at the level of those who take part, else None."""
    return None
