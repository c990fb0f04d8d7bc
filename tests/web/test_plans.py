"""No page and no call of the API goes through all of a record: its queries' plans are looked at."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from parley.web import Settings

from .conftest import client_of

LARGE = {"events", "facets", "assertions", "members", "documents", "texts", "passages", "quoted"}
"""Tables that grow with a desk; words are read by the index that they are."""
PAGES = [
    "/",
    "/?from=2010&to=2014&party=CHN,USA",
    "/chronology",
    "/chronology?order=oldest",
    "/chronology?party=USA&party=CHN&mode=meet&from=2022&to=2024",
    "/chronology?mode=CONSULT&lang=en&source=press&source=USA&confidence=0.7",
    "/chronology?person=Dong&conflicts=1&only=1&party=CHN&party=USA",
    "/chronology?document=oped-open-lines.en&confidence=0.33",
    "/channels",
    "/channels/usa-chn-defence-ministers",
    "/documents",
    "/documents?after=2020-01-01+x",
    "/document?id=oped-open-lines.en",
    "/checks",
    "/checks?verdict=holds",
    "/search?q=hotline",
    "/search?q=熱線&party=CHN&mode=meet&from=2020&lang=zh-Hant",
    "/export?format=csv&channel=usa-chn-defence-ministers",
    "/api/info",
    "/api/chronology?party=USA&limit=5",
    "/api/channels?as_of=2023-06-01",
    "/api/channels/usa-chn-defence-ministers",
    "/api/documents?limit=2",
    "/api/document?id=oped-open-lines.en",
    "/api/checks?limit=2",
    "/api/search?q=hotline",
    "/api/export?format=jsonl&party=JPN",
]
SCAN = re.compile(r"^SCAN (\w+)")
NAMED = re.compile(r"\b(\w+)(?: AS (\w+))?")


@pytest.fixture(scope="module")
def watched(desk: Path) -> Iterator[tuple[TestClient, list[tuple[str, Any]]]]:
    """A board, and what its database is asked."""
    asked: list[tuple[str, Any]] = []

    def note(_: Any, cursor: Any, statement: str, values: Any, *more: Any) -> None:
        asked.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    yield client_of(Settings(address=desk)), asked
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_goes_through_a_whole_table(
    watched: tuple[TestClient, list[tuple[str, Any]]], desk: Path, path: str
) -> None:
    board, asked = watched
    asked.clear()
    assert board.get(path).status_code == 200
    told = [one for one in asked if one[0].lstrip()[:6].upper() in ("SELECT", "WITH r")]
    assert told
    with sqlite3.connect(desk / "desk.sqlite") as connection:
        for statement, values in told:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            for row in plan:
                assert scanned(row[3], statement) not in LARGE, (row[3], statement)


def scanned(step: str, statement: str) -> str | None:
    """The table that a step of a plan goes through, whatever the statement calls it."""
    scan = SCAN.match(step)
    aliases = {m[2]: m[1] for m in NAMED.finditer(statement) if m[2]}
    return aliases.get(scan[1], scan[1]) if scan else None


def test_a_scan_would_be_seen(desk: Path) -> None:
    with sqlite3.connect(desk / "desk.sqlite") as connection:
        for statement in ("SELECT * FROM events", "SELECT count(*) FROM facets AS facets_1"):
            (row,) = connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            assert scanned(row[3], statement) in LARGE
