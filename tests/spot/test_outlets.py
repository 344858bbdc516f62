"""Outlets that are told by the words beside their names."""

import pytest

from make import reading


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("en", "The news agency Belmia said talks will open on Friday.", "Belmia"),
        ("en", "The king will go on Monday, state-run QRTB radio said.", "QRTB radio"),
        ("en", "Talks will open on Friday, Port Vila Radio said.", "Port Vila Radio"),
        ("en", "The Harbour Gazette said the ferry will sail.", "Harbour Gazette"),
        ("id", "Radio Angkasa melaporkan pawai akan digelar Minggu.", "Radio Angkasa"),
        ("id", "Koran Bahari melaporkan pawai akan digelar Minggu.", "Koran Bahari"),
        ("id", "Kantor berita MENA menyebut rapat akan digelar Senin.", "MENA"),
    ],
)
def test_an_outlet_is_told_by_what_it_is_called(
    lang: str, text: str, name: str
) -> None:
    """It is the source of what it says, and reports it."""
    read = reading(text, lang=lang)
    assert [m.name for m in read.mentions if m.kind == "outlet"] == [name]
    claim = read.claims[0]
    assert [(link.name, link.kind) for link in claim.chain] == [(name, "outlet")]
    assert claim.act == "report"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The minister said on the radio that Ann Sample will resign."),
        ("en", "The state television building will open on Monday."),
        ("en", "Sample Motors will sell the magazine on Friday."),
        ("id", "Polisi akan menyita radio milik Budi Santika pada Senin."),
    ],
)
def test_words_for_outlets_alone_make_none(lang: str, text: str) -> None:
    """Without a name beside them there is nobody who reports."""
    assert not [m for m in reading(text, lang=lang).mentions if m.kind == "outlet"]
