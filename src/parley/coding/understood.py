"""Who is meant without being named: the ministries of the writer's own party, "the three"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from parley.lexicon import Lexicon

if TYPE_CHECKING:
    from parley.coding.figures import Figure

THREE = re.compile("[3３三삼세]")
PARTICLE = {
    "ko": r"(?=(?:은|는|이|가|도|에|에서|측은|에서는)(?![가-힣])| )",
    "ja": r"(?=[はがもに、]|では)",
}
BEFORE = {"ko": "(?<![가-힣])", "ja": "(?<![一-龯ァ-ヶ])"}


@lru_cache(maxsize=16)
def _home(lexicon: Lexicon, lang: str) -> "tuple[str, re.Pattern[str]] | None":
    for row in lexicon.table("homes"):
        if row["id"] == lang and lang in PARTICLE:
            names = sorted(row["names"], key=len, reverse=True)
            alone = f"{BEFORE[lang]}(?:{'|'.join(map(re.escape, names))}){PARTICLE[lang]}"
            return row["party"], re.compile(alone)
    return None


def with_understood(
    who: "Sequence[list[Figure]]",
    text: str,
    lexicon: Lexicon,
    voice: str | None,
    lang: str,
) -> "list[list[Figure]]":
    """The figures of each sentence, those that name nobody's body with whose it is."""
    home = _home(lexicon, lang)
    three: tuple[str, ...] = ()
    out = []
    for figures in who:
        read = []
        for figure in figures:
            if figure.kind == "both" and not figure.parties and THREE.match(text, figure.start):
                figure = figure._replace(parties=three)
            elif home is not None and not figure.parties and figure.kind == "office":
                party, names = home
                if names.match(text, figure.start):
                    own = voice if voice and voice.isupper() else party
                    figure = figure._replace(parties=(own,))
            if len(figure.parties) == 3:
                three = figure.parties
            read.append(figure)
        out.append(read)
    return out
