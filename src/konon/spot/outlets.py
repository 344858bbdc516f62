"""Mentions -> those that are outlets by the words beside them: "the newspaper Le Soir".

Names that `names.toml` of `und` lists are outlets wherever they stand; here others are
told by what they are called.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from konon.model import Mention, Span
from konon.packs import Pack
from konon.spot.matcher import any_of, fold

_REACH = 32
"""Signs beside a name that are looked at."""
_OPEN = {"person", "body"}


def with_outlets(
    mentions: Sequence[Mention], text: str, pack: Pack
) -> Iterator[Mention]:
    """The mentions; a name that is called an outlet is one, with the words for it.

    "News agency IRNA" keeps its name, "RTBF radio" is called so.
    """
    patterns = _patterns(pack)
    for mention in mentions:
        span = mention.span
        if mention.kind not in _OPEN or mention.country:
            is_one = mention.kind == "place" and patterns.inside.search(mention.name)
            yield replace(mention, kind="outlet", country="") if is_one else mention
        elif ahead := patterns.before.search(
            text[max(0, span.start - _REACH) : span.start]
        ):
            wide = Span(span.start - len(ahead[0]), span.end)
            yield replace(mention, kind="outlet", span=wide)
        elif after := patterns.behind.match(text, span.end, span.end + _REACH):
            wide = Span(span.start, after.end())
            name = " ".join(wide.of(text).split())
            yield replace(mention, kind="outlet", span=wide, name=name)
        elif patterns.inside.search(mention.name):
            yield replace(mention, kind="outlet")
        else:
            yield mention


def called_outlets(
    text: str,
    sentence: Span,
    names: Sequence[Mention],
    pack: Pack,
    lower: Collection[str],
) -> Iterator[Mention]:
    """Outlets that nothing else shows to be names: "the news agency IRNA".

    `lower` are words that may have a capital only because they open a sentence.
    """
    patterns = _patterns(pack)
    articles = pack["names"].listed("determiner", "the")
    taken = [mention.span for mention in names]
    for pattern in (patterns.so_named, patterns.called, patterns.so_called):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            first, _, rest = match["name"].partition(" ")
            start = match.start("name" if pattern is patterns.called else 0)
            if fold(first) in articles and rest:
                start += len(first) + 1
            elif fold(first) in lower and match[0].split()[-1].islower():
                continue
            span = Span(match.start(), match.end())
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                name = text[start : span.end]
                yield Mention(span, "outlet", " ".join(name.split()), "")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The words of one language that make a name an outlet, where they stand."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    inside: re.Pattern[str]
    called: re.Pattern[str]
    so_called: re.Pattern[str]
    so_named: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(pack: Pack) -> _Patterns:
    """The patterns of a language; what its pack does not list matches nothing."""

    def either(key: str) -> str:
        return any_of(pack["names"].listed("outlet_words", key))

    name = r"(?P<name>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})"
    return _Patterns(
        before=re.compile(rf"\b(?i:{either('before')})\s+[\"“”*]?$"),
        behind=re.compile(rf"\s+(?:{either('behind')})\b"),
        inside=re.compile(rf"^(?:{either('first')})\s|\s(?:{either('last')})$"),
        called=re.compile(rf"\b(?i:{either('before')})\s+{name}"),
        so_called=re.compile(rf"\b{name}\s+(?:{either('behind')}|{either('last')})\b"),
        so_named=re.compile(rf"\b(?:{either('first')})\s+{name}"),
    )
