"""Official bodies: names of some parts, whole.

A tagger cuts them at what joins their parts: "Securities and | Exchange Commission",
"Pengadilan Negeri (PN) | Medan". What the last part ends with, or what stands in the
brackets, tells that they are one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from konon.model import Mention, Span
from konon.packs import Pack
from konon.spot.gazetteer import Gazetteer
from konon.spot.matcher import any_of, fold
from konon.spot.pieces import named_at
from konon.spot.vocabulary import vocabulary_of

_WORD = re.compile(r"([A-Z][\w’'-]*)\s+$")
_BEHIND = re.compile(r"([A-Z][\w’'-]*)\s*")
_LONGEST = 5
"""Words of the longest first half of a name."""
_RUN = re.compile(r"((?:[A-Z][\w-]*\s+(?:(?:dan|and|of)\s+)?)+)\($")
"""Capitalised words before a bracket."""
_PAPER = 12
"""Signs before a name in which the short name of a rule stands."""
_OPENS = 80
"""Signs of the longest such run."""
_JOINED = 12
"""Signs of the longest join, with its blanks."""
_OFTEN = 6
"""Tenths of the times that a common word may have a capital."""
_NOUNS = {"NN", "NNS", "NNP", "NNPS", "JJ"}
_CALLED = r"\([A-Z][\w-]{1,14}\)"
"""What a body is called for short, in brackets: at the end of its name, before its
place, and between the two."""
_SHORT = re.compile(rf"\s*{_CALLED}$")
_BRACKET = re.compile(rf"{_CALLED}\s*")
_BETWEEN = re.compile(rf"\s+{_CALLED}\s+")


def with_offices(
    mentions: Sequence[Mention],
    text: str,
    sentence: Span,
    pack: Pack,
    known: Gazetteer,
) -> list[Mention]:
    """The mentions of a sentence, each body with all parts of its name."""
    out: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.span):
        if mention.kind in {"unnamed", "outlet"}:
            out.append(mention)
            continue
        if _is_no_body(mention, text, pack, known):
            continue
        own = _unplaced(mention, text, pack)
        if own is None:
            continue
        own = _by_its_name(_unbracketed(own, text), pack, known)
        while len(out) > 1 and _is_short_name(out[-1], out[-2], own, text):
            out.pop()
        if out and _is_seat(own, out[-1], text, known):
            out[-1] = _seated(out[-1], own, text)
        else:
            whole = _with_first_half(own, text, sentence, pack, known)
            whole = _with_second_half(whole, text, sentence, pack, known)
            if whole != own:
                out = [
                    m
                    for m in out
                    if m.kind == "place" or not whole.span.overlaps(m.span)
                ]
            own = whole
        out.append(own)
    return out


def _is_no_body(mention: Mention, text: str, pack: Pack, known: Gazetteer) -> bool:
    """Whether a name is that of a paper, or short for an office in brackets.

    "RUU KUHAP" and "Peraturan Presiden (Perpres)" are rules, "Duta Besar (Dubes)" is
    one who follows.
    """
    start, end = mention.span.start, mention.span.end
    papers = pack["names"].listed("paper", "short")
    before = text[max(0, start - _PAPER) : start].split()[-1:]
    first = mention.name.split()[:1]
    if {*map(fold, before), *map(fold, first)} & {*papers}:
        return True
    if text[max(0, start - 1) : start] != "(" or text[end : end + 1] != ")":
        return False
    run = _RUN.search(text, max(0, start - _OPENS), start)
    if run is None:
        return False
    is_paper = fold(run[1]).split()[0] in pack["names"].listed("paper", "opens")
    return is_paper or fold(mention.name) in known.titles


def _unplaced(mention: Mention, text: str, pack: Pack) -> Mention | None:
    """A name without where it is: "Vale-based Ardent Corp"; None where none is left."""
    if mention.kind == "place":
        return mention
    span = behind_place(mention.span, text, pack)
    if span.start == span.end:
        return None
    return mention if span == mention.span else named_at(mention, span, text)


def behind_place(span: Span, text: str, pack: Pack) -> Span:
    """What is left of words behind where a body is, or whose: "Vale-based Ardent"."""
    ends = pack["names"].listed("placed", "ends")
    match = _placed(ends).match(text, span.start, span.end) if ends else None
    return Span(match.end(), span.end) if match else span


@lru_cache(maxsize=16)
def _placed(ends: Sequence[str]) -> re.Pattern[str]:
    """Words before a name that tell where it is, or whose: "New Vale-based"."""
    return re.compile(rf"(?:[A-Z][\w.]*\s)*[A-Z]\w*(?:{any_of(ends)})(?:\s+|$)")


def _with_first_half(
    mention: Mention, text: str, sentence: Span, pack: Pack, known: Gazetteer
) -> Mention:
    """A body whose name has a half before "and": "Grain and Feed Authority".

    Both halves are common words: "Ardent and Vale Authority" may be two.
    """
    own = _SHORT.sub("", mention.span.of(text))
    words = [fold(word) for word in _of(pack).split(own)[0].split()]
    enders = known.body_tails - set(pack["names"].listed("company", "words"))
    if mention.kind != "body" or not words or words[-1] not in enders:
        return mention
    first = max(sentence.start, mention.span.start - _JOINED)
    join = _join(pack).search(text, first, mention.span.start)
    if join is None or not _is_common(words[0], pack):
        return mention
    half = list(_words_before(text, Span(sentence.start, join.start()), pack, known))
    if not half or not _is_common(half[0][1], pack):
        return mention
    if fold(half[0][1]) in known.body_tails:
        return mention
    return named_at(mention, Span(half[-1][0], mention.span.end), text)


def _with_second_half(
    mention: Mention, text: str, sentence: Span, pack: Pack, known: Gazetteer
) -> Mention:
    """A body whose name has a half behind: "Kementerian Energi | dan Sumber Daya".

    It is made of words of offices or other common words, and is no body of its own.
    """
    joins = pack["names"].listed("halves", "joins")
    first = fold(mention.name).split()[0] if mention.name else ""
    if not joins or mention.kind != "body" or first not in known.body_heads:
        return mention
    join = _opened(joins).match(text, mention.span.end, sentence.end)
    if join is None or _SHORT.search(mention.span.of(text)):
        return mention
    end = at = join.end()
    while found := _BEHIND.match(text, at, sentence.end):
        word = fold(found[1])
        is_body = end == join.end() and word in known.body_heads
        is_part = word in known.office or _is_common(word, pack)
        if is_body or not is_part or word in known.titles:
            break
        end, at = found.end(1), found.end()
    whole = Span(mention.span.start, end)
    return mention if end == join.end() else named_at(mention, whole, text)


@lru_cache(maxsize=16)
def _opened(joins: Sequence[str]) -> re.Pattern[str]:
    """What joins two halves of a name, right behind the first."""
    return re.compile(rf"\s+(?:{any_of(joins)})\s+")


def _is_common(word: str, pack: Pack) -> bool:
    capitals = vocabulary_of(pack).capitals(word)
    return capitals is not None and capitals <= _OFTEN


def _words_before(
    text: str, before: Span, pack: Pack, known: Gazetteer
) -> Iterator[tuple[int, str]]:
    """Capitalised words right before a place in the text, the nearest first."""
    start, tag = before.end, vocabulary_of(pack).tag
    for _ in range(_LONGEST):
        found = _WORD.search(text, before.start, start)
        if found is None or fold(found[1]) in known.titles:
            return
        start = found.start(1)
        is_first = not text[before.start : start].strip()
        if is_first and tag(found[1].lower()) not in _NOUNS:
            return
        yield start, found[1]


@lru_cache(maxsize=16)
def _of(pack: Pack) -> re.Pattern[str]:
    """What opens the last part of a name: "of Albany"."""
    return re.compile(rf"\s(?:{any_of(pack['names'].listed('hanging', 'of'))})\s")


@lru_cache(maxsize=16)
def _join(pack: Pack) -> re.Pattern[str]:
    """What joins two halves of a name, right before the second."""
    joins = any_of(pack["names"].listed("company", "joins"))
    return re.compile(rf"(?<=\s)(?:{joins})\s+$")


def _by_its_name(mention: Mention, pack: Pack, known: Gazetteer) -> Mention:
    """A body under its name without what it is called for short in the midst of it.

    "PT Ardent (Persero) Tbk" is called so.
    """
    first, *_ = fold(mention.name).split() or [""]
    is_open = first in known.body_heads and first not in pack["names"].every("company")
    if mention.kind != "body" or not is_open:
        return mention
    return replace(mention, name=_BETWEEN.sub(" ", mention.name))


def _unbracketed(mention: Mention, text: str) -> Mention:
    """A name without a bracket that it opens with: "(PN) Medan"."""
    match = _BRACKET.match(text, mention.span.start, mention.span.end)
    if match is None or match.end() == mention.span.end:
        return mention
    return named_at(mention, Span(match.end(), mention.span.end), text)


def _is_short_name(mention: Mention, body: Mention, behind: Mention, text: str) -> bool:
    """Whether a name stands in brackets between a body and a place behind it."""
    before = text[body.span.end : mention.span.start]
    after = text[mention.span.end : behind.span.start]
    is_between = before.strip() == "(" and after.strip() == ")"
    return is_between and body.kind == "body" and behind.kind == "place"


def _is_seat(place: Mention, body: Mention, text: str, known: Gazetteer) -> bool:
    """Whether a place is of the body before it: "Pengadilan Negeri (PN) Medan"."""
    if place.kind != "place" or body.kind != "body":
        return False
    is_called = bool(_SHORT.search(text, body.span.start, body.span.end))
    gap = text[body.span.end : place.span.start]
    is_beside = gap.isspace() if is_called else bool(_BETWEEN.fullmatch(gap))
    return is_beside and fold(body.name.split()[0]) in known.body_heads


def _seated(body: Mention, place: Mention, text: str) -> Mention:
    """A body with the place that is the last part of its name."""
    own = _SHORT.sub("", body.span.of(text))
    whole = Span(body.span.start, place.span.end)
    return replace(body, span=whole, name=" ".join(f"{own} {place.name}".split()))
