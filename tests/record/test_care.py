"""What a desk holds, in figures."""

from tests.record.desks import CODER, document, filled, put

from parley.record import Store, info, shown


def test_what_is_kept_is_counted_by_kind_and_language(address: str) -> None:
    filled(address)
    with Store.open(address) as store:
        put(store, document(9, "双方9日举行会谈。", "zh-Hans"))
        found = info(store, CODER)
    assert found.documents == {
        "current": {"all": 6, "en": 5, "zh-Hans": 1},
        "superseded": {"all": 1, "en": 1},
    }
    assert found.assertions == {"event": {"all": 12, "en": 10, "zh-Hans": 2}}
    assert found.coders == {"rules": 12}
    assert (found.aliases, found.stale) == (1, 0)
    assert found.size > 10_000
    assert found.where in (shown(address), f"{address}/desk.sqlite")
    assert found.database.startswith(("SQLite 3.", "PostgreSQL 1"))


def test_what_other_rules_coded_is_to_be_done_anew(address: str) -> None:
    filled(address)
    with Store.open(address) as store:
        assert info(store, "rules 2").stale == 5
