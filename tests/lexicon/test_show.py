from parley.lexicon import load, show

LEXICON = load()


def ids(query: str) -> list[tuple[str, str]]:
    return [(row["table"], row["id"]) for row in show(LEXICON, query)]


def test_by_id_by_name_and_in_either_script() -> None:
    assert ids("usa-chn-dpct") == [("channels", "usa-chn-dpct")]
    assert ids("dong jun") == [("people", "dong-jun")]
    assert ids("董軍") == ids("董军") == [("people", "dong-jun")]


def test_part_of_a_name_where_no_whole_one_fits() -> None:
    assert ("channels", "admm-plus") in ids("擴大會議")


def test_nothing() -> None:
    assert ids("no such thing at all") == []
