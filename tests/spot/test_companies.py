"""Names of companies."""

import pytest

from make import reading


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A first word that is a common one, or a title.
        (
            "Leader Development Corp said it will open in May.",
            "Leader Development Corp",
        ),
        (
            "Thrifty Rent-A-Boat System Inc will close.",
            "Thrifty Rent-A-Boat System Inc",
        ),
        # Two halves that are one, and two that are not.
        ("He left Wolman Sachs and Co yesterday.", "Wolman Sachs and Co"),
        ("A.B. Wolman and Sons Inc said it will close.", "A.B. Wolman and Sons Inc"),
        ("The plant of Delmar Tire and Rubber Co shut.", "Delmar Tire and Rubber Co"),
        ("Volkswagen AG will open a plant in May.", "Volkswagen AG"),
        # What opens a sentence, what it deals in, and where it is, are no name.
        ("Under Ardent Corp rules it will close.", "Ardent Corp"),
        ("Retailer Ardent Corp said it will close.", "Ardent Corp"),
        ("New York-based Ardent Corp said it will close.", "Ardent Corp"),
    ],
)
def test_a_company_has_the_whole_of_its_name(text: str, name: str) -> None:
    """Its last word is certain, and what stands before it is read from there."""
    bodies = [m.name for m in reading(text, lang="en").mentions if m.kind == "body"]
    assert bodies == [name]


def test_two_companies_are_two() -> None:
    """ "And" joins halves of a name only where one of them is no name alone."""
    done = reading("Ardent Corp and Bolt Inc will merge in May.", lang="en")
    assert [m.name for m in done.mentions] == ["Ardent Corp", "Bolt Inc"]


def test_a_company_is_called_by_its_first_word() -> None:
    """ "Delmar said" is Delmar Ferries Corp, and no person of that name."""
    done = reading(
        "Leader Ferries Corp will open a terminal. Leader said it will be in Ohio.",
        lang="en",
    )
    assert {m.name for m in done.mentions if m.kind == "body"} == {
        "Leader Ferries Corp"
    }


def test_a_whole_name_is_no_piece_of_another() -> None:
    """A company whose name ends as companies do is not the one with more before it."""
    done = reading(
        "Ferries Inc will sell Michigan Ferries Inc in May. Ferries said it is due.",
        lang="en",
    )
    assert {m.entity for m in done.mentions if m.kind == "body"} == {
        "body:ferries inc",
        "body:michigan ferries inc",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The notes were sold by Goldmark, Saxe and Co in May.",
            "Goldmark, Saxe and Co",
        ),
        (
            "Underwriters are Smith Barley, Harris Upham and Co Inc.",
            "Smith Barley, Harris Upham and Co Inc",
        ),
    ],
)
def test_partners_are_one_company(text: str, name: str) -> None:
    """What a comma joins before "and Co" is one name."""
    bodies = [m.name for m in reading(text, lang="en").mentions if m.kind == "body"]
    assert bodies == [name]


def test_two_firms_in_a_row_are_two() -> None:
    """A name that ends as companies do is no partner's."""
    done = reading("They are Ardent Inc, Saxe and Co and others.", lang="en")
    assert {m.name for m in done.mentions} >= {"Ardent Inc", "Saxe and Co"}


def test_whoever_is_of_partners_is_no_part_of_them() -> None:
    """ "Ann Sample of Kidwell" is cut before "Kidwell, Peabody and Co"."""
    text = "Ann Sample of Kidwell, Peabody and Co said it will open in May."
    done = reading(text, lang="en")
    assert [m.name for m in done.mentions] == ["Ann Sample", "Kidwell, Peabody and Co"]
