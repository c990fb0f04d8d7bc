"""What is to be decided on next, kept until the desk changes."""

from threading import Lock
from typing import TYPE_CHECKING

from parley.desk import Desk, Doubt
from parley.web.settings import Settings

if TYPE_CHECKING:
    from parley.web.reader import Reader


class Queue:
    """The doubtful items of a desk, those first that most hangs on."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._held: dict[str, tuple[object, list[Doubt]]] = {}

    def of(self, reader: "Reader", desk: Desk) -> list[Doubt]:
        """The queue as it stands."""
        with self._lock:
            stamp = reader.record.stamp
            held = self._held.get(reader.ui)
            if held is None or held[0] != stamp:
                held = self._held[reader.ui] = (stamp, desk.queue())
            return held[1]

    def changed(self) -> None:
        """Lets the queue be made anew."""

    def decided(self, ids: object) -> None:
        """Leaves out what has been decided on."""

    @property
    def working(self) -> bool:
        """Whether what hangs on decisions is being worked out."""
        return False
