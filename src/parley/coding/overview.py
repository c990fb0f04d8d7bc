"""What a document is about as a whole: its two sides, its theatre, what it names most."""

from parley.coding.positions import Tables, Term, topics
from parley.coding.scan import Scan
from parley.coding.vocabulary import Matches
from parley.lexicon import Lexicon

SAID = 5.0  # issues ranked so high are spoken to where they are named at all


def main_pair(scan: Scan) -> tuple[str, ...]:
    """The two parties that a document speaks of most."""
    counts: dict[str, int] = {}
    for sentence in scan.sentences:
        for hit in sentence.entities:
            if hit.kind in ("actor", "compound", "person"):
                for party in hit.parties:
                    counts[party] = counts.get(party, 0) + 1
    return tuple(sorted(sorted(counts, key=lambda p: (-counts[p], p))[:2]))


def host(scan: Scan, lexicon: Lexicon) -> str | None:
    """The organisation that a Chinese document opens with: all sides speaking are its members."""
    if not scan.lang.startswith("zh"):
        return None
    for sentence in scan.sentences[:2]:
        for hit in sentence.entities:
            for party in hit.parties:
                if party in lexicon.actors and lexicon.actors[party].kind == "body":
                    return party
    return None


def theatre(scan: Scan, terms: Matches[Term], known: Tables) -> str | None:
    """The theatre that the opening of a document is about."""
    opening = scan.sentences[:3]
    if not opening:
        return None
    counts: dict[str, int] = {}
    for topic in topics(terms, opening[0].start, opening[-1].end, known):
        if known.issues[topic.issue].theatre and topic.kind != "weak":
            counts[topic.issue] = counts.get(topic.issue, 0) + 1
    return max(counts, key=lambda i: counts[i], default=None)


def main_issue(terms: Matches[Term], known: Tables) -> str | None:
    """The issue that a document names most often, talk about talk left aside."""
    counts: dict[str, int] = {}
    for match in terms:
        for term in match.means:
            if term.kind in ("terms", "stance") and known.issues[term.issue].rank >= SAID:
                counts[term.issue] = counts.get(term.issue, 0) + 1
    return max(counts, key=lambda i: counts[i], default=None)
