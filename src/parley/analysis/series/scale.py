"""The scale of cooperation and conflict: what an event weighs between two parties.

After the idea of Goldstein (1992), with weights of Parley's own: ``scale.yaml`` has both.
"""

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from parley.items import MergedEvent


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a mode weighs, from -10 to 10; None where the mode does not say which way it goes.

    ``shared``: it concerns all who take part alike. ``after``: the kind of act it stands beside.
    """

    weight: float | None
    after: str
    shared: bool = False


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"then": "as"}):
    """Events of these modes, effects and modalities (none: any) are taken for one of ``then``."""

    then: str
    modes: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()

    def fits(self, event: MergedEvent) -> bool:
        """Whether ``event`` is of them."""
        return (
            (not self.modes or event.mode in self.modes)
            and (not self.effects or event.effect in self.effects)
            and (not self.modalities or event.modality in self.modalities)
        )


class Scale(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The weights by mode, and what events are taken for."""

    version: int
    weights: dict[str, Weight]
    read_as: tuple[Rule, ...]

    def mode(self, event: MergedEvent, pair: frozenset[str]) -> str | None:
        """The mode whose weight ``event`` has between the two; None where it has no place.

        That is so where the mode does not say which way it goes, and where others take part too
        and nothing tells who of the pair did it to whom.
        """
        mode = next((rule.then for rule in self.read_as if rule.fits(event)), event.mode)
        own = self.weights.get(mode)
        if own is None or own.weight is None:
            return None
        if own.shared or pair >= frozenset(event.parties):
            return mode
        one, other = (pair & frozenset(side) for side in (event.initiator, event.recipient))
        return mode if one and other and one | other == pair else None

    def weight(self, mode: str) -> float:
        """What a mode that ``mode`` gave weighs."""
        return self.weights[mode].weight or 0.0


@cache
def scale() -> Scale:
    """The scale of the data file."""
    text = (files("parley.analysis.series") / "scale.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), Scale)
