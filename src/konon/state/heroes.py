"""Who acts in an event where its sentence names nobody: "it will open a branch"."""

from collections import Counter
from collections.abc import Iterator, Sequence

from konon.model import Mention
from konon.state.candidates import Article
from konon.state.judges import Judges
from konon.state.looks import Candidate, near

_ACTING = frozenset({"person", "body"})
_MOST, _LEAST = 2, 2
"""How many a report may have; how often it names them at least."""
_EDGE = "_"


def heroes_of(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The persons and bodies that a report names most, each by its fullest name."""
    counts = Counter(m.entity for m in mentions if m.kind in _ACTING)
    fullest: dict[str, Mention] = {}
    for mention in mentions:
        known = fullest.get(mention.entity)
        if known is None or len(mention.name) > len(known.name):
            fullest[mention.entity] = mention
    chosen = [entity for entity, count in counts.most_common(_MOST) if count >= _LEAST]
    return tuple(fullest[entity] for entity in chosen)


def judged_heroes(
    seen: Candidate, article: Article, judges: Judges
) -> tuple[Mention, ...]:
    """The likeliest actor among those whom another sentence names; or none."""
    for rank, mention in absent(seen, article):
        if judges.acts(absent_looks(seen, rank, mention, article)):
            return (mention,)
    return ()


def absent(seen: Candidate, article: Article) -> Iterator[tuple[str, Mention]]:
    """Whom a sentence may mean without a name, and how each is known to it.

    Its teller, those whom the report is about, and who was named last.
    """
    here = {m.entity for m in seen.field.mentions}
    start = seen.field.span.start
    before = [m for m in article.mentions if m.kind in _ACTING and m.span.end <= start]
    fullest = {m.entity: m for m in (*before, *article.heroes)}
    chain = seen.inside.chain if seen.inside else ()
    ranked = [("teller", fullest.get(chain[-1].entity))] if chain else []
    ranked += [(f"hero{n}", mention) for n, mention in enumerate(article.heroes)]
    ranked += [("last", before[-1])] if before else []
    for rank, mention in ranked:
        if mention is not None and mention.entity not in here:
            here.add(mention.entity)
            yield rank, mention


def absent_looks(
    seen: Candidate, rank: str, mention: Mention, article: Article
) -> list[str]:
    """The features of a candidate and a name of another sentence."""
    field, trigger = seen.field, seen.trigger
    own = sum(1 for m in field.mentions if m.kind in _ACTING)
    inner = sum(1 for m in field.mentions if seen.scope.contains(m.span))
    held = max(seen.clause.start, seen.scope.start)
    words = field.text[held : trigger.span.start].casefold().split()
    first = words[0].strip("“\"'") if words else _EDGE
    sign = seen.verdict.sign.status if seen.verdict.sign else "none"
    earlier = [m for m in article.mentions if m.entity == mention.entity]
    gap = min(abs(m.span.start - trigger.span.start) for m in earlier)
    times, kind, form = len(earlier), mention.kind, trigger.form
    return [
        "absent",
        f"absent={rank}",
        f"absent={rank}|{kind}",
        f"absent={rank}|{min(own, 2)}|{kind}",
        f"absent={rank}|{min(inner, 2)}",
        f"absent={rank}|{form}",
        f"absent={rank}|{trigger.type}",
        f"absent={rank}|{first}",
        f"absent|{kind}|{first}",
        f"absent|{first}|{min(own, 2)}",
        f"absent|{words[-1] if words else _EDGE}",
        f"absent|{sign}|{form}",
        f"absent|gap={near(gap // 40)}|{rank}",
        f"absent|times={near(times)}|{rank}",
        f"absent|lead={earlier[0].span.start < 200}|{rank}",
        f"absent|at={near(seen.sentence)}|{rank}",
        f"absent|titled={mention.name in article.title}|{rank}",
        f"absent|told={seen.inside is not None}|{rank}|{own == 0}",
    ]
