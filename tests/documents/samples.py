"""Small sound files of every format, in several languages: what is mutated."""

import json

from tests.documents.files import book, feed, mail, pdf, word

TEXTS = {
    "en": "WASHINGTON, June 1, 2024 — Lloyd Austin met Dong Jun in Singapore on May 31, 2024. "
    "It was their first meeting in 18 months. He urged Beijing to keep military lines open.",
    "zh-Hant": "【2024年6月1日】美國國防部長奧斯汀5月31日在新加坡會見中國國防部長董軍。"
    "這是兩人18個月以來首次會談。他呼籲北京維持兩軍溝通管道。",
    "ja": "2024年6月1日、日中の防衛相は5月31日にシンガポールで会談した。"
    "両氏の会談は1年ぶりで、ホットラインの運用を続けることで一致した。",
    "ko": "2024년 6월 1일 한중 국방장관은 5월 31일 싱가포르에서 회담했다. "
    "회담은 2년 만이며 군 통신선을 유지하기로 합의했다.",
}
ROWS = [
    ("Date", "Parties", "Event", "Mode", "Place", "Source"),
    ("2024-05-31", "USA, CHN", "Austin met Dong Jun", "meet", "Singapore", "Press"),
    ("2022-08-05", "China; United States", "China cancelled the policy talks", "", "", "x"),
    ("2023年11月15日", "美國、中國", "兩國元首同意恢復兩軍對話", "", "舊金山", "新聞"),
]


def _page(text: str) -> bytes:
    article = f"<article><h2>Talks</h2><p>{text * 4}</p></article>"
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Talks</title></head>'
        f"<body>{article}{article}</body></html>"
    ).encode()


def _table() -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode()


SAMPLES: dict[str, list[bytes]] = {
    "txt": [text.encode() for text in TEXTS.values()],
    "md": [
        f"---\ntitle: Talks\ndate: 2024-06-01\nvoice: press\n---\n# Talks\n\n{text}\n".encode()
        for text in TEXTS.values()
    ],
    "html": [_page(text) for text in TEXTS.values()],
    "jsonl": [
        "\n".join(
            json.dumps({"id": lang, "text": text, "published": "2024-06-01"}, ensure_ascii=False)
            for lang, text in TEXTS.items()
        ).encode()
    ],
    "pdf": [pdf([text] * 6, lang) for lang, text in TEXTS.items()],
    "docx": [word(text, ROWS) for text in TEXTS.values()],
    "eml": [
        mail(text, attached={"note.docx": word(text), "page.html": _page(text), "t.csv": _table()})
        for text in TEXTS.values()
    ],
    "rss": [feed([(f"Talks {lang}", text) for lang, text in TEXTS.items()])],
    "csv": [_table()],
    "xlsx": [book({"Talks": ROWS, "More": ROWS})],
}
