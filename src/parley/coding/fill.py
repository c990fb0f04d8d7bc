"""Filling a frame's slots from the clause outwards, each filler with a reason."""

import datetime as dt

import msgspec

from parley.coding import grammar, parts
from parley.coding.act_dates import SAID_THERE, TO_COME, Dated, fitting, near
from parley.coding.agreements import DRILLS
from parley.coding.dating import (
    before_what_came,
    beside,
    goes_back,
    governs,
    in_title,
    likened,
    loosened,
    of_reason,
    of_thing,
    of_what_follows,
    on_or_about,
    opens_story,
    other_weekday,
    relative,
    since_last,
    today,
    within,
)
from parley.coding.details import hosted, iteration, people, place
from parley.coding.drills import called, held_by, with_somebody
from parley.coding.figures import Figure
from parley.coding.final_dating import (
    SINCE,
    background,
    follows,
    of_news,
)
from parley.coding.final_modality import LAST_TIME
from parley.coding.final_verbs import IT_WAS_THEN
from parley.coding.nouns import EACH, Frame, nouns
from parley.coding.offsets import AFTER, counted, offsets
from parley.coding.pacts import ended, of_document
from parley.coding.reaching import reach
from parley.coding.realising import IN_NEXT
from parley.coding.scan import Scan, Sentence
from parley.coding.slots import AT_ONCE, CONTACT, MUTUAL, Around, Filled, State
from parley.coding.supposed import supposed
from parley.coding.takers import owners, parties
from parley.coding.to_come import ahead_of, moved_on, records
from parley.dates import Context, impossible, resolve
from parley.items import Interval, Modality
from parley.lexicon import Lexicon

ANSWERS = frozenset({"protest", "intercept"})
"""What is done on the day of what it answers."""
FORCES = frozenset({"incursion", "deploy", "harass", "attack", "patrol", "intercept", "exercise"})
"""What goes on where forces meet, told one after another of one day."""

OF_TWO = CONTACT | {"visit", "refuse-meeting", "arms-sale"}
"""What no party does alone."""
AGAIN = CONTACT | {"visit", "exercise", "exercise-joint"}
"""What is held again under the same name."""
HELD = CONTACT | {"refuse-meeting", "cancel"}
HELD_OR_SAID = HELD | SAID_THERE
AT_A_FORUM = HELD - {"call", "video-call"}
"""What may take place at a forum: nobody goes there for a call."""


