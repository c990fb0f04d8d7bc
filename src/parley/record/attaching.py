"""Which item a decision is about, once its document was coded anew.

The one of the same kind whose words overlap most with those decided on, and that tells of the same
act. What stood beside it then, in the same words, is not taken for it.
"""

from collections.abc import Iterable, Sequence

from parley.items import Evidence, Item
from parley.record.decisions import Shape, Target, kind_of, shape_of
from parley.record.telling import families

LEAST = 0.5
"""Of the shorter of two stretches of words the share that has to be in the other."""

Fit = tuple[float, float, int, bool, str]


def target_of(item: Item, among: Iterable[Item], meant: Item | None = None) -> Target:
    """What points at an item: ``among`` are its document's items as coded, ``meant`` how it
    stands once decided."""
    shape, kind = shape_of(item), kind_of(item)
    then = shape_of(meant) if meant is not None else shape
    return Target(
        id=item.id,
        doc=item.doc,
        kind=kind,
        shape=shape,
        meant=None if then == shape else then,
        beside=tuple(
            sorted(
                (
                    shape_of(other)
                    for other in among
                    if other.id != item.id and other.doc == item.doc and alike(shape, kind, other)
                ),
                key=lambda s: (s.start, s.end, s.mode, s.channel or "", s.parties),
            )
        ),
    )


def attached(target: Target, items: Sequence[Item]) -> Item | None:
    """The item of ``items``, all of the target's document, that it points at; None for none."""
    ranked = [(fit, item) for item in items if (fit := _fit(target, item)) is not None]
    return max(ranked, key=lambda one: one[0])[1] if ranked else None


def alike(shape: Shape, kind: str, item: Item) -> bool:
    """Whether an item may be what the shape was of: its kind, its act, and words that overlap."""
    if kind_of(item) != kind:
        return False
    other = shape_of(item)
    if kind == "event":
        same = not set(families(shape.mode)).isdisjoint(families(other.mode))
    else:
        same = shape.mode == other.mode
    met = not shape.parties or not other.parties or not set(shape.parties).isdisjoint(other.parties)
    return same and met and any(_overlap(shape, e)[0] >= LEAST for e in _words(item))


def _words(item: Item) -> tuple[Evidence, ...]:
    # An event added by hand may rest on no words at all.
    return item.evidence or (Evidence(0, 0, ""),)


def _fit(target: Target, item: Item) -> Fit | None:
    shapes = [s for s in (target.shape, target.meant) if s is not None]
    mine = [_likeness(s, item) for s in shapes if alike(s, target.kind, item)]
    if not mine:
        return None
    if any(_likeness(s, item) > max(mine) for s in target.beside):
        return None
    share = max(_overlap(target.shape, e)[1] for e in _words(item))
    near = -abs(target.shape.start - shape_of(item).start)
    return share, max(mine), near, item.id == target.id, item.id


def _likeness(shape: Shape, item: Item) -> float:
    other = shape_of(item)
    pairs = (
        (shape.mode, other.mode),
        (shape.parties, other.parties),
        (shape.channel, other.channel),
        (shape.date, other.date),
    )
    return max(_overlap(shape, e)[1] for e in _words(item)) + sum(a == b for a, b in pairs)


def _overlap(shape: Shape, words: Evidence) -> tuple[float, float]:
    """The share of two stretches in common: of the shorter one, and of both together.

    Where the document's text is another one, it is the words that are compared, not their place.
    """
    if (shape.start, shape.end, shape.text) == (words.start, words.end, words.text):
        return 1.0, 1.0
    first, last = max(shape.start, words.start), min(shape.end, words.end)
    if first < last:
        mine = shape.text[first - shape.start : last - shape.start]
        if mine == words.text[first - words.start : last - words.start]:
            long = max(shape.end, words.end) - min(shape.start, words.start)
            short = min(len(shape.text), len(words.text))
            return (last - first) / short, (last - first) / long
    short_text, long_text = sorted((shape.text, words.text), key=len)
    if short_text and short_text in long_text:
        return 1.0, len(short_text) / len(long_text)
    return 0.0, 0.0
