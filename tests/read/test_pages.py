"""Pages: headline, outlet, publication time and text."""

import json

import pytest

from konon.parallel import file_draft
from konon.read.pages import draft_of_page, draft_of_raw
from konon.read.reports import RawPage, Refused
from make import packs

LEAD = "The harbour of the town will be closed on Monday for works on the eastern pier."
MORE = (
    "Ships will have to wait outside, the harbour master said. The works cost two "
    "million and should be over before the autumn storms, which come early here."
)


def page(head: str = "", lead: str = LEAD) -> str:
    """A page of our own."""
    return (
        f"<html lang='en-GB'><head><title>t</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>Harbour to close</h1>"
        f"<p>{lead}</p><p>{MORE}</p><p>{MORE.replace('Ships', 'Boats')}</p></article>"
        "<footer>All rights reserved</footer></body></html>"
    )


def test_linked_data_gives_time_and_outlet() -> None:
    """JSON-LD comes first for the publication time and says so."""
    data = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
        '"headline": "Harbour", "datePublished": "2024-06-12T08:00:00+07:00", '
        '"publisher": {"name": "The Pier"}}]}</script>'
    )
    draft = draft_of_page(page(data), "x", packs())
    assert draft.published == "2024-06-12T08:00:00+07:00"
    assert draft.found == "JSON-LD datePublished"
    assert (draft.outlet, draft.title) == ("The Pier", "Harbour")


def test_meta_gives_the_time_where_linked_data_is_broken() -> None:
    """Broken JSON-LD is passed over, not fatal."""
    head = (
        '<script type="application/ld+json">{"a": </script>'
        '<meta property="article:published_time" content="2024-06-12T08:00:00Z">'
    )
    draft = draft_of_page(page(head), "x", packs())
    assert (draft.published, draft.found) == (
        "2024-06-12T08:00:00+00:00",
        "meta article:published_time",
    )


def test_lead_is_in_the_text_and_navigation_is_not() -> None:
    """The first paragraph is kept, menus and footers are not."""
    text = draft_of_page(page(), "x", packs()).text
    assert LEAD in text
    assert "All rights reserved" not in text


def test_entities_and_nested_data_do_no_harm() -> None:
    """A page of deeply nested JSON-LD is read for its text."""
    nested = "[" * 5000 + "]" * 5000
    head = f'<script type="application/ld+json">{nested}</script>'
    assert LEAD in draft_of_page(page(head), "x", packs()).text


def linked(**facts: object) -> str:
    """A JSON-LD script of a news article."""
    data = {"@type": "NewsArticle", **facts}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("told", "shown", "title"),
    [
        ("Pier News: Harbour to Close", "Harbour to close", "Harbour to close"),
        ("Harbour &amp; pier closed", "", "Harbour & pier closed"),
        ("Harbour works start", "News of the whole coast", "Harbour works start"),
        ("", "Harbour to close", "Harbour to close"),
    ],
)
def test_headline_is_the_one_that_readers_see(
    told: str, shown: str, title: str
) -> None:
    """What a page tells search engines counts where no heading is like it."""
    html = page(linked(headline=told)).replace(
        "<h1>Harbour to close</h1>", f"<h1>{shown}</h1>"
    )
    assert draft_of_page(html, "x", packs()).title == title


def test_paragraph_of_links_between_others_is_kept() -> None:
    """What precision loses in the middle of a report is put back where it stood."""
    links = (
        "<p>It also runs <a href='/a'>the old eastern ferry</a>, the "
        "<a href='/b'>small southern dock</a> and trains.</p>"
    )
    rows = [f"<p>Row {n}. {MORE}</p>" for n in range(3)]
    html = f"<html><body><article><h1>Harbour</h1>{rows[0]}{rows[1]}{links}{rows[2]}"
    html += f"<p>Row 3. {MORE}</p></article></body></html>"
    lines = draft_of_page(html, "x", packs()).text.split("\n")
    assert [line[:12] for line in lines[1:]] == [
        *("Row 0. Ships", "Row 1. Ships", "It also runs"),
        *("Row 2. Ships", "Row 3. Ships"),
    ]


