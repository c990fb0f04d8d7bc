"""States from annotated events, held against those that a reader of the document holds."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from parley.channels import history, states
from parley.items import Channel, ChannelState, MergedEvent

Rows = list[dict[str, Any]]


def test_every_state_that_the_annotated_events_bear_on_is_derived(
    annotated: list[tuple[list[MergedEvent], Rows]], known: Mapping[str, Channel]
) -> None:
    wrong, right = [], 0
    for events, rows in annotated:
        told = {event.channel for event in events}
        for row in rows:
            if not told & set(row["channel"]) and told.isdisjoint(
                parent for key in row["channel"] for parent in known[key].parents
            ):
                continue  # the document speaks of the channel without an event on it
            day = dt.date.fromisoformat(row["as_of"])
            found = {state.id: state.state for state in states(events, known, day)}
            got = {found[key] for key in row["channel"] if key in found}
            if got & set(row["state"]):
                right += 1
            else:
                wrong.append((row["doc"], row["channel"], row["as_of"], row["state"], got))
    assert not wrong
    assert right >= 40


def on(
    day: str, chronology: list[MergedEvent], known: Mapping[str, Channel]
) -> dict[str, ChannelState]:
    return {s.id: s for s in states(chronology, known, dt.date.fromisoformat(day))}


@pytest.mark.parametrize(
    ("channel", "day", "state", "inferred"),
    [
        ("usa-chn-dpct", "2022-08-04", "open", False),
        ("usa-chn-dpct", "2022-12-31", "suspended", False),
        ("usa-chn-dpct", "2023-11-30", "resuming", True),
        ("usa-chn-dpct", "2024-01-31", "open", False),
        ("usa-chn-chiefs-of-staff", "2023-06-30", "suspended", True),
        ("usa-chn-chiefs-of-staff", "2024-01-31", "open", False),
        ("usa-chn-military", "2023-09-30", "suspended", False),
        ("usa-chn-military", "2023-11-30", "resuming", True),
        ("usa-chn-military", "2024-01-31", "open", True),
        ("usa-chn-defence-ministers", "2023-06-30", "open", False),
        ("usa-chn-mmca", "2024-03-31", "resuming", True),
        ("usa-chn-mmca", "2024-04-05", "open", False),
        ("usa-chn-theater-commanders", "2023-06-30", "suspended", False),
        ("usa-chn-arms-control", "2024-12-31", "suspended", False),
        ("usa-chn-joint-staff-dialogue", "2018-12-31", "open", False),
    ],
)
def test_states_of_the_compiled_chronology(
    channel: str,
    day: str,
    state: str,
    inferred: bool,
    chronology: list[MergedEvent],
    known: Mapping[str, Channel],
) -> None:
    found = on(day, chronology, known)[channel]
    assert (found.state, found.inferred) == (state, inferred)


def test_a_gap_is_counted_to_the_day_with_what_caused_it(
    chronology: list[MergedEvent], known: Mapping[str, Channel]
) -> None:
    last = on("2024-01-31", chronology, known)["usa-chn-chiefs-of-staff"].gaps[-1]
    assert (last.start, last.end, last.days) == (
        dt.date(2022, 8, 5),
        dt.date(2023, 12, 21),
        503,
    )
    assert last.cause[0] == "2022-08-05-china-eight-countermeasures"
    assert "2022-08-02-pelosi-taiwan-visit" in last.cause


def test_history_of_an_umbrella_broken_and_mended(
    chronology: list[MergedEvent], known: Mapping[str, Channel]
) -> None:
    spells = history("usa-chn-military", chronology, known, dt.date(2024, 2, 1))
    assert [(s.start.year, s.state) for s in spells][-4:] == [
        (2010, "open"),
        (2022, "suspended"),
        (2023, "resuming"),
        (2023, "open"),
    ]
