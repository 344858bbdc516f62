"""Mentions -> entities: which names in a report stand for the same."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from konon.model import Entity, Mention, Span
from konon.packs import Pack
from konon.spot.gazetteer import gazetteer
from konon.spot.matcher import any_of, fold
from konon.spot.pieces import initials_of

_SEAT = re.compile(r"\(([A-Z]\w+)\)\s+(\S.*)$")
"""What a body is called for short, in brackets, and the place behind."""
_SHORT = re.compile(r"\(([A-Z][\w&-]{1,14})\)$")
"""What a body is called for short, at the end of its name."""
_SHORTEST, _FEW = 4, 20
"""Letters of the shortest piece of a name that stands for it, and how many words that
begin with it are looked at."""


def link_entities(
    text: str, mentions: Sequence[Mention], pack: Pack, shared: Pack
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions with their entity ids, and the entities they stand for.

    A person or body is one with the longest name that holds all of its words; a person
    also with a name told beside it ("also known as"), and where it is the only one
    whose name begins so ("Alex" of Alexander). Countries have the same id in every
    language (`country:KP`); unnamed sources stay apart.
    """
    countries = gazetteer(pack, shared).countries
    mentions = [_without_employer(mention, mentions) for mention in mentions]
    longest = {
        kind: sorted(
            {m.name for m in mentions if m.kind == kind},
            key=lambda name: (-len(name.split()), name),
        )
        for kind in ("person", "body")
    }
    companies = frozenset(pack["names"].listed("company", "words"))
    called = dict(_called(text, mentions, pack))
    called |= dict(_shortened(longest["person"], called))
    called |= dict(_seats(text, mentions))
    called |= dict(_bracketed(text, mentions, pack))
    linked = tuple(
        replace(
            mention, entity=_entity_id(mention, longest, called, countries, companies)
        )
        for mention in mentions
    )
    return linked, tuple(_entities(linked, companies))


