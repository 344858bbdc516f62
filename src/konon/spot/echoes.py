"""Names that a report has -> their other places, which a tagger passed over.

It sees one sentence, and there "Delmar said" or "shares of Digital" may be any word:
beside Delmar Ferries Corp and Digital Ferries Corp in the same report they are these.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from konon.model import Mention, MentionKind, Sentence, Span
from konon.packs import Pack
from konon.spot.gazetteer import Gazetteer
from konon.spot.matcher import any_of, fold
from konon.spot.pieces import is_initials, regions
from konon.spot.vocabulary import vocabulary_of

_SHORTEST = 3
"""Letters of the shortest name that is looked for."""
_RARELY = 8
"""Tenths of the times from which on a word is hardly ever but a name."""
_BEFORE = re.compile(r"([^\s\"“‘'(]+)\s+$")
_BEHIND = re.compile(r"\s+([A-Z][\w.]*)")
_LOOK = 24
"""Signs before a name in which the word right before it stands."""


def with_echoes(
    mentions: Sequence[Mention],
    text: str,
    sentences: Sequence[Sentence],
    pack: Pack,
    known: Gazetteer,
) -> list[Mention]:
    """The mentions, and each other place of a name that the report has, in order.

    A company is called by what its name opens with, a person by the last word, where
    that is a name and no common word.
    """
    kinds = dict(_names(mentions, pack, known))
    if not kinds:
        return list(mentions)
    pattern = re.compile(rf"(?<![\w.-])(?:{any_of(kinds)})(?![\w-])")
    taken = sorted((m.span.start, m.span.end) for m in mentions)
    out = list(mentions)
    for sentence in sentences:
        for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
            span = Span(*match.span())
            if any(start < span.end and span.start < end for start, end in taken):
                continue
            if _stands_free(span, text, sentence.span, known):
                out.append(Mention(span, kinds[match[0]], match[0], ""))
    return sorted(out, key=lambda mention: mention.span)


def _names(
    mentions: Sequence[Mention], pack: Pack, known: Gazetteer
) -> Iterator[tuple[str, MentionKind]]:
    """What is looked for, with its kind: companies before persons of the same name."""
    companies = frozenset(pack["names"].every("company"))
    told = Counter((m.kind, m.name.split()[-1]) for m in mentions if m.name)
    for mention in sorted(mentions, key=lambda m: m.kind == "body"):
        if mention.kind not in {"person", "body"} or mention.country:
            continue
        words = mention.name.split()
        if not known.titles.isdisjoint({fold(words[0]), fold(mention.name)}):
            continue
        if mention.kind == "person" or len(words) == 1:
            # Once is not enough: a tagger takes much for a name.
            if told[mention.kind, words[-1]] > 1 and _is_proper(words[-1], pack, known):
                yield words[-1], mention.kind
        elif not companies.isdisjoint({fold(words[0]), fold(words[-1])}):
            yield from _fronts(words, companies, pack, known)


def _fronts(
    words: Sequence[str], companies: frozenset[str], pack: Pack, known: Gazetteer
) -> Iterator[tuple[str, MentionKind]]:
    """What a company's name opens with: "High Point" of High Point Ferries Corp."""
    own = [w for w in words if not (is_initials(w) or fold(w.strip("()")) in companies)]
    for size in range(len(own), 0, -1):
        front, last = " ".join(own[:size]), own[size - 1]
        if not last[:1].isupper() or front.endswith(","):
            continue
        if size > 1 or _is_proper(front, pack, known):
            yield front, "body"


def _is_proper(word: str, pack: Pack, known: Gazetteer) -> bool:
    """Whether a word is a name wherever it has a capital: no noun, place or title."""
    low, capitals = fold(word), vocabulary_of(pack).capitals(word)
    if len(word) < _SHORTEST or not word[0].isupper() or not word.isalpha():
        return False
    others = (known.lower, known.titles, known.country_of, known.body_heads)
    if any(low in other for other in (*others, known.body_tails)):
        return False
    return low not in regions(pack) and (capitals is None or capitals >= _RARELY)


def _stands_free(span: Span, text: str, sentence: Span, known: Gazetteer) -> bool:
    """Whether no other name holds a word: neither before nor behind it stands one."""
    start = max(sentence.start, span.start - _LOOK)
    before = _BEFORE.search(text, start, span.start)
    if before is not None and before[1][0].isupper():
        is_first = before.start(1) == sentence.start
        if not is_first and fold(before[1]) not in known.titles:
            return False
    behind = _BEHIND.match(text, span.end, sentence.end)
    return behind is None or fold(behind[1]) in known.titles
