"""How a Japanese or Korean predicate is told, from the endings after its stem.

Negation, tense and aspect follow the verb there: 会談+しなかった, 회담+하지 않았다.
A tail is read once for each spelling and then remembered.
"""

import re
from functools import lru_cache

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from parley.coding.inflection import closed, korean, parts
from parley.lexicon import Lexicon

KANA = re.compile("[ぁ-んー]{0,24}")
PASSIVE = {"a": "れ", "ichidan": "られ"}
"""What makes a passive of a Japanese verb, by the form of its stem."""
FITS = {
    "a": re.compile("[なずぬれせざ]"),
    "e": re.compile("[ばるなたずま]"),
    "o": re.compile("う"),
    "t": re.compile("[ただてで]"),
    "ichidan": re.compile("[るたてなずられまよばさせう]|$"),
    "u": re.compile("(?!し|ず)"),
    "i": re.compile("(?!な|る|れ)"),
    "denied": re.compile(""),
}
"""What must follow a stem of that form, so that it is one."""
QUOTED = re.compile("(す?る|[うくすつぬむぶぐ])と(?:し|す(?!れ)|さ|み|の|い)")
"""A Japanese verb in the present that another tells: 行うとしている, 開くとみられる."""
SETTLED = re.compile(
    "(ら?れる|さ?せる|す?る|[うくすつぬむぶぐ])こと(?:[がにを](?!で|出|は|も|な[くい])|とな|とし)"
)
SETTLED_U = re.compile("()こと(?:[がにを](?!で|出|は|も|な[くい])|とな|とし)")
"""A Japanese verb in the present of what is settled or found out: 会談することが決まった."""
LIKE = re.compile("[ぁ-ん]{0,8}たような")
"""A Japanese verb that tells of a noun as an example."""
QUOTED_U = re.compile("()と(?:し|す(?!れ)|さ|み|の|い)")
AFTER_NOUN = frozenset("をのがはもにへ")
"""After the i row of a Japanese verb these make it a noun: 見送りを."""
FITS_KO = {
    "base": re.compile("[고며면지자거게겠기는던도려나느네니다든되라러소옵]"),
    "past": re.compile("[다고으던는지습을음기었네더거나죠어대단소]"),
    "joined": re.compile(
        "$| |[서야도라요왔온오져지진졌준줬주달버보본봤봐놓나낸냈내가갔간갈낼들둔뒀두]"
    ),
    "n": re.compile("$| |[다데지가걸]"),
    "l": re.compile("$| |[지까수만때것뿐텐]|경우"),
    "m": re.compile("$| |[에을이은과도]|으로"),
    "b": re.compile("[니시]"),
    "open": re.compile("[는니시오세]"),
}
"""The same in Korean, where a stem of one syllable begins many another word (해상, 연결, 함께)."""
WILL = re.compile(" ?(?:것|거)이?라(?:고|며|면서|는)")
LAST_SSANG_SIOT = 20
NOT_PAST = frozenset("있겠")


class Tail(msgspec.Struct, frozen=True, gc=False):
    """What follows a stem: how many characters, what they say, whether a verb or passive it is."""

    length: int
    features: frozenset[str]
    verb: bool
    passive: bool
    of_noun: bool = False  # whether it is that of a verb which tells of the noun after it

    def has(self, *features: str) -> bool:
        """Whether it says any of these."""
        return not self.features.isdisjoint(features)


ATTRIBUTIVE = frozenset({"past", "next", "ongoing"})
NOT_ATTRIBUTIVE = frozenset({"quote", "reason", "condition", "joined", "urged", "time", "asked"})


def tells_of_noun(verb: bool, features: set[str]) -> bool:
    """Whether a verb with these endings tells of the noun after it: 合意した協議."""
    return verb and bool(features & ATTRIBUTIVE) and not features & NOT_ATTRIBUTIVE


OPENS = "\"'“‘「『("
"""What may open a quotation before a word."""
NO_TAIL = Tail(0, frozenset(), False, False)


