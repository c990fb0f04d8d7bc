"""FollowTheMoney entities: known schemata and properties, and valid for the library where it is.

The library needs packages under the LGPL and a compiler for one of them, so it is no development
tool of the project; ``pip install followthemoney`` has the last test run.
"""

import json
from typing import Any

import pytest
from msgspec.structs import replace
from tests.report import sample

from .conftest import EMPTY, SAMPLE, Written, five_languages

PROPERTIES = {
    "Document": {
        *("title", "publisher", "sourceUrl", "publishedAt", "retrievedAt", "language"),
        "bodyText",
    },
    "PublicBody": {"name", "country"},
    "Organization": {"name", "country"},
    "Person": {"name", "position", "country"},
    "Event": {
        *("name", "recordId", "date", "startDate", "endDate", "involved", "organizer", "country"),
        *("location", "keywords", "summary", "description", "proof", "sourceUrl"),
    },
}
PROPERTIES["Article"] = PROPERTIES["Document"]


def entities(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.splitlines()]


def test_an_event_names_who_takes_part_and_its_proof(written: Written) -> None:
    found = {entity["id"]: entity for entity in entities(written("ftm"))}
    talks = next(e for e in found.values() if e["properties"].get("recordId") == ["event-01"])[
        "properties"
    ]
    assert (talks["startDate"], talks["endDate"]) == (["2031-05-13"], ["2031-05-14"])
    names = {found[key]["properties"]["name"][0] for key in talks["involved"]}
    assert names == {"China", "U.S.", "Jane Roe"}
    assert talks["country"] == ["cn", "us"]
    assert len(talks["proof"]) == 2
    assert all(found[key]["schema"] == "Document" for key in talks["proof"])
    month = next(
        e["properties"] for e in found.values() if e["properties"].get("recordId") == ["event-03"]
    )
    assert month["date"] == ["2030-01"]
    assert found[month["organizer"][0]]["properties"]["country"] == ["cn"]


def test_entities_use_known_properties_and_point_at_entities(written: Written) -> None:
    for data in (SAMPLE, five_languages(), replace(EMPTY, events=sample.REFERENCE)):
        found = entities(written("ftm", data))
        ids = [entity["id"] for entity in found]
        assert len(set(ids)) == len(ids)
        for entity in found:
            assert set(entity["properties"]) <= PROPERTIES[entity["schema"]]
            for values in entity["properties"].values():
                assert values
                assert all(isinstance(value, str) and value for value in values)
            for name in ("involved", "organizer", "proof"):
                assert set(entity["properties"].get(name, ())) <= set(ids)
    assert written("ftm", EMPTY) == b""


def test_the_library_takes_them_as_they_are(written: Written) -> None:
    model = pytest.importorskip("followthemoney").model
    for data in (SAMPLE, five_languages(), replace(EMPTY, events=sample.REFERENCE)):
        for entity in entities(written("ftm", data)):
            proxy = model.get_proxy(entity, cleaned=False)
            model.get(entity["schema"]).validate(entity)
            kept = proxy.to_dict()["properties"]
            for name, values in entity["properties"].items():
                assert len(kept.get(name, ())) == len(values), (name, values, kept.get(name))
