"""A document in, the model's items out: asked, proved, or counted as dropped."""

import hashlib
import logging
from collections import Counter
from pathlib import Path

import msgspec

from parley.coding.ids import item_id
from parley.coding.llm.client import Answer, LlmError, LlmSettings, ask
from parley.coding.llm.drafts import parse
from parley.coding.llm.prompt import messages, pieces
from parley.coding.llm.proof import Fault, ground, item
from parley.coding.scan import scan
from parley.items import Document, Event, Item, Statement
from parley.lexicon import Lexicon
from parley.wording import headline

PREFIX = "llm "
"""What the name of such a coder begins with; its items are drafts until somebody accepts them."""
log = logging.getLogger(__name__)


class LlmCoder:
    """Codes documents by asking a model; what it cost and what was dropped is counted.

    ``cache`` is a folder that keeps answers by the content of the question, so that the same
    question is asked once; None keeps nothing. The same answers give the same items and ids.
    """

    def __init__(
        self,
        settings: LlmSettings,
        lexicon: Lexicon,
        ui: str = "en",
        cache: Path | None = None,
    ) -> None:
        self.name = PREFIX + settings.model
        self.tokens = 0
        self.dropped: Counter[str] = Counter()
        """How many items were dropped, by the field that had no support."""
        self._settings = settings
        self._lexicon = lexicon
        self._ui = ui
        self._cache = cache

    def __call__(self, document: Document) -> list[Item]:
        """The items of a document, in order of their evidence.

        Raises ``LlmError`` where the server gives no usable answer or the budget is spent.
        """
        found = scan(document, self._lexicon)
        on = ground(found, self._lexicon)
        items: list[Item] = []
        for piece in pieces(found):
            drafts = parse(self._answer(messages(document, found, piece, self._lexicon)))
            if drafts is None:
                raise LlmError(
                    f"{document.id}: {self._settings.model} did not answer with items as JSON;"
                    " try again or take a larger model"
                )
            self.dropped["form"] += drafts.broken
            for draft in drafts.items:
                try:
                    items.append(item(draft, on, piece))
                except Fault as fault:
                    self.dropped[str(fault)] += 1
                    log.info("%s: dropped for its %s: %s", document.id, fault, draft.quote[:80])
        self.dropped += Counter()  # without zeros
        return self._named(document, items)

    def _named(self, document: Document, items: list[Item]) -> list[Item]:
        ordinals: Counter[tuple[object, ...]] = Counter()
        out = []
        for one in sorted(items, key=lambda i: (i.evidence[0].start, i.evidence[0].end)):
            kind = str(type(one).__struct_config__.tag)
            what = {Event: "mode", Statement: "issue"}.get(type(one), "relation")
            start, end = one.evidence[0].start, one.evidence[0].end
            mode = f"{getattr(one, what)} by {self.name}"
            key = (kind, start, end, mode)
            number = item_id(kind, document, start, end, mode, ordinals[key])
            ordinals[key] += 1
            told = headline(one, self._ui, self._lexicon)
            out.append(msgspec.structs.replace(one, id=number, headline=told, coder=self.name))
        return out

    def _answer(self, question: list[dict[str, str]]) -> str:
        """The model's answer, from the cache where the same was asked before."""
        path = self._cache and self._cache / f"{_key(self._settings, question)}.json"
        if path and path.is_file():
            return msgspec.json.decode(path.read_bytes(), type=Answer).text
        if self.tokens >= self._settings.budget:
            raise LlmError(
                f"the budget of {self._settings.budget:,} tokens is spent:"
                " raise it with --llm-budget"
            )
        answer = ask(self._settings, question)
        self.tokens += answer.tokens
        # An answer that cannot be read is not worth keeping: it would be wrong for ever.
        if path and parse(answer.text) is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(msgspec.json.encode(answer))
            unfinished.replace(path)
        return answer.text


def _key(settings: LlmSettings, question: list[dict[str, str]]) -> str:
    asked = msgspec.json.encode([settings.url, settings.model, question])
    return hashlib.blake2b(asked, digest_size=20).hexdigest()
