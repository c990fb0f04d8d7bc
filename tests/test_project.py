"""What the project promises of itself as a whole."""

import re
import subprocess
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import msgspec
import pytest

from parley.cli.schema import SCHEMAS
from parley.report.tables import EVENT_COLUMNS

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PERMISSIVE = re.compile(
    r"Apache|MIT|BSD|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|0BSD|zlib|CC0", re.I
)


def tracked() -> list[Path]:
    """The files of the repository; skips in a copy without its history."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.decode("utf-8").split("\0") if name]


def locked() -> list[str]:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    return re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.M)


def test_no_module_outgrows_its_job() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / "src").rglob("*.py")
        if (count := len(path.read_text("utf-8").splitlines())) > 500
    }
    assert not long


@pytest.mark.parametrize("package", locked())
def test_every_dependency_has_a_permissive_licence(package: str) -> None:
    try:
        about = metadata(package)
    except ModuleNotFoundError:
        pytest.skip(f"{package} is for another system")
    told = [about.get("License-Expression") or "", about.get("License") or ""]
    told += [c for c in about.get_all("Classifier") or () if c.startswith("License")]
    assert PERMISSIVE.search(" ".join(told)), told


def test_direct_dependencies_are_listed_with_their_licence() -> None:
    listed = (ROOT / "docs/licences.md").read_text("utf-8").lower()
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["frames"]]
    names = [re.split(r"[><=\[;]", one)[0].strip() for one in wanted]
    assert [name for name in names if name.lower() not in listed] == []


def test_the_changelog_and_the_citation_name_the_version() -> None:
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"version: {PROJECT['version']}" in (ROOT / "CITATION.cff").read_text("utf-8")


def test_nothing_speaks_of_the_machine_it_was_made_on() -> None:
    found = []
    for path in tracked():
        if path.suffix in (".png", ".sqlite", ".xlsx") or path == Path(__file__):
            continue
        text = path.read_text("utf-8", errors="replace")
        found += [(path.name, m) for m in re.findall(r"/(?:home|Users|work)/[\w.+-]+/?", text)]
        found += [(path.name, m) for m in re.findall(r"\b(?:TODO|FIXME)\b", text)]
    assert found == []


def test_the_data_dictionary_has_every_field_and_column() -> None:
    told = set(re.findall(r"[a-z][a-z0-9_]*", " ".join(code_spans("docs/data-dictionary.md"))))
    fields: set[str] = set(EVENT_COLUMNS)
    for name, kind in SCHEMAS.items():
        if name not in ("gold", "problem"):
            fields |= properties(msgspec.json.schema(kind))
    assert sorted(fields - told) == []


def code_spans(name: str) -> list[str]:
    return re.findall(r"`([^`]+)`", (ROOT / name).read_text("utf-8"))


def properties(schema: object) -> set[str]:
    """Names of all properties anywhere in a JSON Schema."""
    if isinstance(schema, dict):
        own = schema.get("properties")
        found = set(own) if isinstance(own, dict) else set()
        return found.union(*(properties(value) for value in schema.values()))
    if isinstance(schema, list):
        return set().union(*(properties(value) for value in schema)) if schema else set()
    return set()
