"""The second look: what is one event of the agenda, and which time is its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from konon.model import EventMention
from konon.state.agreement import best_time
from konon.state.appraisal import (
    agenda_looks,
    appraised,
    claims_of,
    likeliest,
    offers,
    phases_of,
    time_looks,
    with_times,
)
from konon.state.joins import Group
from make import mention, reading, timex

TODAY = date(2024, 6, 12)
MAY, JULY, AUGUST = timex("2024-05-02"), timex("2024-07-05"), timex("2024-08-09")


def group(*mentions: EventMention) -> Group:
    """Mentions of one event that is likely to come."""
    out = Group("meeting", odds={"planned": 0.9, "happened": 0.1})
    for one in mentions:
        out.add(one)
    return out


def ahead(looks: Sequence[str]) -> float:
    """A model that believes all times that lie ahead, those alone the most."""
    return ("side=future" in looks) * (0.6 + 0.3 * ("other>0.5" not in looks))


def days(told: Group) -> list[str]:
    """The day of each mention."""
    return [m.when.bounds.edtf if m.when else "" for m in told.mentions]


def test_only_times_that_are_likely_stay() -> None:
    """A mention takes the time of its event where it may have it, else it has none."""
    told = group(mention(0, (MAY, 0.7)), mention(100, (MAY, 0.8), (JULY, 0.3)))
    (found,) = with_times([told], TODAY, ahead)
    assert days(found) == ["", "2024-07-05"]
    assert found.when == JULY
    assert dict(found.mentions[1].whys)["when"] == "model of times, 30%; of events, 60%"


def test_a_mention_keeps_a_time_that_is_surely_its_own() -> None:
    """ "It stays on 2 May", said of what others put back: that is what it says."""
    told = group(mention(0, (MAY, 0.9)), mention(100, (JULY, 0.8)))
    (found,) = with_times([told], TODAY, ahead)
    assert days(found) == ["2024-05-02", "2024-07-05"]
    assert found.when == JULY


def test_two_days_that_are_likely_both_stay() -> None:
    """Two sources may tell two days: the likelier one is the event's."""
    told = group(mention(0, (AUGUST, 0.9)), mention(100, (JULY, 0.4)))
    (found,) = with_times([told], TODAY, ahead)
    assert days(found) == ["2024-08-09", "2024-07-05"]
    assert found.when == AUGUST


def test_event_without_a_likely_time_has_none() -> None:
    """What no model believes is not shown, however near it stands."""
    (found,) = with_times([group(mention(0, (MAY, 0.9)))], TODAY, ahead)
    assert (days(found), found.when, found.when_chance) == ([""], None, 0.0)


def test_time_that_another_event_claims_is_seen() -> None:
    """The features of a time tell how much another event has of it."""
    one, other = group(mention(0, (JULY, 0.4))), group(mention(20, (JULY, 0.8)))
    claims = claims_of([one, other])
    own = [
        list(time_looks(offers(g)[0], offers(g), g, claims, TODAY))
        for g in (one, other)
    ]
    assert "rival=True|True" in own[0]
    assert "rival=False|False" in own[1]


def test_neighbour_that_is_likelier_is_seen() -> None:
    """ "Hold talks" is one thing: the stronger word speaks against the weaker."""
    one = group(mention(0, chance=0.3, form="verb"))
    other = group(mention(8, chance=0.8, form="noun"))
    looks = set(agenda_looks(one, [one, other], TODAY))
    assert {"next|weaker=+1|True", "strongest=False", "alone"} <= looks
    assert "next|weaker=-1|False" in set(agenda_looks(other, [one, other], TODAY))


def test_without_models_every_group_is_an_event() -> None:
    """Rules have told what counts before mentions were joined."""
    told = group(mention(0, (MAY, 1.0)))
    assert appraised([told], TODAY, None) == (told,)


@pytest.mark.parametrize(
    ("odds", "phase"),
    [
        ({"planned": 0.3, "announced": 0.3, "happened": 0.4}, "open"),
        ({"planned": 0.3, "under_way": 0.3, "happened": 0.4}, "on"),
        ({"cancelled": 0.6, "happened": 0.4}, "off"),
    ],
)
def test_phase_adds_up_its_statuses(odds: dict[str, float], phase: str) -> None:
    """Two kinds of plan outweigh one likelier status."""
    assert likeliest(phases_of(odds)) == phase


def test_best_time_by_rules_weighs_all_mentions() -> None:
    """Two mentions outweigh one; a plan of the past tells only where none else does."""
    one = mention(0, (JULY, 0.6))
    other, again = mention(100, (AUGUST, 0.5)), mention(200, (AUGUST, 0.5))
    assert best_time([one, other]) == JULY
    assert best_time([one, other, again]) == AUGUST
    assert best_time([replace(one, is_bygone=True), other]) == AUGUST
    assert best_time([replace(one, is_bygone=True)]) == JULY


@pytest.mark.parametrize(
    ("text", "when"),
    [
        (
            "The trial of Budi Santika had been expected in May 2024, Lina Tan said.",
            "2024-05",
        ),
        (
            "Rapat para menteri semula dijadwalkan pada Mei 2024, kata Lina Tan.",
            "2024-05",
        ),
    ],
)
def test_a_bygone_plan_keeps_its_day_and_has_not_happened(text: str, when: str) -> None:
    """That its May is over is no word of its having taken place."""
    lang = "en" if text.startswith("The") else "id"
    claims = reading(text, lang=lang).claims
    told = [c for c in claims if c.gives.when and c.gives.when.value == when]
    assert told
    assert all(claim.gives.status != "happened" for claim in told)


def test_a_claim_gives_no_time_of_another_sentence() -> None:
    """The time is the event's; who says it says it in the first sentence only."""
    text = (
        "Lina Tan said the ministers will meet in Hanoi on July 5, 2024. "
        "Budi Santika said the meeting will deal with ferries."
    )
    done = reading(text, lang="en")
    for claim in done.claims:
        when = claim.gives.when
        assert when is None or claim.evidence.contains(when.span)
    assert any(event.when for event in done.events)


def test_a_topic_is_no_event_of_its_own() -> None:
    """What will be discussed is told as the topic of the meeting."""
    text = (
        "Menurut pejabat, energi, kerja sama militer, dan kesepakatan di bidang "
        "pendidikan akan dibahas dalam kunjungan Putin ke Hanoi pada 19 Juni 2024."
    )
    done = reading(text, lang="id")
    assert {event.type for event in done.events} == {"visit"}
    assert any(claim.gives.topics for claim in done.claims)


def test_what_an_if_tells_is_no_event() -> None:
    """Nobody plans what stands in a condition."""
    text = "Jika rapat itu digelar di Hanoi pada 5 Juli 2024, warga akan senang."
    labels = [event.label for event in reading(text, lang="id").events]
    assert not any("rapat" in label for label in labels)
