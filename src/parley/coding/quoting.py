"""Quotations of several sentences, in English: whose words they are is told where they end."""

from collections.abc import Sequence

import msgspec

from parley.coding.figures import Figure
from parley.coding.scan import Sentence
from parley.coding.speakers import Finder, Role, Voice
from parley.coding.units import Reader


def spoken_on(reader: Reader, found: Sequence[Role], who: Sequence[Sequence[Figure]]) -> list[Role]:
    """The roles of all sentences; those that a quotation goes on after have its speaker."""
    out = list(found)
    sentences = reader.scan.sentences
    for sentence in sentences:
        for quote in sentence.quotes:
            if quote.start < sentence.start or quote.end <= sentence.end:
                continue
            if out[sentence.number].voice is not None:
                continue
            if reader.words.of("speech", sentence.start, quote.start):
                continue
            last = next((s for s in sentences[sentence.number :] if quote.end < s.end), None)
            voice = None if last is None else named(reader, last, out, who, quote.end)
            if last is None or voice is None or not voice.counts:
                continue
            for number in range(sentence.number, last.number):
                out[number] = msgspec.structs.replace(out[number], voice=voice)
    return out


def named(
    reader: Reader,
    sentence: Sentence,
    found: Sequence[Role],
    who: Sequence[Sequence[Figure]],
    start: int,
) -> Voice | None:
    """Who is said to have spoken after a quotation that ends at ``start``."""
    verbs = reader.words.of("speech", start, sentence.end)
    if not verbs:
        return None
    role = found[sentence.number]
    terms = reader.terms.between(sentence.start, sentence.end)
    finder = Finder(
        reader.scan,
        sentence,
        who[sentence.number],
        reader.words,
        reader.memory,
        role,
        sentence.parts,
        terms,
        "en" if reader.scan.lang == "en" else "zh",
    )
    return finder.before(start, verbs[0].start) or finder.after(verbs[0].end, sentence.end)
