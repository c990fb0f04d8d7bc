"""What the rules saw in a sentence, and what became of it."""

import datetime as dt

from parley.coding import Explanation, explain
from parley.items import Document
from parley.lexicon import load


def told(text: str, lang: str) -> list[Explanation]:
    published = dt.date(2024, 5, 1)
    document = Document(id="d", text=text, lang=lang, published=published, voice="press")
    return explain(document, load())


def test_an_act_says_what_opened_it_and_why_each_slot_was_filled() -> None:
    (one,) = told("Japan and South Korea held defence talks in Tokyo on 3 April 2024.", "en")
    (act,) = one.acts
    slots = {slot.name: (slot.value, slot.why) for slot in act.slots}
    assert act.dropped is None
    assert slots["parties"] == ("JPN KOR", "named in the clause")
    assert slots["date"] == ("2024-04-03 to 2024-04-03, day", "in the clause")
    assert ("Tokyo", "actor") in {(m.text, m.kind) for m in one.mentions}


def test_what_is_not_coded_says_why() -> None:
    (one,) = told("Japan and South Korea did not hold talks on 3 April 2024.", "en")
    assert [(act.dropped, act.told) for act in one.acts] == [
        ("nothing is told", "negated by did not")
    ]


def test_positions_stand_with_their_sentence() -> None:
    found = told("日方向中方强调台湾海峡和平稳定的重要性。中方敦促日方停止军事活动。", "zh-Hans")
    assert [slot.name for slot in found[1].positions] == ["中方 (CHN)"]
