"""Whom a relative clause tells of: "North Korea, which carried out its second test"."""

import re

from parley.coding.figures import Figure
from parley.coding.reaching import clause_figures
from parley.coding.slots import Around, Filled

WHO = re.compile(r"\W*(?:and |but )?(?:which|who|that)\s")
"""Opens a clause that tells more of somebody named right before it."""
NEAR = 3
"""Characters between the one told of and the clause."""


def antecedent(out: Filled, here: Around) -> Figure | None:
    """The one named last before a relative clause in which nobody else acts; None elsewhere."""
    sentence, number = here.sentence, out.clause
    clause = sentence.clauses[number]
    if not number or not WHO.match(sentence.text, clause.start - sentence.start):
        return None
    if any(f.acts for f in clause_figures(here, clause.start, out.frame.start)):
        return None
    before = [f for f in here.figures if f.end <= clause.start and f.parties]
    if not before or clause.start - before[-1].end > NEAR:
        return None
    return before[-1]
