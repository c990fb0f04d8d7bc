"""Who stands in a sentence: parties, offices and people put together as the text names them.

"PRC Minister of National Defense Admiral Dong Jun" is three hits of the lexicon and one figure.
"""

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from parley.coding import grammar, understood
from parley.coding.abroad import with_abroad
from parley.coding.names import DOT, NAME_BEFORE, NAME_OF_OWN, READING, read_so, unknown_name
from parley.coding.names import FORENAME as FORENAME_ZH
from parley.coding.particles import (
    PLACE_OF,
    SOURCE,
    VENUE,
    Particles,
    next_act,
    only_then,
    particles,
)
from parley.coding.posts import held
from parley.coding.scan import Scan, Sentence
from parley.coding.standing import (
    beside,
    joined_after,
    led,
    place_id,
    targeted,
    titled,
    town,
    venue,
)
from parley.lexicon import Hit, Lexicon

GAP_EN = re.compile(
    r"^[\s,]*(?:'s\s+|’s\s+)?(?:(?:Adm|Gen|Lt|Col|Maj|Vice|Rear|Mr|Ms|Mrs|Dr|Sen|Rep)\.?\s+|Admiral\s+|General\s+|Colonel\s+"
    r"|Commander\s+|the\s+|then\s+|[A-Z]\.\s*|[A-Z][a-z]+\s+(?=$)|new\s+|outgoing\s+)*$"
)
GAP_ZH = re.compile(
    r"^(?:[的、\s]|财政|商务|外交|国防|常务|海军|陆军|空军|上将|大将|中将|大校|新任|时任|代理|首席|兼){0,2}$"
    r"|^(?:[\u4e00-\u9fff]{1,6}[·・‧])+$"
)
BOTH = frozenset("両各양")
"""Of two sides: 両首脳, 양 정상."""
GAP_CASED = {
    "ja": re.compile(r"^(?:[の・]?(?:新任の|新|前|元|当時の|次期)?|副|兼)$"),
    "ko": re.compile(r"^(?:의)? ?(?:신임 |전 |당시 |신임|전)?$"),
}
HELD_ONCE = frozenset({"当時", "前", "元", "당시", "전", "신임"})
"""Between a name and a title: 펠로시 당시 하원의장."""
LATIN_IN_BRACKETS = re.compile(r"^\s?[(（][A-Z][A-Za-z .'\-]+[)）]")
OF_PARTY = re.compile(r"\sof\s(?:the\s)?")
LEAD_BEFORE = frozenset({"actor", "compound", "deictic"})


class Figure(msgspec.Struct, frozen=True, gc=False):
    """Somebody in a sentence: view offsets, the parties meant, and who it is where named."""

    start: int
    end: int
    parties: tuple[str, ...]
    kind: str  # person office actor both deictic place
    name: str | None
    name_at: tuple[int, int]
    entity: str | None
    office: str | None
    place: str | None
    venue: bool
    target: bool
    beside: bool
    role: str = ""  # from the particle after it, in a language that has them
    after: int = 0  # where that particle ends
    tag: str | None = None
    """Of a lone name: ``adjective``, ``capital``, ``forces`` …, as the lexicon has it."""

    @property
    def acts(self) -> bool:
        """Whether it can be a subject: not a venue, not a plain place, not what is spoken of."""
        return not self.venue and self.kind != "place" and self.role != "about"


def everybody(scan: Scan, lexicon: Lexicon) -> list[list[Figure]]:
    """The figures of each sentence of a document."""
    text, lang, voice, on = scan.view.text, scan.lang, scan.document.voice, scan.published
    known = frozenset(h.id for s in scan.sentences for h in s.entities if h.kind == "person")
    found = [figures(s, text, lang, lexicon, voice, on, known) for s in scan.sentences]
    if grammar.of(lang).cased:
        if lang == "ja":
            found = [understood.of_topic(f, text) for f in found]
        quoted = zip(found, scan.sentences, strict=True)
        found = understood.with_understood([understood.quoted_we(f, s) for f, s in quoted], text)
        if lang == "ko":
            found = with_abroad(found, text, lexicon, bool(voice and voice.isupper()))
    return found


