"""A comparison of two accounts, or of a readout and the one before it, as one HTML page."""

from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Any, NamedTuple

from markupsafe import Markup

from parley.comparison import (
    Account,
    Comparison,
    Given,
    PhraseChange,
    Predecessor,
    Said,
    Use,
)
from parley.lexicon import Lexicon
from parley.report.render import environment
from parley.report.safe import one_line, printable
from parley.report.words import Words
from parley.wording import names

CODED = {"level": names.level_name, "channel": names.channel_name, "initiative": names.party_name}
"""Facts whose values are codes, with what says them in words."""


def comparison_page(found: Comparison, ui: str, lexicon: Lexicon | None = None) -> str:
    """The page in the language ``ui``: all in one file, nothing fetched, no script."""
    words = Words(ui, lexicon)
    style = (resources.files("parley.report") / "templates" / "report.css").read_text("utf-8")
    template = environment(True).get_template("compare.html.j2")
    return printable(template.render(comparison_view(found, words), style=Markup(style)))


SIGNS = {"kept": "=", "added": "+", "dropped": "−", "reworded": "≈"}
"""What stands beside a change, so that it is not told by its colour alone."""


class Mark(NamedTuple):
    """A piece of a wording; ``differs``: the other one has something else in its place."""

    text: str
    differs: bool


def comparison_view(found: Comparison, words: Words) -> dict[str, Any]:
    """Everything that a page or a document of a comparison prints, in the reader's language."""
    title = "compare.previous.title" if found.previous else "compare.title"
    heading = words.t("compare.apart")
    if found.previous is not None:
        heading = one_line(found.a.title or found.a.doc)
    elif found.event is not None:
        heading = found.event.headline
    return {
        "ui": words.ui,
        "t": words.t,
        "title": words.t(title),
        "heading": heading,
        "previous": _previous(found.previous, found.b, words) if found.previous else None,
        "columns": [words.t("compare.this"), words.t("compare.before")],
        "phrases": [_phrase(change, words) for change in found.phrases],
        "accounts": [_account(account, words) for account in (found.a, found.b)],
        "facts": [
            {
                "name": words.t(f"compare.field.{fact.field}"),
                "sides": [_values(fact.field, side, words) for side in (fact.a, fact.b)],
                "relation": _relation(fact.relation, fact.judged, words),
            }
            for fact in found.facts
        ],
        "points": [
            {
                "name": names.issue_name(point.issue, words.ui, words.lexicon),
                "sides": [[_said(said, words) for said in side] for side in (point.a, point.b)],
                "relation": _relation(point.relation, point.judged, words),
            }
            for point in found.points
        ],
    }


def _account(account: Account, words: Words) -> dict[str, str]:
    voice = account.voice
    name = words.known("voice", voice) if voice else words.t("voice.none")
    name = words.party(voice) if voice and name == voice else name
    return {"name": name, "title": account.title or account.doc}


def _values(field: str, given: Iterable[Given], words: Words) -> list[str]:
    named = CODED.get(field)
    if field == "form":
        return [words.known("compare.form", g.value) for g in given]
    return [named(g.value, words.ui, words.lexicon) if named else g.value for g in given]


def _relation(relation: str, judged: bool, words: Words) -> str:
    told = words.t(f"compare.{relation}")
    return told if judged else words.t("compare.not-judged", relation=told)


def _said(said: Said, words: Words) -> dict[str, Any]:
    act = names.act_name(said.act, words.ui, words.lexicon) if said.act else None
    return {
        "party": words.party(said.party) if said.party else None,
        "reported": said.act is not None and not said.own,
        "act": act,
        "strength": said.strength,
        "passages": [one_line(evidence.text) for evidence in said.evidence],
    }


def _previous(previous: Predecessor, account: Account, words: Words) -> str:
    title = one_line(account.title or account.doc)
    if previous.published is None:
        return words.t("compare.previous.against", title=title, why=previous.why)
    day = words.day(previous.published)
    return words.t("compare.previous.dated", title=title, date=day, why=previous.why)


def _phrase(change: PhraseChange, words: Words) -> dict[str, Any]:
    told = words.t(f"compare.{change.change}")
    if change.step:
        way = "compare.stronger" if change.step > 0 else "compare.weaker"
        told = f"{told}{words.t('cite.comma')}{words.t(way, n=abs(change.step))}"
    return {
        "change": change.change,
        "sign": SIGNS[change.change],
        "told": told,
        "kind": words.t(f"compare.{change.kind}"),
        "issue": words.issue(change.issue) if change.issue else None,
        "sides": [
            marked(side[0].text, [getattr(d, name) for d in change.differing]) if side else []
            for name, side in (("a", change.a), ("b", change.b))
        ],
        "first": _use(change.first, words),
        "last": _use(change.last, words),
    }


def marked(text: str, differing: Sequence[str]) -> list[Mark]:
    """A wording as one line in pieces, the words in which it differs from another marked."""
    line, at = one_line(text), 0
    pieces = []
    for words in filter(None, differing):
        start = line.find(words, at)
        if start >= 0:
            pieces += [Mark(line[at:start], False), Mark(words, True)]
            at = start + len(words)
    return [piece for piece in (*pieces, Mark(line[at:], False)) if piece.text]


def _use(use: Use | None, words: Words) -> str:
    if use is None:
        return ""
    told = [words.voice(use.voice), words.day(use.published) if use.published else ""]
    return words.t("list.comma").join(filter(None, told))
