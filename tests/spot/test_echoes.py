"""Other places of the names that a report has."""

import pytest

from make import reading


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # What a company's name opens with: one rare word, or two of any kind.
        ("Delmar Ferries Corp will merge. Shares of Delmar rose in May.", 2),
        ("High Point Ferries Corp will merge. High Point is trading at 22 dlrs.", 2),
        # A common word alone is none, nor what a longer name has.
        ("Answer Ferries Corp will merge. Answer is due in May.", 1),
    ],
)
def test_a_company_is_found_wherever_it_is_called_for_short(
    text: str, told: int
) -> None:
    """A tagger sees one sentence, and passes over some of them."""
    bodies = [m for m in reading(text, lang="en").mentions if m.kind == "body"]
    assert len(bodies) == told
    assert len({m.entity for m in bodies}) == 1


def test_a_name_inside_another_is_no_echo() -> None:
    """ "Delmar Street" is not Delmar Ferries Corp."""
    done = reading(
        "Delmar Ferries Corp will merge. The office in Delmar Street will close.",
        lang="en",
    )
    places = [m.span for m in done.mentions if m.name.startswith("Delmar")]
    street = done.report.text.index("Delmar Street")
    assert all(span.start != street or span.end > street + 6 for span in places)


def test_a_company_keeps_the_name_that_ends_as_companies_do() -> None:
    """However often a report calls it for short."""
    text = "Nusa Point Ferries Inc will merge. Nusa Point said so. Nusa Point agreed."
    done = reading(text, lang="en")
    assert "Nusa Point Ferries Inc" in {entity.name for entity in done.entities}
