"""A desk's check finds what nobody but a hand or a fault can have done."""

from pathlib import Path

import pytest
from sqlalchemy import text
from tests.record.desks import document, filled, items

from parley.record import Store, check, renew
from parley.record.sqlite import FILE


def test_a_desk_that_only_parley_has_written_is_sound(address: str) -> None:
    with Store.open(filled(address)) as store:
        assert check(store) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE documents SET payload = '{broken'", "document d000: damaged (JSON is malformed"),
        ("UPDATE documents SET payload = '{}'", "damaged (Object missing required field `id`)"),
        (
            "UPDATE documents SET payload = replace(payload, 'met', 'sat')",
            "document d000: its content is not what its key was made of",
        ),
        ("UPDATE documents SET id = 'x' WHERE id = 'd002'", "document x: kept under another id"),
        (
            "DELETE FROM documents WHERE id = 'd002'",
            "assertions {d002}: its document is not on the desk",
        ),
        ("DELETE FROM documents WHERE id = 'd001'", "aliases d005: its document is not on the de"),
        (
            "UPDATE documents SET current = 1",
            "document d000: 2 versions count as current, not one",
        ),
        (
            "UPDATE assertions SET payload = replace(payload, 'They met', 'They sat')",
            "what it quotes does not stand there in its document",
        ),
        (
            "UPDATE assertions SET payload = replace(payload, 'meet', 'call')",
            "its id does not follow from what it rests on",
        ),
        ("UPDATE assertions SET kind = 'statement'", "kept under another id, document or kind"),
        ("UPDATE assertions SET payload = '[]'", "damaged (Expected `object`, got `array`)"),
    ],
)
def test_what_was_changed_behind_its_back_is_named(address: str, change: str, told: str) -> None:
    filled(address)
    with Store.open(address) as store:
        with store.writing() as connection:
            connection.execute(text(change))
        found = [str(problem) for problem in check(store)]
    assert any(told.format(d002=items(document(2))[0].id) in one for one in found), found


def test_the_same_content_may_count_once_only(address: str) -> None:
    filled(address)
    with Store.open(address) as store:
        with store.writing() as connection:
            connection.execute(
                text(
                    "INSERT INTO documents SELECT 'z', content, 1, coder,"
                    " replace(payload, 'd003', 'z') FROM documents WHERE id = 'd003'"
                )
            )
        problem, other = check(store)
    assert problem.message == "2 current documents have this content, which ought to count once"
    assert other.message == "a search does not find all of it"


def test_a_file_with_a_spoilt_page_is_named(tmp_path: Path) -> None:
    address = filled(str(tmp_path), many=60)
    path = tmp_path / FILE
    whole = bytearray(path.read_bytes())
    whole[-4096:] = b"\xaa" * 4096
    path.write_bytes(whole)
    with Store.open(address) as store:
        found = check(store)
    assert found
    assert all(problem.source.startswith(str(path)) for problem in found[:1])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DELETE FROM events", "is not there, but tellings of it are"),
        ("UPDATE events SET payload = '{broken'", "damaged (JSON is malformed"),
        ("DELETE FROM members", "does not rest on the tellings that were joined in it"),
    ],
)
def test_events_kept_rest_on_their_tellings(address: str, change: str, told: str) -> None:
    filled(address)
    with Store.open(address) as store:
        renew(store)
        assert check(store) == []
        with store.writing() as connection:
            connection.execute(text(change))
        found = [str(problem) for problem in check(store)]
    assert any(told in one for one in found), found
