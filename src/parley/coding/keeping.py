"""What a sentence leaves in mind for the next ones: pairs, channels, titles, subjects."""

import re
from collections.abc import Sequence

import msgspec

from parley.coding.scan import Scan, Sentence, as_written
from parley.coding.slots import GATHERING, Around, Filled, State
from parley.dates import Context, resolve
from parley.items import Participant

HEARSAY = "cue-hearsay"
SUBORDINATE = re.compile(r"(?i)(?:after|when|because|while|since|as|if|before|although|once)\b")


IT_WAS = re.compile(r"\W*(?:(?:それ|これ)は|いずれも)?")
WAS_THEN = re.compile(
    r"(?:[0-9]{1,2}時(?:[0-9]{1,2}分|半)?(?:ごろ|頃|すぎ|過ぎ|前)?)?(?:の?(?:早朝|未明|朝|昼|午前|午後|夕方?|夜|深夜|昼過ぎ))?(?:のこと|の出来事)?"
    r"(?:だった|だ|である|であった|です|でした|のこと)(?:という)?[。」]?\s*"
)
"""Around the date of a sentence that only says when what the one before it tells was."""


def first_focus(scan: Scan) -> tuple[str, ...]:
    """The two parties that the opening of a text speaks of most."""
    counts: dict[str, int] = {}
    for sentence in scan.sentences[:4]:
        for hit in sentence.entities:
            if hit.kind in ("actor", "compound", "person", "office"):
                for party in hit.parties:
                    counts[party] = counts.get(party, 0) + 1
    best = sorted(counts, key=lambda p: (-counts[p], p))[:2]
    return tuple(sorted(best)) if len(best) == 2 else ()


def dated_after(scan: Scan, sentence: Sentence, state: State) -> None:
    """Takes the date of an act from the next sentence: …接触した。6月17日のことだ。"""
    if scan.lang != "ja" or sentence.dates or sentence.number + 1 >= len(scan.sentences):
        return
    after = scan.sentences[sentence.number + 1]
    if len(after.dates) != 1 or after.paragraph != sentence.paragraph:
        return
    mention = after.dates[0]
    offset = after.start
    if IT_WAS.fullmatch(after.text, 0, mention.start - offset) and WAS_THEN.fullmatch(
        after.text, mention.end - offset
    ):
        known = state.governing
        interval = resolve(mention, Context(scan.published, known, False, known is not None))
        if interval.known:
            state.day = interval


def spoken_of(here: Around, out: Sequence[Filled], state: State) -> None:
    """Keeps the pairs of parties spoken of, the latest first."""
    pairs = [f.parties for f in here.figures if len(f.parties) == 2]
    pairs += [f.parties for f in out if len(f.parties) == 2]
    for pair in pairs:
        key = tuple(sorted(pair))
        if key in state.pairs:
            state.pairs.remove(key)
        state.pairs.insert(0, key)


SPOKEN_OF = frozenset({"channel-entity", "line", "channel"})
"""Nouns of what may be the topic of the next sentences."""


def topic(sentence: Sentence, here: Around, out: Sequence[Filled], state: State) -> None:
    """Keeps the channel spoken of, titles' holders, and a line that is nothing but a date."""
    spoken = [n for n in here.nouns if not SPOKEN_OF.isdisjoint(n.classes)]
    if spoken:
        state.topic = spoken[-1]
    for noun in spoken:
        if noun.channel and {"channel-entity", "document"} <= noun.classes:
            state.document = noun.channel
    for figure in here.figures:
        if figure.office and figure.parties:
            state.offices[figure.office] = figure.parties
            for part in (figure.name or "").split():
                state.names[part] = figure.parties
    state.day = None
    if len(here.intervals) == 1 and not out:
        mention, interval = here.intervals[0]
        if interval.precision == "day" and len(sentence.text) - (mention.end - mention.start) <= 6:
            state.day = interval
            if here.lang == "ja":
                state.entry = interval  # ▽13日（月）: of all that stands below it


def subject(here: Around, scan: Scan, state: State) -> None:
    """Keeps the sentence's subject for the next ones."""
    figures = here.figures
    if not figures:
        return
    if scan.lang == "en":  # "after Seoul shut it, the North cut the line": the North
        clauses = here.sentence.clauses
        opens = [
            SUBORDINATE.match(here.sentence.text, c.start - here.sentence.start) for c in clauses
        ]
        if any(opens):
            main = [f for f in figures if not opens[here.sentence.clause_at(f.start)]]
            figures = main or figures
    for figure in figures:
        if figure.acts and figure.parties:
            state.subject = figure
            if figure.name and not figure.beside:
                name = as_written(scan, *figure.name_at)
                state.person = Participant(name, figure.parties[0], figure.office, figure.entity)
            return


def remember(here: Around, state: State) -> None:
    """Keeps the pair of parties that a sentence speaks of."""
    if here.lang.startswith("zh") and len(state.focus) == 2 and here.sentence.by_pos.get(HEARSAY):
        return  # 据悉…: told aside
    named: list[str] = []
    for figure in here.figures:
        if figure.acts and figure.tag != "adjective":
            named += [p for p in figure.parties if p not in named]
    if len(named) == 2:
        state.focus = tuple(sorted(named))


def kept_plans(told: list[Filled]) -> list[Filled]:
    """Without plans that the same sentence says came to nothing: the calling off is told."""
    if len(told) < 2:
        return told
    off = [
        f
        for f in told
        if (f.frame.mode == "cancel" and f.modality == "occurred")
        or (f.frame.mode == "refuse-meeting" and f.modality in ("occurred", "refused"))
    ]
    refused = {f.parties for f in off if f.frame.mode == "refuse-meeting"}
    told = [  # 거부해 무산됐다: it came to nothing by that
        f
        for f in told
        if f.frame.mode != "cancel"
        or f.frame.told_by is None
        or f.parties not in refused
        or (f.dated_here and f.clause == 0)
    ]
    return [
        f
        for f in told
        if f.modality != "planned"
        or f.frame.mode not in GATHERING
        or not any(c.parties == f.parties and c.frame.start > f.frame.start for c in off)
    ]


def founded(told: list[Filled]) -> list[Filled]:
    """Without what is to be set up by a document whose signing is told: the signing founds it."""
    if len(told) < 2:
        return told
    signed = next((f for f in told if f.frame.mode == "sign" and f.modality == "occurred"), None)
    if signed is None:
        return told
    plans = [f for f in told if f.frame.mode == "establish-channel" and f.modality == "planned"]
    plans = [f for f in plans if f.parties == signed.parties]
    for plan in plans:
        signed.frame = msgspec.structs.replace(signed.frame, effect="established")
        signed.channel = signed.channel or plan.channel
        signed.spans += plan.spans
    return [f for f in told if all(f is not plan for plan in plans)]
