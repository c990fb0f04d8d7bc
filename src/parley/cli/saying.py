"""How tables in the terminal name what is coded: in English as it is asked for, else in words."""

from collections.abc import Sequence

from parley.report.words import Words


def heads(names: Sequence[str], words: Words) -> list[str]:
    """The heads of a table's columns."""
    return [words.t(f"table.{name}") for name in names]


def group(parties: Sequence[str], words: Words) -> str:
    """Parties together: by their codes in English, which options take, else by their names."""
    return ", ".join(parties) if words.ui == "en" else words.dyad(parties)


def party(voice: str, words: Words) -> str:
    """Whose account it is, or a party."""
    return voice if words.ui == "en" else words.known("voice", words.who(voice))


def state(name: str, words: Words) -> str:
    """A channel's state."""
    return name if words.ui == "en" else words.state(name)


def level(name: str, words: Words) -> str:
    """A channel's level."""
    return name if words.ui == "en" else words.level(name)


def channel(name: str, words: Words, line: str = "\n") -> str:
    """A channel: its id, in other languages than English below its name."""
    return name if words.ui == "en" else f"{words.channel(name)}{line}{name}"


def kind(of: str, words: Words) -> str:
    """An effect or a mode; an event's id as it is."""
    if words.ui == "en":
        return of
    told = words.effect(of)
    return told if told != of else words.mode(of)
