"""Pages that hold several articles."""

import datetime as dt
from pathlib import Path

from parley.documents import Reading, read

TALKS = (
    "The two ministers met in the harbour town and spoke for two hours about the line between "
    "their commanders, which neither side had used for a year. They agreed to hold further talks. "
)
CALL = (
    "A call between the two commanders had been asked for three times, officials said, and was "
    "not answered. The ministry said that it would try again before the winter. "
)


def reading(tmp_path: Path, body: str) -> Reading:
    head = (
        '<meta charset="utf-8"><title>News</title><meta property="og:site_name" content="A paper">'
    )
    (tmp_path / "page.html").write_text(f"<html><head>{head}</head><body>{body}</body></html>")
    return read([tmp_path / "page.html"])


def article(title: str, text: str, more: str = "", kind: str = "post") -> str:
    return f'<article class="{kind}">{more}<h2>{title}</h2><p>{text * 3}</p></article>'


def test_each_article_is_a_document(tmp_path: Path) -> None:
    link = '<time datetime="2024-06-01T10:00">1 June</time>'
    first = article('<a href="https://example.org/talks">Talks</a>', TALKS, link)
    found = reading(tmp_path, first + article("A call", CALL))
    assert found.problems == ()
    talks, call = found.documents
    assert (talks.id, call.id) == ("page-1", "page-2")
    assert (talks.title, call.title) == ("Talks", "A call")
    assert (talks.url, talks.published) == ("https://example.org/talks", dt.date(2024, 6, 1))
    assert "harbour" in talks.text
    assert "harbour" not in call.text
    assert {talks.publisher, call.publisher} == {"A paper"}


def test_teasers_and_comments_are_no_articles(tmp_path: Path) -> None:
    teaser = "<article><h3>More</h3><p>Short words of another story.</p></article>"
    comment = article("A reader", CALL, kind="comment-body")
    found = reading(tmp_path, article("Talks", TALKS) + teaser * 3 + comment)
    assert [d.id for d in found.documents] == ["page"]


def test_an_article_within_another_is_part_of_it(tmp_path: Path) -> None:
    found = reading(tmp_path, article("Talks", TALKS + article("Box", CALL)))
    assert [d.id for d in found.documents] == ["page"]
