"""What has changed since a reader's last visit, told from what their browser remembers of it."""

import datetime as dt
from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

SEEN = "parley-seen"
"""The cookie with what the desk held when the reader last looked."""
VISIT = "parley-visit"
"""The same as it was when this visit began; gone when the browser is closed."""
YEAR = 365 * 24 * 3600


class Visit(msgspec.Struct, frozen=True):
    """The visit before this one: its day, and how much more the desk holds of each thing now."""

    day: dt.date | None = None
    more: dict[str, int] = {}
    kept: str = ""

    @classmethod
    def of(cls, request: Request, counts: Mapping[str, int]) -> "Visit":
        """The visit that the cookies tell of; one without a day where they tell of none."""
        text = request.cookies.get(VISIT) or request.cookies.get(SEEN) or ""
        day, *numbers = text.split(".")
        try:
            before = [int(number) for number in numbers]
            told = dt.date.fromisoformat(day)
        except ValueError:
            return cls()
        if len(before) != len(counts):
            return cls()
        pairs = zip(counts.items(), before, strict=True)
        return cls(told, {name: n - old for (name, n), old in pairs if n != old}, text)


def remembered(answer: Response, request: Request, visit: Visit, counts: Mapping[str, int]) -> None:
    """Lets the browser remember what the desk holds now."""
    now = ".".join([dt.date.today().isoformat(), *map(str, counts.values())])
    secure = request.app.state.board.settings.https
    for name, value, age in ((SEEN, now, YEAR), (VISIT, visit.kept or now, None)):
        answer.set_cookie(name, value, max_age=age, secure=secure, httponly=True, samesite="lax")
