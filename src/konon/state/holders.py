"""Words for a person -> the one of the report that they mean.

"The minister", "Kepala Negara" and "politikus PKS itu" are whoever the report named by
that title before; "Suci" is who has it in the name; "Nisa (38), warga Citayam" is Nisa.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile

from konon.model import Chain, Mention, Span
from konon.packs import Pack
from konon.spot.matcher import any_of, fold
from konon.spot.vocabulary import vocabulary_of

_OFFICE = 60
"""Signs between the first word of a title and the name behind it."""
_APPOSED = 40
"""Signs between a name and the title behind it."""
_NAME = r"[A-Z][\w'’]*(?:\s+[A-Z][\w'’]*){0,3}"
_AGED = re.compile(rf"({_NAME})\s*\(\d\d(?:\s+\w+)?\)")
"""A name with an age: "Nisa (38)"."""
_CALLED = re.compile(rf"[A-Z]?[a-z].*,\s+({_NAME})$")
"""A name behind a comma and what its bearer is: "seorang warga Bone, Kandar"."""
_RUN = re.compile(r"(?:[A-Z][\w.]*\s+|(?:dan|of|for)\s+)+$")
"""What stands right before a name and is written as one."""
_BEHIND = re.compile(r",[^.,;]*")
"""What stands behind a name and its comma."""
_BESIDE = 2
"""Words behind what somebody is that tell of where: "politikus Partai Nusa ..."."""
_EPITHET = 3
"""Words of the shortest that is one person's: "pria itu" may be anybody."""


def person_called(
    words: str,
    span: Span,
    mentions: Sequence[Mention],
    spoken: Sequence[Chain],
    text: str,
    pack: Pack,
) -> Mention | None:
    """The person whom the words for a source mean; None where none is told.

    `spoken` are those who spoke before, the last at the end.
    """
    before = _people_before(span, mentions)
    if " " not in words:
        return next((m for m in before if words in m.name.split()), None) or next(
            _titled(fold(words), before, text, pack), None
        )
    name = _name_in(words, pack)
    if name:
        return _person(span, name)
    title = _title_in(words, pack)
    if any(c and c[-1].kind == "unnamed" and title in fold(c[-1].name) for c in spoken):
        # "A spokesman said ... The spokesman added": it is the one without a name.
        return None
    titled = next(_titled(title, before, text, pack), None)
    if titled is not None:
        return titled
    if not _is_epithet(fold(words).split(), pack):
        return None
    beside = [word for word in words.split()[1:] if word[0].isupper()][:_BESIDE]
    for mention in reversed(before):
        start, end = mention.span.start, mention.span.end
        run = _RUN.search(text, max(0, start - _OFFICE), start)
        apposed = _BEHIND.match(text, end, end + _APPOSED)
        told = f"{run[0] if run else ''} {apposed[0] if apposed else ''}"
        if any(word in told.split() for word in beside):
            # "Politikus Nusa Budi Santika ...": "politikus Nusa itu".
            return mention
    people = [c[-1] for c in spoken if c and c[-1].kind == "person"]
    is_open = words.split()[0].casefold() in pack["names"].listed("epithet", "the")
    if is_open and not (people and people[-1].entity == before[-1].entity):
        # "The senator" may be anybody where another was named since.
        return None
    if people:
        last = people[-1]
        return Mention(last.span, last.kind, last.name, last.entity)
    # Where only one person was named, it is that one.
    return before[-1] if len({mention.entity for mention in before}) == 1 else None


def aged_person(span: Span, text: str, pack: Pack) -> Mention | None:
    """The person whom words for a source open with, with an age; None where none.

    Of "Nisa (38), pegawai Delmar" it is Nisa, whom no tagger may have seen.
    """
    match = _AGED.match(text, span.start, span.end)
    name = _name_in(" ".join(match[0].split()), pack) if match else ""
    return _person(Span(*match.span(1)), name) if match and name else None


def holder_meant(
    mention: Mention, mentions: Sequence[Mention], text: str, pack: Pack
) -> Mention | None:
    """The person whom a bare title means: "the minister", "Presiden"."""
    words = mention.span.of(text)
    names = pack["names"]
    back = names.listed("back_reference", "words")
    ahead = fold(text[max(0, mention.span.start - 8) : mention.span.start]).split()[-1:]
    behind = fold(text[mention.span.end : mention.span.end + 12]).split()[:1]
    is_the = bool({*ahead} & {*names.listed("called", "the")} or {*behind} & {*back})
    if not is_the and not (words[:1].isupper() and names.listed("called", "bare")):
        return None
    before = _people_before(mention.span, mentions)
    return next(_titled(_title_in(words, pack), before, text, pack), None)


