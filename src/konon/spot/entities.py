"""Mentions -> entities: which names in a report stand for the same."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from konon.model import Entity, Mention, Span
from konon.packs import Pack
from konon.spot.gazetteer import gazetteer
from konon.spot.matcher import fold


def link_entities(
    mentions: Sequence[Mention], pack: Pack, shared: Pack
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions with their entity ids, and the entities they stand for.

    A person or body is one with the longest name that holds all of its words. Countries
    have the same id in every language (`country:KP`); unnamed sources stay apart.
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
    linked = tuple(
        replace(mention, entity=_entity_id(mention, longest, countries))
        for mention in mentions
    )
    return linked, tuple(_entities(linked))


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


def _entity_id(
    mention: Mention, longest: dict[str, list[str]], countries: dict[str, str] | object
) -> str:
    folded = fold(mention.name)
    if mention.kind == "place":
        code = countries.get(folded) if isinstance(countries, dict) else None
        return f"country:{code}" if code else f"place:{folded}"
    if mention.kind in longest:
        words = set(folded.split())
        for name in longest[mention.kind]:
            if words <= set(fold(name).split()):
                return f"{mention.kind}:{fold(name)}"
    return f"{mention.kind}:{folded}"


def _entities(mentions: Iterable[Mention]) -> Iterable[Entity]:
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(mention.entity, []).append(mention)
    for entity, group in grouped.items():
        names = tuple(dict.fromkeys(m.name for m in group))
        name = _fullest(names, [m.name for m in group])
        country = next((m.country for m in group if m.country), "")
        yield Entity(entity, group[0].kind, name, names, country)


def _fullest(names: Sequence[str], told: Sequence[str]) -> str:
    """The longest name; of those told more than once, where one has several words.

    A name that was cut wrong in one place is not told so again.
    """
    again = [n for n in names if told.count(n) > 1 and " " in n]
    return max(again or names, key=lambda name: (len(name.split()), len(name)))
