"""People, round and place of an act, from its clause."""

import re

from parley.coding import grammar
from parley.coding.agreements import DRILLS
from parley.coding.counterparts import he, preposed
from parley.coding.figures import Figure
from parley.coding.modality import cues, segment
from parley.coding.scan import Scan, as_written
from parley.coding.slots import CONTACT, Around, Filled, State
from parley.items import Participant, Place
from parley.lexicon import Lexicon

COUNTED = CONTACT | DRILLS | {"resume-channel", "cancel", "visit"}
"""What has a round."""
SIGNED = frozenset({"sign", "agree"})
"""What people do together as they meet."""
SEEN_THERE = CONTACT | SIGNED
REFUSED_TOO = SEEN_THERE | {"refuse-meeting"}
COUNTED_ANYWHERE = CONTACT | {"resume-channel"}
ROUND = re.compile(r"\s(?:round|session|meeting|edition|plenary|time)\b")
"""After a number that follows the verb: "met for the third round"."""


THIS_IS = re.compile(
    r"(?:这|此|此次|这次|本次)(?:已经?)?(?:是|为|系)(?:双方|两国|两军|双边)?(?:的)?"
    r"|\W*(?:and\s)?(?:it|this|which)\s(?:was|is|marked)\s(?:only\s|already\s)?the\s",
    re.IGNORECASE,
)
"""What stands before the number of a round in a remark on the talks just told."""
NEXT = 24
"""Characters after talks within which Japanese says which they were: 会談は2月19日の第21回まで."""


def people(out: Filled, here: Around, scan: Scan, state: State) -> None:
    """Fills in the people of the parties that the clause names."""
    if any(f.name for f in here.figures):
        out.participants = taking_part(out, here, scan)
    who = state.person
    if (
        who is not None
        and who.party in out.parties
        and he(out, here)
        and all(p.party != who.party for p in out.participants)
    ):
        out.participants = (who, *out.participants)


def taking_part(out: Filled, here: Around, scan: Scan) -> tuple[Participant, ...]:
    """The people of the parties by name, those of the clause before all."""
    sentence = here.sentence
    clause = sentence.clauses[out.clause]
    start = clause.start
    named = [f for f in here.figures if f.name and start <= f.start < clause.end]
    if scan.lang.startswith("zh"):
        named = [f for f in named if not of_reason(f, out)]
    if scan.lang == "en":
        named += [f for f in preposed(out, here) if f.name and f not in named]
    if not named or (out.frame.mode in SEEN_THERE and len({f.parties for f in named}) < 2):
        before = [f for f in here.figures if f.name and f.start < start]
        if scan.lang.startswith("zh"):  # not those of the act before a semicolon
            low = segment(sentence, start)[0]
            own = {p for f in here.figures if low <= f.start < clause.end for p in f.parties}
            before = [f for f in before if f.start >= low or not own & set(f.parties)]
            if any(f.acts and start <= f.start < out.frame.start for f in here.figures):
                both = out.frame.mode in REFUSED_TOO
                before = [f for f in before if both and not tells(f, here, start)]
        if scan.lang.startswith("zh") or grammar.of(scan.lang).cased:
            wanted = set(out.initiator if out.frame.mode == "visit" else out.parties)
            before = [f for f in before if not f.parties or wanted & set(f.parties)]
            if out.frame.mode not in SEEN_THERE:  # those named last
                clauses = [sentence.clause_at(f.start) for f in before]
                before = [f for f, n in zip(before, clauses, strict=True) if n == clauses[-1]]
        known = {f.parties for f in named}
        others = [f for f in before if f.parties not in known]
        two = 2 if grammar.of(scan.lang).cased and not named else 1
        named = (others if len({f.parties for f in others}) == two else others[-1:]) + named
    if scan.lang.startswith("zh") and out.frame.mode in CONTACT:
        named += [f for f in leaders(out, here) if f not in named]
    return tuple(
        Participant(
            name=as_written(scan, *f.name_at),
            party=f.parties[0] if f.parties else None,
            role=f.office,
            entity=f.entity,
        )
        for f in named
        if not f.parties or set(f.parties) & set(out.parties)
    )


