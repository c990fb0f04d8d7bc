"""Who does and suffers a deed, where particles tell the part of each who is named."""

import re

from parley.coding.figures import Figure
from parley.coding.nouns import Frame
from parley.coding.slots import Around, Filled, State
from parley.coding.takers import ALONE, OWN, meant

ACTS = frozenset({"subject", "topic"})
AIMED_AT = frozenset({"to", "to-of", "object"})


def together(subject: Figure | None, figures: list[Figure], state: State) -> set[str]:
    """The parties of a subject and of those who share its particle."""
    if subject is None:
        return set()
    found = meant(subject, state)
    for f in figures:
        if f.after == subject.after and f.role == subject.role and f.acts:
            found |= meant(f, state)
    return found


def whose_drill(frame: Frame, mine: list[Figure]) -> set[str]:
    """Those named together right before a drill, whoever else is named: 米韓演習."""
    if frame.rule.pos != "noun":
        return set()
    pair = [f for f in mine if len(f.parties) > 1 and -12 <= frame.start - f.end <= 3]
    return set(pair[-1].parties) if pair else set()


POSTED = ("駐", "주")


def posted_at(here: Around) -> set[str]:
    """Whose government calls in an envoy: that of the land he is posted to (駐中国米大使)."""
    offset, text = here.sentence.start, here.sentence.text
    return {
        p
        for h in here.sentence.entities
        if h.kind == "actor"
        and len(h.parties) == 1
        and text[h.start - offset - 1 : h.start - offset] in POSTED
        and (text[h.start - offset - 1] != "주" or ENVOY.match(text, h.end - offset))
        for p in h.parties
    }


ENVOY = re.compile(r" (?:[가-힣]{1,8} ?)?(?:임시)?(?:대사|대리|공사|무관|총영사)")
"""After the land that somebody is posted to: 주일 중국대사."""


ANSWERED = frozenset({"protest", "intercept"})
"""What answers an act told before, of somebody who need not be named again."""
TOUCHING = ANSWERED | {"incursion", "harass", "sanction", "ease"}
"""What is done to somebody, named or not."""


MOVES = frozenset({"patrol", "transit", "incursion", "deploy"})
"""What is answered by an interception."""
OF_A_NOUN = re.compile(
    r" ?[가-힣]+(?:하던|하는|한|던) (?!것|데|바|지|뒤|후|채|만큼)[가-힣]"
    r"|[^、。はが]{0,6}(?:する|した|していた|している)(?=[一-龠ァ-ヴ])"
)
"""After somebody to whom a verb does something that only tells of a noun."""


AGAINST = "대対"


def against(figure: Figure, here: Around) -> bool:
    """Whether something is said to be aimed at somebody, as one word: 대북 방송, 対日制裁."""
    at = figure.start - here.sentence.start
    return figure.kind == "actor" and at > 0 and here.sentence.text[at - 1] in AGAINST


def of_a_noun(figure: Figure, stop: int, here: Around) -> bool:
    """Whether somebody stands in a clause that tells of a noun: 북한 어선을 구조하던 군함."""
    if figure.role not in ("object", "to"):
        return False
    offset = here.sentence.start
    match = OF_A_NOUN.match(here.sentence.text, figure.after - offset)
    return match is not None and match.end() + offset < stop


def _other(found: set[str], here: Around, state: State) -> set[str]:
    """Whom an act touches that names nobody: named earlier in its sentence, or spoken of."""
    for figure in reversed(here.figures):
        if of_a_noun(figure, here.sentence.end, here):
            continue
        theirs = meant(figure, state) - found
        if figure.acts and len(theirs) == 1:
            return theirs
    for spoken in (set(state.voice), meant(state.subject, state) if state.subject else set()):
        if len(spoken - found) == 1:
            return spoken - found
    return set(state.focus) - found if found <= set(state.focus) else set()


