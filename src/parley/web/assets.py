"""Style sheets and scripts: known files alone, read when the board starts."""

import hashlib
from functools import cache
from importlib import resources
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FILES = {
    "report.css": ("parley.report", "templates/report.css"),
    "board.css": ("parley.web", "static/board.css"),
    "compare.js": ("parley.web", "static/compare.js"),
    "board.js": ("parley.web", "static/board.js"),
    "add.js": ("parley.web", "static/add.js"),
    "select.js": ("parley.web", "static/select.js"),
    "review.js": ("parley.web", "static/review.js"),
    "charts.js": ("parley.web", "static/charts.js"),
    "echarts.js": ("parley.web", "static/vendor/echarts.min.js"),
    "htmx.js": ("parley.web", "static/vendor/htmx.min.js"),
    "icon.svg": ("parley.web", "static/icon.svg"),
}
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


class Asset(NamedTuple):
    """A file and its address, which changes with its content."""

    content: bytes
    type: str
    address: str


@cache
def _assets() -> dict[str, Asset]:
    found = {}
    for name, (package, path) in FILES.items():
        content = (resources.files(package) / path).read_bytes()
        mark = hashlib.sha256(content).hexdigest()[:12]
        kind = TYPES[name.rpartition(".")[2]]
        found[name] = Asset(content, kind, f"/static/{name}?v={mark}")
    return found


def address(name: str) -> str:
    """Where a file stands. Raises ``KeyError`` for one that is not served."""
    return _assets()[name].address


def serve(request: Request) -> Response:
    """A file, kept by the browser for as long as it stays the same."""
    asset = _assets().get(request.path_params["name"])
    if asset is None:
        raise HTTPException(404)
    same = request.url.query == asset.address.partition("?")[2]
    age = "public, max-age=31536000, immutable" if same else "no-cache"
    return Response(asset.content, media_type=asset.type, headers={"Cache-Control": age})


ROUTES = [Route("/static/{name}", serve)]
