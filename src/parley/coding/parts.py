"""Who takes part in an act, where particles tell the part of each who is named."""

import re

from parley.coding.counterparts import pair_before
from parley.coding.deeds import ACTS, deed, together, whose_drill
from parley.coding.figures import Figure
from parley.coding.final_verbs import alone, attributive, done_by, tells
from parley.coding.nouns import Frame
from parley.coding.reaching import after_occasion, after_time, clause_figures, embedded
from parley.coding.recall import recalled
from parley.coding.scan import Scan
from parley.coding.slots import MUTUAL, Around, Filled, State
from parley.coding.spoken_pair import of_another
from parley.coding.subjects import grammar
from parley.coding.takers import (
    meant,
    narrowed,
    paired,
)
from parley.lexicon import Lexicon

CARRIES = re.compile(
    r"(?:[0-9]+[機隻人名])?が|(?: ?(?:약 |각각 )?[0-9]+여? ?(?:대|척|명|기))?(?: 등)?[이가]"
)
BY_ONESELF = frozenset({"appointment", "visit"})
"""What nobody suffers, so that a passive is a polite form: 就任された長官."""
NOT_TOGETHER = frozenset({"at", "at-of", "about"})
CALLED_OFF = frozenset({"cancel", "suspend-channel", "refuse-meeting"})


def parties(out: Filled, here: Around, scan: Scan, state: State, lexicon: Lexicon) -> None:
    """Fills in who takes part, who begins it and whom it is aimed at."""
    frame = out.frame
    mine = own_figures(out, here)
    if frame.mode == "visit":  # 방미: whom the word itself names does not go there
        mine = [f for f in mine if not any(a <= f.start < b for a, b in within(out))]
    subject = subject_of(out, here, mine, state)
    if frame.mode in MUTUAL or frame.mode == "statement-joint":
        found = _mutual(out, here, mine, subject, state, lexicon, scan.lang)
    elif frame.mode == "visit":
        found = _visit(out, here, mine, subject, state)
    elif frame.mode == "arms-sale":
        found = _sale(out, mine, here, subject, state, lexicon)
    else:
        found = deed(out, here, mine, subject, state)
    out.parties = tuple(sorted(found))
    out.reasons["parties"] = "named in the clause" if mine else "carried over"


def within(out: Filled) -> list[tuple[int, int]]:
    """Where the words stand that tell an act and what it is about."""
    frame = out.frame
    return [(frame.start, frame.end), *((n.start, n.end) for n in frame.objects)]


AGREED_TO = frozenset({"agreed to", "agreed to hold"})
"""Where verbs stand between those who agree and the agreeing: 対話を再開することで合意した."""


