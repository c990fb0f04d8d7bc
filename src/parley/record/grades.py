"""How analysts have graded sources and what they tell: apart, as the Admiralty code has it."""

import msgspec

Key = tuple[str, str]
"""The id of an assertion, and its document."""


class Grades(msgspec.Struct, frozen=True):
    """``reliability`` (A to F) by document, ``credibility`` (1 to 6) by assertion."""

    reliability: dict[str, str] = {}
    credibility: dict[Key, int] = {}


NONE = Grades()
