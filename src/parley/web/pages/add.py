"""Add: files or a text onto the desk, and how far they have come."""

import asyncio
import datetime as dt
import errno
import logging
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from parley.documents.formats import ENDINGS
from parley.documents.metadata import LANGS, VOICES
from parley.report.safe import one_line, safe_url
from parley.web import deciding
from parley.web.faults import N_, Fault, missing
from parley.web.places import BOARD, path
from parley.web.reader import Reader
from parley.web.rendering import page
from parley.web.runs import Known, Run
from parley.web.uploads import BYTES, FILES, Given
from parley.wording import problems

log = logging.getLogger("parley.web")

TEXT = 1_000_000
"""Characters of a text that is pasted."""
FAILURES = 5
"""Failures of a run that are listed beside other runs."""
PAUSE = 0.3
"""Seconds between two looks at a run."""
WATCHED = 1800
"""Seconds for which one watcher is told; the browser asks again."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a system says that has no more room for a file."""
NO_ROOM = N_(
    "The disk for temporary files is full: nothing was kept. Make room, or start the board with"
    " TMPDIR naming a folder that has some, and try again."
)
NOT_PUT_ASIDE = N_(
    "What was sent could not be put aside: nothing was kept. The board's terminal says why."
)
FATES = {
    "added": N_("added"),
    "updated": N_("replaced an earlier wording, or coded anew"),
    "unchanged": N_("on the desk already"),
}
STATES = {
    "waiting": N_("Waiting for another run to end"),
    "reading": N_("Reading"),
    "coding": N_("Coding"),
    "done": N_("Done"),
    "cancelled": N_("Ended before all was done; what was coded until then is kept"),
    "failed": N_("This did not work; the board's terminal says why"),
}


def asked(request: Request) -> Response:
    """Asks for files or a text."""
    reader = Reader(request)
    words = reader.words
    parties = sorted(
        ((key, words.party(key)) for key in words.lexicon.actors), key=lambda p: p[1].casefold()
    )
    content = {
        "here": "/add",
        "t": words.t,
        "voices": [(voice, words.t(f"voice.{voice}")) for voice in VOICES],
        "parties": parties,
        "langs": [(lang, words.known("lang", lang)) for lang in LANGS if lang != "und"],
        "endings": ",".join([*ENDINGS, ".json"]),
        "bytes": BYTES // (1024 * 1024),
        "files": FILES,
        "failures_shown": FAILURES,
        "runs": [(path("add", run.id), told(run, reader)) for run in reader.board.runs.every()],
    }
    return page("add.html.j2", reader, content)


def told(run: Run, reader: Reader) -> dict[str, Any]:
    """How far a run has come, in the reader's language."""
    return {
        "state": run.state,
        "over": run.over,
        "said": reader.say(run.why or STATES[run.state]),
        "read": run.read,
        "done": run.done,
        "total": run.total,
        "counts": reader.say(
            "{done} of {total} coded, {failed} failed",
            done=run.done, total=run.total, failed=len(run.failures),
        ),
        "failures": [
            {
                "file": one_line(one.file),
                "why": one_line(problems.told(one.why, reader.ui)) + one.where,
                "hint": one.hint and problems.told(one.hint, reader.ui),
            }
            for one in tuple(run.failures)
        ],
    }  # fmt: skip


async def take(request: Request) -> Response:
    """Takes files and a text, and goes to where their coding can be watched."""
    try:
        async with request.form(max_files=FILES, max_fields=20, max_part_size=4 * TEXT) as form:
            return await run_in_threadpool(_taken, Reader(request), form)
    except HTTPException as fault:
        raise Fault(
            400, "bad-upload",
            N_("This cannot be taken: at most {most} files at once, a text of {n} characters."),
            most=str(FILES), n=f"{TEXT:,}",
        ) from fault  # fmt: skip
    except OSError as fault:  # the folder for temporary files; what it says may hold paths
        log.error("what was sent could not be put aside: %s", fault)
        if fault.errno in FULL:
            raise Fault(507, "no-room", NO_ROOM) from fault
        raise Fault(503, "not-put-aside", NOT_PUT_ASIDE) from fault


