"""Names of official bodies."""

import pytest

from make import reading


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        # Halves of common words are one name, those that are names alone are two.
        (
            "It filed with the Grain and Trade Commission in May.",
            "en",
            "Grain and Trade Commission",
        ),
        (
            "He met the House Ways and Means Committee.",
            "en",
            "House Ways and Means Committee",
        ),
        (
            "The Oil and Natural Gas Commission of Lund will drill.",
            "en",
            "Oil and Natural Gas Commission of Lund",
        ),
        # Where a body is, is no part of its name.
        (
            "The Geneva-based International Harbour Organisation will meet.",
            "en",
            "International Harbour Organisation",
        ),
        # Short names in brackets stand between a body and its place.
        (
            "Sidang di Pengadilan Negeri (PN) Medan akan dibuka Senin.",
            "id",
            "Pengadilan Negeri Medan",
        ),
        (
            "Pemerintah Provinsi (Pemprov) DKI Jakarta akan menggelar rapat.",
            "id",
            "Pemerintah Provinsi DKI Jakarta",
        ),
    ],
)
def test_a_body_has_all_parts_of_its_name(text: str, lang: str, name: str) -> None:
    """What joins the parts is common to all languages of the pack."""
    done = reading(text, lang=lang)
    assert [m.name for m in done.mentions if m.kind == "body"] == [name]


def test_two_bodies_are_two() -> None:
    """A half that is a name of its own is joined to nothing."""
    done = reading("The Bundesbank and Finance Ministry spoke.", lang="en")
    names = {m.name for m in done.mentions if m.kind == "body"}
    assert "Finance Ministry" in {name.split(" and ")[-1] for name in names}


@pytest.mark.parametrize(
    "text",
    [
        "Duta Besar (Dubes) Iran akan tiba Senin.",
        "Peraturan Presiden (Perpres) Nomor 3 akan terbit Senin.",
        "Calon Presiden (Capres) Kolombia akan tiba Senin.",
    ],
)
def test_short_for_an_office_or_a_paper_is_nobody(text: str) -> None:
    """What stands in brackets behind an office is that office once more."""
    names = {m.name for m in reading(text, lang="id").mentions}
    assert names.isdisjoint({"Dubes", "Perpres", "Capres"})


def test_a_body_is_called_by_its_short_name_and_place() -> None:
    """ "PN Medan" is the Pengadilan Negeri (PN) Medan that was named before."""
    done = reading(
        "Sidang di Pengadilan Negeri (PN) Medan dibuka Senin. PN Medan akan memutus.",
        lang="id",
    )
    bodies = {m.entity for m in done.mentions if m.kind == "body"}
    assert len(bodies) == 1


def test_two_names_with_a_hyphen_are_a_company() -> None:
    """ "Delmar-Lunden" is a body, "April-March" and "East-bound" are none."""
    done = reading("Shares of Delmar-Lunden rose in April-March.", lang="en")
    assert [(m.kind, m.name) for m in done.mentions] == [("body", "Delmar-Lunden")]


def test_initials_are_no_first_word() -> None:
    """ "Delmar" is A.B. Delmar Inc where that is in the report."""
    done = reading("A.B. Delmar Inc will merge in May. Delmar said so.", lang="en")
    assert {m.entity for m in done.mentions} == {"body:a.b. delmar inc"}


def test_a_paper_with_an_article_is_not_of_whoever_stands_before() -> None:
    """ "Filed with Ardent Corp a report": the report is not Ardent's."""
    done = reading("It filed with Ardent Corp a report on sales.", lang="en")
    assert "Ardent Corp" in {m.name for m in done.mentions if m.kind == "body"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Kementerian Energi dan Sumber Daya Mineral akan menggelar rapat.",
            "Kementerian Energi dan Sumber Daya Mineral",
        ),
        (
            "Dinas Pemuda dan Olahraga akan menggelar rapat.",
            "Dinas Pemuda dan Olahraga",
        ),
    ],
)
def test_an_office_has_both_halves(text: str, name: str) -> None:
    """Behind "dan" stand other words of offices, and no body of its own."""
    bodies = [m.name for m in reading(text, lang="id").mentions if m.kind == "body"]
    assert bodies == [name]


def test_two_ministries_are_two() -> None:
    """ "Dan" between two names that open as bodies do joins nothing."""
    text = "Kementerian Agama dan Kementerian Sosial akan menggelar rapat."
    bodies = [m.name for m in reading(text, lang="id").mentions if m.kind == "body"]
    assert bodies == ["Kementerian Agama", "Kementerian Sosial"]


def test_a_match_has_two_sides() -> None:
    """ "Real Nusa vs Persinus" is no name."""
    text = "Laga Persib Bandung vs Persija Jakarta akan digelar pada Jumat."
    names = {m.name for m in reading(text, lang="id").mentions}
    assert not any(" vs " in name for name in names)


def test_what_a_body_is_is_nobody_beside_it() -> None:
    """ "Lead manager Ardent Corp said" is Ardent, and no manager without a name."""
    done = reading("The coupon is 7 pct, said lead manager Ardent Corp.", lang="en")
    assert [a.chain[-1].name for a in done.attributions] == ["Ardent Corp"]


@pytest.mark.parametrize(
    "text",
    ["RUU KUHAP akan disahkan pada Agustus.", "UU Cipta Kerja akan direvisi Senin."],
)
def test_a_law_is_nobody(text: str) -> None:
    """A bill has a name, and no part in its own making."""
    assert not reading(text, lang="id").mentions
