"""Joins neighbouring hits: hyphened compounds, a ministry or an office with its party."""

from collections.abc import Mapping, Sequence

import msgspec

from parley.lexicon.matcher import Hit
from parley.lexicon.titles import HONORIFIC, Titled

_GAPS = frozenset({"", " ", "'s ", "’s ", "的", "の", "의 ", " 측 "})
"""What may stand between an owner and what it owns."""


def join(
    text: str,
    hits: Sequence[Hit],
    joiners: frozenset[str],
    shorts: Mapping[str, str],
    guards: Mapping[str, str],
    apart: Mapping[str, str],
    titled: Titled,
    joined: frozenset[str] = frozenset(),
    plural: tuple[str, ...] = (),
) -> list[Hit]:
    """The hits with owners attached, in order of start.

    ``shorts``: single short forms by character, which count right before an office (美防长);
    ``guards``: characters after which they do not; ``apart``: those that also count with a space
    between (미 국방장관), ``anywhere`` or where a phrase is ``opening``. ``titled``: names that
    count only before a title. ``joined`` and ``plural``: what stands between two owners of one
    office, and how an office ends that has two.
    """
    out: list[Hit] = []
    for hit in hits:
        before = out[-1] if out else None
        gap = text[before.end : hit.start] if before else None
        if before and hit.kind == "actor" and gap in joiners and _joins(before, hit):
            parties = before.parties + hit.parties
            out[-1] = Hit(before.start, hit.end, "compound", "-".join(parties), parties)
            continue
        if before and hit.kind == before.kind == "compound" and not gap:
            parties = before.parties + hit.parties
            if len(set(parties)) == len(parties):
                out[-1] = Hit(before.start, hit.end, "compound", "-".join(parties), parties)
                continue
        if hit.kind == "office":
            if not (before and gap in ("", " ")):
                short = _short_before(text, hit.start, before, shorts, guards, apart)
                if short is None and hit.tag != "body":
                    short = titled.before(text, hit, before.end if before else 0)
                if short:
                    out.append(short)
                    before, gap = short, ""
            if hit.tag == HONORIFIC:
                continue  # it has made a name of what stands before it
            owner = before if before and gap in _GAPS and before.kind in _OWNERS else None
            if owner and hit.tag == "body" and owner.kind == "actor":
                out[-1] = Hit(owner.start, hit.end, "actor", owner.id, owner.parties, (), hit.id)
                continue
            if not owner and before and gap in ("", " ") and before.kind in ("person", "surname"):
                owner = before if hit.tag == "office" else None
            if owner and not hit.parties:
                parties = owner.parties
                if text[hit.start : hit.end].endswith(plural) and len(out) > 1:
                    other = out[-2]
                    if other.kind == "actor" and text[other.end : owner.start] in joined:
                        parties = other.parties + parties
                hit = msgspec.structs.replace(hit, parties=parties)
            elif not hit.parties and hit.inner:
                hit = msgspec.structs.replace(hit, parties=hit.inner[0].parties)
        elif hit.kind == "actor" and hit.tag == "body" and before and gap in (" ", "'s ", "’s "):
            if before.kind == "actor" and before.tag in ("name", "adjective"):
                out[-1] = Hit(before.start, hit.end, "actor", before.id, before.parties, (), "body")
                continue
        elif (
            hit.kind in ("person", "surname")
            and before
            and before.kind == "office"
            and gap in _GAPS
        ):
            out[-1] = msgspec.structs.replace(before, parties=before.parties or hit.parties)
        out.append(hit)
    return out


_OWNERS = frozenset({"actor", "compound"})
_WHOLE = frozenset({"name", "adjective", "short", "capital"})


def _joins(before: Hit, hit: Hit) -> bool:
    whole = hit.tag in _WHOLE and (before.kind == "compound" or before.tag in _WHOLE)
    return whole and before.kind in _OWNERS and not set(before.parties) & set(hit.parties)


def _short_before(
    text: str,
    at: int,
    before: Hit | None,
    shorts: Mapping[str, str],
    guards: Mapping[str, str],
    apart: Mapping[str, str],
) -> Hit | None:
    spaced = bool(apart) and text[at - 1 : at] == " "
    end = at - 1 if spaced else at
    if end <= 0 or (before and before.end >= end):
        return None
    char = text[end - 1]
    party = shorts.get(char)
    previous = text[end - 2 : end - 1]
    if party is None or (previous and previous in guards.get(char, "")):
        return None
    if spaced:
        inside = previous.isalnum() or previous == " "
        counts = char in apart.get("anywhere", "") and not previous.isalnum()
        if not counts and (inside or char not in apart.get("opening", "")):
            return None
    return Hit(end - 1, end, "actor", party, (party,), (), "short")