def _asked(found: set[str], here: Around, state: State) -> set[str]:
    """To whom talks are proposed where nobody is named: the other one of the pair spoken of."""
    named = {p for f in here.figures if f.acts for p in f.parties} - found
    if len(named) == 1 and named | found in [set(p) for p in (state.focus, *state.pairs[:2])]:
        return named
    return _other(found, here, state) & (set(state.voice) | set(state.focus) | named)


def _into_ours(out: Filled, here: Around) -> bool:
    """Whether a territory is entered that is said to be nobody's: the writer's own."""
    start, stop = out.reach
    return any("territory" in n.classes and start <= n.start < stop for n in here.nouns)


TOGETHER = frozenset({"patrol", "exercise"})
"""What is done together with whoever is named so: 미국과 공동순찰을 재개했다."""
RECEIVES = re.compile("^[^、。はがを]{0,12}を(?:受け|浴び)")
"""After an act, where its subject is at the receiving end."""
LAUNCHES = frozenset({"missile-test", "nuclear-test"})
"""What, where nobody is named, is done by whoever did it before."""


def condemned(
    out: Filled, here: Around, mine: list[Figure], subject: Figure | None, state: State
) -> set[str]:
    """Who launched what somebody in office only speaks of: 発射は容認できないと述べた.

    Whoever the sentence is about, or launched before.
    """
    frame, text = out.frame, here.sentence.text
    loose = frame.rule.pos == "noun" and (subject is None or subject.role not in ACTS)
    if not loose and not SPOKEN_OF.match(text, frame.end - here.sentence.start):
        return set()
    whose = [f for f in mine if f.acts and f.parties and f.role in ("of", "by", "from-of")]
    whose = [f for f in whose if f.end <= frame.start <= f.after + 24 and f.kind == "actor"]
    if whose or (subject is not None and subject.kind == "actor" and subject.role == "subject"):
        return set()
    about = [f for f in here.figures if f.role == "about" and f.kind == "actor" and f.parties]
    about = [f for f in about if f.end <= frame.start and len(f.parties) == 1]
    return set(about[-1].parties) if about else set(state.launcher)


SPOKEN_OF = re.compile(
    r"[^。]{0,6}(?:は|が|を|について|に対し|に関し|などを?)[^。]{0,80}"
    r"(?:述べ|語っ|話し|指摘|非難|抗議|強調|表明|批判|求め|懸念|言及|発言|主張|説明|伝え)"
)
"""After an act of which somebody speaks."""


