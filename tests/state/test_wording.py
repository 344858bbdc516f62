"""The words of a report that name an event on the agenda."""

import pytest

from make import reading

LABELS = [
    # A noun with what belongs to it, up to where the telling begins.
    ("id", "Rapat warga akan digelar pada 4 Mei 2028.", "meeting: Rapat warga"),
    (
        "en",
        "The two-day harbour safety drill will be held on 4 May 2028.",
        "exercise: two-day harbour safety drill",
    ),
    # A clause with its subject; codes of shares are no words.
    (
        "en",
        "Acme Ferries <ACM.N> will sell its Ohio yard on 4 May 2028.",
        "economy: Acme Ferries will sell its Ohio yard on 4 May 2028",
    ),
]


@pytest.mark.parametrize(("lang", "text", "label"), LABELS)
def test_a_label_is_what_the_report_says(lang: str, text: str, label: str) -> None:
    """A noun phrase where it tells enough, else the clause."""
    assert label in {event.label for event in reading(text, lang=lang).events}


def test_a_pronoun_is_told_by_its_speaker() -> None:
    """ "It plans ..." says nothing by itself: who says so stands behind it."""
    text = "Delmar Ferries said it plans to sell its yard in Ohio on 4 May 2028."
    (event,) = reading(text, lang="en").events
    assert event.label == (
        "economy: it plans to sell its yard in Ohio on 4 May 2028 (Delmar Ferries)"
    )


def test_a_long_clause_ends_where_a_phrase_ends() -> None:
    """Labels are cut before a preposition or a "that", or show that they are cut."""
    text = (
        "Ohio will sell the old northern grain terminal of Batam and all of its "
        "cranes, trucks and offices to the highest bidder from the region that offers "
        "jobs to the dockers on 4 May 2028."
    )
    labels = [event.label for event in reading(text, lang="en").events]
    assert any("Ohio will sell the old northern grain" in label for label in labels)
    assert all(len(label.split()) < 32 for label in labels)
    loose = ("of", "to", "the", "from", "that", "and")
    assert not any(label.split()[-1] in loose for label in labels)


def test_it_opens_a_label() -> None:
    """A pronoun is a subject: the words of saying before it are no part of a label."""
    text = (
        "First Santika Corp, acting as sole manager, said it placed 29.4 mln dlrs of "
        "bonds on Monday."
    )
    (event,) = reading(text, lang="en", published="1987-06-10").events
    assert event.label.startswith("economy: it placed")
