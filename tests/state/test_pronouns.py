"""Whom pronouns stand for."""

import pytest

from konon.pipeline import study
from make import packs, reading, report


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        # In reported speech, who says it.
        (
            "en",
            "Ann Sample said she will fly to Rome.",
            [("she", "Ann Sample")],
        ),
        (
            "id",
            "Budi Santika mengatakan ia akan mundur pada Juli.",
            [("ia", "Budi Santika")],
        ),
        # In a quotation "I" and "we" are, and "he" is another.
        (
            "id",
            "Presiden Wira Utama tiba. “Saya akan menemui dia,” kata Budi Santika.",
            [("Saya", "Budi Santika"), ("dia", "Wira Utama")],
        ),
        # Else whom the sentence before is about.
        (
            "en",
            "Ann Sample met Bo Tester in Oslo. She will fly to Rome on Monday.",
            [("She", "Ann Sample")],
        ),
        (
            "en",
            "Sample Motors Corp plans a sale, and it will close a plant.",
            [("it", "Sample Motors Corp")],
        ),
        # Who has no name stays without one.
        ("en", "An official said he will resign.", []),
        ("en", "It will rain on Monday.", []),
    ],
)
def test_pronouns_stand_for_names(
    lang: str, text: str, told: list[tuple[str, str]]
) -> None:
    """Each has the kind and entity of whom it means, and its own place."""
    read = report(text, lang=lang)
    pack = packs().langs[lang]
    article = study(read, pack, packs().shared(), None)
    found = [m for m in article.parties if m.kind != "unnamed"]
    assert [(m.span.of(read.text), m.name) for m in found] == told
    entities = {entity.id for entity in article.entities}
    assert all(m.entity in entities for m in found)


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        (
            "id",
            '"Kami akan membuka pasar itu besok," '
            "kata Direktur Utama PT Pasar Jaya Budi Santoso.",
            ("Kami", "PT Pasar Jaya"),
        ),
        (
            "en",
            '"We will open it," said Ann Sample, chairman of Delmar Ferries Corp.',
            ("We", "Delmar Ferries Corp"),
        ),
        (
            "id",
            "Budi Santika mengatakan pihaknya akan mundur pada Juli.",
            ("pihaknya", "Budi Santika"),
        ),
    ],
)
def test_we_are_the_body_of_the_speaker(
    lang: str, text: str, told: tuple[str, str]
) -> None:
    """Where somebody speaks for one; else "we" is who speaks."""
    read, pack = report(text, lang=lang), packs().langs[lang]
    article = study(read, pack, packs().shared(), None)
    assert told in [(m.span.of(read.text), m.name) for m in article.parties]


@pytest.mark.parametrize(
    ("text", "lang", "meant"),
    [
        (
            "Ardent Corp said it will close a plant. The company will sell it in June.",
            "en",
            "Ardent Corp",
        ),
        (
            "PT Sagara Tbk tumbuh. Perseroan akan membuka pabrik pada Juli.",
            "id",
            "PT Sagara Tbk",
        ),
        # Of two, nobody says which.
        (
            "Ardent Corp and Vale Inc will merge. The company will be sold in June.",
            "en",
            "",
        ),
    ],
)
def test_the_company_is_one_that_was_named(text: str, lang: str, meant: str) -> None:
    """A bare noun means who spoke before, or the only one that it may mean."""
    last = reading(text, lang=lang).events[-1]
    assert [actor.name for actor in last.actors if actor.kind == "body"] == [meant][
        : bool(meant)
    ]


def test_several_people_are_not_she() -> None:
    """In what "the sources" say, "she" is whom they speak of, also once more."""
    text = (
        "Ann Sample will fly to Rome on Sunday, sources said. She will meet bankers, "
        "the sources said. Talks are due. She will leave for Lima on Friday."
    )
    last = reading(text, lang="en").events[-1]
    assert [actor.name for actor in last.actors] == ["Ann Sample"]
