"""What is said in a sentence and by whom: verbs of saying with their speakers and their reach."""

import re
from collections.abc import Sequence

import msgspec

from parley.coding.fellows import fellows
from parley.coding.positions import Cue, Tables, Term, meaning, part_at, topics, wide_topics
from parley.coding.scan import Clause, Sentence
from parley.coding.speakers import (
    NEGATED,
    NOBODY,
    OPENS_CLAUSE_EN,
    PASSIVE,
    TOGETHER,
    Finder,
    Voice,
    of_figure,
    side,
)
from parley.coding.vocabulary import Match, Matches
from parley.coding.zh_saying import (
    cites,
    goes_on_listing,
    granted,
    object_at,
    together,
    unsaid,
)

COORDINATED_EN = re.compile(r"\b(?:and|but|or|then)(?:\s+(?:also|then|again|\w+ly))*\s*$")
PRONOUN_EN = re.compile(
    r"\b(?:he|she|it|they)(?:\s+(?:also|then|again|later|has|had|\w+ly))*\s*$", re.I
)
TURN_EN = re.compile(r"(?:,|;|:|\bthat|\bwhich|\bwho|\bwhile|\bbut|\band|\bas|\bafter)\s|[”\"]")
"""Before a reaction of somebody else than the one who spoke before it."""
CALLED_ON = re.compile(r"call(?:s|ed|ing)? (?:on|upon)")
INFLECTED = re.compile(r"(?:ed|ing|s)$|^(?:said|told|held|made|we|put|according)$")
THAT_AFTER = re.compile(r"(?:.*\bthat\s)|.{5}\sthat\s")
THAT_EN = re.compile(r"\bthat\s")
NAMES_EN = re.compile(r"\bwhat (?:he|she|it|they|we|I|[A-Z]\w+)(?: (?:has|had|have))?(?: \w+ly)? $")
"""Before a verb by which somebody only gives a thing a name."""
POSSESSED_EN = re.compile(r"\b(?:his|her|its|their|our)\b[\w\s'’]*$")
OPENS_CLAUSE_ZH = re.compile(
    r"^[“「『]?(?:并|还|也|又|再|再次|同时|同时也|并且|且|则|随后|最后|并再次|一再|多次|亦|另|此外|他|她|其|严正|郑重|强烈|坚决|我|我们|本部|本会|本署|本局|本府|本院|我部|我军){0,3}$"
)
TOWARDS_ZH = re.compile(r"^(?:并|且|还|亦|也|同时|遂|随即|即|已|则){0,2}(?:向|对|就)[^，]{1,12}$")
"""Before a reaction: 并向澳方提出交涉, by whoever acted last."""
PASSIVE_REACT = re.compile(r"\b(?:was|were|is|are)\b")
FIRST_EN = re.compile(r"we\b")
FIRST_ZH = ("我们", "我方", "我", "本部", "本会", "本署", "本局", "本府", "本院")
PERSON_ZH = ("他", "她")
NAME_ZH = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff·]+)$")
NO_NAME_ZH = re.compile(
    r"[时后前日上中间地天次度末内年月当此同另最随接然又还也都再曾已并且即便仍将可先多明确一其这那该亦则更只特别予以强烈坚决严正]"
)
DETERMINER = re.compile(
    r"(?i)(?:\b(?:a|an|the|this|that|any|no|its|his|her|their|our|of|for|with|answer|answered|answering"
    r"|unanswered|further|formal|repeated|made|make|new|strong|U\.S\.)|['’]s)\s+$"
)
"""After these a word that may be a verb of saying is a noun."""
TRANSITIVE = re.compile(r"call|t[eo]l[ld]|describ|accus|blam|urg|reject|den[yi]|criticis|criticiz")
"""Verbs whose subject does not follow them but after a quotation."""
GERUND = re.compile(
    r"(?:^|[,;:—–)”\"]\s*|\b(?:is|are|was|were|been|be|by|in|without|of|and|or|but|while|after|before|for"
    r"|from|as|when|\w+ly|also|then|again|not)\s+)$"
)
"""Before a verb in -ing, which is a noun after anything else."""
NOT_DONE = re.compile(
    r"\b(?:not|never|neither|nor|without|yet to)\b[\w\s]{0,12}$|n't\s[\w\s]{0,8}$"
)
"""Before an act that was not done: has not yet lodged a protest."""
APPOSED = re.compile(
    r"(?:^|[.;:,“\"] |\b(?:and|but|while) )?\b(?:[Aa]n?|[Tt]he|[Ii]ts|[A-Z]\w+['’]s) [^,;]{3,40}, $"
)
"""Before a name that only says who an official is."""
AGENTLESS = re.compile(r"\b(?:was|were|been)\s")
GOES_ON = re.compile(
    r" (?:the |its |his |her |their )?(?:[\w'’.-]+ ){1,4}?(?:will|would|is|are|was|were|has|have"
    r"|had|must|should|can|cannot|could|does|did|do|may|might|needs?|remains?|wants?)\b"
)
"""After a verb of saying, a clause that is said, and not who says it: says her office will …"""
QUOTE_ENDS = '”」』"'


