"""Which coder is at work: the rules, a language model, or both side by side."""

import os
from pathlib import Path
from typing import Literal

import msgspec

from parley.coding.llm import LlmError, LlmSettings
from parley.desk.errors import DeskError

Choice = Literal["rules", "llm", "both"]


class Coders(msgspec.Struct, frozen=True):
    """The coders of a call.

    ``settings`` say where the model is, None for the rules alone; ``cache`` keeps its answers.
    """

    choice: Choice = "rules"
    settings: LlmSettings | None = None
    cache: Path | None = None

    @property
    def name(self) -> str:
        """What tells one choice from another: what is coded depends on nothing else of it."""
        return f"{self.choice} {self.settings.model}" if self.settings else self.choice


RULES = Coders()


def chosen(choice: Choice, budget: int | None = None, cached: bool = True) -> Coders:
    """The coders of a choice, with the model's settings from the environment.

    ``budget``: tokens that a call may spend. ``cached``: keep answers in the user's cache folder.
    Raises ``DeskError`` where a model is wanted and none is set.
    """
    if choice == "rules":
        return RULES
    try:
        settings = LlmSettings.from_environment()
    except LlmError as fault:
        raise DeskError(str(fault)) from fault
    if budget is not None:
        settings = msgspec.structs.replace(settings, budget=budget)
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Coders(choice, settings, Path(home) / "parley" / "llm" if cached else None)
