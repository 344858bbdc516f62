"""Words for a person, and whom they mean."""

import pytest

from make import reading


def last_source(text: str, lang: str) -> str:
    """The name of whoever says the last that a text attributes."""
    return reading(text, lang=lang).attributions[-1].chain[-1].name


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        # A title, where somebody was named with it.
        (
            "Economics Minister Max Sample arrived. The minister said it is off.",
            "en",
            "Max Sample",
        ),
        (
            "Presiden Ani Lestari tiba di Solo. Kepala Negara meminta warga tenang.",
            "id",
            "Ani Lestari",
        ),
        # Who was named without it is no holder.
        ("Max Sample arrived. The minister said it is off.", "en", "The minister"),
        # One without a name who spoke before goes first.
        (
            "Spokesman Max Sample left. A Vale spokesman said it is on. "
            "The spokesman said it is off.",
            "en",
            "A Vale spokesman",
        ),
        # What somebody is, pointing back, and names that nobody took for such.
        (
            'Politikus Nusa Budi Santika tiba. "Saya siap," kata Budi. '
            "Politikus Partai Nusa itu menegaskan rapat batal.",
            "id",
            "Budi Santika",
        ),
        ("Nisa (38), warga Citayam, mengaku kecewa.", "id", "Nisa"),
        ("Sandi (52), sopir Delmarko, mengaku kecewa.", "id", "Sandi"),
        (
            "Salah seorang warga Wonosari, Kandar, mengatakan pasar ditutup.",
            "id",
            "Kandar",
        ),
    ],
)
def test_a_title_means_who_was_named_with_it(text: str, lang: str, name: str) -> None:
    """Where nobody was, the words stay what they are."""
    assert last_source(text, lang) == name


def test_a_man_may_be_anybody() -> None:
    """ "Pria itu" alone names nobody."""
    text = (
        'Budi Santika tiba. "Saya siap," kata Budi. Pemuda ini mengatakan akan pergi.'
    )
    assert last_source(text, "id") != "Budi Santika"


def test_a_name_keeps_the_ending_that_is_its_own() -> None:
    """ "Moody's said" is no person called Moody."""
    assert last_source("Delmar's said it may cut the rating.", "en") == "Delmar's"


def test_what_says_it_is_a_thing() -> None:
    """ "Delmar said it is selling" is a company, of which "it" speaks again."""
    done = reading("Delmar said it is selling a unit. It said so.", lang="en")
    assert [a.chain[-1].kind for a in done.attributions] == ["body", "body"]


def test_whoever_is_of_a_firm_of_partners_speaks() -> None:
    """ "Ann Sample of Kidwell, Peabody and Co said" is Ann Sample."""
    text = "Ann Sample of Kidwell, Peabody and Co said sales will rise."
    assert last_source(text, "en") == "Ann Sample"


def test_who_is_told_of_by_a_party_was_named_with_it() -> None:
    """ "Waketum PAN ini" is not the president who was named last."""
    text = (
        "Wakil Ketua Umum PAN Budi Santika mendukung Presiden Ani Lestari. "
        "Waketum PAN ini menilai pencabutan izin itu tepat."
    )
    assert last_source(text, "id") == "Budi Santika"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            'Sen. Phil Sample met reporters. "It is off," Sample said. '
            "The conservative senator said he will block it.",
            "Phil Sample",
        ),
        # Where another was named since, it may be either.
        (
            '"It is off," Phil Sample said. Ann Other will come. '
            "The Florida senator said he will block it.",
            "The Florida senator",
        ),
    ],
)
def test_what_somebody_is_means_who_spoke_and_was_named_last(
    text: str, name: str
) -> None:
    """ "The conservative senator" is the one of whom the report goes on to tell."""
    assert last_source(text, "en") == name


def test_who_has_an_age_is_known_by_the_name() -> None:
    """The link stands where the name does, and is that of one person."""
    text = "Bupati  Sandi (52), kader Delmarko, mengaku kecewa."
    (link,) = reading(text, lang="id").attributions[-1].chain
    assert (link.kind, link.entity) == ("person", "person:sandi")
    assert "Sandi" in link.span.of(text)