class Frame(msgspec.Struct, frozen=True, gc=False):
    """Something said: by whom, how, and where in the view what is said stands.

    ``plain``: saying it alone is no position. ``react``: a reaction. ``own``: no verb of saying,
    a voice goes on; ``answer``: in its answer to a question. ``asked``: a verb in such an answer.
    """

    voice: Voice
    act: str
    strength: int
    plain: bool
    react: bool
    own: bool
    verb: Match[Cue] | None
    start: int
    end: int
    answer: bool = False
    asked: bool = False


class Verb(msgspec.Struct, frozen=True, gc=False):
    """A verb of saying with its speaker: where its part of the sentence begins."""

    word: Match[Cue]
    cue: Cue
    voice: Voice
    onset: int
    inverted: bool


def verbs(finder: Finder, start: int) -> list[Verb]:
    """The verbs of saying of a sentence from ``start`` on, each with its speaker."""
    sentence, words = finder.sentence, finder.words
    found = sorted(
        [(w.start, "speech", w) for w in words.of("speech", start, sentence.end)]
        + [(w.start, "react", w) for w in words.of("react", start, sentence.end)]
    )
    out: list[Verb] = []
    for _, pos, word in found:
        clause = part_at(finder.clauses, word.start)
        low = max(clause.start, start, out[-1].word.end if out else 0)
        if unusable(finder, word, pos, low):
            continue
        verb = speaker_of(finder, word, meaning(word, pos), clause, low, out)
        if verb is not None:
            out.append(verb)
    return out


def unusable(finder: Finder, word: Match[Cue], pos: str, low: int) -> bool:
    """Whether a word only looks like a verb of saying: negated, a noun, told as background."""
    text = finder.scan.view.text
    before = text[max(low, word.start - 24) : word.start]
    if pos == "speech" and any(
        q.start <= word.start and word.end <= q.end and q.end - q.start > word.end - word.start + 4
        for q in finder.sentence.quotes
    ):
        return True  # words of the one who is quoted
    if NEGATED[finder.key].search(before) and pos == "speech":
        return True
    if meaning(word, pos).deed and NOT_DONE.search(before):
        return True
    if finder.key == "en" and text.startswith(" in ", word.end) and word.text == "called":
        return True  # called in the ambassador
    if finder.key == "en" and (text.startswith("-", word.end) or NAMES_EN.search(before)):
        return True  # counter-terrorism; urged it to stop what he called pressure
    opens = finder.key == "en" and not text[finder.role.start : word.start].strip(' “"')
    if opens and pos == "speech" and not INFLECTED.search(word.text.split()[0]):
        return True  # an order to others: "Ask them"
    if finder.key == "en" and CALLED_ON.fullmatch(word.text) and not asks_of(finder, word):
        return True  # called on the prime minister the next day
    if finder.key == "en" and before.endswith(" to ") and asked_to(finder, word, low):
        return True  # asked them to respond
    if finder.key == "en" and word.text.split()[0].endswith("ing") and not GERUND.search(before):
        return True  # almost no warning
    if finder.key == "en" and finder.words.of("noun", word.start, word.end):
        whose = any(f.tag == "adjective" and f.end == word.start - 1 for f in finder.figures)
        return whose or bool(DETERMINER.search(before))
    if finder.key == "zh":
        return unsaid(finder, word, pos, low, before)
    if finder.words.of("background", low, word.start):
        opener = finder.words.of("background", low, word.start)[0]
        if opener.text == "when" and text.endswith(", ", 0, opener.start):
            return False  # "…, when he alleged that"
        return opener.start - low <= 12 or word.start - opener.end <= 40
    return False


