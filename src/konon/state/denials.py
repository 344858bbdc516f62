"""Plans that a "not" takes back: "will not be held", "tidak akan digelar".

Models see too few of them: what will not be is told as if it were to come. Words for it
stand in the table `not_planned`, and decide alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from konon.model import Span, StatusSign, Trigger
from konon.packs import Pack
from konon.spot.matcher import any_of, word_finder

_BEHIND = 60
"""Signs between a noun and the "will not be held" that is told of it."""
_AHEAD = 24
"""Signs behind "will not" in which the verb of a noun begins."""
_ADJECTIVES = 2
"""Words that may stand between "there will be no" and its noun."""
_OVER = 16
"""Signs behind a clause in which an "until" may open the next."""


@dataclass(frozen=True, slots=True)
class Denial:
    """Words that may take a plan back, and how they do."""

    sign: StatusSign
    how: str
    """`words` before a verb, `none` before a noun, `no` there beside a plan."""


def spot_denials(text: str, sentence: Span, pack: Pack) -> tuple[Denial, ...]:
    """The words of a sentence that may take a plan back."""
    piece, start = sentence.of(text), sentence.start
    out = []
    for table in ("not_planned", "no"):
        for hit in word_finder(pack, "status", table).find(piece):
            how = "no" if table == "no" else hit.key
            if how in {"words", "none", "no"}:
                span = Span(start + hit.span.start, start + hit.span.end)
                out.append(
                    Denial(StatusSign(span, "denied", f"denied: {hit.word}"), how)
                )
    return tuple(out)


def taken_back(
    trigger: Trigger,
    clause: Span,
    denials: Sequence[Denial],
    signs: Sequence[StatusSign],
    text: str,
    pack: Pack,
) -> StatusSign | None:
    """The words in the clause of a trigger that say it will not be; None if none do.

    "Will not begin until May" is in May, and "will not only meet" is no denial. Of a
    noun it is told where a verb of holding follows, "the meeting will not be held",
    where "there will be no" stands before it, or a "no" and somewhere a `sign` of what
    is to come.
    """
    is_ahead = any(s.status == "future" and clause.contains(s.span) for s in signs)
    for denial in denials:
        span = denial.sign.span
        if not clause.contains(span) or (denial.how == "no" and not is_ahead):
            continue
        if _is_of(denial, trigger, clause, text, pack):
            return denial.sign
    return None


def _is_of(
    denial: Denial, trigger: Trigger, clause: Span, text: str, pack: Pack
) -> bool:
    """Whether a denial of its clause takes back what a trigger tells."""
    span, is_noun = denial.sign.span, trigger.form == "noun"
    gap = text[span.end : trigger.span.start]
    is_behind = span.end <= trigger.span.start
    if denial.how == "no":
        return is_noun and is_behind and is_one_phrase(gap, pack)
    if _turned(pack).search(text[span.end : clause.end + _OVER]):
        return False
    if denial.how == "none":
        return is_behind and is_one_phrase(gap, pack)
    if is_noun:
        return _is_held(trigger, span, text, clause, pack)
    return is_behind and _gap(pack).fullmatch(gap) is not None


def _is_held(trigger: Trigger, span: Span, text: str, clause: Span, pack: Pack) -> bool:
    """Whether "will not" stands behind a noun, and a verb of holding behind that."""
    if not 0 < span.start - trigger.span.end <= _BEHIND:
        return False
    ahead = text[span.end : min(span.end + _AHEAD, clause.end)]
    hits = word_finder(pack, "events", "frame").find(ahead)
    return any(not ahead[: hit.span.start].strip() for hit in hits)


def is_one_phrase(gap: str, pack: Pack) -> bool:
    """Whether what stands between "no" and a noun is but adjectives: "no further"."""
    words = gap.casefold().split()
    is_bare = gap[:1].isspace() and not re.search(r"[^\w\s-]", gap)
    return is_bare and len(words) <= _ADJECTIVES and _outer(pack).isdisjoint(words)


@lru_cache(maxsize=16)
def _outer(pack: Pack) -> frozenset[str]:
    """Words that open another phrase: prepositions and articles."""
    articles = pack["cues"].listed("article", "words")
    return frozenset((*pack["status"].every("preposition"), *articles))


@lru_cache(maxsize=16)
def _gap(pack: Pack) -> re.Pattern[str]:
    """What may stand between "will not" and its verb: "be", "again"."""
    words = any_of(pack["status"].listed("not_planned", "between"))
    return re.compile(rf"\s+(?:(?:{words})\s+)*", re.IGNORECASE)


@lru_cache(maxsize=16)
def _turned(pack: Pack) -> re.Pattern[str]:
    """What makes "will not" another thing: "only" right behind it, "until" later."""
    only = any_of(pack["status"].listed("not_planned", "only"))
    until = any_of(pack["status"].listed("not_planned", "until"))
    return re.compile(rf"^\s+(?:{only})\b|\b(?:{until})\b", re.IGNORECASE)
