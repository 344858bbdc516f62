"""Lengths of time that words beside them make a place in time."""

from dataclasses import replace
from datetime import date

import pytest

from konon.model import Span
from konon.packs import load_packs
from konon.pipeline import tag_times
from konon.spot.resolve import LENGTH
from konon.state.lengths import counted, months_of
from make import reached, timex

TODAY = date(2024, 6, 12)


def placed(text: str, lang: str, *, is_ahead: bool = True) -> str:
    """The EDTF that a length alone gives; nothing where it gives none."""
    pack = load_packs().langs[lang]
    (length,) = tag_times(text, published="2024-06-12", lang=lang)
    found = counted(length, text, TODAY, is_ahead, pack)
    return found.bounds.edtf if found else ""


@pytest.mark.parametrize(
    ("text", "lang", "edtf"),
    [
        (
            "Sales rose in the six months to December 31, 2023.",
            "en",
            "2023-07-01/2023-12-31",
        ),
        (
            "It lost money in the third quarter ended March 31.",
            "en",
            "2024-01-01/2024-03-31",
        ),
        (
            "Profit fell in the three month period ended January 31.",
            "en",
            "2023-11-01/2024-01-31",
        ),
        (
            "Exports grew in the first five months of this year.",
            "en",
            "2024-01/2024-05",
        ),
        ("Exports grew in the first two months of 2023.", "en", "2023-01/2023-02"),
        ("Ekspor naik pada tiga bulan pertama tahun ini.", "id", "2024-01/2024-03"),
        ("Dalam lima bulan pertama 2023 ekspor naik.", "id", "2023-01/2023-05"),
        ("Prices will rise over the rest of 2024.", "en", "2024-06-12/2024-12-31"),
        ("Anggaran dipakai untuk sisa tahun ini.", "id", "2024-06-12/2024-12-31"),
    ],
)
def test_a_length_with_a_time(text: str, lang: str, edtf: str) -> None:
    """A day tells where a length ends, a year where its first months lie."""
    assert reached(text, lang, -1) == edtf


@pytest.mark.parametrize(
    ("text", "lang", "edtf"),
    [
        ("The panel will report within three months.", "en", "2024-06-12/2024-09-12~"),
        ("The shop will open in three weeks.", "en", "2024-07-03~"),
        ("The bridge will open in two years.", "en", "2026~"),
        ("The road will be shut for six weeks.", "en", ""),
        # What it is counted from is told.
        ("They must pay within 60 days after the vote.", "en", ""),
        ("Laporan selesai dalam waktu tiga bulan.", "id", "2024-06-12/2024-09-12~"),
        ("Jalan ditutup selama tiga bulan.", "id", ""),
    ],
)
def test_a_length_alone(text: str, lang: str, edtf: str) -> None:
    """Only "within" and "in" before a length count it from the publication."""
    assert placed(text, lang) == edtf


def test_a_word_that_ends_alike_leaves_nothing() -> None:
    """The arrest of a year's last suspect is not the rest of the year."""
    assert reached("They told of the arrest of 2024.", "en") == "2024"


def test_in_so_many_weeks_lies_ahead() -> None:
    """What took three weeks is not three weeks ahead."""
    assert placed("The crew built the shed in three weeks.", "en", is_ahead=False) == ""


def test_a_length_beyond_the_calendar_is_none() -> None:
    """Nothing is counted past the year 9999."""
    text = "It will fall within 9000 years."
    length = replace(
        timex("2024-06-12"),
        span=Span(text.index("9000"), len(text) - 1),
        type="DURATION",
        value="P9000Y",
        bounds=LENGTH,
    )
    assert counted(length, text, TODAY, True, load_packs().langs["en"]) is None


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-01-01", "2024-12-31", 12),
        ("2024-01-01", "2024-03-31", 3),
        ("2024-07-01", "2024-12-31", 6),
        ("2024-06-12", "2024-06-12", 0),
    ],
)
def test_named_stretches_have_months(first: str, last: str, months: int) -> None:
    """A year, a quarter and a half are lengths as well."""
    assert months_of(timex(first, last)) == months


@pytest.mark.parametrize(
    ("text", "lang", "edtf"),
    [
        ("Results are due within two to three weeks.", "en", "2024-06-12/2024-07-03~"),
        ("Results are due within 10 or 12 days.", "en", "2024-06-12/2024-06-24~"),
        ("The mill will open in six to eight months.", "en", "2025-02~"),
        (
            "Hasilnya terbit dalam waktu dua hingga tiga pekan.",
            "id",
            "2024-06-12/2024-07-03~",
        ),
    ],
)
def test_of_two_lengths_the_longer_counts(text: str, lang: str, edtf: str) -> None:
    """ "Within two to three weeks": nobody said less."""
    assert placed(text, lang) == edtf


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("It will take 2-3 weeks.", "en", "P3W"),
        ("It will take twenty-five weeks.", "en", "P25W"),
        ("It will take 100-120 days.", "en", "P120D"),
        ("Perlu dua-tiga pekan.", "id", "P3W"),
        ("Perlu dua puluh lima pekan.", "id", "P25W"),
    ],
)
def test_two_numbers_of_a_range_are_not_summed(
    text: str, lang: str, value: str
) -> None:
    """ "2-3 weeks" are three at most, never five."""
    (length,) = tag_times(text, published="2024-06-12", lang=lang)
    assert length.value == value