def own_figures(out: Filled, here: Around) -> list[Figure]:
    """The figures that belong to the verb of an act: those after the last verb before it.

    What is spoken of (は, 은) reaches over verbs between.
    """
    sentence, frame = here.sentence, out.frame
    clause = sentence.clauses[out.clause]
    teller = frame.told_by
    stop = max(frame.end, teller.start if teller else frame.end)
    start, goes_on = after_occasion(sentence, clause.start, frame.start), False
    start = after_time(here, start, frame.start)
    about = [n.start for n in frame.objects if n.start < frame.start]
    first = min(about, default=frame.start) if frame.realised in AGREED_TO else frame.start
    for word in sentence.words:
        if word.start >= first:
            break
        acts = "verb" in word.parts or "support" in word.parts
        if not acts or word.start < clause.start or word is teller:
            continue
        if any(f.end <= word.start < f.after for f in here.figures):
            continue  # 台湾向け武器売却: a particle
        if tells(word) or alone(sentence, word):
            start = max(start, done_by(word))
            goes_on = word.tail.has("joined") and not word.tail.has("past")
    out.reach = (start, stop)
    if teller is not None and frame.rule.pos == "noun" and frame.start < clause.start <= start:
        # 訪朝は24年ぶりで、6月に実現した: whose it was stands beside the noun
        start = min(start, sentence.clauses[sentence.clause_at(frame.start)].start)
    inside = [f for f in clause_figures(here, start, stop) if f.start < stop]
    ahead = [f for f in clause_figures(here, clause.start, start) if f.role == "topic" and f.acts]
    if goes_on and not ahead:  # 폭격기가 합동으로 비행하며 …에 진입했다
        ahead = [f for f in clause_figures(here, clause.start, start) if f.role in ACTS and f.acts]
    if start > clause.start or clause.start > sentence.start:
        shared = {(f.role, f.after) for f in inside if f.after}
        opens = [f for f in here.figures if f.end <= start and (f.role, f.after) in shared]
        inside = opens + inside  # バイデン大統領、マルコス大統領と: also across a comma
    if teller is not None and attributive(teller):
        nearer = [f for f in clause_figures(here, clause.start, start) if f.role == "subject"]
        ahead = [f for f in nearer if f.acts] or ahead  # 북한이 …한 데 이어 …한 것을
    if not any(f.role in ACTS and f.acts for f in inside):
        inside = ahead[-1:] + inside
    if frame.mode in CALLED_OFF:
        low = after_reason(out, here, start)
        acting = any(f.role in ACTS and f.acts for f in inside)
        # 방문과 훈련 때문에 협의가 멈췄다, 訪台に反発した中国は対話を打ち切った
        if not acting or here.lang == "ja":
            inside = [f for f in inside if f.start >= low or (acting and f.role in ACTS)]
    return inside


def after_reason(out: Filled, here: Around, start: int) -> int:
    """Where a clause goes on after what it gives as the reason."""
    reasons = here.sentence.by_pos.get("cue-reason", ())
    return max([start, *(w.end for w in reasons if start <= w.start and w.end <= out.frame.start)])


FORENAME = re.compile(r"[一-龠々]{2,4}|(?:当時の|同国の|前|元)?(?:[ァ-ヴー]{1,10}[・=＝]){1,2}")
"""Before a family name that the lexicon knows: 訪れたカート・キャンベル氏."""


def head_of(frame: Frame, here: Around) -> Figure | None:
    """Whom the verb tells of: 訪中した林外相."""
    teller = frame.told_by
    if teller is None or not attributive(teller):
        return None
    at, text, offset = done_by(teller), here.sentence.text, here.sentence.start
    return next(
        (
            f
            for f in here.figures
            if 0 <= f.start - at <= 2
            or (f.start > at and FORENAME.fullmatch(text, at - offset, f.start - offset))
        ),
        None,
    )


TOLD_OF = re.compile("[^,]{1,30}[가-힣](?:한|된|던|은|는|인|난|온|간|낸|친|킨) [가-힣]")
"""After a subject that only belongs to a clause telling of a noun."""


