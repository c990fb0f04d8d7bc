"""Dates counted from another act of the sentence: "three days after she landed, China …"."""

import re

import msgspec

from parley.coding.scan import Clause, Sentence
from parley.dates import Context, DateMention, Parts, resolve
from parley.items import Interval

AFTER = (" after", " before")
AGAIN = re.compile(
    r"\W*(?:The|That|This|Their|His|Her|Its)\s(?:[\w'’-]+\s){0,3}?"
    r"(?:meeting|talks|call|conversation|visit|session|trip|dialogue|exchange|encounter|summit)\s"
    r"(?:came|comes|took\splace|was\sheld|followed|follows|happened|occurred|began|was)\s"
    r"(?:just\s|only\s|barely\s|less\sthan\s)?"
)
"""What a text tells of comes up again, to be placed by another act: "The meeting came a day
after …"."""


class Offset(msgspec.Struct, frozen=True, gc=False):
    """A length of time before or after an act that is told beside: where that act stands.

    ``trails``: the act follows the one that is dated, so that the length dates it from there.
    ``again``: likewise, and that one is what the text tells of.
    """

    mention: DateMention
    part: Clause
    trails: bool
    again: bool = False

    def about(self, at: int) -> bool:
        """Whether what stands at a view offset belongs to the act that it is counted from."""
        return self.part.start <= at < self.part.end and at > self.mention.start


def offsets(sentence: Sentence) -> list[Offset]:
    """The lengths of time in a sentence that are counted from another act of it."""
    out = []
    for number, mention in enumerate(sentence.dates):
        if mention.first.anchor != "governing" or not mention.text.endswith(AFTER):
            continue
        part = next((p for p in sentence.parts if mention.start < p.end), sentence.parts[-1])
        trails = any(d.start < mention.start for d in sentence.dates[:number])
        again = not trails and bool(
            AGAIN.fullmatch(sentence.text, 0, mention.start - sentence.start)
        )
        out.append(Offset(mention, part, trails or again, again))
    return out


def counted(
    offset: Offset, known: list[tuple[DateMention, Interval]], context: Context
) -> Interval:
    """The date that an offset gives: of the main act, else of the one that trails it."""
    mention = offset.mention
    if not offset.trails:
        inside = [i for m, i in known if offset.about(m.start) and m is not mention and i.known]
        base = inside[0] if inside else context.governing
        return resolve(mention, Context(context.published, base, False, True))
    before = [i for m, i in known if m.start < mention.start and i.known]
    base = before[-1] if before else context.governing
    first = mention.first
    turned = Parts(
        shift_year=-first.shift_year if first.shift_year is not None else None,
        shift_month=-first.shift_month if first.shift_month is not None else None,
        shift_week=-first.shift_week if first.shift_week is not None else None,
        shift_day=-first.shift_day if first.shift_day is not None else None,
        anchor="governing",
    )
    back = msgspec.structs.replace(mention, first=turned)
    return resolve(back, Context(context.published, base, False, True))


def of_act(
    usable: list[tuple[DateMention, Interval]], found: list[Offset], at: int
) -> list[tuple[DateMention, Interval]]:
    """Without the dates that are another act's: for the act that stands at a view offset."""
    for offset in found:
        about = offset.about(at)
        if offset.trails or about:
            keep = offset.trails and about
            usable = [(m, i) for m, i in usable if m is not offset.mention or keep]
        else:
            usable = [(m, i) for m, i in usable if m is offset.mention or not offset.about(m.start)]
    return usable
