"""What one meeting of a channel is called in a sentence, and what the channel itself is."""

import re
from collections.abc import Mapping
from functools import lru_cache

from parley.items import Party
from parley.lexicon import Lexicon
from parley.wording.dates import ordinal
from parley.wording.names import bare_channel_name, channel_name, dyad_name, phrase
from parley.wording.phrases import fill

_AN = tuple("AEIOaeio")
_DYAD = 3
"""Parties beyond this are not named before a channel: 'Six-Party Talks' says it."""


@lru_cache(maxsize=4096)
def session_slots(
    channel: str, nth: int | None, parties: tuple[Party, ...], ui: str, lexicon: Lexicon
) -> Mapping[str, str]:
    """Slots of a headline for an event in a channel.

    ``channel``: its name without its parties; ``what``: the same as the object of a verb ("the
    Security Dialogue", "military exchanges"); ``session``: one meeting of it ("the 17th Security
    Dialogue", "a meeting under the …", "a conversation over the …"); ``meeting``: that without an
    article; ``of``: the parties, where the name alone would not tell them.
    """
    bare = bare_channel_name(channel, ui, lexicon)
    kind = _kind(channel, bare, ui, lexicon)
    slots = {"channel": bare, "nth": ordinal(nth) if nth else "", "n": str(nth) if nth else ""}
    meeting = fill(phrase(f"session.{kind}", ui, lexicon) or "{channel}", slots)
    common = _common(bare, ui, lexicon)
    told = len(parties) > _DYAD or bare.startswith(dyad_name(parties, ui, lexicon) or "\0")
    if nth or (kind == "held" and not common):
        article = "definite"
    elif kind == "held" and common == "many":
        article = "none"
    else:
        article = "an" if meeting.startswith(_AN) else "a"
    return {
        **slots,
        "meeting": meeting,
        "session": _with_article(article, meeting, ui, lexicon),
        "what": _with_article("none" if common == "many" else "definite", bare, ui, lexicon),
        "of": "" if told or not parties else dyad_name(parties, ui, lexicon),
    }


def occasion(channel: str, ui: str, lexicon: Lexicon) -> str:
    """One meeting of a channel by the channel's full name: "meeting under the …", 第…次…"""
    name = channel_name(channel, ui, lexicon)
    bare = bare_channel_name(channel, ui, lexicon)
    template = phrase(f"session.{_kind(channel, bare, ui, lexicon)}", ui, lexicon) or "{channel}"
    return fill(template, {"channel": name})


def _kind(channel: str, bare: str, ui: str, lexicon: Lexicon) -> str:
    """``line``: spoken over; ``held``: itself what is held; ``of``: a group that meets; else
    ``under``: an agreement or mechanism under which people meet."""
    entry = lexicon.channels.get(channel)
    if entry and entry.level == "hotline":
        return "line"
    head = _head(bare, ui, lexicon)
    if head.endswith(_listed("session.endings", ui, lexicon)) or _common(bare, ui, lexicon):
        return "held"
    return "of" if head.endswith(_listed("session.groups", ui, lexicon)) else "under"


def _common(bare: str, ui: str, lexicon: Lexicon) -> str:
    """``one`` or ``many`` where an English name is a common noun, empty where it is a proper name:
    its head word is written small."""
    head = _head(bare, ui, lexicon) if ui == "en" else ""
    if not head[:1].islower():
        return ""
    return "many" if head.endswith("s") and not head.endswith("ss") else "one"


def _head(bare: str, ui: str, lexicon: Lexicon) -> str:
    """The noun that a name is built on: "Consultation" of "… Consultation on Maritime Affairs"."""
    before = "|".join(map(re.escape, filter(None, _listed("session.before", ui, lexicon))))
    words = re.split(rf" (?:{before}) ", bare)[0].split() if before else [bare]
    return words[-1] if words else ""


def _listed(key: str, ui: str, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(filter(None, (phrase(key, ui, lexicon) or "").split("/")))


def _with_article(article: str, name: str, ui: str, lexicon: Lexicon) -> str:
    return fill(phrase(f"article.{article}", ui, lexicon) or "{name}", {"name": name})