def _without_employer(mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """A person without the body before the name: "Direktur Utama Acme Lina Tan".

    The report calls the body by that word elsewhere, and two words of the name remain.
    """
    first, _, rest = mention.name.partition(" ")
    is_whole = mention.span.end - mention.span.start == len(mention.name)
    if mention.kind != "person" or " " not in rest or not is_whole:
        return mention
    if not any(m.kind == "body" and m.name == first for m in mentions):
        return mention
    start = mention.span.end - len(rest)
    return replace(mention, span=Span(start, mention.span.end), name=rest)


def with_entity_names(
    mentions: Sequence[Mention], names: dict[str, str]
) -> tuple[Mention, ...]:
    """The mentions under the longest names of their entities."""
    return tuple(replace(m, name=names.get(m.entity, m.name)) for m in mentions)


def _called(
    text: str, mentions: Sequence[Mention], pack: Pack
) -> Iterator[tuple[str, str]]:
    """Other names of persons, folded, each with the name that it was told beside.

    What only an "or" joins is another name where it is short: "Saifullah or Ipul".
    """
    alias = pack["names"].table("alias")
    persons = [mention for mention in mentions if mention.kind == "person"]
    for one, other in pairwise(persons):
        gap = fold(text[one.span.end : other.span.start].strip(" ,()\n"))
        name = fold(other.name)
        words = [word for word in name.split() if word not in alias.get("title", ())]
        is_short = gap in alias.get("or", ()) and len(words) == 1
        if not (is_short or gap in alias.get("words", ())):
            continue
        if " " not in one.name or name == fold(one.name):
            continue
        others = {m.name for m in persons} - {one.name, other.name}
        if not any(set(fold(third).split()) & set(words) for third in others):
            yield name, one.name


def _shortened(
    names: Sequence[str], called: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Single words, folded, that the name of one person alone begins with."""
    longer = sorted(
        (w, name) for name in names if " " in name for w in fold(name).split()
    )
    for name in names:
        short = fold(name)
        if " " in name or len(name) < _SHORTEST or short in called:
            continue
        at = bisect_left(longer, (short, ""))
        near = longer[at : at + _FEW]
        found = {whole for word, whole in near if word.startswith(short)}
        if len(found) == 1:
            yield short, found.pop()


def _bracketed(
    text: str, mentions: Sequence[Mention], pack: Pack
) -> Iterator[tuple[str, str]]:
    """What bodies are called for short in brackets behind, folded, or by an "or"."""
    names, ends = pack["names"], pack["names"].every("company")
    aliases = any_of((*names.listed("alias", "words"), *names.listed("alias", "or")))
    behind = re.compile(rf"\s*(?:\(|(?:{aliases})\s+)([A-Z][\w&-]{{1,14}})\b")
    for mention in mentions:
        if mention.kind != "body" or " " not in mention.name:
            continue
        inside = _SHORT.search(text, mention.span.start, mention.span.end)
        match = inside or behind.match(text, mention.span.end)
        if match and fold(match[1]) not in {*ends, fold(mention.name)}:
            yield fold(match[1]), mention.name


def _seats(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """What bodies of a place are called for short, folded: "PN Medan"."""
    for mention in mentions:
        match = _SEAT.search(text, mention.span.start, mention.span.end)
        if mention.kind == "body" and match and "(" not in mention.name:
            yield fold(" ".join(f"{match[1]} {match[2]}".split())), mention.name


def _entity_id(
    mention: Mention,
    longest: dict[str, list[str]],
    called: dict[str, str],
    countries: dict[str, str] | object,
    companies: frozenset[str],
) -> str:
    folded = fold(mention.name)
    if mention.kind in longest:
        folded = fold(called.get(folded, folded))
    if mention.kind == "place":
        code = countries.get(folded) if isinstance(countries, dict) else None
        return f"country:{code}" if code else f"place:{folded}"
    if mention.kind in longest:
        words = folded.replace(",", " ").split()
        whole = _spelt(mention, longest["body"], companies)
        if whole:
            return f"{mention.kind}:{fold(whole)}"
        # "Cellular Inc" has its whole name, and is not "Michigan Cellular Inc".
        is_whole = len(words) > 1 and words[-1] in companies
        for name in longest[mention.kind]:
            other = fold(name).replace(",", " ").split()
            if set(words) <= set(other) and (not is_whole or other[0] == words[0]):
                return f"{mention.kind}:{fold(name)}"
    return f"{mention.kind}:{folded}"


def _spelt(mention: Mention, bodies: Sequence[str], companies: frozenset[str]) -> str:
    """The one body whose words begin with the letters of a short name: "GM"."""
    short = mention.name
    if mention.kind != "body" or not (short.isupper() and short.isalpha()):
        return ""
    found = {
        name
        for name in bodies
        if short in initials_of(name, fold(name.split()[-1]) in companies)
    }
    return found.pop() if len(found) == 1 and len(short) > 1 else ""


def _entities(
    mentions: Iterable[Mention], companies: frozenset[str]
) -> Iterable[Entity]:
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(mention.entity, []).append(mention)
    for entity, group in grouped.items():
        names = tuple(dict.fromkeys(m.name for m in group))
        # "Gus Ipul" is one more name of Saifullah Yusuf, not the one to list him by.
        words = set(entity.partition(":")[2].split())
        own = [m.name for m in group if words.issuperset(fold(m.name).split())]
        told = own or [m.name for m in group]
        whole = [n for n in told if fold(n.split()[-1] if n else "") in companies]
        told = whole or told
        name = _fullest(tuple(dict.fromkeys(told)), told)
        country = next((m.country for m in group if m.country), "")
        yield Entity(entity, group[0].kind, name, names, country)


def _fullest(names: Sequence[str], told: Sequence[str]) -> str:
    """The longest name; of those told more than once, where one has several words.

    A name that was cut wrong in one place is not told so again.
    """
    again = [n for n in names if told.count(n) > 1 and " " in n]
    return max(again or names, key=lambda name: (len(name.split()), len(name)))
