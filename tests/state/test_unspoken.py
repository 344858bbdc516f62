"""Quotations without a speaker say why."""

import pytest

from make import reading


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('Di dinding tertulis: "Jalan ini bukan tempat parkir."', "no source in its"),
        (
            'Budi Santika datang.\n"Jalan ini bukan tempat parkir umum." Wira Utama '
            "pergi ke sana.",
            "no cue beside it",
        ),
        (
            'Budi Santika bertemu Wira Utama.\nDia membawa papan "Jalan ini bukan '
            'tempat parkir umum" kemarin.',
            "pronoun, 2 candidates",
        ),
    ],
)
def test_a_quotation_without_a_speaker_says_why(text: str, reason: str) -> None:
    """The reason is what was missing."""
    done = reading(text)
    assert [one.reason[: len(reason)] for one in done.unspoken] == [reason]


def test_a_quotation_with_a_speaker_is_not_among_them() -> None:
    """What an attribution holds needs no reason; nor do words in marks."""
    text = '"Jalan ini bukan tempat parkir," kata Budi Santika di "Pasar Baru".'
    assert reading(text).unspoken == ()
