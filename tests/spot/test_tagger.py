"""The tagger of names, and how its names meet those of the rules."""

import importlib.util
from pathlib import Path

import pytest

from konon.model import Sentence, Span
from konon.spot.sequence import spans_of
from konon.spot.tagger import tagger_of
from konon.spot.vocabulary import long_shape, shape
from make import packs, reading

ROOT = Path(__file__).parent.parent.parent
spec = importlib.util.spec_from_file_location("train", ROOT / "training" / "names.py")
assert spec
assert spec.loader
training = importlib.util.module_from_spec(spec)
spec.loader.exec_module(training)


def named(text: str) -> list[tuple[str, str]]:
    """What the Indonesian tagger finds in a sentence."""
    tagger = tagger_of(packs().langs["id"], packs().shared())
    assert tagger is not None
    (found,) = tagger.find(text, [Sentence(Span(0, len(text)), 0)])
    return [(one.span.of(text), one.kind) for one in found]


def names(text: str) -> list[tuple[str, str]]:
    """Names and kinds of a text's mentions."""
    return [(m.name, m.kind) for m in reading(text).mentions]


def test_persons_bodies_and_places_are_told_apart() -> None:
    """The three kinds, with names of several words whole."""
    text = (
        "Menurut Siti Rahmawati, Kementerian Perhubungan akan membangun pelabuhan di "
        "Kabupaten Demak."
    )
    assert named(text) == [
        ("Siti Rahmawati", "person"),
        ("Kementerian Perhubungan", "body"),
        ("Kabupaten Demak", "place"),
    ]


@pytest.mark.parametrize("text", ["", " ", "tanpa nama sama sekali", "12,5 % ... !?"])
def test_texts_without_names_have_none(text: str) -> None:
    """Nothing written with a capital: nothing found."""
    assert named(text) == []


def test_a_language_without_weights_has_no_tagger() -> None:
    """What has no model is read by rules alone."""
    assert tagger_of(packs().shared(), packs().shared()) is None


def test_tags_become_spans() -> None:
    """A name that begins inside another one ends it; a stray I- opens one."""
    tags = ["B-PER", "I-PER", "B-PER", "O", "I-LOC", "I-ORG"]
    assert list(spans_of(tags)) == [
        (0, 2, "PER"),
        (2, 3, "PER"),
        (4, 5, "LOC"),
        (5, 6, "ORG"),
    ]


def test_shapes() -> None:
    """Shapes keep the kinds of signs; long runs are cut."""
    assert (shape("McDonald"), long_shape("Jakarta")) == ("XxXx", "Xxxx")
    assert (shape("U-23"), long_shape("BPJS")) == ("X-9", "XXX")


def test_training_reads_column_files_as_the_tagger_reads_text(tmp_path: Path) -> None:
    """A word that the tagger cuts in two keeps its tag on both pieces."""
    path = tmp_path / "train.txt"
    path.write_text("Bank X B-ORG\n(BX) X I-ORG\nuntung X O\n\nBudi X B-PER\n", "utf-8")
    assert list(training.sentences(path)) == [
        (["Bank", "(", "BX", ")", "untung"], ["B-ORG", *["I-ORG"] * 3, "O"]),
        (["Budi"], ["B-PER"]),
    ]


def test_titles_are_no_part_of_a_name() -> None:
    """ "Menteri Perhubungan Budi Santika" is called Budi Santika."""
    assert ("Budi Santika", "person") in names("Menteri Perhubungan Budi Santika tiba.")


def test_an_office_stands_for_its_holder() -> None:
    """ "Wali Kota Surabaya" without a name is a person, and Surabaya still a place."""
    found = names("Acara itu dihadiri Wali Kota Surabaya kemarin.")
    assert ("Wali Kota Surabaya", "person") in found
    assert ("Surabaya", "place") in found


def test_an_abbreviation_in_brackets_is_no_part_of_the_name() -> None:
    """The name of a body is what stands before the bracket."""
    found = names("Acara digelar Badan Penanggulangan Bencana Daerah (BPBD) di Demak.")
    assert ("Badan Penanggulangan Bencana Daerah", "body") in found


def test_outlets_stay_outlets() -> None:
    """What the table of outlets knows is no body and no person."""
    assert ("Reuters", "outlet") in names("Dilansir Reuters, Budi Santika tiba.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Overland Freight Inc said it has acquired\nan option to buy a mill.", 20),
        ("Ardent and Vale Inc said it has acquired\nan option to buy a mill.", 19),
        ("Calder Inc said it has acquired\nan option to buy a mill.", 10),
    ],
)
def test_a_name_ends_before_its_verb(text: str, name: int) -> None:
    """A name at the head of a wire's report holds no "said it"."""
    first = reading(text, lang="en").mentions[0]
    assert first.span.end == name
