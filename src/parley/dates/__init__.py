"""Date expressions in five languages: found in a view, resolved against their context.

Own module, since no library covers what this field writes (民國 years, 上月底, 来月中旬, 오는 27일,
"that autumn").
"""

from collections.abc import Iterable

from parley.dates import en, ja, ko, lengths, lengths_east, zh
from parley.dates.calendar import period
from parley.dates.mention import Context, DateMention, Duration, Parts
from parley.dates.resolving import resolve

__all__ = ["Context", "DateMention", "Duration", "Parts", "durations", "find", "period", "resolve"]


MENTIONS = {"zh": zh.mentions, "en": en.mentions, "ja": ja.mentions, "ko": ko.mentions}
LENGTHS = {
    "zh": lengths.chinese,
    "en": lengths.english,
    "ja": lengths_east.japanese,
    "ko": lengths_east.korean,
}


def find(text: str, lang: str) -> list[DateMention]:
    """Date expressions of a view, left to right, not overlapping, the longest reading of each."""
    mentions = MENTIONS.get("zh" if lang.startswith("zh") else lang)
    return longest(mentions(text)) if mentions else []


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
    lengths_of = LENGTHS.get("zh" if lang.startswith("zh") else lang)
    return lengths_of(text) if lengths_of else []
