"""What a board lets through: each test is one of the promises of SECURITY.md."""

import asyncio
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from parley.web import pages
from parley.web.faults import Fault
from parley.web.security.access import ALL_TRIES, TRIES, WAIT, Access, hashed
from parley.web.security.hosts import named
from parley.web.security.limits import Bounded
from parley.web.settings import LIMIT, Settings

Make = Callable[..., TestClient]
PATHS = ("/", "/chronology", "/api/info", "/static/board.css", "/language", "/nothing")


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8765", "[::1]:8765", "[::1]", "LOCALHOST."]
)
def test_the_board_answers_to_its_own_names(board: TestClient, host: str) -> None:
    assert board.get("/api/info", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.1", "[::2]"),
        *("localhost@evil.example", "localhost#", "[::1", "::1", "", "localhost:x", "a b"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_no_method_answers_to_another_name(board: TestClient, method: str, host: str) -> None:
    for path in PATHS:
        assert board.request(method, path, headers={"Host": host}).status_code == 421


def test_a_board_on_all_addresses_answers_to_numbers_and_not_to_strangers(made: Make) -> None:
    board = made(numbers=True, names=frozenset({"board.example"}))
    for host in ("192.0.2.1", "[2001:db8::1]:80", "board.example"):
        assert board.get("/api/info", headers={"Host": host}).status_code == 200
    assert board.get("/api/info", headers={"Host": "evil.example"}).status_code == 421


@given(st.text())
def test_no_host_header_is_taken_for_a_name_with_more_in_it(host: str) -> None:
    found = named(host)
    assert found is None or not set(found) & set("/\\@?# ")


WRITE = ("/language", {"language": "en", "to": "/checks"})
WRITES = sorted(route.path for route in pages.ROUTES if "POST" in (route.methods or ()))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:8765"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Content-Type": "text/plain"},
    ],
)
@pytest.mark.parametrize("path", WRITES)
def test_nothing_is_written_for_another_site(
    board: TestClient, path: str, headers: dict[str, str]
) -> None:
    _, form = WRITE
    answer = board.post(path.replace("{id}", "1"), data=form, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost:8765"}]
)
def test_the_boards_own_pages_may_write(board: TestClient, headers: dict[str, str]) -> None:
    path, form = WRITE
    answer = board.post(path, data=form, headers=headers)
    board.cookies.clear()
    assert (answer.status_code, answer.headers["location"]) == (303, "/checks")


def test_another_site_may_link_here_and_take_nothing_in(board: TestClient) -> None:
    away = {"Sec-Fetch-Site": "cross-site"}
    assert board.get("/checks", headers=away | {"Sec-Fetch-Mode": "navigate"}).status_code == 200
    for mode, path in product(("no-cors", "cors", "websocket"), ("/checks", "/api/checks")):
        assert board.get(path, headers=away | {"Sec-Fetch-Mode": mode}).status_code == 403


def test_headers_that_decide_may_stand_only_once(board: TestClient) -> None:
    twice = [("Origin", "http://localhost:8765"), ("Origin", "http://evil.example")]
    assert board.post("/language", headers=twice).status_code == 400


@pytest.mark.parametrize("path", [*PATHS, "/chronology?from=never"])
def test_every_answer_says_what_a_browser_may_not_do(board: TestClient, path: str) -> None:
    headers = board.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin"


def test_a_failure_tells_nothing_and_has_the_same_headers(
    made: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = made()
    board = TestClient(board.app, str(board.base_url), raise_server_exceptions=False)

    def fail(*_: object) -> None:
        raise RuntimeError("secret place")

    monkeypatch.setattr("parley.web.record.Records.record", fail)
    for path in ("/", "/api/info"):
        answer = board.get(path)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/app.py",
             "/static/..%5capp.py", "/static/board.css/.."]
)  # fmt: skip
def test_no_path_leads_to_the_file_system(board: TestClient, path: str) -> None:
    assert board.get(path).status_code == 404


