"""What is said in a verb-final sentence: it stands before the verb, the speaker before it."""

import re
from collections.abc import Sequence

import msgspec

from parley.coding.positions import Cue, meaning
from parley.coding.saying import Frame, going_on, words_in
from parley.coding.speakers import NOBODY, TOGETHER, Finder, Voice, side
from parley.coding.subjects import Grammar, Named, inner_quotes
from parley.coding.vocabulary import Match

NEAR = 24  # characters between a speaker who stands after what is said and the verb
DEMANDS = frozenset({"urge", "oppose", "warn"})
"""What both sides say together is a position of the side whose document it is, where it is firm."""
TWO = ("両", "双方", "양", "두")
"""How a name for two sides begins."""
MOST = 3
EMPTY = 2  # characters that say nothing: a verb that opens a sentence only describes its subject
QUOTED = "고"
"""How a cue ends that quotes what is asked for."""
REACH = 16  # characters of a verb's ending


class Verb(msgspec.Struct, frozen=True, gc=False):
    """A verb of saying: the word, what it means, where its ending ends."""

    word: Match[Cue]
    cue: Cue
    end: int


def verbs(finder: Finder, start: int, rules: Grammar) -> list[Verb]:
    """The verbs of saying of a sentence that are said of somebody, in order."""
    sentence, words = finder.sentence, finder.words
    text = finder.scan.view.text
    found = sorted(
        [(w.start, "speech", w) for w in words.of("speech", start, sentence.end)]
        + [(w.start, "react", w) for w in words.of("react", start, sentence.end)]
    )
    out = []
    quotes = inner_quotes(sentence)
    for _, pos, word in found:
        cue = meaning(word, pos)
        if any(
            q.start <= word.start and word.end <= q.end and q.end - q.start > len(word.text) + 4
            for q in quotes
        ):
            continue
        if word.text.endswith(QUOTED) and any(
            0 <= w.start - word.end <= 2 for _, p, w in found if p == "speech"
        ):
            continue  # 해 달라고 당부했다: the verb after it says it
        end = ended(text, word, cue, sentence.end, rules)
        if end is not None:
            out.append(Verb(word, cue, end))
    return out


OBJECT = re.compile("[가-힣][을를] (?:강력히 |강하게 |엄중히 |거듭 |재차 )?$")
"""Before a Korean noun of saying that closes a note: 즉각적인 중단을 촉구."""


def ended(text: str, word: Match[Cue], cue: Cue, stop: int, rules: Grammar) -> int | None:
    """Where a verb of saying ends; None where it is denied, passive, planned or no verb."""
    at, limit = word.end, min(stop, word.end + REACH)
    if cue.pos == "speech" and (
        rules.passive.match(text, at, limit)
        or rules.unsaid.match(text, at, limit)
        or rules.unreal.match(text, at, limit)
    ):
        return None
    if (
        cue.pos == "speech"
        and rules.relative.match(text, at, limit)
        and (
            rules.beside.search(text, max(0, word.start - 4), word.start)
            or (cue.noun and not rules.quote.search(text, max(0, word.start - 6), word.start))
        )
    ):
        return None
    if cue.sees and rules.seen.search(text, max(0, word.start - REACH), word.start):
        return None
    if cue.predicate and not rules.predicate.search(text, max(0, word.start - 2), word.start):
        return None
    if cue.quoted and not rules.quote.search(text, max(0, word.start - 6), word.start):
        return None
    if not cue.noun:
        return at
    light = rules.light.match(text, at, limit)
    if light:
        end = light.end()
        if rules.unsaid.match(text, end, stop) or rules.unreal.match(text, end, stop):
            return None
        return None if rules.passive.match(text, end, stop) else end
    quoted = rules.quote.search(text, max(0, word.start - 6), word.start)
    quoted = quoted or OBJECT.search(text, max(0, word.start - 9), word.start)
    return at if quoted and rules.headline.match(text, at, stop) else None


