"""People and bodies without a name."""

import pytest

from konon.model import Mention, Sentence, Span
from konon.spot.parties import spot_parties
from make import packs, reading


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
        # Words of another phrase are none: a number plate, a rate.
        ("Truk bernomor polisi L 80 itu menabrak warga.", "id", ["warga"]),
        ("It will pay 31 dlrs a unit.", "en", []),
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


@pytest.mark.parametrize(
    ("text", "lang", "place", "name"),
    [
        ("Libyan forces will leave.", "en", (0, 6), "Libyan forces"),
        ("Besok warga Solo akan rapat.", "id", (12, 16), "warga Solo"),
    ],
)
def test_a_place_right_beside_tells_which(
    text: str, lang: str, place: tuple[int, int], name: str
) -> None:
    """Forces of two countries are two parties."""
    known = Mention(Span(*place), "place", text[slice(*place)], "place:x")
    sentences = [Sentence(Span(0, len(text)), 0)]
    (found,) = spot_parties(text, sentences, [known], packs().langs[lang])
    assert (found.name, found.entity) == (name, f"unnamed:{name.casefold()}")
    assert not found.span.overlaps(known.span)


@pytest.mark.parametrize(
    ("text", "lang", "person"),
    [
        ("The chairman Ann Sample will speak.", "en", "Ann Sample"),
        ("Ann Sample, the chairman of Ardent, will speak.", "en", "Ann Sample"),
        ("Menteri Perdagangan (Mendag) Budi Santika akan hadir.", "id", "Budi Santika"),
    ],
)
def test_a_title_is_no_party(text: str, lang: str, person: str) -> None:
    """It says what somebody is who is named right beside."""
    start = text.index(person)
    known = Mention(Span(start, start + len(person)), "person", person, "person:x")
    sentences = [Sentence(Span(0, len(text)), 0)]
    assert not spot_parties(text, sentences, [known], packs().langs[lang])


def test_a_word_of_a_name_is_no_party() -> None:
    """ "Indeks Harga Konsumen" is an index, and not consumers."""
    done = reading("Indeks Harga Konsumen diperkirakan naik pada Juni.", lang="id")
    assert not [m for e in done.events for m in (*e.actors, *e.recipients)]
