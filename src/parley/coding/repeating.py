"""Acts told once with several dates: 4日と27日に発射した, "in May and again in October"."""

import itertools
import re
from dataclasses import replace

import msgspec

from parley.coding import grammar
from parley.coding.scan import Scan
from parley.coding.slots import Around, Filled
from parley.dates import DateMention
from parley.items import Interval

TOLD_HERE = ("in the clause", "earlier in the sentence")
AGAIN = re.compile(
    r",?\s(?:and|then)(?:,\s[^,;]{3,60},)?(?:\s(?:then|did so))?(?:\s(?:again|once more))?"
    r"(?:\s(?:in|at)\s[A-Z][\w-]+(?:\s[A-Z]\w+)?)?(?:\s(?:in|on|at))?\s"
)
"""Between two dates of which each dates an act of its own."""
LISTED = re.compile(
    "[、・,]? ?|と、?|や|に(?:続き|続いて)、?|(?:および|及び)|[及和与]|[와과] |(?: 및|·|,) ?"
)
"""The same in Japanese and Korean."""
PLACED = re.compile(
    "(?:에는?)? [가-힣A-Za-z]{2,10}(?:에서)?(?:, ?|과 |와 |(?<=에서) |·)"
    "|には?[ァ-ヺー一-鿿]{2,10}(?:で)?(?:、|と)|在[一-鿿]{2,8}、"
)
"""The same with where it was the first time: 7월 서울, 8월 베이징에서."""
ONCE = frozenset({"election", "appointment", "agree", "sign", "agree-to-establish"})


def repeated(filled: Filled, here: Around, scan: Scan) -> list[Filled]:
    """An act for each of its dates; days that adjoin are one."""
    if filled.reasons.get("date") not in TOLD_HERE:
        return [filled]
    if grammar.of(scan.lang).cased or scan.lang.startswith("zh"):
        return _listed(filled, here, scan)
    if scan.lang != "en":
        return [filled]
    end_of, text = here.sentence.clauses[filled.clause].end, scan.view.text
    dates = [(m, i) for m, i in here.intervals if m.start < end_of and i.known]
    for (a, one), (b, two) in itertools.pairwise(dates):
        start, end = one.start, two.start
        if not AGAIN.fullmatch(text, a.end, b.start) or start is None or end is None:
            continue
        if filled.interval not in (one, two) or end <= start or one.direction or two.direction:
            continue
        if (one.precision, two.precision) == ("day", "day") and (end - start).days <= 1:
            filled.interval = msgspec.structs.replace(one, end=two.end)
            return [filled]
        first = replace(filled, interval=one, spans=list(filled.spans))
        return [first, replace(filled, interval=two, spans=list(filled.spans))]
    return [filled]


def _joined(start: int, end: int, here: Around, scan: Scan) -> bool:
    """Whether what stands between two dates makes a list of them."""
    text = scan.view.text
    if LISTED.fullmatch(text, start, end):
        return True
    return bool(PLACED.fullmatch(text, start, end)) and any(
        start <= h.start < end and (h.kind == "place" or h.tag == "capital")
        for h in here.sentence.entities
    )


def _listed(filled: Filled, here: Around, scan: Scan) -> list[Filled]:
    if filled.frame.mode in ONCE or filled.reasons.get("date") != "in the clause":
        return [filled]
    run: list[tuple[DateMention, Interval]] = []
    for mention, interval in here.intervals:
        if not interval.known or interval.direction or interval.start is None:
            continue
        if run and not _joined(run[-1][0].end, mention.start, here, scan):
            if any(i == filled.interval for _, i in run):
                break
            run = []
        if run and (run[-1][1].precision != interval.precision):
            run = []
        run.append((mention, interval))
    if len(run) < 2 or all(i != filled.interval for _, i in run):
        return [filled]
    each: list[Interval] = []
    for _, interval in run:
        last = each[-1] if each else None
        if last is not None and last.end and interval.start:
            apart = (interval.start - last.end).days
            if apart <= 0:
                return [filled]
            if apart == 1 and interval.precision == "day":
                each[-1] = msgspec.structs.replace(last, end=interval.end)
                continue
        each.append(interval)
    rounds = [number for _, _, number in here.rounds]
    if filled.iteration in rounds and len(rounds) == len(each):  # 第八次、第九次会议分别于…
        each = [each[rounds.index(filled.iteration)]]
    return [replace(filled, interval=interval, spans=list(filled.spans)) for interval in each]
