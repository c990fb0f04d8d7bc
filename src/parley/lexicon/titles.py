"""Names that only count beside a title (董防长, 윤 대통령, 習氏), and whom a title may mean."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from parley.lexicon.entries import Office, Person
from parley.lexicon.matcher import Hit

HONORIFIC = "honorific"
"""Tag of a word that follows anybody's name."""

_LETTER = re.compile("[\u3400-\u9fff가-힣A-Za-zァ-ヺー]")


class Titled(NamedTuple):
    """The short forms of one language, folded, with the people that each may be.

    ``after``: characters after which a form may begin where a script puts no space between words.
    ``longest``: of the forms, in characters.
    """

    forms: Mapping[str, tuple[str, ...]]
    people: Mapping[str, Person]
    offices: Mapping[str, Office]
    after: frozenset[str]
    longest: int

    def before(self, text: str, title: Hit, reach: int) -> Hit | None:
        """The name right before a title, from ``reach`` on: of people who held such an office."""
        end = title.start
        if end and text[end - 1] == " ":
            end -= 1
        for size in range(min(self.longest, end - reach), 0, -1):
            start = end - size
            ids = self.forms.get(text[start:end])
            if ids is None or not self._begins(text, start, reach):
                continue
            parties = {self.people[key].party for key in self._meant(ids, title)}
            if parties:
                return Hit(
                    start,
                    end,
                    "surname",
                    text[start:end],
                    tuple(parties) if len(parties) == 1 else (),
                )
        return None

    def _begins(self, text: str, start: int, reach: int) -> bool:
        before = text[start - 1 : start]
        if "가" <= text[start] <= "힣":
            return not _LETTER.match(before)  # 정상회의시 3국 정상: nobody of that name
        return start == reach or not _LETTER.match(before) or before in self.after

    def _meant(self, ids: Iterable[str], title: Hit) -> list[str]:
        if title.tag == HONORIFIC:
            return list(ids)
        found = [(key, rank(self.people[key], title.id, self.offices)) for key in ids]
        best = min((place for _, place in found if place is not None), default=None)
        return [key for key, place in found if place is not None and place == best]


def rank(person: Person, title: str, offices: Mapping[str, Office]) -> int | None:
    """How well a title fits a person, whenever it was held: 0 best, None not at all."""
    places = [fits(title, held.office, offices) for held in person.offices]
    return min((place for place in places if place is not None), default=None)


def fits(title: str, held: str, offices: Mapping[str, Office]) -> int | None:
    """How well the title says the office held: 0 the same, 1 one of its group, 2 its rank alone."""
    said, one = offices.get(title), offices.get(held)
    if said is None or one is None:
        return None
    if held in (title, said.same):
        return 0
    if said.contact and said.contact == one.contact:
        return 1
    return 2 if said.rank and said.level == one.level else None