def around(scan: Scan, sentence: Sentence, who: list[Figure], state: State) -> Around:
    """A sentence with its dates resolved; leaves the date that governs in ``state``."""
    intervals = []
    to_come = []
    published = scan.published
    told_here = False
    cased, zh = grammar.of(scan.lang).cased, scan.lang.startswith("zh")
    before: Interval | None = None
    earlier = state.governing
    if state.occasion is not None and sentence.by_pos.get("cue-occasion"):
        state.governing = state.last_day = state.occasion
    for mention in sentence.dates:
        if zh and "《" in sentence.text and in_title(sentence, mention):
            continue
        clause = sentence.clauses[sentence.clause_at(mention.start)]
        if scan.lang == "ja" and records(sentence, mention, published):
            state.record = sentence.paragraph
        future = ahead_of(sentence, clause, mention, cased)
        if future and state.record == sentence.paragraph:
            future = moved_on(mention)
        # what is to come is counted from publication, unless this sentence tells when it was said
        governing = governs(mention, sentence, state, scan, future or told_here)
        day_after = mention.first.shift_day is not None
        if (
            cased
            and before is not None
            and mention.first.anchor == "governing"
            and (before.precision == "day" or not day_after)
        ):
            governing = before  # 昨年1月に開設された回線は同年8月に
        same_month = cased and not future and follows(mention, before)
        governing = before if same_month else governing
        goes_on = told_here or not future or same_month
        narrative = governing is not None and goes_on
        known = governing if future or zh else state.governing
        to_come.append((mention, Context(published, known, True, known is not None and goes_on)))
        interval = resolve(mention, Context(published, governing, future, narrative))
        if cased and not future and other_weekday(mention, interval):
            next_one = resolve(mention, Context(published, governing, True, narrative))
            interval = interval if other_weekday(mention, next_one) else next_one
        if zh and governing is not None and of_reason(sentence, clause, mention):
            interval = before_what_came(mention, interval, governing)
        intervals.append((mention, interval))
        if interval.known and (relative(mention) or of_news(interval, published)):
            state.news_in = sentence.paragraph
        if interval.known and interval.direction is None:
            before = interval
        thing = interval.precision == "year" and of_thing(scan.view.text, mention)
        thing = thing or mention.text.endswith(AFTER)
        if scan.lang == "en":
            thing = thing or since_last(sentence, mention) is not None
        if cased and LAST_TIME.match(sentence.text, mention.end - sentence.start):
            thing = True
        elif cased and goes_back(interval, state.governing):
            thing = thing or background(sentence, mention)
        elif cased and state.governing is None and goes_back(interval, today(scan)):
            thing = thing or bool(SINCE.match(sentence.text, mention.end - sentence.start))
        if zh and interval.direction == "after" and interval.precision == "year":
            thing = True  # 2018年后再没开过
        if interval.known and interval.direction != "since" and not thing:
            # what is to come does not date what the text goes on to tell
            headline = scan.lang == "ja" and not sentence.number and "。" not in sentence.text
            later = (
                (future or zh or headline)
                and published
                and interval.start
                and interval.start > published
            )
            if not later and not likened(sentence, mention):
                state.governing, told_here = interval, True
                carried = governing is not None and not relative(mention)
                state.absolute = mention.first.year is not None or (carried and state.absolute)
                state.told_in = sentence.paragraph
                before_it = mention.first.anchor == "governing" and (mention.first.shift_day or 0)
                if interval.precision == "day" and not (cased and before_it and before_it < 0):
                    state.last_day, state.last_in = interval, sentence.paragraph
                if state.story is None and opens_story(interval, sentence, scan):
                    state.story = interval
    away = offsets(sentence) if scan.lang == "en" and sentence.dates else []
    for offset in away:
        at = next(n for n, (m, _) in enumerate(intervals) if m is offset.mention)
        last = state.last_day or state.governing
        told = Context(published, (state.story if offset.again else None) or last, False, True)
        intervals[at] = offset.mention, counted(offset, intervals, told)
    return Around(sentence, scan.lang, who, nouns(sentence), intervals, to_come, away, earlier)


def fill(
    frame: Frame, here: Around, scan: Scan, lexicon: Lexicon, state: State, modality: Modality
) -> Filled | None:
    """The frame with its slots filled, or None where nobody can be named who takes part."""
    sentence = here.sentence
    number = sentence.clause_at(max(frame.start, frame.told_by.start if frame.told_by else 0))
    out = Filled(frame, sentence, number, modality)
    cased = grammar.of(scan.lang).cased
    if frame.mode == "exercise" and cased and with_somebody(frame, here):
        frame = out.frame = msgspec.structs.replace(frame, mode="exercise-joint")
    clause = sentence.clauses[number]
    out.reach = (clause.start, clause.end) if cased else reach(out, here, scan.lang)
    _date(out, here, state, scan)
    if frame.objects and any("previous" in noun.classes for noun in frame.objects):
        return _as_before(out, here, state)
    (parts.parties if cased else parties)(out, here, scan, state, lexicon)
    if frame.mode in DRILLS and not cased:
        held_by(out, here, scan.lang)
        frame = out.frame
    elif frame.mode in DRILLS and cased:
        called(out, here, state)
    if out.channel is None:
        _channel(out, here, scan, lexicon)
    if out.channel is None and scan.lang.startswith("zh"):
        of_document(out, state, lexicon)
    if len(out.parties) < 2 and out.channel and (frame.mode in MUTUAL):
        out.parties = tuple(sorted(set(lexicon.channels[out.channel].parties) or set(out.parties)))
        out.reasons["parties"] = "the channel's own"
    if frame.effect and frame.objects and len(out.parties) < 2 and frame.mode not in MUTUAL:
        out.parties = tuple(sorted(owners(out, here, state, lexicon)))
    if frame.mode in MUTUAL and len(out.parties) < 2 and set(out.parties) <= set(state.focus):
        out.parties = state.focus
        out.reasons["parties"] = "the parties in focus"
    if scan.lang == "en":
        out.parties = supposed(out, state)
    alone = frame.mode in OF_TWO
    if not out.parties or (alone and len(out.parties) < 2 and not hosted(out, here, lexicon)):
        return None
    ended(out)
    people(out, here, scan, state)
    iteration(out, here)
    place(out, here, scan, lexicon)
    clause = sentence.clauses[number]
    out.spans = [(min(clause.start, frame.start), max(clause.end, frame.end))]
    return out


