"""Which date a text leaves in mind governs an expression, and which dates are not an act's own."""

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from parley.coding import grammar
from parley.coding.modality import NEAR_ACT, came_first, cues
from parley.coding.nouns import Frame
from parley.coding.scan import Clause, Scan, Sentence
from parley.coding.slots import Around, Filled, State
from parley.dates import Context, DateMention, resolve
from parley.items import Interval


def governs(
    mention: DateMention, sentence: Sentence, state: State, scan: Scan, goes_on: bool
) -> Interval | None:
    """The date that what an expression leaves open is taken from.

    "The same day" is that of the last day told. In a text with a date of its own, a day of the
    month looks no further back than its paragraph, nor does a month after "last year": a new
    paragraph is back in the present. ``goes_on``: the sentence has told a date already, or tells
    of what is to come.
    """
    first = mention.first
    if scan.lang == "en" and state.year is not None and names_month(mention):
        return state.year if mention.start - sentence.start <= MARK else state.governing
    counted = first.shift_day is not None or first.shift_week is not None
    if first.anchor == "governing" and counted:
        if not scan.lang.startswith("zh"):
            if first.shift_day is None:
                return state.governing
            day = of_story(first.shift_day, sentence, state) or state.last_day
            on = scan.published
            if day is None and on is not None and first.shift_day <= 0 and not side_of(scan):
                day = Interval(on, on, "day")  # the press tells of its own day
            return day or state.governing
        exact = state.governing is not None and state.governing.precision == "day"
        here = state.told_in == sentence.paragraph
        return state.governing if exact or here or state.last_day is None else state.last_day
    if scan.lang != "en" and not goes_on and in_the_news(mention, sentence, state, scan):
        return None
    if scan.published is None or state.told_in in (-1, sentence.paragraph):
        return state.governing
    if first.anchor == "governing" or first.year is not None:
        return state.governing
    if scan.lang == "en" and names_month(mention) and back_in_present(mention, state, scan):
        return None
    bare = first.month is None and first.day is not None
    return None if bare or not state.absolute else state.governing


NEWLY = dt.timedelta(days=90)
"""How old a month told without its year may be, to be of the present that a text tells of."""
LONG_AGO = dt.timedelta(days=200)
MARK = 4
"""Characters at most before the date that opens a line."""
BACK_THEN = re.compile("那时|当时|彼时|当時|その頃|そのころ|そのとき|그때|당시|그 무렵|그해")
"""Keeps a text in the past that it tells of."""


def in_the_news(mention: DateMention, sentence: Sentence, state: State, scan: Scan) -> bool:
    """Whether a month without its year is the one just past, though an older year was told before.

    A text that tells of the present comes back to it from the past without a word. Where a
    paragraph tells of the past alone, or a chronology goes on below a year, it does not.
    """
    first, on, told = mention.first, scan.published, state.governing
    if first.month is None or first.year is not None or first.anchor == "governing":
        return False
    if first.coming or first.last:
        return False
    if on is None or told is None or told.end is None or state.entry is not None:
        return False
    if on - told.end < LONG_AGO or told.end.year == on.year or state.news_in < 0:
        return False
    if state.told_in in (-1, sentence.paragraph) and state.news_in != sentence.paragraph:
        return False
    number, ahead = sentence.number, sentence.text[: mention.start - sentence.start]
    opens = not number or scan.sentences[number - 1].paragraph != sentence.paragraph
    if (opens and len(ahead) <= MARK) or BACK_THEN.search(ahead):
        return False
    near = resolve(mention, Context(on)).end
    return near is not None and dt.timedelta() <= on - near <= NEWLY


def names_month(mention: DateMention) -> bool:
    """Whether an expression names a month, and no year to it."""
    first = mention.first
    plain = first.year is None and first.shift_year is None and first.anchor == "published"
    return plain and first.month is not None


def back_in_present(mention: DateMention, state: State, scan: Scan) -> bool:
    """Whether a month that a new paragraph names is the last such month, though years past were
    told before: the text tells news, or that month was not long ago."""
    if state.news_in >= 0:
        return True
    on = scan.published
    near = resolve(mention, Context(on))
    return bool(on and near.end and on - near.end <= NEWLY)


def side_of(scan: Scan) -> bool:
    """Whether a document is of a side rather than the press."""
    voice = scan.document.voice
    return voice is not None and voice != "press"


NEWS = dt.timedelta(days=7)
"""How old the day may be whose news a text opens with."""
AWAY = dt.timedelta(days=14)
OPENING = 3
"""Sentences in which a text says whose day's news it tells."""


