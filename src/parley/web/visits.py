"""What has changed since a reader's last visit, told from what their browser remembers of it."""

import datetime as dt
from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from parley.record.news import Mark

SEEN = "parley-seen"
"""The cookie with what the desk held when the reader last looked."""
VISIT = "parley-visit"
"""The same as it was when this visit began; gone when the browser is closed."""
YEAR = 365 * 24 * 3600
MOST = 1 << 53


class Visit(msgspec.Struct, frozen=True):
    """The visit before this one: its day, how far the desk had come, and how much more it holds of
    each thing now."""

    day: dt.date | None = None
    more: dict[str, int] = {}
    mark: Mark = Mark()
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
        own = len(Mark._fields)
        if len(before) != len(counts) + own or not all(0 <= number < MOST for number in before):
            return cls()
        pairs = zip(counts.items(), before[:-own], strict=True)
        more = {name: n - old for (name, n), old in pairs if n != old}
        return cls(told, more, Mark(*before[-own:]), text)


def remembered(
    answer: Response, request: Request, visit: Visit, counts: Mapping[str, int], mark: Mark
) -> None:
    """Lets the browser remember what the desk holds now."""
    now = ".".join([dt.date.today().isoformat(), *map(str, (*counts.values(), *mark))])
    secure = request.app.state.board.settings.https
    for name, value, age in ((SEEN, now, YEAR), (VISIT, visit.kept or now, None)):
        answer.set_cookie(name, value, max_age=age, secure=secure, httponly=True, samesite="lax")
