"""Whatever is asked, the board does not fail, and says what is wrong in one shape."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from parley.web.api.description import description

NAMES = sorted(
    {p["name"] for p in description()["components"]["parameters"].values()}
    | {
        "event",
        "order",
        "after",
        "limit",
        "q",
        "page",
        "part",
        "verdict",
        "format",
        "id",
        "to",
        "item",
        "did",
        "before",
        "a",
        "b",
        "how",
    }
)
likely = st.sampled_from(
    [
        *("", "0", "1", "-1", "2024", "2024-02-30", "0000", "9999", "9999-12-31", "0001-01-01"),
        *("CHN", "USA,CHN", "meet", "en", "nan", "inf", "1e400", "newest", "xlsx", "csv", "٣"),
        *("../../etc/passwd", "%2e%2e", "<script>", "{{7*7}}", "' OR 1=1 --", "a" * 5000, "\x00"),
    ]
)
value = likely | st.text(max_size=40)
query = st.lists(st.tuples(st.sampled_from(NAMES), value), max_size=6)
WHOLE = (
    ["/", "/chronology", "/channels", "/documents", "/document", "/checks", "/export", "/login",
     "/search", "/review", "/review/log", "/add", "/document/new", "/lasting", "/series", "/ripple",
     "/phrases", "/compare", "/compare/docx", "/api/compare", "/api/search", "/api/openapi.json",
     "/api/series", "/api/ripple", "/api/durability",
     "/api/info", "/api/chronology", "/api/channels", "/api/documents", "/api/document",
     "/api/queue", "/api/decisions", "/api/unattached", "/api/checks", "/api/export",
     "/static/board.css"]
)  # fmt: skip
PARTS = ["/events/", "/add/", "/channels/", "/api/events/", "/api/channels/", "/static/"]
whole, part = st.sampled_from(WHOLE), st.sampled_from(PARTS)
path = whole | st.tuples(part, value.map(lambda v: quote(v, safe=""))).map("".join)
header = st.dictionaries(
    st.sampled_from(["Accept-Language", "Cookie", "Origin", "Sec-Fetch-Site", "Authorization"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60),
    max_size=3,
)


@pytest.mark.parametrize("told", description()["paths"])
def test_every_path_that_is_described_is_asked_for(told: str) -> None:
    assert told.partition("{")[0] in (PARTS if "{" in told else WHOLE)


def holds(board: TestClient, method: str, at: str, given_query: list[tuple[str, str]],
          headers: dict[str, str]) -> None:  # fmt: skip
    given_headers = {k: v.strip() for k, v in headers.items()}
    answer = board.request(method, at, params=given_query, headers=given_headers)
    assert answer.status_code < 500 or answer.status_code == 501, (at, given_query, answer.text)
    assert "content-security-policy" in answer.headers
    if at.startswith("/api/") and answer.status_code >= 400 and method != "HEAD":
        error = answer.json()["error"]
        assert set(error) == {"code", "message", "status"}
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert "<script>" not in answer.text
    board.cookies.clear()


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT"]), path, query, header)
def test_no_request_makes_the_board_fail(
    bare: TestClient, method: str, at: str, asked: list[tuple[str, str]], headers: dict[str, str]
) -> None:
    holds(bare, method, at, asked, headers)


@pytest.mark.soak
@settings(max_examples=5000, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT"]), path, query, header)
def test_five_thousand_requests_make_no_board_fail(
    board: TestClient, method: str, at: str, asked: list[tuple[str, str]], headers: dict[str, str]
) -> None:
    holds(board, method, at, asked, headers)


@pytest.mark.parametrize("at", ["/events/%00", "/api/events/a%00", "/document?id=%00"])
def test_what_no_database_can_look_for_is_refused(bare: TestClient, at: str) -> None:
    assert bare.get(at).status_code == 400
