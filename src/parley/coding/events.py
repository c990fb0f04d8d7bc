"""Events of a document: frames filled sentence by sentence, one event however often it is told."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence

from parley.coding import final_modality, final_remarks, final_verbs, grammar, pointing
from parley.coding.attribution import asserted_by
from parley.coding.background import (
    ahead,
    announced,
    answered,
    by_name,
    counted_from,
    done,
    narrated,
    somebody_elses,
    still_ahead,
    told_of_pair,
    told_past,
    until,
)
from parley.coding.causes import link
from parley.coding.contact import contact_channel
from parley.coding.counterparts import paired_subject, sides
from parley.coding.ellipsis import done_again, the_same
from parley.coding.entries import headed
from parley.coding.figures import Figure, everybody
from parley.coding.fill import around, fill
from parley.coding.final_dating import quoted, year_before
from parley.coding.final_resolved import NUMBERED
from parley.coding.final_resolved import frames as final_frames
from parley.coding.final_rounds import HELD, rounds
from parley.coding.frames import frames
from parley.coding.holders import with_titles
from parley.coding.keeping import (
    dated_after,
    first_focus,
    founded,
    kept_plans,
    remember,
    spoken_of,
    subject,
    topic,
)
from parley.coding.loose import LOOSE, enough, loosely
from parley.coding.modality import GRANTED, IF_AFTER, cues, denied_next, question, told
from parley.coding.nouns import Frame as Act
from parley.coding.parting import separate
from parley.coding.realising import ENTRY
from parley.coding.recall import keep
from parley.coding.repeating import repeated
from parley.coding.saying import Frame
from parley.coding.scan import Scan, Sentence
from parley.coding.slots import CONTACT, GATHERING, MUTUAL, Around, Considered, Filled, State
from parley.coding.spoken_pair import in_name
from parley.coding.telling import build, told_once
from parley.items import UNREAL, Event, Interval
from parley.lexicon import Lexicon

DATED_ONLY = frozenset(
    {"suspend-channel", "resume-channel", "establish-channel", "sanction", "urge"}
)
UNDOING = frozenset({"cancel", "refuse-meeting", "suspend-channel"})
"""What undoes a plan: the day that was planned is not the day of the undoing."""
SPOKEN = frozenset({"contact", "body", "channel-entity"})
"""What "it" in "it was last held in May" may be."""
DONE_THERE = frozenset(
    {"agree", "agree-to-resume", "agree-to-establish", "protest", "sign", "reaffirm", "urge"}
)
"""What is told in the report of a meeting without a date was done there."""
FOUNDED_THERE = frozenset({"establish-channel", "resume-channel", "agree", "sign"})
"""What those who met are told to have done, without a date: they did it there."""
TALKED_OF = CONTACT | {"resume-channel", "agree-to-resume"}
"""What leaves in mind who met whom, for "the last time"."""
ROUNDS = CONTACT | {"exercise", "exercise-joint"}
"""What has rounds that are told by their number alone."""
OCCASION = frozenset({"meet", "talks", "summit", "visit"})
"""What other acts take place at or on the margins of."""
THREATS = frozenset({"threaten", "warn"})
"""What is said whether or not the condition comes true."""
REMARKED_ON = CONTACT | {"visit", "appointment", "transit", "patrol", "exercise-joint"}
SCENARIO = frozenset({"blockade", "clash", "attack"})
"""What is worth keeping as a supposition even without a date."""
ITEM = re.compile(r"[・･•‣*-]")
"""Opens an item of a list, which a date on a line above it dates."""
LONG_AGO = dt.timedelta(days=180)
"""From here on the present in which Japanese tells of an act is that of a story."""
FINAL = ("。", ".", "!", "?", "！", "？", "”", "」", '"', "’", "；", ";", ":", "：")
FIRST_OF = re.compile(
    r"(?:这|此|那)(?:也|次|将|又)?是|(?i:\W*(?:it|this|that|these)(?:\s[^\s,;]+){0,3}"
    r" (?:was|is|were|will be|marks|marked|would be|became|makes|made it) (?:also )?"
    r"(?:the (?:first|second|third|last|latest|only|most)|the \d+(?:st|nd|rd|th)|only|their))"
)
APPOSED = re.compile(
    r"(?i)\W*(?:and |which (?:was|is|will be|would be) )?"
    r"(?:the|his|her|its|their|only the) (?:first|second|third|fourth|fifth|latest|last"
    r"|only|\d+(?:st|nd|rd|th)) (?:such|so|of|ever|time|[\w-]+)"
)
"""Opens a clause that tells more of what the one before it has told."""
SINCE_OFFICE = re.compile(
    r"(?:한|하고 나서)? ?(?:후|뒤|이후|이래|직후|첫|초|[^ ]{1,4} 만에|[^ ]{1,4} 만인)[ ,에]"
)
"""After taking office, where that only tells when something else was."""
HE = re.compile("(?:그|그녀)(?:는|가|도) ")
"""Opens a paragraph that goes on with the person of the one before."""
DONE = re.compile(r"[了已]|发生|\b(?:has|have|had|did|collided|clashed|hit)\b")


def events(
    scan: Scan,
    lexicon: Lexicon,
    who: Sequence[list[Figure]] | None = None,
    said: Sequence[Frame] = (),
    trace: list[Considered] | None = None,
) -> list[Event]:
    """The events that a document tells, in order of their first telling.

    ``who``: the figures of its sentences, where they are known; ``said``: what is said in it.
    ``trace``: takes what became of each frame.
    """
    who = everybody(scan, lexicon) if who is None else who
    voice = scan.document.voice
    home = lexicon.home(scan.lang)
    main = first_focus(scan)
    state = State(
        main=main,
        focus=main,
        voice=(voice,) if voice and voice.isupper() else (),
        home=(home,) if home else (),
        trace=trace,
    )
    found: list[Filled] = []
    for sentence in scan.sentences:
        found += sentence_frames(scan, sentence, lexicon, state, who[sentence.number])
    starts = [sentence.start for sentence in scan.sentences]
    heard: dict[int, list[Frame]] = {}
    for frame in said:
        if frame.verb is not None:
            heard.setdefault(bisect_right(starts, frame.verb.start) - 1, []).append(frame)
    for filled in found:
        filled.asserted_by = asserted_by(filled, heard.get(filled.sentence.number, ()), scan)
    kept = told_once(found)
    return [
        with_titles(event, filled, who[filled.sentence.number], scan, lexicon)
        for event, filled in zip(build(scan, kept), kept, strict=True)
    ]


def sentence_frames(
    scan: Scan, sentence: Sentence, lexicon: Lexicon, state: State, who: list[Figure]
) -> list[Filled]:
    """The filled frames of one sentence; moves ``state`` on."""
    cased, zh = grammar.of(scan.lang).cased, scan.lang.startswith("zh")
    if sentence.paragraph != state.paragraph:
        state.paragraph = sentence.paragraph
        before = scan.sentences[sentence.number - 1] if sentence.number else None
        goes_on = cased and before is not None
        if not (goes_on and before and (final_modality.asks(before) or HE.match(sentence.text))):
            state.subject = None  # an answer speaks of whom the question named
        state.meeting = None
        state.entry = state.entry if scan.lang == "ja" and ITEM.match(sentence.text) else None
        state.told = []
        state.here = state.here if state.asked else []
    headed(sentence, state, scan.lang)
    if not sentence.words and not sentence.entities and not sentence.dates:
        return []
    label = scan.view.text
    if "：" in sentence.text:
        near = sentence.start + 1
        who = [f for f in who if not (f.start <= near and label.startswith("：", f.end))]
    here = around(scan, sentence, who, state)
    dated_after(scan, sentence, state)
    if cased and final_verbs.heads(sentence):
        named = [f for f in here.figures if f.parties and f.kind in ("actor", "deictic")]
        state.heading = named[0] if len(named) == 1 else None
    opens = {"en": ENTRY, "ko": NUMBERED}.get(scan.lang)
    if opens and here.intervals and opens.match(sentence.text):
        mention, interval = here.intervals[0]
        if mention.start - sentence.start <= 4:
            state.entry, state.focus = interval, state.main or state.focus
    pair = None
    for figure in here.figures:
        if len(figure.parties) == 2 and figure.kind == "actor":
            pair = figure.parties
            break
    if pair is not None:
        state.focus = tuple(sorted(pair))
    if scan.lang == "en":
        english_focus(here, scan, state, pair)
    if cased:
        state.focus = in_name(sentence, lexicon, state) or state.focus
    state.asked = question(sentence) or "cue-asks" in sentence.by_pos
    if scan.lang == "ja":
        here.nouns = sorted(
            [*here.nouns, *rounds(sentence, here.nouns, state.met)], key=lambda n: n.start
        )
    out: list[Filled] = []
    late: list[Filled] = []
    doubted = denied_next(scan.sentences, sentence.number)
    opened = (
        final_frames(sentence, here.nouns, state.topic, state.entry is not None)
        if cased
        else frames(
            sentence,
            here.nouns,
            scan.lang,
            state.topic,
            state.met,
            state.spoken,
            scan.sentences[sentence.number - 1].text if sentence.number else "",
        )
    )
    told_here = list(opened)
    if len(told_here) > 1:
        told_here.sort(key=lambda f: (f.start, f.end, f.mode))
    for frame in (*told_here, *loosely(sentence, told_here, scan.lang)):
        noun = frame.rule.pos == "noun" or frame.rule.nominal
        judged = (
            final_modality.told(sentence, frame)
            if cased
            else told(sentence, frame.start, frame.end, scan.lang, noun, frame.mode in UNDOING)
        )
        if judged.modality is None:
            state.consider(sentence.number, frame, judged.why, None, "nothing is told")
            continue
        modality = judged.modality
        if frame.mode in THREATS and judged.why == IF_AFTER:
            modality = "occurred"  # "threatened an attack if it happened again"
        if modality == "occurred":
            modality = frame.modality or "occurred"
        denied = bool(doubted) and any(low <= frame.start < high for low, high in doubted)
        if cased and final_modality.stands(sentence, frame):
            denied = False  # a summit at which something is said to have been promised
        if denied and modality in UNREAL and not cased:
            state.consider(sentence.number, frame, judged.why, None, "a plan that is denied")
            continue
        if denied:
            modality = "denied"
        filled = fill(frame, here, scan, lexicon, state, modality)
        entry = state.record == sentence.paragraph
        if judged.why == final_modality.TO_BE or (entry and judged.why == final_modality.FOLLOWS):
            past = chronicled(frame, here, scan, lexicon, state)
            if past and (past.dated_here or not still_ahead(filled, scan)):
                filled = past
        if filled is None or not enough(filled, here):
            state.consider(sentence.number, frame, judged.why, None, "nobody can be named")
            continue
        filled.reasons["modality"] = judged.why
        at_opening(filled, scan, state)
        if final_remarks.recalls(filled, state) if cased else zh and remark(filled, state):
            why = "a remark on what has been told"
            if filled.frame.mode == "visit":
                state.contact = filled  # for "the last time was in July 2000"
            state.consider(sentence.number, frame, judged.why, filled, why)
            continue
        sure = frame.realised != LOOSE
        if sure and filled.frame.mode in TALKED_OF:
            state.contact = filled
        if sure and filled.frame.mode in ROUNDS:
            state.held = filled
        if not worth(filled, scan):
            state.consider(sentence.number, frame, judged.why, filled, "background, not an event")
            if filled is state.contact and filled.channel is None:
                filled.channel = contact_channel(filled, here, lexicon, state)
            continue
        state.consider(sentence.number, frame, judged.why, filled, None)
        if filled.channel is None:
            filled.channel = contact_channel(filled, here, lexicon, state) or filled.forum
            if filled.channel:
                why = "a forum's margins" if filled.channel == filled.forum else "led to"
                filled.reasons["channel"] = why
        if not sure:
            late.append(filled)  # less sure, so what follows does not go by it
            continue
        if filled.channel and filled.channel not in state.here[:1]:
            state.here.insert(0, filled.channel)
        out += [one for part in separate(filled, here) for one in repeated(part, here, scan)]
        if len(filled.parties) == 2 and filled.frame.mode in MUTUAL:
            state.focus = filled.parties  # for "the two" later in the sentence
    if scan.lang == "en":
        out += done_again(out, state.told, here, scan)
    elif zh:
        out += the_same(out, state.told, state.contact, here)
    out = founded(kept_plans(out))
    link(out, state.told, scan.lang)
    state.told = out or state.told
    subject(here, scan, state)
    spoken_of(here, out, state)
    keep(sentence, out, lexicon, state)
    topic(sentence, here, out, state)
    kinds = HELD if scan.lang == "ja" else SPOKEN
    for thing in reversed(here.nouns):
        if not kinds.isdisjoint(thing.classes):
            state.met = thing
            break
    state.spoken = pointing.keep(state.spoken, here.nouns)
    for filled in out:
        host = zh and set(state.focus) < set(filled.parties)
        wider = host and len(state.focus) == 2  # a third that brings the two together
        if len(filled.parties) >= 2 and filled.frame.mode in MUTUAL and not wider:
            state.focus = filled.parties
        if filled.frame.mode in CONTACT and filled.dated_here and filled.modality == "occurred":
            state.meeting = filled.interval
            if state.opening is None and not scan.sentences[0].paragraph < sentence.paragraph - 4:
                state.opening = filled
        if filled.frame.mode in OCCASION and filled.dated_here and filled.modality == "occurred":
            state.occasion = filled.interval if filled.interval.precision == "day" else None
        if filled.frame.mode in CONTACT and filled.channel:
            state.last = (filled.parties, filled.channel)
    if all(filled.reasons.get("modality") == GRANTED for filled in out):
        remember(here, state)
    return out + late


def english_focus(here: Around, scan: Scan, state: State, pair: tuple[str, ...] | None) -> None:
    """Puts the pair that opens a sentence in focus, or those whose meeting a side reports."""
    text = here.sentence.text
    joined = paired_subject(here.figures, scan.view.text) if pair is None else ()
    if joined:
        state.focus = joined
    state.sides = sides(text, state.sides)
    if state.sides and state.voice and state.opening is not None:
        state.focus = state.opening.parties
        state.subject = None


def chronicled(
    frame: Act, here: Around, scan: Scan, lexicon: Lexicon, state: State
) -> Filled | None:
    """An act told in the present of a day that is past, as chronicles do; else None."""
    if quoted(here.sentence, frame):
        return None  # 24日、来月会談すると発表した: the day of the announcing
    filled = fill(frame, here, scan, lexicon, state, frame.modality or "occurred")
    if filled is None or not filled.interval.end or not scan.published:
        return None
    if not filled.dated_here and scan.lang != "ja":
        return None
    ago = scan.published - filled.interval.end
    return filled if ago > (dt.timedelta() if filled.dated_here else LONG_AGO) else None


def at_opening(filled: Filled, scan: Scan, state: State) -> None:
    """Dates what a side's own report tells without a date by the meeting that it reports."""
    first = state.opening
    if first is None:
        return
    if state.sides and not filled.dated_here and filled.frame.mode in FOUNDED_THERE:
        filled.interval, filled.dated_here = first.interval, True
        return
    carried = filled.reasons.get("date") == "month or year carried over"
    loose = carried and scan.lang.startswith("zh")
    if (filled.interval.known and not loose) or filled.frame.mode not in DONE_THERE:
        return
    voice = scan.document.voice
    if voice and voice.isupper() and set(filled.parties) <= set(first.parties):
        filled.interval = first.interval
        filled.reasons["date"] = "at the meeting that is reported"


