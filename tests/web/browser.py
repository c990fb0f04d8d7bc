"""The board in a real browser: Playwright's Python client on Debian's Chromium."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from parley.web import Settings, application

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
SHOTS = os.environ.get("PARLEY_SCREENSHOTS")
"""A folder that keeps pictures of the pages, to be looked at."""
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """A board on this machine, for as long as it is needed; its address."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        config = uvicorn.Config(application(settings), log_level="warning", proxy_headers=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        bound.listen()
        thread.start()
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=20)


class Watch:
    """What goes wrong on a page: refusals of the policy, errors, answers that fail, other hosts."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.faults: list[str] = []
        self._address = address
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("request", lambda request: self._asked(request.url))
        context.on(
            "response",
            lambda answer: (
                self.faults.append(f"{answer.status} {answer.url}")
                if answer.status >= 400
                else None
            ),
        )

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def _asked(self, url: str) -> None:
        if not url.startswith(self._address):
            self.faults.append(f"asked {url}")


WIDER = """() => [...document.querySelectorAll('main *, header *')].filter((e) => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !e.closest('.scroll, .hidden, svg, thead');
}).map((e) => e.tagName + '.' + e.getAttribute('class'))"""


def fits(page: Page) -> list[str]:
    """What stands out at the right of the window."""
    found: list[str] = page.evaluate(WIDER)
    return found


def shot(page: Page, name: str) -> None:
    """A picture of a page, where they are kept."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def no_violation(page: Page) -> None:
    """Holds that axe finds nothing that shuts anybody out."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
