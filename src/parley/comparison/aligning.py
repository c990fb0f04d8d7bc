"""Points: what two accounts report on each issue, and whether in the same sense."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from parley.coding.positions import Tables, tables, topics
from parley.comparison.results import Point, Relation, Said
from parley.items import Document, Event, Evidence, Party, Statement
from parley.language.views import view
from parley.lexicon import Lexicon

COMMUNICATION = "communication"
"""The issue that plans to meet or talk again speak to."""


class Uttered(NamedTuple):
    """A statement as one account reports it, on one issue."""

    issue: str
    said: Said
    sense: tuple[str, Party | None] | None
    """What is held and, where each side holds it for itself, who holds it; None where unknown."""


def uttered(
    document: Document,
    statements: Iterable[Statement],
    parties: frozenset[Party],
    lexicon: Lexicon,
) -> list[Uttered]:
    """What a document reports the parties as saying, in order, with issues named beside others."""
    sided = {row["id"] for row in lexicon.table("positions") if row.get("sided")}
    known = tables(lexicon, document.lang)
    given = list(statements)
    own = {(_holder(s, document), s.issue) for s in given}
    named: set[tuple[Party | None, str, tuple[Evidence, ...]]] = set()
    out: list[Uttered] = []
    for statement in given:
        out.append(_uttered(statement, document, parties, sided))
        for beside in _beside(statement, document, known, sided):
            key = (_holder(beside, document), beside.issue, beside.evidence)
            if key[:2] not in own and key not in named:
                named.add(key)
                out.append(_uttered(beside, document, parties, sided, beside=True))
    return out


def _holder(statement: Statement, document: Document) -> Party | None:
    return statement.speaker.party or document.voice


def _uttered(
    statement: Statement,
    document: Document,
    parties: frozenset[Party],
    sided: set[str],
    beside: bool = False,
) -> Uttered:
    holder, position = _holder(statement, document), statement.position
    said = Said(
        statement=statement.id,
        headline=statement.headline,
        party=holder,
        own=holder is not None and holder == document.voice,
        act=statement.act,
        position=position,
        strength=statement.strength,
        quote=statement.quote,
        beside=beside,
        evidence=statement.evidence,
    )
    if position is None:
        return Uttered(statement.issue, said, None)
    third = statement.addressee is not None and statement.addressee not in parties
    return Uttered(
        statement.issue, said, (position, holder if position in sided and not third else None)
    )


def _beside(
    statement: Statement, document: Document, known: Tables, sided: set[str]
) -> Iterator[Statement]:
    """The statement once more for each other issue that its words name, with what they hold on it.

    Issues that are ways of speaking of another (``yields``) are none of their own here, and words
    of the position that the statement takes speak to its own issue. The act alone, which is meant
    for that one, gives no position that a side holds for itself.
    """
    seen = {statement.issue}
    for evidence in statement.evidence:
        seen_as = view(evidence.text, document.lang)
        terms = known.terms.find(seen_as.text)
        positions = list(known.positions.find(seen_as.text))
        taken = [m for m in positions if any(one.id == statement.position for one in m.means)]
        for topic in topics(terms, 0, len(seen_as.text), known):
            issue = topic.issue
            if topic.kind == "weak" or issue in seen or known.issues[issue].yields:
                continue
            if any(topic.start < m.end and m.start < topic.end for m in taken):
                continue
            seen.add(issue)
            held = [
                one
                for match in positions
                for one in match.means
                if one.issue == issue and (not one.acts or statement.act in one.acts)
            ]
            held += [
                one
                for one in known.by_act.get(issue, ())
                if statement.act in one.acts and one.id not in sided
            ]
            first = min(held, key=lambda one: one.order, default=None)
            yield msgspec.structs.replace(
                statement,
                issue=issue,
                position=first.id if first else None,
                evidence=(evidence,),
            )


def points(a: Sequence[Uttered], b: Sequence[Uttered]) -> list[Point]:
    """The points in the order in which ``a``, then ``b``, comes to them.

    On an issue, what both hold is one point; what else they say on it is another.
    """
    order = dict.fromkeys(one.issue for one in (*a, *b))
    by_a, by_b = _by_issue(a), _by_issue(b)
    return [
        point for issue in order for point in _on(issue, by_a.get(issue, ()), by_b.get(issue, ()))
    ]


def _by_issue(several: Iterable[Uttered]) -> Mapping[str, list[Uttered]]:
    out: dict[str, list[Uttered]] = {}
    for one in several:
        out.setdefault(one.issue, []).append(one)
    return out


def _on(issue: str, a: Sequence[Uttered], b: Sequence[Uttered]) -> Iterator[Point]:
    both = {u.sense for u in a} & {u.sense for u in b} - {None}
    if both:
        yield _point(
            issue, "agree", [u for u in a if u.sense in both], [u for u in b if u.sense in both]
        )
    a, b = ([u for u in side if u.sense not in both] for side in (a, b))
    if a and b:
        yield _point(issue, "differ", a, b)
    elif a or b:
        judged = not both or all(u.sense for u in (*a, *b))
        point = _point(issue, "only-a" if a else "only-b", a, b)
        yield msgspec.structs.replace(point, judged=judged)


def _point(issue: str, relation: Relation, a: Sequence[Uttered], b: Sequence[Uttered]) -> Point:
    return Point(
        issue=issue,
        relation=relation,
        judged=all(u.sense is not None for u in (*a, *b)),
        a=tuple(u.said for u in a),
        b=tuple(u.said for u in b),
    )


def planned(pairs: Iterable[tuple[Event, Event]]) -> list[Point]:
    """A point for each plan that both accounts report."""
    return [
        Point(issue=COMMUNICATION, relation="agree", a=(_plan(a),), b=(_plan(b),)) for a, b in pairs
    ]


def _plan(event: Event) -> Said:
    return Said(statement=event.id, headline=event.headline, evidence=event.evidence)
