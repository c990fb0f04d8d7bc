"""What goes wrong, in one shape for every page and for the API."""

from typing import NoReturn


class Fault(Exception):
    """An answer that is a refusal.

    ``code`` names it for programs, ``message`` says it (a msgid of the catalogues, whose slots
    ``values`` fill). ``status`` is HTTP's; ``headers`` go with the answer.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        headers: dict[str, str] | None = None,
        **values: str,
    ) -> None:
        super().__init__(message.format(**values))
        self.status = status
        self.code = code
        self.message = message
        self.values = values
        self.headers = headers or {}


def N_(message: str) -> str:
    """Marks a message for the catalogues, which hold it where it is shown."""
    return message


def missing(kind: str, identifier: str) -> NoReturn:
    """Raises the fault of an address that leads to nothing."""
    messages = {
        "event": N_("There is no event “{id}” in this record."),
        "channel": N_("There is no channel “{id}” in the lexicon."),
        "item": N_("There is no event, statement or claim “{id}” on this desk."),
        "run": N_("There is no run “{id}” here; what ran before the board was opened is not told."),
        "decision": N_("There is no decision “{id}” on this desk."),
        "document": N_("There is no document “{id}” on this desk."),
    }
    raise Fault(404, f"no-{kind}", messages[kind], id=identifier[:200])
