"""What a verb is about where its object stands before: "signed it", "and resumed in May"."""

import re
from collections.abc import Sequence

from parley.coding.nouns import Frame, Noun
from parley.coding.scan import Sentence
from parley.coding.words import Rule, Word

UNDERTAKEN = frozenset(
    [
        "sign",
        "agree",
        "cancel",
        "suspend-channel",
        "resume-channel",
        "withdraw",
        "establish-channel",
        "agree-to-establish",
        "refuse-meeting",
    ]
)
"""What is done to something that a text goes on speaking of as "it"."""
IT_AFTER = re.compile(
    r"(?:\s(?:up|off|on|down))?\s(?:it|them|both|that one|this one|the former|the latter)\b(?!['’])"
)
"""After a verb: what was spoken of."""
IT_BEFORE = re.compile(
    r"(?i)\W*(?:(?:and|but|though|then|so|when|until|before|after|which) )*"
    r"(?:(?:in|on|by|at|since|from) [^,;:]{3,40}(?:, ?| ))?"
    r"(?:it|they|this|that|both|these|which) "
    r"(?:(?:was|were|is|are|has|have|had|been|being|be|then|later|again|finally|formally|only"
    r"|duly|also|itself|first|never|not|soon|will|would|to|due|now) )*"
)
"""From the opening of a clause to its verb, where a pronoun is all that acts."""
JOINED = re.compile(
    r"(?:^|[\s,;])(?:and|but|then|or)\s(?:(?:was|were|has|have|had|been|then|later|again|finally"
    r"|formally|only|duly|also|soon|promptly|eventually)\s)*"
    r"(?:(?:in|on|by|at|from|two|three|four|a|some|the)\s[^,;:]{2,34}?(?:,\s|\s))?"
    r"(?:(?:was|were|has|have|had|been|then|later|again|finally|formally|only|duly|also)\s)*$"
)
"""Before the second of two verbs that have one subject."""
PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be|got)\s(?:(?:then|later|again|finally|formally|only|duly"
    r"|also|first|soon|not|never)\s)?$"
)
INTRANSITIVE = re.compile(
    r"(?:entered|came|took effect|resumed|reopened|lapsed|expired|ran out|collapsed|went|fell|broke"
    r"|stalled|ended|reconvened|opened|began|closed)\b"
)
"""Verbs that tell by themselves what became of their subject."""
AGREED_ON = re.compile(r"(?:was|were|been)\s(?:also\s|first\s)?$")
AFTER_AGREED = re.compile(r"(?:\s(?:up)?on)?(?=[\s,.;])(?!\s(?:to|that)\b)")


def told_before(
    sentence: Sentence,
    word: Word,
    rule: Rule,
    things: Sequence[Noun],
    spoken: Sequence[Noun],
) -> list[Noun]:
    """The noun that a verb points back to, in its sentence or among those ``spoken`` of before."""
    if rule.mode not in UNDERTAKEN:
        return []
    offset = sentence.start
    clause = sentence.clauses[sentence.clause_at(word.start)]
    ahead = [n for n in things if n.end <= word.start and n.classes & rule.objects]
    if IT_AFTER.match(sentence.text, word.end - offset):
        return ahead[-1:] or [n for n in spoken if n.classes & rule.objects][:1]
    if not rule.subject_object:
        return []
    before = sentence.text[clause.start - offset : word.start - offset]
    passive = PASSIVE.search(before) or INTRANSITIVE.match(word.text)
    if passive and IT_BEFORE.fullmatch(before):
        return ahead[-1:] or [n for n in spoken if n.classes & rule.objects][:1]
    if passive and ahead and JOINED.search(before):
        first = next((w for w in sentence.words if w.start >= ahead[-1].end and _tells(w)), None)
        between = sentence.text[ahead[-1].end - offset : word.start - offset]
        same = first is not None and any(r.mode == rule.mode for r, _ in first.rules)
        if first is not None and not same and not _others_act(sentence, first, word):
            return ahead[-1:] if ";" not in between else []
    return []


def _tells(word: Word) -> bool:
    return "verb" in word.parts or "support" in word.parts


def _others_act(sentence: Sentence, first: Word, word: Word) -> bool:
    """Whether somebody else opens the clause of the second verb."""
    clause = sentence.clauses[sentence.clause_at(word.start)]
    low = max(clause.start, first.end)
    joint = max(
        sentence.text.rfind(" and ", 0, word.start - sentence.start),
        sentence.text.rfind(" but ", 0, word.start - sentence.start),
    )
    low = max(low, joint + sentence.start)
    return any(
        low <= h.start < word.start and h.kind not in ("place", "channel", "generic")
        for h in sentence.entities
    )


def agreed_before(
    sentence: Sentence, word: Word, rule: Rule, things: Sequence[Noun], spoken: Sequence[Noun]
) -> Frame | None:
    """What was agreed upon, where it stands before: "the line was agreed in 2008", "reached it"."""
    offset = sentence.start
    clause = sentence.clauses[sentence.clause_at(word.start)]
    before = sentence.text[clause.start - offset : word.start - offset]
    if word.text.startswith("agreed") and AGREED_ON.search(before):
        if not AFTER_AGREED.match(sentence.text, word.end - offset):
            return None
        left = [n for n in things if clause.start <= n.start and n.end <= word.start]
        founded = [n for n in left if n.classes & {"line", "body", "channel-entity"}]
        if not founded and not left and IT_BEFORE.fullmatch(before):
            founded = [n for n in spoken if n.classes & {"line", "body"}][:1]
        if founded:
            mode = "agree-to-establish"
            return Frame(mode, word.start, word.end, rule, (founded[-1],), "agreed", None, "agreed")
        return None
    if word.text.startswith(("reach", "struck", "strike")) and IT_AFTER.match(
        sentence.text, word.end - offset
    ):
        known = [n for n in (*reversed(things), *spoken) if "document" in n.classes]
        known = [n for n in known if n.end <= word.start][:1]
        if known:
            return Frame("agree", word.start, word.end, rule, (known[0],), None, None, "agreed")
    return None


SOMEBODY = frozenset({"person", "surname", "office"})
GOING_TO = re.compile(r"[^.;:]{0,40}?\s(?:to|into)\s(?:the\s)?$")


def sent(sentence: Sentence, word: Word, rule: Rule) -> list[Noun]:
    """Who is sent somewhere by name or title: "sent General Giang to Beijing"."""
    if "envoy" not in rule.objects:
        return []
    offset = sentence.start
    for hit in sentence.entities:
        if hit.kind in SOMEBODY and 0 <= hit.start - word.end <= 24:
            goal = any(
                0 <= h.start - hit.end <= 60
                and h.kind in ("actor", "place")
                and GOING_TO.fullmatch(sentence.text, hit.end - offset, h.start - offset)
                for h in sentence.entities
            )
            return [Noun(hit.start, hit.end, frozenset({"envoy"}), None, None, False)] * goal
    return []


SAID_NO = "v-say-no"
ASKED = re.compile(
    r"(?i)\b(?:ask|asked|asks|want|wants|wanted|propose[ds]?|offer(?:ed|s)?|request(?:ed|s)?"
    r"|sought|seeks?|invited?|invites|urged?|suggest(?:ed|s)?|bid|plea|proposal|invitation)\b"
)
"""Tells that something was asked for, which "said no" answers."""


def said_no(
    sentence: Sentence,
    word: Word,
    rule: Rule,
    things: Sequence[Noun],
    met: Noun | None,
    before: str,
) -> Frame | None:
    """The refusal of what was asked: of a meeting, where one was asked for.

    ``before``: the sentence before, which may be the asking.
    """
    offset = sentence.start
    if word.text.startswith("say "):
        return None
    asked = ASKED.search(sentence.text, 0, word.start - offset)
    if asked is None and ASKED.search(before) is None:
        return None
    near = [n for n in things if n.classes & rule.objects]
    ahead = [n for n in near if n.end <= word.start]
    inside = [n for n in near if word.start <= n.start < word.end]
    inner = (ahead[-1:] or inside) or ([met] if asked is None and met is not None else [])
    contact = [n for n in inner if n.classes & {"contact", "visit"}]
    mode, effect = ("refuse-meeting", "refused") if contact else ("reject", None)
    return Frame(mode, word.start, word.end, rule, tuple(inner), "refused", effect, "said no to it")


KEPT = frozenset(
    {"document", "contact", "visit", "line", "channel", "channel-entity", "body", "plan", "offer"}
)


def keep(spoken: list[Noun], things: Sequence[Noun]) -> list[Noun]:
    """What a text may go on to call "it", the latest first."""
    new = [n for n in reversed(things) if n.classes & KEPT]
    return (new + spoken)[:8]
