"""What analysts decide on a desk: it holds, says who and why, and can be undone."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

import parley
from parley.desk import Desk, DeskError, Wish
from parley.desk.errors import WishError
from parley.evaluation import evaluate
from parley.items import MergedEvent

NOTE = """Beijing and Washington held defence policy talks on 8 January 2024 in Washington.
The Chinese side warned over arms sales to Taiwan.
Defence ministers of Japan and China met in Singapore on 1 June 2024.
The line between the theatre commands of China and the United States rang on 9 June 2024.
"""
OTHER = "China and the United States held defence policy talks on 9 January 2024 in Washington."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    papers = place / "papers"
    papers.mkdir()
    (papers / "note.txt").write_text(NOTE, "utf-8")
    (papers / "other.txt").write_text(OTHER, "utf-8")
    with Desk.open(place / "desk", reference=False) as desk:
        desk.add(papers, voice="press", published=dt.date(2024, 6, 10))
    return place


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Any:
    shutil.copytree(made / "desk", tmp_path / "desk")
    with Desk.open(tmp_path / "desk", reference=False) as opened:
        yield opened


def the(desk: Desk, mode: str, day: str) -> MergedEvent:
    start = dt.date.fromisoformat(day)
    [event] = [e for e in desk.chronology(start, start) if e.mode == mode]
    return event


def ana(act: Any, *ids: str, **more: Any) -> Wish:
    return Wish(act=act, author="Ana", ids=ids, **more)


def test_an_event_that_is_rejected_is_gone_and_comes_back(desk: Desk) -> None:
    event = the(desk, "meet", "2024-06-01")
    [kept] = desk.decide(ana("reject", event.id, reason="a misreading"))
    assert (kept.number, kept.author, kept.reason) == (1, "Ana", "a misreading")
    assert event.id not in {e.id for e in desk.chronology()}
    undone = desk.undo(1, "Bo")
    assert undone is not None
    assert the(desk, "meet", "2024-06-01") == event
    assert desk.undo(1, "Bo") is None
    log = [(one.decision.act, one.holds, one.undone_by) for one in desk.decisions()]
    assert log == [("reject", False, 2), ("undo", True, None)]


def test_the_beginning_of_an_id_will_do_where_it_is_one(desk: Desk) -> None:
    event = the(desk, "meet", "2024-06-01")
    desk.decide(ana("accept", event.id[:9]))
    assert the(desk, "meet", "2024-06-01").status == "accepted"
    with pytest.raises(DeskError, match=r"'e-' may be \d+ of them"):
        desk.decide(ana("accept", "e-"))
    with pytest.raises(DeskError, match="'x-1' is no event, statement or claim of this desk"):
        desk.decide(ana("accept", "x-1"))


def test_a_date_that_is_corrected_moves_the_event(desk: Desk) -> None:
    event = the(desk, "meet", "2024-06-01")
    desk.decide(ana("edit", event.id, fields={"start": "2024-06-02", "place": "Tokyo"}))
    moved = the(desk, "meet", "2024-06-02")
    assert (moved.id, moved.start, moved.end) == (
        event.id,
        dt.date(2024, 6, 2),
        dt.date(2024, 6, 2),
    )
    assert moved.place is not None
    assert (moved.place.name, moved.status, moved.confidence) == ("Tokyo", "edited", 1.0)
    [one] = desk.decisions(event.id)
    assert one.decision.before["start"] == "2024-06-01"


def test_a_date_may_be_given_as_people_write_it(desk: Desk) -> None:
    event = the(desk, "meet", "2024-06-01")
    desk.decide(ana("edit", event.id, fields={"date": "June 2024"}))
    [moved] = [e for e in desk.chronology() if e.id == event.id]
    assert (moved.start, moved.end, moved.precision) == (
        dt.date(2024, 6, 1),
        dt.date(2024, 6, 30),
        "month",
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"mode": "meeet"}, "mode: 'meeet' is no mode; did you mean meet"),
        ({"parties": "Atlantis"}, "parties: no party 'Atlantis' is known"),
        ({"type": "CONSULT"}, "type: is no field to change; type follows from mode"),
        ({"end": "2024-05-01"}, "end: 2024-05-01 is before start 2024-06-01"),
        ({"initiator": "USA"}, "initiator: USA does not take part; the parties are CHN JPN"),
        ({"parties": ""}, "parties: may not be empty"),
        ({}, "name a field and its value; fields: start end"),
    ],
)
def test_an_edit_that_cannot_be_says_what_can(
    desk: Desk, fields: dict[str, str], told: str
) -> None:
    with pytest.raises(DeskError) as refused:
        desk.decide(ana("edit", the(desk, "meet", "2024-06-01").id, fields=fields))
    assert told in str(refused.value)
    assert desk.decisions() == []


def test_what_stands_already_is_not_decided_twice(desk: Desk) -> None:
    event = the(desk, "meet", "2024-06-01")
    wishes = [
        ana("accept", event.id),
        ana(
            "edit", event.id, fields={"channel": "jpn-chn-defence-ministers", "start": "2024-06-02"}
        ),
        ana("note", event.id, note="See the ministry's page."),
        ana("tag", event.id, tags=("ministers",)),
        ana("grade", event.id, credibility=2),
        ana("grade", doc="note", reliability="B"),
        ana(
            "add",
            doc="note",
            text="The line between the theatre commands",
            fields={"mode": "call", "parties": "China, USA", "date": "9 June 2024"},
        ),
    ]
    first = [desk.decide(wish) for wish in wishes]
    assert all(first)
    assert [desk.decide(wish) for wish in wishes] == [[]] * len(wishes)


def test_a_missed_event_is_added_from_its_words(desk: Desk) -> None:
    words = "The line between the theatre commands of China and the United States rang"
    fields = {
        "mode": "call",
        "parties": "China, USA",
        "date": "9 June 2024",
        "channel": "usa-chn-theater-commanders",
    }
    desk.decide(ana("add", doc="note", text=words, fields=fields))
    event = the(desk, "call", "2024-06-09")
    assert (event.parties, event.status, event.effect) == (("CHN", "USA"), "accepted", "used")
    assert event.sources[0].evidence[0].text == words
    assert "call" in event.headline or "spoke" in event.headline
    desk.decide(ana("edit", event.id, fields={"place": "Tokyo"}))
    assert the(desk, "call", "2024-06-09").place is not None
    desk.decide(ana("reject", event.id))
    assert event.id not in {e.id for e in desk.chronology()}
    assert desk.verify() == []


def test_an_event_may_be_added_by_hand_with_its_source(desk: Desk, tmp_path: Path) -> None:
    fields = {"mode": "meet", "parties": "JPN KOR", "date": "2024-06-03"}
    desk.decide(
        ana(
            "add",
            url="https://example.org/met",
            title="A ministry",
            fields=fields,
            published=dt.date(2024, 6, 4),
            text="The two met.",
        )
    )
    event = the(desk, "meet", "2024-06-03")
    [source] = event.sources
    assert (source.url, source.title, source.published) == (
        "https://example.org/met",
        "A ministry",
        dt.date(2024, 6, 4),
    )
    assert source.doc.startswith("analyst:")
    assert "https://example.org/met" in desk.report(tmp_path / "out")[0].read_text("utf-8")


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"doc": "note", "text": "Nothing of it"}, "'Nothing of it' stands 0 times in note"),
        ({"doc": "note", "text": "on"}, r"'on' stands \d+ times in note, at 20"),
        ({"doc": "nowhere", "text": "met"}, "'nowhere' is no document of this desk"),
        (
            {"doc": "note", "text": "Defence ministers of Japan and China met"},
            "coded as such an event, e-",
        ),
        ({}, "an event needs its source"),
        ({"url": "javascript:alert(1)"}, "is no address of a page"),
    ],
)
def test_an_event_without_a_source_is_not_added(
    desk: Desk, wish: dict[str, str], told: str
) -> None:
    fields = {"mode": "meet", "parties": "CHN JPN", "date": "2024-06-01"}
    with pytest.raises(DeskError, match=told):
        desk.decide(ana("add", fields=fields, **wish))


def test_two_that_are_one_are_joined_and_split_again(desk: Desk) -> None:
    one, other = the(desk, "talks", "2024-01-08"), the(desk, "talks", "2024-01-09")
    desk.decide(ana("join", one.id, other.id))
    [joined] = [e for e in desk.chronology() if e.mode == "talks"]
    assert {source.doc for source in joined.sources} == {"note", "other"}
    assert {joined.id, *joined.aliases} == {one.id, other.id}
    desk.decide(ana("split", joined.id, apart=("other",)))
    assert len([e for e in desk.chronology() if e.mode == "talks"]) == 2
    desk.undo(2, "Ana")
    assert len([e for e in desk.chronology() if e.mode == "talks"]) == 1
    with pytest.raises(DeskError, match="name some of those that tell of it, not all"):
        desk.decide(ana("split", joined.id, apart=("other", "note")))


def test_a_correction_is_of_the_tellings_that_say_otherwise(desk: Desk) -> None:
    one, other = the(desk, "talks", "2024-01-08"), the(desk, "talks", "2024-01-09")
    desk.decide(ana("join", one.id, other.id))
    [joined] = [e for e in desk.chronology() if e.mode == "talks"]
    assert "date" in joined.conflicts
    desk.decide(ana("edit", joined.id, fields={"date": "2024-01-09"}))
    [joined] = [e for e in desk.chronology() if e.mode == "talks"]
    assert (joined.start, joined.conflicts) == (dt.date(2024, 1, 9), ())
    edited = [one.decision for one in desk.decisions() if one.decision.act == "edit"]
    assert [[t.doc for t in d.targets] for d in edited] == [["note"]]


def test_what_one_document_tells_can_be_rejected_alone(desk: Desk) -> None:
    one, other = the(desk, "talks", "2024-01-08"), the(desk, "talks", "2024-01-09")
    desk.decide(ana("join", one.id, other.id))
    desk.decide(ana("reject", one.id, doc="other"))
    [left] = [e for e in desk.chronology() if e.mode == "talks"]
    assert [source.doc for source in left.sources] == ["note"]


def test_grades_go_with_documents_and_with_what_they_tell(desk: Desk) -> None:
    desk.decide(ana("grade", doc="note", reliability="B"))
    [note] = [d for d in desk.documents() if d.id == "note"]
    assert note.reliability == "B"
    with pytest.raises(DeskError, match="a reliability from A"):
        desk.decide(ana("grade", doc="note", reliability="G"))
    with pytest.raises(DeskError, match="a credibility from 1"):
        desk.decide(ana("grade", the(desk, "meet", "2024-06-01").id, credibility=7))


def test_grades_stand_beside_sources_wherever_these_are_shown(desk: Desk, tmp_path: Path) -> None:
    talks = the(desk, "talks", "2024-01-08")
    desk.decide(ana("grade", doc="note", reliability="B"))
    desk.decide(ana("grade", talks.id, credibility=4))
    [last] = desk.decide(ana("grade", talks.id, credibility=2))
    [source] = the(desk, "talks", "2024-01-08").sources
    assert (source.reliability, source.credibility) == ("B", 2)
    [other] = the(desk, "meet", "2024-06-01").sources
    assert (other.reliability, other.credibility) == ("B", None)
    desk.report(tmp_path)
    for name in ("report.html", "report.md"):
        assert "reliability B, credibility 2" in (tmp_path / name).read_text("utf-8")
    assert "note B2" in (tmp_path / "chronology.csv").read_text("utf-8")
    desk.undo(last.number, "Bo")
    [source] = the(desk, "talks", "2024-01-08").sources
    assert (source.reliability, source.credibility) == ("B", 4)


def test_what_was_put_right_stands_where_the_same_text_comes_again(
    desk: Desk, tmp_path: Path
) -> None:
    talks = the(desk, "talks", "2024-01-09")
    desk.decide(ana("edit", talks.id, fields={"date": "2024-01-11"}))
    (tmp_path / "again.md").write_text(f"{OTHER}\n", "utf-8")
    desk.add(tmp_path / "again.md", voice="press", published=dt.date(2024, 6, 10))
    assert the(desk, "talks", "2024-01-11").status == "edited"


def test_a_statement_and_a_claim_that_were_missed_are_added(desk: Desk, tmp_path: Path) -> None:
    words = "The line between the theatre commands of China and the United States rang"
    warned = {"issue": "communication", "party": "CHN", "act": "urge", "strength": "3"}
    said = ana("add", kind="statement", doc="note", text=words, fields=warned)
    first = {"relation": "first-since", "value": "16", "unit": "month", "parties": "CHN USA"}
    claimed = ana("add", kind="interval_claim", doc="note", text=words, fields=first)
    [statement, claim] = desk.decide(said, claimed)
    assert desk.decide(said, claimed) == []  # they stand already
    [one] = [s for s in desk.statements() if s.id == statement.targets[0].id]
    assert (one.speaker.party, one.speaker.name, one.act, one.strength) == (
        "CHN",
        "China",
        "urge",
        3,
    )
    assert one.headline == "China urges: communication" or "communication" in one.headline.lower()
    assert one.evidence[0].text == words
    [check] = [c for c in desk.check() if c.id == claim.targets[0].id]
    assert (check.value, check.unit, check.subject.parties) == (16, "month", ("CHN", "USA"))
    desk.decide(ana("edit", one.id, fields={"act": "warn"}))
    desk.undo(claim.number, "Bo")
    assert all(c.id != claim.targets[0].id for c in desk.check())
    written = desk.export_gold(tmp_path / "gold")
    rows = (tmp_path / "gold" / "gold" / "note.jsonl").read_text("utf-8")
    assert written.documents == 1
    assert '"warn"' in rows


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "statement", "fields": {"party": "CHN"}}, "issue is missing"),
        ({"kind": "statement", "fields": {"issue": "taiwan"}}, "speaker.party is missing"),
        ({"kind": "interval_claim", "fields": {"value": "3"}}, "relation is missing"),
        (
            {"kind": "interval_claim", "fields": {"relation": "gap", "value": "3"}},
            "a value has a unit",
        ),
        (
            {"kind": "statement", "fields": {"issue": "taiwan", "party": "CHN"}, "doc": None},
            "a statement is words of a document",
        ),
        ({"kind": "statement", "fields": {"issue": "tides", "party": "CHN"}}, "not allowed"),
        ({"kind": "statement", "fields": {"mode": "meet"}}, "is no field to change"),
    ],
)
def test_what_cannot_be_added_says_why(desk: Desk, given: dict[str, Any], told: str) -> None:
    wish = {"doc": "note", "text": "The Chinese side warned"} | given
    with pytest.raises(WishError, match=told):
        desk.decide(ana("add", **wish))


def test_what_the_reference_chronology_joined_is_split_off_and_joined_again(
    made: Path, tmp_path: Path
) -> None:
    shutil.copytree(made / "desk", tmp_path / "desk")
    with Desk.open(tmp_path / "desk") as desk:
        talks = the(desk, "talks", "2024-01-08")
        [known] = [s.assertion for s in talks.sources if s.doc.startswith("reference:")]
        assert known in talks.aliases
        before = len(desk.chronology())
        desk.decide(ana("split", talks.id, apart=(known,)))
        next_day = the(desk, "talks", "2024-01-09")  # which it fits as well
        assert known in next_day.aliases
        desk.decide(ana("split", next_day.id, apart=(f"reference:{known}",)))
        after = {event.id: event for event in desk.chronology()}
        assert len(after) == before + 1
        assert known not in after[talks.id].aliases
        assert after[known].status == "reference"
        with pytest.raises(WishError, match="all are of the reference chronology"):
            desk.decide(ana("join", known, next(k for k in after if k.startswith("1992"))))
        meeting = the(desk, "meet", "2024-06-01")
        [joined] = desk.decide(ana("join", meeting.id, known))
        [one] = [e for e in desk.chronology() if e.id == meeting.id]
        assert known in one.aliases
        assert {"analyst": 1.0} in [join.parts for join in one.merged if join.b == known]
        desk.undo(joined.number, "Bo")
        desk.decide(ana("join", talks.id, known))
        assert len(desk.chronology()) == before
        assert the(desk, "talks", "2024-01-08").merged[-1].parts == {"analyst": 1.0}


def test_two_people_do_not_overwrite_each_other(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "desk", tmp_path / "desk")
    with (
        Desk.open(tmp_path / "desk", reference=False) as hers,
        Desk.open(tmp_path / "desk", reference=False) as his,
    ):
        event = the(hers, "meet", "2024-06-01")
        assert the(his, "meet", "2024-06-01") == event
        hers.decide(ana("edit", event.id, fields={"date": "2024-06-02"}))
        wish = Wish(act="edit", author="Bo", ids=(event.id,), fields={"date": "2024-06-03"}, seen=0)
        with pytest.raises(DeskError, match="decided since you looked: 1, edit by Ana"):
            his.decide(wish)
        [kept] = his.decide(msgspec.structs.replace(wish, seen=1))
        assert kept.number == 2
        both = [one.decision for one in his.decisions(event.id)]
        assert [(d.author, d.fields["start"]) for d in both] == [
            ("Ana", "2024-06-02"),
            ("Bo", "2024-06-03"),
        ]
        assert the(his, "meet", "2024-06-03").id == event.id


def test_decisions_outlive_a_recoding_and_a_changed_document(desk: Desk, tmp_path: Path) -> None:
    event = the(desk, "meet", "2024-06-01")
    call = the(desk, "talks", "2024-01-08")
    desk.decide(ana("edit", event.id, fields={"date": "2024-06-02"}))
    desk.decide(ana("accept", call.id))
    path = tmp_path / "note.txt"
    path.write_text("An addition at the top.\n" + NOTE.replace("theatre", "theater"), "utf-8")
    desk.add(path, voice="press", published=dt.date(2024, 6, 10))
    moved = the(desk, "meet", "2024-06-02")
    assert moved.id != event.id
    assert moved.status == "edited"
    assert the(desk, "talks", "2024-01-08").status == "accepted"
    assert desk.unattached() == []
    path.write_text("All of it was withdrawn.", "utf-8")
    desk.add(path, voice="press", published=dt.date(2024, 6, 10))
    assert [one.decision.number for one in desk.unattached()] == [1, 2]
    assert len(desk.decisions()) == 2


def test_an_event_of_the_reference_is_not_decided_on(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "desk", tmp_path / "desk")
    with Desk.open(tmp_path / "desk") as desk:
        event = next(e for e in desk.chronology() if e.status == "reference")
        with pytest.raises(DeskError, match="an event of the reference chronology"):
            desk.decide(ana("reject", event.id))


def test_all_that_is_accepted_measures_its_own_coder_in_full(tmp_path: Path) -> None:
    examples = Path(__file__).resolve().parents[2] / "examples" / "documents"
    with Desk.open(tmp_path / "desk", reference=False) as desk:
        desk.add(examples)
        items = [*desk.chronology(), *desk.statements(), *desk.check()]
        desk.decide(ana("accept", *(item.id for item in items)))
        assert desk.queue() == []
        written = desk.export_gold(tmp_path / "gold")
    assert (written.documents, written.open) == (6, 0)
    result = evaluate(
        [tmp_path / "gold" / "gold"], tmp_path / "gold" / "docs", parley.code, "rules"
    )
    assert {(kind.f1, kind.extra) for kind in result.all.kinds.values()} == {(1.0, 0)}
    assert set(result.all.fields.values()) == {1.0}


def test_what_is_decided_on_is_read_by_rows_in_either_database(
    address: str, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    with Desk.open(address, reference=False) as desk:
        desk.add(tmp_path / "note.txt", voice="press", published=dt.date(2024, 6, 10))
        event = the(desk, "meet", "2024-06-01")
        [kept] = desk.decide(ana("accept", event.id[:9]))
        found = desk.look(event.id[:9])
        assert (found.id, found.seen, len(found.decisions)) == (event.id, kept.number, 1)
        assert set(desk.held(["note", "none"])) == {"note"}
        assert desk.standing("note") == {event.id: "accepted"}
        assert desk.decided_since(0) == {event.id}
        assert event.id not in {doubt.id for doubt in desk.doubtful(10)}
        desk.undo(kept.number, "Bo")
        assert [one.decision.number for one in desk.log(1)] == [2]
        assert [one.undone_by for one in desk.logged(1, 99)] == [2]
        assert [one.holds for one in desk.log(5, before=2)] == [False]
        assert desk.standing("note") == {}