def worth(filled: Filled, scan: Scan) -> bool:
    """Whether a filled frame is an event rather than background."""
    published = scan.published
    interval = filled.interval
    mode = filled.frame.mode
    if not filled.dated_here and mode in GATHERING and not ended(filled):
        return False  # a heading
    to_the_day = filled.dated_here and filled.interval.precision == "day"
    before = filled.frame.realised == "as before"
    remarked = None if to_the_day or before else FIRST_OF.match(filled.sentence.text)
    if scan.lang == "en" and somebody_elses(filled):
        return False
    if remarked and not counted_from(filled, remarked.end()):
        return False  # "It was the first such meeting since …" speaks of one told before
    clause = filled.sentence.clauses[filled.clause]
    if (
        scan.lang == "en"
        and filled.clause
        and filled.frame.rule.pos == "noun"
        and APPOSED.match(filled.sentence.text, clause.start - filled.sentence.start)
        and filled.reasons.get("date") != "in the clause"
    ):
        return False  # "…, the first such trip in twelve years"
    if mode == "appointment" and SINCE_OFFICE.match(
        filled.sentence.text, filled.frame.end - filled.sentence.start
    ):
        at = filled.frame.start - filled.sentence.start
        if not any(0 <= at - (d.end - filled.sentence.start) <= 3 for d in filled.sentence.dates):
            return False  # 취임 후 첫 통화: only when it was
    bare = not filled.participants and (filled.channel is None or filled.frame.rule.pos == "noun")
    if mode in CONTACT and bare and not filled.dated_here and filled.modality == "occurred":
        if scan.lang.startswith("zh") and mode == "call" and by_name(filled):
            return True
        return final_remarks.told_as_news(filled)
    if (
        mode in ("cease", "clash")
        and filled.modality == "occurred"
        and not filled.dated_here
        and not (done_for_news(filled) and len(filled.parties) >= 2)
    ):
        return False
    told_on = scan.lang.startswith("zh") and narrated(filled)
    if (
        mode in DATED_ONLY
        and not filled.dated_here
        and not answered(filled)
        and not (done(filled) or (scan.lang == "en" and told_of_pair(filled)))
        and not told_on
        and not final_remarks.after_a_gap(filled)
        and not (scan.lang.startswith("zh") and ended(filled) and by_name(filled))
    ):
        teller = filled.frame.told_by
        went_on = teller is not None and final_remarks.goes_on(filled, teller)
        if not (went_on and filled.interval.known and len(filled.parties) > 1):
            return False
    if (
        published
        and mode in UNDOING
        and filled.modality in ("occurred", "refused")
        and interval.start
        and interval.start > published
    ):
        filled.interval, filled.dated_here = Interval(), False
    elif published and scan.lang == "ja" and told_past(filled) and ahead(interval, published):
        filled.interval = interval = year_before(interval)
    elif (
        published
        and filled.modality == "occurred"
        and interval.start
        and interval.end
        and (
            interval.start > published
            or (filled.dated_here and interval.start == published < interval.end)
            or (interval.end > published and filled.dated_here and announced(filled))
        )
    ):
        filled.modality = "planned"
    if published and filled.modality == "occurred" and interval.direction != "since":
        filled.interval = until(interval, published)
    scenario = mode in SCENARIO and len(filled.parties) > 1
    if filled.modality == "hypothetical" and not filled.dated_here and not scenario:
        return False
    if filled.frame.rule.pos == "noun" and not filled.dated_here and mode in CONTACT:
        return filled.frame.realised.startswith(("support", "agreed"))
    return True


