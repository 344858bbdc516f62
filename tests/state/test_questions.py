"""What is asked, or left open, is said by nobody."""

import pytest

from make import reading


@pytest.mark.parametrize(
    "text",
    [
        "Ann Sample did not say whether the talks will be held on August 5.",
        "Ann Sample would not say if she will resign in August.",
    ],
)
def test_what_may_be_or_not_is_a_rumour(text: str) -> None:
    """Who leaves it open gives nothing of it."""
    done = reading(text, lang="en")
    assert [event.status for event in done.events] == ["rumoured"]
    assert [claim.act for claim in done.claims] == ["decline"]
    assert all(claim.gives.status is None for claim in done.claims)


def test_where_it_will_be_takes_that_it_will() -> None:
    """That there will be a summit is the report's own word, and not the ministry's."""
    text = "The ministry did not say where the summit will be held in August."
    told = {claim.act: claim for claim in reading(text, lang="en").claims}
    assert told["decline"].chain
    assert told["decline"].gives.status is None
    assert not told["report"].chain
    assert told["report"].gives.when is not None


def test_an_answer_is_no_question() -> None:
    """ "Said whether" without a "not" tells."""
    text = "Ann Sample said the talks will be held in August."
    (claim,) = reading(text, lang="en").claims
    assert claim.act == "say"
    assert claim.gives.status == "announced"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann Sample declined to comment on Monday.", "Monday"),
        ("Ann Sample declined to comment on Monday's collapse.", None),
        ("Ann Sample declined to comment on the planned sale in August.", None),
    ],
)
def test_a_time_of_what_nothing_is_said_of(text: str, said: str | None) -> None:
    """It is no time at which somebody kept silent."""
    done = reading(text, lang="en")
    (item,) = done.attributions
    assert (item.said and item.said.span.of(text)) == said
