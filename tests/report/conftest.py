"""The sample desk's report, written once for each interface language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

import parley.report
from parley.report.strings import LANGUAGES

from . import sample


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folders: dict[str, Path] = {}

    def report(ui: str) -> Path:
        if ui not in folders:
            folders[ui] = tmp_path_factory.mktemp(ui)
            parley.report.write_report(sample.DATA, folders[ui], ui)
        return folders[ui]

    return report


@pytest.fixture(scope="session", params=LANGUAGES)
def page(request: pytest.FixtureRequest, written: Callable[[str], Path]) -> html.HtmlElement:
    return html.fromstring((written(request.param) / "report.html").read_bytes())
