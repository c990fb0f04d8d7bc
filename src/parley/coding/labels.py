"""The roles of a text's paragraphs: who asks and who answers, from the labels that open them."""

import itertools
import re
from collections.abc import Mapping, Sequence

import msgspec

from parley.coding.figures import Figure
from parley.coding.positions import Cue
from parley.coding.scan import OPENING, Scan, Sentence
from parley.coding.speakers import NOBODY, Role, Voice, side
from parley.coding.vocabulary import Match, Matches

LABEL = re.compile(
    r"[\s◇◆○●■□▲△▽▼▷▶]*(?:[【\[(（])?"
    r"((?:(?:M[RrSs]|M[Rr][Ss]|D[Rr]|A[Mm][Bb]|G[Ee][Nn]|A[Dd][Mm]|S[Ee][Cc]|S[Ee][Nn]|R[Ee][Pp]"
    r"|C[Oo][Ll]|L[Tt]|M[Aa][Jj]|C[Aa][Pp][Tt]|B[Rr][Ii][Gg]|P[Rr][Oo][Ff])\.\s){0,2}"
    r"[^\s：:，。,.“”「」]{1,16}(?: [^\s：:，。,.“”]{1,16}){0,4})"
    r"(?:[】\])）])?\s*[：:]"
)
DASHED = re.compile(r"\s*[―—–]{1,2}\s*(?=\S)")
"""Opens a question in an interview that has no other labels."""
BRACKETED = re.compile(r"\s*[【\[(（<〈]([^\s】\])）>〉]{1,12})(?: ?\d{1,2})?[】\])）>〉]\s*")
CAPTION = re.compile(
    r"\s*[\[<〈]\s*((?=[^\]>〉\n]*[/·|,])[^\]>〉\n:：\"“]{4,60})"
    r"(?:[\]>〉]\s*(?=[\"“]|$)|\s*(?P<open>[:：])\s*)"
)
CAPTION_ZH = re.compile(
    r"\s*[<〈【\[(（]\s*([^>〉】\])）\n：:]{2,30}?)\s*(?P<open>原音|原声|同期声|受访|录音|现场声|说)\s*[>〉】\])）]\s*"
)
"""Names who is heard in a Chinese report: <姓名 原音>; the paragraph is theirs."""
"""Names who is heard in a report: [이름 / 직함] "…"; what follows the quotation is the report's."""
MINUTES = re.compile(
    r"\s*[○◯〇]((?:[^\s○(（。、]{0,10}?(?:委員長?|議員|参考人|大臣)|[^\s○(（。、]{1,12}(?=[(（])"
    r"|[가-힣]{2,8}(?= [가-힣]{2,4}\s))(?:[(（][^)）\n]{1,24}[)）])?)\s*(?=\S)"
)
"""Opens a speech in the minutes of a parliament: ○国務大臣(氏名君) …"""
NUMBERED = re.compile(r"\s*([^\s\d.]{1,3})\d{0,2}[.．:：]\s*")
"""Labels without a colon, which only count where they are of questions and answers."""
SHORT = re.compile(
    r"\s*[(\[]?((?:Q|A|Question|Answer)\s?\d{0,2})[)\]]?\s?[.:–—-]\s|\s*[(\[](Q|A)[)\]]\s"
)
"""A numbered label: Q1: …"""
LONG = re.compile(
    r"((?:The\s|Asked\sby\s)?[A-Z][\w.'’-]*(?:,?\s(?:[A-Z(][\w.'’-]*\)?|of|the|for|and|to|on|at"
    r"|[a-z]+)){0,11}(?:\s?\([^)\n]{2,40}\))?)\s?:\s"
)
"""A long label in English: "JANE DOE, State Department spokeswoman (clip):"."""
INNER = re.compile(r"\(([A-Z][^)]*)\)\s*$")
"""The name at the end of a title that is given with it: "The Minister of State (Lord Doe)"."""
HEARD = re.compile(r"\s*\([^A-Z)]*\)\s*$")
"""How somebody is heard: (through interpreter), (clip)."""
QUESTION = re.compile(r"[?？か까](?:(?<=[?？])|(?<=か)。|(?<=까)\.)")
NARRATED = 0.2  # where labels of askers ask less often than this, they narrate
ASKS = 0.5  # who asks so often only asks
STUDIO = frozenset({"anchor", "presenter", "newsreader", "host"})
"""Who tells the news, and asks about it."""
HANGUL = re.compile("[가-힣]")
SEEN = 60  # characters in which a label stands, in English twice as many


