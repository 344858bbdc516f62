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