def test_paragraph_that_is_a_link_to_another_report_is_no_text() -> None:
    """A headline of another report stands between the paragraphs of many pages."""
    link = "<p><a href='/x'><b>FERRY OWNERS SHOUT AT THE MINISTER OF PORTS</b></a></p>"
    text = draft_of_page(page(lead=f"{LEAD}</p>{link}<p>{MORE}"), "x", packs()).text
    assert LEAD in text
    assert "SHOUT" not in text


@pytest.mark.parametrize("mark", ["&#1;", "&#x1F;", "&#x0b", "&#0031;", "\x02"])
def test_control_characters_cost_no_text(mark: str) -> None:
    """What was pasted from a word processor is read without them."""
    html = page(lead=LEAD.replace("closed", f"closed{mark} ")).encode()
    draft = draft_of_raw(RawPage("x", html), packs())
    assert LEAD in draft.text.replace("  ", " ")


@pytest.mark.parametrize(
    "box",
    [
        "<div><h5>More</h5><div><a href='/x'>Ferry owners shout at minister</a></div>"
        "<p>The quarrel has been going on for a year, and it is not over.</p></div>",
        "<figure><img src='a'><p class='photo-caption'>Ferry owners shout</p></figure>",
        "<a href='/x'><h3>Ferry owners shout at the minister of ports</h3></a>",
    ],
)
def test_teasers_and_captions_are_no_text(box: str) -> None:
    """What stands in a box of its own between paragraphs tells of something else."""
    text = draft_of_page(page(lead=f"{LEAD}</p>{box}<p>{MORE}"), "x", packs()).text
    assert LEAD in text
    assert "quarrel" not in text
    assert "shout" not in text


def test_own_body_decides_what_is_the_report() -> None:
    """Paragraphs that the page's own account holds are the text; others are not."""
    boats = MORE.replace("Ships", "Boats")
    closing = "Harbour dues are paid at the eastern gate, where a clerk sits all day."
    own = " ".join([LEAD, MORE, boats, closing, boats.replace("Boats", "Ferries")])
    html = page(linked(articleBody=own)).replace(
        "</article>",
        f"<p>{boats.replace('Boats', 'Ferries')}</p></article><div>{closing}</div>"
        "<div><p>Our shop sells mugs with ships on them, at a price that pleases.</p>"
        "</div>",
    )
    text = draft_of_page(html, "x", packs()).text
    assert text.splitlines()[-1] == closing
    assert "mugs" not in text


def test_own_body_of_another_report_is_not_believed() -> None:
    """An `articleBody` that the page does not show changes nothing."""
    other = "The council met in the old hall and spoke of schools for an hour. " * 20
    text = draft_of_page(page(linked(articleBody=other)), "x", packs()).text
    assert LEAD in text
    assert "council" not in text


def test_container_of_a_newsletter_is_cut_off() -> None:
    """What stands in a newsletter's box or an author's is no part of the report."""
    box = "<div class='c newsletter-form'><p>Have the tides in your mail.</p></div>"
    html = page().replace(f"<p>{MORE}</p>", f"<p>{MORE}</p>{box}")
    assert "tides" not in draft_of_page(html, "x", packs()).text


def test_container_with_the_report_is_kept() -> None:
    """A page may wrap its whole report in a box that has a wall's or list's name."""
    html = page().replace("<article>", "<article class='comments'>")
    assert LEAD in draft_of_page(html, "x", packs()).text