def subject_of(out: Filled, here: Around, mine: list[Figure], state: State) -> Figure | None:
    """Who acts: by its particle, else whom the verb tells of, else the owner, else carried."""
    frame, sentence = out.frame, here.sentence
    teller = frame.told_by
    if teller is not None and teller.start < frame.start and teller.end <= frame.start:
        # 台湾周辺で行われた中国軍の演習: whoever the noun told of belongs to
        whose = [f for f in here.figures if done_by(teller) <= f.start < frame.start and f.acts]
        whose = whose or [f for f in mine if f.role in ("subject", "by") and f.acts]
        if whose:
            return whose[-1]
    if frame.rule.pos == "noun" and teller is None:
        whose = [f for f in mine if f.acts and f.role in ("of", "by", "from-of")]
        whose = [f for f in whose if f.end <= frame.start <= f.after + 12]
        if whose:
            return whose[0]  # ペロシ氏の訪台に反発し
    forces = [
        n
        for n in here.nouns
        if "forces" in n.classes
        and out.reach[0] <= n.start
        and n.end <= frame.start
        and CARRIES.match(sentence.text, n.end - sentence.start)
    ]
    if forces and frame.mode not in MUTUAL:
        # 中国海軍の空母を発艦した戦闘機が: those named last before it
        clause = sentence.clauses[out.clause]
        near = [f for f in clause_figures(here, clause.start, forces[-1].end) if f.acts]
        near = [f for f in near if f.role != "topic"] or near
        if near:
            return near[-1]
    own = [
        f for f in mine if f.acts and (f.parties or f.office or f.kind == "both") and f.role in ACTS
    ]
    inner = embedded(own, mine, frame, here)
    if inner is not None and frame.mode not in MUTUAL:
        return inner
    marked = [f for f in own if f.role == "subject"]
    if (
        marked
        and own[-1].role == "topic"
        and TOLD_OF.match(
            sentence.text, marked[-1].after - sentence.start, own[-1].start - sentence.start
        )
    ):
        marked = own[-1:]  # 러시아가 점령한 지역에 북한은 병력을 보냈다
    head = head_of(frame, here)
    if marked and not (head is not None and head.acts and marked[-1].end <= out.reach[0]):
        return marked[-1]  # 필리핀이 …에서 물대포를 쏜 중국에 항의: not the first subject
    if (
        head is not None
        and head.acts
        and frame.told_by is not None
        and (not frame.told_by.tail.passive or frame.mode in BY_ONESELF)
    ):
        return head
    if marked or own:
        return (marked or own)[-1]
    by = [f for f in mine if f.role in ("by", "from-of") and f.acts]
    if by and frame.rule.pos == "noun":
        return by[-1]
    owners = [
        f
        for f in mine
        if f.acts and f.role in ("of", "") and f.end <= frame.start and (f.parties or f.office)
    ]
    if owners and frame.mode not in MUTUAL:
        return owners[-1] if frame.mode != "visit" or len(owners) == 1 else owners[-2]
    for earlier in reversed(sentence.clauses[: out.clause]):
        said = [
            f
            for f in clause_figures(here, earlier.start, earlier.end)
            if f.acts and f.role in ACTS and (f.parties or f.office)
        ]
        topics = [f for f in said if f.role == "topic"]
        if teller is not None and attributive(teller):
            doers = [f for f in said if f.role == "subject"]
            topics = doers or topics  # 3국 장관은 북한이 …한 데 이어 …한 것을 규탄: the North did
        if topics or said:
            return (topics or said)[-1]
    if mine and owners:
        return owners[-1]
    between = [f for f in mine if f.role == "between" and f.acts]
    between = [] if any(f.role in WITH for f in mine) else between
    return between[-1] if between else state.subject or state.heading


