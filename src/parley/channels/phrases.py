"""Sentences for readers, kept as data beside the module that says them."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from parley.items import Channel

LANGUAGES = ("en", "zh-Hant", "zh-Hans")

Table = Mapping[str, Mapping[str, str]]


@cache
def table(package: str) -> Table:
    """All sentences of ``package``'s ``wording.yaml``: by key, then by language."""
    text = (resources.files(package) / "wording.yaml").read_text(encoding="utf-8")
    found: Table = yaml.safe_load(text)
    return found


def say(package: str, key: str, ui: str, **values: object) -> str:
    """The sentence ``key`` in language ``ui`` with its values filled in.

    Where ``n`` is 1 and the table has ``key.one``, that is taken. Raises ``ValueError`` for a
    language without sentences, ``KeyError`` for an unknown key.
    """
    if ui not in LANGUAGES:
        raise ValueError(f"no sentences in {ui!r}: use one of {', '.join(LANGUAGES)}")
    sentences = table(package)
    if values.get("n") == 1 and f"{key}.one" in sentences:
        key = f"{key}.one"
    return sentences[key][ui].format(**values)


def name(channel: Channel, ui: str) -> str:
    """What to call a channel: its first name in ``ui``, else in a near language, else its id."""
    near = {"zh-Hant": ("zh-Hant", "zh-Hans"), "zh-Hans": ("zh-Hans", "zh-Hant")}.get(ui, (ui,))
    for language in (*near, "en"):
        if channel.names.get(language):
            return channel.names[language][0]
    return channel.id