def _as_before(out: Filled, here: Around, state: State) -> Filled | None:
    """The round before the one just told: the same parties through the same channel."""
    cased = grammar.of(here.lang).cased
    last = state.held if cased else state.contact
    if last is None or not (out.dated_here or (cased and out.modality == "planned")):
        return None
    out.parties, out.channel, out.forum = last.parties, last.channel, last.forum
    if out.channel is None:
        out.channel = next(
            (n.channel for n in last.frame.objects if n.channel and not n.generic), None
        )
    mode = last.frame.mode if last.frame.mode in AGAIN else "talks"
    out.frame = msgspec.structs.replace(out.frame, mode=mode)
    out.reasons["parties"] = out.reasons["channel"] = "those of the talks told before"
    for start, _, number in here.rounds:
        if out.frame.start - 4 <= start <= out.frame.end + 4:
            out.iteration = number
    clause = here.sentence.clauses[out.clause]
    out.spans = [(min(clause.start, out.frame.start), max(clause.end, out.frame.end))]
    return out


def to_come(out: Filled, scan: Scan) -> bool:
    """Whether an act is dated as one to come: not what is only thought to have been done."""
    teller = out.frame.told_by
    done = scan.lang == "ja" and teller is not None and teller.tail.has("past")
    return out.modality in TO_COME and not (done and out.modality == "hypothetical")


def _date(out: Filled, here: Around, state: State, scan: Scan) -> None:
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    usable = [
        (m, i)
        for m, i in (here.ahead if to_come(out, scan) else here.intervals)
        if i.known and (i.direction != "since" or frame.mode not in AT_ONCE)
    ]
    if usable:
        usable = fitting(usable, out, here, scan)
    if (
        scan.lang == "ja" and frame.realised == IT_WAS_THEN
    ):  # 発射は10月22日以来だ: that is when the last one was
        usable = [
            (m, msgspec.structs.replace(i, direction=None)) for m, i in here.intervals if i.known
        ]
    if scan.lang.startswith("zh") and frame.realised.startswith("given as a cause"):
        usable = [(m, i) for m, i in usable if out.reach[0] <= m.start < frame.start]
        if not usable:
            return  # 7月17日，以对台军售为由中止: the day is not that of the sale
    pick: Interval | None = None
    inside: list[Dated] = []
    at, stop = frame.start, frame.end
    if usable:
        usable, inside, at = near(usable, out, here, scan)
    if inside:
        before = [(m, i) for m, i in inside if m.end <= at]
        after = [(m, i) for m, i in inside if m.start >= stop]
        pick = before[-1][1] if before else after[0][1] if after else inside[0][1]
        if not before and pick.precision == "year" and within(inside[-1][1], pick):
            pick = inside[-1][1]  # 磋商去年分别于4月和10月举行
        finer = [i for _, i in before if i.precision == "day" and within(i, pick)]
        if finer and not (grammar.of(scan.lang).cased and out.modality in TO_COME):
            pick = finer[-1]  # 4月27日…今年首次: the day
        if scan.lang == "en" and before and after:
            pick = after[0][1]
        out.reasons["date"] = "in the clause"
    else:
        before = [(m, i) for m, i in usable if m.start < clause.start]
        after = [(m, i) for m, i in usable if m.start >= clause.end]
        if scan.lang == "en":
            after = [(m, i) for m, i in after if not beside(sentence, frame, m)]
        if frame.realised.startswith(IN_NEXT) and after:
            pick, out.reasons["date"] = after[0][1], "in the clause of its verb"
        elif before and not of_what_follows(*before[-1], frame, sentence, scan):
            pick, out.reasons["date"] = before[-1][1], "earlier in the sentence"
        elif (
            after
            and scan.lang == "en"
            and (
                len(sentence.clauses) - out.clause <= 3
                or sentence.clause_at(after[0][0].start) == out.clause + 1
            )
        ):
            pick = after[0][1]
            out.reasons["date"] = "later in the sentence"
    unread = [m for m, i in here.intervals if not i.known and clause.start <= m.start < clause.end]
    if pick is None and any(map(impossible, unread)):
        out.dated_here = True
        out.reasons["date"] = "no day of the calendar"
        return
    if pick is None and state.day is not None:
        pick = state.day
        out.reasons["date"] = "the line before, which is a date"
    if pick is not None:
        out.interval, out.dated_here = pick, True
        return
    told_then = sentence.by_pos.get("cue-occasion", ())
    there = any(clause.start <= w.start < frame.start for w in told_then) or (
        bool(told_then) and frame.mode in HELD_OR_SAID
    )
    if there and state.occasion is not None and out.modality == "occurred":
        out.interval, out.dated_here = state.occasion, True
        out.reasons["date"] = "at the meeting or visit told before"
        return
    if frame.mode in SAID_THERE and state.meeting is not None:
        out.interval = state.meeting
        out.reasons["date"] = "at the meeting told before"
        return
    answered = cased_answer(out, state, scan.published)
    if answered is not None and scan.lang != "en":
        out.interval = answered
        out.reasons["date"] = "that of what it answers"
        return
    cased_entry = scan.lang == "ja" or (scan.lang == "ko" and not here.intervals)
    if (
        state.entry is not None
        and state.entry.known
        and (out.modality == "occurred" or (out.modality == "planned" and cased_entry))
    ):
        out.interval, out.dated_here = state.entry, True
        out.reasons["date"] = "the entry's"
        return
    told = state.governing
    if grammar.of(scan.lang).cased and all(m.start > frame.end for m, _ in here.intervals):
        told = here.before if here.intervals else told  # 당시 …했고, 지난해 8월에는: not that day
    counted_on = scan.lang == "en" and told is not None and told.anchor is not None
    if told is not None and told.start and out.modality == "occurred" and not counted_on:
        same_day = scan.lang == "en" and state.told_in == sentence.paragraph
        out.interval = on_or_about(told) if same_day else loosened(told)
        out.reasons["date"] = "the day told before" if same_day else "month or year carried over"
    elif told is None and scan.published is None and any(map(relative, unread)):
        out.dated_here = True
        out.reasons["date"] = "counted from the document's date, which is not known"


