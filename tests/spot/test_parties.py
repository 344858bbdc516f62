"""People and bodies without a name."""

import pytest

from konon.model import Mention, Sentence, Span
from konon.spot.parties import spot_parties
from make import packs


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        (
            "Shareholders of Ardent will vote; the workers plan a strike.",
            "en",
            ["shareholders", "workers"],
        ),
        (
            "Pemegang saham akan memilih direksi, para buruh berencana mogok.",
            "id",
            ["pemegang saham", "direksi", "buruh"],
        ),
        ("The bridge will open in May.", "en", []),
    ],
)
def test_listed_words_are_parties(text: str, lang: str, words: list[str]) -> None:
    """Each is called by its word, the longest that is listed."""
    sentences = [Sentence(Span(0, len(text)), 0)]
    found = spot_parties(text, sentences, (), packs().langs[lang])
    assert [m.name for m in found] == words
    assert all(m.span.of(text).casefold() == m.name for m in found)


def test_words_of_a_name_are_no_party() -> None:
    """Bank Santika is a body with a name."""
    text = "Bank Santika akan menambah modal."
    name = Mention(Span(0, 12), "body", "Bank Santika", "body:bank santika")
    sentences = [Sentence(Span(0, len(text)), 0)]
    assert not spot_parties(text, sentences, [name], packs().langs["id"])