def figures(
    sentence: Sentence,
    text: str,
    lang: str,
    lexicon: Lexicon,
    voice: str | None,
    on: dt.date | None = None,
    known: frozenset[str] = frozenset(),
) -> list[Figure]:
    """The figures of a sentence, left to right. ``known``: people named in full somewhere."""
    hits = [h for h in sentence.entities if h.kind not in ("channel", "generic")]
    marks = particles(lexicon, lang)
    if marks is not None:
        found = cased(sentence, hits, text, lang, lexicon, voice, on, known, marks)
        if lang == "ko":
            found = held(found, sentence, text, marks, lexicon)
        return with_roles(found, sentence, text, marks)
    if not hits:
        return []
    out: list[Figure] = []
    used = 0
    gap = GAP_EN if lang == "en" else GAP_ZH
    while used < len(hits):
        group = [hits[used]]
        used += 1
        if out and group[0].start < out[-1].end:
            continue  # the Latin form of a name, in brackets after it
        if (
            out
            and group[0].kind == "both"
            and 0 <= group[0].start - out[-1].end <= 1
            and len(out[-1].parties) > 1
        ):
            continue  # 中日韩三国: the parties are named
        while used < len(hits) and gap.match(text[group[-1].end : hits[used].start]):
            last, new = group[-1].kind, hits[used].kind
            if (
                last in ("person", "surname")
                and new == "office"
                and lang == "en"
                and used + 1 < len(hits)
                and hits[used + 1].kind in ("person", "surname")
                and gap.match(text[hits[used].end : hits[used + 1].start])
            ):
                break  # "X, Minister Y and Minister Z": two people
            if (
                (last in LEAD_BEFORE and new in ("office", "person", "surname"))
                or (last == "office" and new in ("person", "surname", "office"))
                or (
                    last in ("person", "surname")
                    and new == "office"
                    and lang == "en"
                    and "," in text[group[-1].end : hits[used].start]
                )
                or (last == "person" and new == "surname")
                or (last == "surname" and new == "office" and group[-1].end == hits[used].start)
                or (lang != "en" and titled(group[-1], hits[used], text, sentence, lexicon))
            ):
                group.append(hits[used])
                used += 1
            else:
                break
        if (
            lang == "en"
            and group[-1].kind == "office"
            and not any(h.kind in LEAD_BEFORE for h in group)
            and used < len(hits)
            and (hits[used].kind == "actor" or town(hits[used]))
            and OF_PARTY.fullmatch(text, group[-1].end, hits[used].start)
        ):
            group.append(hits[used])  # "the Minister of Defence of Malaysia"
            used += 1
        made = _figure(group, sentence, text, lang, lexicon, voice, on, known)
        if out and out[-1].venue and made.start == out[-1].end and len(group) == 1:
            made = msgspec.structs.replace(
                made, venue=group[0].kind in ("place", "actor")
            )  # 在韩国釜山
        elif made.venue and made.kind == "actor" and joined_after(sentence, made, text):
            made = msgspec.structs.replace(made, venue=False)
        out.append(made)
    return out


