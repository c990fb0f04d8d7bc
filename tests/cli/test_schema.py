"""``parley schema``: the JSON Schema of every output."""

import json

import jsonschema
import pytest
from tests.cli.conftest import Parley

from parley.cli.schema import SCHEMAS


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_name_has_a_sound_schema(parley: Parley, name: str) -> None:
    ran = parley("schema", name)
    assert ran.code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(ran.out))


def test_without_a_name_the_names_are_listed(parley: Parley) -> None:
    assert parley("schema").out.split() == list(SCHEMAS)


def test_a_name_may_be_written_with_either_stroke(parley: Parley) -> None:
    assert parley("schema", "interval-claim").out == parley("schema", "interval_claim").out


def test_an_unknown_name_is_told_with_the_nearest(parley: Parley) -> None:
    ran = parley("schema", "chronologie")
    assert ran.code == 2
    assert "did you mean chronology?" in ran.err
