"""``parley code``: one item a line, nothing kept."""

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.conftest import EXAMPLES, Parley


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_prints_items_in_order_of_document_and_place(parley: Parley) -> None:
    ran = parley("code", EXAMPLES)
    assert ran.code == 0
    items = lines(ran.out)
    assert len(items) > 30
    places = [(i["doc"], i["evidence"][0]["start"]) for i in items]  # type: ignore[index]
    assert places == sorted(places)
    assert {i["kind"] for i in items} == {"event", "statement", "interval_claim"}


def test_evidence_is_the_text_between_its_offsets(parley: Parley) -> None:
    texts = {p.stem: p.read_bytes().decode("utf-8") for p in EXAMPLES.glob("*.txt")}
    for item in lines(parley("code", EXAMPLES).out):
        for e in item["evidence"]:  # type: ignore[attr-defined]
            assert texts[str(item["doc"])][e["start"] : e["end"]] == e["text"]


def test_every_item_fits_its_schema(parley: Parley) -> None:
    schema = json.loads(parley("schema", "item").out)
    validator = jsonschema.Draft202012Validator(schema)
    for item in lines(parley("code", EXAMPLES).out):
        validator.validate(item)


def test_json_is_one_list_of_the_same(parley: Parley, note: Path) -> None:
    one_a_line = lines(parley("code", note).out)
    assert json.loads(parley("code", note, "--format", "json").out) == one_a_line
    assert one_a_line


def test_two_workers_print_what_one_prints(shell: Parley) -> None:
    one, two = shell("code", EXAMPLES), shell("code", EXAMPLES, "--workers", "2")
    assert (one.code, two.code) == (0, 0)
    assert one.out == two.out


def test_headlines_come_in_the_language_asked_for(parley: Parley, note: Path) -> None:
    english, chinese = (lines(parley("code", note, "--ui", ui).out) for ui in ("en", "zh-Hant"))
    assert [i["id"] for i in english] == [i["id"] for i in chinese]
    assert str(english[0]["headline"]).isascii()
    assert not str(chinese[0]["headline"]).isascii()


def test_reads_standard_input(shell: Parley) -> None:
    text = "Lloyd Austin met Dong Jun in Singapore on May 31, 2024."
    ran = shell("code", "-", "--voice", "USA", "--published", "2024-06-01", stdin=text.encode())
    assert ran.code == 0
    assert [i["doc"] for i in lines(ran.out)] == ["stdin"]
    assert ran.err == ""


def test_documents_without_date_or_voice_are_listed_at_the_end(
    parley: Parley, tmp_path: Path
) -> None:
    (tmp_path / "bare.txt").write_text("The talks were held last week.", encoding="utf-8")
    ran = parley("code", tmp_path)
    assert ran.code == 0
    assert "Without a date or a voice (1)" in ran.err
    assert "bare.txt" in ran.err
    options = ("--voice", "press", "--published", "2025-01-01")
    assert parley("code", tmp_path, *options).err == ""


def test_a_folder_without_documents_says_so(parley: Parley, tmp_path: Path) -> None:
    ran = parley("code", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert f"no documents in {tmp_path}" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("code",),
        ("code", "x.txt", "--published", "yesterday"),
        ("code", "x.txt", "--published", "2024-06"),
        ("code", "x.txt", "--published", "2024-02-30"),
        ("code", "x.txt", "--format", "xml"),
        ("code", "x.txt", "--workers", "0"),
        ("code", "x.txt", "--colour"),
        ("code", "x.txt", "--lexicon", "no/such/folder"),
        ("decode", "x.txt"),
    ],
)
def test_a_wrong_call_is_told_in_a_line_or_two(parley: Parley, arguments: tuple[str, ...]) -> None:
    ran = parley(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert ran.err.strip()


def test_explains_what_the_rules_saw(parley: Parley, note: Path) -> None:
    ran = parley("code", note, "--explain")
    assert ran.code == 0
    assert "  act       meet from met" in ran.out
    assert "    parties: JPN KOR (named in the clause)" in ran.out
    as_data = json.loads(parley("code", note, "--explain", "--format", "json").out)
    assert as_data[0]["acts"][0]["mode"] == "meet"