def cased_answer(out: Filled, state: State, on: dt.date | None) -> Interval | None:
    """The day of what was told in the sentence before, for what answers it or was said there."""
    last = state.told[-1].frame.mode if state.told else None
    if out.frame.mode in ANSWERS or (last in FORCES and out.frame.mode in FORCES):
        told = [one.interval for one in state.told if one.interval.precision == "day"]
        if not told and fresh(out, state, on):
            return state.last_day
        return told[-1] if told else None
    if out.frame.realised.startswith("support: what was said there"):
        return state.meeting
    return None


FRESH = dt.timedelta(days=10)


def fresh(out: Filled, state: State, on: dt.date | None) -> bool:
    """Whether the last day told is news, of this paragraph or the one before."""
    day = state.last_day
    if day is None or day.end is None or on is None:
        return False
    return on - day.end <= FRESH and out.sentence.paragraph - state.told_in <= 1


def _channel(out: Filled, here: Around, scan: Scan, lexicon: Lexicon) -> None:
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    named = [n.channel for n in frame.objects if n.channel and not n.generic]
    margins = not named and frame.mode in CONTACT and len(out.parties) == 2
    apart = False
    if not named and frame.realised != EACH:
        hits = [h for h in sentence.entities if h.kind == "channel"]
        inside = [h for h in hits if clause.start <= h.start < clause.end]
        apart = not inside and frame.mode in CONTACT and len(out.parties) == 2
        if scan.lang.startswith("zh"):  # what is agreed later in the sentence is not where they met
            hits = [h for h in hits if h.start < clause.end]
        named = [h.id for h in inside or hits[:1]]
    for name in named:
        own = set(lexicon.channels[name].parties)
        if frame.mode == "visit" and not own and scan.lang.startswith("zh"):
            out.channel = name
            out.reasons["channel"] = "the forum attended"
            return
        if (
            not own
            and frame.mode not in AT_A_FORUM
            and all(n.channel != name for n in frame.objects)
        ):
            continue  # a forum is where it was said, not what was resumed
        if frame.mode in MUTUAL and (
            not out.parties
            or not own
            or own & set(out.parties) == set(out.parties)
            or not own - set(out.parties)
        ):
            if (margins and not own) or apart:
                out.forum = name
            else:
                out.channel = name
                out.reasons["channel"] = "named"
            return