def opens_story(interval: Interval, sentence: Sentence, scan: Scan) -> bool:
    """Whether a date is the day whose news a text opens with."""
    on, day = scan.published, interval.end
    if on is None or day is None or interval.precision != "day" or sentence.number > OPENING:
        return False
    return dt.timedelta() <= on - day <= NEWS


def of_story(shift: int, sentence: Sentence, state: State) -> Interval | None:
    """The day of the news, where a new paragraph's "that day" comes back to it from the past."""
    told, story = state.last_day, state.story
    if shift > 0 or story is None or told is None:
        return None
    if state.asked or state.last_in == sentence.paragraph:
        return None  # an answer goes on with the day that was asked about
    back = story.end and told.end and told.end < story.end - AWAY
    return story if back else None


def of_what_follows(
    mention: DateMention, interval: Interval, frame: Frame, sentence: Sentence, scan: Scan
) -> bool:
    """Whether a day to come is that of what is planned, not of the act that it follows."""
    ahead = scan.published and interval.start and interval.start > scan.published
    return bool(ahead) and came_first(sentence, mention.end, frame.start)


def of_saying(mention: DateMention, frame: Frame, sentence: Sentence) -> bool:
    """Whether a date before an act is that of a verb of saying in its own clause."""
    clause = sentence.clauses[sentence.clause_at(mention.start)]
    said = cues(sentence, "cue-said", mention.end, min(clause.end, frame.start))
    return mention.end <= frame.start and bool(said)


def said_then(mention: DateMention, frame: Frame, here: Around) -> bool:
    """Whether a day before a Chinese plan is the past day on which it was told: 4日称将关闭…."""
    read = next((i for m, i in here.intervals if m is mention), None)
    return (
        mention.first.month is None
        and read is not None
        and read.known
        and of_saying(mention, frame, here.sentence)
    )


def own_plan(
    out: Filled, usable: Sequence[tuple[DateMention, Interval]], here: Around
) -> list[tuple[DateMention, Interval]]:
    """The dates of a Chinese plan but for the day of telling; a plan with that alone has none."""
    if not here.lang.startswith("zh") or out.modality != "planned":
        return list(usable)
    kept = [(m, i) for m, i in usable if not said_then(m, out.frame, here)]
    if usable and not kept:
        out.dated_here = True
        out.reasons["date"] = "only the day on which it was told"
    return kept


def of_reason(sentence: Sentence, clause: Clause, mention: DateMention) -> bool:
    """Whether a month without a year stands in what is given as a reason."""
    first = mention.first
    bare = first.month is not None and first.year is None and first.shift_year is None
    return bare and bool(cues(sentence, "cue-reason", clause.start, mention.start))


def before_what_came(mention: DateMention, interval: Interval, came: Interval) -> Interval:
    """The date of a reason: the last such month before what came of it, never one after it."""
    if interval.start is None or came.end is None or interval.start <= came.end:
        return interval
    return resolve(mention, Context(came.end))


def own_days(
    found: Sequence[tuple[DateMention, Interval]],
    sentence: Sentence,
    at: int,
    agreed: int | None,
    published: dt.date | None,
) -> list[tuple[DateMention, Interval]]:
    """The dates that may be of a Chinese act at ``at``: none of an act in a phrase before it.

    ``agreed``: where the clause of an agreement begins; a day to come told before that is the day
    of something else agreed upon (商定下半年磋商，并同意恢复会晤).
    """
    kept = [(m, i) for m, i in found if not of_attribute(sentence, m, at)]
    if agreed is None or published is None:
        return kept
    return [(m, i) for m, i in kept if m.start >= agreed or i.start is None or i.start <= published]


def of_attribute(sentence: Sentence, mention: DateMention, at: int) -> bool:
    """Whether a date is that of another act, in a phrase before an act: 上月就任的防长…通话."""
    end, offset = mention.end, sentence.start
    return any(
        end <= word.start <= end + NEAR_ACT
        and word.end < at
        and sentence.text.startswith("的", word.end - offset)
        and any(word.end < hit.start < at for hit in sentence.entities)
        and not any(end <= hit.start < word.start for hit in sentence.entities)
        for word in sentence.by_pos.get("verb", ())
    )


def likened(sentence: Sentence, mention: DateMention) -> bool:
    """Whether a date is that of something compared (像2022年那样) or given as a pretext."""
    alike = sentence.by_pos.get("cue-likeness")
    if alike and any(0 <= word.start - mention.end <= 1 for word in alike):
        return True
    for word in sentence.by_pos.get("cue-pretext", ()):
        by = sentence.text.rfind(grammar.ZH_BY, 0, word.start - sentence.start)
        if 0 <= by < mention.start - sentence.start and mention.end <= word.start:
            return True
    return False


