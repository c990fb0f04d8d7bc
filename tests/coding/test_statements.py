"""Statements: who takes which position, by examples in ``cases`` and by law."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parley.coding.events import events
from parley.coding.scan import scan
from parley.coding.statements import hear, statements
from parley.items import ACTS, Document, Statement
from parley.lexicon import load

CASES = Path(__file__).parent / "cases"
LANGS = ("zh-Hans", "zh-Hant", "en", "ja", "ko")


def document(text: str, lang: str, voice: str | None = "press") -> Document:
    return Document(id="doc", text=text, lang=lang, voice=voice, published=dt.date(2024, 6, 1))


def coded(text: str, lang: str, voice: str | None = "press") -> list[Statement]:
    lexicon = load()
    found = scan(document(text, lang, voice), lexicon)
    return statements(hear(found, lexicon), events(found, lexicon))


def either(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def cases() -> Iterator[Any]:
    for lang in LANGS:
        rows = yaml.safe_load((CASES / f"statements.{lang}.yaml").read_text(encoding="utf-8"))
        for number, row in enumerate(rows):
            yield pytest.param(lang, row, id=f"{lang}-{number}")


@pytest.mark.parametrize(("lang", "row"), list(cases()))
def test_positions_go_to_who_takes_them(lang: str, row: dict[str, Any]) -> None:
    got = [(s.speaker.party, s.issue, s.act) for s in coded(row["text"], lang, row["voice"])]
    rest = list(got)
    for party, issue, act in row["want"]:
        fits = [g for g in rest if g[0] == party and g[1] in either(issue) and g[2] in either(act)]
        assert fits, f"{party} {issue} {act} is not among {got}"
        rest.remove(fits[0])
    assert not rest


def test_a_quotation_is_marked_and_placed() -> None:
    text = 'Wang Yi said: "We firmly oppose arms sales to Taiwan."'
    (found,) = coded(text, "en")
    assert found.quote
    assert found.speaker.party == "CHN"
    assert found.evidence[0].text in text


def test_a_speaker_has_the_name_that_the_document_writes() -> None:
    (found,) = coded("美國國防部發言人表示，反對任何一方單方面改變臺海現狀。", "zh-Hant")
    assert found.speaker.name == "美國國防部發言人"


def test_a_readout_hangs_its_statements_on_the_meeting() -> None:
    text = (
        "5月31日，国防部长董军在新加坡同美国国防部长奥斯汀举行会谈。\n\n"
        "董军强调，台湾问题不容任何外来干涉。"
    )
    lexicon = load()
    found = scan(document(text, "zh-Hans", "CHN"), lexicon)
    happened = events(found, lexicon)
    (said,) = statements(hear(found, lexicon), happened)
    assert said.event in {event.id for event in happened}


def test_what_is_urged_has_an_addressee() -> None:
    (found,) = coded("中方敦促菲方立即停止在仁爱礁的侵权行为。", "zh-Hans", "CHN")
    assert (found.act, found.addressee, found.strength) == ("urge", "PHL", 4)


@pytest.mark.parametrize(
    ("text", "lang", "held", "strength"),
    [
        ("中方強調，台灣是中國的一部分，必須停止對台軍售。", "zh-Hant", "arms-sales/opposes", 4),
        (
            "Beijing said the joint bomber patrol was not aimed at any third party.",
            "en",
            "joint-patrol/not-aimed",
            2,
        ),
        (
            "Austin stressed that open lines of communication are essential.",
            "en",
            "communication/keep-open",
            3,
        ),
        (
            "木原防衛相は、台湾海峡の平和と安定が重要だと述べた。",
            "ja",
            "taiwan/peace-and-stability",
            2,
        ),
        ("中国外務省は、台湾への武器売却に断固反対すると表明した。", "ja", "arms-sales/opposes", 4),
        (
            "조태열 장관은 북한 비핵화를 위한 중국의 역할을 당부했다.",
            "ko",
            "denuclearisation/upholds",
            4,
        ),
        (
            "중국 국방부는 핫라인이 끊긴 책임은 미국에 있다고 주장했다.",
            "ko",
            "communication/blamed-on-other",
            4,
        ),
    ],
)
def test_what_is_held_and_how_strongly(text: str, lang: str, held: str, strength: int) -> None:
    found = coded(text, lang)
    assert [(s.position, s.strength) for s in found if s.position == held] == [(held, strength)]


def test_positions_are_of_issues_that_there_are() -> None:
    issues = {row["id"] for row in load().table("issues")}
    for row in load().table("positions"):
        assert row["issue"] in issues
        assert row["id"].startswith(f"{row['issue']}/")


def test_no_word_of_a_question_is_a_statement() -> None:
    assert not coded("Q: Does China oppose the arms sale to Taiwan?\n\nA: Ask them.", "en", "USA")


PIECES = st.lists(
    st.sampled_from(
        [
            "中方表示，",
            "美方强调，",
            "“台湾问题”",
            "反对",
            "必须停止对台军售",
            "。",
            "\n\n",
            "答：",
            "问：",
            "The Pentagon said ",
            "urged Beijing ",
            '"',
            " to keep lines of communication open. ",
            "，",
            "𠮷",
        ]
    ),
    max_size=14,
).map("".join)


@given(PIECES, st.sampled_from(LANGS), st.sampled_from(["CHN", "press", None]))
def test_evidence_is_the_stored_text_and_ids_are_unique(
    text: str, lang: str, voice: str | None
) -> None:
    found = coded(text, lang, voice)
    for one in found:
        assert one.act in ACTS
        assert 1 <= one.strength <= 5
        for piece in one.evidence:
            assert text[piece.start : piece.end] == piece.text
            assert 0 < len(piece.text) <= 600
    assert len({one.id for one in found}) == len(found)
    assert found == coded(text, lang, voice)
