"""How a second reader fares by the measure that the coder is judged by, for docs/accuracy.md.

    python bench/readers.py [--write]

``tests/accuracy/unseen/second`` holds what somebody who had seen neither the rules nor the gold
rows found in some of the unseen documents. Those rows that are not optional are taken for a coder's
items, each under what its reader preferred, and are scored as these are, beside the coder's own.
"""

import argparse
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from parley import coding
from parley.evaluation import Evaluation, Row, load, measure, read_documents
from parley.evaluation.spans import anchored, sentence_ends
from parley.items import (
    TYPE_OF_MODE,
    Document,
    Event,
    Evidence,
    IntervalClaim,
    Item,
    Participant,
    Speaker,
    Statement,
)
from parley.lexicon import load as load_lexicon

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
MARKS = "<!-- readers -->\n", "<!-- /readers -->\n"
UNSEEN = ROOT / "tests/accuracy/unseen"
HEAD = """\
| documents | kind | rows | F1 of a second reader | exact | F1 of the coder | exact |
| --- | --- | --- | --- | --- | --- | --- |
"""


def item(row: Row, number: int, document: Document, ends: Sequence[int]) -> Item | None:
    """What a reader found as an item that rests on the sentences of its anchors."""
    evidence = tuple(
        Evidence(span.start, span.end, document.text[span.start : span.end])
        for span in anchored(row, document.text, ends)
    )
    key = f"{row.doc}-{number}"
    match row.kind:
        case "event":
            (mode, *_), (modality, *_) = row.modes, row.modality or ("occurred",)
            channel = row.channel if isinstance(row.channel, str | None) else row.channel[0]
            return Event(
                id=key,
                doc=row.doc,
                mode=mode,
                type=TYPE_OF_MODE.get(mode, ""),
                start=dt.date.fromisoformat(row.start) if row.start else None,
                end=dt.date.fromisoformat(row.end) if row.end else None,
                precision="day",
                parties=tuple(sorted(row.party_sets[0])),
                participants=tuple(
                    Participant(one if isinstance(one, str) else one[0]) for one in row.people or ()
                ),
                channel=channel,
                effect=row.effect[0] if row.effect else None,
                iteration=row.iteration,
                modality=modality,
                evidence=evidence,
            )
        case "statement":
            return Statement(
                id=key,
                doc=row.doc,
                speaker=Speaker("", party=row.speaker),
                issue=row.issue[0],
                act=(row.act or ("assert",))[0],
                evidence=evidence,
            )
        case "interval_claim":
            return IntervalClaim(
                id=key,
                doc=row.doc,
                relation=row.relation[0],
                value=row.value,
                unit=row.unit,
                since=row.since,
                evidence=evidence,
            )
    return None


def items(rows: Sequence[Row], documents: Mapping[str, Document]) -> dict[str, list[Item]]:
    """By document what a reader is sure of."""
    out: dict[str, list[Item]] = {doc: [] for doc in documents}
    ends = {doc: sentence_ends(document.text) for doc, document in documents.items()}
    for number, row in enumerate(rows):
        if not row.optional and (found := item(row, number, documents[row.doc], ends[row.doc])):
            out[row.doc].append(found)
    return out


def measured(lang: str) -> Iterator[Evaluation]:
    """Of a second reader, then of the coder, on the same documents."""
    second = sorted((UNSEEN / "second").glob(f"{lang}-*.jsonl"))
    gold = load([UNSEEN / "gold" / path.name for path in second])
    documents = read_documents({row.doc for row in gold}, UNSEEN / "documents")
    yield measure(gold, documents, items(load(second), documents), "a second reader")
    lexicon = load_lexicon()
    coded = {doc: coding.code(document, lexicon) for doc, document in documents.items()}
    yield measure(gold, documents, coded, coding.CODER)


def table() -> Iterator[str]:
    for lang in ("en", "zh", "ja", "ko"):
        reader, coder = (evaluation.all for evaluation in measured(lang))
        for kind, read in reader.kinds.items():
            mine = coder.kinds[kind]
            exact = (
                "" if one.exact_recall is None else f"{one.exact_recall:.3f}"
                for one in (read, mine)
            )
            figures = " | ".join(
                f"{one.f1:.3f} | {share}" for one, share in zip((read, mine), exact, strict=True)
            )
            yield f"| {lang} ({reader.documents}) | {kind} | {read.rows} | {figures} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    body = HEAD + "\n".join(table()) + "\n"
    print(body)
    if parser.parse_args().write:
        begin, end = MARKS
        head, _, rest = PAGE.read_text("utf-8").partition(begin)
        PAGE.write_text(head + begin + body + end + rest.partition(end)[2], "utf-8")


if __name__ == "__main__":
    main()
