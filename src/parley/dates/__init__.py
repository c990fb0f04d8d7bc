"""Date expressions in five languages: found in a view, resolved against their context.

Own module, since no library covers what this field writes (民國 years, 上月底, 来月中旬, 오는 27일,
"that autumn").
"""

from collections.abc import Iterable
from itertools import chain

from parley.dates import en, ja, ko, lengths, lengths_east, zh, zh_spans
from parley.dates.calendar import period
from parley.dates.impossible import han, hangul, impossible
from parley.dates.mention import Context, DateMention, Duration, Parts
from parley.dates.resolving import resolve

__all__ = [
    "Context",
    "DateMention",
    "Duration",
    "Parts",
    "durations",
    "find",
    "impossible",
    "period",
    "resolve",
]


MENTIONS = {"zh": zh.mentions, "en": en.mentions, "ja": ja.mentions, "ko": ko.mentions}
NO_DATES = {"zh": han, "ja": han, "ko": hangul}
LONGEST = 10_000
"""Of a length of time, in its own unit: what is longer is a slip of the pen."""
LENGTHS = {
    "zh": lengths.chinese,
    "en": lengths.english,
    "ja": lengths_east.japanese,
    "ko": lengths_east.korean,
}


def find(text: str, lang: str) -> list[DateMention]:
    """Date expressions of a view, left to right, not overlapping, the longest reading of each.

    One that no calendar has (31 June) is found as well, and resolves to ``unknown``.
    """
    lang = "zh" if lang.startswith("zh") else lang
    mentions, none = MENTIONS.get(lang), NO_DATES.get(lang)
    if mentions is None:
        return []
    if lang == "zh":
        return zh_spans.joined(
            longest(chain(han(text), mentions(text), zh_spans.mentions(text))), text
        )
    return longest(chain(none(text) if none else (), mentions(text)))


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
    return [length for length in lengths_of(text) if length.value <= LONGEST] if lengths_of else []
