"""What the project promises of itself as a whole."""

import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*.md")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PERMISSIVE = {
    *("Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "PSF-2.0"),
    "CNRI-Python",
}
WEAK_COPYLEFT = {"MPL-1.1", "MPL-2.0"}
UNCHANGED = {"certifi", "pathspec", "tld", "tqdm"}
"""Packages under a licence that asks for something only where their own files are changed."""


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


def licences() -> dict[str, str]:
    """Package → licence, of the tables of docs/licences.md."""
    page = (ROOT / "docs/licences.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| [^|]+ \| ([^|]+) \|$", page, re.M)
    return {name.lower(): licence for name, licence in rows if name not in ("package", "---")}


def test_every_package_needed_is_listed_and_no_other() -> None:
    extras = PROJECT["optional-dependencies"].values()
    extra = {re.split(r"[><=]", one)[0] for needed in extras for one in needed}
    assert set(licences()) == {*locked(), *extra}


@pytest.mark.parametrize("package", locked())
def test_every_package_needed_is_permissive(package: str) -> None:
    licence = licences()[package]
    allowed = PERMISSIVE | (WEAK_COPYLEFT if package in UNCHANGED else set())
    choices = [set(choice.split(" AND ")) for choice in licence.split(" OR ")]
    assert any(choice <= allowed for choice in choices), licence


@pytest.mark.parametrize("package", locked())
def test_the_licence_listed_is_the_packages_own(package: str) -> None:
    try:
        about = metadata(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is for another system")
    told = [about.get("License-Expression") or "", about.get("License") or ""]
    told += [c for c in about.get_all("Classifier") or () if c.startswith("License")]
    for part in re.split(r" (?:AND|OR) ", licences()[package]):
        assert part.split("-")[0] in " ".join(told), f"{part} listed, {told} told"


def test_the_changelog_and_the_citation_name_the_version() -> None:
    assert f"## {PROJECT['version']} " in (ROOT / "CHANGELOG.md").read_text("utf-8")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert str(citation["version"]) == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]


def test_nothing_speaks_of_the_machine_it_was_made_on() -> None:
    found = []
    for path in tracked():
        if path.suffix in (".png", ".sqlite", ".xlsx") or path == Path(__file__):
            continue
        text = path.read_text("utf-8", errors="replace")
        found += [(path.name, m) for m in re.findall(r"/(?:home|root|Users|work)/[\w.+-]+/?", text)]
        found += [(path.name, m) for m in re.findall(r"\b(?:TODO|FIXME)\b", text)]
    assert found == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if link.startswith("http"):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def anchors(page: Path) -> set[str]:
    """What a link may name of a page: its headings, as code hosts make anchors of them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", text).lower().replace(" ", "-") for text in headings}