class Label(msgspec.Struct, frozen=True, gc=False):
    """What opens a paragraph: where it ends, what follows it (ask, answer, tell, name), whose."""

    paragraph: int
    end: int
    kind: str
    name: str
    start: int

    @property
    def key(self) -> str:
        """The label's last word, by which the same people are told again."""
        inner = INNER.search(self.name)
        name = inner[1] if inner else HEARD.sub("", self.name) or self.name
        return name.split(",")[0].split()[-1].casefold()


def roles(
    scan: Scan,
    words: Matches[Cue],
    text: str,
    who: Sequence[Sequence[Figure]] = (),
) -> list[Role]:
    """The role of each sentence. A label counts where the text has labels of questions at all."""
    labels = narrators(scan, labelled(scan, words, text))
    if not any(label.kind == "ask" for label in labels):
        labels = asked_by_name(labels)
    if not any(label.kind == "ask" for label in labels):
        labels = by_part(scan, labels, words)
    if not any(label.kind in ("ask", "tell") for label in labels):
        found = interview(scan, text) or [Role("text", None, s.start) for s in scan.sentences]
    else:
        found = transcript(scan, labels, introduced(who, words, text))
    form = CAPTIONS.get(scan.lang[:2])
    return captioned(scan, found, form) if form is not None else found


CAPTIONS = {"ko": CAPTION, "zh": CAPTION_ZH}


def captioned(scan: Scan, found: list[Role], form: re.Pattern[str]) -> list[Role]:
    """The roles, with the words that captions of a report announce; after them it goes on."""
    voice: Voice | None = None
    stop = -1
    whole = False
    for number, sentence in enumerate(scan.sentences):
        caption = form.match(sentence.text)
        if caption is not None:
            voice, stop = shown(sentence, caption), sentence.paragraph
            whole = bool(caption["open"])
            found[number] = Role("answer", voice, sentence.start + caption.end())
            if caption.end() >= len(sentence.text.rstrip()):
                stop += 1  # the words stand below
        elif voice is None:
            continue
        elif sentence.paragraph <= stop and (whole or sentence.quotes):
            found[number] = Role("answer", voice, sentence.start)
        else:
            voice = None
            found[number:] = [
                Role("text", None, s.start) if r.part == "answer" and r.start == s.start else r
                for r, s in zip(found[number:], scan.sentences[number:], strict=True)
            ]
    return found


def introduced(who: Sequence[Sequence[Figure]], words: Matches[Cue], text: str) -> dict[str, Voice]:
    """People whom a text names with their party, by family name: those retired speak for none."""
    found: dict[str, Voice] = {}
    for figures in who:
        for figure in figures:
            if figure.name is None or len(figure.parties) != 1:
                continue
            near = words.between(max(0, figure.start - 40), figure.end + 60)
            private = any(cue.pos == "private" for w in near for cue in w.means)
            voice = Voice(figure.name, figure.parties[0], figure.entity)
            if private and figure.entity is None:
                voice = NOBODY
            found.setdefault(figure.name.split()[-1].casefold(), voice)
    return found


def labelled(scan: Scan, words: Matches[Cue], text: str) -> list[Label]:
    """The labels of all paragraphs that may have one."""
    labels: list[Label] = []
    seen = -1
    for sentence in scan.sentences:
        if sentence.paragraph == seen:
            continue
        seen = sentence.paragraph
        stop = min(sentence.end, sentence.start + SEEN)
        match = None
        if text.find(":", sentence.start, stop) >= 0 or text.find("：", sentence.start, stop) >= 0:
            match = LABEL.match(text, sentence.start, stop)
        if match is None and scan.lang == "en":
            longer = min(sentence.end, stop + SEEN)
            if text.find(":", sentence.start, longer) >= 0:
                match = LONG.match(text, sentence.start, longer)
        kind = kind_of(match, words) if match else "name"
        short = SHORT.match(text, sentence.start, stop) if scan.lang == "en" else None
        if short:
            match, kind = short, "ask" if (short[1] or short[2])[0] == "Q" else "answer"
        if match is None or kind == "name":
            for form in (BRACKETED, NUMBERED, MINUTES):
                other = form.match(text, sentence.start, stop)
                found = kind_of(other, words) if other else "name"
                if other and found != "name":
                    match, kind = other, found
        if match:
            name = match[1] or match[0]
            labels.append(Label(sentence.paragraph, match.end(), kind, name, match.start()))
    return labels