def test_a_request_that_carries_too_much_is_refused(board: TestClient) -> None:
    ours = {"Sec-Fetch-Site": "same-origin"}
    big = b"x" * (LIMIT + 1)
    assert board.post("/language", content=big, headers=ours).status_code == 413
    pieces = board.post("/language", content=iter([big[:LIMIT], b"xx"]), headers=ours | {
        "Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert pieces.status_code == 413
    wrong = ours | {"Content-Length": "-1"}
    assert board.post("/language", headers=wrong).status_code in (400, 413)


def test_a_request_that_does_not_arrive_is_given_up() -> None:
    async def never() -> dict[str, object]:
        await asyncio.sleep(60)
        return {}

    async def wait() -> None:
        await Bounded(never, 10, seconds=0.01)()  # type: ignore[arg-type]

    with pytest.raises(Fault) as refused:
        asyncio.run(wait())
    assert refused.value.status == 408


PASSWORD = "a pass phrase with 漢字"


@pytest.fixture(scope="session")
def secret() -> str:
    return hashed(PASSWORD)


def test_what_is_kept_of_a_password_is_its_argon2_hash(secret: str) -> None:
    assert secret.startswith("$argon2id$")
    assert PASSWORD not in secret


def test_a_locked_board_shows_nothing_without_its_password(made: Make, secret: str) -> None:
    board = made(secret=secret)
    for path in ("/", "/chronology?from=2020", "/checks", "/export?format=csv", "/nothing"):
        answer = board.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login?to=%2F")
    for path in ("/api/info", "/api/chronology", "/api/openapi.json"):
        answer = board.get(path)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "password-needed"
    assert board.get("/login").status_code == 200
    assert board.post("/logout", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 401


def test_the_password_opens_the_board_until_it_is_locked(made: Make, secret: str) -> None:
    board = made(secret=secret)
    ours = {"Sec-Fetch-Site": "same-origin"}
    wrong = board.post("/login", data={"password": "no", "to": "/"}, headers=ours)
    assert wrong.status_code == 401
    assert "set-cookie" not in wrong.headers
    right = board.post("/login", data={"password": PASSWORD, "to": "/checks"}, headers=ours)
    assert (right.status_code, right.headers["location"]) == (303, "/checks")
    cookie = right.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert board.get("/checks").status_code == 200
    kept = dict(board.cookies)
    assert board.post("/logout", headers=ours).status_code == 303
    board.cookies.update(kept)  # whoever kept the cookie is out all the same
    assert board.get("/checks").status_code == 303


def test_a_script_gives_the_password_in_a_header(made: Make, secret: str) -> None:
    board = made(secret=secret)
    right = {"Authorization": f"Bearer {PASSWORD}".encode()}
    assert board.get("/api/info", headers={"Authorization": "Bearer no"}).status_code == 401
    plain = made(secret=hashed("plain"))
    assert plain.get("/api/info", headers={"Authorization": "Bearer plain"}).status_code == 200
    assert right


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "x"])
def test_the_login_leads_nowhere_else(made: Make, secret: str, to: str) -> None:
    form = {"password": PASSWORD, "to": to}
    answer = made(secret=secret).post(
        "/login", data=form, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.headers["location"] == "/"


def test_an_encrypted_board_keeps_its_cookies_to_itself(made: Make, secret: str) -> None:
    board = made("https://localhost:8765", secret=secret, https=True)
    answer = board.post(
        "/login", data={"password": PASSWORD}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-parley=")
    assert "secure" in cookie.lower()


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_wrong_passwords_have_to_wait(secret: str, desk: object) -> None:
    clock = Clock()
    access = Access(Settings(address="nowhere", secret=secret), clock)
    for _ in range(TRIES):
        with pytest.raises(Fault) as refused:
            access.open("wrong", "192.0.2.1")
        assert refused.value.status == 401
    with pytest.raises(Fault) as refused:
        access.open(PASSWORD, "192.0.2.1")  # even the right one
    assert refused.value.status == 429
    assert 0 < int(refused.value.headers["Retry-After"]) <= WAIT
    assert access.open(PASSWORD, "192.0.2.2")  # others are not kept out
    clock.now += WAIT
    assert access.open(PASSWORD, "192.0.2.1")


def test_many_addresses_together_have_to_wait_too(
    secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = Access(Settings(address="nowhere", secret="$argon2id$broken"), Clock())
    for number in range(ALL_TRIES):
        with pytest.raises(Fault) as refused:
            access.open("wrong", f"192.0.2.{number}")
        assert refused.value.status == 401
    with pytest.raises(Fault) as refused:
        access.open("wrong", "198.51.100.1")
    assert refused.value.status == 429


def test_a_session_ends_after_its_hours(secret: str) -> None:
    clock = Clock()
    access = Access(Settings(address="nowhere", secret=secret), clock)
    session = access.open(PASSWORD, "192.0.2.1")
    assert access.allowed(f"parley={session}", "", "192.0.2.1")
    assert not access.allowed(f"parley={session}x", "", "192.0.2.1")
    clock.now += 13 * 3600
    assert not access.allowed(f"parley={session}", "", "192.0.2.1")
