"""How far a rate may lie from the truth, with as few rows as there are."""

from collections import Counter
from random import Random

DRAWS = 1000
RATES = ("precision", "recall", "f1", "exact_recall")


def spread(found: int, missed: int, extra: int, exact: int) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the rates: what was found, missed and extra, drawn anew.

    Outcomes are drawn one by one (Efron 1979), so errors that come together in one document make
    the true interval wider. Where no draw shows a fault the lower end is 1 - 3/n, the rule of
    three (Hanley and Lippman-Hand 1983). The same counts give the same intervals.
    """
    outcomes = {"exact": exact, "found": found - exact, "missed": missed, "extra": extra}
    names = [name for name, count in outcomes.items() if count]
    weights = [outcomes[name] for name in names]
    total = sum(weights)
    if not total:
        return {}
    random = Random(0)
    drawn: dict[str, list[float]] = {rate: [] for rate in RATES}
    for _ in range(DRAWS):
        counts = Counter(random.choices(names, weights, k=total))
        hits = counts["exact"] + counts["found"]
        rows = hits + counts["missed"]
        drawn["precision"].append(hits / max(1, hits + counts["extra"]))
        drawn["recall"].append(hits / max(1, rows))
        drawn["f1"].append(2 * hits / max(1, rows + hits + counts["extra"]))
        drawn["exact_recall"].append(counts["exact"] / max(1, rows))
    return {rate: _middle(values, total) for rate, values in drawn.items()}


def _middle(values: list[float], outcomes: int) -> tuple[float, float]:
    ordered = sorted(values)
    low, high = ordered[DRAWS // 40], ordered[-1 - DRAWS // 40]
    if ordered[0] == 1.0:
        low = max(0.0, 1 - 3 / outcomes)
    return round(low, 3), round(high, 3)