def narrators(scan: Scan, labels: Sequence[Label]) -> list[Label]:
    """The labels; those of reporters who ask nothing are of the text's own words."""
    ask = [label for label in labels if label.kind == "ask"]
    if scan.lang != "en" or not ask or any(label.kind == "answer" for label in labels):
        return list(labels)
    if asking(scan, ask, labels) < NARRATED:
        telling = ask
    else:
        mute = {key for key in {x.key for x in ask} if asks_not(scan, key, ask, labels)}
        telling = [
            x for x in ask if x.key in mute or (x.key in STUDIO and not asking(scan, [x], labels))
        ]
    return [msgspec.structs.replace(x, kind="tell") if x in telling else x for x in labels]


def asks_not(scan: Scan, key: str, ask: Sequence[Label], labels: Sequence[Label]) -> bool:
    """Whether one of those who may ask only tells: the correspondent whom an anchor asks."""
    return asking(scan, [x for x in ask if x.key == key], labels) < NARRATED


def asking(scan: Scan, some: Sequence[Label], labels: Sequence[Label]) -> float:
    """How many of some labels, of all in a text, open a question."""
    follow = {a.paragraph: b.paragraph for a, b in itertools.pairwise(labels)}
    asked = {s.paragraph for s in scan.sentences if QUESTION.search(s.text)}
    return sum(
        not asked.isdisjoint(range(x.paragraph, follow.get(x.paragraph, x.paragraph + 1)))
        for x in some
    ) / len(some)


def asked_by_name(labels: Sequence[Label]) -> list[Label]:
    """Labels in which whoever an answer follows asks: "GMA: …" before "Spokesperson: …"."""
    found = [
        msgspec.structs.replace(one, kind="ask")
        if one.kind == "name" and after.kind == "answer" and after.paragraph - one.paragraph <= 2
        else one
        for one, after in itertools.pairwise(labels)
    ]
    asked = sum(label.kind == "ask" for label in found)
    return [*found, *labels[-1:]] if asked > 1 else list(labels)


def by_part(scan: Scan, labels: Sequence[Label], words: Matches[Cue]) -> list[Label]:
    """Labels that are names alone, by what follows them: who asks, and who answers."""
    first: dict[int, Sentence] = {}
    for sentence in scan.sentences:
        first.setdefault(sentence.paragraph, sentence)
    people: dict[str, list[Label]] = {}
    for label in labels:
        if label.kind in ("name", "answer"):
            people.setdefault(label.key, []).append(label)
    own = side(scan)
    kinds: dict[str, str] = {}
    for key, some in people.items():
        known = any(spoken(first[x.paragraph], x) is not None for x in some)
        asker = some[0].name.lower().startswith("asked by ")
        asker = asker or any(outlets(x, words) for x in some)
        if asker or asking(scan, some, labels) >= ASKS:
            kinds[key] = "ask"
        elif known:
            kinds[key] = "answer"
    told = any(label.kind == "tell" for label in labels)
    if "ask" in kinds.values() and own is not None:
        for key, some in people.items():
            named = some[0].name[:1].isupper() or scan.lang != "en"
            kinds.setdefault(key, "answer" if named and len(some) > 1 else "name")
    if "answer" not in kinds.values() or not (told or "ask" in kinds.values()):
        return list(labels)
    return [
        msgspec.structs.replace(x, kind=kinds[x.key]) if x.kind == "name" and x.key in kinds else x
        for x in labels
    ]


def outlets(label: Label, words: Matches[Cue]) -> list[Match[Cue]]:
    """The words of a label that name a newspaper, an agency or a broadcaster."""
    found = words.between(label.start, label.start + len(label.name))
    return [w for w in found if any(cue.pos == "outlet" for cue in w.means)]


