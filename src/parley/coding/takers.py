"""Who takes part in an act: subject and counterpart, found from its clause outwards."""

import re

import msgspec

from parley.coding.agents import OF_WHOM, agent_of, suffered
from parley.coding.counterparts import (
    DONE_TO_US,
    apart,
    counterpart,
    he,
    host_before,
    level_of,
    listed,
    pair_before,
    preposed,
)
from parley.coding.figures import Figure
from parley.coding.modality import cues, disposes
from parley.coding.nouns import Noun
from parley.coding.posts import BODIES, foreign
from parley.coding.reaching import TWO_SIDES, clause_figures, coordinated, of_forum, of_pretext
from parley.coding.recall import recalled
from parley.coding.relatives import antecedent
from parley.coding.scan import Scan
from parley.coding.slots import CONTACT, MUTUAL, Around, Filled, State
from parley.lexicon import Lexicon

COUNTERPART = re.compile(r"\bcounterparts?\b|\bhosts?\b|对应官员|同行|对口")
RELATIVE = re.compile(r"[\s\w'-]{0,40}?\b(?:that|which|who)\s+(?:had\s+|has\s+)?")
AIMED = frozenset({"protest", "accuse", "threaten", "sanction", "expel"})
"""Acts that are aimed at whom 向 and 对 name; with others these name who is spoken of."""
ANSWERING = frozenset({"protest", "accuse", "sanction"})
"""Acts that answer somebody, who may be named before, or be the other side of the pair."""
OWN = frozenset({"exercise", "exercise-joint", "protest", "deploy", "patrol", "withdraw"})
AT_SOMEBODY = frozenset({"harass", "expel", "reject", "intercept", "suspend-channel"})
"""What a Chinese text of two sides tells of one of them was done to the other."""
ALONE = frozenset({"missile-test", "nuclear-test", "appointment", "election"})
"""Deeds of one party, whatever else is named beside it."""

BY = (" by", " by the", " by then", " by the then", " by former", " by the former", " by a")
"""Before whoever did what a noun names."""


def parties(out: Filled, here: Around, scan: Scan, state: State, lexicon: Lexicon) -> None:
    """Fills in who takes part, who begins it and whom it is aimed at."""
    frame = out.frame
    subject = subject_of(out, here, state)
    if frame.mode == "visit" and frame.rule.pos == "noun" and scan.lang == "en":
        found = _noun_visit(out, here, scan, subject, state)
    elif frame.mode in MUTUAL:
        found = _mutual(out, here, subject, state, lexicon, scan.lang)
    elif frame.mode == "visit":
        found = _visit(out, here, scan, subject, state)
    elif frame.mode == "arms-sale":
        found = _sale(out, here, subject, state)
    else:
        found = _deed(out, here, scan, subject, state)
    if frame.mode == "exercise" and scan.lang.startswith("zh") and len(out.initiator) > 1:
        out.frame = msgspec.structs.replace(frame, mode="exercise-joint")
    named = clause_figures(here, *out.reach)
    out.parties = tuple(sorted(found))
    out.reasons["parties"] = "named in the clause" if named else "carried over"


def subject_of(out: Filled, here: Around, state: State) -> Figure | None:
    """Who acts: named before the trigger in its clause, else in an earlier one, else carried."""
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    left = [f for f in clause_figures(here, *out.reach) if f.end <= frame.start and f.acts]
    if not left and out.reach[0] > clause.start and frame.mode not in MUTUAL:
        # a reason that names nobody ("because of the test") is the other side's doing
        main = clause_figures(here, clause.start, out.reach[0])
        others = set(state.focus) - {p for f in main if f.acts for p in f.parties}
        if main and not others and frame.rule.nominal:  # "sanctioned B over the raid": by B
            others = {p for f in main[1:] for p in f.parties} - set(main[0].parties)
        if len(others) == 1 < len(state.focus):
            return _somebody(others.pop(), frame.start)
    telling = [w.end for w in sentence.by_pos.get("cue-said", ()) if w.end <= frame.start]
    said = [f for f in left if telling and f.start >= telling[-1] and not f.target and not f.beside]
    if said and frame.mode not in MUTUAL:
        return said[0]  # "the ministry said 23 Chinese aircraft crossed": the aircraft
    offset = sentence.start
    whose = [
        f for f in left if RELATIVE.fullmatch(sentence.text, f.end - offset, frame.start - offset)
    ]
    if whose:
        return whose[-1]  # "a Philippine aircraft that intruded"
    if frame.mode.endswith("-test") and here.lang.startswith("zh"):  # 韩军侦测到朝鲜发射导弹
        beside = [f for f in here.figures if 0 <= frame.start - f.end <= 1 and f.parties]
        if beside:
            return beside[-1]
    subject = next((f for f in left if not f.target and not f.beside), None)
    if subject is None and frame.mode not in MUTUAL and left:
        aimed = left[-1].target and frame.mode in AIMED
        subject = left[-1] if left[-1].parties and not aimed else None
    if subject is not None:
        return subject
    if here.lang == "en" and (whom := antecedent(out, here)) is not None:
        return whom
    for earlier in reversed(sentence.clauses[: out.clause]):
        for f in clause_figures(here, earlier.start, earlier.end):
            mutual = f.kind == "both" and frame.mode in MUTUAL
            if f.acts and not f.target and not f.beside and not mutual:
                return f
    return state.subject


