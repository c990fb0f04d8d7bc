"""A frame with its slots, and what a text leaves in mind from one sentence to the next."""

from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from parley.coding import grammar
from parley.coding.figures import Figure
from parley.coding.nouns import Frame, Noun
from parley.coding.offsets import Offset
from parley.coding.scan import Sentence
from parley.dates import Context, DateMention, resolve
from parley.items import Interval, Modality, Participant, Place

CONTACT = frozenset({"meet", "call", "video-call", "talks", "summit"})
GATHERING = CONTACT | {"visit"}
MUTUAL = CONTACT | {
    "suspend-channel",
    "cancel",
    "resume-channel",
    "agree",
    "agree-to-resume",
    "agree-to-establish",
    "sign",
    "establish-channel",
    "refuse-meeting",
    "exercise-joint",
    "clash",
    "withdraw",
}

STATES = frozenset({"intercept", "harass", "incursion", "patrol", "missile-test", "align"})
"""What goes on from a date on."""
AT_ONCE = CONTACT | {"election", "appointment", "agree", "sign"}
"""What a date told as a starting point does not date."""
UNKNOWN = Interval()


class Considered(msgspec.Struct, frozen=True, gc=False):
    """A frame on its way to an event, for whoever asks why: how it is told, what filled it.

    ``dropped`` says why it was left out; None where it made an event, or adds to one.
    """

    sentence: int
    frame: Frame
    told: str
    filled: "Filled | None"
    dropped: str | None


@dataclass(slots=True)
class State:
    """What a text leaves in mind from one sentence to the next."""

    focus: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    home: tuple[str, ...] = ()  # whose government is meant where a text names none
    subject: Figure | None = None
    governing: Interval | None = None
    absolute: bool = True  # whether its year is written, not told as this or last year
    told_in: int = -1  # the paragraph it stands in
    year: Interval | None = None  # that of a chronology's heading
    occasion: Interval | None = None  # the last meeting or visit with a date, for "on its margins"
    paragraph: int = -1
    offices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of people, and whose they are
    topic: Noun | None = None
    document: str | None = None  # the channel of the agreement last named
    channels: list[str] = field(default_factory=list)
    here: list[str] = field(default_factory=list)  # channels spoken of in the paragraph
    asked: bool = False  # whether the last sentence was a question
    day: Interval | None = None
    heading: Figure | None = None  # whom the heading above speaks of
    last_day: Interval | None = None  # the last day told, for "the day before"
    last_in: int = -1  # the paragraph it stands in
    news_in: int = -1  # the last paragraph that tells a date shortly before publication
    story: Interval | None = None  # the day whose news a text opens with
    meeting: Interval | None = None
    entry: Interval | None = None  # the date that a chronology's entry opens with
    record: int = -1  # the paragraph of a Japanese chronology that its own date opens
    main: tuple[str, ...] = ()  # the pair that the document is about
    sides: bool = False  # whether those who met opened the sentence before
    met: Noun | None = None  # the contact last spoken of
    spoken: list[Noun] = field(default_factory=list)  # what "it" may be, the latest first
    opening: "Filled | None" = None  # the first contact told with a date
    last: tuple[tuple[str, ...], str] | None = None  # the last contact's parties and channel
    buyer: tuple[str, ...] = ()
    launcher: tuple[str, ...] = ()  # whose launch or test was told last
    person: Participant | None = None
    pairs: list[tuple[str, ...]] = field(default_factory=list)
    contact: "Filled | None" = None  # the last meeting or call told, for "the one before"
    held: "Filled | None" = None  # the last meeting or exercise told, for its next round
    drill: tuple[str, ...] = ()  # those who hold the exercise last named
    told: list["Filled"] = field(default_factory=list)  # in the last sentence of the paragraph
    trace: list[Considered] | None = None

    def consider(
        self, number: int, frame: Frame, told: str, filled: "Filled | None", dropped: str | None
    ) -> None:
        """Notes what becomes of a frame, where somebody asked."""
        if self.trace is not None:
            self.trace.append(Considered(number, frame, told, filled, dropped))


@dataclass(slots=True)
class Filled:
    """A frame with its slots."""

    frame: Frame
    sentence: Sentence
    clause: int
    modality: Modality
    parties: tuple[str, ...] = ()
    initiator: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    interval: Interval = UNKNOWN
    dated_here: bool = False
    channel: str | None = None
    forum: str | None = None  # two parties met on its margins
    iteration: int | None = None
    place: Place | None = None
    asserted_by: str | None = None
    reasons: dict[str, str] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    reach: tuple[int, int] = (0, 0)
    causes: list["Filled"] = field(default_factory=list)
    merged_into: "Filled | None" = None


@dataclass
class Around:
    """A sentence with its figures, dates and rounds, worked out once for all its frames.

    ``to_come``: what its dates are resolved against where the act is still to come.
    """

    sentence: Sentence
    lang: str
    figures: list[Figure]
    nouns: list[Noun]
    intervals: list[tuple[DateMention, Interval]]
    to_come: list[tuple[DateMention, Context]]
    offsets: list[Offset] = field(default_factory=list)
    before: Interval | None = None  # the date that governed before this sentence

    @cached_property
    def ahead(self) -> list[tuple[DateMention, Interval]]:
        """Its dates for acts that are still to come."""
        return [(mention, resolve(mention, context)) for mention, context in self.to_come]

    @cached_property
    def rounds(self) -> list[tuple[int, int, int]]:
        """Numbers of rounds: start and end in the view, and the number."""
        start = self.sentence.start
        found = grammar.rounds(self.sentence.text, self.lang)
        return [(start + a, start + b, number) for a, b, number in found]