def cased(
    sentence: Sentence,
    hits: Sequence[Hit],
    text: str,
    lang: str,
    lexicon: Lexicon,
    voice: str | None,
    on: dt.date | None,
    known: frozenset[str],
    marks: Particles,
) -> list[Figure]:
    """The figures of a sentence whose particles tell their parts, these not yet read.

    Titles follow names, and may have their party between: バイデン米大統領, 푸틴 러시아 대통령.
    """
    out: list[Figure] = []
    gap = GAP_CASED[lang]
    used = 0
    hits = [h for h in hits if text[h.start - 1 : h.start] not in OPENING or not read_so(h, text)]
    while used < len(hits):
        group = [hits[used]]
        used += 1
        if (
            out
            and group[0].kind == "both"
            and 0 <= group[0].start - out[-1].end <= 1
            and len(out[-1].parties) > 1
        ):
            continue  # 日中韓3カ国: the parties are named
        while used < len(hits):
            last, new = group[-1], hits[used]
            between = text[last.end : new.start]
            if between[:1] in OPENING:
                between = READING.sub("", between)  # 王毅(ワンイー)外相
            if new.kind == "both" and len(last.parties) > 1 and between in ("", " ", "の"):
                group[-1] = msgspec.structs.replace(last, end=new.end)  # 日中韓3カ国の首脳
                used += 1
                continue
            if not gap.match(between):
                break
            near = between in ("", " ") or between.strip("の ") in HELD_ONCE
            if (
                (last.kind in LEAD_BEFORE and new.kind in ("office", "person", "surname"))
                or (last.kind == "office" and new.kind in ("person", "surname", "office"))
                or (last.kind in ("person", "surname") and new.kind == "office" and near)
                or (last.kind == "surname" and new.kind == "person" and near)
            ):
                group.append(new)
                used += 1
            elif (
                last.kind in ("person", "surname")
                and new.kind in LEAD_BEFORE
                and near
                and used + 1 < len(hits)
                and hits[used + 1].kind == "office"
                and text[new.end : hits[used + 1].start] in ("", " ")
            ):
                group += hits[used : used + 2]
                used += 2
            else:
                break
        made = _figure(group, sentence, text, lang, lexicon, voice, on, known)
        home = lexicon.home(lang) if made.kind == "deictic" else None
        if made.kind == "deictic" and not made.parties and home:
            made = msgspec.structs.replace(made, parties=(home,))
        elif made.kind == "deictic" and voice and voice.isupper() and voice not in made.parties:
            made = msgspec.structs.replace(
                made, parties=(voice,)
            )  # 우리 공군, as the North says it
        opening = text[max(0, made.start - 1) : made.start + 1]
        if made.kind == "office" and not made.parties and not BOTH.isdisjoint(opening):
            made = msgspec.structs.replace(made, kind="both")
        before = NAME_BEFORE.get(lang)
        if made.kind == "office" and made.name is None and before is not None:
            opens = max(sentence.start, out[-1].end if out else 0)
            match = before.search(text, opens, made.start)
            if match is None and lang == "ja" and lexicon.offices[made.office or ""].party:
                match = NAME_OF_OWN.search(text, opens, made.start)
            if match and not marks.known(sentence, *match.span()):
                span = (match.start(), match.end())
                whose = made.parties
                if out and out[-1].kind == "actor" and text[out[-1].end : span[0]] in ("の", ""):
                    whose = whose or out.pop().parties
                made = msgspec.structs.replace(
                    made,
                    start=span[0],
                    name=match.group(),
                    name_at=span,
                    kind="person",
                    parties=whose,
                )
        if made.kind == "office" and made.name is None and len(group) > 1 and made.parties:
            at = marks.name(sentence, text, made.start, [f.end for f in out])
            if at is not None:
                out = [f for f in out if f.end <= at[0]]
                made = msgspec.structs.replace(
                    made, start=at[0], name=text[slice(*at)], name_at=at, kind="person"
                )
        out.append(made)
    return out


OPENING = frozenset("(（")


def _opens_headline(
    found: Sequence[Figure], sentence: Sentence, text: str, marks: Particles
) -> bool:
    """Whether a line opens with whom it is about, a comma after: 김영철 노동당 부위원장, 면담."""
    comma = sentence.text.find(", ")
    if not found or comma < 0 or found[0].end > sentence.start + comma:
        return False
    last = [f for f in found if f.end <= sentence.start + comma][-1]
    alone = found[0] is last or marks.after(text, found[0].end).name in ("", "of")
    return alone and last.end == sentence.start + comma and bool(HEADLINE.match(text, last.end))


