"""The rule coder: a document in, its items out, a pure function of document, lexicon, version."""

from importlib.metadata import version

import msgspec

from parley.coding import grammar
from parley.coding.calibration import Calibration, bundled
from parley.coding.claims import claims
from parley.coding.events import events
from parley.coding.figures import everybody
from parley.coding.imported import imported
from parley.coding.scan import scan
from parley.coding.statements import hear, statements
from parley.items import Document, Item
from parley.language import detect
from parley.lexicon import Lexicon
from parley.wording import headline

CODER = f"rules {version('parley-workbench')}"


def code(
    document: Document,
    lexicon: Lexicon,
    ui: str = "en",
    calibration: Calibration | None = None,
) -> list[Item]:
    """All items of a document in order of their evidence; headlines in the language ``ui``.

    ``calibration`` turns scores into confidences (the bundled one). Languages without rules yet
    give no items. The same document, lexicon and version give the same items and ids in any
    process. A chronology in a table gives an event a row, see ``parley.coding.imported``.
    """
    if document.columns:
        return list(imported(document, lexicon, code, ui))
    lang = document.lang if document.lang != "und" else detect(document.text)
    if not grammar.known(lang):
        return []
    found = scan(document, lexicon, lang)
    who = everybody(found, lexicon)
    heard = hear(found, lexicon, who)
    happened = events(found, lexicon, who, heard.said)
    items: list[Item] = [
        *happened,
        *statements(heard, happened),
        *claims(found, lexicon, happened),
    ]
    items.sort(key=lambda i: (i.evidence[0].start, i.evidence[0].end, i.id))
    curve = calibration or bundled()
    return [
        msgspec.structs.replace(
            item,
            headline=headline(item, ui, lexicon),
            confidence=curve.of(item.confidence),
            coder=CODER,
        )
        for item in items
    ]
