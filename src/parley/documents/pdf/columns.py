"""The reading order of a page: columns one after the other, what spans them in its place."""

import itertools
from collections.abc import Sequence
from statistics import median

from parley.documents.pdf.pieces import Line, Piece, line, rows

MIN_LINES = 4
"""Lines that a column has at least."""
MIN_WIDTH = 0.22
"""The least share of the page's text that a column is wide: what is narrower is a table's."""
MAX_PIECES = 4_000
"""Past this a page is no running text, and its columns are not looked for."""
_STEPS = 200
_FULL = 0.6  # the share of a column that a middling line of prose takes up
_CROSSING = 0.4  # lines across columns, to those in one
_STRAY = 0.1  # the same, on a page that follows one with columns

Strip = tuple[float, float]


def ordered(pages: Sequence[Sequence[Piece]]) -> list[list[list[Line]]]:
    """Each page's regions in reading order, each with its lines from the top.

    Columns are told from the cells of a table by their lines: prose fills its column. A page with
    too little text to tell, as the last one of an article, has those of the page before it.
    """
    out = []
    known: list[float] = []
    for pieces in pages:
        gutters = _gutters(pieces) if 2 * MIN_LINES <= len(pieces) <= MAX_PIECES else []
        if known and pieces and not gutters:
            crossing = sum(any(p.left < x < p.right for x in known) for p in pieces)
            gutters = known if crossing <= _STRAY * len(pieces) else []
        known = gutters
        regions = _regions(pieces, gutters)
        # In a narrow column words are spread wide, which makes no cells of them.
        out.append([[line(r, _margins(reg), not gutters) for r in rows(reg)] for reg in regions])
    return out


def _margins(region: Sequence[Piece]) -> Strip:
    return min(p.left for p in region), max(p.right for p in region)


def _regions(pieces: Sequence[Piece], gutters: Sequence[float]) -> list[list[Piece]]:
    """Bands between what spans columns, in each the columns from the left."""
    bounds = [float("-inf"), *gutters, float("inf")]
    out: list[list[Piece]] = []
    columns: list[list[Piece]] = [[] for _ in bounds[1:]]
    spanning: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: -p.middle):
        if any(piece.left < x < piece.right for x in gutters):
            out += columns
            columns = [[] for _ in bounds[1:]]
            spanning.append(piece)
            continue
        out.append(spanning)
        spanning = []
        columns[sum(x <= piece.left for x in gutters)].append(piece)
    return [region for region in (*out, *columns, spanning) if region]


def _gutters(pieces: Sequence[Piece]) -> list[float]:
    """Where empty strips part columns of prose, from the left; none where there is one column."""
    left, right = _margins(pieces)
    em = median(p.height for p in pieces)
    grid = [left + (right - left) * step / _STEPS for step in range(1, _STEPS)]
    crossing = [sum(p.left < x < p.right for p in pieces) for x in grid]
    few = min(crossing) + 1
    strips: list[Strip] = []
    for x, count in zip(grid, crossing, strict=True):
        if count > few or count > _CROSSING * (len(pieces) - count):
            continue
        if strips and x - strips[-1][1] < 1.5 * (right - left) / _STEPS:
            strips[-1] = strips[-1][0], x
        else:
            strips.append((x, x))
    gutters: list[float] = []
    for start, end in strips:
        before = gutters[-1] if gutters else left
        if end - start >= 0.4 * em and start - before >= MIN_WIDTH * (right - left) <= right - end:
            gutters.append((start + end) / 2)
    # What spans the columns may be wider than they are.
    within = [p for p in pieces if not any(p.left < x < p.right for x in gutters)]
    return (
        gutters if gutters and _are_columns(within, [left, *gutters, _margins(within)[1]]) else []
    )


def _are_columns(pieces: Sequence[Piece], bounds: Sequence[float]) -> bool:
    """Whether lines fill each column, about as many in one as in the next beside it."""
    columns = []
    for start, end in itertools.pairwise(bounds):
        lines = rows(p for p in pieces if start <= p.left and p.right <= end)
        if len(lines) < MIN_LINES:
            return False
        if median(row[-1].right - row[0].left for row in lines) < _FULL * (end - start):
            return False
        columns.append(lines)
    for one, other in itertools.pairwise(columns):
        top = min(lines[0][0].top for lines in (one, other))
        bottom = max(lines[-1][0].bottom for lines in (one, other))
        beside = [sum(bottom <= r[0].middle <= top for r in lines) for lines in (one, other)]
        if min(beside) < 2 or min(beside) < 0.5 * max(beside):
            return False
    return True
