"""How long open talks last: survival curves by level and by what came before."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from parley.analysis.durability.pooled import Floats
from parley.analysis.durability.results import Compared, Mark, OpenSpell, Survival, Until
from parley.analysis.durability.survival import Curve, Flags, log_rank, resampled

DRAWS = 200
"""Resamples of channels behind an interval."""


MARKS = (6, 12, 24, 60)
"""Months after opening that tables tell of."""


def lengths(spells: Sequence[OpenSpell], until: Until) -> tuple[Floats, Flags]:
    """Months of each spell, and whether it ended in the sense of ``until``.

    An end between two days stands at the middle of them. What lapses into silence without an end
    in this sense is cut off where silence shows (``broken``), or at its last use (``over``).
    """
    times, ended = [], []
    for spell in spells:
        over = spell.broken or (until == "over" and spell.ended == "lapsed")
        ended.append(over)
        if over or spell.ended is None:
            times.append(spell.months)
        else:
            times.append(spell.watched if until == "broken" else spell.low)
    return np.array(times), np.array(ended, dtype=bool)


def survival(spells: Sequence[OpenSpell], until: Until, group: str) -> Survival:
    """The curve of these spells, of which there has to be one at least."""
    times, ended = lengths(spells, until)
    names = sorted({spell.channel for spell in spells})
    counts = resamples(len(names))
    place = {name: at for at, name in enumerate(names)}
    curve = resampled(times, ended, counts[:, [place[spell.channel] for spell in spells]])
    return Survival(
        until=until,
        group=group,
        spells=len(spells),
        channels=len(names),
        ended=int(ended.sum()),
        median=curve.quantile(),
        marks=tuple(
            Mark(
                months=mark,
                at_risk=int((times >= mark).sum()),
                share=_after(curve, curve.share, mark),
                low=_lowest(_after(curve, curve.low, mark), int((times >= mark).sum())),
                high=_after(curve, curve.high, mark),
            )
            for mark in MARKS
        ),
        months=tuple(curve.times.tolist()),
        share=tuple(curve.share.tolist()),
        low=tuple(curve.low.tolist()),
        high=tuple(curve.high.tolist()),
        at_risk=tuple(curve.at_risk.tolist()),
    )


def _after(curve: Curve, values: Floats, months: float) -> float:
    """The value of a step function that is 1 before the curve's first time."""
    place = int(np.searchsorted(curve.times, months, side="right"))
    return float(values[place - 1]) if place else 1.0


def _lowest(low: float, at_risk: int) -> float:
    """Where nothing has ended yet: the share with which so many last by luck one time in twenty."""
    return low if low < 1 or not at_risk else float(0.05 ** (1 / at_risk))


def resamples(blocks: int, draws: int = DRAWS, seed: int = 0) -> Floats:
    """How often each block is in each draw, blocks drawn with replacement: draws × blocks."""
    random = np.random.default_rng(seed)
    return random.multinomial(blocks, np.full(blocks, 1 / blocks), size=draws).astype(float)


def curves(spells: Sequence[OpenSpell]) -> tuple[Survival, ...]:
    """The curves of all spells, then by level and by opening, each to both kinds of end."""
    if not spells:
        return ()
    groups: dict[str, list[OpenSpell]] = {"all": list(spells)}
    for spell in sorted(spells, key=lambda s: s.level):
        groups.setdefault(spell.level, []).append(spell)
    for spell in sorted(spells, key=lambda s: s.opening):
        groups.setdefault(spell.opening, []).append(spell)
    kinds: tuple[Until, ...] = ("broken", "over")
    return tuple(survival(group, kind, name) for kind in kinds for name, group in groups.items())


def compared(spells: Sequence[OpenSpell]) -> tuple[Compared, ...]:
    """Log-rank tests by level and by opening, where there are two groups and an end."""
    times, ended = lengths(spells, "broken")
    by_what: tuple[tuple[Literal["level", "opening"], list[str]], ...] = (
        ("level", [spell.level for spell in spells]),
        ("opening", [spell.opening for spell in spells]),
    )
    found = []
    for by, groups in by_what:
        if len(set(groups)) < 2 or not ended.any():
            continue
        test = log_rank(times, ended, groups)
        found.append(
            Compared(
                by=by,
                groups=tuple(dict.fromkeys(groups)),
                statistic=test.statistic,
                df=test.df,
                p=test.p,
            )
        )
    return tuple(found)
