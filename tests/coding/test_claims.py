"""Interval claims: lengths and starting points, by examples in ``cases`` and by law."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parley.coding.claims import claims
from parley.coding.events import events
from parley.coding.scan import scan
from parley.items import Document, IntervalClaim
from parley.lexicon import load

CASES = Path(__file__).parent / "cases"
LANGS = ("zh-Hans", "zh-Hant", "en", "ja", "ko")


def coded(text: str, lang: str) -> list[IntervalClaim]:
    lexicon = load()
    document = Document(
        id="doc", text=text, lang=lang, voice="press", published=dt.date(2024, 6, 1)
    )
    found = scan(document, lexicon)
    return claims(found, lexicon, events(found, lexicon))


def either(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def cases() -> Iterator[Any]:
    for lang in LANGS:
        rows = yaml.safe_load((CASES / f"claims.{lang}.yaml").read_text(encoding="utf-8"))
        for number, row in enumerate(rows):
            yield pytest.param(lang, row, id=f"{lang}-{number}")


@pytest.mark.parametrize(("lang", "row"), list(cases()))
def test_claims_are_read(lang: str, row: dict[str, Any]) -> None:
    got = [(c.relation, c.value, c.unit, c.since) for c in coded(row["text"], lang)]
    rest = list(got)
    for relation, value, unit, since in row["want"]:
        fits = [
            g
            for g in rest
            if g[0] in either(relation)
            and g[1] in either(value)
            and g[2] in either(unit)
            and (since is None or (g[3] or "").startswith(since[:4]))
        ]
        assert fits, f"{relation} {value} {unit} {since} is not among {got}"
        rest.remove(fits[0])
    assert not rest


def test_hedges_and_breaks_are_kept() -> None:
    (nearly,) = coded("这是两国防长睽违近三年的首次会晤。", "zh-Hans")
    assert (nearly.hedge, nearly.approximate) == ("nearly", True)
    (counted,) = coded("这是两军中断对话14个月以来首次举行会谈。", "zh-Hans")
    assert (counted.relation, counted.counted_from) == ("first-since", "suspension")


def test_face_to_face_is_kept() -> None:
    (found,) = coded("The ministers met face to face for the first time in two years.", "en")
    assert found.in_person


def test_a_claim_knows_whom_it_is_about() -> None:
    text = (
        "On May 31, Austin met Dong Jun, the first talks of U.S. and Chinese ministers since 2022."
    )
    (found,) = coded(text, "en")
    assert found.subject.parties == ("CHN", "USA")
    assert found.since == "2022"


def test_a_claim_is_about_the_parties_of_its_clause() -> None:
    text = (
        "Washington and Beijing have kept talking for forty years, whatever Japan, Taiwan or"
        " Manila thought of it."
    )
    (found,) = coded(text, "en")
    assert found.subject.parties == ("CHN", "USA")


def test_how_long_a_line_has_been_silent_is_about_the_line() -> None:
    [found] = coded(
        "2018年4月20日，朝韓首腦熱線開通。該熱線自2020年6月起被平壤單方面停用，至今已逾三年。",
        "zh-Hant",
    )
    assert found.subject.channel == "kor-prk-hotline"
    assert found.subject.parties == ("KOR", "PRK")


@given(st.integers(2, 24), st.sampled_from(["个月", "年"]))
def test_a_length_is_read_back(value: int, unit: str) -> None:
    (found,) = coded(f"这是两国防长时隔{value}{unit}再次会晤。", "zh-Hans")
    assert found.value == value
    assert found.unit == {"个月": "month", "年": "year"}[unit]


PIECES = st.lists(
    st.sampled_from(
        [
            "16个月以来",
            "首次",
            "自2021年以来",
            "睽违近三年",
            "，",
            "。",
            "for the first time ",
            "in 16 months ",
            "since 2021 ",
            "twice a year ",
            "met ",
            ". ",
        ]
    ),
    max_size=12,
).map("".join)


@given(PIECES, st.sampled_from(LANGS))
def test_evidence_is_the_stored_text(text: str, lang: str) -> None:
    found = coded(text, lang)
    for one in found:
        for piece in one.evidence:
            assert text[piece.start : piece.end] == piece.text
            assert 0 < len(piece.text) <= 600
    assert len({one.id for one in found}) == len(found)
