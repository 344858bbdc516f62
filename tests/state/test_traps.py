"""Traps: sentences, of the kinds that readers found misread, and what they give."""

import pytest

from make import reading

NO_EVENT = [
    ("id", "Jika rapat itu digelar di Hanoi, warga akan senang."),
    ("id", "Sanksi akan dijatuhkan jika ada pelanggaran."),
    ("id", "Harga cabai akan menjadi lebih mahal pada bulan depan."),
    ("id", "Perusahaan mencatat laba ditahan pada 2025."),
    ("id", "Pintu itu akan tertutup rapat."),
    ("id", "Ruang rapat akan dicat."),
    ("id", "Warga belum tahu apakah ia akan diadili."),
    ("id", "Undang-Undang Nomor 33 Tahun 2025 mengatur pasar."),
    ("en", "The company will meet its commitments in May."),
    ("en", "The banker close to the talks said prices fell."),
    ("en", "If the strike goes on, ships will wait."),
    ("en", "They acted without further delay on the agreement."),
]


NO_SUCH_TYPE = [
    ("id", "Revisi UU Pemilu akan dibahas terpisah.", "election"),
    ("en", "The company was forced to match the offer in June.", "match"),
    ("en", "Figures for March will show a rise.", "release"),
    ("id", "Penerbangan dibatalkan akibat erupsi Gunung Contoh.", "disaster"),
]


@pytest.mark.parametrize(("lang", "text", "kind"), NO_SUCH_TYPE)
def test_trap_makes_no_event_of_that_type(lang: str, text: str, kind: str) -> None:
    """A word in another sense may be part of an event, but of none of its type."""
    assert kind not in {event.type for event in reading(text, lang=lang).events}


@pytest.mark.parametrize(("lang", "text"), NO_EVENT)
def test_trap_makes_no_event(lang: str, text: str) -> None:
    """What is no particular happening makes no entry."""
    assert [event.label for event in reading(text, lang=lang).events] == []


def test_month_is_no_sign_of_doubt() -> None:
    """ "in May" does not make a plan a rumour."""
    text = "The donors will meet in Hanoi in late May 2025."
    (event,) = reading(text, lang="en").events
    assert event.status == "announced"


def test_date_of_a_relay_is_not_the_event_s() -> None:
    """ "dilansir AP, Rabu (12/6)" dates the report of AP."""
    text = "Seperti dilansir AP, Rabu (12/6/2024), Putin akan mengunjungi Hanoi."
    (claim,) = reading(text).claims
    assert claim.gives.when is None


def test_eruption_is_not_called_off() -> None:
    """Flights are called off by an eruption, not the eruption."""
    text = "Penerbangan dibatalkan akibat erupsi Gunung Contoh di Lombok."
    off = [event.type for event in reading(text).events if event.status == "cancelled"]
    assert "disaster" not in off


def test_it_is_the_body_that_spoke() -> None:
    """ "It said" goes on for the company, not for a person."""
    text = (
        "Sample Motors Inc said it will open a plant in Hanoi on July 5.\n"
        "Chairman Ann Sample will visit Hanoi on July 6, it said."
    )
    chains = [[x.name for x in c.chain] for c in reading(text, lang="en").claims]
    assert chains[-1] == ["Sample Motors Inc"]


def test_inserted_cue_has_content_on_both_sides() -> None:
    """ "The ship, Ann Sample said, will ..." is all Ann Sample's."""
    text = "The summit in Hanoi, Ann Sample said, will be held on July 5."
    chains = [[x.name for x in c.chain] for c in reading(text, lang="en").claims]
    assert chains == [["Ann Sample"]]


def test_machine_s_summary_is_furniture() -> None:
    """What a machine sums up under a report is not told a second time."""
    text = (
        "Putin akan mengunjungi Hanoi pada 20 Juni.\n## Ringkasan\n"
        "Putin akan mengunjungi Hanoi pada 20 Juni."
    )
    assert len(reading(text).claims) == 1


def test_name_keeps_its_ending_out() -> None:
    """ "Sample Bank's" is Sample Bank's."""
    done = reading("Sample Bank's chairman resigned.", lang="en")
    assert [m.name for m in done.mentions] == ["Sample Bank"]
