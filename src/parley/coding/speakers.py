"""Who speaks in a text: roles of its paragraphs, and whose words a verb of saying brings."""

import re
from collections.abc import Sequence

import msgspec

from parley.coding.figures import Figure
from parley.coding.positions import Term, Words, meaning
from parley.coding.scan import Clause, Scan, Sentence
from parley.coding.teams import team
from parley.coding.vocabulary import Match
from parley.items import Speaker

OBJECT_BEFORE = {
    "zh": re.compile(
        r"(?:对|向|同|与|和|跟|给|就|针对|被|把|将|令|让|对于|至于|关于|围绕|受|由于|因|给予|与会的"
        r"|(?:会晤|会见|接见|约见|召见|拜会|拜访|到访|访问|致电|照会|告知|告诉|质问|援助"
        r"|陪同|随同|会同|得知|获悉|不满)了?)$"
    ),
    "en": re.compile(
        r"\b(?:to|with|by|against|about|on|over|of|for|from|between|toward|towards|than|like|including|regarding"
        r"|(?<![,;:—–]\s)and)"
        r"(?:\s+(?:the|a|an|his|her|its|their|top|senior|then))*\s*$"
    ),
}
PASSIVE = {
    "zh": re.compile(r"(?:被|遭|受|遭到|受到)$"),
    "en": re.compile(r"\b(?:was|were|is|are|be|been|being)(?:\s+\w+ly)?\s*$"),
}
NEGATED = {
    "zh": re.compile(
        r"(?:没有|未|并未|不|未曾|从未|尚未|拒绝|不愿|无法|未予|没|不曾|不再|一边|一面|不能|无权|妄图|能否|是否|不应|不必)"
        r"(?:即时|立即|直接|正面|当场|公开|马上|就此|对此|具体|进一步|明确|多作|再)?$"
    ),
    "en": re.compile(
        r"\b(?:not|n't|never|neither|nor|declined to|refused to|without|yet to|to be"
        r"|(?<!\b[Ww]e )(?<!\bI )would|could|might|may|should|will|must|reportedly)"
        r"(?:\s+\w+ly)?\s*$"
    ),
}
NAME_EN = re.compile(r"\s[A-Z][a-z]+\s*$")
NAMED_OF = re.compile(r"((?:[A-Z][\w.'’-]+ ){2,4})(?:of|for|at|from|with) (?:the )?$")
"""Somebody unknown of whom it is told whom they speak for: Jane Doe of the State Department."""
TITLED = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\.?\s[A-Z]")
SPEAKS_FOR_EN = re.compile(r"\s+(?:for|of|from|at|with|in)\b[^,]*$")
OPENS_CLAUSE_EN = re.compile(
    r"^\W*(?:and|but|then|also|or|while)?\W*(?:\w+ly\W*|also\W*|then\W*)*$"
)


class Voice(msgspec.Struct, frozen=True, gc=False):
    """A speaker: name as written, party spoken for, lexicon's id; ``official`` false for others."""

    name: str
    party: str | None
    entity: str | None = None
    official: bool = True

    @property
    def counts(self) -> bool:
        """Whether what is said is a position of a party."""
        return self.official and self.party is not None

    def speaker(self, scan: Scan, end: int) -> Speaker:
        """The same as an item has it, the name as it is stored nearest before ``end``."""
        start = scan.view.text.rfind(self.name, 0, end) if self.name else -1
        name = self.name
        if start >= 0:
            span = scan.view.back(start, start + len(name))
            name = " ".join(scan.document.text[span.start : span.end].split())
        return Speaker(name, self.party, self.entity)