def speaker(
    finder: Finder, verb: Verb, low: int, last: Voice | None, who: Sequence[Named], rules: Grammar
) -> Named | None:
    """Who says it: named before what is said or between that and the verb, if anybody is."""
    text = finder.scan.view.text
    here = [
        n
        for n in who
        if low <= n.start < verb.word.start
        and not (n.mark == "subject" and rules.condition.search(text, n.end, verb.word.start))
    ]
    if verb.cue.pos in ("react", "pred"):
        here = [
            n
            for n in here
            if n.mark != "subject" or not rules.nominal.search(text, n.end, verb.word.start)
        ]
    near = [
        n
        for n in here
        if n.mark != "source"
        and verb.word.start - n.end <= NEAR
        and not rules.turn.search(text, n.end, verb.word.start)
        and not any(n.end <= q.start < verb.word.start for q in finder.sentence.quotes)
        and not rules.quote.search(text, n.end, verb.word.start)
        and rules.closes.search(text, max(low, n.start - 6), n.start)
    ]
    if near:
        return near[-1]
    spoken = [n for n in here if n.mark == "topic"]
    if not spoken:
        spoken = [n for n in here if n.mark == "subject"] if last is None else []
        spoken = [n for n in spoken if not describes(finder, n, verb)]
        if len(spoken) == 1 and inner(finder, spoken[0], rules):
            return None
    if not spoken:
        spoken = [n for n in here if n.mark in ("source", "bare")]
        return spoken[0] if spoken else None
    chosen = spoken[0]
    for one in spoken[1:]:
        if turns(text, chosen.end, one.start, rules):
            chosen = one
    return chosen


DESCRIBES = re.compile(
    r"[^、。「」]*?(?:[しさめれっけげえいきみりわべせてちだ](?<!とし)(?<!に[関対]し)(?<!を通じ)(?<!に向け)"
    r"(?<!を含め)(?<!を踏まえ)(?<!に基づい)(?<!をめぐっ)(?<!を巡っ)た"
    r"|(?<!をめぐ)(?<!を巡)(?<!に[関対]す)(?<!とす)(?<!における)(?<!におけ)(?<!によ)(?<!に係)る"
    r"|(?<!に基づ)く|(?<!を含)む|[うすつぐぶ])(?=[一-龠ァ-ヴ])"
)
"""From a subject on to the verb of a clause that only tells of the noun after it."""


ASKED_FOR = re.compile("よう(?:に|にと|、)?(?:改めて|強く|重ねて)*$")
ASKED_OF = re.compile("[^、。]{0,4}に(?:も|は|対し|向け)?")
"""After those who are asked to do something."""


def describes(finder: Finder, named: Named, verb: Verb) -> bool:
    """Whether a subject is that of what a noun is told of by: 中国が制定した法律に懸念を示した.

    Or of what is asked for, where nobody is asked (中国が船を退けるよう求めた).
    """
    if finder.scan.lang != "ja":
        return False
    text, at = finder.scan.view.text, verb.word.start
    asked = verb.cue.act in DEMANDS and ASKED_FOR.search(text, max(named.end, at - 12), at)
    if asked and not any(
        named.end <= h.start < at and ASKED_OF.match(text, h.end) for h in finder.sentence.entities
    ):
        return True
    told = DESCRIBES.match(text, named.end, at)
    return told is not None and not any(
        h.kind in ("actor", "compound", "person", "office") and named.end <= h.start < told.end()
        for h in finder.sentence.entities
    )


COUNTRY = 8  # characters of a country's name
GOES_ON = re.compile(
    r"[\s○ㅇ□◦∙·\-]*(?:또한?|이어|이어서|아울러|특히|그러면서도?|나아가|이와 함께|이와 관련해"
    r"|더불어|다만|한편으로|덧붙여)(?=[ ,])|\s*[○ㅇ◦]\s"
)
"""Opens a sentence that goes on with who spoke before."""


def inner(finder: Finder, named: Named, rules: Grammar) -> bool:
    """Whether a country is the subject of what somebody else goes on to say: 또 중국이 …고 했다."""
    if finder.scan.lang != "ko" or named.voice.entity or named.end - named.start > COUNTRY:
        return False
    if not GOES_ON.match(finder.sentence.text):
        return False
    meant = elided(finder)
    return meant.counts and meant.party != named.voice.party


def turns(text: str, start: int, end: int, rules: Grammar) -> bool:
    """Whether a clause ends right before ``end``, so that another subject opens the next."""
    ends = [match.end() for match in rules.turn.finditer(text, start, end)]
    return bool(ends) and end - ends[-1] <= 4


def elided(finder: Finder) -> Voice:
    """The speaker of a verb without a subject: who answers or spoke last, whose document it is."""
    if finder.role.voice is not None:
        return finder.role.voice
    memory, paragraph = finder.memory, finder.sentence.paragraph
    if spoken_to(finder):
        own = side(finder.scan)
        return Voice("", own) if own else NOBODY
    if memory.subject is not None and memory.subject_at == paragraph:
        return memory.subject
    if memory.voice is not None and memory.paragraph == paragraph:
        return memory.voice
    own = side(finder.scan)
    if own:
        return Voice("", own)
    if memory.subject is not None and memory.subject_at == paragraph - 1 and carries(finder):
        return memory.subject
    return NOBODY


