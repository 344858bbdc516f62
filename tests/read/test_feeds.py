"""Feeds of every dialect, whole and broken."""

import json

import pytest

from konon.errors import FetchError
from konon.read.feeds import MAX_ITEMS, Feed, feeds_of_page, parse_feed
from make import packs

URL = "https://post.example/feed"
ITEM = (
    "<item><title>Pier &amp; harbour</title><link>/one?a=1&amp;b=2</link>"
    "<guid isPermaLink='false'>g1</guid><pubDate>Sen, 17 Jun 2024 19:00 WIB</pubDate>"
    "<description><![CDATA[<p>Ships wait & see</p>]]></description></item>"
)
RSS = (
    "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel>"
    f"<title>Post</title><ttl>45</ttl>{ITEM}"
    "<item><title>Two</title><guid>https://post.example/two</guid>"
    "<pubDate>Sat, 15 Jun 2024 08:00:00 GMT</pubDate></item></channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://post.example/a/'>"
    "<title>Post</title><entry><title type='html'>&lt;b&gt;Pier&lt;/b&gt;</title>"
    "<link rel='enclosure' href='x.mp3'/><link href='one'/><id>tag:1</id>"
    "<updated>2024-06-18T10:00:00Z</updated>"
    "<published>2024-06-17T12:00:00Z</published></entry></feed>"
)
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
    "<channel rdf:about='https://post.example/'><title>Post</title></channel>"
    "<item rdf:about='https://post.example/one'><title>Pier</title>"
    "<dc:date>2024-06-17T12:00:00Z</dc:date></item></rdf:RDF>"
)
SITEMAP = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
    "<url><loc>https://post.example/one</loc><n:news><n:publication><n:name>Post"
    "</n:name><n:language>id</n:language></n:publication><n:publication_date>"
    "2024-06-17</n:publication_date><n:title>Pier</n:title></n:news></url>"
    "<url><loc>https://post.example/about</loc></url></urlset>"
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Post",
        "items": [
            {
                "id": 1,
                "url": "https://post.example/one",
                "title": "Pier",
                "date_published": "2024-06-17T12:00:00Z",
            }
        ],
    }
)


def parsed(text: str | bytes) -> Feed:
    """A feed from our address."""
    data = text.encode() if isinstance(text, str) else text
    return parse_feed(data, URL, packs())


def test_rss_with_indonesian_dates() -> None:
    """Relative links, guids, ampersands and Indonesian dates of RSS are read."""
    feed = parsed(RSS)
    one, two = feed.items
    assert (feed.kind, feed.title, feed.minutes) == ("rss", "Post", 45)
    assert one.url == "https://post.example/one?a=1&b=2"
    assert (one.key, one.title) == ("g1", "Pier & harbour")
    assert one.published == "2024-06-17T19:00:00+07:00"
    assert two.url == "https://post.example/two"
    assert feed.warnings == ()


def test_tag_that_was_never_closed_costs_no_date() -> None:
    """What it swallowed is found inside it."""
    feed = parsed(RSS.replace("</guid><pubDate>Sen", "<pubDate>Sen"))
    assert feed.items[0].published == "2024-06-17T19:00:00+07:00"


@pytest.mark.parametrize(
    ("text", "kind"),
    [(ATOM, "atom"), (RDF, "rdf"), (SITEMAP, "sitemap"), (JSON, "json")],
)
def test_dialect_is_read(text: str, kind: str) -> None:
    """Each dialect gives address, title and time of its one report."""
    feed = parsed(text)
    (item,) = feed.items
    assert feed.kind == kind
    assert item.url in {"https://post.example/one", "https://post.example/a/one"}
    assert item.title == "Pier"
    assert item.published.startswith("2024-06-17")


def test_atom_tells_of_changes() -> None:
    """An entry that was updated says so beside its publication time."""
    (item,) = parsed(ATOM).items
    assert item.updated == "2024-06-18T10:00:00+00:00"


def test_index_of_sitemaps_names_others() -> None:
    """An index has no reports of its own."""
    feed = parsed(
        "<sitemapindex><sitemap><loc>https://post.example/news.xml</loc></sitemap>"
        "</sitemapindex>"
    )
    assert feed.more == ("https://post.example/news.xml",)
    assert feed.items == ()


