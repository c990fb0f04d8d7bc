"""Where a formula ends in a text."""

import pytest

from parley.comparison.said import quoted
from parley.items import Span


@pytest.mark.parametrize(
    ("text", "found", "told"),
    [
        ("坚决反对“台独”，", "反对“台独", "反对“台独”"),
        ("堅決反對「臺獨」分裂", "反對「臺獨", "反對「臺獨」"),
        ("「一個中国」原則を", "一個中国」原則", "「一個中国」原則"),
        ('oppose "two Chinas" and', 'oppose "two Chinas', 'oppose "two Chinas"'),
        ("“mutual respect”", "mutual respect", "mutual respect"),
        ("反对“台独分裂”", "反对“台独", "反对“台独"),
        ("反对“台独", "反对“台独", "反对“台独"),
    ],
)
def test_a_mark_of_a_pair_comes_with_the_other(text: str, found: str, told: str) -> None:
    at = text.index(found)
    span = quoted(text, Span(at, at + len(found)))
    assert text[span.start : span.end] == told
