"""Which of several like it a noun means."""

import pytest

from make import reading


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        (
            "The second round of talks will open in May. The third round of talks will "
            "open in June.",
            "en",
            2,
        ),
        ("Talks will open in May. Other talks will be held in Rome.", "en", 2),
        ("Talks will open in May. The talks will be held in Rome.", "en", 1),
        ("Rapat akan digelar 3 Juli. Rapat kedua akan digelar di Bandung.", "id", 2),
    ],
)
def test_ordinals_and_others_are_happenings_of_their_own(
    text: str, lang: str, count: int
) -> None:
    """The second round is not the third, and other talks are not those told before."""
    assert len(reading(text, lang=lang).events) == count
