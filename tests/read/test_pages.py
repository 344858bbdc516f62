"""Pages: headline, outlet, publication time and text."""

from konon.read.pages import draft_of_page

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
    draft = draft_of_page(page(data), "x")
    assert draft.published == "2024-06-12T08:00:00+07:00"
    assert draft.found == "JSON-LD datePublished"
    assert (draft.outlet, draft.title) == ("The Pier", "Harbour")


def test_meta_gives_the_time_where_linked_data_is_broken() -> None:
    """Broken JSON-LD is passed over, not fatal."""
    head = (
        '<script type="application/ld+json">{"a": </script>'
        '<meta property="article:published_time" content="2024-06-12T08:00:00Z">'
    )
    draft = draft_of_page(page(head), "x")
    assert (draft.published, draft.found) == (
        "2024-06-12T08:00:00Z",
        "meta article:published_time",
    )


def test_lead_is_in_the_text_and_navigation_is_not() -> None:
    """The first paragraph is kept, menus and footers are not."""
    text = draft_of_page(page(), "x").text
    assert LEAD in text
    assert "All rights reserved" not in text


def test_entities_and_nested_data_do_no_harm() -> None:
    """A page of deeply nested JSON-LD is read for its text."""
    nested = "[" * 5000 + "]" * 5000
    head = f'<script type="application/ld+json">{nested}</script>'
    assert LEAD in draft_of_page(page(head), "x").text
