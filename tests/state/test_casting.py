"""The second look at parties: who acts in an event, by all that is told of it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from konon.model import Mention, MentionKind, Played, Span
from konon.state.casting import Roll, cast_looks, give_parts
from konon.state.joins import Group
from make import mention, reading

ANN = Mention(Span(0, 10), "person", "Ann Sample", "person:ann")
CHAIR = Mention(Span(0, 8), "unnamed", "chairman", "unnamed:chairman")
BANK = Mention(Span(0, 4), "body", "Bank of Ire", "body:bank")


def played(who: Mention, actor: float, gap: int = -3) -> Played:
    """What the first look says of a name."""
    return Played(who, actor, 0.1, 0.0, "actor", gap, is_teller=False)


def event(*players: Sequence[Played]) -> Group:
    """An event with a mention for each row of players."""
    out = Group("meeting", odds={"planned": 0.9, "happened": 0.1})
    for number, row in enumerate(players):
        out.add(replace(mention(100 * number), players=tuple(row)))
    return out


class Believer:
    """A model of parties that believes whoever is likeliest to act."""

    def cast(self, looks: Sequence[str]) -> dict[str, float]:
        """Surely an actor where nobody is likelier, else none."""
        acts = any(look.startswith("lead actor=True") for look in looks)
        return {"actor": float(acts), "recipient": 0.0, "place": 0.0, "none": 0.5}


class All:
    """A model of parties that believes of everybody that they act."""

    def cast(self, looks: Sequence[str]) -> dict[str, float]:
        """An actor, whatever is told."""
        return {"actor": float(bool(looks)), "recipient": 0.0, "place": 0.0, "none": 0}


def test_one_party_is_seen_at_all_mentions() -> None:
    """A name that two mentions have is one, with what both tell."""
    told = event([played(ANN, 0.2)], [played(ANN, 0.8), played(CHAIR, 0.4)])
    roll = Roll("", "", (ANN, ANN, CHAIR))
    found = {p.mention.name: set(looks) for p, looks in cast_looks(told, roll)}
    assert set(found) == {"Ann Sample", "chairman"}
    assert {"actor>0.7", "or actor>0.8", "told=2|2"} <= found["Ann Sample"]
    assert "actor>0.5" not in found["chairman"]


def test_the_company_of_a_name_is_seen() -> None:
    """A word that stands right beside a likelier name may be its title."""
    told = event([played(ANN, 0.8, -3), played(CHAIR, 0.4, -4), played(BANK, 0.3, 9)])
    found = {
        player.mention.name: set(looks)
        for player, looks in cast_looks(told, Roll("", "", (ANN, CHAIR)))
    }
    assert "beside=+|unnamed|person|True" in found["chairman"]
    assert not any(look.startswith("beside") for look in found["Bank of Ire"])


def test_an_event_gets_the_parties_that_a_model_believes() -> None:
    """What the first look gives each mention is judged by the second."""
    told = event([played(ANN, 0.8), played(CHAIR, 0.4)])
    give_parts(told, Roll("", "", (ANN, CHAIR)), Believer())  # type: ignore[arg-type]
    assert told.cast is not None
    assert [who.name for who in told.cast.actors] == ["Ann Sample"]
    assert told.cast.recipients == ()
    assert told.cast.why == "model of parties: Ann Sample 100%"


@pytest.mark.parametrize(
    ("short", "whole", "count"),
    [
        (("unnamed", "the court"), ("body", "Ohio Court of Appeals"), 1),
        (("unnamed", "warga"), ("unnamed", "warga Demak"), 1),
        # Workers are no part of a party of workers, and two names are two.
        (("unnamed", "buruh"), ("body", "Partai Buruh"), 2),
        (("body", "Delmar"), ("body", "Delmar Bank"), 2),
    ],
)
def test_who_is_named_twice_is_one_party(
    short: tuple[MentionKind, str], whole: tuple[MentionKind, str], count: int
) -> None:
    """Words without a name that are a piece of another party's are dropped."""
    row = [
        played(Mention(Span(at, at + len(name)), kind, name, name), 0.8)
        for at, (kind, name) in ((0, short), (50, whole))
    ]
    told = event(row)
    give_parts(told, Roll("", "", ()), All())  # type: ignore[arg-type]
    assert told.cast is not None
    assert len(told.cast.actors) == count


def test_how_much_a_report_is_about_somebody() -> None:
    """Names in the headline and in the opening are told, and how often they come."""
    looks = set(Roll("Ann Sample to meet bankers", "", (ANN, ANN)).standing(ANN))
    assert looks == {"count=2|person", "titled=True|person", "early=True|person"}


@pytest.mark.parametrize(
    ("text", "lang", "who"),
    [
        (
            "Chairman Ann Sample will meet bankers in Paris on Friday.",
            "en",
            {"Ann Sample", "bankers"},
        ),
        (
            "Menteri Perdagangan Budi Santika akan bertemu petani di Solo besok.",
            "id",
            {"Budi Santika", "petani"},
        ),
    ],
)
def test_parties_of_a_sentence(text: str, lang: str, who: set[str]) -> None:
    """A title is not a second party."""
    (found,) = reading(text, lang=lang).events
    assert {party.name for party in (*found.actors, *found.recipients)} == who


def test_a_teller_that_is_likelier_acts() -> None:
    """ "India's Power Corp said it has signed": the owner of a name does not sign."""
    done = reading(
        "India's state-owned National Thermal Power Corp said it has signed "
        "an agreement to borrow 169 mln marks.",
        lang="en",
    )
    assert {a.name for e in done.events for a in e.actors} == {
        "National Thermal Power Corp"
    }


def test_who_speaks_is_no_party_to_a_crime_by_a_pronoun() -> None:
    """ "Ia ditangkap" behind an officer's words is hardly the officer."""
    done = reading(
        "Seorang nelayan menusuk temannya. Kasat Reskrim Wira Santosa mengatakan "
        "peristiwa terjadi pada Jumat (7/6/2024). Ia ditangkap di Pluit pada Senin "
        "(10/6/2024).",
        lang="id",
    )
    named = [m.name for e in done.events for m in (*e.actors, *e.recipients)]
    assert "Wira Santosa" not in named
    assert not any("Wira Santosa" in e.label for e in done.events if e.type == "arrest")
