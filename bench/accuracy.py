"""Accuracy of the coder on the annotated documents beside the project, for docs/accuracy.md.

    python bench/accuracy.py SHARED [--write]

SHARED is the folder with ``gold`` and ``seeds``. Prints the figures; ``--write`` puts them into
docs/accuracy.md and tests/accuracy/baseline.json, which a test holds.
"""

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from parley import coding
from parley.evaluation import Evaluation, Figures, Kind, evaluate
from parley.lexicon import load

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh-Hant", "zh-Hans", "en", "ja", "ko")
KINDS = ("event", "statement", "interval_claim")
HEAD = "| documents | kind | rows | found | extra | precision | recall | F1 | exact |"
MODES_HEAD = "| mode | rows | found | exact | extra | recall | precision |"
RATES = ("precision", "recall", "f1", "exact_recall")


def sets(shared: Path) -> dict[str, tuple[list[Path], Path]]:
    """The sets of annotated documents: name, gold files, folder of the texts."""
    seed = shared / "gold/prospect-forum.zh-Hant.jsonl"
    found = {"seed": ([seed], shared / "seeds")}
    for lang in LANGUAGES:
        files = sorted((shared / "gold/dev/gold").glob(f"*.{lang}.jsonl"))
        found[f"dev {lang}"] = (files, shared / "gold/dev/docs")
    own = ROOT / "tests/accuracy"
    for name, folder in (("other hands", own), ("unseen", own / "unseen")):
        for lang in ("en", "zh", "ja", "ko"):
            if files := sorted((folder / "gold").glob(f"{lang}-*.jsonl")):
                found[f"{name} {lang}"] = (files, folder / "documents")
    return found


def measured(shared: Path) -> dict[str, Evaluation]:
    """The evaluation of each set."""
    lexicon = load()
    return {
        name: evaluate(files, docs, lambda document: coding.code(document, lexicon), coding.CODER)
        for name, (files, docs) in sets(shared).items()
    }


def baseline(found: dict[str, Evaluation]) -> dict[str, dict[str, float]]:
    """The figures that a change may not lower, by set."""
    out: dict[str, dict[str, float]] = {}
    for name, evaluation in found.items():
        figures = evaluation.all
        row = {f"{kind} f1": round(figures.kinds[kind].f1, 3) for kind in KINDS}
        row["event exact recall"] = round(figures.kinds["event"].exact_recall or 0.0, 3)
        row["traps sprung"] = figures.sprung
        out[name] = row
    return out


def table(found: dict[str, Evaluation]) -> str:
    """The figures as Markdown, each rate with its interval."""
    lines = [HEAD, "| --- " * 9 + "|"]
    for name, evaluation in found.items():
        for kind in KINDS:
            k = evaluation.all.kinds[kind]
            rates = " | ".join(_rate(k, rate) for rate in RATES)
            documents = f"{name} ({evaluation.all.documents})"
            lines.append(f"| {documents} | {kind} | {k.rows} | {k.found} | {k.extra} | {rates} |")
    return "\n".join(lines)


def _rate(kind: Kind, name: str) -> str:
    """A rate with its interval: ``0.861 (0.80–0.92)``."""
    value = getattr(kind, name)
    if value is None or name not in kind.intervals:
        return ""
    low, high = kind.intervals[name]
    return f"{value:.3f} ({low:.2f}–{high:.2f})"


def modes(found: dict[str, Evaluation]) -> str:
    """Events of all sets by mode, the most frequent first, as Markdown."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for evaluation in found.values():
        for mode, k in evaluation.modes.items():
            exact = round((k.exact_recall or 0.0) * k.rows)
            sums[mode].update(rows=k.rows, found=k.found, exact=exact, extra=k.extra)
    lines = [MODES_HEAD, "| --- " * 7 + "|"]
    for mode, n in sorted(sums.items(), key=lambda pair: (-pair[1]["rows"], pair[0])):
        recall = f"{n['found'] / n['rows']:.2f}" if n["rows"] else ""
        coded = n["found"] + n["extra"]
        precision = f"{n['found'] / coded:.2f}" if coded else ""
        counts = f"{n['rows']} | {n['found']} | {n['exact']} | {n['extra']}"
        lines.append(f"| {mode} | {counts} | {recall} | {precision} |")
    return "\n".join(lines)


def fields(found: dict[str, Evaluation]) -> str:
    """Of what was found, the share with each field right, as Markdown."""
    names = list(next(iter(found.values())).all.fields)
    lines = [
        f"| documents | {' | '.join(names)} | traps sprung |",
        "| --- " * (len(names) + 2) + "|",
    ]
    for name, evaluation in found.items():
        lines.append(f"| {name} | {' | '.join(_shares(evaluation.all, names))} |")
    return "\n".join(lines)


def _shares(figures: Figures, names: list[str]) -> list[str]:
    shares = [f"{figures.fields[n]:.3f}" if n in figures.fields else "" for n in names]
    return [*shares, f"{figures.sprung} of {figures.traps}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = measured(args.shared)
    parts = (
        table(found),
        "Of what was found, the share with this field right:",
        fields(found),
        "Events of all these documents by mode (a row under the mode preferred, an extra under its"
        " own):",
        modes(found),
    )
    body = "\n\n".join(parts) + "\n"
    print(body)
    if args.write:
        page = ROOT / "docs/accuracy.md"
        head, _, rest = page.read_text("utf-8").partition("<!-- figures -->\n")
        tail = rest.partition("<!-- /figures -->\n")[2]
        page.write_text(f"{head}<!-- figures -->\n{body}<!-- /figures -->\n{tail}", "utf-8")
        held = json.dumps(baseline(found), indent=2)
        (ROOT / "tests/accuracy/baseline.json").write_text(held + "\n", "utf-8")


if __name__ == "__main__":
    main()
