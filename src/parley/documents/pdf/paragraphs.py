"""From lines to paragraphs: what was wrapped is joined, words that were parted are whole again."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from parley.documents.pdf.pieces import Line

_BULLET = re.compile(r"(?:[•●○▪■◆◇▶‧∙·–—*※-]|\(?[\da-zA-Z]{1,2}[.)、）])\s*\S")
_FINAL = tuple('.!?。！？」』”"’)）:：')
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_PART = re.compile(r"([^\W\d_]{2,})-$")
_REST = re.compile(r"[^\W\d_]+")


class Words:
    """How the words of a document are written where no line's end parts them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._seen: Counter[str] = Counter()
        spaced = 0
        for line in lines:
            words = _WORD.findall(line.text)
            self._seen.update(word.lower() for word in words[1:-1])
            spaced += line.text.endswith(" ") and bool(_HANGUL.search(line.text[-2:]))
        # Where some lines of Korean end with the space they were broken at, the others were
        # broken within a word.
        self.spaced = spaced > 0

    def joined(self, before: str, after: str) -> str:
        """Two lines of one paragraph as one."""
        left, right = before.rstrip(), after.lstrip()
        if not left or not right:
            return left + right
        part, rest = _PART.search(left), _REST.match(right)
        if part and rest and rest[0][0].islower():
            whole, hyphened = part[1] + rest[0], f"{part[1]}-{rest[0]}"
            if self._seen[hyphened.lower()] > self._seen[whole.lower()]:
                return left + right
            return left[:-1] + right
        if left.endswith("-") or _is_wide(left[-1]) or _is_wide(right[0]):
            return left + right
        if _HANGUL.match(left[-1]) and _HANGUL.match(right[0]) and before == left:
            ends, begins = _WORD.findall(left), _WORD.match(right)
            word = (ends[-1] if ends else "") + (begins[0] if begins else "")
            if self.spaced or self._seen[word.lower()]:
                return left + right
        return f"{left} {right}"


def _is_wide(char: str) -> bool:
    """Chinese and Japanese characters, and their punctuation: no space stands between two."""
    return (
        "\u2e80" <= char <= "\ua4cf" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
    )


def paragraphs(pages: Sequence[Sequence[Sequence[Line]]]) -> list[str]:
    """The paragraphs of pages that are regions of lines, in reading order.

    A sentence that goes on in the next column or on the next page is one; notes in small type at
    a page's foot do not part it.
    """
    lines = [line for page in pages for region in page for line in region]
    words = Words(lines)
    body = _body(lines)
    out: list[str] = []
    running: tuple[int, Line] | None = None  # the last paragraph in the body's type, its last line
    for page in pages:
        for region in page:
            for number, group in enumerate(_groups(region)):
                text = ""
                for line in group:
                    text = words.joined(text, line.text) if text else line.text
                main = abs(group[0].height - body) < 0.12 * body
                if running and number == 0 and main and _goes_on(running[1], group[0]):
                    out[running[0]] = words.joined(out[running[0]], text)
                    running = running[0], group[-1]
                    continue
                out.append(text)
                if main:
                    running = len(out) - 1, group[-1]
    return [" ".join(text.split(" ")).strip() for text in out if text.strip()]


def _body(lines: Sequence[Line]) -> float:
    """The height of the type that most of the text is set in."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[round(line.height * 2) / 2] += len(line.text)
    return max(heights, key=lambda h: (heights[h], h)) if heights else 1.0


def _groups(region: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each paragraph of a region."""
    gaps = [a.bottom - b.top for a, b in itertools.pairwise(region)]
    usual = median(gaps) if gaps else 0.0
    group: list[Line] = []
    for line in region:
        if group and _begins(line, group, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins(line: Line, group: Sequence[Line], usual: float) -> bool:
    """Whether a line begins a paragraph after those of ``group``."""
    before = group[-1]
    em = max(before.height, 1e-6)
    ends = before.text.rstrip().endswith(_FINAL)
    short = _had_room(before, line)
    within = abs(line.left - before.body) < 0.5 * em
    return (
        before.bottom - line.top > usual + 0.3 * em
        or abs(line.height - before.height) > 0.2 * em
        or "\t" in line.text
        or ("\t" in before.text and not within)
        or (ends and short)
        or (bool(_BULLET.match(line.text)) and (ends or short))
        # The first line set in, or set out before the rest.
        or (line.left > before.body + 0.8 * em and not _is_set_in(group, line))
        or _is_heading(before)
    )


def _had_room(before: Line, line: Line) -> bool:
    """Whether the next line's first word would have gone into the line before it."""
    text = line.text.strip()
    if _is_wide(text[:1]):
        width = 1.5 * line.height
    else:
        first = text.split(maxsplit=1)[0]
        width = (line.right - line.left) * (len(first) + 1) / len(text)
    return before.right + width < before.margins[1]


def _is_set_in(group: Sequence[Line], line: Line) -> bool:
    """Whether a paragraph's first line hangs out, as a list's does, and this one follows it."""
    return bool(_BULLET.match(group[0].text)) and line.left < group[0].left + 4 * line.height


def _is_heading(line: Line) -> bool:
    """A line that stops well before the margin without an end of sentence."""
    room = line.margins[1] - line.margins[0]
    text = line.text.rstrip()
    return line.right < line.margins[0] + 0.6 * room and not text.endswith(tuple("-,;，；、"))


def _goes_on(before: Line, after: Line) -> bool:
    """Whether a paragraph that ends one region is taken up by the next one's first line."""
    room, next_room = (line.margins[1] - line.margins[0] for line in (before, after))
    return 0.8 * room < next_room < 1.25 * room and not (
        before.text.rstrip().endswith(_FINAL)
        or _BULLET.match(after.text)
        or "\t" in before.text + after.text
        or _is_heading(before)
        or before.right < before.margins[1] - 0.25 * (before.margins[1] - before.margins[0])
    )
