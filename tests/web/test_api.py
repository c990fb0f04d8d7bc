"""The API: each answer as its description says, and one shape for every error."""

from typing import Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator
from starlette.routing import Route
from starlette.testclient import TestClient

from parley.export import FORMATS
from parley.web import api
from parley.web.api.description import description


def schema(path: str, status: str = "200") -> Draft202012Validator:
    answers = description()["paths"][path]["get"]["responses"]
    answer = answers[status]
    if "$ref" in answer:
        answer = description()["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    wanted = answer["content"]["application/json"]["schema"]
    whole = {"components": description()["components"], **wanted}
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_every_address_is_described_and_no_other() -> None:
    routes = {route.path.replace(":path", "") for route in api.ROUTES if isinstance(route, Route)}
    assert set(description()["paths"]) == routes


def test_the_description_is_sound_and_served(board: TestClient) -> None:
    told = board.get("/api/openapi.json").json()
    assert told["openapi"] == "3.1.0"
    names: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "$ref" in value:
                names.add(value["$ref"])
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(told)
    for name in names:
        kind, key = name.removeprefix("#/components/").split("/")
        assert key in told["components"][kind], name
    for part in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(part)
    ids = [way["get"]["operationId"] for way in told["paths"].values()]
    assert len(set(ids)) == len(ids)


def test_the_formats_described_are_those_there_are() -> None:
    (format, *_) = description()["paths"]["/api/export"]["get"]["parameters"]
    assert set(format["schema"]["enum"]) == set(FORMATS)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/api/info", "/api/info"),
        ("/api/chronology", "/api/chronology?limit=1000"),
        ("/api/chronology", "/api/chronology?party=USA&from=2024&order=newest"),
        ("/api/channels", "/api/channels"),
        ("/api/channels", "/api/channels?as_of=2023-06-01"),
        ("/api/channels/{id}", "/api/channels/usa-chn-defence-ministers"),
        ("/api/documents", "/api/documents"),
        ("/api/document", "/api/document?id=oped-open-lines.en"),
        ("/api/checks", "/api/checks"),
        ("/api/series", "/api/series"),
        ("/api/series", "/api/series?party=CHN&party=USA&freq=quarter&from=2019&to=2020"),
        ("/api/ripple", "/api/ripple"),
        ("/api/ripple", "/api/ripple?of=meet&party=USA&party=CHN&on=JPN,CHN&on=KOR,CHN"),
        ("/api/durability", "/api/durability?party=USA&party=CHN"),
        ("/api/queue", "/api/queue?limit=5"),
        ("/api/decisions", "/api/decisions"),
        ("/api/unattached", "/api/unattached"),
        ("/api/openapi.json", "/api/openapi.json"),
    ],
)
def test_answers_are_as_described(board: TestClient, path: str, address: str) -> None:
    answer = board.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    schema(path).validate(answer.json())


def test_every_event_has_an_address(board: TestClient) -> None:
    events = board.get("/api/chronology?limit=1000").json()["events"]
    for event in events[::20]:
        answer = board.get("/api/events/" + quote(event["id"], safe=""))
        assert answer.json() == event
        schema("/api/events/{id}").validate(answer.json())


def test_a_page_of_events_leads_to_the_next(board: TestClient) -> None:
    found: list[str] = []
    after = ""
    while after is not None:
        answer = board.get("/api/chronology", params={"limit": "100", "after": after}).json()
        found += [event["id"] for event in answer["events"]]
        after = answer["after"]
    assert len(found) == len(set(found)) == answer["total"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/events/none",
        "/api/channels/none",
        "/api/channels?as_of=2024-13-01",
        "/api/document",
        "/api/document?id=none",
        "/api/chronology?limit=0",
        "/api/chronology?limit=%D9%A3",
        "/api/chronology?mode=dance",
        "/api/chronology?after=none",
        "/api/chronology?order=random",
        "/api/chronology?only=yes",
        "/api/decisions?before=0",
        "/api/series?party=CHN",
        "/api/export",
        "/api/nothing",
    ],
)
def test_errors_have_one_shape(board: TestClient, address: str) -> None:
    answer = board.get(address)
    assert 400 <= answer.status_code < 500
    schema("/api/info", "default").validate(answer.json())
    assert answer.json()["error"]["status"] == answer.status_code


def test_only_reading_is_answered(board: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert board.request(method, "/api/info").status_code == 405
    answer = board.post("/api/info", json={})
    assert answer.status_code == 405
    assert answer.json()["error"]["code"] == "method"
