"""Which events of the record a command is asked for, and how the next page of them is asked for."""

import re
import shlex
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NoReturn, get_args, get_type_hints

import msgspec
import typer

from parley.cli import desks
from parley.desk import Desk
from parley.documents.metadata import LANGS
from parley.items import MODES, TYPE_OF_MODE, MergedEvent
from parley.lexicon import Lexicon
from parley.record import Wanted

STATUSES: tuple[str, ...] = get_args(get_type_hints(MergedEvent)["status"])
_PLACE = re.compile(r"\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d \S+ ")
"""How the place of an event begins: its first and last day, and its id."""
NEAREST = 3
MOST = 50
"""Known values that a message lists where none is near."""


def known(desk: Desk, wanted: Wanted) -> Wanted:
    """What is wanted, with the person's id for a name.

    Raises ``typer.BadParameter``, which names the nearest known values, for a party, channel, mode,
    person, language, source or status that there is not.
    """
    desks.known(desk, wanted.parties, wanted.channel)
    for mode in wanted.modes:
        if mode in TYPE_OF_MODE:
            continue
        modes = MODES.get(mode.upper())
        if modes is not None:
            said = f"{mode!r} is a type: choose one of its modes, {' '.join(modes)}"
            raise typer.BadParameter(said, param_hint="--mode")
        _refuse("mode", mode, TYPE_OF_MODE)
    for lang in wanted.langs:
        if lang not in LANGS:
            _refuse("lang", lang, LANGS, "language")
    if wanted.status is not None and wanted.status not in STATUSES:
        _refuse("status", wanted.status, STATUSES)
    if wanted.source is not None and not desk.page(Wanted(source=wanted.source), limit=1):
        every = {s.doc.partition(":")[0] for e in desk.chronology() for s in e.sources}
        _refuse("source", wanted.source, sorted(every), "source of events")
    people = tuple(person(desk, name) for name in wanted.people)
    return msgspec.structs.replace(wanted, people=people)


def place(value: str) -> str:
    """A place in the chronology. Raises ``typer.BadParameter`` for what cannot be one."""
    if not _PLACE.match(value):
        message = f"{value!r} is no place: give the `after` of an event in the JSON of a page"
        raise typer.BadParameter(message, param_hint="--after")
    return value


def person(desk: Desk, name: str) -> str:
    """The lexicon's id of whoever is called so in any script, else the name as documents have it.

    Raises ``typer.BadParameter`` where several are, or nobody.
    """
    lexicon = desk.lexicon
    if name in lexicon.people:
        return name
    named = _named(lexicon)
    ids = named.get(name.casefold()) or lexicon.who(name)
    if len(ids) == 1:
        return ids[0]
    if ids:
        said = f"{name!r} may be any of {', '.join(sorted(ids))}: give the id"
        raise typer.BadParameter(said, param_hint="--person")
    if desk.page(Wanted(people=(name,)), limit=1):
        return name
    told = {p.name for e in desk.chronology() for p in e.participants}
    forms = {form.casefold(): form for form in told}
    forms |= {form: ", ".join(ids) for form, ids in named.items()}
    close = get_close_matches(name.casefold(), forms, n=NEAREST)
    found = list(dict.fromkeys(forms[form] for form in close))
    hint = f"did you mean {', '.join(found)}?" if found else "see: parley lexicon show"
    raise typer.BadParameter(f"no person {name!r}: {hint}", param_hint="--person")


def again(context: typer.Context, changes: Mapping[str, object]) -> str:
    """The command of a context as a line for a shell, with other values for some options."""
    words = context.command_path.split()
    for option in context.command.params:
        value = changes.get(str(option.name), context.params.get(str(option.name)))
        if value is None or value is False or value == option.default:
            continue
        for one in value if isinstance(value, list | tuple) else [value]:
            words += [option.opts[0]] if one is True else [option.opts[0], str(one)]
    return shlex.join(words)


def _named(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Whose name each full name is, in small letters."""
    found: dict[str, dict[str, None]] = {}
    for key, entry in lexicon.people.items():
        for forms in entry.names.values():
            for form in forms:
                found.setdefault(form.casefold(), {})[key] = None
    return {form: tuple(keys) for form, keys in found.items()}


def _refuse(option: str, value: str, known: Iterable[str], thing: str | None = None) -> NoReturn:
    names = list(known)
    close = get_close_matches(value, names, n=NEAREST)
    close = close or get_close_matches(value.casefold(), names, n=NEAREST)
    some = " ".join(names[:MOST]) + (" …" if len(names) > MOST else "")
    near = f"did you mean {', '.join(close)}?" if close else f"one of {some}"
    raise typer.BadParameter(f"no {thing or option} {value!r}: {near}", param_hint=f"--{option}")
