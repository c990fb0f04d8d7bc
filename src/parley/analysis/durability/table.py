"""All of it for one day, as plain data that a command, a report or a page can show."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import msgspec

from parley.analysis.durability.backtest import kept
from parley.analysis.durability.breaks import hazards
from parley.analysis.durability.circumstances import circumstances
from parley.analysis.durability.curves import compared, curves
from parley.analysis.durability.forecast import forecasts
from parley.analysis.durability.forecast import known as prepared
from parley.analysis.durability.known import known_on
from parley.analysis.durability.results import Durability, Shock, Verdict
from parley.analysis.durability.shocks import shocks
from parley.analysis.durability.spells import histories
from parley.items import Channel, MergedEvent
from parley.record import Coverage


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which channels to tell of: those of all these ``parties``, of a ``level``, or one.

    ``only``: those of no other parties.
    """

    parties: tuple[str, ...] = ()
    only: bool = False
    level: str | None = None
    channel: str | None = None

    def takes(self, channel: Channel) -> bool:
        """Whether it is asked for."""
        wanted, has = frozenset(self.parties), frozenset(channel.parties)
        return (
            wanted <= has
            and not (self.only and wanted and has - wanted)
            and self.level in (None, channel.level)
            and self.channel in (None, channel.id)
        )


ALL = Asked()
"""Every channel."""


def durability(
    events: Sequence[MergedEvent],
    channels: Mapping[str, Channel],
    as_of: dt.date,
    coverage: Mapping[str, Coverage] = {},
    asked: Asked = ALL,
    verdicts: Sequence[Verdict] | None = None,
) -> Durability:
    """What the record knew on ``as_of`` of how long talks last.

    ``channels`` are the lexicon's, ``coverage`` how far the record reaches for each. Nothing that
    happened later counts, but for the choice of models: ``verdicts`` are those of the kept
    backtest unless given. The same record gives the same figures.
    """
    known = known_on(events, as_of)
    found = histories(known, channels, as_of, coverage)
    spells = tuple(spell for h in found.values() if asked.takes(h.channel) for spell in h.spells)
    verdicts = kept().verdicts if verdicts is None else verdicts
    models = {verdict.outcome: verdict.default for verdict in verdicts}
    on = prepared(found, as_of)
    return Durability(
        as_of=as_of,
        spells=spells,
        survival=curves(spells),
        compared=compared(spells),
        shocks=shocks(spells, known),
        hazards=hazards(on.breaks) if any(h.spells for h in found.values()) else None,
        circumstances=circumstances(found, known),
        forecasts=forecasts(on, models, [n for n, h in found.items() if asked.takes(h.channel)]),
        verdicts=tuple(verdicts),
    )


def narrowed(found: Durability, asked: Asked, channels: Mapping[str, Channel]) -> Durability:
    """What was found of all channels, of those asked for alone.

    A shock keeps its day, also where another channel was the first to be broken off.
    """
    ids = {key for key, channel in channels.items() if asked.takes(channel)}
    spells = tuple(spell for spell in found.spells if spell.channel in ids)
    return msgspec.structs.replace(
        found,
        spells=spells,
        survival=curves(spells),
        compared=compared(spells),
        shocks=tuple(_within(shock, ids) for shock in found.shocks if ids & set(shock.channels)),
        forecasts=tuple(one for one in found.forecasts if one.channel in ids),
    )


def _within(shock: Shock, ids: Collection[str]) -> Shock:
    own = [at for at, name in enumerate(shock.channels) if name in ids]
    return msgspec.structs.replace(
        shock,
        channels=tuple(shock.channels[at] for at in own),
        months=tuple(shock.months[at] for at in own),
        inferred=tuple(name for name in shock.inferred if name in ids),
    )
