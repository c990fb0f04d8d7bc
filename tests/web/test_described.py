"""The board holds what its description promises, whatever is asked within it or outside of it.

Schemathesis makes the requests from the description: such as it allows, and such as break it. What
it allows may still be refused (30 February, a page that nobody was told of); a field that is sent
empty, as forms do, asks for nothing, and one that is sent twice asks once.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from starlette.testclient import TestClient

from parley.web.api.description import description

from .conftest import OURS

SCHEMA = schemathesis.openapi.from_dict(description())
WAYS = [
    (path, way)
    for path, told in description()["paths"].items()
    for way in schemathesis.GenerationMode
    if way.is_positive or "parameters" in told["get"]
]
SOAKED = 5_000
"""Requests of the long run."""


def asked(board: TestClient, path: str, way: schemathesis.GenerationMode, times: int) -> None:
    @settings(max_examples=times, suppress_health_check=list(HealthCheck))
    @given(case=SCHEMA[path]["GET"].as_strategy(generation_mode=way))
    def holds(case: schemathesis.Case) -> None:
        wanted = case.as_transport_kwargs(base_url=OURS)
        answer = board.request(**{k: v for k, v in wanted.items() if k != "cookies"})
        board.cookies.clear()
        sent = answer.request.url.params.multi_items()
        plain = all(value for _, value in sent) and len(set(sent)) == len(sent)
        left_out = [positive_data_acceptance, *([] if plain else [negative_data_rejection])]
        case.validate_response(answer, excluded_checks=left_out)
        assert answer.status_code < 400 or set(answer.json()["error"]) == {
            "code", "message", "status"
        }  # fmt: skip

    holds()


@pytest.mark.parametrize(("path", "way"), WAYS)
def test_some_requests_are_answered_as_described(
    board: TestClient, path: str, way: schemathesis.GenerationMode
) -> None:
    asked(board, path, way, times=10)


@pytest.mark.soak
@pytest.mark.parametrize(("path", "way"), WAYS)
def test_five_thousand_requests_are_answered_as_described(
    board: TestClient, path: str, way: schemathesis.GenerationMode
) -> None:
    asked(board, path, way, times=-(-SOAKED // len(WAYS)))
