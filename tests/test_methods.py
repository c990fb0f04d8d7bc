"""docs/methods.md names modules that are there, and their numbers and rounding as they are."""

import json
import pkgutil
import re
from pathlib import Path

import pytest

from parley.checking.rounding import fits

PAGE = (Path(__file__).parent.parent / "docs/methods.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(parley(?:\.\w+)+)`", PAGE)))


def rows(title: str) -> list[list[str]]:
    """The cells of the table under a heading, its head left out."""
    found = re.search(rf"^##+ {title}\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S)
    assert found is not None
    lines = [line for line in found[1].splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.split("|")[1:-1]] for line in lines[2:]]


def test_enough_is_named() -> None:
    assert len(NAMED) > 30


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_is_there(name: str) -> None:
    assert pkgutil.resolve_name(name) is not None


@pytest.mark.parametrize(("name", "value", "_"), rows("Numbers"))
def test_numbers(name: str, value: str, _: str) -> None:
    assert pkgutil.resolve_name(name) == json.loads(value)


@pytest.mark.parametrize(("claim", "hedge", "yes", "no"), rows("Rounding"))
def test_rounding(claim: str, hedge: str, yes: str, no: str) -> None:
    value, how = float(claim), hedge or None
    assert [n for n in yes.split() if not fits(value, float(n), float(n), how)] == []  # type: ignore[arg-type]
    assert [n for n in no.split() if fits(value, float(n), float(n), how)] == []  # type: ignore[arg-type]
