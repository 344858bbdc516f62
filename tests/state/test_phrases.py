"""The words for a source: what a reader would underline."""

import pytest

from make import reading


def source(text: str, lang: str = "en") -> list[str]:
    """The words for the source of each attribution."""
    found = reading(text, lang=lang).attributions
    return [a.source.of(text) if a.source else "" for a in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mr. Wilson said the road was shut.", "Mr. Wilson"),
        (
            "Ann Sample, a lawyer for the city, said the road was shut.",
            "Ann Sample, a lawyer for the city",
        ),
        (
            "Sen. Ann Sample (R-Wis.) said the road was shut.",
            "Sen. Ann Sample (R-Wis.)",
        ),
        ("The Indiana governor said the road was shut.", "The Indiana governor"),
        ("The road was shut, senior city officials said.", "officials"),
    ],
)
def test_titles_appositions_and_nouns_belong_to_a_source(text: str, words: str) -> None:
    """The source is more than the name: all that says who it is."""
    assert source(text)[0].endswith(words)


def test_a_pronoun_is_its_own_words() -> None:
    """ "He said" is said by him whom it stands for, in the word "he"."""
    text = "Ann Sample came. She said the road was shut."
    done = reading(text, lang="en").attributions
    assert [(a.chain[-1].name, a.source.of(text)) for a in done if a.source] == [
        ("Ann Sample", "She")
    ]


def test_an_ending_is_the_word_for_its_source() -> None:
    """ "Katanya" is said in its own ending."""
    text = 'Budi Santika tiba. "Jalan itu sudah lama ditutup," katanya.'
    assert source(text, "id")[-1] == "nya"


def test_who_is_only_said_more_of_is_the_speaker() -> None:
    """ "Ann Sample, an analyst at Acme, said": Acme says nothing."""
    text = "Ann Sample, an analyst at the Acme Institute, said the road was shut."
    (only,) = reading(text, lang="en").attributions
    assert only.chain[-1].name == "Ann Sample"


def test_how_it_was_said_is_no_part_of_what_was_said() -> None:
    """ "Lewat keterangan tertulis, Budi menjelaskan, ..." has one content."""
    text = "Lewat keterangan tertulis, Budi Santika menjelaskan, jalan itu ditutup."
    (only,) = reading(text).attributions
    assert [span.of(text).strip(" ,") for span in only.content] == [
        "jalan itu ditutup."
    ]


def test_words_for_a_source_are_no_part_of_what_it_said() -> None:
    """ "..., senior officials said": the content ends at the comma."""
    text = "The road was shut for a week, senior city officials said."
    (only,) = reading(text, lang="en").attributions
    assert [s.of(text) for s in only.content] == ["The road was shut for a week"]


def test_a_common_noun_behind_a_quotation_is_an_unnamed_source() -> None:
    """ "..." ujar hakim: nobody is named, and it is not who spoke before."""
    text = 'Budi Santika diam. "Terdakwa terbukti bersalah," ujar hakim saat sidang.'
    (only,) = reading(text).attributions
    assert [(link.name, link.kind) for link in only.chain] == [("hakim", "unnamed")]
