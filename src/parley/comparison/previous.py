"""A readout held against the one before it in its series."""

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from parley.channels.phrases import say
from parley.comparison import wordings
from parley.comparison.comparing import compare
from parley.comparison.results import Chain, Comparison, PhraseChange, Predecessor, Use
from parley.comparison.said import Text
from parley.comparison.series import Account, account
from parley.comparison.usage import ends
from parley.items import Document, Event, Item
from parley.lexicon import Lexicon, Phrase
from parley.lexicon.phrases import Formulas
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
    desk: Iterable[Document],
    lexicon: Lexicon,
    ui: str = "en",
) -> Comparison:
    """``a`` against ``b``, the one before it, as ``compare`` does and by their phrases.

    ``desk`` are the documents among which phrases are looked for, in order of date. A sentence of
    one of the two alone is told of where another document in the same voice has it too.
    """
    one, other = Text(a.document), Text(b.document)
    found = wordings.formulas(one, other, lexicon)
    sentences = {s.text: _sentence(s.text) for text in (one, other) for s in text.sentences}
    known = {c.phrase for c in found if c.phrase}
    documents = _with(desk, (a.document, b.document))
    seen = _Seen(a.document, b.document, sentences)
    used = ends(seen.through(documents), [lexicon.phrases[key] for key in sorted(known)])
    found += wordings.sentences(one, other, seen.elsewhere)
    whole = compare((a.document, a.items), (b.document, b.items), lexicon, ui)
    return msgspec.structs.replace(
        whole,
        previous=_why(a.account(lexicon), b.account(lexicon), by, lexicon, ui),
        phrases=tuple(_used(change, used, seen.ends, one, other) for change in found),
    )


def _sentence(text: str) -> Phrase:
    return Phrase(id=text, names={"und": (text,)})


def _with(desk: Iterable[Document], given: Iterable[Document]) -> Iterator[Document]:
    """The desk's documents and those given, in order of date, each once."""
    own = sorted(given, key=_place)
    ids = {document.id for document in own}
    others = (document for document in desk if document.id not in ids)
    return heapq.merge(others, own, key=_place)


def _place(document: Document) -> tuple[dt.date, str]:
    return document.published or dt.date.max, document.id


class _Seen:
    """Sentences of two documents, and where documents that go by have them too."""

    def __init__(self, a: Document, b: Document, sentences: Mapping[str, Phrase]) -> None:
        self._formulas = Formulas(sentences.values())
        self._two = {a.id, b.id}
        self._voice = a.voice
        self.elsewhere: set[str] = set()
        self.ends: dict[str, tuple[Use, Use]] = {}

    def through(self, documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            text = Text(document)
            for key, uses in text.formulas(self._formulas).items():
                if document.id not in self._two and document.voice == self._voice:
                    self.elsewhere.add(key)
                evidence = text.evidence(uses[0].span)
                use = Use(
                    doc=document.id,
                    voice=document.voice,
                    published=document.published,
                    evidence=evidence,
                    sentence=" ".join(evidence.text.split()),
                )
                first, last = self.ends.get(key, (use, use))
                self.ends[key] = first, (use if document.published is not None else last)
            yield document


def _used(
    change: PhraseChange,
    formulas: Mapping[str, tuple[Use, Use]],
    sentences: Mapping[str, tuple[Use, Use]],
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