def asks_of(finder: Finder, word: Match[Cue]) -> bool:
    """Whether those called on are asked to do something."""
    return " to " in finder.scan.view.text[word.end : min(finder.sentence.end, word.end + 160)]


def asked_to(finder: Finder, word: Match[Cue], low: int) -> bool:
    """Whether an infinitive tells what somebody else is asked to do."""
    earlier = finder.words.of("speech", max(low - 1, 0), word.start)
    earlier = earlier or finder.words.of("speech", finder.sentence.start, word.start)
    return bool(earlier) and meaning(earlier[-1], "speech").act == "urge"


def speaker_of(
    finder: Finder, word: Match[Cue], cue: Cue, clause: Clause, low: int, earlier: Sequence[Verb]
) -> Verb | None:
    """The verb with its speaker; None where it is passive and nobody is named as speaking."""
    text = finder.scan.view.text
    before = text[low : word.start]
    onset = low if low > clause.start else clause.start
    last = earlier[-1].voice if earlier else None
    if cue.judged and last is not None:
        return Verb(word, cue, last, onset, False)
    if cue.after:
        named = finder.after(word.end, clause.end)
        return Verb(word, cue, named or NOBODY, onset, False)
    if finder.key == "en" and near_end(text, word.start) and not near_quote(text, word.start):
        named = beside_name(finder, clause, word.start)
        if named is not None:
            return Verb(word, cue, named, onset, False)
    if PASSIVE[finder.key].search(before) and cue.pos == "speech":
        by = re.match(r"[\w\s]{0,30}?\bby\s", text[word.end : word.end + 40])
        if finder.key == "en" and by:
            named = finder.after(word.end + by.end(), clause.end)
            if named:
                return Verb(word, cue, named, onset, False)
        return None
    if finder.key == "en" and FIRST_EN.match(word.text):
        speaking = last or finder.role.voice or finder.quoted_one(word.start)
        if speaking is None and side(finder.scan) is not None:
            speaking = Voice("", side(finder.scan))
        return Verb(word, cue, speaking or NOBODY, onset, False)
    if finder.key == "en" and cue.pos == "react" and AGENTLESS.search(word.text):
        whose = side(finder.scan)
        if whose is not None:  # "concern was expressed": by those whose text it is
            return Verb(word, cue, Voice("", whose), onset, False)
    if finder.key == "en":
        if last is not None and word.text.split()[0].endswith("ing"):
            return Verb(word, cue, last, word.start, False)
        if last is not None and COORDINATED_EN.search(before):
            return Verb(word, cue, last, word.start, False)
        if last is not None and PRONOUN_EN.search(before):
            return Verb(word, cue, last, onset, False)
        if (
            last is not None
            and cue.pos == "react"
            and (POSSESSED_EN.search(before) or not TURN_EN.search(before))
        ):
            return Verb(word, cue, last, word.start, False)
        series = last is not None and not near_quote(text, word.start)
        if (
            OPENS_CLAUSE_EN.match(before)
            and word.start > finder.sentence.start
            and not series
            and cue.pos != "react"
            and (near_quote(text, word.start) or turned(word, cue))
        ):
            named = finder.after(word.end, finder.sentence.end) if close(finder, word.end) else None
            if not near_quote(text, word.start) and GOES_ON.match(text, word.end):
                named = None
            if named and near_end(text, word.start):
                return Verb(word, cue, named, word.start, True)
    elif OPENS_CLAUSE_ZH.match(before):
        own = finder.role.voice or (Voice("", side(finder.scan)) if side(finder.scan) else None)
        if own is not None and any(me in before for me in FIRST_ZH):
            return Verb(word, cue, own, onset, False)
        if last is not None:
            return Verb(word, cue, last, onset, False)
        someone = any(f.name and f.end <= word.start for f in finder.figures)
        meant = finder.memory.person
        if meant is not None and not someone and any(person in before for person in PERSON_ZH):
            return Verb(word, cue, meant, onset, False)
        return Verb(word, cue, elided(finder, clause), onset, False)
    if finder.key == "zh" and last is None and cue.pos == "react" and TOWARDS_ZH.match(before):
        return Verb(word, cue, elided(finder, clause), onset, False)
    that = [m.end() for m in THAT_EN.finditer(before)] if finder.key == "en" and last else []
    stop = word.start
    cited = cites(before) if finder.key == "zh" else 0
    if cited:
        named = finder.before(low + cited, word.start)
        return Verb(word, cue, named or NOBODY, onset, False)
    if finder.key == "zh" and cue.pos == "react":
        if granted(before):
            return None
        stop = low + object_at(before)
        if stop < word.start and OPENS_CLAUSE_ZH.match(before[: stop - low]) and last is not None:
            return Verb(word, cue, last, onset, False)
        if goes_on_listing(before):
            return Verb(word, cue, last or elided(finder, clause), onset, False)
    named = finder.before(low + that[-1], word.start) if that else None
    named = named or finder.before(low, stop)
    turn = text.rfind("；", earlier[-1].word.end, word.start) if earlier else -1
    if named is None and turn >= 0:  # after it the text goes on with somebody else
        named = finder.before(turn + 1, word.start)
    if named is None and finder.key == "zh" and cue.pos == "speech" and unknown_name(before):
        if finder.words.of("private", low, word.start):
            return Verb(word, cue, NOBODY, onset, False)
        named = of_content(finder, word.end, before)
    if named is None:
        named = last or elided(finder, clause)
        host = side(finder.scan)
        if named == NOBODY and host and cue.pos == "react" and PASSIVE_REACT.search(word.text):
            named = Voice("", host)  # "concern was expressed"
    return Verb(word, cue, named, onset, False)


