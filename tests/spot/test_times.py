"""Times: what the engine adds to the rules of the packs."""

from datetime import date

from konon.model import Bounds, Timex
from make import ANCHOR, reading


def only(text: str, **given: str) -> Timex:
    """The one time of a text."""
    (timex,) = reading(text, **given).times
    return timex


def test_range_is_one_interval() -> None:
    """ "19-20 Juni 2024" is two days of 2024, never 20 June 2019."""
    timex = only("Kunjungan dijadwalkan pada 19-20 Juni 2024.")
    assert isinstance(timex.bounds, Bounds)
    days = (timex.bounds.earliest, timex.bounds.latest)
    assert days == (date(2024, 6, 19), date(2024, 6, 20))


def test_part_of_a_month_is_a_third_and_says_so() -> None:
    """ "awal Juni" is 1 to 10 June, approximately."""
    timex = only("Putin akan datang pada awal Juni.")
    assert isinstance(timex.bounds, Bounds)
    assert timex.bounds.edtf == "2024-06-01~/2024-06-10~"
    assert timex.mod == "START"


def test_tense_decides_the_year_and_is_named() -> None:
    """A future word points a bare day ahead; the value says which word did."""
    timex = only("Sidang akan dibuka 20 Januari.")
    assert timex.value == "2025-01-20"
    assert "'akan' points ahead" in timex.why


def test_without_anchor_relative_times_stay_open() -> None:
    """Without a publication time a relative time is unresolved, with that reason."""
    timex = only("Ia akan tiba besok di Hanoi.", published="")
    assert not isinstance(timex.bounds, Bounds)
    assert timex.bounds.reason == "no publication time to read it against"


def test_full_date_needs_no_anchor() -> None:
    """A date with its year is that date whenever it is read."""
    assert isinstance(only("Ia tiba 6 Mei 2019 di Hanoi.", published="").bounds, Bounds)


def test_weekday_that_does_not_fit_is_flagged_and_kept() -> None:
    """ "Rabu, 13 Juni 2024" was a Thursday: the date stands, the doubt is said."""
    timex = only("Ia tiba Rabu, 13 Juni 2024 di Hanoi.")
    assert timex.value == "2024-06-13"
    assert "weekday does not fit" in timex.why


def test_weekday_decides_an_open_year() -> None:
    """ "Rabu (12/6)" is the year in which 12 June is a Wednesday."""
    timex = only("Presiden akan datang, kata Budi, Senin (10/6).")
    assert timex.value == "2024-06-10"


def test_day_that_does_not_exist_is_unresolved() -> None:
    """31 February is found, and said to be no day."""
    timex = only("Rapat digelar 31 Februari 2024 di Hanoi.")
    assert not isinstance(timex.bounds, Bounds)
    assert "no such day" in timex.bounds.reason


def test_may_and_minggu_are_traps() -> None:
    """ "may" is a verb; "minggu" is a week, "Minggu" a Sunday."""
    assert reading("The president may visit Hanoi.", lang="en").times == ()
    assert only("Rapat digelar minggu ini di Hanoi.").value == "2024-W24"
    assert only("Gereja itu penuh pada Minggu (9/6/2024).").value == "2024-06-09"


def test_scores_and_prices_are_no_times() -> None:
    """Numbers that only look like dates stay untagged."""
    text = "Skor 12/6 untuk tim tamu, harga Rp 12.6 juta, dan telepon 021-12-6-2024-5."
    assert reading(text).times == ()


def test_clock_takes_the_day_last_mentioned() -> None:
    """ "pukul 10.00 WIB" after a date is that day's."""
    text = "Rapat digelar Kamis (13/6/2024). Rapat dimulai pukul 10.00 WIB."
    first, second = reading(text).times
    assert first.value == "2024-06-13"
    assert (second.value, second.zone) == ("2024-06-13T10:00", "Asia/Jakarta")


def test_times_of_a_long_text_take_linear_time() -> None:
    """A text ten times as long gives ten times the times, none of them lost."""
    one = "Rapat akan digelar pada 19-20 Juni 2024 di Hanoi. "
    assert len(reading(one * 200).times) == 200


def test_anchor_is_the_local_day() -> None:
    """The day is counted where the outlet publishes, not in Greenwich."""
    late = reading("Ia akan tiba besok.", published="2024-06-12T23:30+07:00")
    assert late.times[0].value == "2024-06-13"
    assert ANCHOR.startswith("2024-06-12")
