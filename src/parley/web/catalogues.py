"""The board's own words: gettext catalogues, read as they are written.

What the report says too (names of states, columns, verdicts) stands in the report's words.
"""

from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO

from babel.core import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
NAMES = {"en": "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文"}


@cache
def catalogue(ui: str) -> NullTranslations:
    """The catalogue of an interface language; messages are written in English."""
    if ui == "en":
        return NullTranslations()
    file = resources.files("parley.web") / "locale" / f"{ui.replace('-', '_')}.po"
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=ui.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)


def negotiated(kept: str | None, accepted: str) -> str:
    """The interface language for a reader: the one kept, else the first accepted that there is.

    ``accepted`` is an Accept-Language header, whatever it holds.
    """
    if kept in LANGUAGES:
        return kept
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted[:1000].split(",")):
        tag, _, quality = part.strip().partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        ui = _spoken(tag.strip())
        if ui and weight > 0:
            wanted.append((-weight, place, ui))
    return min(wanted)[2] if wanted else "en"


@lru_cache(maxsize=256)
def _script(tag: str) -> str | None:
    try:
        return Locale.parse(tag, sep="-").script
    except (ValueError, UnknownLocaleError):
        return None


def _spoken(tag: str) -> str | None:
    language = tag.partition("-")[0].lower()
    if language == "en":
        return "en"
    if language != "zh" or len(tag) > 20:
        return None
    return "zh-Hant" if _script(tag) == "Hant" else "zh-Hans"
