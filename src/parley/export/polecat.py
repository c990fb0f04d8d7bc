"""A table with the columns of POLECAT, the PLOVER-coded event data, for those who count events.

Columns: those of the published weekly files (https://doi.org/10.7910/DVN/AJGVIT); what is in them
follows the PLOVER codebook. The record's own columns stand behind.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any, BinaryIO, NamedTuple

import yaml

from parley.export.telling import in_order, left_out
from parley.items import UNREAL, MergedEvent, Party
from parley.report.data import ReportData
from parley.report.safe import csv_cell, one_line, printable, safe_url
from parley.report.words import Words

COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
"""Of the published files. What the record does not know is empty in all rows."""
OWN = ("End Date", "Date Precision", "Mode", "Modality", "Channel", "Status", "Confidence", "URL")
"""The record's own, behind them: an end, how fine the date is, and what exactly was coded."""

APART = ";"


class Said(NamedTuple):
    """An event in PLOVER's words: type, modes, contexts, score and quad category."""

    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    score: float
    quad: str


@cache
def _tables() -> Mapping[str, Any]:
    file = resources.files("parley.export") / "polecat.yaml"
    tables: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return tables


def plover(event: MergedEvent) -> Said | None:
    """What PLOVER calls an event; None for an act that it has no type for."""
    tables = _tables()
    row = tables["modes"].get(event.mode, {})
    kind = row.get("type", event.type)
    quad = next((name for name, kinds in tables["quads"].items() if kind in kinds), None)
    if quad is None:
        return None
    modes = [row["plover"]] if "plover" in row else []
    if kind == "CONSULT":
        if len(event.parties) > 2:
            modes.append("multilateral")
        elif event.place and event.place.party and event.place.party not in event.parties:
            modes.append("third-party")
    scores = tables["scores"]
    score = next((scores[key] for m in modes if (key := f"{kind} {m}") in scores), scores[kind])
    return Said(kind, tuple(modes), tuple(row.get("contexts", ())), score, quad)


def write(data: ReportData, words: Words, out: BinaryIO) -> list[str]:
    """Values apart by tabs, in UTF-8, a header first; several values of a cell by ``;``.

    As the codebook has it, all parties of an act without a direction are its actors and it has no
    recipient. Left out is what a count would take for an event and is none: what is planned,
    denied or supposed, a language model's drafts, undated events and acts that PLOVER has no type
    for.
    """
    languages = {document.id: document.lang for document in data.documents}
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow((*COLUMNS, *OWN))
    reasons: dict[str, list[str]] = {}
    for event in in_order(data):
        said = plover(event)
        if event.start is None:
            reasons.setdefault("since nothing tells when it was", []).append(event.id)
        elif event.modality in UNREAL:
            reasons.setdefault("since it is not told as a fact", []).append(event.id)
        elif event.status == "draft":
            reasons.setdefault("since it is a draft", []).append(event.id)
        elif said is None:
            reasons.setdefault("since PLOVER has no type for it", []).append(event.id)
        else:
            row = _row(event, said, languages, data.version, words)
            writer.writerow([_cell(row.get(name, "")) for name in (*COLUMNS, *OWN)])
    text.detach()
    return [note for why, ids in reasons.items() for note in left_out(ids, why)]


def _row(
    event: MergedEvent, said: Said, languages: Mapping[str, str], version: str, words: Words
) -> dict[str, str | float]:
    actors = event.initiator or event.parties
    recipients = event.recipient or tuple(p for p in event.parties if p not in actors)
    published = [source.published for source in event.sources if source.published]
    row: dict[str, str | float] = {
        "Event ID": event.id,
        "Event Date": event.start.isoformat() if event.start else "",
        "Event Type": said.type,
        "Event Mode": APART.join(said.modes),
        "Intensity": said.score,
        "Quad Code": said.quad,
        "Contexts": APART.join(said.contexts),
        **_side("Actor", actors, event, words),
        **_side("Recipient", recipients, event, words),
        "Source": _joined(source.doc for source in event.sources),
        "Publication Date": min(published).isoformat() if published else "",
        "Story People": _joined(one_line(person.name) for person in event.participants),
        "Language": _joined(languages.get(source.doc, "") for source in event.sources),
        "Version": f"Parley {version}",
        "End Date": event.end.isoformat() if event.end else "",
        "Date Precision": event.precision,
        "Mode": event.mode,
        "Modality": event.modality,
        "Channel": event.channel or "",
        "Status": event.status,
        "Confidence": round(event.confidence, 3),
        "URL": _joined(safe_url(source.url) or "" for source in event.sources),
    }
    if event.place:
        row["Placename"] = one_line(words.place(event.place))
        row["Raw Placename"] = one_line(event.place.name)
        row["Country"] = event.place.party or ""
    return row


def _side(
    side: str, parties: tuple[Party, ...], event: MergedEvent, words: Words
) -> dict[str, str]:
    people = [person for person in event.participants if person.party in parties]
    return {
        f"{side} Name": APART.join(words.party(party) for party in parties),
        f"{side} Country": APART.join(parties),
        f"{side} COW": APART.join(str(_tables()["cow"].get(party, "")) for party in parties),
        f"{side} Title": _joined(one_line(person.role or "") for person in people),
        f"{side} Name Raw": _joined(one_line(person.name) for person in people),
    }


def _cell(value: str | float) -> str:
    return csv_cell(printable(value)) if isinstance(value, str) else f"{value:g}"


def _joined(values: Iterable[str]) -> str:
    """Several values of a cell, each once; a mark of their parting inside one becomes a comma."""
    return APART.join(dict.fromkeys(v.replace(APART, ",") for v in values if v))
