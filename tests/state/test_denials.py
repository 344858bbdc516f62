"""What will not be is denied, whatever a model makes of it."""

import pytest

from make import reading

TAKEN = [
    ("en", "The ministers will not meet on July 5, he said."),
    ("en", "The meeting won’t be held on July 5, 2024, he said."),
    ("en", "No meeting of the ministers will be held on July 5, he said."),
    ("en", "There will be no further meeting of the ministers on July 5."),
    ("id", "Rapat koordinasi tidak akan digelar pada 5 Juli 2024, kata Ani Contoh."),
    ("id", "Tidak akan ada rapat lanjutan pada 5 Juli 2024, kata Ani Contoh."),
]
KEPT = [
    ("en", "The talks will not begin until July 5, 2024, officials said."),
    ("en", "The ministers will not only meet on July 5 but also sign a pact."),
    ("en", "There will be no fee at the meeting of the ministers on July 5."),
    ("en", "The summit on July 5, 2024 will not be cancelled, officials said."),
    ("id", "Rapat koordinasi tidak akan digelar sebelum 5 Juli 2024, kata Ani Contoh."),
]


def statuses(lang: str, text: str) -> set[str]:
    """How far each event of a text has come."""
    return {event.status for event in reading(text, lang=lang).events}


@pytest.mark.parametrize(("lang", "text"), TAKEN)
def test_a_plan_that_is_taken_back_is_denied(lang: str, text: str) -> None:
    """ "Will not", "no ... will", "tidak akan" decide alone."""
    found = statuses(lang, text)
    assert found
    assert found <= {"denied", "cancelled"}


@pytest.mark.parametrize(("lang", "text"), KEPT)
def test_a_plan_that_stands_is_not(lang: str, text: str) -> None:
    """ "Not until", "not only", and "no" of another noun, take nothing back."""
    assert "denied" not in statuses(lang, text)


def test_one_denial_of_many_mentions_decides_nothing_alone() -> None:
    """Where the same meeting is to be held, "will not meet now" is a detail."""
    text = (
        "The ministers will meet on July 5, 2024 in Rome. The meeting of the ministers "
        "will be held in the town hall. The ministers will not meet in the harbour."
    )
    assert "denied" not in statuses("en", text)
