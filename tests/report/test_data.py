import datetime as dt

from parley import channels
from parley.report import Spell, spells

MAY, JUNE = dt.date(2031, 5, 1), dt.date(2031, 6, 1)


def test_a_spell_ends_where_the_next_begins() -> None:
    history = [
        channels.Spell(MAY, "open", ("a",)),
        channels.Spell(JUNE, "suspended", ("b",), inferred=True),
    ]
    assert spells(history) == (
        Spell(MAY, JUNE, "open"),
        Spell(JUNE, None, "suspended", True),
    )


def test_a_channel_without_history_has_no_spells() -> None:
    assert spells([]) == ()