def _stands_for_place(figure: Figure, after: Figure | None, sentence: Sentence, text: str) -> bool:
    """Whether a name only says where: 베트남 다낭에서, 프놈펜 정상회담."""
    capital = any(h.start == figure.start and h.tag == "capital" for h in sentence.entities)
    if capital and VENUE.match(text, figure.end):
        return True
    if text[figure.end : figure.end + 1] not in (" ", "・"):
        return False
    if PLACE_OF.match(text, figure.end) and not (after and after.start == figure.end + 1):
        return True
    if after is not None and after.start == figure.end + 1:
        here = after.kind == "place" or (after.kind == "actor" and after.parties == figure.parties)
        if here:
            return after.role in ("at", "at-of")
    return capital and any(
        w.start == figure.end + 1
        and (rule := w.of("noun")) is not None
        and rule.noun_class == "contact"
        for w in sentence.words
    )


HEADLINE = re.compile(r",\s(?=[^,]*$)|,\s(?![^,]{0,20},)")
"""After the one whom a headline is about."""
PERSONAL = frozenset({"person", "office"})
JOINS = frozenset({"with", "list"})
FORENAME = re.compile(r"\s?(?:[가-힣]{1,5}\s|[ァ-ヶー]{2,9}・)?")
"""Before a family name that the lexicon knows alone."""


def with_roles(
    found: Sequence[Figure], sentence: Sentence, text: str, marks: Particles
) -> list[Figure]:
    """The figures with their parts; one of several (AとBが) has the part of the last.

    An owner has the part of what it owns (中国の爆撃機が), unless that is an act or a channel.
    """
    if not found:
        return []
    out: list[Figure] = []
    opens = _opens_headline(found, sentence, text, marks)
    for figure in reversed(found):
        own = marks.after(text, figure.end)
        role, end = own.name, own.end
        after = out[-1] if out else None
        dotted = role == "list" and text.startswith("・", figure.end)
        if (role in ("", "of") or dotted) and figure.kind == "actor":
            if dotted and after and after.kind == "place" and after.start == figure.end + 1:
                role, end = after.role or "at", after.after
            elif _stands_for_place(figure, after, sentence, text):
                role, end = "at", figure.end
            elif len(figure.parties) == 1 and marks.matter(text, figure.end):
                role, end = "about", figure.end
        if only_then(figure.kind, text, figure.start, figure.end):
            role, end = "at", figure.end
        source = SOURCE.match(text, figure.end)
        if source:
            role, end = "about", source.end()
        if figure is found[0] and opens:
            role, end = "topic", figure.end  # 한미, 훈련 연기
        if (
            role in JOINS
            and after is not None
            and FORENAME.fullmatch(text, end, after.start)
            and after.acts
            and figure.kind != "place"
            and after.role not in ("at", "at-of")
            and (
                (figure.kind in PERSONAL) == (after.kind in PERSONAL)
                or (figure.kind == "actor" and after.kind == "office" and after.name is None)
            )
        ):
            role, end = after.role, after.after
        elif role == "list" and text[own.end - 1] in TOGETHER:
            role = "with"  # 마르코스 대통령과 회담했다
        elif role == "list":
            role = "topic" if figure is found[0] else ""  # 安倍首相、北京を訪問
        elif role in ("", "of") and end >= figure.end:
            stop = min(after.start if after else sentence.end, figure.end + 32)
            stop = next_act(sentence, figure.end, stop)
            head = marks.owned(text, figure.end, stop)
            if (
                head.name in JOINS
                and after is not None
                and after.acts
                and after.kind == figure.kind
                and not text[head.end : after.start].strip()
                and after.role not in ("at", "at-of")
            ):
                role, end = after.role, after.after  # 중국 군용기 2대와 러시아 군용기 7대가
            elif head.name and head.name not in ("list", "of"):
                role, end = head.name, head.end
            elif not role and text[figure.end : figure.end + 1].strip(NO_NOUN):
                role = "of"  # 米軍艦, 日中防衛対話
        out.append(
            msgspec.structs.replace(
                figure,
                role=role,
                after=end,
                venue=role in ("at", "at-of") and figure.kind in ("actor", "place"),
                target=role in ("to", "to-of"),
                beside=role in BESIDE,
            )
        )
    return out[::-1]


