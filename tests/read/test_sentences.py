"""Sentences of the body."""

from make import reading


def sentences(text: str, lang: str = "id") -> list[str]:
    """The sentences of a text."""
    return [s.span.of(text) for s in reading(text, lang=lang).sentences]


def test_quotation_and_its_cue_are_one_sentence() -> None:
    """What follows a closed quotation in small letters is its cue."""
    text = '"Kami siap. Semua sudah diatur," kata Budi. Rapat selesai.'
    assert sentences(text)[-1] == "Rapat selesai."


def test_abbreviation_does_not_end_a_sentence() -> None:
    """ "Dr." and "U.S." stand inside sentences."""
    assert len(sentences("Menurut Dr. Budi, rapat batal.")) == 1
    assert len(sentences("The U.S. official left.", "en")) == 1


def test_lost_blank_after_a_full_stop_is_mended() -> None:
    """ "itu.Menteri" are two sentences, "kabar.com" is one word."""
    assert len(sentences("Rapat itu batal.Menteri pulang lebih awal.")) == 2
    assert len(sentences("Ia menulis di kabar.com kemarin.")) == 1


def test_degree_is_one_word() -> None:
    """ "Sp.A" and "M.Ked" are degrees; "AS.Menteri" are two sentences."""
    assert len(sentences("Ujar dr. Budi, M.Ked, Sp.A, rapat batal.")) == 1
    assert len(sentences("Ia tinggal di AS.Menteri pulang lebih awal.")) == 2
