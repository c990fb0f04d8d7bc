"""Builds every pattern of a language from the entries: names, compounds, prefixed short forms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

import msgspec
from babel import Locale
from babel.core import get_global

from parley.lexicon.entries import (
    Actor,
    ChannelEntry,
    Generic,
    Names,
    Office,
    Person,
    PlaceEntry,
    Word,
)
from parley.lexicon.matcher import Form, cased, fold_all, katakana_edges, latin_edges

KEYS = {
    "en": ("en",),
    "zh": ("zh", "zh-Hant", "zh-Hans"),
    "ja": ("ja",),
    "ko": ("ko",),
}
"""Keys of ``names`` whose forms are a language's own."""

RANKS = (
    "affix",
    "surname",
    "generic",
    "place",
    "both",
    "deictic",
    "compound",
    "noise",
    "actor",
    "office",
    "person",
    "channel",
)
"""What wins where two patterns are equally long, last first."""

_RANK = {kind: number for number, kind in enumerate(RANKS)}
_LOCALES = {"en": ("en",), "zh": ("zh_Hans", "zh_Hant"), "ja": ("ja",), "ko": ("ko",)}
_GROUPS = ("names", "adjectives", "capitals", "metonyms", "bodies", "forces", "side")
_TAGS = {
    "names": "name",
    "adjectives": "adjective",
    "capitals": "capital",
    "metonyms": "metonym",
    "bodies": "body",
    "forces": "forces",
    "side": "side",
}


