"""Backtests forecasts of durability on the bundled reference chronology.

    python bench/durability.py [--write]

Prints the figures; ``--write`` keeps them where forecasts take their default models from, and puts
them with the tables of US–China channels and of one day into docs/methods.md.
"""

import argparse
import datetime as dt
import sys
import time
from pathlib import Path

import msgspec

from parley.analysis.durability import Backtest, Durability, Estimate, Forecast
from parley.analysis.durability.backtest import backtest
from parley.analysis.durability.table import Asked, durability
from parley.lexicon import load
from parley.record import coverage, reference

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "src/parley/analysis/durability/backtest.json"
PAGE = ROOT / "docs/methods.md"
DAY = dt.date(2024, 1, 10)
TALKS = "usa-chn-dpct"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def estimate(value: Estimate, digits: int = 4) -> str:
    return f"{value.value:.{digits}f} ({value.low:.{digits}f} to {value.high:.{digits}f})"


def told(found: Backtest) -> str:
    """The backtest as Markdown."""
    lines = [
        f"{found.months} months from {found.first} to {found.last};"
        f" the record ends {found.until}.\n"
    ]
    rows = [
        [
            s.outcome,
            str(s.months),
            s.model,
            str(s.windows),
            str(s.events),
            f"{s.brier:.4f}",
            f"{s.log:.4f}",
        ]
        for s in found.scores
    ]
    head = ["outcome", "months", "model", "windows", "events", "Brier", "log"]
    lines.append(table(head, rows))
    for v in found.verdicts:
        word = "beats" if v.beats else "does not beat"
        lines.append(
            f"*{v.outcome}*: `{v.model}` {word} the best baseline, `{v.baseline}`. Brier score"
            f" lower by {estimate(v.gain)}, log score by {estimate(v.log_gain)}."
            f" Default: `{v.default}`.\n"
        )
    shown = {name for v in found.verdicts for name in (v.default, v.model)}
    rows = [
        [b.outcome, b.model, str(b.windows), f"{b.forecast:.3f}", f"{b.observed:.3f}"]
        for b in found.reliability
        if b.model in shown
    ]
    lines.append(
        "Reliability: the mean forecast of windows with like ones, and how often it came.\n"
    )
    lines.append(table(["outcome", "model", "windows", "forecast", "observed"], rows))
    return "\n".join(lines)


def chance(one: Forecast) -> str:
    if one.chance is None or one.low is None or one.high is None:
        return f"– ({one.why})"
    return f"{one.chance:.2f} ({one.low:.2f}–{one.high:.2f})"


def forecast_table(found: Durability, channels: list[str]) -> str:
    months = sorted({f.months for f in found.forecasts})
    rows = []
    for name in channels:
        for outcome in ("suspended", "used"):
            of = [f for f in found.forecasts if f.channel == name and f.outcome == outcome]
            rows.append([name, of[0].state, str(of[0].since), outcome, *map(chance, of)])
    return table(["channel", "state", "from", "outcome", *(f"{m} months" for m in months)], rows)


def circumstance_table(found: Durability) -> str:
    rows = [
        [
            f"{c.name}, {c.months} months",
            f"{c.years:.0f}",
            f"{c.breaks} ({c.shocks})",
            f"{c.years_without:.0f}",
            f"{c.breaks_without} ({c.shocks_without})",
            "too few shocks" if c.ratio is None else estimate(c.ratio, 1),
        ]
        for c in found.circumstances
    ]
    head = ["within", "years open", "breaks (shocks)", "years without", "breaks (shocks)", "ratio"]
    return table(head, rows)


def spells(found: Durability) -> str:
    rows = []
    for s in found.spells:
        if s.until.year < 1998:
            continue
        end = "" if s.end is None else str(s.end if s.broken else s.end_latest)
        length = (
            f"{s.months:.0f}"
            if s.high is None or s.high - s.low < 2
            else f"{s.low:.0f}–{s.high:.0f}"
        )
        rows.append([s.channel, str(s.start), end, s.ended or "lasts", length, s.opening])
    return table(["channel", "opened", "ended", "how", "months", "opening"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    events, channels, reach = reference(), load().channels, coverage()
    until = max(c.record_until for c in reach.values())
    begun = time.perf_counter()

    def progress(done: int, of: int) -> None:
        if done % 20 == 0 or done == of:
            print(f"{done} of {of} months, {time.perf_counter() - begun:.0f} s", file=sys.stderr)

    found = backtest(events, channels, until, reach, progress)
    if args.write:
        KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    begun = time.perf_counter()
    asked = Asked(parties=("CHN", "USA"), only=True)
    now = durability(events, channels, until, reach, asked)
    print(f"analysis: {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    judged = backtest(events, channels, DAY, reach, progress).verdicts
    then = durability(events, channels, DAY, reach, Asked(channel=TALKS), judged)
    open_now = sorted({f.channel for f in now.forecasts if f.why is None})
    body = "\n".join(
        [
            "#### Spells of US–China channels from 1998 on\n",
            spells(now),
            f"#### What to expect of them from {until} on\n",
            forecast_table(now, open_now),
            "#### Circumstances of breaks, all channels\n",
            circumstance_table(now),
            "#### Backtest\n",
            told(found),
            f"#### The policy talks on {DAY}\n",
            "What would have been said of them two days after they were resumed, by what was known"
            " then; the models, too, are those that a backtest up to that day chose: "
            + ", ".join(f"`{v.default}` ({v.outcome})" for v in judged)
            + ".\n",
            forecast_table(then, [TALKS]),
        ]
    )
    print(body)
    if args.write:
        head, _, rest = PAGE.read_text("utf-8").partition("<!-- durability -->\n")
        tail = rest.partition("<!-- /durability -->\n")[2]
        page = f"{head}<!-- durability -->\n\n{body}\n<!-- /durability -->\n{tail}"
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
