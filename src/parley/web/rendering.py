"""Pages from templates: the board's own, which take up pieces of the report's."""

from functools import cache, partial
from importlib import resources
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup
from starlette.responses import HTMLResponse

from parley import __version__
from parley.report.safe import anchor, one_line, printable
from parley.web import assets
from parley.web.catalogues import LANGUAGES, NAMES
from parley.web.navigation import NAVIGATION
from parley.web.reader import Reader
from parley.web.reasons import BEHIND

FOLDERS = ("parley.web", "parley.report")


class _Templates(BaseLoader):
    """The board's templates, and behind them the report's."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:
        for package in FOLDERS:
            file = resources.files(package) / "templates" / template
            if file.is_file():
                return file.read_text(encoding="utf-8"), None, lambda: True
        raise TemplateNotFound(template)


@cache
def environment() -> Environment:
    """Escapes all that is put in, and refuses what a template names and nobody gave."""
    made = Environment(
        loader=_Templates(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["anchor_id"] = partial(anchor, "lane")
    made.filters["line"] = one_line
    made.globals.update(asset=assets.address, languages=LANGUAGES, language_names=NAMES)
    return made


def page(
    template: str, reader: Reader, content: dict[str, Any], *, status: int = 200, **headers: str
) -> HTMLResponse:
    """A page with what every page has: language, words, the way to the others.

    ``content`` must name the page's place in the navigation as ``here`` (or "").
    """
    board = reader.board
    behind = board.records.behind if content["here"] else None
    text = environment().get_template(template).render(
        ui=reader.ui,
        _=reader.say,
        counted=reader.count,
        navigation=[(path, reader.say(label)) for path, label in NAVIGATION],
        at=_at(reader),
        locked=board.access.needed,
        version=__version__,
        behind=behind and reader.say(BEHIND[behind]),
        **content,
    )  # fmt: skip
    answer = HTMLResponse(printable(text), status)
    answer.headers["Vary"] = "Accept-Language, Cookie"
    answer.headers["Content-Language"] = reader.ui
    answer.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return answer


def piece(template: str, reader: Reader, **content: Any) -> Markup:
    """A piece of a page, to be kept and put into pages as it is."""
    made = environment().get_template(template)
    return Markup(made.render(ui=reader.ui, t=reader.words.t, _=reader.say, **content))


def _at(reader: Reader) -> str:
    """The page's own address, to come back to."""
    url = reader.request.url
    return url.path + (f"?{url.query}" if url.query else "")
