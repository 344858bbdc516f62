"""Words glued together by a page tool are read apart, and told where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import konon
from konon.model import Span
from konon.packs import load_packs
from konon.spot.glued import Parted, parted
from konon.spot.vocabulary import vocabulary_of

ID = load_packs().langs["id"]
TEXT = (
    "Kapal itu berangkat dariSurabaya pada Senin (16/6/2025). Menurut Budi Santika, "
    "MenteriPerhubungan akan meresmikan pelabuhan diBanyuwangi, lalu Surabayadan "
    "DPRakan membahasnya."
)


def apart(text: str) -> str:
    """A text as it is read."""
    found = parted(text, vocabulary_of(ID), ID)
    return text if found is None else found.text


def test_small_words_and_names_are_parted() -> None:
    """Before a name, behind it, between two, and behind a short name."""
    found = apart(TEXT)
    for words in ("dari Surabaya", "Menteri Perhubungan", "di Banyuwangi"):
        assert words in found
    assert "Surabaya dan" in found
    assert "DPR akan" in found


@pytest.mark.parametrize(
    "text",
    [
        "Unggahan di YouTube dan WhatsApp itu dibantah detikNews.",
        "Mobil VinFast dijual di Instagramnya.",
        "Alamatnya example.org/dariSurabaya dan @dariSurabaya.",
    ],
)
def test_whole_words_stay(text: str) -> None:
    """Names with a capital inside, endings of a word, addresses."""
    assert parted(text, vocabulary_of(ID), ID) is None


def test_what_was_read_stands_where_the_words_are() -> None:
    """Names cut out of the text as it was hold no word that was glued to them."""
    reading = konon.read_text(TEXT, published="2025-06-14", lang="id")
    assert reading.report.text == TEXT
    found = {m.name: m.span.of(TEXT) for m in reading.mentions}
    assert found["Surabaya"] == "Surabaya"
    assert found["Banyuwangi"] == "Banyuwangi"
    for mention in reading.mentions:
        assert "".join(mention.name.split()) == "".join(mention.span.of(TEXT).split())


@given(
    st.text("ab Cd", min_size=1, max_size=30),
    st.sets(st.integers(0, 29)),
    st.integers(0, 29),
    st.integers(1, 30),
)
def test_places_go_forth_and_back(
    text: str, cuts: set[int], start: int, size: int
) -> None:
    """A piece of the text is the same piece in the parted text, and back."""
    places = tuple(sorted(cut for cut in cuts if cut < len(text)))
    pieces = [text[a:b] for a, b in zip((0, *places), (*places, None), strict=True)]
    both = Parted("_".join(pieces), places)
    span = Span(min(start, len(text) - 1), min(start + size, len(text)))
    if span.start >= span.end:
        return
    moved = both.forth(span)
    assert moved.of(both.text).replace("_", "") == span.of(text)
    assert both.back((span, "x", (moved,))) is not None
    assert both.back(moved) == span
