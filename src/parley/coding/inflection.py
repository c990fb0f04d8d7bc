"""Stems of Japanese and Korean verbs: what of a verb stays before the endings that a tail reads.

A Japanese verb is listed in its plain form (行う, 受け入れる, 応じない), a Korean one in 다 (열다).
Verbal nouns (会談, 회담) have no stem of their own: what follows tells whether they are verbs.
"""

from collections.abc import Iterable

ROWS = {
    "う": "わいうえおっ",
    "く": "かきくけこい",
    "ぐ": "がぎぐげごい",
    "す": "さしすせそし",
    "つ": "たちつてとっ",
    "ぬ": "なにぬねのん",
    "ぶ": "ばびぶべぼん",
    "む": "まみむめもん",
    "る": "らりるれろっ",
}
"""The last kana of a verb: its a, i, u, e and o row and the form before た and て."""
FORMS = ("a", "i", "u", "e", "o", "t")
BEFORE_ICHIDAN = "いきしちにひみりぎじぢびぴえけせてねへめれげぜでべぺ"
ONE_KANJI = frozenset("見着出得経寝居似煮射干降")
"""Verbs of one kanji and る that drop it: 見る, 出る (but not 送る)."""


def japanese(word: str) -> Iterable[tuple[str, str]]:
    """``(stem, form)`` of a Japanese verb; of a verbal noun the word itself, ``noun``."""
    if word.endswith("ない"):
        yield word[:-2], "denied"
        return
    last = word[-1]
    if last not in ROWS or len(word) < 2:
        yield word, "noun"
        return
    if word.endswith(("する", "ずる")):
        yield word[:-2], "noun"
        return
    stem = word[:-1]
    if word.endswith("来る"):
        yield stem, "ichidan"
        return
    if last == "る" and (stem[-1] in BEFORE_ICHIDAN or stem[-1] in ONE_KANJI):
        yield stem, "ichidan"
        return
    onbin = "っ" if word.endswith("行く") else ROWS[last][5]
    for kana, form in zip(ROWS[last][:5] + onbin, FORMS, strict=True):
        yield stem + kana, form


FIRST, LAST = 0xAC00, 0xD7A3
FINALS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
MERGED = {
    "ㅏ": "ㅏ",
    "ㅓ": "ㅓ",
    "ㅐ": "ㅐ",
    "ㅔ": "ㅔ",
    "ㅕ": "ㅕ",
    "ㅗ": "ㅘ",
    "ㅜ": "ㅝ",
    "ㅣ": "ㅕ",
    "ㅚ": "ㅙ",
    "ㅡ": "ㅓ",
}
"""A stem's last vowel together with the 아 or 어 of an ending."""


def parts(syllable: str) -> tuple[int, int, int]:
    """Numbers of a syllable's initial, vowel and final."""
    code = ord(syllable) - FIRST
    return code // 588, code % 588 // 28, code % 28


def syllable(initial: int, vowel: int, final: int) -> str:
    """The syllable of these numbers."""
    return chr(FIRST + initial * 588 + vowel * 28 + final)


def closed(text: str, final: str) -> str:
    """A text whose last syllable, open before, ends in this consonant."""
    initial, vowel, _ = parts(text[-1])
    return text[:-1] + syllable(initial, vowel, FINALS.index(final))


IRREGULAR = {
    "잇": "이",
    "짓": "지",
    "긋": "그",
    "듣": "들",
    "묻": "물",
    "걷": "걸",
    "싣": "실",
    "돕": "도",
    "붓": "부",
}
"""Stems whose last consonant gives way before a vowel: 잇다, 이었다; 싣다, 실었다; 돕다, 도왔다."""


def _irregular(stem: str) -> Iterable[tuple[str, str]]:
    opened = stem[:-1] + IRREGULAR[stem[-1]]
    yield stem, "base"
    if stem[-1] == "돕":
        yield from ((opened + "와", "joined"), (opened + "왔", "past"))
        yield from ((opened + "운", "n"), (opened + "울", "l"), (opened + "움", "m"))
        return
    yield from ((opened + "어", "joined"), (opened + "었", "past"), (opened + "은", "n"))
    yield from ((opened + "을", "l"), (opened + "음", "m"))


def korean(word: str) -> Iterable[tuple[str, str]]:
    """``(stem, form)`` of a Korean verb in 다; of a verbal noun the word itself, ``noun``.

    Forms: base, past (ㅆ), joined (아, 어), n (ㄴ, 은), l (ㄹ, 을), m (ㅁ, 음), b (ㅂ, 습).
    """
    if not word.endswith("다") or len(word) < 2 or not FIRST <= ord(word[-2]) <= LAST:
        yield word, "noun"
        return
    stem = word[:-1]
    initial, vowel, final = parts(stem[-1])
    if stem[-1] in IRREGULAR and final:
        yield from _irregular(stem)
        return
    if stem.endswith("이르"):
        joined = [stem + "러"]  # 합의에 이르렀다
    elif stem.endswith("하"):
        joined = [stem[:-1] + "해", stem + "여"]
    elif not final and stem.endswith("르") and len(stem) > 1:
        above = parts(stem[-2])
        bright = VOWELS[above[1]] in "ㅏㅗ"
        joined = [closed(stem[:-1], "ㄹ") + ("라" if bright else "러")]
    elif not final and VOWELS[vowel] in MERGED:
        bright = VOWELS[vowel] == "ㅡ" and len(stem) > 1 and VOWELS[parts(stem[-2])[1]] in "ㅏㅗ"
        merged = syllable(initial, VOWELS.index("ㅏ" if bright else MERGED[VOWELS[vowel]]), 0)
        joined = [stem[:-1] + merged]
        if VOWELS[vowel] in "ㅣㅚㅗㅜ":
            joined.append(stem + ("아" if VOWELS[vowel] == "ㅗ" else "어"))
        if VOWELS[vowel] in "ㅣㅚ":
            joined.append(stem + "여")  # 되였다, 하시였다: as the North spells it
    else:
        joined = [stem + ("아" if VOWELS[vowel] in "ㅏㅗ" else "어")]
    yield stem, "base"
    for form in joined:
        yield form, "joined"
        yield closed(form, "ㅆ"), "past"
    if not final or FINALS[final] == "ㄹ":
        opened = stem[:-1] + syllable(initial, vowel, 0)
        for consonant, form in (("ㄴ", "n"), ("ㄹ", "l"), ("ㅁ", "m"), ("ㅂ", "b")):
            yield closed(opened, consonant), form
        if final:
            yield opened, "open"
    else:
        for ending, form in (("은", "n"), ("을", "l"), ("음", "m"), ("습", "b")):
            yield stem + ending, form
