"""What the network is shown of a report, and what it tells of places in it."""

import pytest

from konon.model import Span
from konon.pipeline import shown, study, with_sight
from konon.spot.network import COLUMNS, NOTHING
from konon.spot.vocabulary import vocabulary_of
from konon.state.candidates import Article, candidates
from konon.state.judges import judges_of
from konon.state.looks import standing_looks, wording_looks
from konon.state.sights import Rows
from make import packs, report

TITLE = "Talks in Hanoi"
TEXT = "Ministers will meet in Hanoi on Monday.\n\nThe visit was put off, aides said."


def article(with_network: bool = False) -> Article:
    """A report of two paragraphs, studied."""
    read = report(TEXT, lang="en", title=TITLE)
    pack, shared = packs().langs["en"], packs().shared()
    judges = judges_of(pack)
    assert judges is not None
    studied = study(read, pack, shared, judges.knows)
    if not with_network:
        return studied
    assert judges.network is not None
    return with_sight(studied, judges.network)


def test_columns_hold_headline_and_paragraphs() -> None:
    """All columns are as long as each other; nothing stands between paragraphs."""
    columns = dict(zip(COLUMNS, shown(article()), strict=True))
    assert len({len(column) for column in columns.values()}) == 1
    words = columns["word"]
    assert words[:4] == ["talks", "in", "hanoi", NOTHING]
    assert words.count(NOTHING) == 3
    assert words[-1] == NOTHING
    assert columns["ending"][0] == "lks"
    told = dict(zip(words, zip(*columns.values(), strict=True), strict=True))
    assert "future" in told["monday"][COLUMNS.index("time")]
    assert "postponed" in told["put"][COLUMNS.index("sign")]
    assert "visit" in told["visit"][COLUMNS.index("listed")]
    assert not told["said"][COLUMNS.index("listed")]


def test_rows_are_found_by_words_and_by_span() -> None:
    """A place in the text is the same row whichever way it is looked for."""
    a = article()
    columns = shown(a)
    rows = Rows(len(columns[0]), a.paragraphs)
    at = TEXT.index("visit")
    first, last = rows.of_span(Span(at, at + 5)) or (0, 0)
    assert columns[0][first : last + 1] == ["visit"]
    tokens = a.paragraphs[1]
    assert rows.of(tokens, tokens.covered(Span(at, at + 5))) == (first, last)
    assert rows.of_span(Span(0, 16)) == (4, 6)
    gap = TEXT.index("\n")
    assert rows.of_span(Span(gap, gap + 1)) is None


@pytest.mark.parametrize("looks", ["type", "status"])
def test_models_are_told_what_the_network_sees(looks: str) -> None:
    """Its features are there with a network, and none without."""
    for with_network in (True, False):
        a = article(with_network)
        seen = next(iter(candidates(a)))
        made = {
            "type": wording_looks(seen, vocabulary_of(a.pack)),
            "status": standing_looks(seen, a.anchor),
        }[looks]
        assert any(name.startswith("net") for name in made) == with_network
