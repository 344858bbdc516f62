"""Persons whom a report only calls by letters."""

import pytest

from make import reading


@pytest.mark.parametrize(
    "text",
    [
        "Nelayan berinisial MY ditangkap polisi. MY akan disidang pada Juli.",
        "Polisi menangkap MY (25) di pasar. MY akan disidang pada Juli.",
    ],
)
def test_letters_are_a_person(text: str) -> None:
    """A word before them tells so, or an age behind, for all places of the report."""
    found = [m for m in reading(text, lang="id").mentions if m.kind == "person"]
    assert [m.name for m in found] == ["MY", "MY"]


def test_letters_that_nobody_tells_of_are_none() -> None:
    """A street number is no age."""
    found = reading("PT Sagara di Jalan ABC No. 12 tutup.", lang="id").mentions
    assert not [m for m in found if m.kind == "person"]
