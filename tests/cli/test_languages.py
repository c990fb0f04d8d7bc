"""What is compared and counted is told in the language of ``--ui``, down to a table's last cell."""

import re
from pathlib import Path

import pytest
import yaml
from tests.cli.conftest import EXAMPLES, Parley

from parley.report import strings

A = "readout-kuala-lumpur.en"
B = "readout-kuala-lumpur.zh-Hans"
CALLS = {
    "series": "series --parties USA,CHN --freq year --from 2020 --to 2030",
    "ripple": "ripple --of resumed --parties USA,CHN --on JPN,CHN --on CHN,VNM --on USA,CHN",
    "of an event": "ripple --of exercise --on KOR,PRK --window 3",
    "durability": "durability --parties USA,CHN --only --as-of 2026-05-31",
    "phrases": "phrases",
    "compare": f"compare {A} {B}",
    "previous": f"compare {A} --previous --against {B}",
    "chronology": "chronology --channel usa-chn-mmca --from 2024 --to 2025-05",
    "channels": "channels --parties USA,CHN --only --as-of 2025-12-18",
    "check": "check",
    "search": "search 熱線 --limit 2",
}
TOLD = {
    "series": ("美中逐年", "2027 至 2030", "空白：超出紀錄範圍", "磋商", "只用權重的次序"),
    "ripple": ("美中之間的恢復：15個日子", "中越：無從判斷，紀錄始終有缺漏", "無從判斷"),
    "of an event": ("軍演：8個日子", "項檢定"),
    "durability": ("截至2026-05-31", "24個月", "未勝過", "什麼使對話中斷", "未開啟", "依層級"),
    "phrases": ("套語（依發布方分列）", "反对“台独”", "中國", "媒體"),
    "compare": ("僅第一份", "層級", "美中防長會談", "8個議題", "美中擬在檀香山舉行"),
    "previous": ("前一份：", "條套語與語句", "刪去"),
    "chronology": (
        "3起事件",
        "日期",
        "各方",
        "內容",
        "管道",
        "來源",
        "參考年表",
        "美中",
    ),
    "channels": ("截至2025-12-18的管道狀態", "最近使用", "依據", "暢通", "名稱"),
    "check": ("說法", "核對結果", "紀錄所得", "成立"),
    "search": ("2個段落", "出處", "段落"),
}
KEPT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+[.\w-]*|Parley|df|Weibull|Benjamini.Hochberg|Holm")
"""Ids, and names of people and of methods, are the same in any language."""


@pytest.fixture(scope="module", autouse=True)
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with the example documents, coded in English."""
    from parley import Desk

    place = tmp_path_factory.mktemp("desk")
    with Desk.open(place) as opened:
        opened.add([EXAMPLES])
    return place


def english() -> set[str]:
    """What the tables say in English, in pieces of two words and more."""
    folder = Path(strings.__file__).parent / "strings"
    values = yaml.safe_load((folder / "figures.en.yaml").read_text("utf-8")).values()
    forms = (form for v in values for form in (v.values() if isinstance(v, dict) else [v]))
    pieces = (piece.strip(" :;,.()") for form in forms for piece in re.split(r"\{\w+\}", form))
    return {piece for piece in pieces if " " in piece}


@pytest.mark.parametrize("name", CALLS)
def test_in_chinese(parley: Parley, desk: Path, name: str) -> None:
    where = () if name == "of an event" else ("--desk", desk)
    ran = parley(*CALLS[name].split(), *where, "--ui", "zh-Hant")
    assert ran.code == 0
    out = re.sub(r"\s*│\n│\s*", "", ran.out) + ran.err
    for told in TOLD[name]:
        assert told in out
    assert not [piece for piece in english() if piece in out]
    heads = [line for line in ran.out.splitlines() if line.startswith("┃")]
    assert not re.findall(r"[a-z]{2,}", KEPT.sub("", "".join(heads)))


@pytest.mark.parametrize("name", CALLS)
def test_in_simplified_characters(parley: Parley, desk: Path, name: str) -> None:
    from parley.language import detect

    where = () if name == "of an event" else ("--desk", desk)
    ran = parley(*CALLS[name].split(), *where, "--ui", "zh-Hans")
    heads = [line for line in ran.out.splitlines() if line[:1] not in "│┏┡└"]
    assert detect("".join(heads)) == "zh-Hans"
    assert "渠道" in ran.out or "管道" not in ran.out
