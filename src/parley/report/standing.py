"""The channels' states, ready to print."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from parley.items import Because, ChannelState, Document, Gap
from parley.report.events import EventIndex, Link
from parley.report.evidence import Contexts, Passage
from parley.report.safe import anchor, one_line
from parley.report.words import Words

GAPS_SHOWN = 3


class BecauseView(NamedTuple):
    """An event behind a state, with the words that say so."""

    text: str
    href: str | None
    date: str | None
    lang: str
    passages: tuple[Passage, ...]


class GapView(NamedTuple):
    """A stretch without the channel, and why."""

    text: str
    causes: tuple[Link, ...]


class ChannelView(NamedTuple):
    """One channel's state as printed. ``lapsed``: the record ends before the day asked for."""

    id: str
    anchor: str
    name: str
    parties: str
    level: str
    state: str
    state_text: str
    inferred: bool
    use: str | None
    since: str | None
    last_used: str | None
    record_until: str | None
    lapsed: bool
    because: tuple[BecauseView, ...]
    gaps: tuple[GapView, ...]
    more_gaps: int
    explanation: str


def channel_views(
    states: Sequence[ChannelState],
    index: EventIndex,
    documents: Mapping[str, Document],
    contexts: Contexts,
    words: Words,
    most: int = GAPS_SHOWN,
) -> tuple[ChannelView, ...]:
    """The channels grouped by parties, in the order given within a group.

    Of each channel's gaps the latest are shown, ``most`` of them.
    """
    ordered = sorted(states, key=lambda state: (len(state.parties), state.parties))
    return tuple(_view(state, index, documents, contexts, words, most) for state in ordered)


def _view(
    state: ChannelState,
    index: EventIndex,
    documents: Mapping[str, Document],
    contexts: Contexts,
    words: Words,
    most: int,
) -> ChannelView:
    gaps = sorted(state.gaps, key=lambda gap: gap.start, reverse=True)
    return ChannelView(
        id=state.id,
        anchor=anchor("channel", state.id),
        name=words.channel(state.id),
        parties=words.dyad(state.parties),
        level=words.level(state.level),
        state=state.state,
        state_text=words.state(state.state),
        inferred=state.inferred,
        use=words.known("use", state.use) if state.use else None,
        since=words.day(state.since) if state.since else None,
        last_used=words.day(state.last_used) if state.last_used else None,
        record_until=words.day(state.record_until) if state.record_until else None,
        lapsed=state.record_until is not None and state.record_until < state.as_of,
        because=tuple(_because(b, index, documents, contexts, words) for b in state.because),
        gaps=tuple(_gap(gap, index, words) for gap in gaps[:most]),
        more_gaps=max(len(gaps) - most, 0),
        explanation=one_line(state.explanation),
    )


def _because(
    because: Because,
    index: EventIndex,
    documents: Mapping[str, Document],
    contexts: Contexts,
    words: Words,
) -> BecauseView:
    link = index.link(because.event)
    document = documents.get(because.doc) if because.doc else None
    return BecauseView(
        text=one_line(because.headline or link.text),
        href=link.href,
        date=words.day(because.start) if because.start else None,
        lang=document.lang if document and document.lang != "und" else "",
        passages=contexts.passages(because.doc, because.evidence),
    )


def _gap(gap: Gap, index: EventIndex, words: Words) -> GapView:
    start = words.day(gap.start)
    if gap.end is None:
        text = words.t("channels.gap.open", start=start, days=gap.days)
    else:
        text = words.t("channels.gap", start=start, end=words.day(gap.end), days=gap.days)
    return GapView(text, tuple(index.link(cause) for cause in gap.cause))