AS_ONE = "speak-together"
"""The row of words for those who speak as one body in a document of their own."""
CHINA = "CHN"
TAIWAN = "TWN"
OURS_ZH = ("我国", "我外交", "我国防", "我政府", "我陆委", "我总统", "我驻")
"""How a Taiwanese paper calls Taiwan's offices."""
OUR_OFFICES_ZH = ("总统府", "国防部", "外交部", "国安会", "国安局", "海巡署", "海委会", "行政院")
OUR_PRESS_ZH = re.compile("国军|共机|共舰|中央社|台北报导|我国防部|我外交部|我陆委会|我方飞航")
"""What only a Taiwanese paper writes, whose ministries without a party are Taiwan's."""
ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|whose) (?:own |top |chief |[a-z]+ )?$")
"""Before an office of whoever was named last."""
OWNED = ("'s", "’s")
SHORT = 3
"""Letters of a name that may be the beginning of another word."""
SEATED = frozenset({"official", "spokesperson"})
"""Those of whom it is told where they sit: officials in Beijing."""
OUR_OWN = re.compile(
    r"\W*[Oo]ur (?:own )?(?:military|government|ministry|forces|side|navy|army|people)\b"
)
OURS = frozenset({"we", "our", "ours", "us"})
PEOPLE = frozenset({"he", "she", "他", "她"})
NOBODY = Voice("", None, None, False)
TOGETHER = Voice("together", None, None, False)
"""Both sides: who takes a position with the other takes it."""


class Role(msgspec.Struct, frozen=True, gc=False):
    """``ask``, ``answer`` or ``text`` of a transcript; who answers; where its label ends."""

    part: str
    voice: Voice | None
    start: int


class Memory(msgspec.Struct):
    """What a reader keeps from the sentences before."""

    voice: Voice | None = None
    paragraph: int = -1
    subject: Voice | None = None
    subject_at: int = -1
    person: Voice | None = None
    names: dict[str, Voice] = {}
    offices: dict[str, str] = {}
    heads: dict[str, Voice] = {}
    pair: tuple[str, ...] = ()
    reading: int = -1  # the paragraph that is being read
    bodies: dict[str, tuple[Voice, int]] = {}  # ministries named with a party, in which paragraph
    together: tuple[str, ...] = ()  # those last named as two who met or spoke as one
    sides: tuple[str, ...] = ()  # those whose meeting the document of one of them tells
    own: set[str] = set()  # offices that the text's own side has been named with
    host: str | None = None  # the organisation whose members "all sides" are


def side(scan: Scan) -> str | None:
    """The party whose document this is, None for press and analysis."""
    voice = scan.document.voice
    return voice if voice and voice.isupper() else None


def of_figure(figure: Figure, scan: Scan, memory: Memory) -> Voice | None:
    """The voice of a figure; None where it speaks for several parties or for none that is known."""
    text = scan.view.text
    name = figure.name or text[figure.start : figure.end]
    parties = figure.parties
    if not parties and figure.name:
        known = memory.names.get(figure.name.split()[-1])
        if known:
            return known
    if not parties and figure.office in memory.own:
        own = side(scan)  # "the President", of a text that has named both its own and another
        parties = (own,) if own else ()
    if not parties and figure.office and figure.office in memory.offices:
        parties = (memory.offices[figure.office],)
    said = text[figure.start : figure.end]
    if not parties and (figure.kind in ("office", "person") or said.startswith(OURS_ZH)):
        own = side(scan) or at_home(scan, said)
        parties = (own,) if own else ()
    if not parties and figure.kind == "deictic" and len(memory.pair) == 2:
        last = memory.voice.party if memory.voice else None
        parties = tuple(p for p in memory.pair if p != last)
    if len(parties) != 1:
        return None
    return Voice(name, parties[0], figure.entity)


def at_home(scan: Scan, name: str) -> str | None:
    """Taiwan, of an office that a paper in traditional characters calls that of our country."""
    if scan.lang != "zh-Hant":
        return None
    ours = name.startswith(OURS_ZH) or (
        name.startswith(OUR_OFFICES_ZH) and OUR_PRESS_ZH.search(scan.view.text)
    )
    return TAIWAN if ours else None


def keep(figures: Sequence[Figure], words: Words, scan: Scan, memory: Memory) -> None:
    """Remembers offices and names that come with a party, and the sentence's subject."""
    if scan.lang.startswith("zh"):
        memory.together = in_all(figures) or memory.together
    for at, figure in enumerate(figures):
        if scan.lang == "en" and figure.name and not figure.parties:
            party = team(figures, at, scan) or of_clan(figure, words, memory)
            party = party or theirs(figures, at, scan, memory) or side(scan)
            for piece in {figure.name.split()[0], figure.name.split()[-1]} if party else ():
                memory.names[piece] = Voice(figure.name, party)
        if len(figure.parties) == 1:
            if figure.office and not (scan.lang == "en" and plural(scan.view.text, figure)):
                memory.offices[figure.office] = figure.parties[0]
                if scan.lang == "en" and figure.parties[0] == side(scan):
                    memory.own.add(figure.office)
            if figure.name:
                voice = of_figure(figure, scan, memory)
                if voice:
                    memory.names[figure.name.split()[-1]] = voice
                    memory.names.setdefault(figure.name.split()[0], voice)
                    for word in words.of("official", figure.start, figure.end):
                        memory.heads[word.text] = voice


