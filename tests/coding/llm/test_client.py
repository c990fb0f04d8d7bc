"""Asking a server: retries where they help, a clear word where they do not."""

import pytest
from tests.chatserver import Says, message, serving

from parley.coding.llm.client import LARGEST, LlmError, LlmSettings, ask

QUESTION = [{"role": "user", "content": "What happened?"}]


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    told: list[float] = []
    monkeypatch.setattr("parley.coding.llm.client.sleep", told.append)
    return told


def settings(url: str, timeout: float = 5.0) -> LlmSettings:
    return LlmSettings(url=url, model="small", timeout=timeout)


def test_an_answer_comes_with_the_tokens_that_it_took() -> None:
    with serving(message("nothing", tokens=42)) as server:
        answer = ask(settings(server.url), QUESTION)
    assert (answer.text, answer.tokens) == ("nothing", 42)
    assert server.asked[0]["model"] == "small"
    assert server.asked[0]["temperature"] == 0


def test_a_server_that_does_not_count_is_counted_for() -> None:
    with serving(Says('{"choices": [{"message": {"content": "abc"}}]}')) as server:
        assert ask(settings(server.url), QUESTION).tokens > 0


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_LLM_KEY", "secret-7")
    with serving(message("ok")) as server:
        ask(settings(server.url), QUESTION)
    assert server.keys == ["Bearer secret-7"]
    assert "secret-7" not in repr(settings(server.url))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_or_failing_server_is_asked_again(status: int, waits: list[float]) -> None:
    with serving(Says("busy", status), Says("busy", status), message("done")) as server:
        assert ask(settings(server.url), QUESTION).text == "done"
    assert len(server.asked) == 3
    assert 0 < waits[0] < waits[1]


def test_it_waits_as_long_as_the_server_says(waits: list[float]) -> None:
    with serving(Says("", 429, headers=(("retry-after", "7"),)), message("ok")) as server:
        ask(settings(server.url), QUESTION)
    assert waits == [7.0]


def test_a_slow_server_is_given_up_after_some_tries() -> None:
    with (
        serving(Says("", seconds=1.0)) as server,
        pytest.raises(LlmError, match="is the server up"),
    ):
        ask(settings(server.url, timeout=0.05), QUESTION)
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Says("not json"), "not of the chat protocol"),
        (Says('{"choices": []}'), "no message"),
        (Says('{"choices": [{"message": {"content": null}}]}'), "no message"),
        (Says("no such model", 404), "no such model"),
        (Says("x" * (LARGEST + 1)), "more than"),
    ],
    ids=["broken", "empty", "silent", "unknown-model", "huge"],
)
def test_what_cannot_be_used_is_said_at_once(answer: Says, word: str) -> None:
    with serving(answer) as server, pytest.raises(LlmError, match=word):
        ask(settings(server.url), QUESTION)
    assert len(server.asked) == 1


def test_no_server_is_said_too() -> None:
    with serving(message("gone")) as server:
        url = server.url
    with pytest.raises(LlmError, match="gave no answer"):
        ask(settings(url), QUESTION)


def test_settings_come_from_the_environment() -> None:
    known = {"PARLEY_LLM_URL": "http://localhost:8080/v1/", "PARLEY_LLM_MODEL": "qwen3"}
    told = LlmSettings.from_environment(known)
    assert (told.url, told.model) == ("http://localhost:8080/v1", "qwen3")


@pytest.mark.parametrize(
    ("known", "word"),
    [
        ({}, "PARLEY_LLM_URL is not set"),
        ({"PARLEY_LLM_URL": "localhost:8080"}, "PARLEY_LLM_URL is not set to an address"),
        ({"PARLEY_LLM_URL": "http://localhost:8080/v1"}, "PARLEY_LLM_MODEL is not set"),
    ],
)
def test_missing_settings_say_what_to_set(known: dict[str, str], word: str) -> None:
    with pytest.raises(LlmError, match=word):
        LlmSettings.from_environment(known)
