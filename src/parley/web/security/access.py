"""The password of a board that others can reach, and who has given it."""

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from starlette.requests import cookie_parser

from parley.web.faults import N_, Fault
from parley.web.settings import Settings

HOURS = 12
TRIES = 5
"""Wrong passwords that one address may give before it has to wait."""
ALL_TRIES = 100
"""Wrong passwords that all addresses may give together in the same time."""
WAIT = 60.0
"""Seconds after which a wrong password no longer counts."""
SESSIONS = 1000
LONGEST = 1024
"""Characters of a password that is looked at."""


class Try(NamedTuple):
    """A password that an address gave."""

    at: float
    address: str


class Access:
    """Who may read: whoever gave the password, for ``HOURS`` hours, by a cookie or a header.

    Sessions live as long as the process. ``clock`` gives seconds.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._secret = settings.secret
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._known: bytes | None = None
        self._sessions: OrderedDict[bytes, float] = OrderedDict()
        self._tries: list[Try] = []
        self._lock = Lock()
        self.cookie = "__Host-parley" if settings.https else "parley"
        self.secure = settings.https

    @property
    def needed(self) -> bool:
        """Whether a password is asked for at all."""
        return self._secret is not None

    def open(self, password: str, address: str) -> str:
        """A new session for whoever gives the password; the value of its cookie.

        Raises ``Fault`` for a wrong one, and for any while an address has given too many.
        """
        if not self._right(password, address):
            raise Fault(401, "password", N_("That is not the password of this board."))
        session = secrets.token_urlsafe(32)
        with self._lock:
            self._sessions[self._digest(session)] = self._clock() + HOURS * 3600
            while len(self._sessions) > SESSIONS:
                self._sessions.popitem(last=False)
        return session

    def close(self, session: str | None) -> None:
        """Ends a session."""
        if session:
            with self._lock:
                self._sessions.pop(self._digest(session), None)

    def allowed(self, cookies: str, authorization: str, address: str) -> bool:
        """Whether a request's headers show that the password was given."""
        if self._secret is None:
            return True
        session = cookie_parser(cookies).get(self.cookie)
        if session:
            with self._lock:
                if self._sessions.get(self._digest(session), 0.0) > self._clock():
                    return True
        scheme, _, token = authorization.partition(" ")
        return scheme.lower() == "bearer" and self._right(token.strip(), address)

    def _right(self, password: str, address: str) -> bool:
        digest = self._digest(password[:LONGEST])
        if self._known is not None and hmac.compare_digest(digest, self._known):
            return True
        if self._secret is None:
            return True
        attempt = self._counted(address)
        try:
            PasswordHasher().verify(self._secret, password[:LONGEST])
        except (Argon2Error, InvalidHashError):
            return False
        with self._lock:
            self._tries = [other for other in self._tries if other is not attempt]
        self._known = digest
        return True

    def _counted(self, address: str) -> Try:
        """A try, counted as wrong until it is right, so that many at once are no way round."""
        with self._lock:
            now = self._clock()
            self._tries = [attempt for attempt in self._tries if now - attempt.at < WAIT]
            mine = sum(attempt.address == address for attempt in self._tries)
            if mine < TRIES and len(self._tries) < ALL_TRIES:
                self._tries.append(Try(now, address))
                return self._tries[-1]
            first = self._tries[0].at
        raise Fault(
            429,
            "too-many-tries",
            N_("Too many wrong passwords: wait a minute and try again."),
            headers={"Retry-After": str(max(int(WAIT - (now - first)), 1))},
        )

    def _digest(self, secret: str) -> bytes:
        return hmac.digest(self._key, secret.encode("utf-8", "surrogatepass"), hashlib.sha256)


def hashed(password: str) -> str:
    """What is kept of a password: its argon2 hash."""
    return PasswordHasher().hash(password[:LONGEST])
