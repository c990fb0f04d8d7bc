"""Which documents may hold given words, by the index that search asks, so that few need be read.

What is asked is what a text that has the words cannot lack. A character of Han, kana or Hangul is
kept with its next one, and the last before a mark or a space alone: where 和平共处 stands, in
whatever pieces, there is 和平 or a lone 和, 平共 or a lone 平, and so on. Of other scripts each
word is there. Words are looked for in one passage; passages part no sentence.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from sqlalchemy import Connection, text

from parley.language.plain import EAST, units
from parley.record.bulk import pieces
from parley.record.bydate import Head, head_of, place
from parley.record.index import ROOM, ready

AT_ONCE = 8
"""Wordings of one question."""
TERMS = 48
"""Things asked of one wording at the most: more of a long sentence would part no documents."""
_EAST = re.compile(f"[{EAST}]")
_WHOLE = re.compile("[^\u1100-\U0010ffff]+")

Term = tuple[str, ...]
"""Tokens of which one is there."""


def terms(plain: str) -> list[Term]:
    """What the tokens of a text have that holds these plain words (``parley.language.plain``)."""
    found: dict[Term, None] = {}
    for one, following in pairwise([*(unit.text for unit in units(plain)), ""]):
        if _EAST.match(one):
            if _EAST.match(following):
                found[one + following, one] = None
        elif _WHOLE.fullmatch(one):  # a word of other scripts may be a piece of one
            found[(one,)] = None
    return list(found)[:TERMS]


def holding(connection: Connection, wordings: Iterable[str]) -> list[Head] | None:
    """The current documents that may hold one of several plain wordings, in order of their places.

    None where any may: the index is not made, or a wording says nothing that it knows.
    """
    asked = [terms(plain) for plain in dict.fromkeys(wordings)]
    if not all(asked) or not ready(connection):
        return None
    lite = connection.dialect.name == "sqlite"
    found: set[Head] = set()
    for several in pieces(asked, AT_ONCE):
        query = (_fts5 if lite else _tsquery)(several)
        rows = connection.execute(_ASKED[lite], {"query": query})
        found.update(head_of(*row) for row in rows)
    return sorted(found, key=place)


_CHOSEN = "SELECT DISTINCT texts.doc, texts.published, texts.voice FROM words"
_ASKED = {
    True: text(
        f"{_CHOSEN} JOIN texts ON texts.number = words.rowid >> {ROOM}"
        " WHERE words MATCH :query AND texts.current = 1"
    ),
    False: text(
        f"{_CHOSEN} JOIN texts ON texts.number = words.number >> {ROOM}"
        " WHERE words.tokens @@ CAST(:query AS tsquery) AND texts.current = 1"
    ),
}


def _fts5(several: Iterable[Iterable[Term]]) -> str:
    """The wordings as FTS5 reads them: tokens are letters and digits, and mean themselves."""
    return _joined(several, " OR ", " AND ", '"')


def _tsquery(several: Iterable[Iterable[Term]]) -> str:
    """The wordings as PostgreSQL reads them."""
    return _joined(several, " | ", " & ", "'")


def _joined(several: Iterable[Iterable[Term]], either: str, both: str, mark: str) -> str:
    wordings = (
        both.join(f"({either.join(f'{mark}{t}{mark}' for t in term)})" for term in wording)
        for wording in several
    )
    return either.join(f"({wording})" for wording in wordings)
