"""What two sides resolve on together in Korean, without a word for agreeing: 양측은 …기로 했다."""

import re
from collections.abc import Iterator, Sequence

from parley.coding import final
from parley.coding.nouns import NOUN, Frame, Noun
from parley.coding.scan import Clause, Sentence

NUMBERED = re.compile(
    r"[^0-9가-힣]{0,3}(?:(?:[0-9]{4}\. ?)?[0-9]{1,2}\. ?[0-9]{1,2}\.? "
    r"|(?:[0-9]{4}년 ?)?[0-9]{1,2}월[^:：,.]{0,14}[:：])"
)
"""Opens an entry of a Korean chronology with its date."""
RESOLVED = re.compile(r"(?<=[가-힣])기로 (?:했(?!던|었)|하였|함(?![가-힣])|하고(?=[ ,]))")
"""After what is resolved on."""
SOFT = re.compile(
    r"(?:협의|협력|노력|조율|검토|논의|소통|공조|강화|연대|심화|확대|발전|유지|가속화|활성화|모색"
    r"|지속|정|힘쓰|애쓰|힘을 쏟|머리를 맞대|기울이|힘을 합치|힘을 모으)[가-힣]?(?: [가-힣]{1,3})?$"
    r"|(?:소통|대화|협의|교류|협력|공조|연락|관계|관심|의견)(?:을|를|도) [^,]{1,12}$"
)
"""What two sides resolve on whenever they meet: 긴밀히 협력해 나가기로."""
JOINTLY = re.compile(
    r"(?:양|두|세|3|양국|한일|한미|한중|미중|남북|북미|미러|중일|미일|한미일) ?"
    r"(?:나라|국가|사람|정상|장관|장군|대통령|총리|주석|정부|당국|지도자|대표단?|수석대표|외교수장"
    r"|국방수장|[가-힣]{0,6}(?:장관|총장|의장|사령관|차관|대표|당국|정상|총리))(?:들)?(?:은|는|이|가)(?![가-힣])"
)
"""Two who act together, named by what they are."""
MARKED = re.compile(
    r"(?: (?:양국|양측|두 나라|정상|정부|당국|군|외교장관|국방장관)(?: ?당국)?)?[은는이가] "
)
PAIRED = re.compile(r"[^,.]{0,14}(?:와|과|·|및)(?: [^,.]{0,8})?")
SUBJECT = re.compile(r"[^,.]{0,16}?[은는이가][ ,]")
TAKEN_UP = re.compile(r"(?:을|를)? ?(?:새로 |처음 )?(?:시작|개시|출범|가동|신설|발족)하?$")
"""Before "resolve", talks that are to be begun."""


ENDING = 3
"""Syllables at most between a verb and the ending that resolves on it: 재개하기로."""


def frames(
    sentence: Sentence, things: list[Noun], topic: Noun | None = None, entry: bool = False
) -> list[Frame]:
    """Every act of a verb-final sentence, with what two sides resolve on in it."""
    opened = list(final.frames(sentence, things, topic, entry))
    if "기로 " in sentence.text:
        for frame in list(resolved(sentence, things, opened, entry)):
            opened = [f for f in opened if not _same(f, frame, frame.start)]
            opened.append(frame)
    return opened


def _same(frame: Frame, made: Frame, at: int) -> bool:
    """Whether an act is told anew as what was agreed: the talks to begin, the fire to cease."""
    if made.objects:
        return frame.rule.pos == "noun" and frame.start == made.objects[0].start
    return frame.mode == "cease" and _closes(frame, at)


def _closes(frame: Frame, at: int) -> bool:
    """Whether the verb of an act is what is resolved on at ``at``."""
    teller = frame.told_by or frame
    return 0 <= at - teller.end <= ENDING


def resolved(
    sentence: Sentence, things: Sequence[Noun], opened: Sequence[Frame], entry: bool
) -> Iterator[Frame]:
    """An agreement for each clause in which two sides resolve on what no other act tells."""
    offset = sentence.start
    for match in RESOLVED.finditer(sentence.text):
        at = match.start() + offset
        if any(quote.start <= at < quote.end for quote in sentence.quotes):
            continue
        if SOFT.search(sentence.text, 0, match.start()):
            continue
        clause = sentence.clauses[sentence.clause_at(at)]
        inside = [f for f in opened if _closes(f, at) and f.mode != "cease"]
        talks = _begun(sentence, things, clause, at)
        alone = entry and not any(h.parties for h in sentence.entities)
        if not (alone and talks) and not jointly(sentence, at):
            continue
        end = match.end() + offset
        if any(f.realised == "agreed to" for f in inside):
            continue
        if talks is not None:
            yield Frame("agree-to-establish", at, end, NOUN, (talks,), "agreed", None, "agreed to")
        elif not inside:
            yield Frame("agree", at, end, NOUN, (), "occurred", None, "agreed")


def _begun(sentence: Sentence, things: Sequence[Noun], clause: Clause, at: int) -> Noun | None:
    """The talks that are to be begun, if any: 전략대화를 시작하기로 했다."""
    offset = sentence.start
    for noun in reversed(things):
        if clause.start <= noun.start < noun.end <= at and (
            noun.channel or noun.classes & {"contact", "channel", "body", "line"}
        ):
            begun = TAKEN_UP.fullmatch(sentence.text, noun.end - offset, at - offset)
            return noun if begun else None
    return None


def jointly(sentence: Sentence, stop: int) -> bool:
    """Whether two sides are the subject of what stands before ``stop``."""
    offset, text = sentence.start, sentence.text
    if JOINTLY.search(text, 0, stop - offset):
        return True
    before = [h for h in sentence.entities if h.end <= stop]
    for number, hit in enumerate(before):
        many = len(hit.parties) > 1 and MARKED.match(text, hit.end - offset)
        if hit.kind == "both" or many:
            return True
        for other in before[number + 1 : number + 4]:
            if (
                hit.parties
                and other.parties
                and not set(hit.parties) & set(other.parties)
                and PAIRED.fullmatch(text, hit.end - offset, other.start - offset)
                and SUBJECT.match(text, other.end - offset)
            ):
                return True
    return False