def interview(scan: Scan, text: str) -> list[Role]:
    """Roles in a text whose questions open with a dash; empty where it is no such text."""
    opens: dict[int, int] = {}
    for sentence in scan.sentences:
        opens.setdefault(sentence.paragraph, sentence.start)
    asked = {p for p, at in opens.items() if DASHED.match(text, at)}
    answers = {p + 1 for p in asked if p + 1 in opens and text[opens[p + 1]] in OPENING}
    if len(answers) < 2:
        return []
    hits = [
        h
        for sentence in scan.sentences
        if sentence.paragraph < min(asked)
        for h in sentence.entities
        if h.kind == "person" and len(h.parties) == 1
    ]
    voice = (
        Voice(text[hits[0].start : hits[0].end], hits[0].parties[0], hits[0].id) if hits else NOBODY
    )
    out = []
    for sentence in scan.sentences:
        part = "text" if sentence.paragraph < min(asked) else "answer"
        part = "ask" if sentence.paragraph in asked else part
        out.append(Role(part, voice if part == "answer" else None, sentence.start))
    return out


def kind_of(label: re.Match[str], words: Matches[Cue]) -> str:
    """What a label opens: ask, answer or, where it is nothing of the sort, name."""
    found = words.between(label.start(1), label.end(1))
    pos = {cue.pos for word in found for cue in word.means}
    whole = any(label.start(1) == w.start or w.end == label.end(1) for w in found)
    return "ask" if "ask" in pos and whole else "answer" if "answer" in pos else "name"


def transcript(scan: Scan, labels: Sequence[Label], known: Mapping[str, Voice]) -> list[Role]:
    """Roles in a text of questions and answers: a label holds until the next one."""
    at = {label.paragraph: label for label in labels}
    first = min(label.paragraph for label in labels if label.kind in ("ask", "tell"))
    own = side(scan)
    out: list[Role] = []
    part, voice = "text", None
    done = -1
    for sentence in scan.sentences:
        start = sentence.start
        if sentence.paragraph != done:
            done = sentence.paragraph
            label = at.get(done)
            if label is not None and (label.kind != "name" or done > first or own):
                start = label.end
                part = {"ask": "ask", "tell": "text"}.get(label.kind, "answer")
                voice = answerer(sentence, label, own, known) if part == "answer" else None
            elif label is None and done < first:
                part, voice = "text", None
        out.append(Role(part, voice, start))
    return out


def shown(sentence: Sentence, caption: re.Match[str]) -> Voice:
    """Whose words a caption announces: of the person, the office or the country that it names."""
    start, end = sentence.start + caption.start(1), sentence.start + caption.end(1)
    hits = [h for h in sentence.entities if start <= h.start < end and len(h.parties) == 1]
    people = [h for h in hits if h.kind in ("person", "surname")]
    if not hits:
        return NOBODY
    first = (people or hits)[0]
    return Voice(caption[1].strip(), first.parties[0], first.id if people else None)


def answerer(
    sentence: Sentence, label: Label, own: str | None, known: Mapping[str, Voice]
) -> Voice:
    """Whose answers follow a label: the person named, else the side that publishes the text."""
    named = spoken(sentence, label)
    if named is not None:
        return named
    if own:
        return Voice(label.name, own)
    voice = known.get(label.key, NOBODY)
    return msgspec.structs.replace(voice, name=label.name) if voice.party else NOBODY


SPEAKERS = ("person", "surname", "office", "actor")


def spoken(sentence: Sentence, label: Label) -> Voice | None:
    """Who is named in a label, with the party that the name, the title or the country tells."""
    hits = [
        h
        for h in sentence.entities
        if h.start < (label.start + len(label.name) + 4 if label.name.isascii() else label.end)
        and h.kind in SPEAKERS
        and h.parties
    ]
    people = [h for h in hits if h.kind in ("person", "surname")]
    if people:
        return Voice(label.name, people[0].parties[0], people[0].id)
    titled = any(h.kind == "office" for h in sentence.entities if h.start < label.end)
    offices = [h for h in hits if titled and len(h.parties) == 1]
    return Voice(label.name, offices[0].parties[0]) if offices else None