TOGETHER = "와과랑"
"""How a Korean particle ends that joins a list, and names with whom where nothing follows."""
NO_NOUN = " 、，。,.「」()（）・！？"
BESIDE = frozenset({"with", "with-of", "by", "about", "from", "to", "object"})


def _figure(
    group: Sequence[Hit],
    sentence: Sentence,
    text: str,
    lang: str,
    lexicon: Lexicon,
    voice: str | None,
    on: dt.date | None,
    known: frozenset[str],
) -> Figure:
    first, last = group[0], group[-1]
    named = office = lead = None
    for hit in group:
        if hit.kind in LEAD_BEFORE or (len(group) > 1 and town(hit)):
            lead = lead or hit
        elif hit.kind == "office":
            office = office or hit
        elif hit.kind in ("person", "surname"):
            named = named or hit
    cased = grammar.of(lang).cased  # particles tell the parts
    before = led(text, first.start) if lang == "en" else None
    end = last.end
    name = text[named.start : named.end] if named else None
    name_at = (named.start, named.end) if named else (0, 0)
    entity = None
    if named is not None and lang.startswith("zh") and text[named.start - 1] in DOT:
        low = max([h.end for h in group if h.end < named.start], default=sentence.start)
        forename = FORENAME_ZH.search(text, low, named.start)
        if forename and forename.start() == low:  # 劳埃德·奥斯汀
            name_at = (low, named.end)
            name = text[low : named.end]
    if named is not None:
        tail = LATIN_IN_BRACKETS.match(text[end : end + 40])
        if tail:
            end += tail.end()
            name_at = (name_at[0], end)
    elif last.kind == "office" and last.tag != "body" and not cased:
        whose = (lead.parties if lead else ()) or last.parties
        found = unknown_name(text, last.end, sentence, lexicon, lang, whose)
        if found:
            name, end = found
            name_at = (end - len(name), end)
            entity = lexicon.bearer(name, last.id, whose, on)
    if named is not None:
        ids = lexicon.who(
            text[named.start : named.end],
            on,
            office.id if office else None,
            known if named.kind == "surname" else (),
        )
        if lead is not None and lead.parties:
            ids = tuple(i for i in ids if lexicon.people[i].party in lead.parties) or ids
        elif named.kind == "surname" and lang == "en" and len(ids) > 1:  # Wong, in Canberra
            ids = tuple(i for i in ids if lexicon.people[i].party == voice) or ids
        entity = ids[0] if ids else None
    if entity is not None:
        parties: tuple[str, ...] = (lexicon.people[entity].party,)
    elif office is not None and lead is not None and len(office.parties) > len(lead.parties) > 0:
        parties = office.parties  # of both: "U.S. and Chinese defense chiefs"
    elif lead is not None and lead.parties:
        parties = lead.parties
    elif lead is not None and lead.kind == "deictic":
        parties = (voice,) if voice and voice.isupper() else ()
    else:
        parties = office.parties if office else first.parties
    kind = (
        "person"
        if name
        else "office"
        if office
        else {"compound": "actor", "surname": "person"}.get(first.kind, first.kind)
    )
    return Figure(
        start=first.start,
        end=end,
        parties=parties,
        kind=kind,
        name=name,
        name_at=name_at,
        entity=entity,
        office=office.id if office else None,
        place=place_id(first),
        venue=not cased and len(group) == 1 and venue(sentence, first, text, before),
        target=not cased and targeted(sentence, first, text, before),
        beside=not cased and beside(text, first.start, before),
        tag=first.tag if len(group) == 1 else None,
    )
