"""A comparison of two accounts as one HTML page."""

from collections.abc import Iterable
from importlib import resources
from typing import Any

from markupsafe import Markup

from parley.comparison import Account, Comparison, Given, Said
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
    return printable(template.render(_view(found, words), style=Markup(style)))


def _view(found: Comparison, words: Words) -> dict[str, Any]:
    return {
        "ui": words.ui,
        "t": words.t,
        "heading": found.event.headline if found.event else words.t("compare.apart"),
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
