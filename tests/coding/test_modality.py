"""How an act is told: what the rules may pass over."""

import inspect
import re

from parley.coding import modality


def test_every_kind_of_cue_that_judges_keeps_a_sentence_from_being_passed_over() -> None:
    asked = set(re.findall(r'"(cue-[a-z-]+)"', inspect.getsource(modality.told)))
    assert asked
    assert asked <= modality.JUDGING