def _somebody(party: str, at: int) -> Figure:
    """A party that the text does not name here."""
    return Figure(at, at, (party,), "actor", None, (0, 0), None, None, None, False, False, False)


def _mutual(
    out: Filled, here: Around, subject: Figure | None, state: State, lexicon: Lexicon, lang: str
) -> set[str]:
    """What two or more do together: all that the clause names, then the pair spoken of."""
    sentence, frame, mode = here.sentence, out.frame, out.frame.mode
    clause = sentence.clauses[out.clause]
    mine = clause_figures(here, *out.reach)
    if lang == "en":
        mine += preposed(out, here) + apart(out, here) + listed(mine, here)
    if lang.startswith("zh"):
        mine = [f for f in mine if not (of_pretext(f, here) or of_forum(f, here))]
    explicit = {p for f in mine if f.acts and f.kind != "both" for p in f.parties}
    found: set[str] = set()
    for noun in frame.objects if lang.startswith("zh") and not explicit else ():
        if noun.channel and not noun.generic:  # 双方商定恢复…对话: those whose dialogue it is
            found = set(lexicon.channels[noun.channel].parties)
            if len(found) > 1:
                return found
    for f in mine:
        if not f.parties and (len(explicit) > 1 or level_of(f, frame)):
            continue  # 外长战略对话: the level of the talks, or a title beside those named
        opposite = f.kind == "both" and COUNTERPART.search(
            sentence.text, f.start - sentence.start, f.end - sentence.start
        )
        # "A raised it with B when they met": they are A and B
        they = f.kind == "both" and lang == "en" and len(explicit) > 1
        outside = f.end <= frame.start or f.start >= frame.end
        if f.acts and outside and not opposite and not they:
            found |= meant(f, state)
    for noun in frame.objects if lang.startswith("zh") and frame.effect else ():
        for f in here.figures:  # 日中韩部长会议遭中方延期: those whose meeting it was
            gap = sentence.text[f.end - sentence.start : noun.start - sentence.start]
            if len(f.parties) > 1 and f.end <= noun.start and len(gap) <= 12 and "，" not in gap:
                found |= set(f.parties)
    named = {p for f in mine if f.acts and f.kind != "both" for p in meant(f, state)}
    if len(named | found) < 2:
        known = recalled(out, here, named, lexicon, state, lang)
        if known is not None:
            out.channel = known
            out.reasons["channel"] = "spoken of before"
            return set(lexicon.channels[known].parties)
    widened = len(found) < 2
    if mode in CONTACT and state.subject is not None and he(out, here):
        found |= meant(state.subject, state)
    if widened and subject is not None and mode in CONTACT and COUNTERPART.search(sentence.text):
        found |= meant(subject, state) | {p for f in mine if f.venue for p in f.parties[:1]}
    if len(found) < 2:
        found |= paired(found, (*frame.objects, *frame.others), here, state, lexicon)
    if len(found) < 2:
        found |= pair_before(found, here, clause.start, state)
    if len(found) < 2 and subject is not None:
        found |= meant(subject, state)
    if len(found) < 2:
        before = sentence.clauses[max(0, out.clause - 1)]
        for f in clause_figures(here, before.start, clause.end):
            if f.acts:
                found |= meant(f, state)
    if lang == "en" and len(found) == 1 and state.voice and mode in CONTACT:
        found |= set(state.voice)  # "dialogue with A", as B's own text has it
    if not widened and mode in CONTACT and lang.startswith("zh"):
        host = host_before(mine, out, here, state.subject)
        found |= meant(host, state) if host is not None else set()
    if widened and len(found) > 2 and frame.objects:
        found = narrowed(found, frame.objects, subject, state, lexicon)
    if mode == "refuse-meeting" and subject is not None:
        out.initiator = tuple(sorted(meant(subject, state)))[:1]
    return found


