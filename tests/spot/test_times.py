"""Times: what the engine adds to the rules of the packs."""

import re
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konon import tag_times
from konon.model import Bounds, Timex, Unresolved
from make import ANCHOR, packs, reading

sys.path.append(str(Path(__file__).parent.parent / "quality"))
import fuzz


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


def bounds(timex: Timex) -> tuple[str, str, str]:
    """First day, last day and EDTF of a time that has them."""
    assert isinstance(timex.bounds, Bounds)
    first, last = timex.bounds.earliest, timex.bounds.latest
    return (
        first.isoformat() if first else "..",
        last.isoformat() if last else "..",
        timex.bounds.edtf,
    )


def tagged(text: str, published: str = "2024-06-12", lang: str = "id") -> list[Timex]:
    """The times of a bare text."""
    return list(tag_times(text, published=published, lang=lang))


def words(text: str, **given: str) -> list[tuple[str, str]]:
    """The words and values of the times of a bare text."""
    return [(t.span.of(text), t.value) for t in tagged(text, **given)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Rapat akan digelar 12, 14 dan 15 Juli 2024.", "{07-12,07-14,07-15}"),
        ("Rapat akan digelar 12-14 dan 16 Juli 2024.", "{07-12..07-14,07-16}"),
        ("Rapat akan digelar 8 dan 9 Juli 2024.", "07-08/07-09"),
        ("Rapat akan digelar 8 atau 9 Juli 2024.", "[07-08,07-09]"),
        ("Rapat akan digelar 28 Juni hingga 3 Juli 2024.", "06-28/07-03"),
        ("Rapat akan digelar pada Juni atau Juli.", "[2024-06,2024-07]"),
    ],
)
def test_lists_ranges_and_choices(text: str, edtf: str) -> None:
    """A list is all of its days, a choice one of them, a range what lies between."""
    (timex,) = tagged(text)
    said = edtf if "2024" in edtf else re.sub(r"(?<!\d)(\d\d-\d\d)", r"2024-\1", edtf)
    assert bounds(timex)[2] == said


def test_a_date_that_was_moved_is_no_range() -> None:
    """ "Postponed from 5 to 12 June": nothing lasts from the 5th to the 12th."""
    text = "The vote was postponed from June 5 to June 12."
    assert [value for _, value in words(text, lang="en")] == [
        "2024-06-05",
        "2024-06-12",
    ]
    whole = "The fair runs from June 5 to June 12."
    assert words(whole, lang="en") == [("June 5 to June 12", "2024-06-05/2024-06-12")]


def test_a_range_over_new_year_begins_in_the_year_before() -> None:
    """ "Desember-Februari 2025" begins in 2024."""
    assert words("Hujan turun Desember-Februari 2025.") == [
        ("Desember-Februari 2025", "2024-12/2025-02")
    ]


def test_the_end_that_says_its_year_decides_the_other() -> None:
    """ "Agustus 2025 - 24 Mei 2026" keeps both its ends."""
    (timex,) = tagged("Lomba digelar Agustus 2025 – 24 Mei 2026.")
    assert bounds(timex) == ("2025-08-01", "2026-05-24", "2025-08/2026-05-24")


def test_a_bare_weekday_is_the_one_told_before() -> None:
    """After "Jumat (14/6)", a bare Friday is that Friday, whatever the tense."""
    text = "Sidang digelar Jumat (14/6/2024). Hakim sudah siap pada Jumat."
    assert [value for _, value in words(text)] == ["2024-06-14", "2024-06-14"]


def test_the_verb_of_the_clause_decides() -> None:
    """One sentence may look back and ahead; "will be signed" is ahead."""
    text = "Police said Tuesday that the suspect will be charged Friday."
    assert [value for _, value in words(text, lang="en")] == [
        "2024-06-11",
        "2024-06-14",
    ]