def turned(word: Match[Cue], cue: Cue) -> bool:
    """Whether a verb may stand before its subject after what is said: …, added the ministry."""
    return (cue.plain or cue.act == "warn") and not TRANSITIVE.match(word.text)


def beside_name(finder: Finder, clause: Clause, at: int) -> Voice | None:
    """Who is named between commas before a verb: a navy spokesman, Wang Xuemeng, says."""
    text = finder.scan.view.text
    for figure in finder.figures:
        if figure.end + 2 == at and figure.kind == "person" and text[figure.end] == ",":
            low = max(finder.sentence.start, figure.start - 60)
            if APPOSED.search(text, low, figure.start):
                return of_figure(figure, finder.scan, finder.memory)
    return None


def unknown_name(before: str) -> bool:
    """Whether what stands before a verb looks like a name that no table lists."""
    piece = before.strip("“”「」『』")
    return bool(NAME_ZH.match(piece)) and not NO_NAME_ZH.search(piece)


def of_content(finder: Finder, start: int, name: str) -> Voice:
    """Somebody unknown speaks for the side that is said to be willing or to hold something."""
    for figure in finder.figures:
        if figure.start < start or not figure.acts or len(figure.parties) != 1:
            continue
        if not finder.is_object(figure) and finder.words.of("pred", figure.end, figure.end + 8):
            return Voice(name.strip(), figure.parties[0])
    return NOBODY


def close(finder: Finder, at: int) -> bool:
    """Whether somebody who may speak stands right after a verb."""
    text = finder.scan.view.text
    nearest = [f.start for f in finder.figures if f.start >= at]
    nearest += [w.start for w in finder.words.of("official", at, finder.sentence.end)]
    if not nearest:
        return False
    between = text[at : min(nearest)]
    return len(between) <= 30 and not re.search(r"\b(?:that|it|there|was|were|is|are)\b", between)


def near_quote(text: str, at: int) -> bool:
    """Whether a quotation ends before a verb."""
    return text[max(0, at - 9) : at].rstrip().endswith(tuple(QUOTE_ENDS))


def near_end(text: str, at: int) -> bool:
    """Whether what stands before a verb is a finished piece: a comma or a closing quote."""
    return text[max(0, at - 9) : at].rstrip()[-1:] in f",{QUOTE_ENDS}—"


