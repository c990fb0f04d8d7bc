"""Feeds: each entry a document, under an id that stays its own."""

import datetime as dt
from pathlib import Path

import pytest
from tests.documents.files import feed

from parley.documents import Reading, read

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>A ministry</title>
<entry><title type="html">Talks &amp;amp; more</title><id>tag:1</id>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
<updated>2024-06-02T01:00:00Z</updated><published>2024-06-01T23:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They met.</p><p>Then
they spoke.</p></div></content><summary>Short.</summary></entry>
<entry><title>2</title><id>tag:2</id><content type="text">a &lt; b</content></entry>
</feed>"""


def reading(tmp_path: Path, data: bytes | str, name: str = "news.rss") -> Reading:
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return read([tmp_path / name])


def test_entries_of_rss_are_documents(tmp_path: Path) -> None:
    found = reading(tmp_path, feed([("Talks held", "The two met."), ("再會談", "雙方會談。")]))
    assert found.problems == ()
    assert [(d.text, d.title, d.url) for d in found.documents] == [
        ("Talks held\n\nThe two met.", "Talks held", "https://example.org/0"),
        ("再會談\n\n雙方會談。", "再會談", "https://example.org/1"),
    ]
    assert {d.publisher for d in found.documents} == {"A paper"}
    assert {d.published for d in found.documents} == {dt.date(2024, 6, 1)}


def test_entries_of_atom_are_documents(tmp_path: Path) -> None:
    first, second = reading(tmp_path, ATOM, "news.xml").documents
    assert first.text == "Talks & more\n\nThey met.\n\nThen they spoke."
    assert (first.title, first.url) == ("Talks & more", "https://example.org/1")
    assert (first.published, first.publisher) == (dt.date(2024, 6, 1), "A ministry")
    assert second.text == "2\n\na < b"


def test_an_entry_keeps_its_id_when_the_feed_moves_on(tmp_path: Path) -> None:
    entries = [("One", "The two met."), ("Two", "They spoke.")]
    before = {d.title: d.id for d in reading(tmp_path, feed(entries)).documents}
    data = feed(entries).replace(b"<item>", b"<item><title>New</title></item><item>", 1)
    after = {d.title: d.id for d in reading(tmp_path, data).documents}
    assert before.items() <= after.items()
    assert len(set(after.values())) == 3


def test_a_feed_is_told_by_its_content(tmp_path: Path) -> None:
    for name in ("news.html", "news.atom", "news.xml"):
        assert len(reading(tmp_path, feed([("One", "The two met.")]), name).documents) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("<rss><channel><title>x</title></channel></rss>", "a feed without entries"),
        ("<rss><channel><item></item></channel></rss>", "no text in its entries"),
        ("<data><row/></data>", "XML, but neither a feed nor a page"),
        (
            '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><item>&b;</item></rss>',
            "neither a feed nor a page",
        ),
        ('<?xml version="1.0"?><rss><!-- <!ENTITY --><item/></rss>', "declares entities"),
        ("<rss>", "a feed without entries"),
    ],
)
def test_what_is_no_sound_feed_is_named(tmp_path: Path, data: str, told: str) -> None:
    found = reading(tmp_path, data, "news.xml")
    assert found.documents == ()
    (problem,) = found.problems
    assert told in problem.message
    assert problem.hint


def test_entities_declared_in_a_feed_are_refused(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    data = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}]><rss>&a11;</rss>'
    for name in ("news.rss", "news.xml"):
        found = reading(tmp_path, data, name)
        assert found.documents == ()
        assert found.problems[0].hint
