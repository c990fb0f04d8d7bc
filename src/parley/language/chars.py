"""Character classes that several modules share, as pieces of regular expressions."""

import re
from functools import lru_cache

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u309f\u30a0-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
FULL_WIDTH_MARKS = "\u3001-\u3004\u3008-\u303f\uff01-\uff65\uffe0-\uffe6"
CJK = HAN + KANA + FULL_WIDTH_MARKS
"""Characters written without spaces between them: not those of Korean, which spaces its words."""

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
"""Soft hyphens, zero-width and direction marks: in a text by accident of its source."""

FIRST_CJK = "\u2e80"


@lru_cache(maxsize=1)
def to_simplified() -> dict[str, str]:
    """Each traditional character → its simplified form, where that is one other character."""
    import opencc

    convert = opencc.OpenCC("t2s").convert
    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0x20000, 0x2A6E0))
    table = {}
    for char in (chr(code) for block in blocks for code in block):
        simplified = convert(char)
        if len(simplified) == 1 and simplified != char:
            table[char] = simplified
    return table


def encodable(char: str, codec: str) -> bool:
    """Whether a national character set has this character."""
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def exclusive() -> dict[str, str]:
    """Han characters that exist in one script only → ``zh-Hant``, ``zh-Hans`` or ``ja``.

    Judged by the national sets (Big5, GB 2312, JIS X 0208): what two of them share says nothing.
    """
    found = {}
    for code in range(0x4E00, 0xA000):
        char = chr(code)
        big5, gb, jis = (encodable(char, codec) for codec in ("big5", "gb2312", "shift_jis"))
        if big5 and not gb:
            # Forms that Japan kept unsimplified are no sign against Japanese, but kana decide that.
            found[char] = "zh-Hant"
        elif gb and not big5:
            found[char] = "zh-Hans" if not jis else "zh-Hans|ja"
        elif jis and not big5 and not gb:
            found[char] = "ja"
    return found


WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
