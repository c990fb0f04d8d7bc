"""What a model is asked to give: items in its words, each field open to proof."""

import re

import msgspec

FENCE = re.compile(r"^\s*```(?:json)?\s*|\s*```\s*$")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An item as the model tells it.

    ``quote``, ``date``, ``length``, ``since``, ``people``, ``place`` and ``speaker`` are words of
    the text; all else is ids.
    """

    kind: str = ""
    quote: str = ""
    mode: str | None = None
    modality: str | None = None
    date: str | None = None
    parties: list[str] = []
    initiator: list[str] = []
    recipient: list[str] = []
    people: list[str] = []
    channel: str | None = None
    iteration: int | None = None
    effect: str | None = None
    place: str | None = None
    asserted_by: str | None = None
    speaker: str | None = None
    party: str | None = None
    issue: str | None = None
    act: str | None = None
    strength: int | None = None
    addressee: str | None = None
    relation: str | None = None
    length: str | None = None
    since: str | None = None


class Drafts(msgspec.Struct, frozen=True):
    """What of an answer could be read, and how many of its items could not."""

    items: tuple[Draft, ...]
    broken: int


def parse(text: str) -> Drafts | None:
    """The drafts of an answer; None where it is no JSON object with a list of items."""
    try:
        whole = msgspec.json.decode(FENCE.sub("", text).encode("utf-8", "replace"))
    except msgspec.DecodeError:
        return None
    found = whole.get("items") if isinstance(whole, dict) else None
    if not isinstance(found, list):
        return None
    kept = []
    for one in found:
        try:
            kept.append(msgspec.convert(one, Draft))
        except msgspec.ValidationError:
            continue
    return Drafts(tuple(kept), len(found) - len(kept))
