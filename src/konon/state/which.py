"""A noun -> which of several like it is meant: "the second round", "another visit"."""

import re
from functools import lru_cache

from konon.model import EventMention, Span
from konon.packs import Pack
from konon.spot.matcher import any_of, fold

_AROUND = 40
"""Signs beside a noun in which a word may tell which one it is."""
_BEHIND = "behind_"
"""What opens the keys of words that stand behind their noun."""
_FIRST = "1"
"""The key of the only words that may mean what was told without any."""


def which_of(noun: Span, text: str, pack: Pack) -> str:
    """The key of the word that tells which one a noun means; empty where none does."""
    before, behind = _patterns(pack)
    words = _keys(pack)
    found = before.search(text, max(0, noun.start - _AROUND), noun.start)
    found = found or behind.match(text, noun.end, noun.end + _AROUND)
    return words[fold(found[1])] if found else ""


def are_two(one: EventMention, other: EventMention) -> bool:
    """Whether words tell that two mentions are not of one happening.

    The second round is not the third, and another visit, told later, none of before.
    """
    if not (one.which or other.which):
        return False
    first, second = sorted((one, other), key=lambda mention: mention.span)
    if second.which and second.which != _FIRST:
        return first.which != second.which
    return bool(first.which and second.which) and first.which != second.which


@lru_cache(maxsize=16)
def _keys(pack: Pack) -> dict[str, str]:
    """Each word with its key."""
    return {
        fold(word): key.removeprefix(_BEHIND)
        for key, words in pack["status"].table("which").items()
        for word in words
    }


@lru_cache(maxsize=16)
def _patterns(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Such a word before a noun and its adjectives, and one behind it."""
    words: dict[bool, list[str]] = {True: [], False: []}
    for key, listed in pack["status"].table("which").items():
        words[key.startswith(_BEHIND)] += listed
    before, behind = words[False], words[True]
    return (
        re.compile(rf"\b({any_of(before)})\s+(?:[a-z-]+\s+){{0,2}}$", re.IGNORECASE),
        re.compile(rf"\s+(?:[a-z-]+\s+)?({any_of(behind)})\b", re.IGNORECASE),
    )
