"""Names and entities."""

import pytest

from make import reading


def names(text: str, lang: str = "id") -> list[tuple[str, str]]:
    """Kind and name of each mention."""
    return [(m.kind, m.name) for m in reading(text, lang=lang).mentions]


def test_title_makes_a_person_and_is_not_the_name() -> None:
    """ "Presiden Rusia Vladimir Putin": a person called Vladimir Putin, and a place."""
    found = names("Presiden Rusia Vladimir Putin tiba.")
    assert ("person", "Vladimir Putin") in found
    assert ("place", "Rusia") in found


def test_short_name_is_the_same_entity() -> None:
    """ "Putin" is the Vladimir Putin of the same report."""
    found = reading("Vladimir Putin tiba. Menurut Putin, rapat batal.").mentions
    assert len({m.entity for m in found if m.kind == "person"}) == 1


def test_country_has_one_id_in_every_language() -> None:
    """Korut, Korea Utara and North Korea are one country."""
    indonesian = reading("Ia pergi ke Korut dan Korea Utara.").mentions
    english = reading("He went to North Korea.", lang="en").mentions
    entities = {m.entity for m in (*indonesian, *english)}
    assert entities == {"country:KP"}


def test_capital_lies_in_its_country() -> None:
    """Hanoi is no country, but lies in Vietnam."""
    (hanoi,) = reading("Ia tiba di Hanoi.").mentions
    assert (hanoi.entity, hanoi.country) == ("place:hanoi", "VN")


def test_unnamed_source_keeps_its_words() -> None:
    """The role and the reason for silence stay with an unnamed source."""
    text = "Seorang pejabat senior yang enggan disebutkan namanya datang."
    found = names(text)
    assert found == [("unnamed", text.removesuffix(" datang."))]


def test_word_at_the_start_of_a_sentence_is_no_name() -> None:
    """A capital that the sentence explains makes no name."""
    assert names("Rapat selesai. Sementara hujan turun.") == []


def test_conjunction_as_is_not_the_country() -> None:
    """ "AS" is a country in Indonesian, "as" nothing; "us" is no country in English."""
    assert ("place", "AS") in names("Menteri AS tiba.")
    assert names("they told us of it", lang="en") == []


@pytest.mark.parametrize(
    ("lang", "text", "named"),
    [
        ("id", "Menurut Dr. Wira, itu salah.", ["Wira"]),
        ("id", "Demikian Prof. Dr. Wira Utama.", ["Wira Utama"]),
        ("id", "Rapat dibuka Ir. Budi Santoso, M.M. kemarin.", ["Budi Santoso"]),
        ("id", "Menurut Ronny P. Utama, itu salah.", ["Ronny P. Utama"]),
        ("en", "<E.S. Ferries Inc> said it was wrong.", ["E.S. Ferries Inc"]),
    ],
)
def test_titles_and_degrees_are_no_names(
    lang: str, text: str, named: list[str]
) -> None:
    """What stands before or behind a name for honour is none; its initials are."""
    assert [m.name for m in reading(text, lang=lang).mentions] == named


def test_a_rank_is_no_part_of_the_town_before_it() -> None:
    """ "Kapolsek Nusa Penida AKBP Wira": a town, and a person in it."""
    found = names(
        '"Kami tangkap pelaku," kata Kapolsek Nusa Penida AKBP Ida Bagus Putra Sumerta.'
    )
    assert ("person", "Ida Bagus Putra Sumerta") in found
    assert ("place", "Nusa Penida") in found
