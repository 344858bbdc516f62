"""Who acts where a sentence names nobody."""

from konon.state.heroes import heroes_of
from make import reading

TEXT = (
    "Delmar Shipping Corp reported a profit of 4 million dollars on Tuesday. The trade "
    "was good. Delmar Shipping Corp runs nine ships between the two shores. It will "
    "open a new terminal in Ohio on July 5, 2024."
)


def test_the_heroes_of_a_report_are_named_most() -> None:
    """At most two, each named more than once, the fullest name of each."""
    heroes = heroes_of(reading(TEXT, lang="en").mentions)
    assert [hero.name for hero in heroes] == ["Delmar Shipping Corp"]


def test_a_pronoun_finds_who_acts() -> None:
    """ "It will open a terminal": the company that the report is about."""
    events = reading(TEXT, lang="en").events
    opening = [e for e in events if e.when and "2024-07-05" in str(e.when.bounds)]
    assert "Delmar Shipping Corp" in {actor.name for e in opening for actor in e.actors}
