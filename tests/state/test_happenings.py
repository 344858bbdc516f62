"""Which words make an event: frames, plans without a date, rows of names, signs."""

import pytest

from konon.model import Reading
from konon.pipeline import study
from konon.state.candidates import candidates
from konon.state.happenings import mention_of
from make import packs, reading, report


def english(text: str) -> Reading:
    """A text read as an English report of 12 June 2024."""
    return reading(text, lang="en")


def test_a_plan_counts_without_a_date() -> None:
    """A word that plans makes an event; an "if" does not."""
    planned = english("The Harbour Ministry plans to replace its old cranes.")
    assert [e.status for e in planned.events] == ["planned"]
    assert english("If the Harbour Ministry replaces a crane, ships wait.").events == ()


def test_what_takes_place_is_a_mention_of_a_frame() -> None:
    """ "X digelar": X is what the event is, not only the verb."""
    text = "Bazar Muara dijadwalkan digelar di Demak pada 20 Juni."
    (event,) = reading(text).events
    words = {span.of(text) for span in event.mentions}
    assert any("Bazar" in one for one in words)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Jembatan itu ditargetkan rampung pada 2026.", "rampung"),
        ("Proyek jalan itu dijadwalkan selesai pada akhir 2024.", "selesai"),
        ("Aktor Budi Santika akan datang ke Demak pada 30 Juni 2024.", "datang"),
        ("Pelabuhan itu diharapkan beroperasi pada Agustus 2024.", "beroperasi"),
    ],
)
def test_what_a_plan_governs_is_what_is_to_happen(text: str, word: str) -> None:
    """What is to be finished or to come has no table; its verb need have no prefix."""
    (event,) = reading(text).events
    assert word in {span.of(text) for span in event.mentions}
    assert (event.tense, event.when is not None) == ("future", True)


def test_next_is_no_coming() -> None:
    """ "Tahun yang akan datang" is a time."""
    assert reading("Tahun yang akan datang penuh harapan.").events == ()


@pytest.mark.parametrize(
    "text",
    [
        "Parliament votes on the bill on Tuesday.",
        "The report is out on Tuesday.",
        "The film hits cinemas on Tuesday.",
    ],
)
def test_the_present_may_tell_of_what_is_to_come(text: str) -> None:
    """A day without its date is then the next one."""
    (event,) = english(text).events
    assert event.when is not None
    assert event.when.value == "2024-06-18"


@pytest.mark.parametrize(
    "text",
    [
        "Lomba itu akan digelar di Aula Melati, Jalan Raya, Demak, Rabu (19/6/2024).",
        "Lomba itu akan digelar di Aula Melati, Demak, Rabu, 19 Juni 2024.",
    ],
)
def test_a_date_behind_a_row_of_names(text: str) -> None:
    """The commas of an address do not cut off the date behind it."""
    (event,) = reading(text).events
    assert event.when is not None
    assert event.when.value == "2024-06-19"


def test_two_nouns_tied_by_and_are_one_event() -> None:
    """ "Convention and exhibition" is one happening."""
    text = "Presiden akan menghadiri konvensi dan pameran Maritim di Demak besok."
    assert [e.type for e in reading(text).events] == ["conference"]


def test_what_lies_behind_is_over_whatever_is_planned_beside_it() -> None:
    """The sign of another clause makes no plan of a past thing."""
    text = (
        "Parliament met on Monday after a strike in May, "
        "which a proposed tax had provoked."
    )
    strikes = [e for e in english(text).events if e.type == "protest"]
    assert [e.status for e in strikes] == ["happened"]


def test_going_on_behind_a_noun() -> None:
    """ "The talks are continuing" tells of what runs."""
    (event,) = english("The talks in Oslo are continuing, the mayor said.").events
    assert event.status == "under_way"


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("A spokesman for the Harbour Ministry", "announced"),
        ("One of the dealers", "planned"),
    ],
)
def test_a_spokesman_announces(source: str, status: str) -> None:
    """Who speaks for a body announces, named or not; a dealer does not."""
    done = english(f"{source} said the summit will be held in Oslo on June 20.")
    assert [event.status for event in done.events] == [status]


def test_a_week_before_something_is_not_this_week() -> None:
    """ "In the week before the vote" is counted from the vote."""
    done = english(
        "The board said it would publish the list in the week before the vote."
    )
    assert all(event.when is None for event in done.events)


def test_verbs_beside_the_saying_are_told_by_the_outlet() -> None:
    """ "The mayor resigned today but denied ..." tells of a resignation."""
    done = english("The mayor resigned today, but denied that he was ill.")
    assert [(e.type, e.status) for e in done.events] == [("personnel", "happened")]


def test_asked_not_to_be_named_appoints_nobody() -> None:
    """What an unnamed source asked for is no event."""
    done = english("An official who asked not to be named said the trip is on June 20.")
    assert "personnel" not in {event.type for event in done.events}


def test_a_mention_bears_the_chance_of_its_candidate() -> None:
    """Training makes mentions without models, of candidates that it has judged."""
    known = packs()
    text = report("Putin akan mengunjungi Vietnam pada 20 Juni 2024.")
    article = study(text, known.langs["id"], known.shared(), None)
    (seen,) = candidates(article)
    (mention,) = mention_of(seen, seen.trigger, 0.4, article, True, None)
    assert mention.chance == 0.4