def in_title(sentence: Sentence, mention: DateMention) -> bool:
    """Whether a date is part of a document's title: 《外交部2025年合作计划》."""
    before = sentence.text[: mention.start - sentence.start]
    return before.rfind("《") > before.rfind("》")


def of_plan(mention: DateMention, frame: Frame) -> bool:
    """Whether a date is that of what a Chinese act undoes: 取消当年秋天的访问."""
    return mention.start >= frame.end and any(mention.end <= n.start for n in frame.objects)


def relative(mention: DateMention) -> bool:
    """Whether an expression is counted from publication: last year, this month, on Monday."""
    first = mention.first
    shifts = (first.shift_year, first.shift_month, first.shift_week, first.shift_day, first.weekday)
    return first.anchor == "published" and any(shift is not None for shift in shifts)


WEEKDAY = re.compile("[(（]([月火水木金土日월화수목금토일])")
WEEK = "月火水木金土日월화수목금토일"


def other_weekday(mention: DateMention, interval: Interval) -> bool:
    """Whether the weekday written after a day is not that of the day taken: 13日（月）."""
    named = WEEKDAY.search(mention.text)
    day = interval.start
    return (
        named is not None
        and day is not None
        and interval.precision == "day"
        and day.weekday() != WEEK.index(named[1]) % 7
    )


def of_thing(text: str, mention: DateMention) -> bool:
    """Whether a year stands before the thing that it is the year of: the 2018 agreement."""
    return text.endswith(("the ", "its ", "their "), 0, mention.start)


def within(day: Interval, wider: Interval) -> bool:
    """Whether a date lies inside a coarser one."""
    if not (day.start and day.end and wider.start and wider.end):
        return False
    return wider.start <= day.start and day.end <= wider.end


def on_or_about(interval: Interval) -> Interval:
    """A date that the same paragraph told before, for what is told after it: the day, or about."""
    return msgspec.structs.replace(interval, approximate=True, direction=None)


def loosened(interval: Interval) -> Interval:
    """The month (or coarser) of a date that stands in an earlier sentence: a day does not carry."""
    if interval.start is None or interval.precision not in ("day", "week", "third-of-month"):
        return interval
    first = interval.start.replace(day=1)
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return Interval(first, last, "month", True)


LAST_SUCH = re.compile(
    r"\b(?:first|last|only|latest|highest|worst|biggest|largest|longest|not|never|than)\b[^;:]{0,60}?"
    r"\b(since)\b[^,;:]{0,60}$",
    re.IGNORECASE,
)
"""Before the date of an act that something is the first of its kind since."""


OF_ANOTHER = re.compile(
    r",? (?:(?:(?:all|both|most|some|one|each|none|two|part) of )?(?:which|whom)|whose|who)\s"
    r"(?!(?:\w+ )?(?:began|begins|starts?|started|opens?|opened|ended|ends|closed?s?|took|takes"
    r"|came|comes|is|was|were|are|will|lasted|follow\w*|concluded|ran|runs)\b)"
)
"""Opens a clause about something beside an act, which a date in it does not date."""


def beside(sentence: Sentence, frame: Frame, mention: DateMention) -> bool:
    """Whether an English date after an act stands in a clause that tells of another."""
    low, high = frame.end - sentence.start, mention.start - sentence.start
    return bool(OF_ANOTHER.search(sentence.text, low, high))


def since_last(sentence: Sentence, mention: DateMention) -> int | None:
    """Where "since" stands before the date of an earlier such act: the first since Bali a year ago.

    A view offset; None where an English date is not of that kind.
    """
    if "since" not in sentence.text and "Since" not in sentence.text:
        return None
    end = mention.start + 5 if mention.direction == "since" else mention.start
    found = LAST_SUCH.search(sentence.text, 0, end - sentence.start)
    return found.start(1) + sentence.start if found else None


BACK = dt.timedelta(days=92)
"""How far a text goes back in time, so that what it goes back to does not date the rest."""


def goes_back(interval: Interval, governing: Interval | None) -> bool:
    """Whether a date lies well before the day of which the text tells."""
    if governing is None or governing.precision != "day" or not governing.start:
        return False
    return interval.end is not None and interval.end < governing.start - BACK


def today(scan: Scan) -> Interval | None:
    """The day of a document as a date."""
    return Interval(scan.published, scan.published, "day") if scan.published else None
