"""What somebody looks for, as phrases, and where they stand in a text."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parley.items import Span
from parley.language.pairs import Token, tokens

QUOTES = '"＂“”„«»「」『』《》'
_PIECE = re.compile(f"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]?(\\*?)|([^\\s{QUOTES}]+)")


class Phrase(NamedTuple):
    """Tokens that stand next to each other; with ``prefix`` the last may go on."""

    texts: tuple[str, ...]
    prefix: bool = False


def phrases(query: str) -> tuple[Phrase, ...]:
    """The phrases of a query, all of which a text has to hold; none where it has no letter.

    What stands between quotation marks is one, and so is each word or run of characters outside
    them. A ``*`` at the end of a word stands for any ending. No other sign means anything.
    """
    found: dict[Phrase, None] = {}
    for quoted, star, word in _PIECE.findall(query):
        several = tokens(quoted or word)
        if not several:
            continue
        texts = [token.text for token in several]
        prefix = not several[-1].pair and bool(star or word.endswith(("*", "＊")))
        if several[-1].pair:
            # The last character of a run goes on in the text, or not: its pair has told of it.
            if len(several) > 1 and several[-2].pair and several[-2].middle == several[-1].start:
                texts.pop()
            else:
                prefix = True
        found[Phrase(tuple(texts), prefix)] = None
    return tuple(found)


def places(phrase: Phrase, within: Sequence[Token]) -> list[Span]:
    """Where a phrase stands in a text, given as its tokens; in order, as stored offsets."""
    found: list[Span] = []
    *heads, last = phrase.texts
    size = len(heads)
    for at in range(len(within) - size):
        token = within[at + size]
        if token.text != last and not (phrase.prefix and token.text.startswith(last)):
            continue
        if any(within[at + n].text != head for n, head in enumerate(heads)):
            continue
        # Of a pair whose first character alone was asked for, that one.
        end = token.middle if token.pair and token.text != last else token.end
        found.append(Span(within[at].start, end))
    return found


def highlights(asked: Iterable[Phrase], text: str) -> list[Span]:
    """Where the phrases stand in a text, as spans apart; none where one of them is missing."""
    within = tokens(text)
    spans: list[Span] = []
    for phrase in asked:
        found = places(phrase, within)
        if not found:
            return []
        spans += found
    return apart(spans)


def apart(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap as one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out
