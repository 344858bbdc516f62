"""What models decide on events, and what no model may decide."""

import pytest

from konon.packs import load_packs
from konon.state.judges import judges_of
from konon.state.looks import stem
from make import reading

OFF = [
    ("id", "Rapat koordinasi di Hanoi pada 20 Juni 2024 dibatalkan.", "cancelled"),
    ("id", "Rapat koordinasi di Hanoi ditunda ke 20 Juli 2024.", "postponed"),
    ("en", "The mayor has called off the meeting in Hanoi on June 20.", "cancelled"),
    ("en", "The meeting in Hanoi has been postponed to July 20.", "postponed"),
]
NOT_OFF = [
    ("en", "The bank had not cancelled the meeting planned for July 5."),
    ("id", "Panitia tidak akan membatalkan konser di Jakarta pada 5 Juli."),
]
NO = [
    ("en", "There will be no further meeting of the ministers on July 5, he said."),
    ("id", "Tidak ada rapat lanjutan pada 5 Juli 2024, kata Ani Contoh."),
]
UNLISTED = [
    ("en", "The council will repaint the old harbour gate on June 20, 2024."),
    ("id", "Dinas akan mengecat gerbang pelabuhan pada 20 Juni 2024."),
]
NO_EVENT = [
    ("en", "The exchange rate of the peso and the share price are two things."),
    ("en", "He says that people who own ships like harbours."),
    ("id", "Masyarakat menilai harga beras memengaruhi kehidupan mereka."),
]


@pytest.mark.parametrize(("lang", "text", "status"), OFF)
def test_words_that_call_it_off_are_believed(lang: str, text: str, status: str) -> None:
    """No model outweighs "cancelled" said of an event."""
    events = reading(text, lang=lang).events
    assert status in {event.status for event in events}


@pytest.mark.parametrize(("lang", "text"), NOT_OFF)
def test_not_called_off_is_not_off(lang: str, text: str) -> None:
    """ "Had not cancelled" leaves the plan as it was."""
    found = {event.status for event in reading(text, lang=lang).events}
    assert found
    assert not found & {"cancelled", "postponed", "denied"}


@pytest.mark.parametrize(("lang", "text"), NO)
def test_no_meeting_is_denied(lang: str, text: str) -> None:
    """ "No further meeting": the negation stands before the adjectives of its noun."""
    found = {event.status for event in reading(text, lang=lang).events}
    assert found & {"denied", "cancelled"}


@pytest.mark.parametrize(("lang", "text"), UNLISTED)
def test_a_plan_that_no_table_names_is_found(lang: str, text: str) -> None:
    """Any verb may be an event: it is found with its time."""
    (event,) = reading(text, lang=lang).events
    assert event.when is not None
    assert event.tense == "future"


@pytest.mark.parametrize(("lang", "text"), NO_EVENT)
def test_talk_is_no_event(lang: str, text: str) -> None:
    """States, terms and opinions make no entry."""
    assert reading(text, lang=lang).events == ()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_is_dated_ahead_has_not_happened(lang: str) -> None:
    """Whatever the words: a day behind the publication cannot be over."""
    texts = {
        "id": "Menteri meresmikan pelabuhan Sukamaju pada 20 Juni 2024.",
        "en": "The minister opened the Sukamaju harbour on June 20, 2024.",
    }
    for event in reading(texts[lang], lang=lang).events:
        assert event.status not in {"happened", "under_way"}


def test_each_value_tells_why() -> None:
    """An event and its claims say which rule or model made their values."""
    text = (
        "Rapat koordinasi akan digelar di Hanoi pada 20 Juni 2024, kata Budi Santika."
    )
    done = reading(text)
    (event,) = done.events
    (claim,) = done.claims
    assert dict(event.whys).keys() == {"type", "status"}
    told = dict(claim.whys)
    assert told.keys() == {"event", "status", "when", "place", "chain"}
    assert all(told.values())
    assert "model of times" in told["when"]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_readable_languages_have_models(lang: str) -> None:
    """Weights are in the package; a language without them has none."""
    packs = load_packs()
    assert judges_of(packs.langs[lang]) is not None
    assert judges_of(packs.shared()) is None


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("id", "pembatalan", "membatalkan"),
        ("id", "penundaan", "menunda"),
        ("en", "meetings", "meet"),
        ("en", "talks", "talk"),
    ],
)
def test_words_of_one_root_share_a_stem(lang: str, one: str, other: str) -> None:
    """Affixes of the pack are taken off; the rest may be cut, but alike."""
    pack = load_packs().langs[lang]
    assert stem(one, pack) == stem(other, pack)
