"""Clubs are bodies wherever a report names them; contests are no party and no place."""

import pytest

from konon.model import Mention, Span
from konon.spot.clubs import with_clubs
from make import packs


def kinds(text: str, *places: str, lang: str = "id") -> dict[str, str]:
    """The kinds that names get that a tagger took for places."""
    found, at = [], 0
    for name in places:
        at = text.index(name, at)
        found.append(Mention(Span(at, at + len(name)), "place", name, ""))
        at += len(name)
    told = with_clubs(found, text, packs().langs[lang])
    return {mention.name: mention.kind for mention in told}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Pelatih Lestario tiba. Lestario akan bermain di Medan.", "id"),
        ("Lestario vs Medan digelar Senin. Lestario siap.", "id"),
        ("The Lestario coach spoke. He will stay at Lestario.", "en"),
    ],
)
def test_a_club_is_a_body_everywhere(text: str, lang: str) -> None:
    """One place where a word tells it is enough for all of the report."""
    assert kinds(text, "Lestario", "Lestario", lang=lang) == {"Lestario": "body"}


def test_a_place_stays_one() -> None:
    """A town in which something is, and a country that plays."""
    assert kinds("Rapat digelar di Medan.", "Medan") == {"Medan": "place"}
    text = "Timnas melawan Jepang."
    japan = Mention(Span(15, 21), "place", "Jepang", "country:JP", "JP")
    assert with_clubs([japan], text, packs().langs["id"]) == (japan,)


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("Liga Champions", False),
        ("Sudirman Cup", False),
        ("Liga Arab", True),
        ("Ligaya Sari", True),
    ],
)
def test_a_contest_is_nobody(name: str, is_kept: bool) -> None:
    """A cup does not act; the Arab League, a body, does."""
    assert bool(kinds(f"Mereka tampil di {name}.", name)) == is_kept
