"""What somebody said reaches as far as its clause does, though a model stops early."""

import pytest

from konon.model import Span
from konon.packs import load_packs
from konon.state.extents import whole
from konon.state.guesses import Guess
from konon.state.speakers import Scene
from make import reading

EN = load_packs().langs["en"]


def spot(text: str, words: str) -> Span:
    """Where some words stand."""
    return Span(text.index(words), text.index(words) + len(words))


def extended(
    text: str, cue: str, source: str, content: str, *others: tuple[str, str]
) -> str:
    """What is said, by a guess that saw only a part of it."""
    guess = Guess(spot(text, cue), spot(text, source), (spot(text, content),))
    rest = [Guess(spot(text, c), spot(text, s), ()) for c, s in others]
    scene = Scene(text, Span(0, len(text)), None, (), (), (), ())
    return " | ".join(
        p.of(text) for p in whole(guess, [guess, *rest], scene, EN).content
    )


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "found"),
    [
        (
            "Wira Utama said the plan to merge has been declined by its lender.",
            "said",
            "Wira Utama",
            "the plan to merge",
            "the plan to merge has been declined by its lender.",
        ),
        (
            "The port will shut in May, June and July, Wira Utama said.",
            "said",
            "Wira Utama",
            "June and July",
            "The port will shut in May, June and July",
        ),
        (
            "The harbour board will not meet on Friday, a spokesman said in a note.",
            "said",
            "a spokesman",
            "in a note",
            "The harbour board will not meet on Friday",
        ),
        (
            "But the harbour will be shut for a week, Ann Sample told Reuters.",
            "told",
            "Ann Sample",
            "Reuters",
            "the harbour will be shut for a week",
        ),
    ],
)
def test_content_that_breaks_off_goes_on(
    text: str, cue: str, source: str, content: str, found: str
) -> None:
    """A model stops inside the clause; all of it is said."""
    assert extended(text, cue, source, content) == found


def test_two_who_speak_keep_their_clauses() -> None:
    """ "..., one said, and ..., another said": each has said a half."""
    text = "Rates rose in May, the bank said, and shares in June fell, a fund answered."
    found = extended(text, "answered", "a fund", "June fell", ("said", "the bank"))
    assert found == "shares in June fell"


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        (
            "Ann Sample said the road was shut and urged drivers to wait.",
            "said",
            "Ann Sample",
            "the road was shut",
        ),
        (
            "On Friday, Ann Sample said the road was shut.",
            "said",
            "Ann Sample",
            "the road was shut.",
        ),
    ],
)
def test_what_is_whole_stays(text: str, cue: str, source: str, content: str) -> None:
    """Another verb's clause, and when something was said, are not what was said."""
    others = [("urged", "Ann Sample")] if "urged" in text else []
    assert extended(text, cue, source, content, *others) == content


def test_a_name_alone_is_no_clause() -> None:
    """ "Said its insurer, Wira Utama, | had made clear": the verb is behind commas."""
    text = "Ann Sample said its insurer, Wira Utama, had made clear it would pay."
    others = [("had made clear", "Wira Utama")]
    found = extended(text, "said", "Ann Sample", "its insurer", *others)
    assert found == "its insurer, Wira Utama, had made clear it would pay."
    text = "Ann Sample said the road was shut, a fact that Wira Utama denied."
    others = [("denied", "Wira Utama")]
    kept = extended(text, "said", "Ann Sample", "the road was shut", *others)
    assert kept == "the road was shut"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Ann Sample said Ardent had paid, but had no plans to buy Vale Inc.",
            ["Ardent had paid, but had no plans to buy Vale Inc."],
        ),
        # A clause that an "and" parts from who speaks is the report's own.
        (
            "The cost has been cut this year, and Ann Sample said the port is open.",
            ["the port is open."],
        ),
        (
            "Ardent Corp has agreed to buy the port, Ann Sample told a conference.",
            ["Ardent Corp has agreed to buy the port"],
        ),
    ],
)
def test_how_far_somebody_speaks(text: str, content: list[str]) -> None:
    """A second verb of the same subject is said, a clause beside is not."""
    last = reading(text, lang="en").attributions[-1]
    assert [part.of(text) for part in last.content] == content
