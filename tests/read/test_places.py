"""Values by their place: the same as looking at all of them."""

from random import Random

from konon.model import Attribution, Cue, Sentence, Span
from konon.read.places import Attributed, within


def _spans(seed: int, most: int = 3_000) -> list[Span]:
    pick = Random(seed)
    starts = sorted(pick.sample(range(most), 200))
    return [Span(start, start + pick.randint(1, 60)) for start in starts]


def test_what_lies_within_is_what_a_full_search_finds() -> None:
    """The quick way leaves nothing out and adds nothing."""
    items = [Sentence(span, 0) for span in _spans(1)]
    for around in (*_spans(2), Span(0, 3_000), Span(5_000, 5_001)):
        full = tuple(item for item in items if around.contains(item.span))
        assert within(items, around) == full


def test_every_attribution_around_a_span_is_near_it() -> None:
    """What is looked at more closely holds all that counts."""
    said = [
        Attribution(
            (),
            Cue(span, "neutral", "said", "post", "en.said"),
            (Span(a, a + 1_200),),
            None,
            "en.said",
        )
        for span, a in zip(_spans(3), range(0, 200_000, 700), strict=False)
    ]
    told = Attributed(said)
    for span in _spans(4):
        around = [a for a in said if any(p.contains(span) for p in a.content)]
        assert set(map(id, around)) <= set(map(id, told.near(span)))
    assert told.near(Span(900_000, 900_010)) == ()
