import datetime as dt
import time
from pathlib import Path

import pytest

from parley.lexicon import TableError, load

LEXICON = load()


def write(folder: Path, table: str, text: str) -> Path:
    (folder / f"{table}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_users_folder_adds_overrides_and_removes(tmp_path: Path) -> None:
    write(
        tmp_path,
        "places",
        "- {id: atlantis, party: GRC, names: {en: [Atlantis]}}\n"
        "- {id: guam, names: {en: [Guahan]}}\n"
        "- {id: okinawa, remove: true}\n",
    )
    places = load(tmp_path).places
    assert places["atlantis"].party == "GRC"
    assert places["guam"].names == {"en": ("Guahan",)}
    assert "okinawa" not in places
    assert "okinawa" in LEXICON.places


def test_a_place_lies_in_those_around_it() -> None:
    assert LEXICON.enclosing["honolulu"] == {"hawaii"}
    assert LEXICON.enclosing["woodside"] == {"san-francisco", "california"}
    assert "hawaii" not in LEXICON.enclosing


def test_what_a_user_adds_is_found_in_texts(tmp_path: Path) -> None:
    write(tmp_path, "people", "- {id: doe, party: GRC, names: {en: [Jane Doe], zh: [多珍妮]}}")
    lexicon = load(tmp_path)
    assert [hit.id for hit in lexicon.entities("Jane Doe spoke", "en")] == ["doe"]
    assert [hit.id for hit in lexicon.entities("多珍妮表示", "zh-Hant")] == ["doe"]


def test_any_table_can_be_read_generically(tmp_path: Path) -> None:
    write(tmp_path, "hosts", "- {id: example.org, party: SGP}")
    assert load(tmp_path).hosts["example.org"] == "SGP"
    assert LEXICON.table("no-such-table") == []


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "people", "- id: a\n  names: {en: [A]\n")
    with pytest.raises(TableError, match=r"people\.yaml, line \d+"):
        _ = load(tmp_path).people


def test_a_folder_is_loaded_once() -> None:
    assert load() is load()


def test_a_shared_name_lists_those_in_office_first() -> None:
    on_2014 = LEXICON.who("Miller", dt.date(2013, 6, 1))
    assert on_2014[0] == "miller-james"
    assert set(on_2014) >= {"miller-james", "miller-christopher"}


def test_everybody_can_be_named_in_every_language_and_script() -> None:
    """By names, or by what only counts beside a title; an interface asks for its own script."""
    languages = ("en", "zh-Hant", "zh-Hans", "ja", "ko")
    lacking = {
        key: [
            lang
            for lang in languages
            if lang not in person.names
            and not {lang, lang.partition("-")[0]} & person.titled.keys()
        ]
        for key, person in LEXICON.people.items()
    }
    assert {key: languages for key, languages in lacking.items() if languages} == {}


def test_holders_of_an_office_by_contact_group() -> None:
    assert LEXICON.holders("defence-minister", "USA", dt.date(2023, 5, 1)) == ("austin-lloyd",)


@pytest.mark.parametrize(
    ("parties", "word", "channel"),
    [
        ({"CHN", "USA"}, "defence-minister", "usa-chn-defence-ministers"),
        ({"CHN", "USA"}, "secretary-of-state", None),
        ({"CHN", "JPN"}, "hotline", "jpn-chn-defence-hotline"),
        ({"CHN", "USA"}, "head-of-state", "usa-chn-leaders"),
        ({"CHN", "JPN", "KOR"}, "leaders-meeting", "chn-jpn-kor-summit"),
        ({"CHN", "PHL"}, "bilateral-mechanism", "phl-chn-bcm"),
        ({"JPN", "RUS"}, "hotline", None),
    ],
)
def test_contacts_lead_to_channels(parties: set[str], word: str, channel: str | None) -> None:
    assert LEXICON.channel_for(parties, word) == channel


def test_matching_keeps_pace_with_the_coder() -> None:
    text = "美国国防部长奥斯汀与中国国防部长董军在新加坡会谈，双方同意恢复两军战区领导通话。" * 500
    LEXICON.entities("", "zh-Hans")
    begun = time.process_time()
    LEXICON.entities(text, "zh-Hans")
    # 0.1 ms a sentence is the budget on a quiet machine; a busy one gets five times that.
    assert time.process_time() - begun < 500 * 0.0005
