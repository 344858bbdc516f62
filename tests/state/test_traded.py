"""Months of what is traded, which date nothing else."""

import pytest

from konon.model import Bounds
from make import reading


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ardent Corp will buy wheat in Rome for May delivery.", "delivery"),
        ("Nusa plans to buy wheat from Vale for May shipment.", "shipment"),
    ],
)
def test_the_month_of_delivery_dates_no_other_event(text: str, word: str) -> None:
    """ "For May delivery" is when wheat comes, not when it is sold."""
    done = reading(text, lang="en", published="2024-03-12")
    days = {}
    for event in done.events:
        for span in event.mentions:
            bounds = event.when.bounds if event.when else None
            told = bounds.edtf if isinstance(bounds, Bounds) else None
            days[span.of(done.report.text)] = told
    assert days["buy"] is None
    assert days[word] == "2024-05"


def test_the_month_of_a_price_dates_no_rise() -> None:
    """The price of oil for September rises today."""
    text = "Harga minyak Brent untuk pengiriman September diperkirakan naik."
    done = reading(text, lang="id", published="2024-03-12")
    assert not [event for event in done.events if event.when]


def test_should_of_an_economy_asks_for_nothing() -> None:
    """Whoever says that profit should rise expects it, and demands no such thing."""
    text = "Ardent Corp said its profit should rise to 10 mln dlrs in May."
    (claim,) = reading(text, lang="en").claims
    assert claim.act == "expect"