CARRIES = re.compile(
    r"\s*(?:また|さらに|更に|加えて|その上で|そのうえで|このほか|この他|これに加え|あわせて|併せて|同時に"
    r"|続けて|続いて|一方で|特に|とりわけ|その際|席上|この中で|これに関連し|これに先立ち)[、，]?"
)
"""Opens a paragraph that goes on with who spoke in the one before, where nobody else is named."""


def carries(finder: Finder) -> bool:
    """Whether a Japanese paragraph goes on with the subject of the one before it."""
    return finder.scan.lang == "ja" and CARRIES.match(finder.sentence.text) is not None


POLITE = re.compile("(?:ます|ません|です)。?$")
"""How a sentence ends that somebody says now, rather than tells as said."""


def firsthand(finder: Finder, verb: Verb) -> Voice | None:
    """The side whose document it is, which reacts in its own words: 断じて容認できません."""
    own = side(finder.scan)
    if own is None or finder.role.voice is not None or verb.cue.pos != "react":
        return None
    if finder.scan.lang != "ja" or not POLITE.search(finder.sentence.text.rstrip()):
        return None
    return Voice("", own)


TOWARDS = re.compile("側?に対して?は")
"""After whom something is said to: 北朝鮮に対しては、強く非難した."""


def spoken_to(finder: Finder) -> bool:
    """Whether a sentence opens with those to whom it is said, who spoke last."""
    last, sentence = finder.memory.subject, finder.sentence
    first = sentence.entities[0] if sentence.entities else None
    if first is None or last is None or last.party not in first.parties:
        return False
    return bool(TOWARDS.match(finder.scan.view.text, first.end))


def of_both(finder: Finder, named: Named | None) -> tuple[Voice, ...]:
    """The voices of those who say something together in the document of one of them."""
    own, sides = side(finder.scan), finder.memory.sides
    if own is None:
        return tuple(Voice("", party) for party in finder.memory.together)
    two = named is not None and finder.scan.view.text.startswith(TWO, named.start)
    known = own in sides and len(sides) <= (2 if two else MOST)
    return tuple(Voice("", party) for party in (sides if known else (own,)))


def frames(finder: Finder, start: int, who: Sequence[Named], rules: Grammar) -> list[Frame]:
    """What is said in a verb-final sentence from ``start`` on, in order."""
    out: list[Frame] = []
    low, last = start, None
    for verb in verbs(finder, start, rules):
        if not out and verb.word.start - low <= EMPTY:
            continue
        named = speaker(finder, verb, low, last, who, rules)
        answering = finder.role.voice
        if (
            answering is not None
            and finder.scan.lang == "ja"
            and verb.cue.pos == "react"
            and named is not None
            and named.voice.party not in (answering.party, None)
        ):
            named, last = None, answering  # 台湾は…外部の干渉は許さない
        last = named.voice if named else last or firsthand(finder, verb) or elided(finder)
        both: tuple[Voice, ...] = ()
        if last is TOGETHER and (verb.cue.act in DEMANDS or verb.cue.shared):
            both = of_both(finder, named)
        opens = named is not None and verb.word.start - named.end > NEAR
        if opens and named is not None and turns(finder.scan.view.text, low, named.start, rules):
            low = named.start
        cue = verb.cue
        saying = named.voices if named is not None and named.voices else both or (last,)
        if len(saying) > 1:
            finder.memory.together = tuple(v.party for v in saying if v.party)
        out += [
            Frame(
                voice,
                cue.act,
                cue.strength,
                cue.plain,
                cue.pos == "react",
                False,
                verb.word,
                low,
                verb.end,
            )
            for voice in saying
        ]
        low = verb.end
    out += quotations(finder, start, out, who, rules)
    if not out:
        return without_verb(finder, start, who, rules)
    out.sort(key=lambda frame: (frame.start, frame.end))
    rest = finder.sentence.end
    if finder.role.voice is not None and rest - low > 8:
        out.append(going_on(finder.role.voice, low, rest))
    return out


NEXT = 3
"""Characters at most between a name and its words in a headline: 외무성 "…"."""
END = ".。,、 \n"
LONG = 6
"""Characters of a quotation that says something, rather than gives a name or a term."""