class Endings:
    """The endings of one language."""

    def __init__(self, rows: dict[str, list[str]], lang: str) -> None:
        self._japanese = lang == "ja"
        light = rows.get("light", [])
        passive = rows.get("passive", [])
        self._light: list[tuple[str, str, bool]] = []
        for word, is_passive in [(w, False) for w in light] + [(w, True) for w in passive]:
            forms = [(word, "noun")] if self._japanese else korean(word)
            self._light += [(stem, form, is_passive) for stem, form in forms]
        self._light.sort(key=lambda found: -len(found[0]))
        self._before = tuple(f"{word} " for word in rows.get("before", ()))
        self._must = tuple(rows.get("must", ()))
        self._says: dict[str, set[str]] = {}
        apart = ("light", "passive", "goes-on", "auxiliary", "before", "must")
        for feature, words in rows.items():
            for word in words if feature not in apart else ():
                for text in _spelled(word):
                    self._says.setdefault(text, set()).add(feature)
        self._words = list(self._says)
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)
        on = "".join(rows.get("goes-on", []))
        then = "|".join(rows.get("auxiliary", []))
        self._run = (
            KANA
            if self._japanese
            else re.compile(f"[가-힣]*(?:(?<=[{on}]) (?:{then})[가-힣]*){{0,3}}")
        )
        self._known: dict[tuple[str, str], Tail | None] = {}

    def denied(self, text: str, at: int) -> bool:
        """Whether a word before the verb at ``at`` denies it: 못 만났다."""
        if not self._before or not text.endswith(self._before, 0, at):
            return False
        start = text.rfind(" ", 0, at - 1) + 1
        return text[start:at].lstrip(OPENS) in self._before

    def read(self, text: str, at: int, form: str) -> Tail | None:
        """The tail at ``at`` after a stem of that form; None where that is no stem of a verb."""
        if text[at : at + 1] == "·" and form != "noun":
            return None  # 한·미·일: no verb
        return self.of(self.run(text, at), form)

    def run(self, text: str, at: int) -> str:
        """What may be a tail at ``at``: the same after stems of all forms."""
        match = self._run.match(text, at)
        return match.group() if match else ""

    def of(self, run: str, form: str) -> Tail | None:
        """What a run says after a stem of that form; None where that is no stem of a verb."""
        key = (form, run)
        if key not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[key] = (self._read_ja if self._japanese else self._read_ko)(form, run)
        return self._known[key]

    def _scan(self, run: str) -> set[str]:
        found: set[str] = set()
        for number, _, _ in self._automaton.find_matches_as_indexes(run):
            found |= self._says[self._words[number]]
        return found

    def _read_ja(self, form: str, run: str) -> Tail | None:
        verb, passive = form != "noun", False
        if form in FITS and not FITS[form].match(run):
            return None
        told = None if form == "o" else (QUOTED_U if form == "u" else QUOTED).match(run)
        if told is None and form != "o":
            told = (SETTLED_U if form == "u" else SETTLED).match(run)
        features = self._scan(run[: told.end(1)] if told else run)
        if LIKE.match(run) and "past" in features:
            features.discard("urged")  # 起きたような衝突: one that happened
        if told:  # 会談を行うとしている: what is told is to come
            features |= {"next", "quote"}
        if form == "noun":
            for stem, _, is_passive in self._light:
                if run.startswith(stem):
                    verb, passive = True, is_passive
                    break
        elif form in PASSIVE:
            passive = run.startswith(PASSIVE[form])
        if form == "denied":
            if "negative" not in features:
                return None
            features.discard("negative")
        if form == "u" or (form in ("ichidan", "e") and run.startswith("る")):
            features.add("next")
        if form == "t" and run[:1] == "だ":
            features.add("past")
        if form == "i" and not run:
            features.add("joined")
        if form == "i" and run and run[0] in AFTER_NOUN:
            verb = False  # 見送りを, 打ち切りが: a noun
        if form == "noun" and run == "し":
            features.add("joined")
        if features & {"past", "ongoing"}:
            features.discard("next")
        return Tail(len(run), frozenset(features), verb, passive, tells_of_noun(verb, features))

    def _read_ko(self, form: str, run: str) -> Tail | None:
        verb, passive, rest = form != "noun", False, run
        if form == "noun":
            for stem, inner, is_passive in self._light:
                if run.startswith(stem) and FITS_KO[inner].match(run, len(stem)):
                    verb, passive, form, rest = True, is_passive, inner, run[len(stem) :]
                    break
        elif not FITS_KO[form].match(run):
            return None
        features = self._scan(rest)
        if form == "l" and WILL.match(rest):
            features.discard("urged")  # 통과할 것이라고: said to come, not asked for
            features |= {"next", "quote", "will"}
        first = rest.partition(" ")[0]
        if verb:
            past = form == "past" or any(_is_past(c) for c in first)
            if form == "n" and not first.startswith("다"):
                past = True
            if past:
                features.add("past")
            elif (
                form == "l"
                or (form == "n" and first.startswith("다"))
                or (form == "b" and first.startswith("니"))
                or first.startswith(("는", "기로", "려", "고자", "느"))
            ):
                features.add("next")
            if form == "l" and "수" in rest.split(" ")[1:2]:
                features.add("possible")
            if form == "l" and rest.strip().startswith("경우"):
                features.add("condition")
            if form == "joined" and rest.startswith((" 있", " 두", " 뒀", " 놓")):
                features.add("past")  # 정지되어 있다
                features.discard("next")
            if form == "joined" and not rest:
                features.add("joined")
            if form == "joined" and self._must and rest.startswith(self._must):
                features.add("duty")  # 열어야 한다
        if "ongoing" in features:
            features.discard("next")
        return Tail(len(run), frozenset(features), verb, passive, tells_of_noun(verb, features))


def _is_past(char: str) -> bool:
    if not "가" <= char <= "힣" or char in NOT_PAST:
        return False
    return parts(char)[2] == LAST_SSANG_SIOT


def _spelled(word: str) -> list[str]:
    """An ending as written; one in ㄴ or ㄹ after the open syllables of the light verbs."""
    if word[0] in "ㄴㄹ":
        return [closed(stem, word[0]) + word[1:] for stem in ("하", "되", "리", "지", "나")]
    return [word]


@lru_cache(maxsize=16)
def endings(lexicon: Lexicon, lang: str) -> Endings | None:
    """The endings of a language, None where its predicates do not inflect so."""
    rows = {row["id"]: list(row.get(lang, ())) for row in lexicon.table("endings")}
    if not any(rows.values()):
        return None
    return Endings(rows, lang)
