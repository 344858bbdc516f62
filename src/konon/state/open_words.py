"""Words -> triggers of no known type: verbs, and nouns made from verbs.

The tables of a pack name the happenings that it can type. What else may be one is left
to trained models to judge; here every word is collected that might.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from konon.model import Span, Trigger
from konon.packs import Pack
from konon.spot.events import Form
from konon.spot.matcher import word_finder
from konon.state.tokens import Tokens

_OPEN = "open "
_FORMS: tuple[Form, ...] = ("verb", "passive", "noun")
_LEAST = 3


def spot_open_words(
    text: str,
    paragraphs: Sequence[Tokens],
    triggers: Sequence[Trigger],
    pack: Pack,
    knows: Callable[[str], bool],
) -> tuple[Trigger, ...]:
    """The words that may name a happening beside `triggers`, in order.

    Names and times name none; of the rest those count that have the shape or the part
    of speech of a verb or of a noun made from one, and those that `knows` was shown.
    """
    covered = sorted((*(t.span for t in triggers), *_traps(text, paragraphs, pack)))
    starts = [span.start for span in covered]
    return tuple(
        Trigger(span, "other", form, f"{_OPEN}{form}: {word}")
        for tokens in paragraphs
        for span, form, word in _words(tokens, pack, knows)
        if not _is_covered(span, covered, starts)
    )


def _traps(text: str, paragraphs: Sequence[Tokens], pack: Pack) -> Iterator[Span]:
    """Words of which the pack says that they name no happening where they stand."""
    finder = word_finder(pack, "events", "not")
    for tokens in paragraphs:
        base = tokens.starts[0]
        for hit in finder.find(text[base : tokens.ends[-1]]):
            yield Span(base + hit.span.start, base + hit.span.end)


def _words(
    tokens: Tokens, pack: Pack, knows: Callable[[str], bool]
) -> Iterator[tuple[Span, Form, str]]:
    closed = _closed(pack)
    for number, word in enumerate(tokens.low):
        if len(word) < _LEAST or not word[0].isalpha() or word in closed:
            continue
        if tokens.known[number] and not tokens.known[number].startswith("unnamed"):
            continue
        if _is_in_title(tokens, number):
            continue
        form = form_of_word(word, tokens.tags[number], pack)
        if form is None and knows(word):
            form = "noun"
        if form is not None:
            yield Span(tokens.starts[number], tokens.ends[number]), form, word


def is_open(trigger: Trigger) -> bool:
    """Whether a trigger is in no table."""
    return trigger.rule.startswith(_OPEN)


def form_of_word(word: str, tag: str, pack: Pack) -> Form | None:
    """The form of a word that may name a happening; None where nothing says so."""
    if tag in pack["events"].listed("open", "tags"):
        return "verb"
    return next(
        (form for form, shape in _shapes(pack) if re.fullmatch(shape, word)), None
    )


def _is_in_title(tokens: Tokens, number: int) -> bool:
    """Whether a word has a capital behind another word that has one."""
    before = tokens.words[number - 1] if number else ""
    return tokens.words[number][0].isupper() and before[:1].isupper()


def _is_covered(span: Span, covered: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, span.start)
    return any(other.overlaps(span) for other in covered[max(0, at - 2) : at + 1])


@lru_cache(maxsize=16)
def idle_words(pack: Pack) -> frozenset[str]:
    """Words of tense, negation, place and pointing back: no part of a subject."""
    return frozenset(word for phrase in _idle_phrases(pack) for word in phrase.split())


def _idle_phrases(pack: Pack) -> Iterator[str]:
    section = pack["status"]
    for table in ("sign", "preposition", "back", "clause", "copula", "auxiliary"):
        yield from section.every(table)


@lru_cache(maxsize=16)
def _shapes(pack: Pack) -> tuple[tuple[Form, str], ...]:
    shape = pack["events"].table("shape")
    return tuple((form, "|".join(shape[form])) for form in _FORMS if form in shape)


@lru_cache(maxsize=16)
def _closed(pack: Pack) -> frozenset[str]:
    """Words that name no happening wherever they stand."""
    # "Cut short" is a sign; "cut" may name a happening.
    single = {phrase for phrase in _idle_phrases(pack) if " " not in phrase}
    return frozenset(single) | set(pack["events"].listed("open", "closed"))