def _visit(out: Filled, here: Around, scan: Scan, subject: Figure | None, state: State) -> set[str]:
    """Who goes, and where to."""
    frame = out.frame
    mine = clause_figures(here, *out.reach)
    goers = [f for f in mine if f.end <= frame.start and f.acts and not f.target]
    after = [f for f in mine if f.start >= frame.end and f.acts and f.parties]
    if (
        not goers
        and len(after) > 1
        and here.sentence.text.startswith("的", after[0].end - here.sentence.start)
    ):  # 访台的捷克代表团
        goers = [after[1]] if after[1].start - after[0].end <= 2 else []
    if not goers and after and here.sentence.text.startswith("的", frame.end - here.sentence.start):
        goers = after[:1]  # 正在东京访问的澳洲防长
    goers = goers or ([subject] if subject else [])
    found: set[str] = set()
    for f in goers[-1:]:
        found |= meant(f, state)
        out.initiator = tuple(sorted(meant(f, state)))
    goals = [
        f
        for f in mine
        if f.start >= frame.end
        and ((f.kind == "actor" and f.parties) or (f.kind == "place" and len(f.parties) == 1))
    ][:1]
    goals = goals or [f for f in mine if (f.venue or f.target) and f.parties][:1]
    for f in goals:
        for goal in coordinated(f, here, scan):
            found |= set(goal.parties)
        out.recipient = tuple(sorted(found - set(out.initiator)))
    return found


def _sale(out: Filled, here: Around, subject: Figure | None, state: State) -> set[str]:
    """Who sells arms to whom."""
    mine = clause_figures(here, *out.reach)
    buyers = [f for f in mine if f.target and f.parties] or [
        f for f in mine if f.start >= out.frame.end and f.parties and f is not subject
    ][:1]
    found: set[str] = set()
    for f in buyers[:1]:
        found |= set(f.parties)
        out.recipient = tuple(sorted(f.parties))
    if not found and state.buyer:  # "another package"
        found, out.recipient = set(state.buyer), state.buyer
    state.buyer = out.recipient
    told = meant(subject, state) if subject is not None else set()
    only = (
        here.lang == "en" and out.modality == "occurred" and len(told) == 1 < len(state.focus) < 3
    )
    if not found and only and told < set(state.focus):
        found, out.recipient = set(state.focus) - told, tuple(set(state.focus) - told)
    beside = [
        f
        for f in mine
        if f.acts and f.parties and not f.target and 0 <= out.frame.start - f.end <= 6
    ]
    if out.frame.rule.pos == "verb":
        seller = told
    else:
        seller = set(beside[-1].parties) - found if beside else set()
    if not seller - found and found:
        # told from the side that objects: the seller is the other one of the pair in focus
        seller = set(state.focus) - told - found
    out.initiator = tuple(sorted(seller))
    return found | seller


