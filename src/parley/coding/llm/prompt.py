"""The question: what is asked of a model, and the text it is asked about."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import yaml

from parley.coding.scan import Scan
from parley.items import ACTS, EFFECTS, MODALITIES, MODES, Document
from parley.lexicon import Lexicon

LONGEST = 6000
"""Characters of a text asked about at once."""


@lru_cache(maxsize=1)
def task() -> str:
    """What the model is told to do, from ``prompt.yaml``."""
    text = (files("parley.coding.llm") / "prompt.yaml").read_text("utf-8")
    return str(yaml.safe_load(text)["task"])


def pieces(found: Scan) -> Iterable[tuple[int, int]]:
    """Stretches of the stored text, cut between sentences, of at most ``LONGEST`` characters."""
    start = end = 0
    for sentence in found.sentences:
        span = found.view.back(sentence.start, sentence.end)
        if end > start and span.end - start > LONGEST:
            yield start, end
            start = span.start
        end = span.end
    if end > start:
        yield start, end


def messages(
    document: Document, found: Scan, piece: tuple[int, int], lexicon: Lexicon
) -> list[dict[str, str]]:
    """The messages that ask about one piece of a document."""
    named = {p for s in found.sentences for h in s.entities for p in h.parties}
    channels = sorted(
        c.id
        for c in lexicon.channels.values()
        if set(c.parties) <= named or any(h.id == c.id for s in found.sentences for h in s.entities)
    )
    known = {
        "modes": " ".join(mode for modes in MODES.values() for mode in modes),
        "modalities": " ".join(MODALITIES),
        "effects": " ".join(EFFECTS),
        "acts": " ".join(ACTS),
        "issues": " ".join(sorted(row["id"] for row in lexicon.table("issues"))),
        "channels": " ".join(channels),
        "parties": " ".join(sorted(named)),
    }
    head = (
        f"published: {document.published or 'unknown'}\nvoice: {document.voice or 'unknown'}\n"
        f"title: {document.title or ''}\n"
    )
    return [
        {"role": "system", "content": task().format(**known)},
        {"role": "user", "content": f"{head}\n{document.text[piece[0] : piece[1]]}"},
    ]
