"""The description of the API in OpenAPI's terms: written by hand, its items' schemas by msgspec."""

from functools import cache
from importlib import resources
from typing import Any

import msgspec
import yaml
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from parley import __version__
from parley.analysis.durability import Durability
from parley.analysis.ripple import Ripple
from parley.analysis.series import DyadSeries
from parley.comparison import Comparison
from parley.desk import Doubt, Logged
from parley.items import (
    MODES,
    TYPE_OF_MODE,
    Channel,
    ChannelState,
    Check,
    IntervalClaim,
    MergedEvent,
    Statement,
)
from parley.record.effective import Unattached
from parley.record.search import Hit

ITEMS = (
    *(MergedEvent, ChannelState, Channel, Check, Statement, IntervalClaim, Comparison, Hit),
    *(Doubt, Logged, Unattached, DyadSeries, Ripple, Durability),
)


@cache
def description() -> dict[str, Any]:
    """The whole document."""
    file = resources.files("parley.web") / "api" / "openapi.yaml"
    told: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    told["info"]["version"] = __version__
    _, items = msgspec.json.schema_components(ITEMS, ref_template="#/components/schemas/{name}")
    told["components"]["parameters"]["mode"]["schema"]["items"]["enum"] = [*MODES, *TYPE_OF_MODE]
    told["components"]["schemas"] = {**items, **told["components"]["schemas"]}
    return told


def serve(request: Request) -> Response:
    """The document as JSON."""
    return JSONResponse(description())


ROUTES = [Route("/api/openapi.json", serve)]
