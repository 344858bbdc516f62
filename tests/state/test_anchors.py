"""Times inside of what somebody said on another day than that of the report."""

from make import reading

OPENING = (
    "Wali Kota Budi Santoso meninjau pasar Kranji.\n"
    '"Rapat itu akan digelar besok di balai kota," ujar Budi, Senin (10/6/2024).\n'
)


def values(text: str) -> dict[str, str]:
    """The value of each expression of time in a report of 12 June 2024."""
    done = reading(text, published="2024-06-12")
    return {t.span.of(done.report.text): t.value for t in done.times}


def test_a_speaker_speaks_on_the_day_that_is_told_once() -> None:
    """What the same person is quoted with beside it was said that day as well."""
    found = values(f'{OPENING}"Lusa kita resmikan pasar itu," katanya.')
    assert found["besok"] == "2024-06-11"
    assert found["Lusa"] == "2024-06-12"


def test_a_quotation_before_the_day_is_told_counts_from_it() -> None:
    """The day may stand behind the second of two quotations."""
    text = '"Lusa kita resmikan pasar itu," kata Wali Kota Budi Santoso.\n'
    assert values(text + OPENING)["Lusa"] == "2024-06-12"


def test_words_of_the_report_count_from_its_own_day() -> None:
    """So do those of another speaker, and what is told without quotation marks."""
    told = "Budi mengatakan lusa pasar itu diresmikan."
    other = '"Lusa kita datang," kata Menteri Ani Lestari.'
    assert values(f"{OPENING}{told}")["lusa"] == "2024-06-14"
    assert values(f"{OPENING}{other}")["Lusa"] == "2024-06-14"


def test_reported_speech_counts_as_the_reporter_does() -> None:
    """ "He said on Monday that it would open tomorrow" is the day after the report."""
    text = "Budi mengatakan pada Senin (10/6/2024) bahwa pasar itu dibuka besok."
    assert values(text)["besok"] == "2024-06-13"