def elided(finder: Finder, clause: Clause) -> Voice:
    """The speaker of a verb without a subject: the sentence's first, else who spoke before.

    In Chinese, the last one named before: 甲闯入…，乙将其驱离，并提出交涉.
    """
    near = finder.key == "zh"
    ahead = [other for other in finder.clauses if other.start < clause.start]
    for other in reversed(ahead) if near else ahead:
        named = finder.before(max(other.start, finder.role.start), other.end)
        if named is not None and named.party:
            return named
        if named == TOGETHER:
            return NOBODY  # several said so
    if finder.role.voice is not None:
        return finder.role.voice
    memory = finder.memory
    if memory.voice is not None and memory.paragraph == finder.sentence.paragraph:
        return memory.voice
    own = side(finder.scan)
    return Voice("", own) if own and finder.key == "zh" else NOBODY


def frames(finder: Finder, start: int, terms: Matches[Term], known: Tables) -> list[Frame]:
    """What is said in a sentence from ``start`` on, in order."""
    sentence = finder.sentence
    found = verbs(finder, start)
    out: list[Frame] = []
    at = start
    for number, verb in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        stop = following.onset if following else sentence.end
        if following and following.inverted:
            stop = verb.word.end
        begin, end = verb.word.end, max(verb.word.end, stop)
        if verb.inverted:
            begin, end = at, verb.word.start
        elif verb.cue.pos == "react":
            begin = at
        elif (
            not says(finder, begin, end, terms, known)
            and not THAT_AFTER.match(verb.word.text[-5:] + finder.scan.view.text[begin : begin + 6])
            and (verb.onset > at or not verb.cue.plain)
        ):
            begin, end = at, verb.onset if verb.cue.plain else verb.word.start
        elif number == 0 and verb.onset > start and finder.role.voice is not None:
            out.append(going_on(finder.role.voice, start, verb.onset))
        cue = verb.cue
        if aside(finder, verb):
            begin, end = at, stop
        if cue.deed:
            begin = max(begin, part_at(finder.clauses, verb.word.start).start)
        voices = together(finder, verb.voice, verb.word.start)
        if voices:  # not of the meeting at which they say it
            begin = max(begin, part_at(finder.clauses, verb.word.start).start)
        out.append(
            Frame(
                voices[0] if voices else shared(verb.voice, cue, finder),
                cue.act,
                cue.strength,
                cue.plain,
                cue.pos == "react",
                False,
                verb.word,
                begin,
                end,
                asked=finder.role.part == "answer" and verb.voice == finder.role.voice,
            )
        )
        others = voices[1:]
        if not voices and not verb.inverted:
            others = fellows(finder, verb.voice, start, verb.word.start)
        out += [msgspec.structs.replace(out[-1], voice=other) for other in others]
        at = max(at, stop if not verb.inverted else verb.word.end)
    return out


def aside(finder: Finder, verb: Verb) -> bool:
    """Whether speaker and verb stand alone between commas (", Tokyo maintains,")."""
    text, word = finder.scan.view.text, verb.word
    before = text[max(finder.sentence.start, word.start - 60) : word.start]
    opener = before.rpartition(", ")
    return (
        finder.key == "en"
        and text[word.end : word.end + 2] == ", "
        and bool(opener[1])
        and len(opener[2].split()) <= 5
    )


def shared(voice: Voice, cue: Cue, finder: Finder) -> Voice:
    """The voice of both sides: in one's own document that one's, of what it demands or opposes."""
    own = side(finder.scan)
    if voice != TOGETHER:
        return voice
    held = cue.act in ("urge", "oppose", "warn", "deny") or (
        finder.key == "en" and cue.act == "assert"
    )
    return Voice("", own) if own and held else NOBODY


def says(finder: Finder, start: int, end: int, terms: Matches[Term], known: Tables) -> bool:
    """Whether ``start:end`` holds words that something is said with."""
    return bool(
        topics(terms, start, end, known)
        or finder.words.of("pred", start, end)
        or any(start <= q.start < end for q in finder.sentence.quotes)
        or (finder.key in ("en", "zh") and wide_topics(finder.scan.view.text, start, end, known))
    )


def going_on(voice: Voice, start: int, end: int) -> Frame:
    """A voice that goes on without a verb of saying."""
    return Frame(voice, "assert", 2, True, False, True, None, start, end)


def words_in(finder: Finder, start: int) -> list[Match[Cue]]:
    """The words of a sentence that make a position."""
    return finder.words.of("pred", start, finder.sentence.end)


def asks(sentence: Sentence) -> bool:
    """Whether the sentence asks."""
    return sentence.text.rstrip("”」』’\"' )").endswith(("?", "？"))
