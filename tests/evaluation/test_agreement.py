"""The measure gives the same figures as the published one, on the annotated documents."""

import datetime as dt
import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import msgspec
import pytest

from parley.evaluation import load, measure
from parley.items import TYPE_OF_MODE, Document, Item

LANGS = ("zh-Hant", "zh-Hans", "en", "ja", "ko")


@pytest.fixture(scope="module")
def published(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def item_for(row: dict[str, Any], text: str, random: Random, n: int) -> dict[str, Any] | None:
    """An item such as a careless coder would make of a row: about one field in six is wrong."""

    def slip(right: Any, *others: Any) -> Any:
        return random.choice(others) if random.random() < 1 / 6 else right

    if row["kind"] not in ("event", "statement", "interval_claim", "trap"):
        return None
    anchor = random.choice(row["anchors"])
    at = text.index(anchor)
    shift = slip(0, 3, 40, 200)
    start, end = min(at + shift, len(text) - 5), min(at + shift + len(anchor), len(text))
    base = {"id": f"i-{n}", "doc": row["doc"], "confidence": random.random()}
    base["evidence"] = [{"start": start, "end": end, "text": slip(text[start:end], "not there")}]
    if row["kind"] == "statement":
        speaker = {"name": "x", "party": slip(row["speaker"], "UN")}
        issue, act = slip(row["issue"][0], "trade"), slip(row["act"][0], "deny")
        return base | {"kind": "statement", "speaker": speaker, "issue": issue, "act": act}
    if row["kind"] == "interval_claim":
        since = row["since"] and slip(row["since"], "1990")
        value, relation = slip(row["value"], 99), slip(row["relation"][0], "duration")
        kind = {"kind": "interval_claim", "relation": relation}
        return base | kind | {"value": value, "unit": row["unit"], "since": since}
    mode = slip(row["modes"][0], "meet", "sanction")
    parties = row.get("parties") or ["CHN", "USA"]
    parties = parties[0] if isinstance(parties[0], list) else parties
    channels, effects = row.get("channel") or [None], row.get("effect") or [None]
    date = row.get("start") or slip(None, "2024-01-05")
    if date:
        date = (dt.date.fromisoformat(date) + dt.timedelta(slip(0, 1, 30))).isoformat()
    people = [p if isinstance(p, str) else p[0] for p in row.get("people") or [] if p]
    return base | {
        "kind": "event",
        "mode": mode,
        "type": TYPE_OF_MODE.get(mode, "OTHER"),
        "start": date,
        "end": slip(date and max(date, row.get("end") or date), None),
        "ongoing": slip(False, True),
        "parties": slip(parties, [*parties, "AUS"], parties[:1], []),
        "participants": [{"name": slip(p, "Nobody")} for p in people],
        "channel": slip(channels[0], "apec"),
        "effect": slip(effects[0], "used"),
        "iteration": row.get("iteration"),
        "modality": slip((row.get("modality") or ["occurred"])[0], "planned", "occurred"),
        "asserted_by": slip(None, "JPN"),
    }


@pytest.mark.parametrize("seed", range(4))
def test_same_figures_for_a_careless_coder(shared: Path, published: ModuleType, seed: int) -> None:
    paths = [shared / "gold" / "prospect-forum.zh-Hant.jsonl", shared / "gold" / "dev" / "gold"]
    rows = load(paths)
    raw = json.loads(msgspec.json.encode(rows))
    texts: dict[str, str] = {}
    for folder in (shared / "seeds", shared / "gold" / "dev" / "docs"):
        for path in folder.glob("*.txt"):
            texts[path.stem] = path.read_bytes().decode("utf-8")
    random = Random(seed)
    coded = [item_for(row, texts[row["doc"]], random, n) for n, row in enumerate(raw)]
    items = [item for item in coded if item is not None and random.random() < 0.85]
    ours: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        ours[item["doc"]].append(msgspec.convert(item, Item))
    langs = {doc: doc.rsplit(".", 1)[1] for doc in texts}
    documents = {doc: Document(id=doc, text=text, lang=langs[doc]) for doc, text in texts.items()}
    result = measure(rows, documents, ours, "careless").all
    tally, missed, extra, wrong, sprung = published.score(raw, items, texts)
    theirs = published.figures(tally)
    for kind in ("event", "statement", "interval_claim"):
        got = msgspec.to_builtins(result.kinds[kind])
        assert {k: got[k] for k in theirs[kind]} == pytest.approx(theirs[kind])
    fields = {k: v["of_found"] for k, v in theirs.items() if "of_found" in v}
    assert result.fields == pytest.approx(fields)
    assert {"rows": result.traps, "sprung": result.sprung} == theirs["trap"]
    assert result.sprung > 0
    full = measure(rows, documents, ours, "careless")
    assert [len(x) for x in (full.missed, full.extra, full.wrong, full.sprung)] == [
        len(x) for x in (missed, extra, wrong, sprung)
    ]
    assert set(full.languages) == set(LANGS)
