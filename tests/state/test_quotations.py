"""Quotations by the state of their marks, and who is behind them."""

import pytest

from konon.state.quotations import quotations
from make import reading


def quoted(text: str) -> list[str]:
    """The quotations of a text."""
    return [span.of(text) for span in quotations(text, reading(text).sentences)]


def spoken(text: str) -> list[tuple[str, str]]:
    """Last link and content of each attribution."""
    return [
        (a.chain[-1].name if a.chain else "", " ".join(s.of(text) for s in a.content))
        for a in reading(text).attributions
    ]


@pytest.mark.parametrize(
    ("opening", "closing"), [('"', '"'), ("“", "”"), ("”", "”"), ("«", "»"), ("„", "”")]
)
def test_every_kind_of_mark(opening: str, closing: str) -> None:
    """Papers differ in their marks; the whole of a long quotation is its content."""
    whole = f"{opening}Kami minta semua siap. Ini mendesak sekali,{closing}"
    text = f"{whole} kata Budi Santika di Jakarta."
    assert quoted(text) == [whole]
    assert spoken(text) == [("Budi Santika", whole)]


def test_a_quotation_goes_on_over_lines() -> None:
    """One sentence a line: the mark that closes it is looked for behind."""
    text = "”Kami minta semua siap.\nIni mendesak.\nKerjakan,” kata Budi Santika."
    assert quoted(text) == ["”Kami minta semua siap.\nIni mendesak.\nKerjakan,”"]


def test_a_quotation_never_closed_ends_with_its_paragraph() -> None:
    """A mark that nothing closes does not swallow the rest of the report."""
    text = '"Kami siap, kata Budi.\n\nRapat digelar besok.\n\nHasilnya ditunggu.'
    assert quoted(text) == ['"Kami siap, kata Budi.']


def test_a_reopened_paragraph_is_a_quotation_of_its_own() -> None:
    """English papers open each paragraph anew and close the last one."""
    text = "“Kami siap.\n\n“Rapat digelar besok,” kata Budi Santika."
    assert quoted(text)[1] == "“Rapat digelar besok,”"


def test_ten_thousand_marks_and_one_in_a_long_text() -> None:
    """Odd numbers of marks in long texts are read to the end."""
    assert len(quoted('"' + "a " * 50_000)) <= 1
    assert quoted('Ia "diam". ' * 3000).count('"diam"') == 3000


def test_the_speaker_behind_a_quotation_needs_no_table() -> None:
    """A capital right behind '"...," kata' is the speaker, known or not."""
    assert spoken("”Kami sudah siap sejak pagi,” ujar Zqwiel.") == [
        ("Zqwiel", "”Kami sudah siap sejak pagi,”")
    ]


def test_a_lone_name_is_the_one_told_in_full() -> None:
    """ "Idris" speaks where the report tells of Mohammad Idris."""
    text = "Wali Kota Mohammad Idris hadir. ”Kami siap bekerja,” kata Idris."
    assert ("Mohammad Idris", "”Kami siap bekerja,”") in spoken(text)


def test_a_mark_inside_a_word_opens_no_quotation() -> None:
    """Some wires set such marks for apostrophes; who speaks is found all the same."""
    text = 'Envoys will meet to set the body"s June agenda, Ann Sample said.'
    read = reading(text, lang="en")
    assert not quotations(text, read.sentences)
    assert [a.chain[-1].name for a in read.attributions] == ["Ann Sample"]