def tells(figure: Figure, here: Around, start: int) -> bool:
    """Whether somebody only tells of what others do: 部长表示，两国元首…会晤."""
    sentence = here.sentence
    clause = sentence.clauses[sentence.clause_at(figure.start)]
    said = cues(sentence, "cue-said", figure.end, min(clause.end, start))
    return any(word.end >= clause.end - 2 for word in said)


def of_reason(figure: Figure, out: Filled) -> bool:
    """Whether somebody stands in the reason that a Chinese clause gives: 因甲访台取消."""
    if "cue-reason" not in out.sentence.by_pos:
        return False
    clause = out.sentence.clauses[out.clause]
    acts = [w.start for w in out.sentence.by_pos.get("verb", ()) if w.start < out.frame.start]
    return any(
        out.reach[0] <= cue.start
        and cue.end <= figure.start < out.frame.start
        and any(cue.end <= act for act in acts)
        for cue in cues(out.sentence, "cue-reason", clause.start, out.frame.start)
    )


def leaders(out: Filled, here: Around) -> list[Figure]:
    """Those who a clause that follows says led a side: 中方由…司长带队."""
    sentence = here.sentence
    high = segment(sentence, out.frame.start)[1]
    after = [c for c in sentence.clauses[out.clause + 1 :] if c.start < high]
    return [
        f
        for clause in after
        if cues(sentence, "cue-lead", clause.start, clause.end)
        for f in here.figures
        if f.name and clause.start <= f.start < clause.end
    ]


def iteration(out: Filled, here: Around) -> None:
    """Fills in the round\'s number."""
    if out.frame.mode not in COUNTED:
        return
    if not here.rounds:
        return
    offset = here.sentence.start
    days = here.sentence.dates  # "on the 20th" counts no round
    rounds = [r for r in here.rounds if not any(d.start <= r[0] < d.end for d in days)]
    for start, end, number in rounds:
        near = 0 <= out.frame.start - start <= 45
        if not near and 0 <= start - out.frame.end <= 60:
            near = ROUND.match(here.sentence.text, end - offset) is not None
            near = near or (here.lang == "ja" and start - out.frame.end <= NEXT)
        thing = out.frame.objects[0].start if out.frame.objects and here.lang == "en" else -1
        if 0 <= thing - start <= 45 and thing < out.frame.start:
            out.iteration = number  # "the second meeting of it, which took place in May"
        if near and here.sentence.clause_at(start) == out.clause:
            out.iteration = number
    if out.iteration is None and out.frame.mode in COUNTED_ANYWHERE:
        for start, _, number in rounds:
            clause = here.sentence.clauses[here.sentence.clause_at(start)]
            ahead = here.sentence.text[clause.start - offset : start - offset]
            if 0 <= start - out.frame.end <= 30 and THIS_IS.fullmatch(ahead):
                out.iteration = number
    if out.iteration is None and out.channel and out.frame.mode in CONTACT:
        for start, end, number in rounds:
            for hit in here.sentence.entities:
                if (
                    hit.kind == "channel"
                    and hit.id == out.channel
                    and (0 <= hit.start - end <= 3 or 0 <= start - hit.end <= 3)
                ):
                    out.iteration = number


def place(out: Filled, here: Around, scan: Scan, lexicon: Lexicon) -> None:
    """Fills in the place, where the clause names one."""
    clause = here.sentence.clauses[out.clause]
    low, high = clause.start, clause.end
    there = [f for f in here.figures if (f.venue or f.kind == "place") and low <= f.start < high]
    if len(there) > 1:
        there.sort(key=lambda f: f.kind != "place" and f.place in f.parties)
    for f in there[:1]:
        out.place = Place(
            name=as_written(scan, f.start, f.end),
            party=f.parties[0] if len(f.parties) == 1 else None,
            entity=f.place,
        )
        return


def hosted(out: Filled, here: Around, lexicon: Lexicon) -> bool:
    """Whether an act is told of a forum, or of a body of several parties."""
    if out.channel is not None and not lexicon.channels[out.channel].parties:
        return True
    return any(
        lexicon.actors[p].kind == "body"
        for f in here.figures
        if f.kind == "actor"
        for p in f.parties
        if p in out.parties and p in lexicon.actors
    )
