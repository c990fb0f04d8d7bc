"""What analysis makes of a desk rests on all of its record."""

from pathlib import Path

from parley.desk import Desk
from parley.documents import Reading
from parley.items import Document

DOCUMENT = Document(
    id="a", text="The weather in Geneva was fine on 3 May 2024.", lang="en", published=None
)


def test_acts_that_go_through_no_channel_are_counted_on_a_desk_too(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "none") as known, Desk.open(tmp_path / "desk") as desk:
        desk.add(Reading((DOCUMENT,), ()))
        for parties in (("CHN", "USA"), ("JPN", "PRK")):
            expected = known.series(parties, "year")
            assert desk.series(parties, "year") == expected
            assert any(period.conflict for period in expected.dyads[0].periods)


def test_ripple_on_a_desk_is_that_of_its_record(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "none") as known, Desk.open(tmp_path / "desk") as desk:
        desk.add(Reading((DOCUMENT,), ()))
        asked = ("resume-channel", [("JPN", "CHN"), ("KOR", "PRK")], ("CHN", "USA"))
        assert desk.ripple(*asked) == known.ripple(*asked)