def _people_before(span: Span, mentions: Sequence[Mention]) -> list[Mention]:
    """The persons that are named before a place in the text, in order."""
    return [m for m in mentions if m.kind == "person" and m.span.end <= span.start]


def _person(span: Span, name: str) -> Mention:
    """A person whom no tagger saw."""
    return Mention(span, "person", name, f"person:{fold(name)}")


def _title_in(words: str, pack: Pack) -> str:
    """Words without those that say no more than who is meant: "the", "itu"."""
    return " ".join(word for word in fold(words).split() if word not in _small(pack))


def _name_in(words: str, pack: Pack) -> str:
    """The name of one person in words that nobody took for one; empty where none is."""
    first = fold(words.split()[0])
    titles = titles_of(pack)
    is_one = first in pack["names"].listed("holder", "one")
    is_one = is_one or any(title.split()[0] == first for title in titles)
    aged = _AGED.match(words)
    named = aged or _CALLED.fullmatch(words)
    # "Many speakers, Muslims and Jews" ends with no name.
    if named is None or not (aged or is_one or " " in named[1]):
        return ""
    name = " ".join(dropwhile(lambda word: fold(word) in titles, named[1].split()))
    return name if name and _is_name(name, pack) else ""


def _titled(
    title: str, before: Sequence[Mention], text: str, pack: Pack
) -> Iterator[Mention]:
    """The persons that were named with a title, the last ones first."""
    names = pack["names"]
    also = names.table("holder").get(title.replace(" ", "_"), ())
    if title not in titles_of(pack) and not also:
        return
    if title in names.listed("holder", "not"):
        return
    titles = any_of({title, *also})
    led = re.compile(
        rf"\b(?i:{titles})(?:\s+(?:of|for|the|and|dan|[A-Z(][\w.)]*))*\s*$"
    )
    # Not "beside Lund, the governor said": "Lund, the Ohio governor,".
    apposed = re.compile(
        rf",\s+(?!\w+\s+(?:{titles})\b)(?:[\w-]+\s+){{1,4}}(?:{titles})"
        r"(?:\s+of\b|\s*[,.;])",
        re.IGNORECASE,
    )
    behind = []
    for mention in reversed(before):
        start, end = mention.span.start, mention.span.end
        if led.search(text, max(0, start - _OFFICE), start):
            yield mention
        elif apposed.match(text, end, min(len(text), end + _APPOSED)):
            behind.append(mention)
    # "President Lund" is the president rather than "Ann Sample, president of Acme".
    yield from behind


def _is_epithet(words: Sequence[str], pack: Pack) -> bool:
    """Whether words for one person point back: "eks pelatih Lazio itu", "the Texas
    Republican"."""
    names = pack["names"]
    back = names.listed("back_reference", "words")
    heads = names.listed("epithet", "head")
    if len(words) < _EPITHET:
        return False
    if words[0] in names.listed("epithet", "the"):
        # "The Texas Republican": what somebody is stands last.
        return words[-1] in heads
    return words[-1] in back and (words[0] in heads or words[0] in titles_of(pack))


def _is_name(words: str, pack: Pack) -> bool:
    """Whether capitalised words are a person's: neither a place nor a common word."""
    capitals = vocabulary_of(pack).capitals
    if fold(words) in titles_of(pack) or fold(words) in _places(pack):
        return False
    return all(capitals(word) != 0 for word in words.split())


@lru_cache(maxsize=16)
def titles_of(pack: Pack) -> frozenset[str]:
    """The titles that persons have."""
    return frozenset(pack["names"].every("title"))


@lru_cache(maxsize=16)
def _places(pack: Pack) -> frozenset[str]:
    """The cities and countries that a pack lists."""
    names = pack["names"]
    return frozenset((*names.every("city"), *names.every("country")))


@lru_cache(maxsize=16)
def _small(pack: Pack) -> frozenset[str]:
    """Words around a title that say no more than who is meant: "the", "itu"."""
    names = pack["names"]
    back = names.listed("back_reference", "words")
    return frozenset(
        (*back, *names.listed("determiner", "the"), *names.listed("holder", "small"))
    )