class Sources:
    """The entries that patterns are built from."""

    def __init__(
        self,
        actors: Mapping[str, Actor],
        words: Mapping[str, Word],
        people: Mapping[str, Person],
        offices: Mapping[str, Office],
        channels: Mapping[str, ChannelEntry],
        generic: Mapping[str, Generic],
        places: Mapping[str, PlaceEntry],
        noise: Sequence[Mapping[str, Any]],
        rules: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self.actors = actors
        self.words = words
        self.people = people
        self.offices = offices
        self.channels = channels
        self.generic = generic
        self.places = places
        self.noise = noise
        self.rules = rules

    def rule(self, name: str, key: str) -> Any:
        """A value of the table of forms, or an empty dict."""
        return self.rules.get(name, {}).get(key, {})


LIST_MARK = "、"
"""Between short forms in a Chinese list (美、日、韩三国)."""


def own(names: Names, lang: str) -> Iterator[str]:
    """Forms of one language, in its scripts."""
    for key in KEYS[lang]:
        yield from names.get(key, ())


def beside_titles(person: Person, lang: str, known: Mapping[str, Any]) -> Iterator[str]:
    """Forms of a person that count only beside a title.

    Those listed, and the family name that a name in Chinese or Korean script begins with: one
    character, or two where ``known`` has them, of the parties whose people are so named.
    """
    yield from own(person.titled, lang)
    for text in own(person.surname, lang):
        if _in_script(text, 1, 1):
            yield text
    if lang == "en" or person.party not in known.get("parties", ()):
        return
    two = known.get("ko" if lang == "ko" else "zh", {}).get("two", ())
    for text in own(person.names, lang):
        if _in_script(text, 2, 4):
            yield text[: 2 if text[:2] in two and len(text) > 2 else 1]


def _in_script(text: str, least: int, most: int) -> bool:
    """Whether a text is that many Chinese characters or Korean syllables and nothing else."""
    return least <= len(text) <= most and all(
        "\u4e00" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in text
    )


def shorts(actors: Mapping[str, Actor], lang: str) -> list[tuple[str, str]]:
    """``(short form, party)`` of one language, folded."""
    return _folded([(form, a.id) for a in actors.values() for form in own(a.short, lang)], lang)


def _folded(pairs: Sequence[tuple[str, str]], lang: str) -> list[tuple[str, str]]:
    return list(zip(fold_all([f for f, _ in pairs], lang), [p for _, p in pairs], strict=True))


def build(sources: Sources, lang: str) -> dict[str, Form]:
    """Every pattern of ``lang`` with what it stands for; Latin names are in every language's."""
    raw: list[tuple[str, Form]] = []
    for key in dict.fromkeys((lang, "en")):
        raw.extend(_entities(sources, key))
    listed = len(raw)
    raw.extend(_short_forms(sources, lang))
    folded = fold_all([text for text, _ in raw], lang)
    out: dict[str, Form] = {}
    for number, (text, (_, form)) in enumerate(zip(folded, raw, strict=True)):
        if number >= listed and text in out:
            continue  # a name of its own, such as 北韓, is no pair of short forms
        ranked = msgspec.structs.replace(
            form, kind="actor" if form.kind == "affix" else form.kind, rank=_RANK[form.kind]
        )
        if not form.edge and latin_edges(text):
            ranked = msgspec.structs.replace(ranked, edge="word")
        if not form.edge and form.kind != "noise" and katakana_edges(text):
            ranked = msgspec.structs.replace(ranked, edge="katakana")
        held = out.get(text)
        if text and (held is None or held.rank < ranked.rank):
            out[text] = ranked
    return out


def _entities(sources: Sources, lang: str) -> Iterator[tuple[str, Form]]:
    english = lang == "en"
    spellings = sources.rule("spellings", "en")
    # Short Korean words also end longer ones (양국, 해양국): they must begin theirs.
    edge = "hangul" if lang == "ko" else ""
    yield from _actors(sources, lang)
    for word in sources.words.values():
        for text in _cases(own(word.names, lang), english):
            yield text, Form(word.kind, word.id, word.parties, edge=edge)
    not_surnames = frozenset(sources.rule("not-surnames", lang))
    surnames: dict[str, set[str]] = {}
    for person in sources.people.values():
        for text in own(person.surname, lang):
            surnames.setdefault(text, set()).add(person.party)
    for person in sources.people.values():
        for text in own(person.names, lang):
            yield text, Form("person", person.id, (person.party,), edge=edge)
            if english:
                yield text.upper(), Form("person", person.id, (person.party,))
        for text in own(person.surname, lang):
            if text in not_surnames or _in_script(text, 1, 1):
                continue
            of_all = surnames[text]
            yield text, Form("surname", text, tuple(of_all) if len(of_all) == 1 else (), edge=edge)
    for office in sources.offices.values():
        parties: tuple[str, ...] = (office.party,) if office.party else ()
        for text in _cases(_spelled(own(office.names, lang), spellings), english):
            yield text, Form("office", office.id, parties, office.kind)
    for channel in sources.channels.values():
        names = list(own(channel.names, lang))
        names.extend(_reordered(sources, channel, lang))
        for text in _cases(_spelled(names, spellings), english):
            yield text, Form("channel", channel.id)
    for generic in sources.generic.values():
        for text in _cases(_spelled(own(generic.names, lang), spellings), english):
            yield text, Form("generic", generic.id, edge=edge)
    for place in sources.places.values():
        parties = (place.party,) if place.party else place.between
        for text in own(place.names, lang):
            yield text, Form("place", place.id, parties, edge=edge)
            if english:
                yield text.upper(), Form("place", place.id, parties)
    for row in sources.noise:
        for text in row.get(lang, ()):
            yield text, Form("noise", row["id"])


def _actors(sources: Sources, lang: str) -> Iterator[tuple[str, Form]]:
    listed = set()
    # Later groups win over earlier ones: a city state's name is its capital, too.
    held: dict[str, Form] = {}
    for actor in sources.actors.values():
        for name in _GROUPS:
            for text in own(getattr(actor, name), lang):
                held[text] = Form("actor", actor.id, (actor.id,), _TAGS[name])
        for text in own(actor.combining, lang):
            yield text, Form("actor", actor.id, (actor.id,), "short", edge="joined")
        for text in own(actor.alone, lang):
            alone = "acting" if lang == "ja" else "alone"
            yield text, Form("actor", actor.id, (actor.id,), "short", edge=alone)
        for text in own(actor.own, lang):
            yield text, Form("deictic", "own", (actor.id,), "own")
        listed.add(actor.id)
    words = frozenset(sources.rule("not-names", lang))
    for party, name in territories(lang, sources.rules.get("not-parties", {}).get("codes", ())):
        if name not in words:
            held.setdefault(name, Form("actor", party, (party,), "name"))
    for text, form in held.items():
        # A Korean name begins its word (수출국 is no 출국); a body may stand at the end of one.
        yield (
            text,
            msgspec.structs.replace(form, edge="hangul")
            if lang == "ko" and form.tag != "body"
            else form,
        )
        if lang == "en" and len(text) > 4:
            yield text.upper(), form


def territories(lang: str, excluded: Iterable[str]) -> Iterator[tuple[str, str]]:
    """``(alpha-3 code, name)`` of every territory that CLDR has, but for the codes excluded."""
    left_out = frozenset(excluded)
    aliases: Mapping[str, Sequence[str]] = get_global("territory_aliases")
    alpha3 = {
        two[0]: three
        for three, two in aliases.items()
        if len(three) == 3 and three.isalpha() and len(two) == 1 and three not in left_out
    }
    for locale in _LOCALES[lang]:
        for code, name in Locale.parse(locale).territories.items():
            party = alpha3.get(code)
            if party and len(name) >= (4 if lang == "en" else 2):
                yield party, name


def _cases(texts: Iterable[str], english: bool) -> Iterator[str]:
    for text in texts:
        if english:
            yield from cased(text)
        else:
            yield text


def _spelled(texts: Iterable[str], spellings: Mapping[str, str]) -> Iterator[str]:
    """Each text, and with every pair of spellings exchanged either way."""
    for text in texts:
        yield text
        for one, other in spellings.items():
            for old, new in ((one, other), (other, one)):
                if old in text:
                    yield text.replace(old, new)


def _reordered(sources: Sources, channel: ChannelEntry, lang: str) -> Iterator[str]:
    """Names that begin with the parties' short forms, with these in every other order."""
    if len(channel.parties) not in (2, 3):
        return
    forms = [
        list(own(sources.actors[party].short, lang)) if party in sources.actors else []
        for party in channel.parties
    ]
    orders = [order for order in permutations(forms) if all(order)]
    heads = {"".join(choice[at] for choice in order) for order in orders for at in (0, -1)}
    if not heads:
        return
    length = len(channel.parties)
    names = list(own(channel.names, lang))
    # Only the head is compared folded: 韓 and 韩 are one.
    folded = dict(zip(names, fold_all(names, lang), strict=True))
    folded_heads = set(fold_all(sorted(heads), lang))
    for name in names:
        text = folded[name]
        if text[:length] in folded_heads:
            for head in sorted(folded_heads):
                yield head + text[length:]


DIGITS = "0123456789"


def _short_forms(sources: Sources, lang: str) -> Iterator[tuple[str, Form]]:
    """Pairs and triples of short forms, and single ones after a prefix."""
    guards = sources.rule("not-short-after", lang)
    figures = DIGITS if lang == "ko" else ""  # 18일 전략폭격기가: the day
    edge = "hangul" if lang == "ko" else ""
    own_shorts = shorts(sources.actors, lang)
    marks = ("", LIST_MARK) if lang.startswith("zh") else ("", "·") if lang == "ko" else ("",)
    for size in (2, 3):
        for combination in permutations(own_shorts, size):
            parties = tuple(party for _, party in combination)
            if len(set(parties)) == size:
                guard = guards.get(combination[0][0], "")
                compound = Form("compound", "-".join(parties), parties, edge=edge, not_after=guard)
                for mark in marks:
                    yield mark.join(form for form, _ in combination), compound
    syllables = frozenset(sources.rule("syllables", lang))
    others_before = "·・/-" + "".join(form for form, _ in own_shorts if len(form) == 1)
    belongings = fold_all(sources.rule("short-before", lang), lang)
    for form, party in own_shorts:
        for word in belongings:
            yield (
                form + word,
                Form(
                    "actor",
                    party,
                    (party,),
                    "forces",
                    edge=edge,
                    not_after=others_before + guards.get(form, "") + figures,
                ),
            )
        if form in syllables:
            yield form, Form("actor", party, (party,), "short", edge="syllable", not_after=figures)
    beside = "".join(form for form, _ in own_shorts if len(form) == 1)  # 中俄轰炸机 are of two
    for suffix, never in sources.rule("suffixes", lang).items():
        for form, party in own_shorts:
            if form not in never:
                guard = guards.get(form, "") + beside
                yield form + suffix, Form("actor", party, (party,), "forces", not_after=guard)
    others = [(f, actor.id) for actor in sources.actors.values() for f in own(actor.after, lang)]
    after = [*own_shorts, *_folded(others, lang)]
    prefixes = sources.rule("prefixes", lang)
    for prefix, only in prefixes.items():
        for form, party in after:
            if not only or form in only:
                yield (
                    prefix + form,
                    Form("affix", party, (party,), "short", skip=len(prefix), edge=edge),
                )
