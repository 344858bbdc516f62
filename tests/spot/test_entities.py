"""Which names of a report stand for the same."""

import pytest

from konon.model import Mention, Span
from konon.spot.entities import link_entities
from make import packs, reading


def linked(*mentions: tuple[str, str]) -> list[str]:
    """Names of kinds, one behind the other, as they are linked."""
    found, at = [], 0
    for kind, name in mentions:
        found.append(Mention(Span(at, at + len(name)), kind, name, ""))
        at += len(name) + 1
    text = " ".join(name for _, name in mentions)
    told, _ = link_entities(text, found, packs().langs["id"], packs().shared())
    return [m.name for m in told]


def test_person_is_called_without_the_employer() -> None:
    """ "Direktur Utama Santika Lina Tan": the report names Santika elsewhere."""
    told = linked(("person", "Santika Lina Tan"), ("body", "Santika"))
    assert told == ["Lina Tan", "Santika"]


def test_names_that_only_share_a_word_stay_whole() -> None:
    """Two words are a name already, and a longer body is another."""
    assert linked(("person", "Santika Lina"), ("body", "Santika"))[0] == "Santika Lina"
    name = "Santika Lina Tan"
    assert linked(("person", name), ("body", "PT Santika"))[0] == name


@pytest.mark.parametrize(
    ("text", "lang", "name", "other"),
    [
        (
            "Menteri Saifudin Yusran atau Gus Ipang tiba. Gus Ipang lalu pergi.",
            "id",
            "Saifudin Yusran",
            "Gus Ipang",
        ),
        ("Basuki Rahmat alias Ahmok tiba.", "id", "Basuki Rahmat", "Ahmok"),
        ("Pelatih Antonius Ariantho tiba. Anton lalu pergi.", "id", "", "Anton"),
        (
            "Ann Sample, also known as Binty Hale, sang. Binty Hale bowed.",
            "en",
            "Ann Sample",
            "Binty Hale",
        ),
    ],
)
def test_another_name_is_the_same_person(
    text: str, lang: str, name: str, other: str
) -> None:
    """A name told beside the first, or a piece of it, stands for the same."""
    found = [m for m in reading(text, lang=lang).mentions if m.kind == "person"]
    spoken = [m for m in found if m.span.of(text) == other]
    assert spoken
    assert {m.name for m in spoken} == {name or "Antonius Ariantho"}
    assert len({m.entity for m in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Budi Santoso atau Siti Rahma akan maju. Siti Rahma tiba.",
        "Antonius Hadi dan Antony Salim tiba. Anton pergi.",
    ],
)
def test_two_persons_stay_two(text: str) -> None:
    """Two full names beside an "or", and a piece that begins two names."""
    found = {m.entity for m in reading(text).mentions if m.kind == "person"}
    assert len(found) >= 2
    names = {m.name for m in reading(text).mentions if m.kind == "person"}
    assert len(names) == len(found)