@pytest.mark.parametrize(
    ("body", "stamp", "found"),
    [
        (
            "<span>Rabu, 12 Jun 2024 09:15 WIB</span>",
            "2024-06-12T09:15:00+07:00",
            "visible line",
        ),
        (
            "<span>Updated 14 June 2024 10:00</span><span>12 June 2024 09:15</span>",
            "2024-06-12T09:15:00",
            "visible line",
        ),
        ("<span>12 June 2024</span>", "2024-06-12", "visible line"),
        (
            "<ul><li>13 June 2024 10:00 Other news</li></ul>"
            "<time datetime='2024-06-12T09:15:00Z'></time>",
            "2024-06-12T09:15:00+00:00",
            "time element",
        ),
    ],
)
def test_time_is_found_where_no_data_gives_it(
    body: str, stamp: str, found: str
) -> None:
    """A visible line, then a time element, tell when the report came out."""
    html = page().replace("</h1>", f"</h1>{body}")
    draft = draft_of_page(html, "x", packs())
    assert (draft.published, draft.found) == (stamp, found)


def test_day_in_the_address_is_the_last_but_one() -> None:
    """Where the page is silent, its address may tell the day."""
    url = "https://post.example/2024/06/12/pier"
    draft = draft_of_page(page(), "x", packs(), url=url)
    assert (draft.published, draft.found) == ("2024-06-12", "day in the address")


def test_clock_of_a_town_marked_as_greenwich() -> None:
    """Data that marks the visible local clock as UTC is read in the visible zone."""
    head = '<meta name="pubdate" content="2024-06-12T09:15:22Z">'
    html = page(head).replace("</h1>", "</h1><p>Rabu, 12/06/2024 09:15 WIB</p>")
    draft = draft_of_page(html, "x", packs())
    assert draft.published == "2024-06-12T09:15:22+07:00"


def test_change_and_byline_are_kept_apart() -> None:
    """The time of a change is not the publication time; writers are named."""
    draft = draft_of_page(
        page(
            linked(
                datePublished="2024-06-12T08:00:00Z",
                dateModified="2024-06-13T08:00:00Z",
                author=[{"name": "Ann  Sample"}, "Joe Sample"],
            )
        ),
        "x",
        packs(),
    )
    assert draft.published == "2024-06-12T08:00:00+00:00"
    assert draft.modified == "2024-06-13T08:00:00+00:00"
    assert draft.byline == "Ann Sample, Joe Sample"


ENTRY = "<div class='live-event-entry'><h2>10:0{}</h2><p>Boats are out.</p></div>"


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        (
            page(
                linked() + '<script type="application/ld+json">{"@type": '
                '"LiveBlogPosting"}</script>'
            ),
            "live",
        ),
        (page().replace("</article>", "".join(map(ENTRY.format, range(6)))), "live"),
        (
            "<html><head><link rel=canonical href='https://a.example/foto/readfoto/1'>"
            "</head><body><h1>Harbour</h1><p>Ships lie in the harbour at dawn, and no "
            "one is there to see them but a dog and two gulls.</p></body></html>",
            "gallery",
        ),
        (
            page(linked(isAccessibleForFree=False)).replace(MORE, "Go on."),
            "stub",
        ),
        (
            "<html><body><h1>News</h1><p>All the news of the harbour in one place, "
            "for those who want to know about it.</p>"
            + "".join(
                f"<h3><a href='/{n}'>Pier {n} to close</a></h3>" for n in range(30)
            )
            + "</body></html>",
            "listing",
        ),
    ],
)
def test_page_that_is_no_report_is_known(html: str, kind: str) -> None:
    """Live pages, galleries, stubs and listings are told apart, and not read."""
    assert draft_of_page(html, "x", packs()).kind == kind
    assert isinstance(file_draft(RawPage("x", html.encode()), packs()), Refused)


def test_usual_page_is_a_report() -> None:
    """A page with a report and some links beside it is read."""
    links = "".join(f"<h3><a href='/{n}'>Other news {n}</a></h3>" for n in range(30))
    html = page().replace("<footer>", f"<div>{links}</div><footer>")
    assert draft_of_page(html, "x", packs()).kind == "report"
