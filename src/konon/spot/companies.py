"""Companies: names that end with a word that only companies have, whole.

A tagger cuts them where a piece looks like a name or a common word of its own: "Thrifty
| Rent-A-Car System Inc", "Goldman Sachs | and Co", "Leader | Development Corp". What
the name ends with is certain, so it is read from there, word by word to the left.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from konon.model import Mention, Sentence, Span
from konon.packs import Pack
from konon.spot.gazetteer import Gazetteer
from konon.spot.matcher import any_of, fold
from konon.spot.pieces import named_at, names_alone
from konon.spot.vocabulary import vocabulary_of

_WORD = re.compile(r"([^\s<>(\[\"“*]+)\s+$")
_CAPITAL = re.compile(r"(?:[A-Z]\.?)+|[A-Z][\w&'’.-]*")
_PARTNER = re.compile(
    r"(?<![\w,;&])((?:[A-Z]\.\s?)*[A-Z][\w'’]+(?:\s[A-Z][\w'’]+)?),\s+$"
)
"""A name and its comma before another: "Smith Barney, "."""
_PARTNERS = 4
_LONGEST = 6
"""Words of the longest front of a name."""
_OPEN_TAGS = {"NN", "NNS", "NNP", "NNPS", "JJ", "VBG", "VBN", "CD", "FW", ""}
"""Parts of speech that a name may open with."""


def with_companies(
    mentions: Sequence[Mention],
    text: str,
    sentence: Sentence,
    pack: Pack,
    known: Gazetteer,
) -> list[Mention]:
    """The mentions of a sentence, each company with the whole of its name."""
    found = list(_companies(text, sentence.span, pack, known))
    # "Ardent Corp and Bolt Inc" are two, whatever a tagger makes of them.
    out = [m for m in mentions if sum(m.span.contains(span) for span in found) <= 1]
    for span in found:
        beside = [m for m in out if m.span.overlaps(span)]
        whole = [m for m in beside if m.kind == "body" and m.span.contains(span)]
        fronts = [text[m.span.start : span.start].split() for m in whole]
        # "Leaseway of Ohio Inc" is one name; "Retailer Ardent Corp" has one in it.
        is_over = any(_next(pack).match(text, span.end, m.span.end) for m in whole)
        is_led = all(
            f and f[-1][0].isupper() and _is_outside(f[-1], pack) for f in fronts
        )
        if not is_led and not is_over:
            continue
        # "Ann Sample of Kidder" is Ann Sample before "Kidder, Peabody and Co".
        cut = [m for m in beside if m.span.start < span.start and m not in whole]
        for mention in cut:
            out = [m for m in out if m is not mention]
            rest = _before_of(mention, span.start, text, pack)
            out += [rest] if rest else []
        beside = [m for m in beside if m not in cut]
        if all(m in whole or span.contains(m.span) for m in beside):
            name = " ".join(span.of(text).split())
            out = [m for m in out if m not in beside]
            out.append(Mention(span, "body", name, ""))
    for span in _marked(text, sentence.span, pack):
        out = [m for m in out if not m.span.overlaps(span)]
        out.append(Mention(span, "body", " ".join(span.of(text).split()), ""))
    return sorted(out, key=lambda mention: mention.span)


def _before_of(mention: Mention, end: int, text: str, pack: Pack) -> Mention | None:
    """What of a name stands before the company that it runs into."""
    of = any_of(pack["names"].listed("hanging", "at"))
    words = text[mention.span.start : end]
    kept = re.sub(rf"[\s,]+(?:{of})?[\s,]*$", "", words.rstrip())
    if not kept or not kept[0].isupper():
        return None
    start = mention.span.start
    return named_at(mention, Span(start, start + len(kept)), text)


def _marked(text: str, sentence: Span, pack: Pack) -> Iterator[Span]:
    """Companies that a wire sets in marks, as it has no code for them: "<Acme>"."""
    marks = pack["names"].listed("company", "marks")
    if not marks:
        return
    for match in _between(marks).finditer(text, sentence.start, sentence.end):
        if re.search("[a-z]", match[1]):
            start, ending = match.start(1), re.search(r"['’]s$", match[1])
            yield Span(start, match.end(1) - (2 if ending else 0))


@lru_cache(maxsize=16)
def _between(marks: Sequence[str]) -> re.Pattern[str]:
    """What stands between two marks, if it is written as a name."""
    first, last = map(re.escape, marks)
    return re.compile(rf"{first}([A-Z][^{first}{last}=/:]{{2,80}}){last}")


def _companies(text: str, sentence: Span, pack: Pack, known: Gazetteer) -> list[Span]:
    """Where the companies of a sentence stand, in order."""
    out: list[Span] = []
    for match in _tail(pack).finditer(text, sentence.start, sentence.end):
        start = _front(text, Span(sentence.start, match.start()), pack, known)
        if start == match.start():
            continue
        start = _with_partners(text, Span(sentence.start, start), match.start(), pack)
        # "Swiss Bank Corp International Ltd" is one.
        while out and out[-1].end > start:
            start = min(start, out.pop().start)
        out.append(Span(start, match.end()))
    return out


def _with_partners(text: str, before: Span, end: int, pack: Pack) -> int:
    """Where a name starts that partners give: "Kidder, Peabody and Co".

    `before` ends where the last partner is named, `end` before "Co".
    """
    names, start = pack["names"], before.end
    last = text[start:end].split()
    is_joined = len(last) > 1 and fold(last[-1]) in names.listed("company", "joins")
    partner = " ".join(last[:-1])
    if not is_joined or (
        " " in partner and fold(partner) not in names.listed("company", "partner")
    ):
        return start
    enders, tag = names.listed("company", "words"), vocabulary_of(pack).tag
    for _ in range(_PARTNERS):
        found = _PARTNER.search(text, before.start, start)
        words = found[1].split() if found else []
        if not words or fold(words[-1]) in enders:
            break
        place = start if found is None else found.start(1)
        is_first = not text[before.start : place].strip("\"“‘'(<[* \n")
        if is_first and tag(fold(words[0])) not in _OPEN_TAGS:
            break
        start = place
    return start


def _front(text: str, before: Span, pack: Pack, known: Gazetteer) -> int:
    """Where a name starts whose last word stands behind a stretch of text."""
    start, is_joined = before.end, False
    joins, more = _joins(pack)
    enders = pack["names"].listed("company", "words")
    behind = text[before.end : before.end + 12].split()
    last = fold(behind[0]) if behind else ""
    for _ in range(_LONGEST):
        found = _WORD.search(text, before.start, start)
        if found is None:
            break
        word, low = found[1], fold(found[1])
        if low in joins:
            # "Goldman Sachs and Co" is one; "Ardent and Bolt Corp" may be two.
            is_one = last in more or last in known.lower or last.endswith("'s")
            if is_joined or not is_one:
                break
            is_joined, start = True, found.start(1)
            continue
        is_over = is_joined and low in enders
        if is_over or not _CAPITAL.fullmatch(word):
            break
        if _is_foreign(found, text, before, pack, known):
            break
        start, last = found.start(1), low
        is_joined = False
    head = re.compile(rf"(?:{any_of(joins)})\s+").match(text, start)
    return head.end() if head else start


def _is_foreign(
    found: re.Match[str], text: str, before: Span, pack: Pack, known: Gazetteer
) -> bool:
    """Whether a capitalised word is no part of a company's name.

    It opens a sentence, is somebody's title, names an owner or a town ("Ohio-based").
    """
    word, low = found[1], fold(found[1])
    names = pack["names"]
    if low.endswith("'s"):
        return low[:-2] in known.country_of or names_alone(text, word[:-2])
    is_first = not text[before.start : found.start(1)].strip("\"“‘'(<[* \n")
    if not is_first:
        is_title = low in known.titles and not word.isupper()
        return is_title or bool(re.search(r"-[a-z]+$", word))
    # "Retailer Acme Corp" is Acme; "Leader Development Corp" has no other name.
    behind = text[found.end() : before.end].split()
    is_called = any(fold(other) not in known.lower for other in behind)
    if low in names.listed("party", "words") or low in known.demonyms:
        return is_called
    return _is_outside(word, pack)


def _is_outside(word: str, pack: Pack) -> bool:
    """Whether a capitalised word right before a company's name is none of it.

    It opens the sentence ("Under"), or tells what the company is or where ("Retailer",
    "Ohio-based").
    """
    low, words = fold(word), vocabulary_of(pack)
    if low in pack["names"].listed("party", "words") or re.search(r"-[a-z]+$", word):
        return True
    return words.is_tagged and words.tag(low) not in _OPEN_TAGS


@lru_cache(maxsize=16)
def _next(pack: Pack) -> re.Pattern[str]:
    """What begins another name behind a company's: ". ", "and"."""
    words = any_of(pack["names"].listed("company", "next"))
    return re.compile(rf"\. |\s+(?:{words})\s")


@lru_cache(maxsize=16)
def _tail(pack: Pack) -> re.Pattern[str]:
    """The last words of a company's name: "Inc", "Co Inc", "Corp."."""
    enders = (
        word for word in pack["names"].listed("company", "words") if "." not in word
    )
    cased = any_of(form for word in enders for form in _written(word))
    return re.compile(rf"(?<=\s)(?:{cased})\b(?:\.?\s(?:{cased})\b)?(?![\w-])")


def _written(word: str) -> set[str]:
    """A word as names have it: "Plc" and "PLC", "AG"."""
    return {word.capitalize(), word.upper()}


@lru_cache(maxsize=16)
def _joins(pack: Pack) -> tuple[tuple[str, ...], frozenset[str]]:
    """Words that join two halves of a name, and what may stand behind in a second."""
    names = pack["names"]
    joins = (*names.listed("company", "joins"), "&")
    more = (*names.listed("company", "words"), *names.listed("company", "more"))
    return joins, frozenset(more)
