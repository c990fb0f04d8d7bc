"""Date expressions in Chinese and English: found in a view, resolved against their context.

Own module, since no library covers what this field writes (民國 years, 上月底, "that autumn").
"""

from collections.abc import Iterable

from parley.dates import en, lengths, zh
from parley.dates.mention import Context, DateMention, Duration, Parts
from parley.dates.resolving import resolve

__all__ = ["Context", "DateMention", "Duration", "Parts", "durations", "find", "resolve"]


def find(text: str, lang: str) -> list[DateMention]:
    """Date expressions of a view, left to right, not overlapping, the longest reading of each."""
    if lang.startswith("zh"):
        return longest(zh.mentions(text))
    return longest(en.mentions(text)) if lang == "en" else []


def longest(found: Iterable[DateMention]) -> list[DateMention]:
    """Those that do not overlap, the leftmost and longest first."""
    out: list[DateMention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not out or mention.start >= out[-1].end:
            out.append(mention)
        elif (
            mention.end > out[-1].end and mention.end - mention.start > out[-1].end - out[-1].start
        ):
            out[-1] = mention
    return out


def durations(text: str, lang: str) -> list[Duration]:
    """Lengths of time in a view, left to right, with value, unit and hedge."""
    if lang.startswith("zh"):
        return lengths.chinese(text)
    return lengths.english(text) if lang == "en" else []