def test_said_to_be_past_excludes_what_is_on() -> None:
    """ "Musim panas lalu", said in July, is last year's; "Senin lalu" not today."""
    assert words("Hama muncul musim panas lalu.", published="2025-07-10") == [
        ("musim panas lalu", "2024-SU")
    ]
    assert words("Ia tiba Senin lalu.", published="2024-06-10") == [
        ("Senin lalu", "2024-06-03")
    ]


@pytest.mark.parametrize(
    ("feast", "published", "day"),
    [
        ("Lebaran", "2025-02-10", "2025-03-31"),
        ("Iduladha", "2025-05-20", "2025-06-06"),
        ("Imlek", "2025-01-05", "2025-01-29"),
        ("Nyepi", "2025-03-01", "2025-03-29"),
        ("Paskah", "2024-03-01", "2024-03-31"),
        ("Kenaikan Isa Almasih", "2024-05-01", "2024-05-09"),
        ("Natal", "2024-12-01", "2024-12-25"),
    ],
)
def test_movable_feasts_are_computed(feast: str, published: str, day: str) -> None:
    """A feast falls on the day that was kept, past or to come."""
    assert words(f"Tiket habis menjelang {feast}.", published=published) == [
        (feast, day)
    ]


def test_a_feast_not_yet_sighted_is_approximate() -> None:
    """A day that hangs on a moon to come is marked so, and says why."""
    (timex,) = tagged("Tiket untuk Lebaran 2035 dijual.", published="2026-01-02")
    assert bounds(timex)[2].endswith("~")
    assert "sighting" in timex.why


def test_hijri_year_and_month_are_bounded() -> None:
    """ "1445 H" keeps its name and gets the days that it lasts."""
    (timex,) = tagged("Calon jemaah haji 1445 H berangkat.")
    assert timex.value == "1445 H"
    assert bounds(timex)[:2] == ("2023-07-19", "2024-07-06")
    (unknown,) = tagged("Pada tahun 1330 H ia lahir.")
    assert isinstance(unknown.bounds, Unresolved)


def test_amounts_that_are_blurred_say_so() -> None:
    """ "About", "nearly", "more than" are in the span and in `mod`."""
    text = "He waited about two weeks, nearly an hour, and more than 20 years ago."
    found = tagged(text, lang="en")
    assert [(t.value, t.mod) for t in found] == [
        ("P2W", "APPROX"),
        ("PT1H", "LESS_THAN"),
        ("2004", "MORE_THAN"),
    ]
    assert bounds(found[2]) == ("..", "2004-12-31", "../2004")


def test_later_this_year_is_what_is_left_of_it() -> None:
    """ "Later this year" begins today; "earlier" ends today."""
    (later,) = tagged("The law is due later this year.", lang="en")
    assert bounds(later)[:2] == ("2024-06-12", "2024-12-31")
    (earlier,) = tagged("It was signed earlier this year.", lang="en")
    assert bounds(earlier)[:2] == ("2024-01-01", "2024-06-12")


def test_a_quarter_a_year_earlier_is_that_quarter() -> None:
    """ "A year earlier", right after a quarter, is the same quarter of that year."""
    text = "Profit fell in the third quarter of 1989 from 5 million a year earlier."
    assert [value for _, value in words(text, lang="en")] == ["1989-Q3", "1988-Q3"]


def test_habits_are_sets() -> None:
    """Days that come again are no days of this week."""
    (timex,) = tagged("Loket dibuka Senin-Jumat.")
    assert (timex.type, timex.value) == ("SET", "XXXX-WXX-1/XXXX-WXX-5")
    (clock,) = tagged("Acara tayang setiap Rabu pukul 23.00 WIB.")
    assert (clock.type, clock.value) == ("SET", "XXXX-WXX-3T23:00")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Bocah 6 tahun itu selamat.", "id"),
        ("Korban (41 tahun) dirawat.", "id"),
        ("ESS (perempuan, 53 tahun) dirawat.", "id"),
        ("Undang-Undang Nomor 22 Tahun 2009 berlaku.", "id"),
        ("Emas 1000 gram dijual, 2000 orang antre.", "id"),
        ("Hal itu terjadi sehari-hari di tahun-tahun sulit.", "id"),
        ("Ia makan siang di Pasar Minggu.", "id"),
        ("A 6-year-old boy and a girl six years old came.", "en"),
        ("About 2000 people paid $1998 for flight MH370.", "en"),
        ("They may march on; a second interview, a statement by April Jones.", "en"),
    ],
)
def test_what_only_looks_like_a_time(text: str, lang: str) -> None:
    """Ages, laws, counts, names, doubled words: no times."""
    assert words(text, lang=lang) == []


