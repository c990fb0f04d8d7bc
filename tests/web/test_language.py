"""Which language a reader is spoken to in, and that every word has its translation."""

import re
from importlib import resources
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract, extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import parley.web
from parley.web.catalogues import LANGUAGES, catalogue, negotiated

ROOT = Path(parley.web.__file__).parent
SLOT = re.compile(r"\{(\w*)\}")


@pytest.mark.parametrize(
    ("accepted", "ui"),
    [
        ("", "en"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("zh-CN,en", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("en-GB,zh-TW", "en"),
        ("ja,ko;q=0.9,zh-TW;q=0.5", "zh-Hant"),
        ("fr", "en"),
        ("zh-TW;q=0, en;q=0.1", "en"),
    ],
)
def test_the_browser_says_which_language(accepted: str, ui: str) -> None:
    assert negotiated(None, accepted) == ui


def test_the_language_kept_comes_first() -> None:
    assert negotiated("zh-Hans", "en") == "zh-Hans"
    assert negotiated("xx", "zh-TW") == "zh-Hant"


@given(st.text())
def test_any_header_gives_a_language(accepted: str) -> None:
    assert negotiated(accepted, accepted) in LANGUAGES


def messages() -> set[str | tuple[str, str]]:
    """Every message of the board's pages and refusals."""
    keywords = {"N_": None, "_": None, "counted": (1, 2), "say": None}
    found: set[str | tuple[str, str]] = set()
    for _, _, message, _, _ in extract_from_dir(ROOT, [("**.py", "python")], keywords=keywords):
        found.add(message if isinstance(message, str) else tuple(message))
    for file in (resources.files("parley.web") / "templates").iterdir():
        rows = extract("jinja2.ext:babel_extract", BytesIO(file.read_bytes()), keywords=keywords)
        found |= {m if isinstance(m, str) else tuple(m) for _, m, _, _ in rows}
    return {message for message in found if message}


@pytest.mark.parametrize("ui", [ui for ui in LANGUAGES if ui != "en"])
def test_every_message_is_translated_and_none_left_over(ui: str) -> None:
    file = resources.files("parley.web") / "locale" / f"{ui.replace('-', '_')}.po"
    with file.open("rb") as source:
        held = read_po(source, locale=ui.replace("-", "_"))
    keys = {m.id if isinstance(m.id, str) else tuple(m.id) for m in held if m.id}
    assert keys == messages()
    for message in held:
        if not message.id:
            continue
        assert not message.fuzzy
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(texts), message.id
        for said in texts:
            assert set(SLOT.findall(said)) == set(SLOT.findall(ids[-1])), message.id


def test_neutral_words() -> None:
    for file in (resources.files("parley.web") / "locale").iterdir():
        assert not re.search(r"國家|国家", file.read_text("utf-8"))
    assert not any("country" in str(message).lower() for message in messages())


def test_english_is_as_written() -> None:
    assert catalogue("en").gettext("Overview") == "Overview"
