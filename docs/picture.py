"""Makes docs/img/report.png, the README's picture of the report on the example documents.

    python docs/picture.py

Takes the page as a window 1280 pixels wide shows it, down to the end of the channels over time.
"""

import sys
import tempfile
from pathlib import Path

from parley.desk import Desk

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.report.browser import Browser  # noqa: E402

PICTURE = ROOT / "docs" / "img" / "report.png"
BELOW = "document.getElementById('chronology').getBoundingClientRect().top"


def main() -> None:
    """Write the picture and say where it is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Desk.open(folder / "desk") as desk:
            desk.add(ROOT / "examples" / "documents")
            desk.report(folder)
        with Browser(folder) as browser:
            browser.open(folder / "report.html", 1280)
            PICTURE.write_bytes(browser.picture(height=int(browser.ask(BELOW))))
    print(PICTURE)


if __name__ == "__main__":
    main()
