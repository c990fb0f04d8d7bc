"""A server on loopback that speaks OpenAI's chat protocol, for tests."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Says(NamedTuple):
    """One answer: its status, its body, how long it takes, and headers."""

    body: str
    status: int = 200
    seconds: float = 0.0
    headers: tuple[tuple[str, str], ...] = ()


class ChatServer:
    """The answers in turn, the last one again and again; ``asked`` holds what was asked."""

    def __init__(self, answers: Sequence[Says]) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.url = ""


def message(content: str, tokens: int = 100) -> Says:
    """An answer in the protocol's form."""
    body = {"choices": [{"message": {"role": "assistant", "content": content}}]}
    return Says(json.dumps(body | {"usage": {"total_tokens": tokens}}))


def items(*given: dict[str, Any], tokens: int = 100) -> Says:
    """An answer with items."""
    return message(json.dumps({"items": list(given)}), tokens)


@contextmanager
def serving(*answers: Says) -> Iterator[ChatServer]:
    """A server at ``url`` until the block ends."""
    told = ChatServer(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            told.asked.append(json.loads(self.rfile.read(length)))
            told.keys.append(self.headers.get("authorization"))
            answer = told.answers[min(len(told.asked), len(told.answers)) - 1]
            time.sleep(answer.seconds)
            data = answer.body.encode()
            try:
                self.send_response(answer.status)
                for name, value in answer.headers:
                    self.send_header(name, value)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                return  # who asked did not wait

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
