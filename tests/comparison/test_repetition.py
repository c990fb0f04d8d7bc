"""Formulas that nobody has listed, proposed because one voice repeats them."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.comparison import Proposal, proposals, repetition
from parley.items import Document
from parley.language.plain import plain
from parley.lexicon import load

LEXICON = load()
FILLER = [
    "Ministers spoke about {n} harvests and rivers far from here.",
    "A delegation went to see old bridges, gardens {n} and orchards.",
    "Nobody could say when ferries {n} would run again in winter.",
    "Students sang songs {n} of fishermen, and everybody went home.",
]


def found(
    texts: Iterable[str], lang: str = "en", voice: str | None = "USA", **how: int
) -> list[str]:
    documents = [
        Document(id=f"d{n:03}", text=text, lang=lang, voice=voice) for n, text in enumerate(texts)
    ]
    return [one.phrase.names[lang.partition("-")[0]][0] for one in told(documents, **how)]


def told(documents: list[Document], **how: int) -> list[Proposal]:
    return proposals(lambda: documents, LEXICON, **how)


def test_what_three_documents_repeat_is_proposed_as_long_as_it_is() -> None:
    texts = [
        f"{filler.format(n=n)} They will keep the kettle on the hob for {other}."
        for n, (filler, other) in enumerate(zip(FILLER, ("guests", "rain", "peace"), strict=False))
    ]
    assert found(texts) == ["keep the kettle on the hob"]


@pytest.mark.parametrize(
    ("lang", "words", "texts"),
    [
        (
            "zh-Hant",
            "让茶壶常热",
            ["我方願讓茶壺常熱待客{}。", "此後仍讓茶壺常熱待客，{}。", "{}，也讓茶壺常熱待客。"],
        ),
        (
            "ja",
            "湯沸かしを温かく",
            [
                "今後とも湯沸かしを温かく保ち、{}。",
                "{}、湯沸かしを温かく保つ。",
                "更に湯沸かしを温かく保ちたい{}。",
            ],
        ),
        (
            "ko",
            "주전자를 따뜻하게",
            [
                "양측은 주전자를 따뜻하게 유지하며 {}.",
                "{} 늘 주전자를 따뜻하게 유지하고 돕는다.",
                "그래서 주전자를 따뜻하게 유지하자 {}.",
            ],
        ),
    ],
)
def test_in_every_script(lang: str, words: str, texts: list[str]) -> None:
    several = [text.format(end) for text, end in zip(texts, ("甲乙", "丙丁", "戊己"), strict=True)]
    (one,) = found(several, lang)
    assert plain(words).text in one


def test_a_shorter_run_of_more_documents_is_one_of_its_own() -> None:
    long = "keep the kettle on the hob for guests of honour from abroad"
    texts = [f"{FILLER[n % 4].format(n='')} We shall {long}." for n in range(3)]
    texts += [
        f"{FILLER[n % 4].format(n='')} {who} keep the kettle on the hob {when}."
        for n, (who, when) in enumerate(zip("abcdefghi", "rstuvwxyz", strict=True))
    ]
    assert "keep the kettle on the hob" in found(texts)
    assert any("guests of honour" in one for one in found(texts))


@pytest.mark.parametrize(
    "sentence",
    [
        "For more information, visit our page with the kettle.",
        "Statement on the kettle and the hob and the guests",
        "The two sides stand for mutual respect, peaceful coexistence and win-win cooperation.",
        "2024 2025 2026 2027 2028 2029.",
        "U.S. Secretary of Defense Lloyd Austin.",
    ],
    ids=["boilerplate", "no end mark", "known", "figures", "names"],
)
def test_what_is_no_formula_is_left_out(sentence: str) -> None:
    texts = [f"{FILLER[n].format(n='')}\n\n{sentence}\n" for n in range(4)]
    assert found(texts) == []


def test_one_voice_has_to_repeat_it() -> None:
    text = "They will keep the kettle on the hob for {}."
    documents = [
        Document(id=str(n), text=text.format(n), lang="en", voice=voice)
        for n, voice in enumerate(("USA", "CHN", "KOR", None, None, None))
    ]
    assert told(documents) == []


def test_least_and_most() -> None:
    texts = [f"They will keep the kettle on the hob for {n}s." for n in "abcd"]
    assert found(texts, least=4)
    assert found(texts, least=5) == []
    assert found(texts, most=0) == []
    with pytest.raises(ValueError, match="at least 2"):
        found(texts, least=1)


def test_of_many_documents_a_share_is_asked() -> None:
    texts = [FILLER[0].format(n=f"word{n}x") for n in range(200)]
    texts[:3] = [f"They will keep the kettle on the hob for {n}." for n in ("a b", "c", "d")]
    assert not any("kettle" in one for one in found(texts))


words = st.lists(
    st.sampled_from(["kettle", "hob", "guests", "keep", "the", "on", "for", "warm", "tea"]),
    min_size=1,
    max_size=12,
).map(lambda several: " ".join(several) + ".")
documents = st.lists(st.lists(words, max_size=4).map(" ".join), max_size=8)


@given(documents)
def test_each_stands_in_as_many_documents_as_are_asked(texts: list[str]) -> None:
    first = found(texts, least=2)
    assert first == found(texts, least=2)
    for one in first:
        held = [f" {plain(text).text.replace(chr(10), ' | ')} " for text in texts]
        assert sum(f" {one} " in text for text in held) >= 2 or _parted(one, texts)
        assert len(one.split()) >= 3


def _parted(one: str, texts: list[str]) -> bool:
    """A stretch counts once a document, and twice where two of it hold the run."""
    return sum(plain(text).text.count(one) for text in texts) >= 2


def test_memory_stays_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repetition, "STRETCHES", 5)
    texts = [
        f"{FILLER[n % 4].format(n='')} They will keep the kettle on the hob for {n}s."
        for n in "0" * 30 + "1" * 30
        for n in (int(n),)
    ]
    assert any("kettle" in one for one in found(texts))
