"""What readers decide: their name, what a form wishes, and the desk that keeps it."""

import logging
import re
from collections.abc import Mapping
from typing import Any, get_args
from urllib.parse import quote, unquote

import msgspec
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from parley.desk import Desk, DeskError, Wish
from parley.items import Event, IntervalClaim, Item, MergedEvent, Statement
from parley.record.decisions import Act, Decision
from parley.record.editing import FIELDS
from parley.report.editing import shown
from parley.report.safe import one_line
from parley.report.tables import event_row
from parley.web.faults import N_, Fault
from parley.web.reader import Reader

log = logging.getLogger("parley.web")
AUTHOR = "parley-author"
"""The cookie that remembers who decides."""
YEAR = 365 * 24 * 3600
NAME = 80
"""Characters of a name."""
TEXT = 4000
"""Characters of a reason, a note or a field."""
NUL = "\0"
WAS = "was."
"""What the name of a field begins with that tells how it stood on the page."""
VERB = "do"
"""The field that says what is to be done: a statement has an ``act`` of its own."""
ACTS = frozenset(get_args(Act)) - {"add", "undo"}


def kept(reader: Reader, *wishes: Wish) -> list[Decision]:
    """Decides, and sees to it that the next page shows what has come of it."""
    desk = reader.record.desk
    decisions = desk.decide(*wishes)
    settled(desk)
    return decisions


def settled(desk: Desk) -> None:
    """Sees to it that the record follows what was decided, which is kept even where it cannot."""
    try:
        desk.gather()
    except DeskError as fault:
        log.warning("a decision is kept, and not in the record yet: %s", fault)


def author(request: Request) -> str:
    """Who decides, as the browser remembers it; "" for nobody."""
    return one_line(unquote(request.cookies.get(AUTHOR, "")))[:NAME]


def remember(answer: Response, request: Request, name: str) -> None:
    """Lets the browser remember who decides."""
    secure = request.app.state.board.settings.https
    answer.set_cookie(
        AUTHOR, quote(name), max_age=YEAR, secure=secure, httponly=True, samesite="lax"
    )


def refused(name: str, value: object) -> Fault:
    """The answer to a value that a field cannot have."""
    return Fault(
        400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
        value=str(value)[:40], name=name,
    )  # fmt: skip


def text(form: FormData, name: str, most: int = TEXT) -> str:
    """A field of a form as text. Raises ``Fault`` for one that no desk could keep: it is too long,
    a file, or has a NUL in it."""
    value = form.get(name, "")
    if not isinstance(value, str) or len(value) > most or NUL in value:
        raise refused(name, value)
    return value.strip()


def number(form: FormData, name: str) -> int | None:
    """A field of a form as a number, None where it is empty. Raises ``Fault`` for another."""
    value = text(form, name)
    if value and not re.fullmatch("[0-9]{1,9}", value):
        raise refused(name, value)
    return int(value) if value else None


def many(form: FormData, name: str) -> tuple[str, ...]:
    """The values of a field that may come several times, empty ones left out. Raises ``Fault``
    for one with a NUL in it."""
    found = [v.strip() for v in form.getlist(name) if isinstance(v, str) and len(v) <= TEXT]
    for value in found:
        if NUL in value:
            raise refused(name, value)
    return tuple(dict.fromkeys(value for value in found if value))


def wish(form: FormData, who: str) -> Wish:
    """What a form wishes. Raises ``Fault`` for what no page of the board sends."""
    act = text(form, VERB)
    if act not in ACTS:
        raise refused(VERB, act)
    more: dict[str, Any] = {}
    if act == "edit":
        more["fields"] = fields(form)
    return Wish(
        act=act,  # type: ignore[arg-type]
        author=who,
        reason=text(form, "reason") or None,
        ids=(*many(form, "item"), *many(form, "other")),
        doc=text(form, "doc") or None,
        apart=many(form, "apart"),
        reliability=text(form, "reliability") or None,
        credibility=number(form, "credibility"),
        note=text(form, "note") or None,
        tags=tuple(re.split(r"[,，、;；\s]+", text(form, "tags"))) if text(form, "tags") else (),
        seen=number(form, "seen"),
        **more,
    )


def fields(form: FormData) -> dict[str, str]:
    """The fields that were changed on the page."""
    names = {name for several in FIELDS.values() for name in several} | {"date"}
    given = {name: text(form, name) for name in form if name in names}
    return {name: value for name, value in given.items() if value != text(form, WAS + name)}


def cells(item: MergedEvent | Item) -> Mapping[str, str]:
    """An item's fields that may be changed, as text that can be read back."""
    if isinstance(item, MergedEvent):
        row = event_row(item)
        return {name: shown(row[name]) for name in FIELDS["event"]}
    if isinstance(item, Event):
        raise TypeError("an event is edited as it is merged")
    kind = "statement" if isinstance(item, Statement) else "interval_claim"
    return {name: _cell(_inner(item, name)) for name in FIELDS[kind]}  # type: ignore[index]


def _inner(item: Statement | IntervalClaim, name: str) -> Any:
    value: Any = item
    for part in name.split("."):
        value = getattr(value, part)
    return msgspec.to_builtins(value)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, list) else shown(value)