def _mutual(
    out: Filled,
    here: Around,
    mine: list[Figure],
    subject: Figure | None,
    state: State,
    lexicon: Lexicon,
    lang: str,
) -> set[str]:
    sentence, frame, mode = here.sentence, out.frame, out.frame.mode
    clause = sentence.clauses[out.clause]
    used = [f for f in mine if f.acts and f.role not in NOT_TOGETHER]
    used = [f for f in used if f.role not in OWNS or _owns(f, out, here)] or used
    # 防衛相会談: whose ministers they are is not told
    used = [f for f in used if f.parties or f.kind != "office" or f.role != "of"]
    used = [f for f in used if f.role != "topic" or not _outside(f, used, out)]
    if mode == "statement-joint" and subject is not None and subject is not state.subject:
        issuing = together(subject, here.figures, state)
        if len(issuing) > 1:
            return issuing  # 한미일은 러시아를 규탄하는 성명을 냈다
    own = whose_drill(frame, mine) if mode == "exercise-joint" else set()
    if own:
        return own
    head = head_of(frame, here)
    if head is not None and head.acts:
        used.append(head)
    if any(f.role in WITH and f.parties for f in used):  # 러시아와는 군 당국 간 접촉이
        used = [f for f in used if f.kind != "both" or f.parties or f.role != "between"]
    found: set[str] = set()
    named: set[str] = set()
    for f in used:
        found |= meant(f, state)
        if f.kind != "both":
            named |= meant(f, state)
    for noun in (*frame.objects, *frame.others):
        if noun.channel and not noun.generic:
            own = set(lexicon.channels[noun.channel].parties)
            if len(own) > 1 and named <= own:
                elsewhere = of_another(noun, sentence, own, named, state)
                return set(state.focus) if elsewhere else own
    for noun in frame.objects:
        found |= {
            p
            for h in sentence.entities
            if h.start == noun.start
            for i in h.inner
            for p in i.parties
        }
    if len(found) < 2 or mode in ("suspend-channel", "resume-channel"):
        known = recalled(out, here, named, lexicon, state, lang)
        if known is not None:
            out.channel = known
            out.reasons["channel"] = "spoken of before"
            return set(lexicon.channels[known].parties)
    widened = len(found) < 2
    if not found and state.heading is not None and len(state.heading.parties) > 1:
        found |= set(state.heading.parties)
    if mode in CALLED_OFF and len(found) == 1 and out.channel is None:
        found |= provoked(found, here, after_reason(out, here, out.reach[0]))
    if mode in CALLED_OFF and len(found) == 1 and not found & set(state.voice):
        found |= set(state.voice)  # with us, for an official voice
    if len(found) < 2 and subject is not None and subject is not state.subject:
        found |= together(subject, here.figures, state)
    if subject is not None and used and all(f.role in WHOM for f in used):
        found |= together(subject, here.figures, state)  # with whom, all of them
    if len(found) == 1 and state.voice and any(f.role in WITH for f in used):
        found |= set(state.voice)  # 申長官とは合意しました: we did
    if len(found) < 2 and subject is not None:
        found |= together(subject, here.figures, state)
    if len(found) == 1 and found == set(state.voice) and any(at_home(f) for f in used):
        found |= set(state.home)  # 大使は外務省の幹部に会い
    if len(found) < 2:
        found |= paired(found, (*frame.objects, *frame.others), here, state, lexicon)
    if len(found) < 2:
        found |= pair_before(found, here, clause.start, state)
    if len(found) == 1:
        with_channel = {frozenset(entry.parties) for entry in lexicon.channels.values()}
        pairs = [p for p in state.pairs if found < set(p) and frozenset(p) in with_channel]
        found |= set(pairs[0]) if pairs else set()
    if len(found) < 2:
        before = sentence.clauses[max(0, out.clause - 1)]
        for f in clause_figures(here, before.start, clause.end):
            if f.acts and f.role not in NOT_TOGETHER:
                found |= meant(f, state)
    if widened and len(found) > 2 and frame.objects:
        found = narrowed(found, frame.objects, subject, state, lexicon)
    if mode == "refuse-meeting" and subject is not None:
        out.initiator = tuple(sorted(meant(subject, state)))[:1]
    return found


def at_home(figure: Figure) -> bool:
    """Whether a ministry without its party is met or told something by those abroad."""
    return figure.kind == "office" and not figure.parties and figure.role in ("with", "of", "to")


def provoked(found: set[str], here: Around, stop: int) -> set[str]:
    """Who did before what somebody calls off over it: 일본이 …하자 중국은 교류를 끊었다."""
    before = [
        f
        for f in here.figures
        if f.end <= stop and f.acts and len(f.parties) == 1 and not set(f.parties) & found
    ]
    acting = [f for f in before if f.role in ACTS or f.kind in ("person", "office")]
    return set(acting[-1].parties) if acting else set()


WITH = frozenset({"with", "with-of"})
WHOM = WITH | {"object"}
OWNS = frozenset({"of", "to-of", "from-of", "object"})


def _owns(figure: Figure, out: Filled, here: Around) -> bool:
    """Whether a named owner owns what the act is about, and no other noun before it."""
    frame = out.frame
    at = min([n.start for n in frame.objects if n.start >= figure.end] or [frame.start])
    if not figure.end <= at <= figure.end + 20:
        return False
    return not any(
        figure.end <= n.start < n.end <= at and n.classes & {"contact", "visit", "exercise", "arms"}
        for n in here.nouns
    )


