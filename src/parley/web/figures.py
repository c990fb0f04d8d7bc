"""The figures of a desk that its summary is written from, as they are kept."""

import datetime as dt
from collections import Counter

from parley.record import Wanted
from parley.record.facets import ALL, CONFLICTS, level
from parley.record.pages import NO_DATE
from parley.record.tallies import UNDATED
from parley.report.entries import FAIR
from parley.report.summary import DOUBTS_NAMED, Doubted, Figures
from parley.web.record import Record


def figures(record: Record, day: dt.date, problems: int) -> Figures:
    """What the desk's documents tell, in numbers; the reference chronology aside.

    Without channels while their states are being worked out. ``problems``: what could not be read
    of what was given to the board.
    """
    held, about = record.held(), record.held("documents")
    low = range(level(FAIR))
    modalities = record.held("modality")
    ready = record.ready(day)
    states = record.states(day) if ready else []
    used = record.held("channel")
    checked: Counter[str] = Counter(check.verdict for check in record.checks.every())
    voices: dict[str | None, int] = dict(_under(about, "voice").items())
    if about["voiceless"]:
        voices[None] = about["voiceless"]
    speakers = record.held("statements by")
    return Figures(
        documents=held["documents"],
        languages=_under(about, "lang"),
        voices=voices,
        published=record.published(),
        events=held["events"],
        modes=record.held("mode"),
        modalities=modalities,
        first=next((e for e in record.own(Wanted(), 1) if e.start), None),
        last=record.latest(),
        statements=held["statements"],
        speakers={name or None: n for name, n in speakers.items()},
        claims=held["claims"],
        verdicts=checked if checked.total() >= held["claims"] else {},
        touched=frozenset(used) & {state.id for state in states},
        channels=states,
        spells=record.spells(day, used.keys() & record.lexicon.channels.keys()) if ready else {},
        as_of=day,
        doubts={
            "confidence": Doubted(
                sum(n for name, n in record.held("confidence").items() if int(name) in low),
                record.own(Wanted(below=FAIR), DOUBTS_NAMED),
            ),
            "conflicts": Doubted(
                record.tally(CONFLICTS), record.own(Wanted(conflicts=True), DOUBTS_NAMED)
            ),
            "undated_events": Doubted(
                record.tally(ALL, UNDATED), record.own(Wanted(), DOUBTS_NAMED, NO_DATE)
            ),
        },
        counts={
            "statements": sum(
                n for name, n in record.held("statements confidence").items() if int(name) in low
            ),
            "undated_documents": about["undated"],
            "inferred_documents": about["inferred"],
            "unvoiced": about["voiceless"],
            "inferred_channels": sum(state.inferred and state.id in used for state in states),
            "problems": problems,
        },
    )


def _under(counts: Counter[str], name: str) -> Counter[str]:
    """Those that a word stands before."""
    begin = f"{name} "
    return Counter({k.removeprefix(begin): n for k, n in counts.items() if k.startswith(begin)})
