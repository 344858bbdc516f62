"""Verbs of planning and demanding stand for their subject's word, in Indonesian."""

import pytest

from make import reading


def told(text: str, lang: str = "id") -> list[tuple[str, tuple[str, ...]]]:
    """The act and chain of each attribution of a text."""
    found = reading(text, lang=lang).attributions
    return [(a.cue.act, tuple(link.name for link in a.chain)) for a in found]


@pytest.mark.parametrize(
    ("text", "act", "source"),
    [
        (
            "Di sisi lain, pemerintah berencana melepas tarif listrik tahun ini.",
            "plan",
            "pemerintah",
        ),
        (
            "Wali Kota Surabaya yang baru dilantik berjanji membuka pasar itu Mei.",
            "plan",
            "Wali Kota Surabaya",
        ),
        (
            "Budi Santika juga telah meminta rapat itu ditunda hingga Juni.",
            "demand",
            "Budi Santika",
        ),
    ],
)
def test_a_plan_is_the_word_of_its_subject(text: str, act: str, source: str) -> None:
    """The subject stands right before, with small words or who it is between."""
    assert (act, (source,)) in told(text)


def test_a_pronoun_plans_for_who_spoke() -> None:
    """ "Dia pun menargetkan": who spoke last."""
    text = (
        "Budi Santika mengatakan rapat itu batal. Dia pun menargetkan pasar itu "
        "dibuka pada Juni."
    )
    assert told(text)[-1] == ("plan", ("Budi Santika",))


@pytest.mark.parametrize(
    "text",
    [
        "Siti Rahma mengatakan warga berencana menutup jalan itu pada Senin.",
        '"Pihak lain berjanji menutup jalan itu," kata Siti Rahma.',
    ],
)
def test_what_somebody_says_of_others_is_theirs(text: str) -> None:
    """A plan inside of what somebody says is told by who says it."""
    assert {chain for _, chain in told(text)} == {("Siti Rahma",)}


def test_whom_a_preposition_governs_plans_nothing() -> None:
    """ "Bagi pemerintah berencana ..." has no subject there."""
    assert told("Rapat dengan pemerintah berencana digelar Juni.") == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Kepala Dinas Pasar Kota Bitung, Ani Lestari, membenarkan rencana "
            "penutupan pasar itu pekan depan.",
            "Ani Lestari",
        ),
        (
            "Wira Santosa, Kepala Dinas Pasar Kota Bitung, membenarkan rencana "
            "penutupan pasar itu pekan depan.",
            "Wira Santosa",
        ),
        (
            "Kapolres Bitung, AKBP Wira Santosa (45), membenarkan rencana "
            "pembongkaran pasar pekan depan.",
            "Wira Santosa",
        ),
        (
            "Kepala Dinas Pasar, Ani Lestari, saat dikonfirmasi wartawan, membantah "
            "rencana penutupan pasar itu.",
            "Ani Lestari",
        ),
        (
            "KapalKita akhirnya resmi mengonfirmasi mereka akan meluncurkan feri itu "
            "pada 24 Juni 2025.",
            "KapalKita",
        ),
        (
            "Sebelumnya Sagara Jepang sudah mengonfirmasi akan membuka pabrik itu Mei.",
            "Sagara Jepang",
        ),
        ("Perusahaan telah mengonfirmasi bahwa feri akan dijual.", "Perusahaan"),
        (
            "Namun, pihak rumah sakit juga membantah akan tutup Juli.",
            "pihak rumah sakit",
        ),
    ],
)
def test_who_confirms_is_told_by_name_or_office(text: str, source: str) -> None:
    """A comma closes what tells an office; a name that no table has is a name."""
    assert [chain[-1] for _, chain in told(text) if chain] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Sagara bekerja sama dengan perusahaan rintisan, PT Samudra Biru, menawarkan "
        "kapal itu.",
        "Penonton berharap film itu diputar lagi pada Juni.",
        "Kemlu belum mengonfirmasi rencana kunjungan itu.",
    ],
)
def test_what_only_looks_like_a_name_confirms_nothing(text: str) -> None:
    """A partner, the word that opens a sentence, who has not confirmed yet."""
    assert told(text) == []


def test_a_second_verb_has_the_same_subject() -> None:
    """ "..., but denies it" is said by who admits the rest."""
    text = "Ani Lestari mengakui rapat itu, namun membantah akan mundur pada Juli."
    assert told(text)[-1] == ("deny", ("Ani Lestari",))
