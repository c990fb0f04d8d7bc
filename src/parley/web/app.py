"""The board as an ASGI application."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware

from parley.web import api, assets, errors, pages
from parley.web.reader import Board
from parley.web.security import Access, Guard
from parley.web.settings import Settings

SWITCH = 0.0005
"""Seconds after which a thread that computes lets others go on. A page asks the desk dozens of
times, and with Python's 5 ms would wait as often for what is worked out beside it."""


def application(settings: Settings) -> Starlette:
    """The board of a desk, to be served by uvicorn or any other ASGI server."""
    access = Access(settings)
    board = Board(settings, access)

    @asynccontextmanager
    async def going(app: Starlette) -> AsyncIterator[None]:
        before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH)
        yield
        sys.setswitchinterval(before)
        board.runs.close()
        board.queue.close()
        board.records.close()

    app = Starlette(
        routes=[*assets.ROUTES, *api.ROUTES, *pages.ROUTES],
        exception_handlers=errors.HANDLERS,
        lifespan=going,
    )
    app.state.board = board
    app.user_middleware = [
        Middleware(
            Guard,
            settings=settings,
            access=access,
            refusal=errors.refusal,
            larger=pages.LARGER,
        )
    ]
    return app
