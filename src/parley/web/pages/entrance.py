"""The password, and the language: what a reader is remembered by."""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from parley.web.catalogues import LANGUAGES
from parley.web.errors import refusal
from parley.web.faults import N_, Fault
from parley.web.reader import LANGUAGE, Reader
from parley.web.rendering import page
from parley.web.security.access import HOURS

YEAR = 365 * 24 * 3600


def ours(to: str) -> str:
    """An address on this board to go on to; anything else leads to the overview."""
    sound = to.startswith("/") and not to.startswith("//") and "\\" not in to and to.isprintable()
    return to if sound and len(to) < 4000 else "/"


def _back(to: str) -> RedirectResponse:
    return RedirectResponse(quote(ours(to), safe="/?&=%:,;~!*'()@$+-._"), 303)


def asked(request: Request) -> Response:
    """Asks for the password."""
    to = ours(request.query_params.get("to", "/"))
    return page("login.html.j2", Reader(request), {"here": "", "to": to})


async def given(request: Request) -> Response:
    """Takes the password, and remembers the reader for some hours."""
    access = request.app.state.board.access
    async with request.form() as form:
        password, to = str(form.get("password", "")), str(form.get("to", "/"))
    address = request.client.host if request.client else ""
    try:
        session = await run_in_threadpool(access.open, password, address)
    except Fault as fault:
        return refusal(request, fault)
    answer = _back(to)
    answer.set_cookie(
        access.cookie,
        session,
        max_age=HOURS * 3600,
        secure=access.secure,
        httponly=True,
        samesite="strict",
    )
    return answer


async def left(request: Request) -> Response:
    """Forgets the reader."""
    access = request.app.state.board.access
    access.close(request.cookies.get(access.cookie))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(access.cookie, secure=access.secure, httponly=True, samesite="strict")
    return answer


async def language(request: Request) -> Response:
    """Remembers the language, and goes back to where it was chosen."""
    async with request.form() as form:
        ui, to = str(form.get("language", "")), str(form.get("to", "/"))
    if ui not in LANGUAGES:
        raise Fault(
            400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
            value=ui[:40], name="language",
        )  # fmt: skip
    answer = _back(to)
    secure = request.app.state.board.settings.https
    answer.set_cookie(
        LANGUAGE, ui, max_age=YEAR, secure=secure, httponly=True, samesite="lax"
    )  # fmt: skip
    return answer


ROUTES = [
    Route("/login", asked),
    Route("/login", given, methods=["POST"]),
    Route("/logout", left, methods=["POST"]),
    Route("/language", language, methods=["POST"]),
]
