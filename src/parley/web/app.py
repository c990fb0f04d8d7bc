"""The board as an ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware

from parley.web import api, assets, errors, pages
from parley.web.reader import Board
from parley.web.security import Access, Guard
from parley.web.settings import Settings


def application(settings: Settings) -> Starlette:
    """The board of a desk, to be served by uvicorn or any other ASGI server."""
    access = Access(settings)
    board = Board(settings, access)

    @asynccontextmanager
    async def going(app: Starlette) -> AsyncIterator[None]:
        yield
        board.runs.close()
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
