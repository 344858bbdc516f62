"""Times and statuses of one event: of those that do not go together, one is wrong."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from konon.model import EventMention, Span, Timex
from konon.packs import HERE
from konon.state.agreement import agreed, best_time
from konon.state.joins import Group
from konon.state.judges import Judges
from make import reading, timex

TODAY = date(2024, 6, 12)
PAST, FUTURE = timex("2024-05-02"), timex("2024-07-05")


class Fixed(Judges):
    """Models that find a status as likely as they are told."""

    def __init__(self, folder: Path, **odds: float) -> None:
        super().__init__(folder)
        self._fixed = odds

    def odds(self, _: object) -> dict[str, float]:
        """What they were told."""
        return self._fixed


def judges(**odds: float) -> Fixed:
    """Such models of English."""
    return Fixed(HERE / "lang" / "en", **odds)


def mention(when: Timex, chance: float, place: int, **given: bool) -> EventMention:
    """A mention of a meeting, dated with a chance."""
    told = EventMention(
        span=Span(place, place + 4),
        type="meeting",
        sentence=0,
        actors=(),
        recipients=(),
        places=(),
        when=replace(when, span=Span(place + 10, place + 14)),
        tense="future",
        status="planned",
        sign=None,
        certainty="certain",
        polarity="POS",
        is_anaphor=False,
        is_particular=True,
        words="meeting",
        rule="test",
        when_chance=chance,
    )
    return replace(told, **given)


def group(*mentions: EventMention) -> Group:
    """Mentions of one event."""
    out = Group("meeting")
    for one in mentions:
        out.add(one)
    return out


@pytest.mark.parametrize(
    ("when", "chance", "odds", "is_kept"),
    [
        (PAST, 0.6, {"planned": 0.9, "happened": 0.1}, False),
        (PAST, 0.9, {"planned": 0.3, "happened": 0.7}, True),
        (FUTURE, 0.6, {"planned": 0.9, "happened": 0.1}, True),
        (FUTURE, 0.6, {"planned": 0.05, "happened": 0.95}, False),
        (PAST, 0.6, {"cancelled": 1.0}, True),
    ],
)
def test_likelier_of_time_and_status_stands(
    when: Timex, chance: float, odds: dict[str, float], is_kept: bool
) -> None:
    """A plan has no day in the past unless the day is surer than that it is a plan."""
    found = agreed(group(mention(when, chance, 0)), TODAY, judges(**odds))
    assert (found.mentions[0].when is not None) is is_kept


def test_day_of_a_bygone_plan_may_lie_behind() -> None:
    """ "It had been expected in May" keeps its May."""
    told = group(mention(PAST, 0.6, 0, is_bygone=True))
    found = agreed(told, TODAY, judges(planned=1.0))
    assert found.mentions[0].when is not None


def test_time_of_an_event_is_the_likeliest() -> None:
    """Two that agree outweigh one that is surer; a bygone plan counts last."""
    one, other = mention(PAST, 0.7, 0), mention(FUTURE, 0.6, 20)
    again = mention(FUTURE, 0.6, 40)
    assert best_time([one, other]) == one.when
    assert best_time([one, other, again]) == other.when
    assert best_time([replace(one, is_bygone=True), other]) == other.when
    assert best_time([replace(one, is_bygone=True)]) == one.when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        (
            "The trial of Budi Santika had been expected in May 2024, Lina Tan said. "
            "It is now scheduled for July 5, 2024.",
            "2024-05",
        ),
        (
            "Jalur feri itu semula dijadwalkan dibuka pada Mei 2024, kata Lina Tan.",
            "2024-05",
        ),
    ],
)
def test_words_of_a_bygone_plan_are_known(text: str, when: str) -> None:
    """Both packs know how a plan of the past is told."""
    lang = "en" if text.startswith("The") else "id"
    found = [claim.gives.when for claim in reading(text, lang=lang).claims]
    assert when in {told.value for told in found if told is not None}
