"""Persons whom a report only calls by letters: "pelaku berinisial MY", "AW (30)"."""

import re
from collections.abc import Sequence
from functools import lru_cache

from konon.model import Mention, Sentence, Span
from konon.packs import Pack
from konon.spot.matcher import any_of


def with_initialled(
    mentions: Sequence[Mention], text: str, sentences: Sequence[Sentence], pack: Pack
) -> list[Mention]:
    """The mentions, and each place of letters that are somebody's, told so once.

    They are told so by a word before them, or by an age in brackets behind.
    """
    pattern = _told(pack)
    if pattern is None:
        return list(mentions)
    letters = {found[1] or found[2] for found in pattern.finditer(text)}
    if not letters:
        return list(mentions)
    called = re.compile(rf"(?<![\w.-])(?:{any_of(letters)})(?![\w.])")
    out = list(mentions)
    for sentence in sentences:
        for match in called.finditer(text, sentence.span.start, sentence.span.end):
            span = Span(*match.span())
            beside = [m for m in out if m.span.overlaps(span)]
            if all(m.span == span or m.kind == "unnamed" for m in beside):
                out = [m for m in out if m.span != span]
                out.append(Mention(span, "person", match[0], ""))
    return sorted(out, key=lambda mention: mention.span)


@lru_cache(maxsize=16)
def _told(pack: Pack) -> re.Pattern[str] | None:
    """Letters that are somebody's: behind "berinisial", or before an age."""
    words = pack["names"].listed("initialled", "words")
    if not words:
        return None
    return re.compile(
        rf"\b(?:{any_of(words)})\s+([A-Z]{{1,4}})\b|\b([A-Z]{{1,4}})\s\(\d\d(?:\stahun)?\)"
    )
