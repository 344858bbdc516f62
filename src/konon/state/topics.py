"""Sentences -> topics: what is to be dealt with at an event."""

import re
from collections.abc import Iterator

from konon.model import Span, Topic
from konon.packs import Pack
from konon.read.words import strip_span
from konon.spot.matcher import any_of, word_finder

_MAX_WORDS = 14
_END = re.compile(r"[.;:\"“”()]|\s[–—-]\s")


def spot_topics(text: str, scope: Span, pack: Pack) -> tuple[Topic, ...]:
    """The topics that a stretch of a sentence names, in order."""
    piece = scope.of(text)
    found = [*_after(piece, pack), *_before(piece, pack)]
    out: dict[Span, Topic] = {}
    for span in found:
        place = strip_span(text, Span(scope.start + span.start, scope.start + span.end))
        words = " ".join(place.of(text).split())
        if words and len(words.split()) <= _MAX_WORDS:
            out.setdefault(place, Topic(place, words))
    return tuple(out[place] for place in sorted(out))


def _after(piece: str, pack: Pack) -> Iterator[Span]:
    """ "membahas energi dan perdagangan": up to the end of the clause."""
    for hit in word_finder(pack, "status", "topics_after").find(piece):
        end = _END.search(piece, hit.span.end)
        stop = end.start() if end else len(piece)
        for clause in word_finder(pack, "status", "clause").find(piece):
            if hit.span.end < clause.span.start < stop and clause.word != "yang":
                stop = clause.span.start
        yield from _listed(piece, Span(hit.span.end, stop), pack)


def _before(piece: str, pack: Pack) -> Iterator[Span]:
    """ "energi dan perdagangan adalah isu utama": from the start to the copula."""
    for hit in word_finder(pack, "status", "topics_before").find(piece):
        copulas = [
            c.span.start
            for c in word_finder(pack, "status", "copula").find(piece)
            if c.span.start < hit.span.start
        ]
        stop = copulas[0] if copulas else hit.span.start
        ends = [m.end() for m in _END.finditer(piece, 0, stop)]
        start = max(ends, default=0)
        lead = re.compile(r"^\s*(,|bahwa\b|that\b)\s*").match(piece[start:])
        yield from _listed(piece, Span(start + (lead.end() if lead else 0), stop), pack)
        return


def _listed(piece: str, span: Span, pack: Pack) -> Iterator[Span]:
    """A list taken apart at its commas, and at "and" where it has commas."""
    words = any_of(pack["status"].listed("preposition", "and"))
    body = span.of(piece)
    cuts = rf",\s*(?:(?:{words})\s+)?" if "," in body else r"(?!)"
    at = span.start
    for cut in re.finditer(cuts, body):
        yield Span(at, span.start + cut.start())
        at = span.start + cut.end()
    yield Span(at, span.end)
