"""The child process that takes a PDF apart: the file on standard input, a JSON line a page out.

It runs as a script of its own and knows nothing of Parley: a file that crashes the library, or
makes it run or grow without end, costs this process alone. The first line tells the number of
pages and what the file says of itself, or ``{"fault": …}``; each further one a page: its size,
its pieces ``[text, left, bottom, right, top]`` in points from the lower left, upright whatever
way the page is turned, and whether it holds pictures.
"""

import contextlib
import ctypes
import itertools
import json
import math
import sys
from collections import Counter
from typing import Any

MEMORY = 1 << 30
SECONDS = 4
SECONDS_A_PAGE = 0.05
MAX_PAGES = 3_000
MAX_CHARACTERS = 1_200_000
MAX_PAGE = 60_000  # characters of one page; what has more is no page to read
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}
_SPACES = frozenset((0x20, 0xA0, 0x3000, 0x09, *range(0x2000, 0x200B)))


def _limited(seconds: float) -> None:
    """Bounds the time and memory of this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), hard))


def _told(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Reads standard input, writes a line a page."""
    _limited(SECONDS)
    data = sys.stdin.buffer.read()
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        pdf = pypdfium2.PdfDocument(data)
        count = len(pdf)
    except pypdfium2.PdfiumError as fault:
        reason = str(fault).lower()
        _told({"fault": "password" if "password" in reason else "damaged"})
        return
    if count > MAX_PAGES:
        _told({"fault": "pages", "pages": count})
        return
    _limited(SECONDS + SECONDS_A_PAGE * count)
    described = {}
    for key in ("Title", "CreationDate"):
        with contextlib.suppress(pypdfium2.PdfiumError, UnicodeError):
            described[key] = pdf.get_metadata_value(key)
    _told({"pages": count, **described})
    left = MAX_CHARACTERS
    for number in range(count):
        try:
            page = pdf[number]
            found = _page(page, raw)
        except pypdfium2.PdfiumError:
            _told({"fault": "damaged"})
            continue
        left -= sum(len(piece[0]) for piece in found["pieces"])
        if left < 0:
            _told({"fault": "characters"})
            return
        _told(found)
        page.close()


def _page(page: Any, raw: Any) -> dict[str, Any]:
    width, height = page.get_size()
    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_PAGE:
        return {"fault": "crowded", "pieces": []}
    chars = _turned(_chars(text, count, raw, page.get_cropbox()))
    drawn = raw.FPDFPage_CountObjects(page)
    pictures = 0
    if not chars:
        kinds = Counter(
            raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at))
            for at in range(min(drawn, 2_000))
        )
        # A form may hold a picture; many strokes are letters drawn as outlines.
        pictures = kinds[raw.FPDF_PAGEOBJ_IMAGE] + kinds[raw.FPDF_PAGEOBJ_FORM]
        pictures += kinds[raw.FPDF_PAGEOBJ_PATH] > 100
    text.close()
    size = [width, height]
    if chars and chars[0][5]:
        size.reverse()
    return {"size": size, "pieces": _pieces(chars), "pictures": bool(pictures)}


def _chars(text: Any, count: int, raw: Any, crop: tuple[float, ...]) -> list[tuple[Any, ...]]:
    """``(char, left, bottom, right, top, quarter turns)`` of each character that is on the page."""
    box = raw.FS_RECTF()
    found: list[tuple[Any, ...]] = []
    high = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in (0, 0x0A, 0x0D) or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if not raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
            continue
        left, right = sorted((box.left, box.right))
        bottom, top = sorted((box.bottom, box.top))
        across, up = (left + right) / 2, (bottom + top) / 2
        if not all(map(math.isfinite, (left, right, bottom, top))) or not (
            crop[0] <= across <= crop[2] and crop[1] <= up <= crop[3]
        ):
            continue
        angle = raw.FPDFText_GetCharAngle(text, at)
        quarter = angle / (math.pi / 2)
        turns = round(quarter) % 4 if abs(quarter - round(quarter)) < 0.06 else -1
        char = " " if code in _SPACES else _HYPHENS.get(code) or chr(code)
        found.append((char, left, bottom, right, top, turns))
    return found