def deed(
    out: Filled, here: Around, mine: list[Figure], subject: Figure | None, state: State
) -> set[str]:
    """The parties of a deed: who does it and, where it is done to somebody, to whom."""
    frame, mode = out.frame, out.frame.mode
    nobody = not any(f.acts and f.parties for f in here.figures)
    if mode in LAUNCHES and state.launcher and nobody:
        out.initiator = state.launcher
        return set(state.launcher)
    if mode in LAUNCHES:
        spoken = condemned(out, here, mine, subject, state)
        if spoken:
            out.initiator = tuple(sorted(spoken))
            return spoken
    own = whose_drill(frame, mine) if mode == "exercise" else set()
    if own:
        return own
    teller = frame.told_by
    from_whom = ("by", "from-of", "from") if mode in ALONE else ("by", "from-of")
    suffered = bool(RECEIVES.search(here.sentence.text[frame.start - here.sentence.start :][:24]))
    if suffered:  # 海警船から放水を受け
        from_whom = ("by", "from-of", "from")
    passive = suffered or (teller is not None and teller.tail.passive)
    if passive and mode in TOUCHING:  # 韓国の駆逐艦からレーダーが照射された
        from_whom = ("by", "from-of", "from")
    agents = [f for f in mine if f.role in from_whom and f.acts and f.parties]
    if mode == "election":
        voters = [f for f in mine if f.kind == "actor" and 0 <= frame.start - f.end <= 8]
        if voters:
            return set(voters[-1].parties)
    if subject is state.subject and mode in ANSWERED and state.voice:
        # 抗議しました: who speaks does, to whom was spoken of
        found = set(state.voice)
        told = meant(subject, state) if subject is not None else set()
        pairs = [set(p) for p in state.pairs if found & set(p)]
        other = next((t - found for t in (told, *pairs) if len(t - found) == 1), set())
        out.initiator, out.recipient = state.voice, tuple(sorted(other))
        return found | other
    found = set()
    if agents and (passive or frame.rule.pos == "noun"):
        found |= together(agents[-1], here.figures, state)
        out.initiator = tuple(sorted(found))
        if subject is not None and subject is not agents[-1] and passive:
            out.recipient = tuple(sorted(meant(subject, state) - found))
            return found | set(out.recipient)
    elif subject is not None:
        found |= together(subject, here.figures, state)
        out.initiator = tuple(sorted(found))
    if mode in LAUNCHES and subject is not None and subject.role in ACTS:
        state.launcher = tuple(sorted(found))
    if mode in ALONE or mode == "share-intelligence":
        return found
    targets = [
        f
        for f in mine
        if f is not subject
        and meant(f, state)
        and (
            f.role in AIMED_AT
            or f.kind == "place"
            or against(f, here)
            or (f.role in ("at", "at-of", "of") and f.kind in ("actor", "place", "deictic"))
        )
    ]
    targets = [f for f in targets if not of_a_noun(f, frame.start, here)]
    if mode in TOGETHER:
        found |= {p for f in mine if f.role == "with" and f is not subject for p in meant(f, state)}
    marked = [f for f in targets if f.role in AIMED_AT] or targets
    last = marked[-1:]
    for f in [m for m in marked if last and (m.role, m.after) == (last[0].role, last[0].after)]:
        hit = meant(f, state)
        if hit - found:
            out.recipient = tuple(sorted(hit - found))
        found |= hit
    if mode in ("attack", "clash", "harass"):
        found |= {
            p
            for h in here.sentence.entities
            if out.reach[0] <= h.start < out.reach[1]
            for i in h.inner
            for p in i.parties
        }
    if mode == "protest":
        posted = posted_at(here)
        if posted and not posted <= found:
            found = posted | {p for f in mine if f.role == "object" for p in f.parties}
            out.initiator = tuple(sorted(posted))
    if not out.recipient and mode in ("protest", "accuse"):
        before = [f for f in here.figures if f.end <= out.reach[0] and f.parties and f.acts]
        for f in [f for f in before if not set(f.parties) & found][-1:]:
            out.recipient = tuple(sorted(f.parties))
            found |= set(f.parties)
    if len(found) == 1 and mode in TOUCHING and not out.recipient:
        other = _other(found, here, state)
        if mode == "intercept" and not other and state.told:
            before_it = state.told[-1]
            moved = before_it.frame.mode in MOVES
            other = set(before_it.parties) - found if moved else set()
        if mode in ("incursion", "harass") and not other & set(state.voice or state.focus):
            other = set()
        out.recipient = tuple(sorted(other))
        found |= other
    ours = set(state.voice or state.home)
    if mode == "incursion" and not out.recipient and not found & ours and _into_ours(out, here):
        out.recipient = tuple(sorted(set(state.voice or state.home) - found))
        found |= set(out.recipient)
    if mode == "reject" and len(found) == 1:  # 오스틴 장관의 회담 제의를 뿌리쳤다
        asked = [f for f in mine if f.role in ("of", "from-of") and f.acts and f is not subject]
        found |= {p for f in asked[-1:] for p in meant(f, state)}
        out.recipient = tuple(sorted(found - set(out.initiator)))
    if mode == "urge" and len(found) == 1 and set(out.initiator) == found:
        pairs = [set(f.parties) for f in mine if len(f.parties) == 2 and found < set(f.parties)]
        found |= pairs[-1] if pairs else _asked(found, here, state)
        out.recipient = tuple(sorted(found - set(out.initiator)))
    if mode == "cease" and found <= set(state.focus):
        found = set(state.focus)
    if not found and mode in OWN:
        found = set(state.voice)
    return found