def ended(filled: Filled) -> bool:
    """Whether a sentence has its final mark, so that it is no heading."""
    return filled.sentence.text.rstrip().endswith(FINAL)


def done_for_news(filled: Filled) -> bool:
    """Whether a clash or an end without a date is told as having happened."""
    teller = filled.frame.told_by
    kana = teller is not None and final_remarks.KANA.search(filled.sentence.text)
    past = kana and teller and teller.tail.has("past") and final_remarks.goes_on(filled, teller)
    return bool(past or DONE.search(filled.sentence.text))


def remark(filled: Filled, state: State) -> bool:
    """Whether a clause only remarks on a contact or visit told before: 是…以来首次, 时隔两年再次.

    It has no date of its own but the one that it counts from.
    """
    sentence, clause = filled.sentence, filled.sentence.clauses[filled.clause]
    cue = cues(sentence, "cue-remark", clause.start, clause.end)
    if filled.frame.mode not in REMARKED_ON or not cue:
        return False
    own = [
        d
        for d in sentence.dates
        if clause.start <= d.start < clause.end and d.direction is None and d.start > cue[0].end
    ]
    if own:
        return False
    text = sentence.text[clause.start - sentence.start : clause.end - sentence.start]
    if grammar.ZH_COPULA.match(text):
        return True
    last = state.contact
    again = last is not None and last.sentence is sentence and last.parties == filled.parties
    return again and cue[0].text.endswith(grammar.ZH_APART)
