"""The one way in: every request passes here first, and every answer last."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from parley.web.faults import N_, Fault
from parley.web.security import hosts
from parley.web.security.access import Access
from parley.web.security.headers import HEADERS, STORE
from parley.web.security.limits import Bounded, announced
from parley.web.settings import LIMIT, Settings

OPEN = ("/login", "/static/", "/language")
"""Paths that are answered without a password: nothing of the record is there."""
ANSWERED = frozenset({"GET", "HEAD", "POST"})

Refusal = Callable[[Request, Fault], Response]


class Guard:
    """ASGI middleware that lets a request through, or answers it with a ``Fault``.

    ``larger`` has paths that take more than ``LIMIT`` bytes, and how many. ``refusal`` makes the
    answer of a fault.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        access: Access,
        refusal: Refusal,
        larger: Mapping[str, int] = {},
    ) -> None:
        self._app = app
        self._settings = settings
        self._access = access
        self._refusal = refusal
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, _with_headers(send))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        path = scope["path"]
        try:
            headers = _single(request.headers)
            hosts.for_us(headers.get("host", ""), self._settings)
            if scope["method"] not in ANSWERED:
                raise Fault(
                    405, "method", N_("This board does not answer that kind of request."),
                    headers={"Allow": "GET, HEAD, POST"},
                )  # fmt: skip
            hosts.from_us(scope["method"], headers)
            if "\x00" in path or b"%00" in scope.get("query_string", b""):  # no name has it
                raise Fault(400, "bad-request", N_("This request cannot be understood."))
            most = self._larger.get(path, LIMIT)
            announced(headers.get("content-length"), most)
            if not path.startswith(OPEN) and not await self._known(request):
                answer = self._asking(request)
                await answer(scope, receive, send)
                return
        except Fault as fault:
            await self._refusal(request, fault)(scope, receive, send)
            return
        await self._app(scope, Bounded(receive, most), send)

    async def _known(self, request: Request) -> bool:
        if not self._access.needed:
            return True
        headers = request.headers
        return await run_in_threadpool(
            self._access.allowed,
            headers.get("cookie", ""),
            headers.get("authorization", ""),
            request.client.host if request.client else "",
        )

    def _asking(self, request: Request) -> Response:
        if request.url.path.startswith("/api/") or request.method != "GET":
            fault = Fault(
                401,
                "password-needed",
                N_("This board asks for a password."),
                headers={"WWW-Authenticate": "Bearer"},
            )
            return self._refusal(request, fault)
        to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse("/login?to=" + quote(to, safe=""), 303)


def _single(headers: Headers) -> Mapping[str, str]:
    """The headers, of which those that decide may stand only once."""
    for name in ("host", "origin", "sec-fetch-site", "content-length"):
        if len(headers.getlist(name)) > 1:
            raise Fault(400, "headers", N_("This request contradicts itself."))
    return headers


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(k, v) for k, v in message.get("headers", ()) if k.lower() != b"server"]
            names = {name.lower() for name, _ in kept}
            extra = [pair for pair in (*HEADERS, STORE) if pair[0] not in names]
            message = {**message, "headers": [*kept, *extra]}
        await send(message)

    return wrapped
