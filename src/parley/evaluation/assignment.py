"""One-to-one pairing of rows and columns that makes the summed weight greatest."""

from collections.abc import Sequence
from math import inf


def best_pairs(weights: Sequence[Sequence[float]]) -> dict[int, int]:
    """Row → column of the heaviest pairing; a weight of 0 means that the two never pair.

    Shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957), O(rows² · columns). Each
    row has a column of its own of weight 0, so that it may stay without a partner.
    """
    rows = len(weights)
    columns = len(weights[0]) if rows else 0
    if not columns:
        return {}
    width = columns + rows
    cost = [[-w for w in row] + [0.0] * rows for row in weights]
    row_potential = [0.0] * rows
    column_potential = [0.0] * width
    partner: list[int | None] = [None] * width
    for row in range(rows):
        reach, came_from, closed = [inf] * width, [-1] * width, [False] * width
        current, column, length = row, -1, 0.0
        while True:
            for other in range(width):
                if closed[other]:
                    continue
                step = cost[current][other] - row_potential[current] - column_potential[other]
                if length + step < reach[other]:
                    reach[other], came_from[other] = length + step, column
            column = min((c for c in range(width) if not closed[c]), key=reach.__getitem__)
            length = reach[column]
            taken_by = partner[column]
            if taken_by is None:
                break
            closed[column] = True
            current = taken_by
        row_potential[row] += length
        for other in range(width):
            holder = partner[other]
            if closed[other] and holder is not None:
                column_potential[other] -= length - reach[other]
                row_potential[holder] += length - reach[other]
        while column != -1:
            before = came_from[column]
            partner[column] = row if before == -1 else partner[before]
            column = before
    return {
        row: column
        for column, row in enumerate(partner[:columns])
        if row is not None and weights[row][column] > 0
    }
