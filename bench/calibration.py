"""Fits confidence on annotated documents that the rules were not written on, for docs/accuracy.md.

    python bench/calibration.py [FOLDER] [--write]

FOLDER (tests/accuracy/unseen unless given) holds ``documents`` and ``gold``. Prints what the curve
is worth; ``--write`` puts it into the coder and the figures into docs/accuracy.md.
"""

import argparse
from pathlib import Path

import msgspec

from parley import coding
from parley.coding.calibration import RAW
from parley.evaluation import load, read_documents
from parley.evaluation.calibrate import CalibrationReport, fit, judge
from parley.evaluation.measure import judged
from parley.lexicon import load as lexicon_of

ROOT = Path(__file__).resolve().parent.parent
CURVE = ROOT / "src/parley/coding/calibration.json"
PAGE = ROOT / "docs/accuracy.md"


def told(report: CalibrationReport, curve: coding.Calibration) -> str:
    """The figures as Markdown."""
    loss, top_loss = report.perfect_log_loss
    error, top_error = report.perfect_error
    rows = [
        ("items, documents", f"{report.items}, {report.documents}"),
        ("share of items that gold has", f"{report.right:.3f}"),
        ("log loss", f"{report.log_loss:.3f}"),
        ("log loss of a constant, the others' share", f"{report.constant:.3f}"),
        ("log loss of the scores as they are", f"{report.raw:.3f}"),
        (
            "log loss of a perfectly calibrated coder",
            f"{loss:.3f} (95 % of draws up to {top_loss:.3f})",
        ),
        ("calibration error", f"{report.error:.3f}"),
        (
            "calibration error of a perfectly calibrated coder",
            f"{error:.3f} (95 % of draws up to {top_error:.3f})",
        ),
        ("the curve, fitted on all", f"intercept {curve.intercept}, slope {curve.slope}"),
    ]
    lines = ["| what | figure |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)]
    lines += ["", "| confidence, mean | right | items |", "| --- | --- | --- |"]
    lines += [f"| {mean:.2f} | {share:.2f} | {size} |" for mean, share, size in report.groups]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "tests/accuracy/unseen")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = load([args.folder / "gold"])
    documents = read_documents({row.doc for row in rows}, args.folder / "documents")
    lexicon = lexicon_of()
    items = {
        name: coding.code(document, lexicon, calibration=RAW)
        for name, document in documents.items()
    }
    found = judged(rows, documents, items)
    curve = fit(found)
    body = told(judge(found), curve)
    print(body)
    if args.write:
        CURVE.write_bytes(msgspec.json.format(msgspec.json.encode(curve), indent=2) + b"\n")
        head, _, rest = PAGE.read_text("utf-8").partition("<!-- calibration -->\n")
        tail = rest.partition("<!-- /calibration -->\n")[2]
        page = f"{head}<!-- calibration -->\n{body}<!-- /calibration -->\n{tail}"
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