def test_one_endless_sentence_is_read_like_many() -> None:
    """No full stop in 200,000 characters: every time is found, none twice."""
    one = "Rapat akan digelar pada 19-20 Juni 2024 di Hanoi dan "
    found = tagged(one * 4000)
    assert len(found) == 4000
    assert {t.value for t in found} == {"2024-06-19/2024-06-20"}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_repeats_of_every_word_end(lang: str) -> None:
    """A thousand times the same word of a table, whatever it is, is read to the end."""
    for table in packs().langs[lang]["times"].words.values():
        for listed in table.values():
            for word in listed:
                text = f"{word} " * 1000 + f"{word}-{word}" * 100
                assert not fuzz.broken(tuple(tagged(text, lang=lang)), text)


SEEDS = Path(__file__).with_name("seeds.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", SEEDS)
@pytest.mark.parametrize("published", ["", "2024-06-12", "0001-01-01", "9999-12-31"])
def test_seeds_of_the_fuzzer(text: str, published: str) -> None:
    """What the fuzzer once found stays mended."""
    for lang in ("id", "en"):
        found = tag_times(text, published=published, lang=lang)
        assert not fuzz.broken(found, text)


@settings(deadline=None)
@given(text=st.lists(st.sampled_from([*fuzz.vocabulary(), *fuzz.SIGNS, *"0123456789"])))
def test_any_row_of_words_keeps_the_promises(text: list[str]) -> None:
    """Spans in order and inside the text, bounds that run forward, always a reason."""
    row = " ".join(text)
    assert not fuzz.broken(tag_times(row, published="2024-06-12"), row)


def test_a_bare_day_has_another_side() -> None:
    """Where words fit a day behind and one ahead, the other is kept beside it."""
    texts = {
        "It will pay on Oct 14.": "1986-10-14",
        "They met on Monday.": "1987-03-23",
    }
    for text, other in texts.items():
        (found,) = tag_times(text, published="1987-03-20", lang="en")
        assert found.other is not None
        assert found.other.bounds.edtf == other
    (told,) = tag_times("They met last Monday.", published="1987-03-20", lang="en")
    assert told.other is None


def test_whose_day_it_is_was_near() -> None:
    """ "Monday's crash" was yesterday, though "will" stands before it."""
    text = "He will speak on Monday's crash."
    (found,) = tagged(text, published="2024-06-11", lang="en")
    assert found.value == "2024-06-10"


def test_what_is_traded_is_still_to_come() -> None:
    """ "July delivery" lies ahead of the day on which it was traded."""
    (timex,) = tag_times(
        "The key July delivery fell.", published="1987-03-12", lang="en"
    )
    assert timex.value == "1987-07"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Talks start Monday.", "1987-03-16"),
        ("The talks begin on Monday in Geneva.", "1987-03-16"),
        ("It was naming a chairman to follow him when he retires in May.", "1987-05"),
        # What was expected is over, and dates nothing ahead.
        ("Lower than expected sales in February hurt it.", "1987-02"),
    ],
)
def test_a_verb_in_the_present_points_ahead(text: str, day: str) -> None:
    """Of "start" and "when he retires" the time is to come, not of "than expected"."""
    (timex,) = reading(text, lang="en", published="1987-03-15").times
    assert isinstance(timex.bounds, Bounds)
    assert timex.bounds.edtf == day
