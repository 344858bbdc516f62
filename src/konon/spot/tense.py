"""The verb that governs a place of a sentence -> whether it points ahead or back."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import re2

from konon.model import Span
from konon.packs import Pack
from konon.spot.matcher import Hit, WordFinder, fold

Tense = Literal["future", "past", "unknown"]
UNKNOWN: tuple[Tense, str] = ("unknown", "")
_NEAR = 3
"""Words between an auxiliary and its participle: "will not yet be signed"."""


@dataclass(frozen=True, slots=True)
class Tenses:
    """The words of one sentence that carry tense, and where its clauses end."""

    text: str
    hits: tuple[Hit, ...]
    breaks: tuple[int, ...]

    def at(self, span: Span) -> tuple[Tense, str]:
        """The tense that governs a place, and the word that says so.

        It is that of the last tense word before it in the same clause, else of the
        first behind it there, else of the last before it in the sentence.
        """
        at = bisect_right(self.hits, span.start, key=lambda hit: hit.span.start)
        before = self.hits[at - 1] if at else None
        while before is not None and self._tells_nothing(before, span):
            at -= 1
            before = self.hits[at - 1] if at else None
        if before is not None and self._is_one_clause(before.span.end, span.start):
            return self._told(at - 1)
        for number in range(at, min(at + 3, len(self.hits))):
            hit = self.hits[number]
            # "said" dates what stands behind it, never what it reports before it.
            is_ahead_only = hit.key in {"said", "beside"}
            if not is_ahead_only and hit.span.start >= span.end:
                if not self._is_one_clause(span.end, hit.span.start):
                    break
                return self._told(number)
        if before is not None:
            return self._told(at - 1)
        return UNKNOWN

    def _tells_nothing(self, hit: Hit, span: Span) -> bool:
        """Whether a word before a place is inside it, or is one that must touch it."""
        gap = self.text[hit.span.end : span.start].split()
        return hit.span.overlaps(span) or (hit.key == "beside" and len(gap) > 1)

    def _told(self, at: int) -> tuple[Tense, str]:
        hit = self.hits[at]
        if hit.key in {"future", "beside"}:
            return "future", hit.word
        earlier = self.hits[at - 1] if at else None
        if earlier is not None and earlier.key == "future":
            between = self.text[earlier.span.end : hit.span.start]
            if len(between.split()) <= _NEAR and not re.search(r"[,;:]", between):
                return "future", earlier.word
        return "past", hit.word

    def _is_one_clause(self, start: int, end: int) -> bool:
        at = bisect_right(self.breaks, start)
        return at == len(self.breaks) or self.breaks[at] >= end


@lru_cache(maxsize=16)
def _finders(
    pack: Pack,
) -> tuple[WordFinder, WordFinder, tuple[tuple[str, re2._Regexp], ...]]:
    times = pack["times"]
    clitics = "|".join(pack.meta.get("clitics", ()))
    forms = times.table("tense_form")
    return (
        WordFinder(times.table("tense"), clitics),
        WordFinder(times.table("clause")),
        tuple((k, re2.compile(rf"\b(?:{'|'.join(f)})\b")) for k, f in forms.items()),
    )


def tenses_of(text: str, pack: Pack) -> Tenses:
    """The tense words and clause breaks of a sentence."""
    words, clauses, forms = _finders(pack)
    hits = list(words.find(text))
    known = [hit.span for hit in hits]
    for key, form in forms:
        hits += [
            Hit(Span(m.start(), m.end()), key, fold(m.group()))
            for m in form.finditer(text)
            if not any(s.start <= m.start() < s.end for s in known)
        ]
    hits = sorted((hit for hit in hits if hit.key != "none"), key=lambda h: h.span)
    marks = [m.start() for m in re.finditer(r"[;:\"“”()]|,\s", text)]
    breaks = sorted([*marks, *(hit.span.start for hit in clauses.find(text))])
    return Tenses(text, tuple(hits), tuple(breaks))
