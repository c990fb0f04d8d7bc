"""What a chronology's headings and the labels of its entries date."""

import datetime as dt
import re

from parley.coding.scan import Sentence
from parley.coding.slots import State
from parley.dates import calendar, en_patterns
from parley.items import Interval

YEAR_ALONE = re.compile(r"\W*((?:19|20)\d\d)[年년]?\W*")
MONTH = re.compile(rf"[^\w(]*(?P<month>{en_patterns.M})(?:\s?[:–—]|\s*$|(?=\s[A-Z]))")
"""A month alone that labels an entry: "- December: …", "July."."""


def headed(sentence: Sentence, state: State, lang: str) -> None:
    """Takes the year that heads a part of a chronology, and in English the month of an entry."""
    heading = YEAR_ALONE.fullmatch(sentence.text)
    if heading:
        year = int(heading[1])
        state.governing = state.year = Interval(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
        state.absolute, state.told_in = True, -1
        return
    if lang != "en" or state.year is None or state.year.start is None:
        return
    label = None if state.told_in == sentence.paragraph else MONTH.match(sentence.text)
    if label is None or any(date.start < sentence.start + label.end() for date in sentence.dates):
        return
    number = en_patterns.MONTHS[label["month"].rstrip(".")]
    state.governing = state.entry = Interval(*calendar.month(state.year.start.year, number))
    state.absolute, state.told_in = True, sentence.paragraph