def _deed(out: Filled, here: Around, scan: Scan, subject: Figure | None, state: State) -> set[str]:
    """Who does something, and to whom where somebody is named."""
    frame, mode = out.frame, out.frame.mode
    mine = clause_figures(here, *out.reach)
    found: set[str] = set()
    if mode == "election":
        voters = [f for f in mine if f.kind == "actor" and 0 <= frame.start - f.end <= 8]
        voters = voters[-1:] or [f for f in mine if len(f.parties) == 1 and not f.target][:1]
        if voters:  # "Sunday's election gave X a majority"
            return set(voters[0].parties)
    if mode in ALONE and here.sentence.text.startswith("的", frame.end - here.sentence.start):
        whose = [f for f in mine if 0 < f.start - frame.end <= 2 and f.parties]
        if whose:  # 上月就任的俄国防长
            return set(whose[0].parties)
    froms = [f for f in mine if f.start >= frame.end and f.parties][:1]
    if mode == "protest" and scan.lang == "en" and froms:
        gap = here.sentence.text[
            frame.end - here.sentence.start : froms[0].start - here.sentence.start
        ]
        if gap.strip() in ("from", "by", "from the", "by the"):  # "drawing a protest from X"
            out.initiator = froms[0].parties
            out.recipient = tuple(sorted(meant(subject, state))) if subject is not None else ()
            return set(out.initiator) | set(out.recipient)
    agent = agent_of(out, here, mine, scan.lang)
    if agent is not None and subject is agent:  # 朝军…，遭韩军鸣枪警告
        ahead = [f for f in here.figures if f.end <= out.reach[0] and f.acts and not f.target]
        subject = ahead[-1] if ahead else None
    if agent is not None and (mode in ALONE or frame.rule.pos == "noun"):
        out.initiator = agent.parties  # "condemned the launch by X"
        return set(agent.parties)
    if agent is not None and subject is not None and not frame.rule.nominal:
        out.initiator, out.recipient = agent.parties, tuple(sorted(meant(subject, state)))
        return set(agent.parties) | meant(subject, state)
    hurt = meant(subject, state) if agent is None and subject is not None else set()
    if mode not in ALONE and hurt and (known := suffered(out, here, hurt)):
        return known
    if scan.lang == "en" and here.sentence.text.startswith(" of ", frame.end - here.sentence.start):
        # "the Pentagon counted 180 intercepts of American aircraft": the other side's doing
        whose = [f for f in mine if f.start >= frame.end and f.parties][:1]
        for f in whose:
            others = set(state.focus) - set(f.parties)
            if len(others) == 1 < len(state.focus):
                out.initiator, out.recipient = tuple(others), f.parties
                return others | set(f.parties)
    if agent is not None and (scan.lang == "en" or subject is None):
        found |= set(agent.parties)  # "the release by A of B's sailors", 三家公司被中国列入清单
        out.initiator = agent.parties
    elif subject is not None:
        for f in coordinated(subject, here, scan):
            found |= meant(f, state)
        if not found and mode == "protest" and state.subject is not None:
            found |= meant(state.subject, state)  # 日本方面…。外务省当晚召见…
        out.initiator = tuple(sorted(found))
    if mode in ("attack", "clash", "harass"):
        found |= {
            p
            for h in here.sentence.entities
            if out.reach[0] <= h.start < out.reach[1]
            for i in h.inner
            for p in i.parties
        }
    if mode in ALONE:
        return found
    targets = [
        f
        for f in mine
        if (
            f.target
            or f.start >= frame.end
            or (mode == "deploy" and f.venue)
            or (
                mode == "incursion" and f.kind == "actor" and frame.start <= f.start
            )  # "was inside Japan's airspace"
        )
        and f.parties
        and f is not subject
        and f is not agent
    ]
    for cue in cues(here.sentence, "cue-plan", *out.reach) if scan.lang.startswith("zh") else ():
        if disposes(here.sentence, cue):  # 将3家美国企业列入清单: done to those companies
            targets += [f for f in mine if cue.end <= f.start < frame.start and f.parties]
    if scan.lang.startswith("zh"):  # a place only tells where, if somebody is named
        targets.sort(key=lambda f: f.kind == "place")
    if not targets and mode == "sanction" and scan.lang == "en":  # "put ships under sanctions"
        targets = [f for f in mine if f.end <= frame.start and f.parties and not f.venue][1:]
        targets = [f for f in targets if set(f.parties) - found]
    if not targets and mode in ("intercept", "harass", "protest", "accuse"):
        targets = [f for f in here.figures if f.start >= out.reach[1] and f.parties]
    if not targets and mode in ("intercept", "harass") and scan.lang.startswith("zh"):
        ahead = [f for f in here.figures if f.end <= frame.start and f.acts and f.parties]
        targets = [f for f in ahead if not set(f.parties) & found][-1:]
    if not targets and mode in ANSWERING:
        before = [f for f in here.figures if f.end <= out.reach[0] and f.parties and f.acts]
        before = [f for f in before if not f.target or mode == "accuse"]
        targets = [f for f in before if not set(f.parties) & found][-1:]
    for f in targets[:1]:
        if set(f.parties) - found:
            out.recipient = tuple(sorted(set(f.parties) - found))
        found |= set(f.parties)
    own = targets and not targets[0].venue and 0 <= targets[0].start - frame.end <= 4
    if scan.lang == "en" and not own:  # "a Chinese ship rammed a Chinese cutter": nobody else
        found |= counterpart(found, out, here, state)
    if (
        not targets
        and (mode in ANSWERING or (mode in AT_SOMEBODY and scan.lang.startswith("zh")))
        and len(found) == 1
        and found < set(state.focus)
        and frame.rule.id != "v-decline-to-sign"
    ):
        out.recipient = tuple(sorted(set(state.focus) - found))
        found = set(state.focus)
    if mode == "incursion" and not targets and scan.lang.startswith("zh") and len(found) == 1:
        after = [f for f in here.figures if f.start >= out.reach[1] and f.acts and f.parties]
        answer = {p for f in after[:1] for p in f.parties}  # 朝军越线，韩军鸣枪示警
        found |= answer if not found & answer else set()
    if mode == "incursion" and not targets and scan.lang.startswith("zh") and len(found) == 1:
        found = set(state.main) if found < set(state.main) else found
    facing = found < set(state.focus) and len(state.focus) == 2
    if mode == "protest" and facing and scan.lang.startswith("zh"):
        out.initiator, out.recipient = tuple(sorted(set(state.focus) - found)), tuple(found)
        found = set(state.focus)
    if mode == "cease" and found <= set(state.focus):
        found = set(state.focus)
    if scan.lang.startswith("zh") and len(found) == 1 and mode in DONE_TO_US:
        found |= set(state.voice)  # 日方已表达严重关切, as the other side's own document has it
    if not found and mode in OWN:
        found = set(state.voice)  # whose document it is does what nobody is named for
    return found