def _turned(chars: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The characters that stand as most do, upright; stamps and watermarks across them fall out.

    Text set downwards in columns from the right is laid on its side, to be read as lines.
    """
    counts = Counter(char[5] for char in chars if char[0] != " ")
    if not counts:
        return []
    turns = max(counts, key=lambda t: (counts[t], -t))
    kept = [char for char in chars if char[5] == turns]
    if turns <= 0 and _is_vertical(kept):
        turns = 5
    out = []
    for char, left, bottom, right, top, _ in kept:
        match turns:
            case 3:  # reads upwards
                box = (bottom, -right, top, -left)
            case 2:
                box = (-right, -top, -left, -bottom)
            case 1 | 5:  # reads downwards, letters on their side or upright
                box = (-top, left, -bottom, right)
            case _:
                box = (left, bottom, right, top)
        out.append((char, *box, turns in (1, 3, 5)))
    across = min((c[1] for c in out), default=0)
    up = min((c[2] for c in out), default=0)
    if turns in (1, 2, 3, 5):
        out = [(c, x0 - across, y0 - up, x1 - across, y1 - up, t) for c, x0, y0, x1, y1, t in out]
    return out


def _is_vertical(chars: list[tuple[Any, ...]]) -> bool:
    """Whether most characters stand below the one before them."""
    down = along = 0
    for before, after in itertools.pairwise(chars):
        em = max(before[4] - before[2], 1e-6)
        if abs((before[1] + before[3]) - (after[1] + after[3])) < 0.6 * em:
            down += 0.5 * em < before[4] - after[4] < 2.5 * em
        else:
            along += abs(before[2] - after[2]) < 0.5 * em
    return down > 20 and down > 3 * along


def _pieces(chars: list[tuple[Any, ...]]) -> list[list[Any]]:
    """Runs of characters on one line without a gap of a letter's width."""
    pieces: list[list[Any]] = []
    space = False
    last: tuple[float, ...] = ()
    for char, *box, _ in chars:
        left, bottom, right, top = box
        if char == " ":
            space = True
            continue
        piece = pieces[-1] if pieces else None
        if piece is not None and tuple(box) == last:
            piece[0] += char  # the second letter of a ligature
            continue
        last = tuple(box)
        if piece is not None:
            tall, own = piece[4] - piece[2], top - bottom
            gap = left - piece[3]
            overlap = min(top, piece[4]) - max(bottom, piece[2])
            if overlap >= 0.45 * min(tall, own) and -0.5 * tall <= gap <= tall:
                if char.isdigit() and own < 0.8 * tall and bottom > piece[2] + 0.15 * tall:
                    continue  # a note's number, set above the line
                if _is_apart(piece[0][-1], char, gap / (tall or 1), space):
                    piece[0] += " "
                piece[0] += char
                piece[3] = max(piece[3], right)
                if own > tall:
                    piece[2], piece[4] = bottom, top
                space = False
                continue
            if space and piece[0]:
                piece[0] += " "
        pieces.append([char, left, bottom, right, top])
        space = False
    for piece in pieces:
        piece[1:] = [round(value, 2) for value in piece[1:]]
    return pieces


def _is_apart(before: str, after: str, gap: float, space: bool) -> bool:
    """Whether a space belongs between two characters; ``gap`` in heights of the line.

    Chinese and Japanese have none, and their lines are spread to the margin.
    """
    if _is_wide(before) and _is_wide(after):
        return space and gap > 0.2
    return space or (gap > 0.16 and not (_is_wide(before) or _is_wide(after)))


def _is_wide(char: str) -> bool:
    return (
        "\u2e80" <= char <= "\ua4cf" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
    )


if __name__ == "__main__":
    main()
