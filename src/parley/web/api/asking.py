"""What an address under ``/api/`` asks for beside the filters."""

from collections.abc import Sequence

from starlette.requests import Request

from parley.web.faults import N_, Fault
from parley.web.filters import refuse

LONGEST = 40
"""Characters of a refused value that the answer repeats."""


def number(request: Request, name: str, most: int) -> int | None:
    """A number from 1 to ``most``, None where it is not given. Raises ``Fault`` for another."""
    text = request.query_params.get(name, "")
    if not text:
        return None
    short = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    if not short or not 1 <= int(text) <= most:
        raise Fault(
            400, "bad-limit", N_("“{value}” is no number from 1 to {most}."),
            value=text[:LONGEST], most=str(most),
        )  # fmt: skip
    return int(text)


def choice(request: Request, name: str, choices: Sequence[str]) -> str:
    """One of ``choices``, the first where none is given. Raises ``Fault`` for another."""
    text = request.query_params.get(name) or choices[0]
    if text not in choices:
        refuse(name, text)
    return text
