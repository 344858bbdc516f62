"""Names that only say more of another name."""

import pytest

from konon.state.hanging import hanging
from make import packs, reading


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Ardent Corp, a unit of Vale Inc, will close in May.", "en", ["Vale Inc"]),
        (
            "Ardent Corp, a venture of Vale Inc and Bolt Corp, will close in May.",
            "en",
            ["Vale Inc", "Bolt Corp"],
        ),
        ("<Nusa Copper Ltd> of Chile signed a contract.", "en", ["Chile"]),
        ("The chief of exchange at Ardent Corp was held.", "en", ["Ardent Corp"]),
        ("Talks in Lima, Peru, will open in May.", "en", ["Peru"]),
        # What is acted on, and countries in a row, hang on nothing.
        ("Ardent Corp will buy a unit of Vale Inc in May.", "en", []),
        ("Indonesia, Malaysia, dan Thailand akan bertemu.", "id", []),
        (
            "Warga di Kabupaten Bone, Sulawesi Selatan, diliburkan.",
            "id",
            ["Sulawesi Selatan"],
        ),
    ],
)
def test_what_hangs_on_another_name(text: str, lang: str, found: list[str]) -> None:
    """Whose unit a firm is, where it is from, and where somebody has an office."""
    done = reading(text, lang=lang)
    spans = hanging(done.mentions, text, packs().langs[lang])
    assert [m.name for m in done.mentions if m.span in spans] == found


def test_what_hangs_has_no_part() -> None:
    """A parent that is only named takes no part in what its unit does."""
    (event,) = reading(
        "Ardent Corp, a unit of Vale Inc, will open a port in May.", lang="en"
    ).events
    parties = (*event.actors, *event.recipients)
    assert [party.name for party in parties] == ["Ardent Corp"]


def test_a_country_in_brackets_has_no_part() -> None:
    """ "Lund United (Inggris)" says where the club is from."""
    text = "Nusa FC (Thailand) akan menghadapi Lund United (Inggris) pada Minggu."
    done = reading(text, lang="id")
    names = {m.name for e in done.events for m in (*e.actors, *e.recipients, *e.places)}
    assert names.isdisjoint({"Thailand", "Inggris"})
