"""One question to a server that speaks OpenAI's chat protocol, with retries and a budget."""

import os
import random
from collections.abc import Mapping, Sequence
from time import sleep
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import httpx

URL, MODEL, KEY = "PARLEY_LLM_URL", "PARLEY_LLM_MODEL", "PARLEY_LLM_KEY"
LOCAL = "http://localhost:11434/v1"
TRIES = 4
LONGEST_WAIT = 30.0
"""Seconds between two tries at the most."""
LARGEST = 4_000_000
"""Bytes of an answer at the most."""


class LlmError(Exception):
    """The server cannot be asked, or gave no usable answer; the message says what to do."""


class LlmSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where to ask and how much. The key is read from the environment at each call, never kept.

    ``url`` is the base address that ``/chat/completions`` is added to; ``budget`` bounds the tokens
    of one run, counted as the server counts them; ``timeout`` is in seconds.
    """

    url: str
    model: str
    budget: int = 2_000_000
    timeout: float = 120.0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "LlmSettings":
        """The settings of the environment. Raises ``LlmError`` where there are none."""
        known = os.environ if environment is None else environment
        url, model = known.get(URL, "").rstrip("/"), known.get(MODEL, "")
        if not url.startswith(("http://", "https://")):
            raise LlmError(
                f"{URL} is not set to an address: start a local server and say where, e.g."
                f" {URL}={LOCAL} {MODEL}=qwen3"
            )
        if not model:
            raise LlmError(f"{MODEL} is not set: name the model that {url} serves")
        return cls(url=url, model=model)


class Answer(msgspec.Struct, frozen=True):
    """What the model said, and the tokens that it took."""

    text: str
    tokens: int


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Usage(msgspec.Struct):
    total_tokens: int = 0


class _Reply(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


def ask(settings: LlmSettings, messages: Sequence[Mapping[str, str]]) -> Answer:
    """The model's answer as JSON text, at temperature 0.

    A server that is busy, fails or does not answer in time is asked again, ``TRIES`` times in all,
    waiting twice as long each time or as long as it says. Raises ``LlmError`` where none helps.
    """
    httpx = _httpx()
    body = {
        "model": settings.model,
        "messages": list(messages),
        "temperature": 0,
        "response_format": {"type": "json_object"},
    }
    key = os.environ.get(KEY)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    address = f"{settings.url}/chat/completions"
    fault = ""
    with httpx.Client(timeout=settings.timeout, trust_env=False) as client:
        for attempt in range(TRIES):
            wait = min(LONGEST_WAIT, 0.5 * 2**attempt) * (0.75 + random.random() / 2)
            try:
                with client.stream("POST", address, json=body, headers=headers) as response:
                    data = _bounded(response)
            except httpx.HTTPError as error:
                fault = f"{type(error).__name__}: {error}".rstrip(": ")
            else:
                if response.status_code == 200:
                    return _answer(data, messages)
                fault = f"status {response.status_code}: {data[:200].decode('utf-8', 'replace')}"
                if response.status_code not in (408, 409, 425, 429) and response.status_code < 500:
                    break
                wait = _told_to_wait(response.headers.get("retry-after")) or wait
            if attempt + 1 < TRIES:
                sleep(wait)
    raise LlmError(f"{settings.url} gave no answer ({fault}); is the server up, the model loaded?")


def _bounded(response: "httpx.Response") -> bytes:
    data = bytearray()
    for piece in response.iter_bytes():
        data += piece
        if len(data) > LARGEST:
            raise LlmError(f"an answer of more than {LARGEST:,} bytes")
    return bytes(data)


def _answer(data: bytes, messages: Sequence[Mapping[str, str]]) -> Answer:
    try:
        reply = msgspec.json.decode(data, type=_Reply)
    except msgspec.DecodeError as error:
        raise LlmError(f"the server's answer is not of the chat protocol: {error}") from error
    if not reply.choices or reply.choices[0].message.content is None:
        raise LlmError("the server's answer holds no message")
    text = reply.choices[0].message.content
    told = reply.usage.total_tokens if reply.usage else 0
    # A server that does not count: about three characters a token, as a bound.
    return Answer(text, told or (sum(len(m["content"]) for m in messages) + len(text)) // 3)


def _told_to_wait(value: str | None) -> float | None:
    if value is None or not value.strip().isdigit():
        return None
    return min(LONGEST_WAIT, float(value))


def _httpx() -> Any:
    try:
        import httpx
    except ImportError as fault:
        raise LlmError("asking a model needs httpx: pip install 'parley-workbench[llm]'") from fault
    return httpx
