"""``parley serve``: the board."""

import ipaddress
import os
import secrets
import socket
import sys
import threading
import webbrowser
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from parley.cli import console, desks, options

LOOPBACK = "127.0.0.1"
PASSWORD = "PARLEY_PASSWORD"
WILD = frozenset({"0.0.0.0", "::"})


def serve(
    desk: options.DeskOption = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="0 takes any that is free.")
    ] = 8765,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="ADDRESS",
            help="Where to listen. Anything but this machine asks readers for a password.",
        ),
    ] = LOOPBACK,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="Another name that readers call the board by."),
    ] = None,
    certificate: Annotated[
        Path | None,
        typer.Option("--certificate", exists=True, dir_okay=False, help="For HTTPS, in PEM."),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", exists=True, dir_okay=False, help="The certificate's private key."),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open a browser.")
    ] = False,
    lexicon: options.LexiconOption = None,
    no_reference: options.NoReferenceOption = False,
) -> None:
    """Open the board: the record in a browser, on this machine alone unless told otherwise.

    A password comes from the variable PARLEY_PASSWORD; where one is needed and none is given, one
    is made up and printed.

    Example: parley serve --desk desk
    """
    # Imported here: no other command needs a server.
    import uvicorn

    from parley.web import Settings, application
    from parley.web.security.access import hashed

    if (certificate is None) != (key is None):
        raise typer.BadParameter("a certificate needs its key, and a key its certificate")
    with desks.existing(desk, lexicon, no_reference, "en"):
        pass  # says what is wrong with the desk before a browser opens
    local = _local(host) and not name
    password = os.environ.get(PASSWORD) or (None if local else secrets.token_urlsafe(18))
    bound = _bound(host, port)
    address = _address(host, bound.getsockname()[1], certificate is not None)
    settings = Settings(
        address=desk or desks.DEFAULT,
        lexicon=tuple(lexicon or ()),
        reference=not no_reference,
        names=frozenset(_names(host, name or ())),
        numbers=host in WILD,
        secret=hashed(password) if password else None,
        https=certificate is not None,
    )
    console.say(f"The board is at {address} (Ctrl-C ends it).")
    if not local:
        console.say("Others can reach this address; whoever does is asked for the password.")
        if certificate is None:
            console.say(
                "It is not encrypted: the password and the record can be read on the way. Give"
                " --certificate and --key, or put a proxy with HTTPS in front of it."
            )
    if password and PASSWORD not in os.environ:
        console.say(f"The password, for as long as this runs: {password}")
    config = uvicorn.Config(
        application(settings),
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=True,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,  # whoever watches a run would not go by themselves
        limit_concurrency=200,
        h11_max_incomplete_event_size=64 * 1024,
    )
    if not no_browser:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    try:
        uvicorn.Server(config).run(sockets=[bound])
    finally:
        bound.close()


def _local(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises ``typer.BadParameter`` where that cannot be."""
    place = host.strip("[]")
    try:
        family, kind, _, _, where = socket.getaddrinfo(
            place, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind)
        if sys.platform != "win32":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(where)
        found.listen()  # who comes early waits, and is not turned away
    except OSError as fault:
        raise typer.BadParameter(
            f"cannot listen on {host}, port {port}: {fault.strerror or fault}"
            " (--port 0 takes any that is free)",
            param_hint="--port",
        ) from fault
    return found


def _address(host: str, port: int, https: bool) -> str:
    name = socket.gethostname() if host in WILD else host.strip("[]")
    shown = f"[{name}]" if ":" in name else name
    return f"{'https' if https else 'http'}://{shown}:{port}/"


def _names(host: str, others: Collection[str]) -> set[str]:
    """What a Host header may say: what the board was told to be called, and nothing else."""
    found = {"localhost", LOOPBACK, "[::1]", *(other.lower() for other in others)}
    place = host.strip("[]").lower()
    if host in WILD:
        return found | {socket.gethostname().lower(), socket.getfqdn().lower()}
    return found | {f"[{place}]" if ":" in place else place}
