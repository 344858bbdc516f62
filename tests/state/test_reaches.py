"""The time of an event from one or two expressions and the words around them."""

import pytest

from make import reached, reading


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The ferry will sail by the end of September.", "../2024-09-30~"),
        ("Bids must be in on or before July 5.", "../2024-07-05"),
        ("The offer runs through July 5.", "../2024-07-05"),
        (
            "It expects a loss in the year ending September 30, 2024.",
            "2023-10-01/2024-09-30",
        ),
        # The years of a firm or a crop, by where they end or begin.
        ("It made a profit in the year to March 2024.", "2023-04/2024-03"),
        ("Exports will rise in 2023/24, ending June 30.", "2023-07-01/2024-06-30"),
        ("Exports fell in 2022/23 ending August.", "2022-09/2023-08"),
        (
            "Spending will grow in fiscal 2024, starting April 1.",
            "2024-04-01/2025-03-31",
        ),
        ("Exports fell in the week ended June 7.", "2024-06-01/2024-06-07"),
        ("Output fell in the four weeks ended June 7.", "2024-05-11/2024-06-07"),
        ("Sales rose in the week to June 4.", "2024-05-29/2024-06-04"),
        # A calendar year is no other for what begins in it.
        ("Pay will rise in 2024, starting April 1.", "2024"),
        ("Courses start in autumn, beginning in October 2024.", "2024-10/.."),
        # Both ends are said.
        ("The fair is open from July 5 to 7.", "2024-07-05/2024-07-07"),
        ("The bridge is to be built between 2025 and 2028.", "2025/2028"),
        ("The hall will be shut today and tomorrow.", "2024-06-12/2024-06-13"),
        ("The vote will be in October or November 2024.", "2024-10/2024-11"),
        # "And" of two days far apart makes no stretch of time.
        ("Debates are due on July 5, 2024 and August 9, 2024.", "2024-07-05"),
        # What is put back has two days, not a stretch.
        ("The fair was postponed from July 5 until July 12.", "2024-07-05"),
        # "Not until" is "in".
        ("The port will not open until October 2024.", "2024-10"),
        ("The vote was put off until October 2024.", "2024-10"),
        # A "from" that compares opens nothing.
        ("The price rose from a year ago.", "2023"),
        ("Bread will be dearer from October 2024.", "2024-10/.."),
        # The word before it is about the floods.
        ("The road was cut by last year's floods.", "2023"),
    ],
)
def test_ends_are_those_of_the_sentence(text: str, edtf: str) -> None:
    """A word before a time opens an end, a word between two times joins them."""
    assert reached(text, "en") == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Jembatan itu akan rampung sebelum akhir 2024.", "../2024-12~"),
        ("Pendaftaran dibuka hingga 5 Juli 2024.", "../2024-07-05"),
        ("Pameran dibuka mulai 5 Juli 2024.", "2024-07-05/.."),
        ("Pameran dibuka mulai 5-7 Juli 2024.", "2024-07-05/2024-07-07"),
        ("Proyek itu berlangsung antara 2025 dan 2028.", "2025/2028"),
        ("Loket tutup hari ini dan besok.", "2024-06-12/2024-06-13"),
        ("Harga turun dalam dua hingga tiga pekan ke depan.", "2024-06-12/2024-07-03~"),
        (
            "Festival budaya akan berlangsung pada periode 13-29 Juni 2024.",
            "2024-06-13/2024-06-29",
        ),
        # "Per" dates what is counted, and opens nothing.
        ("Tarif baru berlaku per 1 Juli 2024.", "2024-07-01"),
        ("Pameran diundur dari 5 Juli sampai 12 Juli.", "2024-07-05"),
        ("Pelabuhan belum dibuka hingga Oktober 2024.", "2024-10"),
    ],
)
def test_ends_in_indonesian(text: str, edtf: str) -> None:
    """The same by the words of the other pack."""
    assert reached(text, "id") == edtf


def test_a_term_is_no_time_of_an_election() -> None:
    """ "Ketua periode 2025-2030" says how long somebody serves."""
    text = "Budi terpilih sebagai ketua periode 2025-2030 di Solo."
    done = reading(text, lang="id", published="2025-06-12")
    assert not [event for event in done.events if event.when]
