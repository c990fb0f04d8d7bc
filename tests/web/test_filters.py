"""Filters in an address: what it asks for is what it keeps."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from parley import record
from parley.items import MODES, TYPE_OF_MODE, MergedEvent, Participant, Source
from parley.lexicon import load
from parley.web.faults import Fault
from parley.web.filters import Filters, asked, people, wanted


def read(address: str) -> Filters:
    return asked(QueryParams(address))


def test_an_address_says_what_is_wanted() -> None:
    filters = read("from=2022-08&to=2024&party=usa,CHN&only=1&mode=meet&mode=CONSULT&confidence=.5")
    assert (filters.start, filters.end) == (dt.date(2022, 8, 1), dt.date(2024, 12, 31))
    assert filters.parties == ("CHN", "USA")
    assert filters.modes == ("meet", "CONSULT")
    assert filters.confidence == 0.5
    assert read("from=&party=&channel=").empty


@pytest.mark.parametrize(
    "address",
    [
        *("from=x", "to=2024-13", "from=2024-02-30", "from=20240101", "mode=dance", "lang=xx"),
        *("confidence=2", "confidence=nan", "confidence=x", "person=" + "a" * 300, "channel=%00"),
        "&".join(f"party=A{n}&party=B{n}" for n in range(20)).replace("party", "source"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_named(address: str) -> None:
    with pytest.raises(Fault) as refused:
        read(address)
    assert refused.value.status == 400


codes = st.sampled_from(["USA", "CHN", "JPN", "KOR"])


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=3, unique=True).map(tuple)


filters = st.builds(
    Filters,
    parties=st.lists(codes, max_size=3, unique=True).map(sorted).map(tuple),
    only=st.booleans(),
    channel=st.sampled_from(["", "usa-chn-military"]),
    modes=some(*MODES, *TYPE_OF_MODE),
    person=st.sampled_from(["", "董軍", "Lloyd Austin"]),
    sources=some("press", "USA", "reference"),
    langs=some("en", "ja"),
    confidence=st.sampled_from([None, 0.0, 0.5, 0.75, 1.0]),
    conflicts=st.booleans(),
    document=st.sampled_from(["", "a b/c&d=é?#"]),
)  # fmt: skip
periods = st.sampled_from(["", "1995", "2024-02", "2024-02-29"])


@given(filters, periods, periods)
def test_an_address_keeps_its_filters(wanted: Filters, since: str, until: str) -> None:
    whole = wanted.within(since, until)
    assert read(whole.address("/x").partition("?")[2]) == whole


def event(key: str, **fields: object) -> MergedEvent:
    sources = (Source(doc="d", assertion=key, voice="USA", lang="en"),)
    return MergedEvent(id=key, mode="meet", type="CONSULT", **({"sources": sources} | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("person=Austin", True),
        ("person=奧斯汀", True),  # by the lexicon, in another script
        ("person=Nobody", False),
        ("source=USA", True),
        ("source=reference", False),
        ("source=press&source=USA", True),
        ("lang=en", True),
        ("lang=ja", False),
        ("mode=CONSULT", True),
        ("mode=call", False),
        ("confidence=0.75", False),
        ("conflicts=1", False),
        ("document=d", True),
        ("document=e", False),
        ("party=USA&only=1", False),
        ("to=2024-05-30", False),
        ("from=2024-05-31&to=2024-05-31", True),
    ],
)
def test_each_filter_keeps_what_fits(address: str, fits: bool) -> None:
    one = event(
        "e",
        start=dt.date(2024, 5, 31),
        end=dt.date(2024, 5, 31),
        parties=("CHN", "USA"),
        participants=(Participant("Lloyd Austin", "USA", entity="austin-lloyd"),),
    )
    filters = read(address)
    named = {"austin-lloyd": 1}
    asked_for = wanted(filters, people(filters.person, load(), named))
    assert record.fits(one, asked_for) is fits
