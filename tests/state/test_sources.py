"""Who bare nouns and relays stand for."""

import pytest

from make import reading


@pytest.mark.parametrize(
    ("lang", "text", "source"),
    [
        (
            "en",
            "Delmar Ferries Corp plans a terminal in Ohio. "
            "The company said it will open in May.",
            "Delmar Ferries Corp",
        ),
        (
            "en",
            "The Trade Ministry is preparing a law. "
            "The ministry said the law will be passed in May.",
            "Trade Ministry",
        ),
        (
            "en",
            "The Ohio Legal News reported a fire. "
            "The newspaper said a trial will be held in May.",
            "Ohio Legal News",
        ),
        # Two are none of them.
        (
            "en",
            "Delmar Ferries Corp will merge with Bolt Inc. "
            "The companies said the deal will close in May.",
            "The companies",
        ),
        (
            "id",
            "PT Kapal Utama Tbk akan membuka pabrik. "
            "Perseroan menyatakan pabrik itu akan dibuka pada Juli.",
            "PT Kapal Utama Tbk",
        ),
    ],
)
def test_a_bare_noun_is_whom_it_means(lang: str, text: str, source: str) -> None:
    """ "The company" is the one named before, so that two reports agree who spoke."""
    told = [a.chain[-1].name for a in reading(text, lang=lang).attributions if a.chain]
    assert told[-1] == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Mengutip Sari Mulia, harga emas naik hari ini.", "Sari Mulia"),
        (
            "harga emas dikutip dari laman resmi sari mulia, minggu, turun.",
            "sari mulia",
        ),
        (
            "Badan Pusat Statistik mencatat, ekspor naik pada Mei.",
            "Badan Pusat Statistik",
        ),
    ],
)
def test_who_carried_a_figure_is_its_source(text: str, source: str) -> None:
    """So it is where no table knows the name, and in a text without capitals."""
    assert [a.chain[-1].name for a in reading(text).attributions] == [source]


def test_a_day_of_quoting_is_no_source() -> None:
    """ "Dikutip Rabu (12/6)" tells when, and "berbagai sumber" names nobody."""
    for text in (
        "Rapat itu akan digelar besok, dikutip Rabu (12/6).",
        "Jalan itu akan ditutup besok, dikutip dari berbagai sumber.",
    ):
        chains = [a.chain for a in reading(text).attributions]
        assert all(link.kind == "unnamed" for chain in chains for link in chain)
