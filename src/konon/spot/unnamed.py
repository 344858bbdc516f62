"""Sentences -> unnamed sources: who is told by what they are, not by name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from konon.model import Mention, Span
from konon.packs import Pack
from konon.spot.matcher import any_of, fold, rule_finders


def spot_unnamed(
    text: str, sentence: Span, names: Sequence[Mention], pack: Pack, shared: Pack
) -> Iterator[Mention]:
    """Sources that are told by what they are, where no name follows."""
    piece = sentence.of(text)
    base = sentence.start
    for finder in rule_finders(pack, "names", shared):
        for match in finder.find(piece):
            span = Span(base + match.span.start, base + match.span.end)
            if _is_adjective(span, text, pack):
                continue
            if any(m.kind == "body" and m.span.contains(span) for m in names):
                continue
            kinds = {"person"}
            if not pack["names"].listed("owner", "bare"):
                # "Lead manager Ardent Corp" is Ardent.
                kinds = {"person", "body", "outlet"}
            if any(m.span.start - span.end in {0, 1} for m in names if m.kind in kinds):
                continue
            owners = names
            if _has_article(span, text, pack):
                # "Filed with Ardent Corp a report": what stands before is no owner.
                owners = [m for m in names if m.span.end > span.start]
            span = _with_owner(span, owners, text, sentence, pack)
            name = " ".join(span.of(text).split())
            yield Mention(span, "unnamed", name, "")


def _has_article(span: Span, text: str, pack: Pack) -> bool:
    """Whether words open with an article, so that what stands before is another's."""
    first = fold(span.of(text).split()[0])
    names = pack["names"]
    return first in {
        *names.listed("determiner", "one"),
        *names.listed("determiner", "the"),
    }


def _is_adjective(span: Span, text: str, pack: Pack) -> bool:
    """Whether the word only describes what follows: "an official visit"."""
    after = re.match(r"\s+([a-z-]+)", text[span.end : span.end + 24])
    words = pack["names"].listed("described", "words")
    return after is not None and after.group(1) in words


def _with_owner(
    span: Span, names: Sequence[Mention], text: str, sentence: Span, pack: Pack
) -> Span:
    """The span with the body or country that an official belongs to."""
    start, end = span.start, span.end
    tie = _tie(pack)
    for mention in names:
        gap = text[mention.span.end : start]
        if mention.span.end <= start and not gap.strip():
            start = mention.span.start
        link = text[end : mention.span.start]
        if tie.fullmatch(link):
            end = mention.span.end
    before = text[max(sentence.start, start - 4) : start]
    article = re.search(r"\b(an?|the)\s+$", before, re.IGNORECASE)
    if start != span.start and article:
        start -= len(article.group())
    return Span(start, end)


@lru_cache(maxsize=16)
def _tie(pack: Pack) -> re.Pattern[str]:
    """What stands between somebody and whose they are: "officials at the ministry".

    In some languages nothing does: "pejabat Kementerian Keuangan".
    """
    names = pack["names"]
    ties = any_of(names.listed("owner", "ties"))
    none = "?" if names.listed("owner", "bare") else ""
    return re.compile(rf"\s+(?:(?:{ties})\s+){none}(?:the\s+)?", re.IGNORECASE)
