"""Whose office it is, and who holds it, where Korean sets other words before a title.

인도와 파키스탄의 군 작전국장, 스콧 베선트 미 재무장관, 옐런 재무장관.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from parley.coding.names import SURNAMES
from parley.coding.particles import Particles
from parley.coding.scan import Sentence
from parley.lexicon import Lexicon

if TYPE_CHECKING:
    from parley.coding.figures import Figure

BETWEEN = re.compile(
    r"(?:의)? ?(?:[가-힣]{1,6}(?<![은는을를에와과며고]) ){0,2}"
    r"[가-힣]{0,5}(?<![은는을를에와과며고도])"
)
"""Between a party and the title of its official."""
JOINED = re.compile(r" ?(?:와|과|·|,|및) ?")
GLUED = re.compile(r"(?<= )[가-힣]{1,4}$")
"""What a title begins with that is not listed: 재무장관."""
STRANGE = re.compile(
    "[스트크프르드브즈츠쓰키카코쿠푸티디루레베벨케켈콜쉐쑹쑨쩌훙펑젠찐응웡옐슝쿤뤄뤼샤셰쉬톈헤흐퀴퉁롄댜데둥딘또띠]"
)
"""What names from abroad have in them and Korean words seldom do."""
KOREAN = re.compile(rf"[{SURNAMES}][가-힣]{{2}}|[가-힣]{{4,}}(?<=[남선제황독사])[가-힣]{{2}}")
"""How a Korean name is built."""
NEVER = frozenset({"between", "about"})
OF_BOTH = frozenset({"office", "deictic"})
ANYBODY_S = re.compile(
    "합참|합동참모본부|합참의장|합동참모의장|해군작전사령부|해양경찰청|군 당국|정부 당국"
)
"""Bodies and posts that are the reader's own only where nobody is named before them: 미 합참."""


def foreign(name: str | None) -> bool:
    """Whether a name in Hangul is no Korean one."""
    return name is not None and "가" <= name[:1] <= "힣" and KOREAN.fullmatch(name) is None


@lru_cache(maxsize=16)
def envoys(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    """Finds whose envoy somebody is, written together with where (주한러시아대사), and by name."""
    lands = {n: key for key, actor in lexicon.actors.items() for n in actor.names.get("ko", ())}
    names = "|".join(sorted(map(re.escape, lands), key=len, reverse=True))
    return re.compile(rf"[한중일미러북]({names}) ?(?:임시)?대[사리]"), lands


def held(
    found: "Sequence[Figure]", sentence: Sentence, text: str, marks: Particles, lexicon: Lexicon
) -> "list[Figure]":
    """The figures of a Korean sentence, titles with the party before them and the name."""
    envoy, lands = envoys(lexicon)
    out: list[Figure] = []
    for figure in found:
        last = out[-1] if out else None
        if last is not None and text[last.end : figure.start] in ("", " "):
            whole = text[figure.start : figure.end]
            if last.kind == "both" and figure.kind in OF_BOTH and figure.name is None:
                out.pop()  # 두 나라 국방당국, 양국 합참의장
                figure = msgspec.structs.replace(
                    figure, start=last.start, kind="both", parties=last.parties
                )
            elif last.kind == "actor" and len(last.parties) == 1 and ANYBODY_S.fullmatch(whole):
                out.pop()
                kind = "actor" if figure.kind == "deictic" else figure.kind
                figure = msgspec.structs.replace(
                    figure, start=last.start, parties=last.parties, kind=kind
                )
        elif figure.kind == "deictic" and marks.after(text, figure.end).name == "between":
            figure = msgspec.structs.replace(figure, kind="both", parties=())  # 군 당국 간 소통
        if (
            last is not None
            and last.kind == "both"
            and figure.kind == "office"
            and not figure.parties
            and JOINED.fullmatch(text, last.end, figure.start)
        ):
            figure = msgspec.structs.replace(figure, kind="both", parties=last.parties)
        elif (
            last is not None
            and last.kind == figure.kind == "actor"
            and last.parties == figure.parties
            and text[last.end : figure.start] == " "
        ):
            out.pop()  # 러시아 TU-95
            figure = msgspec.structs.replace(figure, start=last.start)
        elif figure.kind == "office" and (glued := envoy.search(text, figure.start, figure.end)):
            figure = msgspec.structs.replace(figure, parties=(lands[glued[1]],))
        elif figure.kind == "office" and not figure.parties and figure.name is None:
            figure = _of_party(figure, out, sentence, text)
            figure = _named(figure, out, sentence, text, marks)
        out.append(figure)
    return out


def _of_party(figure: "Figure", out: "list[Figure]", sentence: Sentence, text: str) -> "Figure":
    last = out[-1] if out else None
    if last is None or last.kind != "actor" or not last.parties or last.end > figure.start:
        return figure
    between = text[last.end : figure.start]
    if not between.strip() or not BETWEEN.fullmatch(between):
        return figure
    if any(w.tail.verb for w in sentence.words if last.end <= w.start < figure.start):
        return figure
    whose, start = set(last.parties), last.start
    out.pop()
    while out and out[-1].kind == "actor" and JOINED.fullmatch(text, out[-1].end, start):
        start = out[-1].start
        whose |= set(out.pop().parties)
    return msgspec.structs.replace(figure, start=start, parties=tuple(sorted(whose)))


def _named(
    figure: "Figure", out: "Sequence[Figure]", sentence: Sentence, text: str, marks: Particles
) -> "Figure":
    stop = figure.start
    glued = GLUED.search(text, max(sentence.start, stop - 6), stop)
    if glued and not figure.parties:
        stop = glued.start()
    at = marks.name(sentence, text, stop, [f.end for f in out])
    if at is None:
        return figure
    name = text[slice(*at)]
    if not (STRANGE.search(name) if foreign(name) else figure.parties):
        return figure
    return msgspec.structs.replace(figure, start=at[0], name=name, name_at=at, kind="person")


BODIES = frozenset(
    {
        "ministry-of-defence",
        "ministry-of-foreign-affairs",
        "government",
        "presidential-office",
        "armed-forces",
    }
)
"""Whose name alone means the reader's own: 외교부는; a minister named alone may be anybody's."""
