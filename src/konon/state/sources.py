"""Mentions -> links: who a cue's source is, also where a pronoun or "that official"
stands for somebody named before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from konon.model import Chain, Entity, Link, Mention, Span
from konon.packs import Pack
from konon.spot.matcher import fold
from konon.spot.vocabulary import vocabulary_of

SOURCE_KINDS = {"person", "unnamed", "body", "outlet", "document"}
_BEHIND_HEAD = {"IN", "TO", "WP", "WDT", "VBN", ","}
"""Parts of speech that end the head of a phrase: "brokers | polled in Rome"."""
_COMMON = {"the", "a", "an", "seorang", "para", "tersebut", "itu", "ini", "his", "her"}


@dataclass(slots=True)
class Memory:
    """The speakers of a report so far; lives for the reading of one report."""

    entities: dict[str, Entity]
    text: str
    pack: Pack
    mentions: Sequence[Mention]
    """All whom the report names, in order."""
    spoken: list[Chain] = field(default_factory=list)

    def chain_of(self, mention: Mention) -> Chain:
        """The chain that a mention stands for, as it was told before or anew."""
        if mention.kind in {"unnamed", "document"} and self._points_back(mention):
            for chain in reversed(self.spoken):
                if chain and _shares_head(mention.name, chain[-1].name):
                    return chain
            meant = self.meant_by(mention)
            if meant is not None:
                return (replace(self.link(meant), span=mention.span),)
        return (self.link(mention),)

    def meant_by(self, mention: Mention) -> Mention | None:
        """The body or outlet that a bare noun means: "the company", "the ministry".

        A company is the last that spoke, else the one that the report opens with; an
        outlet the last that was named; any other body the last whose name has the noun.
        """
        nouns = [w for w in map(fold, mention.name.split()) if w not in _COMMON]
        if len(nouns) != 1:
            return None
        noun, called = nouns[0], self.pack["names"].table("called")
        before = [m for m in self.mentions if m.span.end <= mention.span.start]
        if noun in called.get("outlet", ()):
            outlets = (m for m in reversed(before) if self._is_outlet(m))
            return next(outlets, None)
        bodies = [m for m in before if m.kind == "body"]
        if noun not in called.get("company", ()):
            named = (m for m in reversed(bodies) if noun in self._name_of(m).split())
            return next(named, None)
        companies = [m for m in bodies if self._is_company(m)]
        spoken = [c[-1].entity for c in self.spoken if c and c[-1].kind == "body"]
        lately = (m for m in companies if spoken and m.entity == spoken[-1])
        opens = companies[:1] if companies[:1] == bodies[:1] else []
        return next(iter((*lately, *opens)), None)

    def body_called(self, words: str) -> Mention | None:
        """The body whose name opens with some capitalised words: "Delmar Ferries"."""
        if not words[:1].isupper() or fold(words) in self.pack["names"].every("lower"):
            return None
        front = f"{fold(words)} "
        bodies = (m for m in self.mentions if m.kind == "body")
        return next((m for m in bodies if fold(m.name).startswith(front)), None)

    def _name_of(self, mention: Mention) -> str:
        """The longest name of whom a mention names, folded."""
        entity = self.entities.get(mention.entity)
        return fold(entity.name if entity else mention.name)

    def _is_outlet(self, mention: Mention) -> bool:
        """Whether a name is that of an outlet, known or by its last word."""
        known = map(fold, self.pack["names"].listed("outlet_words", "last"))
        words = mention.name.split() if mention.kind == "body" else []
        return mention.kind == "outlet" or fold(words[-1] if words else "") in known

    def _is_company(self, mention: Mention) -> bool:
        """Whether a name has a word that only companies have, in front or behind."""
        words = self._name_of(mention).split()
        known = self.pack["names"].every("company")
        return words[0] in known or words[-1] in known

    def link(self, mention: Mention) -> Link:
        """The link for one mention, under the longest name of its entity."""
        entity = self.entities.get(mention.entity)
        name = entity.name if entity and mention.kind != "unnamed" else mention.name
        kind = "body" if mention.kind == "place" else mention.kind
        return Link(name, kind, mention.span, mention.entity)

    def last_speaker(self, before: int, pronoun: str = "person") -> Chain:
        """Whom a pronoun means: who spoke last, else who was named last.

        "It" (`thing`) is a body, "they" (`many`) are a body or people without a
        name, all others are one person.
        """
        kinds = {
            "thing": {"body", "outlet", "document"},
            "many": {"unnamed", "body"},
        }.get(pronoun, {"person", "unnamed"})
        for chain in reversed(self.spoken):
            if chain and chain[-1].kind in kinds and self._fits(chain[-1], pronoun):
                return chain
        for mention in reversed(self.mentions):
            is_before = mention.span.end <= before
            if is_before and mention.kind in kinds - {"unnamed", "outlet"}:
                return (self.link(mention),)
        # "It" may be "the company", where no body has a name.
        lone = (c for c in reversed(self.spoken) if c and c[-1].kind == "unnamed")
        last = next(lone, ()) if pronoun == "thing" else ()
        return last if last and self._fits(last[-1], "person") else ()

    def _fits(self, link: Link, pronoun: str) -> bool:
        """Whether a source without a name may be one person, or many."""
        if link.kind != "unnamed":
            return True
        names = self.pack["names"]
        words = [fold(word) for word in link.name.split()]
        if pronoun == "many":
            return words[0] not in names.listed("determiner", "one")
        is_paper = not set(words[:2]).isdisjoint(names.listed("paper", "words"))
        return not is_paper and not is_many(words, self.pack)

    def told(self, chain: Chain) -> None:
        """Remember who spoke."""
        if chain:
            self.spoken.append(chain)

    def _points_back(self, mention: Mention) -> bool:
        words = [fold(word) for word in mention.name.split()]
        back = self.pack["names"].listed("back_reference", "words")
        articles = self.pack["names"].listed("determiner", "the")
        return (
            words[0] in articles or len(words) == 1 or not set(words).isdisjoint(back)
        )


def is_many(words: Sequence[str], pack: Pack) -> bool:
    """Whether words for a source mean several: "some aides", "brokers in Rome"."""
    if words[0] in pack["names"].listed("determiner", "many"):
        return True
    tag = vocabulary_of(pack).tag
    head = list(takewhile(lambda word: tag(word) not in _BEHIND_HEAD, words))
    return bool(head) and tag(head[-1]) == "NNS"


def find_source(
    candidates: Iterable[Mention], cue: Span, text: str, limit: int
) -> Mention | None:
    """The mention before a cue that is its subject: the nearest that is free.

    A name behind a preposition is nobody's subject; a place is one only right
    beside the cue ("Hanoi said").
    """
    ordered = sorted(candidates, key=lambda m: -m.span.end)
    for number, mention in enumerate(ordered):
        gap = cue.start - mention.span.end
        # "(R-Wis.)" belongs to the name before it.
        if gap < 0 or gap > limit or _is_bracketed(mention, text):
            continue
        is_near = gap <= 14
        if mention.kind == "place" and not (mention.country and is_near):
            continue
        if mention.kind == "place" and is_governed(mention, text):
            continue
        holder = _apposed_to(mention, ordered[number + 1 :], cue, text)
        if holder is not None:
            return holder
        if mention.kind != "place" and is_governed(mention, text):
            continue
        return mention
    return None


def _is_bracketed(mention: Mention, text: str) -> bool:
    start = mention.span.start
    return text[max(0, start - 1) : start] == "("


_APPOSITION = 120
"""Signs of the longest words that say more of a person, between two commas."""


def _apposed_to(
    mention: Mention, earlier: Sequence[Mention], cue: Span, text: str
) -> Mention | None:
    """The person of whom a name only says more: "Ann Sample, head of Acme, said"."""
    tail = text[mention.span.end : cue.start]
    is_closed = tail.rstrip().endswith(",") and tail.count(",") == 1
    if mention.kind == "person" or not is_closed or len(tail) > _APPOSITION:
        return None
    for other in earlier:
        gap = text[other.span.end : mention.span.start]
        is_plain = len(gap) <= _APPOSITION and not re.search(r"[.;:\"“”]", gap)
        if other.kind == "person" and is_plain and gap.startswith(","):
            return other
    return None


_GOVERNORS = re.compile(
    r"\b(oleh|dengan|kepada|untuk|terhadap|bersama|bagi|pada|antara|with|to|for|by|against"
    r"|di|ke|dari|asal|in|at|from|near|of|soal|tentang)\s+(the\s+)?$",
    re.IGNORECASE,
)


def is_governed(mention: Mention, text: str) -> bool:
    """Whether a preposition right before a name makes it nobody's subject."""
    before = text[max(0, mention.span.start - 16) : mention.span.start]
    return bool(_GOVERNORS.search(before))


def _shares_head(name: str, other: str) -> bool:
    """Whether others have all words: "the official" of "a senior official"."""
    words = {fold(w).rstrip("s") for w in name.split()} - _COMMON
    return bool(words) and words <= {fold(w).rstrip("s") for w in other.split()}
