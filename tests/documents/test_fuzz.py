"""Whatever a file has become, it ends in items or in a clear problem, in time and within bounds."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from tests.documents.fuzz import MEMORY, SECONDS, mutated
from tests.documents.samples import SAMPLES

ROOT = Path(__file__).resolve().parents[2]


def fuzzed(name: str, seed: int, count: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.documents.fuzz", name, str(seed), str(count)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert sum(told["outcomes"].values()) == count
    assert told["outcomes"].get("none", 0) == 0, told
    assert told["seconds"] < SECONDS, told
    assert told["memory"] < MEMORY, told


@pytest.mark.parametrize("name", SAMPLES)
def test_some_mutated_files_end_in_items_or_problems(name: str) -> None:
    fuzzed(name, seed=1, count=20)


@pytest.mark.soak
@pytest.mark.parametrize("name", SAMPLES)
def test_a_thousand_mutated_files_end_in_items_or_problems(name: str) -> None:
    fuzzed(name, seed=2, count=1_000)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_seed_gives_the_same_file_again(name: str) -> None:
    assert mutated(name, random.Random(7)) == mutated(name, random.Random(7))