def _taken(reader: Reader, form: FormData) -> Response:
    runs = reader.board.runs
    if runs.full:
        raise Fault(429, "busy", N_("Too much is waiting to be coded: try again in a while."))
    known = Known(_voice(form, reader), _day(form, "published"), _lang(form))
    url = deciding.text(form, "url")
    if url and safe_url(url) is None:
        _refuse("url", url)
    text = deciding.text(form, "text", TEXT)
    about = {"title": one_line(deciding.text(form, "title", 300)), "url": url}
    given = [
        Given(one.filename, one.file)
        for one in form.getlist("files")
        if isinstance(one, UploadFile) and one.filename
    ]
    if not given and not text:
        raise Fault(400, "nothing", N_("Choose files, or paste a text."))
    run = runs.add(given, text, about, known)
    return RedirectResponse(path("add", run.id), 303)


def _voice(form: FormData, reader: Reader) -> str | None:
    value = deciding.text(form, "voice", 40)
    if value and value not in VOICES and value not in reader.words.lexicon.actors:
        _refuse("voice", value)
    return value or None


def _lang(form: FormData) -> str | None:
    value = deciding.text(form, "lang", 40)
    if value and value not in LANGS:
        _refuse("lang", value)
    return value or None


def _day(form: FormData, name: str) -> dt.date | None:
    value = deciding.text(form, name, 40)
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise Fault(
            400, "bad-date", N_("“{value}” is no day: write YYYY-MM-DD."), value=value
        ) from None


def _refuse(name: str, value: str) -> None:
    raise Fault(
        400, "bad-value", N_("“{value}” is nothing that “{name}” can be."),
        value=value[:40], name=name,
    )  # fmt: skip


def _run(request: Request) -> Run:
    key = request.path_params["id"]
    found: Run | None = request.app.state.board.runs.get(key)
    return found if found is not None else missing("run", key)


def show(request: Request) -> Response:
    """One run."""
    reader, run = Reader(request), _run(request)
    content = {
        "here": "/add",
        "t": reader.words.t,
        "run": told(run, reader),
        "at": path("add", run.id),
        "documents": [
            (key, BOARD.document(key), reader.say(FATES[fate]))
            for key, fate in sorted(run.documents.copy().items())
        ],
        "lacking": [(key, BOARD.document(key)) for key in run.lacking],
        "again": bool(run.over and run.failed),
    }
    return page("run.html.j2", reader, content | {"address": content.pop("at")})


async def events(request: Request) -> Response:
    """How a run goes on, as it does (server-sent events)."""
    reader, run = Reader(request), _run(request)
    return StreamingResponse(
        _going(request, reader, run),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _going(request: Request, reader: Reader, run: Run) -> AsyncIterator[bytes]:
    before = b""
    for _ in range(round(WATCHED / PAUSE)):
        over = run.over
        now = msgspec.json.encode(told(run, reader))
        if now != before:
            yield b"data: " + now + b"\n\n"
            before = now
        if over or await request.is_disconnected():
            return
        await asyncio.sleep(PAUSE)


async def cancel(request: Request) -> Response:
    """Ends a run; what was coded until then is kept."""
    run = _run(request)
    run.end.set()
    return RedirectResponse(path("add", run.id), 303)


async def again(request: Request) -> Response:
    """Tries what failed once more."""
    run = _run(request)
    request.app.state.board.runs.again(run)
    return RedirectResponse(path("add", run.id), 303)


async def recode(request: Request) -> Response:
    """Codes a document of the desk anew."""
    async with request.form() as form:
        key = deciding.text(form, "id")
    return await run_in_threadpool(_recoded, Reader(request), key)


def _recoded(reader: Reader, key: str) -> Response:
    if key not in reader.record.desk.held([key]):
        missing("document", key)
    if reader.board.runs.full:
        raise Fault(429, "busy", N_("Too much is waiting to be coded: try again in a while."))
    return RedirectResponse(path("add", reader.board.runs.recode(key).id), 303)


ROUTES = [
    Route("/add", asked),
    Route("/add", take, methods=["POST"]),
    Route("/add/{id}", show),
    Route("/add/{id}/events", events),
    Route("/add/{id}/cancel", cancel, methods=["POST"]),
    Route("/add/{id}/again", again, methods=["POST"]),
    Route("/recode", recode, methods=["POST"]),
]
LARGER = {"/add": BYTES}
