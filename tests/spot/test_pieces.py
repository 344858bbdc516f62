"""What a name is by the rest of its report."""

import pytest

from make import reading


def names(text: str) -> list[tuple[str, str]]:
    """The kind and words of each mention."""
    return [(m.kind, m.name) for m in reading(text, lang="en").mentions]


@pytest.mark.parametrize(
    "text",
    [
        "Hughes Ferries Co will close. Late yesterday, Hughes said it was over.",
        "Martin Dockside Corp will close. In Ohio Martin Dockside said it was over.",
        "Dome Ferries Ltd will meet. A stake in Dome is for sale.",
    ],
)
def test_a_company_is_meant_by_what_its_name_opens_with(text: str) -> None:
    """No town and no person: the same body by a shorter name."""
    found = [m for m in reading(text, lang="en").mentions if m.name != "Ohio"]
    assert {m.kind for m in found} == {"body"}
    assert len({m.entity for m in found}) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Texas Ferries Inc will open a port. The plant in Texas is shut.", "Texas"),
        ("Dome Ferries Ltd will open a port near Dome in May.", "Dome"),
    ],
)
def test_a_town_stays_one(text: str, name: str) -> None:
    """A region, and what stands behind a preposition of place, is where it says."""
    assert ("place", name) in names(text)


def test_an_owner_stands_apart_from_what_is_its_own() -> None:
    """Where the report has its name without "'s" as well."""
    found = names("Midland Ferries Ltd met. No growth, said Midland's Donegan.")
    assert ("body", "Midland Ferries Ltd") in found
    assert not any("'s" in name for _, name in found)


def test_what_never_stands_without_its_ending_keeps_it() -> None:
    """ "Moody's" is called so, and two such names are two."""
    text = "It is rated by Moody's Investors Service Inc and Standard and Poor's Corp."
    assert names(text) == [
        ("body", "Moody's Investors Service Inc"),
        ("body", "Standard and Poor's Corp"),
    ]


def test_a_country_owns_a_company() -> None:
    """The country is told apart, and the company has its own name."""
    found = names("A deal with Japan's Delmar Motor Co Ltd is due in May.")
    assert found == [("place", "Japan"), ("body", "Delmar Motor Co Ltd")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The U.S. Farming Department said it will buy rice.",
            "U.S. Farming Department",
        ),
        ("The board of <Nusa Bay> will meet on Monday.", "Nusa Bay"),
        (
            "<Nusa Telegraph and Telephone> said it will meet.",
            "Nusa Telegraph and Telephone",
        ),
    ],
)
def test_bodies_are_told_by_their_last_word_or_by_marks(text: str, name: str) -> None:
    """A department is no place; wires set companies without a code in marks."""
    assert ("body", name) in names(text)


def test_a_capital_behind_initials_is_no_name() -> None:
    """Old wires write "U.S. Tariffs" as if a sentence began there."""
    assert names("France spoke of U.S. Tariffs on steel.")[-1] == ("place", "U.S.")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("General Ferries Corp will close a port. GF said it will open one.", "en"),
        ("The Vale Union of Miners met. VUM said it will strike.", "en"),
        ("Badan Pangan Laut akan bertemu. BPL akan menaikkan harga Juli.", "id"),
    ],
)
def test_letters_stand_for_the_body_that_they_open(text: str, lang: str) -> None:
    """The only body of a report whose words begin with them."""
    found = reading(text, lang=lang).mentions
    assert len({m.entity for m in found}) == 1
    assert {m.kind for m in found} == {"body"}


def test_initials_in_brackets_make_no_body_of_a_person() -> None:
    """ "Iwan Wira Lukman (IWL)" is called so in what follows, and stays a person."""
    text = "Direktur Utama Iwan Wira Lukman (IWL) akan diperiksa pada Juli."
    kinds = {m.kind for m in reading(text, lang="id").mentions if "Iwan" in m.name}
    assert kinds == {"person"}


def test_a_country_behind_a_person_is_an_owner() -> None:
    """ "Told Ann Sample China's troubles are over": China is no name of hers."""
    done = reading("He told Ann Sample China's troubles are over.", lang="en")
    names = {m.name for m in done.mentions}
    assert "Ann Sample China" not in names


def test_a_sum_is_no_name() -> None:
    """ "Ardent's 11.12 billion" names Ardent alone."""
    text = "The court upheld Ardent Co's 11.12 billion dlr judgment."
    assert [name for kind, name in names(text) if kind != "unnamed"] == ["Ardent Co"]


def test_whom_a_person_works_for_stands_apart() -> None:
    """ "Apindo Sanny Iskandar" are an association and a man."""
    text = "Wakil Ketua Umum Apindo Sanny Iskandar berbicara."
    found = [(m.kind, m.name) for m in reading(text, lang="id").mentions]
    assert found == [("body", "Apindo"), ("person", "Sanny Iskandar")]
