"""Whom a request is for, and which page it comes from."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from parley.web.faults import N_, Fault
from parley.web.settings import Settings

READS = frozenset({"GET", "HEAD", "OPTIONS"})


def named(host: str) -> str | None:
    """The name in a Host header, in lower case and without its port; None where it is none."""
    if not host or any(c <= " " or c in "/\\@?#%," for c in host):
        return None
    try:
        parts = urlsplit(f"//{host}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if not name:
        return None
    return f"[{name}]" if ":" in name else name.rstrip(".")


def for_us(host: str, settings: Settings) -> None:
    """Raises ``Fault`` where the Host header names no board of ours (DNS rebinding)."""
    name = named(host)
    if name is not None and (name in settings.names or (settings.numbers and _number(name))):
        return
    raise Fault(421, "host", N_("This board does not go by that name."))


def _number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def from_us(method: str, headers: Mapping[str, str]) -> None:
    """Raises ``Fault`` for what another site makes a reader's browser ask.

    A link from elsewhere may be followed; nothing may be written from there, and no part of a
    page be taken in. What says neither where it is from nor that it is JSON is no write of ours:
    a form can be sent from anywhere, JSON only by a script that the browser lets through.
    """
    site = headers.get("sec-fetch-site")
    if method in READS:
        if site in (None, "same-origin", "none") or headers.get("sec-fetch-mode") == "navigate":
            return
    elif site is not None:
        if site == "same-origin":
            return
    elif (origin := headers.get("origin")) is not None:
        parts = urlsplit(origin)
        if parts.netloc and parts.netloc.lower() == headers.get("host", "").lower():
            return
    elif headers.get("content-type", "").partition(";")[0].strip() == "application/json":
        return
    raise Fault(403, "origin", N_("This request comes from another site."))
