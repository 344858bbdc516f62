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


def test_abbreviation_ends_a_sentence_where_another_opens() -> None:
    """ "Inc. The" and "Tbk. Perseroan" are an end and a beginning."""
    assert len(sentences("It will buy Delmar Inc. The price is secret.", "en")) == 2
    assert len(sentences("Delmar Inc. Chairman Ann Sample left.", "en")) == 1
    assert len(sentences("Ia memimpin PT Delmar Tbk. Perseroan itu rugi.")) == 2
    assert len(sentences("PT Delmar Tbk. (DLMR) rugi.")) == 1


def test_lost_blank_after_a_full_stop_is_mended() -> None:
    """ "itu.Menteri" are two sentences, "kabar.com" is one word."""
    assert len(sentences("Rapat itu batal.Menteri pulang lebih awal.")) == 2
    assert len(sentences("Ia menulis di kabar.com kemarin.")) == 1


def test_degree_is_one_word() -> None:
    """ "Sp.A" and "M.Ked" are degrees; "AS.Menteri" are two sentences."""
    assert len(sentences("Ujar dr. Budi, M.Ked, Sp.A, rapat batal.")) == 1
    assert len(sentences("Ia tinggal di AS.Menteri pulang lebih awal.")) == 2


def test_what_has_no_end_is_read_in_parts() -> None:
    """A list of thousands of words is cut at commas, and no word is lost or cut."""
    text = "Harga: " + "beras Rp10.000, gula pasir Rp15.000, " * 200
    found = sentences(text)
    assert max(map(len, found)) <= 2000
    assert "".join(" ".join(found).split()) == "".join(text.split())
    assert all(part.endswith(("10.000,", "15.000,")) for part in found)


def test_one_endless_word_stays_whole() -> None:
    """Where there is neither comma nor blank, nothing is cut."""
    assert sentences("A" + "a" * 5000) == ["A" + "a" * 5000]