def paired(
    found: set[str], objects: tuple[Noun, ...], here: Around, state: State, lexicon: Lexicon
) -> set[str]:
    """The pair last spoken of that has such a channel, else the first named here that does."""
    for noun in objects:
        if noun.channel and noun.channel in lexicon.channels:
            return set(lexicon.channels[noun.channel].parties)
        both = here.lang.startswith("zh") and here.sentence.text.startswith(TWO_SIDES)
        for pair in state.pairs[:1] if both else state.pairs:
            if noun.channel and found <= set(pair) and lexicon.channel_for(pair, noun.channel):
                return set(pair)
    for word in [noun.channel for noun in objects if noun.channel and len(found) == 1]:
        for party in (p for figure in here.figures for p in figure.parties if p not in found):
            if lexicon.channel_for((*found, party), word):
                return {*found, party}
        spoken = {p for pair in state.pairs[:2] for p in pair} - found if here.lang == "ja" else ()
        theirs = {p for p in spoken if lexicon.channel_for((*found, p), word)}
        if len(theirs) == 1:  # over the sale of A to B, C broke off talks with A
            return found | theirs
    return set()


def owners(out: Filled, here: Around, state: State, lexicon: Lexicon) -> set[str]:
    """Whose channel is done away with: who does it, and with whom they have it."""
    found = set(out.parties)
    return paired(found, (*out.frame.objects, *out.frame.others), here, state, lexicon) or found


def narrowed(
    found: set[str],
    objects: tuple[Noun, ...],
    subject: Figure | None,
    state: State,
    lexicon: Lexicon,
) -> set[str]:
    """Of more than two parties the pair that has such a channel, the subject's first."""
    first = set(meant(subject, state)) if subject else set()
    pairs = sorted(
        ((a, b) for a in found for b in found if a < b),
        key=lambda pair: (not set(pair) & first, pair),
    )
    for noun in objects:
        if noun.channel and noun.generic:
            for pair in pairs:
                if lexicon.channel_for(pair, noun.channel):
                    return set(pair)
    return found


def _noun_visit(
    out: Filled, here: Around, scan: Scan, subject: Figure | None, state: State
) -> set[str]:
    """ "the visit to Taipei by Nancy Pelosi", "Pelosi's visit to Taipei"."""
    text, frame = scan.view.text, out.frame
    after = [f for f in here.figures if f.start >= frame.end]
    goals = [
        f
        for f in after
        if f.parties
        and text[max(0, f.start - 24) : f.start].rstrip().endswith((" to", " to the"))
        and f.start - frame.end <= 100
    ]
    by = [
        f
        for f in after
        if text[max(0, f.start - 24) : f.start].rstrip(" -").endswith(BY)
        and f.start - frame.end <= 90
    ]
    if not by and after and after[0] not in goals[:1]:
        gap = text[frame.end : after[0].start]
        by = after[:1] if OF_WHOM.fullmatch(gap) else []
    before = [
        f
        for f in here.figures
        if 0 <= frame.start - f.end <= 12
        and text[f.end : frame.start].startswith(("'s", "’s", "' ", "’ "))
    ]
    goer = (by or before or ([subject] if subject else []))[:1]
    found: set[str] = set()
    for f in goer:
        out.initiator = tuple(sorted(meant(f, state)))
        found |= meant(f, state)
    for f in goals[:1]:
        out.recipient = tuple(sorted(f.parties))
        found |= set(f.parties)
    if len(found) < 2 and not goals and found <= set(state.focus):
        found = set(state.focus)
    return found


def meant(figure: Figure, state: State) -> set[str]:
    """The parties a figure stands for here; a bare title is the last one so called."""
    if figure.kind == "both":
        return set(figure.parties or state.focus)
    if not figure.parties and figure.office:
        strange = foreign(figure.name)
        if strange and figure.name is not None:
            known = {p for part in figure.name.split() for p in state.names.get(part, ())}
            return known or set(state.offices.get(figure.office, ()))
        own = figure.role in ("subject", "topic") and figure.office in BODIES
        home = state.home if own else ()
        return set(state.offices.get(figure.office, state.voice or home))
    return set(figure.parties)
