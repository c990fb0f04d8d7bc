"""How much a request may bring, and how long it may take to bring it."""

import asyncio

from starlette.types import Message, Receive

from parley.web.faults import N_, Fault

SECONDS = 30.0
"""Time for the whole of a request's body."""


def announced(length: str | None, most: int) -> None:
    """Raises ``Fault`` for a Content-Length that is too much, or no number."""
    if length is None:
        return
    if not (length.isascii() and length.isdigit()):
        raise Fault(400, "length", N_("The length of this request is no number."))
    if int(length[:20]) > most:
        raise too_large(most)


def too_large(most: int) -> Fault:
    """The refusal of a request that carries more than ``most`` bytes."""
    return Fault(
        413,
        "too-large",
        N_("This is more than the {most} bytes that are taken here."),
        most=f"{most:,}",
    )


class Bounded:
    """A request's body within ``most`` bytes and ``seconds``; raises ``Fault`` past either."""

    def __init__(self, receive: Receive, most: int, seconds: float = SECONDS) -> None:
        self._receive = receive
        self._most = most
        self._left = most
        self._until = asyncio.get_running_loop().time() + seconds
        self._whole = False

    async def __call__(self) -> Message:
        """The next piece."""
        if self._whole:  # what follows tells only that the reader has gone
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            raise Fault(408, "slow", N_("This request took too long to arrive.")) from None
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise too_large(self._most)
            self._whole = not message.get("more_body", False)
        return message