@pytest.mark.parametrize(
    ("broken", "items"),
    [
        (RSS[:-70], 2),
        (RSS.replace("&amp;", "&"), 2),
        (RSS.replace("Pier &amp;", "Pier &nbsp;&copy; &bogus;"), 2),
        (RSS.replace("</title><link>/one", "<link>/one"), 2),
        (RSS.replace("Pier", "Pi\x0ber"), 2),
        ("\n\n  junk " + RSS, 2),
        (RSS + "<script>1</script>", 2),
        (RSS.replace("</item>", "</item></entry>"), 2),
        (RSS.replace("<rss version='2.0'>", "<rss version='2.0' a='1' a='2'>"), 2),
        (RSS.replace("<ttl>", "<dc:x>y</dc:x><ttl>"), 2),
        (RSS.replace("<?xml version='1.0' encoding='UTF-8'?>", "<?xml?>"), 2),
        (JSON[:-2], 1),
        (SITEMAP[:-20], 1),
    ],
)
def test_broken_feed_is_read_as_far_as_it_goes(broken: str, items: int) -> None:
    """What is broken costs no report that is whole."""
    feed = parsed(broken)
    assert len(feed.items) == items
    assert all(item.url.startswith("https://post.example/") for item in feed.items)


def test_warning_names_the_place() -> None:
    """A warning says on which line what was wrong."""
    feed = parsed(RSS.replace("<item>", "\n<item>").replace("Sat, 15", "Sat, x"))
    assert feed.warnings == (
        "line 3: date not understood: 'Sat, x Jun 2024 08:00:00 GMT'",
    )
    (last,) = [item for item in feed.items if item.title == "Two"]
    assert last.published == ""


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_charset_is_found(name: str) -> None:
    """A mark, the document's own word, or its letters tell the charset."""
    text = RSS.replace("Pier", "Pi\u00e9r").replace("UTF-8", name.removesuffix("-sig"))
    assert parsed(text.encode(name)).items[0].title == "Pi\u00e9r & harbour"


def test_entities_of_a_document_are_never_read() -> None:
    """Neither a file nor a bomb comes out of a document's own entities."""
    bomb = "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    feed = parsed(bomb + RSS.replace("Pier", "&a;&b;").partition("?>")[2])
    assert feed.items[0].title == "&a;&b; & harbour"
    assert feed.warnings == (
        "line 1: entities that the document declares are not read",
    )


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel>" + "<a>" * 50_000,
        "<rss><a " + "b='c' " * 100_000 + "/></rss>",
        "<rss>&" + "<![CDATA[" * 100_000,
        "<rss>&" + "<!--" * 100_000 + "<!DOCTYPE [" * 10_000,
        "<rss><channel>" + "<item/>" * 250_000,
    ],
)
def test_huge_trees_are_cut(text: str) -> None:
    """Depth, attributes and tags have limits, and a warning tells."""
    assert parsed(text).warnings


def test_items_have_a_limit() -> None:
    """A feed of too many items is cut, and says so."""
    item = "<item><link>https://post.example/{}</link></item>"
    many = "".join(item.format(n) for n in range(MAX_ITEMS + 1))
    feed = parsed(f"<rss><channel>{many}</channel></rss>")
    assert len(feed.items) == MAX_ITEMS
    assert "left out" in feed.warnings[-1]


@pytest.mark.parametrize(
    "text", ["<html><p>x</p></html>", "", "{}", "[1]", "plain", '{"items": [[[[']
)
def test_no_feed_is_refused(text: str) -> None:
    """What is no feed is told, by its address."""
    with pytest.raises(FetchError, match=r"^https://post\.example/feed: "):
        parsed(text)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "", "http://", "mailto:a@b.c"]
)
def test_link_that_is_no_address_is_left_out(link: str) -> None:
    """Only http and https lead to reports."""
    feed = parsed(f"<rss><item><link>{link}</link></item></rss>")
    assert feed.items == ()
    assert feed.warnings == ("line 1: an item without an address is left out",)


def test_page_names_its_feeds() -> None:
    """Alternate links of the feed types are found, comments are not."""
    page = (
        "<html><head><link rel='alternate' type='application/rss+xml' href='/rss'>"
        "<link rel='alternate' type='application/rss+xml' href='/comments/feed'>"
        "<link rel='alternate' type='text/html' href='/en'>"
        "<link rel='alternate' type='application/atom+xml' href='//b.example/a'></head>"
    )
    assert feeds_of_page(page, "https://post.example/x/") == (
        "https://post.example/rss",
        "https://b.example/a",
    )
