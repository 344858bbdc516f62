"""Which names of a report stand for the same."""

from konon.model import Mention, Span
from konon.spot.entities import link_entities
from make import packs


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
