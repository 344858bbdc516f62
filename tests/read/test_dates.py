"""Publication times as feeds, mails and pages write them."""

import pytest

from konon.read.dates import iso_stamp
from make import packs


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("Sen, 17 Agu 2024 19:00 WIB", "2024-08-17T19:00:00+07:00"),
        ("Rabu, 12 Jun 2024 09:15 WIB", "2024-06-12T09:15:00+07:00"),
        ("Kamis 13 Juni 2024, 10.30 WITA", "2024-06-13T10:30:00+08:00"),
        ("Sat, 17 Aug 2024 19:00:00 +0700", "2024-08-17T19:00:00+07:00"),
        ("Wed, 02 Oct 2002 13:00:00 GMT", "2002-10-02T13:00:00+00:00"),
        ("12 Jun 24 10:00 +0700", "2024-06-12T10:00:00+07:00"),
        ("June 12, 2024 9:15 pm EDT", "2024-06-12T21:15:00-04:00"),
        ("12 June 2024 12:05 am", "2024-06-12T00:05:00"),
        ("2024-08-17T12:00:00.123Z", "2024-08-17T12:00:00+00:00"),
        ("20240817T120000+0200", "2024-08-17T12:00:00+02:00"),
        ("2024-06-12 09:15:22", "2024-06-12T09:15:22"),
        ("2024-06-12", "2024-06-12"),
        ("17-Aug-2024 10:00", "2024-08-17T10:00:00"),
    ],
)
def test_stamp_is_read(text: str, stamp: str) -> None:
    """A time in any of these hands is the same instant in ISO 8601."""
    assert iso_stamp(text, packs()) == stamp


@pytest.mark.parametrize(
    "text",
    ["Sat", "", "2024-13-40", "31 Feb 2024", "1718153700", "12 angry men", "12/13/14"],
)
def test_no_time_is_made_up(text: str) -> None:
    """What names no day gives none: nobody said it."""
    assert iso_stamp(text, packs()) == ""


def test_hour_that_does_not_exist_leaves_the_day() -> None:
    """A broken hour is not mended; the day stands."""
    assert iso_stamp("Wed, 12 Jun 2024 25:00:00 GMT", packs()) == "2024-06-12"


def test_figures_are_day_first_unless_english() -> None:
    """12/06/2024 is 12 June in Indonesian; in English it could be either."""
    assert iso_stamp("12/06/2024, 09:15 WIB", packs(), "id") == (
        "2024-06-12T09:15:00+07:00"
    )
    assert iso_stamp("12/06/2024", packs(), "en") == ""
    assert iso_stamp("13/06/2024", packs(), "en") == "2024-06-13"
