"""Where a clause ends: at marks and, in Japanese and Korean, after the verb forms that join."""

import re

from parley.language.blocks import CLOSERS
from parley.language.chars import CJK

# Short brackets come first, so that a mark within them splits nothing.
_BRACKETED = r"(?P<bracketed>\([^()]{0,80}\)|（[^（）]{0,80}）)|"
_ASIDE_EN = (
    r"(?P<aside>,\s(?:including|such as|among them|led by|along with|as well as|together with)\s"
    r"[^,;:.—]{1,70},(?=\s(?:ha[sd]|have|was|were|is|are|will|would|to|of|in|on|at|[a-z]+ed)\b))|"
)
"""What is set between commas inside a clause: "all of them, including the last, had left"."""
_MARKS_CJK = f"——|──|[，；：]+[{re.escape(CLOSERS)}]*|(?<=[{CJK}])[,;:](?!\\d)|[,;:](?=\\s)"
_MARKS_EN = r"[,;:][”’\"')]*(?=\s)|\s[—–](?=\s)|—"

# Forms that look like a verb's and stand for a case: について, を通じて, により, をはじめ.
_JA_CASES = (
    "(?<!につい)(?<!におい)(?<!に対し)(?<!に関し)(?<!に際し)(?<!にとっ)(?<!をめぐっ)(?<!を巡っ)(?<!を通じ)(?<!を通し)"
    "(?<!とし)(?<!に向け)(?<!にわたっ)(?<!に基づい)(?<!によっ)(?<!に伴っ)(?<!そし)(?<!従っ)(?<!あわせ)(?<!併せ)"
)
_JA_PREDICATES = (
    f"{_JA_CASES}て",
    "[んい]で",
    "(?<!も)(?<!に対)(?<!に関)(?<!に際)し",
    "(?<!によ)(?<!あま)り",
    "(?<!に対)(?<!はじ)(?<!初)[れきみびちぎげえけせべめへ]",
    "[たるいすだうくん]が",
    "[たるいのだ](?:ため|ほか|一方|際|後|のち|結果|場合|ところ|うえ|上|中)(?:に|で|は|には|では)?",
    "(?:れば|たら|なら|ると|つつ|ながら|ものの|けれども?|ずに?|とともに|と同時に|[るた]よう|[たるいだ]から|のに対し)",
)
_JA_LONGEST = 8
"""Characters of such a form, more than any has."""
# Korean joins clauses by an ending, often without a comma.
_KO_STEMS = (
    "하|되|시키|열|갖|만나|맺|밝히|받|벌이|보내|떠나|치르|마치|올리|내리|세우|이루|나누|넓히|늘리|줄이|끊|막|옮기|쏘|부르|돌리|거치|펼치"
    "|높이|맞추|낮추|멈추|넘기|건네|이끌|걸|풀|닫|붙이|내|가지|가|오|서|열리|알리|넘|쫓|찾|띄우|겨누|따지|짓|짚|꼽"
)
_KO_ENDINGS = (  # each begins with what its first syllable may be, which is soon looked at
    "[했였었았됐렸졌섰갔왔췄샀겼쳤켰꼈뤘냈]고(?= (?!있|계시|싶|말|나선|난|보니))",
    f"(?=.{{1,2}}고 )(?<=[가-힣\\s])(?:{_KO_STEMS})고(?= (?!있|계시|싶|말|나선|난|보니))",
    "며(?<=[가-힣]며)(?= )",
    "면서(?<=[가-힣]면서)(?:도)?(?= )",
    "지만(?<=[가-힣]지만)(?= )",
    "[았었했였렸졌됐겼]다가(?= )",
    "[았었했였됐렸졌섰갔왔췄쳤]으나(?= )",
    "[는인은]데(?= )",
    "[하되르오나]자(?<=[가-힣].자)(?= )",
    "[한은된린킨진친던간온연난] (?:뒤|후|다음(?! ?(?:달|주|날|해|번|차))|직후|이후|데 이어|가운데"
    "|반면|만큼)"
    "(?:에|에야)?(?= )",
    "(?:하|되|있|없)는 (?:한편|가운데|반면|대신)(?= )",
    "[함됨음짐림]에 따라(?= )",
    "[다하되으려]면(?= )",
    "(?=[하해])(?<=[가-힣])(?<![대통위향의인비더올난서동남이피방새은음그련롯함연])(?:해|하여|해서|하여서)"
    "(?= (?!왔|온|오|올|달라|주|줄|준|줬|나가|나갈|두|놓|버|보|본|봐|봤|냈|내|낼|야|지|나간|갈|가고"
    "|갔|드|있))",
)
_KO_FIRST = "".join(
    {
        *"했였었았됐렸졌섰갔왔췄샀겼쳤켰꼈뤘냈며면지으는인은하되르오나한된린킨진친던간온연난있없함됨음짐림다려해",
        *(stem[0] for stem in _KO_STEMS.split("|")),
    }
)
"""The syllables that the Korean endings above begin with."""
CLAUSE_ENDS = {
    # The lookaheads let all other characters be passed over quickly.
    "zh": re.compile(f"(?=[(（，；：,;:])(?:{_BRACKETED}{_MARKS_CJK})"),
    "en": re.compile(f"(?=[(（,;:\\s—])(?:{_BRACKETED}{_ASIDE_EN}{_MARKS_EN})"),
    "ja": re.compile(
        f"(?=[(（—─，；：,;:]|[ぁ-ん][^、]{{0,{_JA_LONGEST}}}、)"
        f"(?:{_BRACKETED}{_MARKS_CJK}|(?:{'|'.join(_JA_PREDICATES)})、)"
    ),
    "ko": re.compile(
        f"(?=[(（,;:\\s—{_KO_FIRST}])(?:{_BRACKETED}{_MARKS_EN}|{'|'.join(_KO_ENDINGS)})"
    ),
}
"""What ends a clause: in Japanese a 、 does after a predicate, not within a list."""