def in_all(figures: Sequence[Figure]) -> tuple[str, ...]:
    """The parties of those who meet or speak together in a sentence; empty where one acts alone."""
    acting = [f for f in figures if f.acts]
    pair = next((f.parties for f in acting if len(f.parties) > 1), ())
    people = {p for f in acting if f.kind in ("person", "office") for p in f.parties}
    return pair or (tuple(sorted(people)) if len(people) > 1 else ())


CLOSES = "”\"’'"


def theirs(figures: Sequence[Figure], at: int, scan: Scan, memory: Memory) -> str | None:
    """The party of somebody unknown who is told to be its spokesman."""
    text, figure = scan.view.text, figures[at]
    owned = ITS.search(text, max(0, figure.start - 16), figure.start)
    if owned is None or not figure.office:
        return None
    quoted = text[: owned.start()].rstrip()[-1:] in CLOSES
    before = [f for f in figures[:at] if f.acts and not f.target and len(f.parties) == 1]
    if before and not quoted:
        return before[-1].parties[0]
    return memory.subject.party if memory.subject is not None else None


def of_clan(figure: Figure, words: Words, memory: Memory) -> str | None:
    """China, of somebody unknown with a Chinese family name where China is one of the two sides."""
    if figure.name is None or CHINA not in memory.pair:
        return None
    start = figure.name_at[0]
    return CHINA if words.of("clan", start, start + len(figure.name.split()[0])) else None


def plural(text: str, figure: Figure) -> bool:
    """Whether an English title is in the plural."""
    return text[figure.end - 1 : figure.end] == "s" and figure.name is None


def several(text: str, figure: Figure) -> bool:
    """Whether an English title is in the plural and of no party."""
    return plural(text, figure) and not figure.parties