def quotations(
    finder: Finder, start: int, told: Sequence[Frame], who: Sequence[Named], rules: Grammar
) -> list[Frame]:
    """Quotations that another verb than one of saying closes: 「…」と責任を押しつけた."""
    text, out = finder.scan.view.text, []
    for quote in inner_quotes(finder.sentence):
        low, high = max(quote.start, start), min(quote.end, finder.sentence.end)
        if high - low < LONG or any(f.start <= low and high <= f.end for f in told):
            continue
        goes_on = quote.end > finder.sentence.end
        named = [n for n in who if n.end <= low and n.mark != "source"]
        headline = (
            named and low - named[-1].end <= NEXT and not text[quote.end + 1 :][:1].strip(END)
        )
        if not (goes_on or headline or rules.cites.match(text, quote.end + 1)):
            continue
        named = [n for n in named if n.mark == "topic"] or named
        if named and named[-1].voice.counts:
            voice = named[-1].voice
            out.append(Frame(voice, "assert", 2, True, False, False, None, low, high))
    return out


def without_verb(finder: Finder, start: int, who: Sequence[Named], rules: Grammar) -> list[Frame]:
    """Whose words a sentence is that has no verb of saying; empty where it is the text's own."""
    sentence, memory = finder.sentence, finder.memory
    own = side(finder.scan)
    text = finder.scan.view.text
    topics = [
        n
        for n in who
        if n.start >= start
        and n.mark != "source"
        and not (n.mark == "subject" and rules.condition.search(text, n.end, sentence.end))
    ]
    speaking = finder.role.voice or (Voice("", own) if own else None)
    asked = any(meaning(w, "pred").act == "urge" for w in words_in(finder, start))
    if topics and asked and speaking and topics[0].voice.party != speaking.party:
        return [going_on(speaking, start, sentence.end)]
    if topics and topics[0].voice in (NOBODY, TOGETHER) and topics[0].mark == "topic" and not asked:
        return []
    if finder.role.voice is not None:
        frame = going_on(finder.role.voice, start, sentence.end)
        return [msgspec.structs.replace(frame, answer=finder.role.part == "answer")]
    said = [
        n
        for n in topics
        if n.mark == "bare"
        and any(q.start - n.end <= 2 for q in sentence.quotes if q.start >= n.end)
    ]
    if said and finder.words.of("pred", start, sentence.end):
        return [going_on(said[0].voice, start, sentence.end)]
    topics = [n for n in topics if n.mark != "bare"]
    open_quote = [q for q in sentence.quotes if q.start > start and q.end > sentence.end]
    if topics and open_quote:
        return [going_on(topics[0].voice, open_quote[0].start, sentence.end)]
    quoted = [q for q in sentence.quotes if q.start <= start + 1 and q.end > start]
    near = memory.paragraph in (sentence.paragraph, sentence.paragraph - 1)
    if memory.voice is not None and quoted and near:
        return [going_on(memory.voice, start, sentence.end)]
    if own is None:
        return []
    if topics and not topics[0].voice.counts:
        return []
    voice = topics[0].voice if topics else None
    if (
        voice is not None
        and finder.scan.lang == "ko"
        and voice.party != own
        and not promised(finder, start)
    ):
        voice = Voice("", own)  # 미국은 정세를 격화시키고 있다: whose text it is says so
    if voice is None and memory.voice is not None and memory.paragraph == sentence.paragraph:
        voice = memory.voice
    return [going_on(voice or Voice("", own), start, sentence.end)]


WILLING = re.compile("겠|용의|의향|바란|바라|희망|약속|기대")
"""By which another side is told to be willing in a text that is not its own."""


def promised(finder: Finder, start: int) -> bool:
    """Whether all that a sentence holds is what somebody is willing to do or wishes."""
    acts = {meaning(w, "pred").act for w in words_in(finder, start)}
    return not acts & {"oppose", "warn", "deny"} and bool(WILLING.search(finder.sentence.text))


CLOSING = 20
"""Characters of what closes a question, more than any has."""


def asks(text: str, rules: Grammar) -> bool:
    """Whether a sentence asks."""
    text = text.rstrip()
    return bool(rules.asks.search(text, max(0, len(text) - CLOSING)))


def cuts(text: str, start: int, end: int, rules: Grammar) -> list[tuple[int, int]]:
    """What is said, cut into clauses."""
    out = []
    at = start
    for mark in rules.cut.finditer(text, start, end):
        if mark.end() - at >= 4:
            out.append((at, mark.end()))
            at = mark.end()
    if at < end:
        out.append((at, end))
    return out
