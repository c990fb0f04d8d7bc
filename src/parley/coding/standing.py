"""How names stand in a sentence: as the place of an act, as its aim, beside a title or a party."""

from string import ascii_letters
from typing import TYPE_CHECKING

import msgspec

from parley.coding import grammar
from parley.coding.scan import Sentence
from parley.lexicon import Hit, Lexicon
from parley.lexicon.titles import rank

if TYPE_CHECKING:
    from parley.coding.figures import Figure


class Led(msgspec.Struct, frozen=True, gc=False):
    """The English word before somebody, over "the", in lower case, and where it begins."""

    word: str
    start: int


def led(text: str, at: int) -> Led:
    """The English word before a place in the view; empty where none stands near."""
    low = max(0, at - 14)
    near = text[low:at].rstrip()
    before = near.rstrip(ascii_letters)
    word = near[len(before) :]
    if word == "the" and before[-1:].isspace():
        near = before.rstrip()
        if near[-1:] and near[-1:] in ascii_letters:
            before = near.rstrip(ascii_letters)
            word = near[len(before) :]
    return Led(word.lower(), low + len(before)) if word else Led("", at)


def venue(sentence: Sentence, hit: Hit, text: str, before: Led | None) -> bool:
    """Whether a place or capital stands as the place of an act (在北京, "in Beijing").

    ``before``: the word before it, in English.
    """
    if hit.kind not in ("place", "actor"):
        return False
    if before is not None:
        return before.word in grammar.EN_VENUE_BEFORE and before.start >= sentence.start
    if any(d.end == hit.start for d in sentence.dates) and any(
        h.kind == "channel" and 0 <= h.start - hit.end <= 1 for h in sentence.entities
    ):
        return True  # 2023年6月新加坡「…」: date, place, forum
    return text.endswith(grammar.ZH_PLACE_BEFORE, sentence.start, hit.start)


def joined_after(sentence: Sentence, figure: "Figure", text: str) -> bool:
    """Whether those after 在 act, since others are joined to them: 在美国和韩国举行演习后."""
    clause = sentence.clauses[sentence.clause_at(figure.start)]
    closes = text[figure.end : clause.end].rstrip("，；。").endswith(grammar.ZH_WHEN)
    return closes and any(
        hit.kind in ("actor", "compound", "person", "office")
        and hit.start == figure.end + 1
        and text[figure.end] in grammar.ZH_AND
        for hit in sentence.entities
    )


def targeted(sentence: Sentence, hit: Hit, text: str, before: Led | None) -> bool:
    """Whether a party is what an act is aimed at (对台, 向基隆, "around Taiwan")."""
    if before is not None:
        near = before.start >= max(sentence.start, hit.start - 10)
        return near and before.word in grammar.EN_TARGET_BEFORE
    return text.endswith(grammar.ZH_TARGET_BEFORE, sentence.start, hit.start) or text.startswith(
        grammar.ZH_AROUND_AFTER, hit.end, hit.end + 2
    )


def titled(last: Hit, office: Hit, text: str, sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a Chinese title follows who holds it, or a town: 拜登总统, 福建海警."""
    if office.kind != "office" or last.end != office.start:
        return False
    if town(last):
        return not text.endswith(grammar.ZH_VENUE_BEFORE, sentence.start, last.start)
    return last.kind == "person" and any(
        rank(lexicon.people[key], office.id, lexicon.offices) is not None
        for key in lexicon.who(text[last.start : last.end])
    )


def town(hit: Hit) -> bool:
    """Whether a place is of one party, so that its mayor or governor is that party's."""
    return hit.kind == "place" and len(hit.parties) == 1


def place_id(hit: Hit) -> str | None:
    """The lexicon's id of a place; a capital is ``JPN.capital``, a party's land its code."""
    if hit.kind == "place":
        return hit.id
    if hit.kind == "actor" and len(hit.parties) == 1:
        return f"{hit.parties[0]}.capital" if hit.tag == "capital" else hit.parties[0]
    return None


def beside(text: str, start: int, before: Led | None) -> bool:
    """Whether somebody stands as the one with whom, by whom or to whom something is done."""
    if before is not None:
        return before.word in grammar.EN_BESIDE and before.start >= start - 12
    return text.endswith(grammar.ZH_BESIDE, 0, start)
