"""Interval claims: lengths and starting points that can be held against a record."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from parley.coding import final_claims, finals, unmet
from parley.coding.claim_words import (
    LONG,
    UNITS,
    Cue,
    Dated,
    Here,
    Read,
    Relation,
    by_date,
    iso,
    vocabulary,
)
from parley.coding.frequency import how_often
from parley.coding.ids import item_id
from parley.coding.placed import Placed
from parley.coding.positions import part_at
from parley.coding.saying import asks
from parley.coding.scan import Scan, Sentence
from parley.coding.subjects import grammar
from parley.coding.vocabulary import VERB_FINAL, Match, Matches
from parley.dates import DateMention, Duration, durations
from parley.items import Event, Evidence, Interval, IntervalClaim, Party, Subject
from parley.lexicon import Lexicon
from parley.lexicon.matcher import Hit, group

CONTACT = frozenset({"meet", "call", "video-call", "visit", "talks", "summit"})
FIRST_REACH = 90  # characters from "first" to the length or the date it counts from
SINCE_REACH = 60
NOT_A_LENGTH = {
    "zh": re.compile(
        r"^(?:之?前(?!所未有)|之?内|以内|后(?=[，。的])|之后(?=[，。的])|以前|以上|以下|期|级|制|度|任期|计划|合约|周年)"
    ),
    "en": re.compile(
        r"^\s*(?:ago|earlier|later|before|from now|old|of age|in prison|in office|in power|term)\b",
        re.I,
    ),
}
OPENS_SINCE = {
    "zh": re.compile(r"(?:自|自从|从|继|以)$"),
    "en": re.compile(r"\bsince\b[^,;:.]*$", re.I),
}
CLOSES_SINCE = re.compile(r"^[^，。；]{0,24}?(?:以来|起|之后|后|以降)|^来")
SINCE_EVENT = re.compile("[^，。；]{1,14}(?:以来|之后首)")
"""After a date: since what happened then (2018年底雷达照射风波以来, 去年底峰会之后首见)."""
AFTER_EVENT = re.compile("[^，。；]{1,12}[之以]后，[^，。；]{0,8}(?:首|第一次|头一|才)")
"""After a date: what happened then, after which something was the first of its kind."""
SINCE_ALONE = re.compile(r"^(?:以来|来)")
IN_LENGTH = re.compile(
    r"\b(?:in|for|after|since)\s+(?:the\s+(?:last\s+|past\s+)?)?(?:(?:more than|over|nearly|almost"
    r"|about|around|at least|some|just|roughly|close to|well over|well|what|the better part of)"
    r"\s+)*$",
    re.I,
)
AGO_ZH = re.compile("多?之?前")
"""After a length: how long ago."""
NEVER_SINCE = re.compile("[^，。；]{0,8}过")
"""After 没有: 自…后就没有办过."""
PERFECT = re.compile(r"\b(?:has|have|had|'ve|'s been)\b", re.I)


def claims(scan: Scan, lexicon: Lexicon, events: Sequence[Event]) -> list[IntervalClaim]:
    """The interval claims of a document, in order; ``events`` are those coded in it."""
    text = scan.view.text
    placed = Placed(events)
    found = vocabulary(lexicon, scan.lang).find(text)
    key = group(scan.lang)
    rules = grammar(lexicon, scan.lang) if key in VERB_FINAL else None
    out: list[IntervalClaim] = []
    ordinals: dict[tuple[int, int, str], int] = {}
    dated = Dated(scan)
    for sentence in scan.sentences:
        near = found.between(sentence.start, sentence.end)
        if not near or asks(sentence) or (rules and finals.asks(sentence.text, rules)):
            continue
        cues: dict[str, list[Match[Cue]]] = {}
        for match in near:
            for cue in match.means:
                cues.setdefault(cue.pos, []).append(match)
        by_pos = {pos: Matches(words) for pos, words in cues.items()}
        here = Here(scan, sentence, key, by_pos)
        dates = dated.of(sentence) if by_date(here) else ()
        for one in read(here, dates):
            claim = build(scan, lexicon, placed, sentence, one, ordinals, here)
            if claim is not None:
                out.append(claim)
    return out


def read(here: Here, dates: Sequence[tuple[DateMention, Interval]]) -> list[Read]:
    """The claims of one sentence; a starting point and a length of one "first" are one claim."""
    last = here.key in VERB_FINAL
    reads = final_claims.of_length if last else of_length
    starts = final_claims.since if last else since
    out = []
    for length in here.sentence.durations:
        one = reads(here, length)
        if one is not None:
            counted = final_claims.counted_from(here, length, dates) if last else None
            out.append(msgspec.structs.replace(one, since=counted) if counted else one)
    if here.key == "zh":
        out = [from_when(here, one, dates) for one in out]
        out += [one for mention, _ in dates if (one := ago(here, mention))]
    for mention, interval in dates:
        one = starts(here, mention, interval)
        if one is None:
            continue
        twins = ("first-since", "gap", "duration") if one.relation == "gap" else TWINS
        twin = next((n for n, other in enumerate(out) if other.relation in twins), None)
        if twin is None:
            out.append(one)
        else:
            out[twin] = msgspec.structs.replace(
                out[twin],
                since=out[twin].since or one.since,
                start=min(out[twin].start, one.start),
                end=max(out[twin].end, one.end),
            )
    out += how_often(here)
    return sorted(out, key=lambda one: (one.start, one.end))


TWINS = ("first-since", "gap")
BEGINS = re.compile(
    r"起|以来|以降|(?:之|以)?后|[^，。；]{0,14}(?:停|断|搁|冻|中止|失联|沉寂|关闭|取消)"
)
"""After a date: something began, or was broken off, then (2019年之后一度中断)."""


def from_when(here: Here, one: Read, dates: Sequence[tuple[DateMention, Interval]]) -> Read:
    """A Chinese break or length with the date that its sentence counts it from.

    自2016年6月中断至今已逾9年.
    """
    if one.since is not None or one.relation not in ("gap", "duration"):
        return one
    text = here.scan.view.text
    for mention, interval in dates:
        if mention.end > one.end or interval.start is None:
            continue
        own = text[mention.start : mention.end]
        opened = own.startswith(("自", "从", "打从")) or OPENS_SINCE["zh"].search(
            text[max(here.sentence.start, mention.start - 3) : mention.start]
        )
        if opened or own.endswith(("起", "以来", "后")) or BEGINS.match(text, mention.end):
            return msgspec.structs.replace(one, since=iso(interval))
    return one


LAST_TIME = re.compile("上一?[次回轮趟]|上一?届|最[近后]一[次回轮]|前一?次")


def ago(here: Here, mention: DateMention) -> Read | None:
    """The claim that the last time was so long ago: 上一次到访，已是十年前的事."""
    if not mention.text.endswith("前") or not LAST_TIME.search(here.sentence.text):
        return None
    said = here.of("ago", max(here.sentence.start, mention.start - 8), mention.start)
    if not said or mention.start - said[-1].end > 2:
        return None
    lengths = durations(mention.text.rstrip("之以前"), here.scan.lang)
    if not lengths or lengths[0].unit not in UNITS:
        return None
    clause = part_at(here.sentence.parts, mention.start)
    one = lengths[0]
    return Read("gap", clause.start, clause.end, one.value, one.unit, one.hedge)


def of_length(here: Here, length: Duration) -> Read | None:
    """The claim that a length of time makes, None where it makes none."""
    if length.unit not in UNITS:
        return None
    text, sentence = here.scan.view.text, here.sentence
    clause = part_at(sentence.parts, length.start)
    after = text[length.end : clause.end]
    if here.of(
        "skip", max(clause.start, length.start - (30 if here.key == "en" else 6)), length.start
    ):
        return None
    if here.of("skip", length.end, min(clause.end, length.end + (22 if here.key == "en" else 4))):
        return None
    start, end = clause.start, clause.end
    broken = bool(here.of("break", clause.start, length.start))
    relation: Relation | None = None
    first = counts_from_first(here, length, clause.start, clause.end)
    if first is not None:
        relation = "first-since"
        start, end = min(start, first.start), max(end, first.end)
    elif is_gap(here, length, clause.start, clause.end):
        relation, broken = "gap", False
    elif NOT_A_LENGTH[here.key].match(after):
        return None
    elif here.key == "en" and unmet.stretch(
        text, length.start, sentence.start, length.end, clause.end
    ):
        if length.unit not in LONG:
            return None
        relation = "gap"
    elif lasts(here, length, clause.start, clause.end):
        relation = "duration"
    if relation is None:
        return None
    return Read(
        relation,
        start,
        end,
        length.value,
        length.unit,
        length.hedge,
        broken=broken and relation == "first-since",
    )


def counts_from_first(here: Here, length: Duration, start: int, end: int) -> Match[Cue] | None:
    """The "first" that counts over a length (八年来首次, "the first in 16 months")."""
    text, sentence = here.scan.view.text, here.sentence
    if here.key == "en":
        before = here.of("first", max(sentence.start, length.start - FIRST_REACH), length.start)
        if before and IN_LENGTH.search(text[start : length.start]):
            return before[-1]
        following = here.of("first", length.end, min(sentence.end, length.end + FIRST_REACH))
        if following and re.search(
            r"\b(?:for the first time|after|in)\b",
            text[max(start, length.start - 22) : length.start],
            re.I,
        ):
            return following[0] if not re.match(r"\s+of\b", text[length.end :]) else None
        return None
    for first in here.of("first", length.end, min(sentence.end, length.end + 40)):
        passage = text[length.end : first.start]
        if (
            passage.startswith(("以来", "来", "之内", "内", "多来"))
            or not passage
            or passage in ("的", "多", "后", "之后")
        ):
            return (
                first
                if not here.of("gap", max(start, length.start - 4), length.start)
                or passage.startswith(("以来", "来"))
                else None
            )
    return None


def is_gap(here: Here, length: Duration, start: int, end: int) -> bool:
    """Whether a length is told as a break (睽违三年, "after a gap of", "two-year hiatus")."""
    text = here.scan.view.text
    reach = 14 if here.key == "en" else 10
    opening = here.of("gap", max(start, length.start - 40), length.start)
    if opening and length.start - opening[-1].end <= reach:
        return True
    closing = here.of(
        "gap-noun", length.end, min(end, length.end + (28 if here.key == "en" else 14))
    )
    if closing and (here.key == "en" or closing[0].start - length.end <= 3):
        return True
    if here.key == "zh" and AGO_ZH.match(text, length.end):
        said = here.of("ago", max(start, length.start - 8), length.start)
        if said and length.start - said[-1].end <= 2:
            return True
    if here.key == "en":
        opener = here.of("after", max(start, length.start - 24), length.start)
        if (
            opener
            and length.start - opener[-1].end <= 16
            and not re.match(r"\s+of\b|\s+in\b", text[length.end :])
        ):
            return bool(here.of("again", here.sentence.start, here.sentence.end))
    return False


def lasts(here: Here, length: Duration, start: int, end: int) -> bool:
    """Whether a length tells how long something has gone on."""
    if length.unit not in LONG:
        return False
    text = here.scan.view.text
    en = here.key == "en"
    reach = 16 if en else 4
    # A length takes the 已 before it along, which may be the end of 迄今已.
    opening = here.of("over", max(start, length.start - 30), length.start + (0 if en else 2))
    if opening and length.start - opening[-1].end <= reach:
        return here.key == "zh" or bool(PERFECT.search(text[start:end]))
    closing = here.of("over-after", length.end, min(end, length.end + 20))
    return bool(closing) and closing[0].start - length.end <= (4 if here.key == "en" else 1)


SINCE_ZH = frozenset({"first", "over-after", "gap-noun"})
"""Without any of these Chinese tells nothing of what there has been since."""


def since(here: Here, mention: DateMention, interval: Interval) -> Read | None:
    """The claim of a first since a date; None where the date is no starting point of a first."""
    if interval.start is None:
        return None
    if here.key == "zh" and SINCE_ZH.isdisjoint(here.cues):
        return None
    text, sentence = here.scan.view.text, here.sentence
    clause = part_at(sentence.parts, mention.start)
    far = 2 if here.key == "en" else 1
    low = max(clause.start, mention.start - far * SINCE_REACH)
    before, after = text[low : mention.start], text[mention.end : clause.end]
    own = text[mention.start : mention.end]
    if here.key == "en":
        opens = bool(OPENS_SINCE["en"].search(before)) or own.lower().startswith("since")
        firsts = here.of(
            "first", max(sentence.start, mention.start - 2 * FIRST_REACH), mention.start
        )
        firsts = firsts or here.of("first", mention.end, min(sentence.end, mention.end + 40))
    else:
        ends = own.endswith(("以来", "来", "起", "后"))
        opens = bool(OPENS_SINCE["zh"].search(before) or own.startswith(("自", "从"))) and (
            ends or bool(CLOSES_SINCE.match(after))
        )
        opens = opens or bool(SINCE_ALONE.match(after)) or own.endswith("以来")
        opens = opens or bool(SINCE_EVENT.match(after)) or own.startswith("打从")
        whole = text[mention.end : sentence.end]
        opens = opens or own.endswith(("以后", "之后")) or bool(AFTER_EVENT.match(whole))
        firsts = here.of("first", mention.end, min(sentence.end, mention.end + FIRST_REACH // 2))
    if opens and not firsts and here.key == "zh":
        # 自2016年6月后就没有人接: how long it has lasted, told by its beginning
        still = here.of("over-after", mention.end, clause.end)
        still = still or here.of("gap-noun", mention.end, clause.end)
        said = still and (len(still[0].text) > 2 or NEVER_SINCE.match(text, still[0].end))
        if said and still[0].start - mention.end <= 3:
            return Read("duration", clause.start, clause.end, since=iso(interval))
    if opens and not firsts and here.key == "en":
        return idle_since(here, mention, interval)
    if not opens or not firsts:
        return None
    start = min(clause.start, firsts[0].start)
    end = max(clause.end, firsts[0].end)
    return Read("first-since", start, end, since=iso(interval))


UNMET = re.compile(r"\b(?:has|have|had)(?: not|n['’]t)\b[^,;:.]*$")
"""Before "since 2019": what has not been done."""


def idle_since(here: Here, mention: DateMention, interval: Interval) -> Read | None:
    """The claim that nothing has been done, or a line unused, since a date."""
    text, sentence = here.scan.view.text, here.sentence
    clause = part_at(sentence.parts, mention.start)
    low = max(clause.start, mention.start - SINCE_REACH)
    words = here.of("idle", low, mention.start)
    if not words and not UNMET.search(text, low, mention.start):
        said = text[clause.start : mention.end]
        if not unmet.none_since(said):
            return None
        if unmet.first_to(said):
            return Read("first-since", clause.start, clause.end, since=iso(interval))
    return Read("gap", clause.start, clause.end, since=iso(interval))


def build(
    scan: Scan,
    lexicon: Lexicon,
    events: Placed,
    sentence: Sentence,
    one: Read,
    ordinals: dict[tuple[int, int, str], int],
    here: Here,
) -> IntervalClaim | None:
    """The claim with its subject, evidence and id."""
    text = scan.view.text
    start, end = one.start, one.end
    while end > start and text[end - 1] in "，；：, ;:":
        end -= 1
    span = scan.view.back(start, end)
    stop = min(span.end, span.start + 600)
    key = (span.start, stop, one.relation)
    ordinals[key] = ordinals.get(key, -1) + 1
    event = subject_event(scan, events, sentence, one)
    value = one.value
    if value is not None and float(value).is_integer():
        value = int(value)
    return IntervalClaim(
        id=item_id("interval_claim", scan.document, span.start, stop, one.relation, ordinals[key]),
        doc=scan.document.id,
        relation=one.relation,
        value=value,
        unit=one.unit,
        approximate=one.hedge is not None,
        hedge=one.hedge,
        since=one.since,
        subject=subject(
            scan,
            lexicon,
            sentence,
            event,
            one,
            broken_off(scan, events, sentence) if event is None else None,
        ),
        event=event.id if event else None,
        start=event.start if event else None,
        end=event.end if event else None,
        in_person=bool(here.of("person", sentence.start, sentence.end)),
        counted_from="suspension" if one.broken else "use",
        evidence=(Evidence(span.start, stop, scan.document.text[span.start : stop]),),
        confidence=0.8 if event else 0.6,
    )


def subject_event(scan: Scan, events: Placed, sentence: Sentence, one: Read) -> Event | None:
    """The event that a claim is made of: told in the same sentence, else in the one before."""
    order = [sentence]
    if sentence.number:
        order.append(scan.sentences[sentence.number - 1])
    for place in order:
        span = scan.view.back(place.start, place.end)
        near = events.told(span.start, span.end)
        contacts = [(e, p) for e, p in near if e.mode in CONTACT or e.effect in ("resumed", "used")]
        if place is not sentence and place.paragraph != sentence.paragraph:
            return None
        at = scan.view.back(one.start, one.end)
        if contacts:
            # A line that stood idle is one; a visit told beside it has no channel.
            idle = one.relation == "gap" and any(e.channel for e, _ in contacts)
            event, piece = min(
                contacts,
                key=lambda told: (
                    idle and told[0].channel is None,
                    max(0, at.start - told[1].end, told[1].start - at.end),
                ),
            )
            if place is sentence and piece.end <= at.start:
                opens = next(x for x in scan.sentences if x.paragraph == sentence.paragraph)
                whole = scan.view.back(opens.start, sentence.start)
                return events.later(event, whole.start, whole.end) or event
            return event
    return None


def broken_off(scan: Scan, events: Placed, sentence: Sentence) -> str | None:
    """The channel of which a sentence tells that it was broken off, however it calls it there."""
    span = scan.view.back(sentence.start, sentence.end)
    found = {e.channel for e, _ in events.told(span.start, span.end) if e.effect == "suspended"}
    return next(iter(found)) if len(found) == 1 else None


def spoken_of(scan: Scan, sentence: Sentence) -> list[str]:
    """The one channel that a paragraph has named before a sentence; empty where it is not one."""
    before = [
        h.id
        for earlier in scan.sentences[: sentence.number]
        if earlier.paragraph == sentence.paragraph
        for h in earlier.entities
        if h.kind == "channel"
    ]
    return before[:1] if len(set(before)) == 1 else []


def subject(
    scan: Scan,
    lexicon: Lexicon,
    sentence: Sentence,
    event: Event | None,
    one: Read,
    broken: str | None,
) -> Subject:
    """What a claim is about: its event's channel and parties, else those of its clause or
    sentence; how long it has been since a channel was ``broken`` off is a claim on that."""
    channel = event.channel if event else None
    parties = event.parties if event else ()
    if channel is None:
        named = [h.id for h in sentence.entities if h.kind == "channel"]
        if not named and broken is not None and one.relation in ("gap", "duration"):
            named = [broken]
        if not named and event is None and one.relation in ("first-since", "gap"):
            named = spoken_of(scan, sentence)
        channel = named[0] if named else None
    entry = lexicon.channels.get(channel) if channel else None
    if not parties:
        clause = sentence.clauses[sentence.clause_at(one.start)]
        near = _parties(h for h in sentence.entities if clause.start <= h.start < clause.end)
        parties = near if len(near) > 1 else _parties(sentence.entities)
    if entry is not None and len(parties) != 2:
        parties = tuple(entry.parties)
    alone = scan.lang == "en" and len(parties) == 1
    if not parties or alone:
        back = scan.sentences[max(0, sentence.number - 4) : sentence.number] if alone else None
        for earlier in reversed(back if back is not None else scan.sentences[: sentence.number]):
            found = _parties(earlier.entities)
            if alone and not (len(found) == 2 and set(parties) < set(found)):
                continue
            if len(found) >= 2:
                parties = found[:2]
                break
    return Subject(channel=channel, parties=parties, level=entry.level if entry else None)


def _parties(entities: Iterable[Hit]) -> tuple[Party, ...]:
    """The parties of those who act, in order of code."""
    found = {p for h in entities if h.kind in ("actor", "compound", "person") for p in h.parties}
    return tuple(sorted(found))
