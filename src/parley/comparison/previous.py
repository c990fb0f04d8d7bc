"""A readout held against the one before it in its series."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from parley.channels.phrases import say
from parley.comparison import wordings
from parley.comparison.comparing import compare
from parley.comparison.results import Chain, Comparison, PhraseChange, Predecessor, Use
from parley.comparison.said import Text
from parley.comparison.series import Account, account
from parley.comparison.shelf import Shelf, Uses
from parley.comparison.usage import use_of
from parley.items import Document, Event, Item, Span
from parley.lexicon import Lexicon, Phrase
from parley.wording.names import channel_name, dyad_name, level_name


class Given(NamedTuple):
    """A document with what is coded in it."""

    document: Document
    items: tuple[Item, ...]

    def account(self, lexicon: Lexicon) -> Account:
        """What it is an account of."""
        events = (item for item in self.items if isinstance(item, Event))
        return account(self.document, events, lexicon)


def held(
    a: Given,
    b: Given,
    by: Chain,
    desk: Shelf,
    lexicon: Lexicon,
    ui: str = "en",
) -> Comparison:
    """``a`` against ``b``, the one before it, as ``compare`` does and by their phrases.

    ``desk`` has the documents among which phrases are looked for. A sentence of one of the two
    alone is told of where another document in the same voice has it too.
    """
    one, other = Text(a.document), Text(b.document)
    found = wordings.formulas(one, other, lexicon)
    known = [lexicon.phrases[key] for key in sorted({c.phrase for c in found if c.phrase})]
    sentences = {s.text: _sentence(s.text) for text in (one, other) for s in text.sentences}
    both = (a.document, b.document)
    used = Uses(desk, both, known)
    ends = {phrase.id: used.ends(used.slots(phrase.id), phrase.id, use_of) for phrase in known}
    repeated = _Repeated(Uses(desk, both, sentences.values()), both, sentences)
    found += wordings.sentences(one, other, repeated.elsewhere)
    whole = compare((a.document, a.items), (b.document, b.items), lexicon, ui)
    return msgspec.structs.replace(
        whole,
        previous=_why(a.account(lexicon), b.account(lexicon), by, lexicon, ui),
        phrases=tuple(_used(change, ends, repeated.ends, one, other) for change in found),
    )


def _sentence(text: str) -> Phrase:
    return Phrase(id=text, names={"und": (text,)})


class _Repeated:
    """Where the sentences of two documents stand, and which others in the same voice have too."""

    def __init__(self, uses: Uses, both: Sequence[Document], sentences: Iterable[str]) -> None:
        self.elsewhere: set[str] = set()
        self.ends: dict[str, tuple[Use, Use] | None] = {}
        two, voice = {document.id for document in both}, both[0].voice
        for key in sentences:
            slots = uses.slots(key)
            self.ends[key] = uses.ends(slots, key, _as_it_stands)
            others = (slot for slot in slots if slot.id not in two and slot.voice == voice)
            if any(uses.has(slot, key) for slot in others):
                self.elsewhere.add(key)


def _as_it_stands(document: Document, span: Span) -> Use:
    evidence = Text(document).evidence(span)
    return Use(
        doc=document.id,
        voice=document.voice,
        published=document.published,
        evidence=evidence,
        sentence=" ".join(evidence.text.split()),
    )


def _used(
    change: PhraseChange,
    formulas: Mapping[str, tuple[Use, Use] | None],
    sentences: Mapping[str, tuple[Use, Use] | None],
    a: Text,
    b: Text,
) -> PhraseChange:
    """The change with the first and the last use of what it is about."""
    if change.phrase is not None:
        found = formulas.get(change.phrase)
    else:
        text, evidence = (a, change.a) if change.a else (b, change.b)
        start = evidence[0].start
        key = next(s.text for s in text.sentences if s.span.start == start)
        found = sentences.get(key)
    if found is None:
        return change
    return msgspec.structs.replace(change, first=found[0], last=found[1])


def _why(a: Account, b: Account, by: Chain, lexicon: Lexicon, ui: str) -> Predecessor:
    what = dyad_name(b.parties, ui, lexicon) if b.parties else ""
    level = level_name(b.level, ui, lexicon) if b.level else ""
    if by == "channel" and b.channel is not None:
        what = channel_name(b.channel, ui, lexicon)
    return Predecessor(
        doc=b.doc,
        by=by,
        published=b.date,
        channel=b.channel,
        level=b.level,
        parties=b.parties,
        days=(a.date - b.date).days if a.date and b.date else None,
        why=say("parley.comparison", f"why.{by}", ui, what=what, level=level),
    )