LED = re.compile("(?: [가-힣]{2,12})?[을를] (?:단장|수석대표|대표|필두|수석|특사)으?로")
"""After whoever leads a delegation: 정의용 실장을 단장으로 하는 특사단이."""


def led(out: Filled, here: Around) -> set[str]:
    """The side of whoever leads the delegation that goes."""
    text, offset = here.sentence.text, here.sentence.start
    leads = [
        f
        for f in here.figures
        if f.parties and f.end <= out.frame.start and LED.match(text, f.end - offset)
    ]
    return set(leads[-1].parties) if leads else set()


def _outside(topic: Figure, used: list[Figure], out: Filled) -> bool:
    """Whether those whom a verb tells of a noun have subjects of their own: A는 B가 연 회담을."""
    teller = out.frame.told_by
    return (
        teller is not None
        and attributive(teller)
        and teller.start < out.frame.start
        and any(f.role == "subject" and topic.after <= f.start < teller.start for f in used)
    )


HOSTS = "v-host-state-ja"
"""Tells a visit by who receives it: 大統領を国賓として迎えた."""


def _visit(
    out: Filled, here: Around, mine: list[Figure], subject: Figure | None, state: State
) -> set[str]:
    goer = together(subject, here.figures, state) or led(out, here) or set(state.voice)
    out.initiator = tuple(sorted(goer))
    inside = {
        p
        for low, high in within(out)
        for h in here.sentence.entities
        if low <= h.start < high and h.kind in ("actor", "compound")
        for p in h.parties
    }
    goals = [
        f
        for f in mine
        if f is not subject
        and f.parties
        and (f.kind in ("actor", "place", "deictic") or out.frame.rule.id == HOSTS)
        and f.role in ("object", "to", "to-of", "at", "at-of", "of", "")
    ]
    near = [f for f in goals if f.role != "of"] or goals
    for f in near[-1:] if not inside else ():
        inside |= set(f.parties)
    there = any(f.kind == "place" and f.role in ("object", "to") for f in mine)
    if not inside and there and not goer & set(state.voice):
        inside = set(state.voice)  # at home, for an official voice
    out.recipient = tuple(sorted(inside - goer))
    return goer | inside


def _sale(
    out: Filled,
    mine: list[Figure],
    here: Around,
    subject: Figure | None,
    state: State,
    lexicon: Lexicon,
) -> set[str]:
    buyers = [f for f in mine if f.role in ("to", "to-of") and f.parties]
    goods = out.frame.objects[-1].start if out.frame.objects else out.frame.start
    buyers = buyers or [
        f for f in mine if not f.role and f.parties and 0 <= goods - f.end <= 1
    ]  # 대만 무기 판매: whose name stands right before the goods
    buyers = buyers or [
        f
        for f in here.figures
        if f.role in ("to", "to-of") and f.parties and out.frame.end <= f.start < f.end <= goods
    ]  # 米国が承認した台湾への武器売却
    found: set[str] = set()
    for f in buyers[-1:]:
        found |= set(f.parties)
        out.recipient = tuple(sorted(f.parties))
    if not found and state.buyer:
        found, out.recipient = set(state.buyer), state.buyer
    state.buyer = out.recipient
    makers = [f for f in mine if f.role in ("by", "from-of", "of", "") and f.acts and f.parties]
    teller = out.frame.told_by
    passive = teller is not None and teller.tail.passive
    told = out.frame.rule.pos == "noun" or passive
    seller = set(makers[-1].parties) if makers and told else set(out.frame.rule.parties)
    seller = seller or (meant(subject, state) if subject is not None else set())
    if not seller - found and found:
        sellers = set(grammar(lexicon, here.lang).sellers)
        seller = sellers & set(state.focus) or set(state.focus) - found
    out.initiator = tuple(sorted(seller - found))
    return found | seller
