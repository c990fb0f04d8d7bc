"""What broke off open talks: one shock may end many spells on one day."""

from collections.abc import Iterable, Mapping, Sequence

from parley.analysis.durability.results import Cause, OpenSpell, Shock
from parley.items import MergedEvent


def shocks(spells: Iterable[OpenSpell], events: Sequence[MergedEvent]) -> tuple[Shock, ...]:
    """The breaks of these spells by what caused them, in order of date.

    Breaks that share an event, be it what broke them off or a cause that a source gives, are one
    shock.
    """
    by_id = {alias: event for event in events for alias in (event.id, *event.aliases)}
    groups: list[tuple[set[str], list[OpenSpell]]] = []
    for spell in spells:
        if not spell.broken:
            continue
        ids, members = set(spell.ended_by), [spell]
        apart = []
        for others, found in groups:
            if others & ids:
                ids |= others
                members = [*found, *members]
            else:
                apart.append((others, found))
        groups = [*apart, (ids, members)]
    return tuple(
        sorted((_shock(members, by_id) for _, members in groups), key=lambda s: (s.day, s.channels))
    )


def _shock(members: Sequence[OpenSpell], by_id: Mapping[str, MergedEvent]) -> Shock:
    ordered = sorted(members, key=lambda s: (s.end or s.until, s.channel))
    ids = dict.fromkeys(key for spell in ordered for key in spell.ended_by)
    return Shock(
        day=ordered[0].end or ordered[0].until,
        channels=tuple(s.channel for s in ordered),
        months=tuple(s.months for s in ordered),
        inferred=tuple(s.channel for s in ordered if s.inferred),
        because=tuple(
            Cause(key, by_id[key].headline, by_id[key].start) for key in ids if key in by_id
        ),
    )