class Finder(msgspec.Struct, frozen=True, gc=False):
    """Finds the speaker of a verb in one sentence."""

    scan: Scan
    sentence: Sentence
    figures: Sequence[Figure]
    words: Words
    memory: Memory
    role: Role
    clauses: tuple[Clause, ...]
    terms: Sequence[Match[Term]]
    key: str
    """The language of the grammar: en or zh."""

    def is_object(self, figure: Figure) -> bool:
        """Whether a figure is what the act is about or aimed at, or part of an issue's name."""
        text = self.scan.view.text
        if any(
            t.start <= figure.start and figure.end < t.end and text[figure.end : t.end] not in OWNED
            for t in self.terms
        ):
            return True
        before = text[max(self.sentence.start, figure.start - 24) : figure.start]
        return bool(OBJECT_BEFORE[self.key].search(before))

    def private(self, figure: Figure | None, start: int, verb: int) -> bool:
        """Whether who speaks is a scholar, a medium or somebody retired."""
        if figure is not None and figure.entity:
            return False
        text = self.scan.view.text
        if self.key == "en":
            low = max(start, figure.start - 30) if figure else start
            return any(
                not re.search(r"\b(?:to|by|with|the)\s+$", text[max(0, w.start - 6) : w.start])
                for w in self.words.of("private", low, verb)
            )
        if figure is not None:
            return any(
                w.start - figure.end <= 4
                and not re.search(r"[在对向于与接经]", text[figure.end : w.start])
                for w in self.words.of("private", figure.end, verb)
            )
        return any(
            text[w.start - 1 : w.start] not in "对向在与"
            for w in self.words.of("private", start, verb)
        )

    def before(self, start: int, end: int) -> Voice | None:
        """The speaker named in ``start:end``, before a verb; None where nobody is named there."""
        text = self.scan.view.text
        # "In Canberra, officials": the place before the comma is part of whom it is said of
        inside = [f for f in self.figures if start < f.end <= end and f.acts]
        if self.key != "en":
            inside = [f for f in inside if start <= f.start]
        if self.key == "en":
            who = self.relative(start, end)
            if who is not None:
                return who
        if self.key == "en" and OUR_OWN.match(text, start, end):
            return self.us()
        subjects = [f for f in inside if not self.is_object(f)]
        for figure in subjects[:1]:
            if self.private(figure, start, end):
                return NOBODY
            if self.key == "en" and text[figure.start : figure.end].lower() in OURS:
                speaking = self.role.voice or self.quoted_one(figure.start)
                if speaking is not None:
                    return speaking
            own = side(self.scan)
            host = self.memory.host if self.key == "zh" else None
            if figure.kind == "both" and host is not None:
                return Voice(text[figure.start : figure.end], host)
            of_all = figure.office and figure.office != "official" and several(text, figure)
            if figure.kind == "both" or of_all:
                joint = self.key == "en" and own is not None and len(figure.parties) != 1
                return Voice(text[figure.start : figure.end], own) if joint else TOGETHER
            if self.key == "zh" and len(figure.parties) > 1:
                return TOGETHER
            found = self.owner(figure)
            if found is None and figure.office in SEATED and not figure.parties:
                found = self.spoken_for(figure, end)
            found = found or of_figure(figure, self.scan, self.memory)
            if found is None:
                found = self.spoken_for(figure, end)
            unknown = figure.name and not figure.parties
            unknown = unknown or (figure.office == "official" and several(text, figure))
            if found is None and self.key == "en" and unknown:
                return NOBODY  # somebody whom nothing gives to a party
            if found is None and self.words.of("official", figure.start, end):
                here = self.of_sentence(figure.start) if self.key == "zh" else None
                found = here or self.memory.voice
                if found is None and self.key == "en":
                    found = self.memory.person  # of whom the sentence before told
                if here is not None and here.party and figure.office:
                    self.memory.offices[figure.office] = here.party  # 台湾方面，国防部证实
            return found or NOBODY
        if self.private(None, start, end):
            return NOBODY
        for figure in inside if self.key == "en" else ():
            name = NAMED_OF.search(text, start, figure.start)
            if name and len(figure.parties) == 1 and name.end() == figure.start:
                return Voice(name[1].strip(), figure.parties[0])
        pronouns = self.words.of("pronoun", start, end)
        if pronouns:
            person = pronouns[-1].text in PEOPLE
            here = self.of_sentence(start, person and self.key == "en")
            named = any(f.name and f.end <= start for f in self.figures)
            if person and (here is None or (self.key == "zh" and self.memory.person and not named)):
                here = self.memory.person
            return here or self.memory.subject or self.role.voice or NOBODY
        officials = self.words.of("official", start, end)
        if self.key == "en":  # "spoke with the minister and reaffirmed": not the minister
            guests = [f for f in inside if f not in subjects]
            officials = [
                w for w in officials if not any(f.start <= w.start < f.end for f in guests)
            ]
        if officials:
            last = officials[-1]
            if meaning(last, "official").id == AS_ONE and side(self.scan):
                return Voice(last.text, side(self.scan))
            known = self.by_name(text[last.end : end]) or self.belonging(last.start, last.end)
            if known:
                return known
            head = self.memory.heads.get(last.text)
            if head is not None:
                return head
            own = side(self.scan)
            if own and self.key == "en" and NAME_EN.match(text, last.end, end):
                return NOBODY  # a guest whom no sentence has introduced
            own = side(self.scan)
            if own and self.key == "zh":
                return Voice(last.text, own)
            if any(cue.all for cue in last.means):
                return Voice(last.text, own) if own else NOBODY
            if last.text in ("officials", "official", "官员"):
                return NOBODY
            carried = self.memory.voice or self.memory.subject
            return (
                msgspec.structs.replace(carried, name=last.text)
                if carried
                else Voice(last.text, own)
            )
        if self.key == "en":
            own = side(self.scan) if TITLED.search(text[start:end]) else None
            return self.by_name(text[start:end]) or (Voice("", own) if own else None)
        return None

    def us(self) -> Voice:
        """Whose military ours is: the one who speaks, else of two who did not speak last."""
        own, memory = side(self.scan), self.memory
        if self.role.voice is not None and self.role.voice.counts:
            return self.role.voice
        last = memory.voice.party if memory.voice else None
        rest = [p for p in memory.pair if p != last] if last in memory.pair else []
        party = own or (rest[0] if len(rest) == 1 else None)
        return Voice("", party) if party else NOBODY

    def owner(self, figure: Figure) -> Voice | None:
        """The voice of an English office that is told to be that of whoever was named before it."""
        if self.key != "en" or figure.parties or figure.name:
            return None
        return self.belonging(figure.start, figure.end)

    def belonging(self, start: int, end: int) -> Voice | None:
        """The voice of an office that is told to be of whoever was named before: its side."""
        text = self.scan.view.text
        if self.key != "en" or not ITS.search(text, max(0, start - 16), start):
            return None
        before = [f for f in self.figures if f.end <= start and f.acts and not f.target]
        named = [f for f in before if len(f.parties) == 1 and not self.is_object(f)]
        named = [f for f in named if not text.startswith(OWNED, f.end)] or named
        whose = of_figure(named[-1], self.scan, self.memory) if named else self.memory.subject
        return Voice(text[start:end], whose.party) if whose is not None else None

    def quoted_one(self, at: int) -> Voice | None:
        """Who is named after the quotation that ``at`` is in: “We oppose it,” X said."""
        for quote in self.sentence.quotes:
            if quote.start <= at < quote.end < self.sentence.end:
                return self.before(quote.end, self.sentence.end)
        return None

    def spoken_for(self, figure: Figure, end: int) -> Voice | None:
        """The party that an office is of ("a spokeswoman for the … ministry")."""
        text = self.scan.view.text
        for other in self.figures:
            gap = text[figure.end : other.start]
            if figure.end < other.start and other.end <= end and SPEAKS_FOR_EN.match(gap):
                return of_figure(other, self.scan, self.memory)
        return None

    def of_sentence(self, end: int, person: bool = False) -> Voice | None:
        """The subject that the sentence began with, before ``end``; ``person``: a human one."""
        for figure in self.figures:
            if figure.end > end:
                return None
            if self.key == "en" and any(
                q.start <= figure.start < q.end <= end for q in self.sentence.quotes
            ):
                continue  # of whom somebody speaks
            if person and figure.kind not in ("person", "office"):
                continue
            if figure.acts and not self.is_object(figure):
                return of_figure(figure, self.scan, self.memory)
        return None

    def by_name(self, text: str) -> Voice | None:
        """A speaker met before, by the last name in a piece of text."""
        for name, voice in self.memory.names.items():
            if name in text and (self.key != "en" or len(name) > SHORT or name in text.split()):
                return voice
        return None

    def relative(self, start: int, end: int) -> Voice | None:
        """Who ``who`` or ``which`` right before a verb stands for."""
        text = self.scan.view.text
        match = re.search(
            r"\b(?:who|which)\s+(?:\w+ly\s+|also\s+|has\s+|had\s+)*$", text[start:end]
        )
        if not match:
            return None
        last = [f for f in self.figures if f.end <= start + match.start() and f.acts]
        return of_figure(last[-1], self.scan, self.memory) if last else None

    def after(self, start: int, end: int) -> Voice | None:
        """The speaker named right after a verb ("said a spokesman for …")."""
        inside = [
            f for f in self.figures if start <= f.start and f.end <= end and f.start - start <= 60
        ]
        if self.private(None, start, min(end, start + 30)):
            return NOBODY
        named: Voice | None = None
        for figure in inside:
            named = self.owner(figure) or of_figure(figure, self.scan, self.memory) or named
            if named and figure.kind == "person":
                break
        if named is None:
            piece = self.scan.view.text[start:end]
            named = self.by_name(piece)
        if named is None:
            hits = [
                h for h in self.sentence.entities if start <= h.start < end and len(h.parties) == 1
            ]
            if hits:
                named = Voice(self.scan.view.text[start : hits[0].end].strip(), hits[0].parties[0])
        if named is None and self.words.of("official", start, end):
            named = self.memory.voice
        return named
