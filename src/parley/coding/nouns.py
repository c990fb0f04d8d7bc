"""The nouns of a sentence that acts are about, and the frame of an act that is told."""

import re
from collections.abc import Iterable

import msgspec

from parley.coding.scan import Sentence
from parley.coding.words import Rule, Word
from parley.items import Modality
from parley.lexicon import Hit

CHANNEL_CLASSES = frozenset({"channel", "line", "channel-entity"})
CLOSING = "”」』’\"' "
QUOTES = CLOSING + "「『“"
LANDS = frozenset({"actor", "place"})
TITLES = frozenset({"envoy", "diplomat"})
"""Nouns that are titles too."""
THINGS = frozenset(
    [
        "forces",
        "missile",
        "weapon",
        "act",
        "territory",
        "diplomat",
        "curb",
        "trade",
        "network",
        "shells",
        "flare",
        "aid",
        "balloon",
    ]
)
"""Nouns whose owner acts with them."""
CUTS = frozenset({"cancelled", "suspended", "resumed"})
"""Effects that a verb has on each of a list."""
EACH = "verb with each of its objects"
"""How a frame is opened by a verb that does the same to each of a list."""
NOUN = Rule(
    "noun", "noun", None, None, frozenset(), False, False, False, False, False, False, None, None
)


class Noun(msgspec.Struct, frozen=True, gc=False):
    """Something that a verb may govern: a word or a channel's name."""

    start: int
    end: int
    classes: frozenset[str]
    mode: str | None
    channel: str | None
    generic: bool


class Frame(msgspec.Struct, frozen=True, gc=False):
    """An act told in a sentence, not yet filled."""

    mode: str
    start: int
    end: int
    rule: Rule
    objects: tuple[Noun, ...]
    modality: Modality | None
    effect: str | None
    realised: str
    subject_after: bool = False
    told_by: Word | None = None  # whose endings tell how, in a language that has them
    others: tuple[Noun, ...] = ()  # to which the same is done: the rest of the list


def nouns(sentence: Sentence) -> list[Noun]:
    """The nouns of a sentence, channels' names among them, left to right."""
    covered: list[Hit] = [h for h in sentence.entities if h.kind in ("channel", "generic")]
    out = []
    founding: set[int] = set()
    for h in covered:
        inside = [w for w in sentence.words if h.start <= w.start and w.end <= h.end]
        rules = [r for w in inside for r, _ in w.rules if r.pos == "noun" and r.noun_class]
        classes = {r.noun_class for r in rules if r.noun_class} | {"channel"}
        if h.kind == "channel":
            classes.add("channel-entity")
        mode = next((r.mode for r in reversed(rules) if r.mode), None)
        end = h.end
        for word in sentence.by_pos.get("noun", ()):
            if word.start == h.end and "document" in word.classes:
                classes.add("document")  # 해상군사안보협의협정: what founds it
                end, mode = word.end, None
                founding.add(word.start)
        out.append(Noun(h.start, end, frozenset(classes), mode, h.id, h.kind == "generic"))
    titles = [w for w in sentence.by_pos.get("noun", ()) if not TITLES.isdisjoint(w.classes)]
    for word in (*sentence.free, *titles):  # an envoy is somebody sent, though a title too
        if word.classes and not (
            covered and any(h.start <= word.start and word.end <= h.end for h in covered)
        ):
            if word.start in founding:
                continue
            out.append(Noun(word.start, word.end, word.classes, word.named, None, False))
    if len(out) < 2:
        return out
    return rounds_of(
        named_ones(sorted(out, key=lambda noun: (noun.start, noun.end)), sentence), sentence
    )


OF = re.compile(r"\sof\s(?:the|their|its)\s")


def rounds_of(found: list[Noun], sentence: Sentence) -> list[Noun]:
    """ "The tenth meeting of the Defense Consultative Talks" is one contact, not two."""
    out: list[Noun] = []
    for noun in found:
        last = out[-1] if out else None
        if (
            last is not None
            and "channel-entity" in noun.classes
            and "contact" in last.classes
            and last.channel is None
            and OF.fullmatch(sentence.text, last.end - sentence.start, noun.start - sentence.start)
        ):
            classes = noun.classes | last.classes
            out[-1] = msgspec.structs.replace(
                noun, start=last.start, classes=classes, mode=noun.mode or last.mode
            )
        else:
            out.append(noun)
    return out


def named_ones(found: list[Noun], sentence: Sentence) -> list[Noun]:
    """An exercise's name and the word after it are one: 「自由邊緣」演習."""
    if sum("exercise" in noun.classes for noun in found) < 2:
        return found
    out: list[Noun] = []
    for noun in found:
        last = out[-1] if out else None
        if (
            last is not None
            and "exercise" in noun.classes & last.classes
            and 0 <= noun.start - last.end <= 2
            and not sentence.text[last.end - sentence.start : noun.start - sentence.start].strip(
                QUOTES
            )
        ):
            joint = "exercise-joint" in (last.mode, noun.mode)
            mode = "exercise-joint" if joint else last.mode or noun.mode
            out[-1] = msgspec.structs.replace(noun, start=last.start, mode=mode)
        else:
            out.append(noun)
    return out


def within_names(sentence: Sentence) -> list[tuple[int, int]]:
    """Stretches in which no verb counts: the names of lands and bodies (上合组织)."""
    return [(h.start, h.end) for h in sentence.entities if h.kind in LANDS and h.end - h.start > 2]


def phrase(noun: Noun, things: Iterable[Noun], start: int, end: int) -> tuple[int, int]:
    """Where what is said of one noun of a list stands: from the noun before it to the next."""
    low = max((n.end for n in things if n.end <= noun.start), default=start)
    return low, min((n.start for n in things if n.start >= noun.end), default=end)


AND = re.compile(
    r"[、，,・·和及与與并並とや]|\b(?:and|as well as|along with|together with)\b|[과와] | 및 "
)
"""Between two of a list."""


def each_of(frame: Frame, sentence: Sentence) -> list[Frame]:
    """What is done to a list is done to each of it: 取消会谈、访问和联合演练.

    Where several have a channel of their own, or are held: "contacts and exchanges" are one.
    """
    if frame.effect not in CUTS or len(frame.objects) < 2:
        return [frame]
    groups = [[frame.objects[0]]]
    for noun in frame.objects[1:]:
        last = groups[-1][-1]
        if AND.search(sentence.text, last.end - sentence.start, noun.start - sentence.start):
            groups.append([noun])
        else:
            groups[-1].append(noun)
    channels = {n.channel for n in frame.objects if n.channel and not n.generic}
    held = [g for g in groups if any(n.mode or "channel-entity" in n.classes for n in g)]
    if len(groups) < 2 or (len(channels) < 2 and len(held) < 2):
        return [frame]
    return [
        msgspec.structs.replace(
            frame,
            objects=tuple(group),
            others=tuple(n for n in frame.objects if n not in group),
            realised=EACH,
        )
        for group in groups
    ]
