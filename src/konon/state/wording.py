"""Event mentions -> the report's own words for them: a name, a phrase, a clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from konon.model import Link, Span, Trigger
from konon.packs import Pack
from konon.spot.matcher import word_finder
from konon.spot.vocabulary import vocabulary_of
from konon.state.clauses import clause_of
from konon.state.looks import Candidate
from konon.state.roles import Field
from konon.state.status import GRAVE, OFF, OPEN
from konon.state.tokens import CODE

_NAME_WORDS = 6
_STOP = re.compile(r"[;:\"“”()]|[.,](?=\s|$)")
_BREAK = re.compile(r"[;:\"“”()]|,(?=\s)|(?<=[a-z]{3})[.!?](?=\s)|[.,!?]$")
_TENSED = OPEN | OFF | {"happened", "under_way", "negated"}
_LEAD, _BEHIND = 14, 14
"""The most words of a clause before its trigger, and from there on."""
_TELLING, _NAMING = 4, 2
"""The fewest words of a noun that tell what happens; the fewest before its verb."""
_SUBJECT = 2
"""With fewer words than these before its trigger, a clause has no subject."""
_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "CD"})
_ASIDE = re.compile(rf"{CODE.pattern}|\([^()]{{1,60}}\)")
_CUT = "…"


def telling_words(seen: Candidate) -> str:
    """The words that tell a reader what happens: a noun phrase, or the clause."""
    field = _without_asides(seen.field, seen.trigger.span)
    seen = replace(seen, field=field)
    trigger, pack = seen.trigger, seen.pack
    if trigger.form == "noun":
        start = _phrase_start(seen)
        tail = _up_to_telling(trigger, field, pack)
        phrase = f"{field.text[start : trigger.span.start]}{tail}".split()
        words = _shortened(phrase, _BEHIND, pack)
        # Before "will be held", two words name it: "Rapat warga | akan digelar".
        is_subject = len(tail) < len(_up_to_stop(trigger, field))
        if len(words) >= (_NAMING if is_subject else _TELLING):
            return " ".join(words)
    start = trigger.span.start
    opened = _opening(seen, start)
    subject = field.text[opened:start].casefold().split()
    is_bare = len(subject) < _SUBJECT and not pronouns_of(pack).intersection(subject)
    if is_bare and opened > field.span.start:
        # "... but | will replace them": the subject stands in the clause before.
        opened = _opening(seen, opened - 1)
    lead = field.text[opened:start].split()
    lead = _without_openers(lead, _before(opened, field, _BREAK), _LEAD // 2, pack)
    if len(lead) > _LEAD:
        lead = [_CUT, *lead[-_LEAD:]]
    words = [*lead, *_shortened(_behind(seen), _BEHIND, pack)]
    clause = " ".join(words).strip(" ,\"“”‘’'")
    return " ".join([clause, *_meant(seen, words)])


def _without_asides(field: Field, trigger: Span) -> Field:
    """A field with blanks in place of codes of shares and brackets in its sentence."""
    start, sentence = field.span.start, field.span.of(field.text)

    def blank(found: re.Match[str]) -> str:
        aside = Span(start + found.start(), start + found.end())
        return found.group() if aside.overlaps(trigger) else " " * len(found.group())

    plain = _ASIDE.sub(blank, sentence)
    if plain == sentence:
        return field
    before, behind = field.text[:start], field.text[field.span.end :]
    return replace(field, text=f"{before}{plain}{behind}")


def _meant(seen: Candidate, words: Sequence[str]) -> Iterator[str]:
    """Who is meant where words open with "it" or "we": most often who says so."""
    chain = seen.inside.chain if seen.inside else ()
    first = words[0].casefold().strip("\"“‘'") if words else ""
    field, start = seen.field, seen.trigger.span.start
    named = [
        m.name
        for m in field.parties
        if m.kind != "unnamed"
        and m.span.start < start
        and m.span.of(field.text).casefold() == first
    ]
    if named and (chain or seen.trigger.type not in GRAVE):
        yield f"({named[-1]})"
    elif chain and first in pronouns_of(seen.pack) and _is_told_by_name(chain[-1]):
        yield f"({chain[-1].name})"


def _is_told_by_name(link: Link) -> bool:
    """Whether a source has a name, if only within: "state-run carmaker Renault"."""
    named = any(word[0].isupper() for word in link.name.split()[1:])
    return link.kind != "unnamed" or named


def _behind(seen: Candidate) -> list[str]:
    """The words from a trigger to the end of its clause, of the next if it is bare."""
    field, start = seen.field, seen.trigger.span.start
    closed = clause_of(start, field.starts, field.span.end).end
    words = _BREAK.split(field.text[start:closed])[0].split()
    if len(words) < _SUBJECT:
        words = _BREAK.split(field.text[start : field.span.end])[0].split()
    return words


def _opening(seen: Candidate, start: int) -> int:
    """Where the clause of a place begins, or what is said in it."""
    field = seen.field
    opened = clause_of(start, field.starts, field.span.end).start
    if seen.inside is not None:
        held = [c.start for c in seen.inside.content if c.start <= start < c.end]
        opened = max([opened, *held])
    breaks = list(_BREAK.finditer(field.text, opened, start))
    return breaks[-1].end() if breaks else opened


def _before(opened: int, field: Field, stop: re.Pattern[str]) -> list[str]:
    """The words of a sentence before the opening of a clause, back to a stop."""
    return stop.split(field.text[field.span.start : opened].rstrip(" ,"))[-1].split()


def _without_openers(
    lead: list[str], before: list[str], most: int, pack: Pack
) -> list[str]:
    """A lead without "but" and "that"; "which" with words before it, of its noun."""
    openers = set(pack["status"].listed("clause", "words"))
    relatives = set(pack["status"].listed("relative", "words"))
    if lead and lead[0].casefold() in relatives:
        # "The tax | that takes effect in May": a clause without its noun tells nothing.
        lead = [*before[-most:], *lead]
    while lead and lead[0].casefold().strip("*") in openers:
        lead = lead[1:]
    return lead


def _phrase_start(seen: Candidate) -> int:
    """Where the words begin that tell more of a noun: "two-day state | visit"."""
    tokens, first = seen.tokens, seen.words[0]
    if not vocabulary_of(seen.pack).is_tagged:
        return seen.trigger.span.start
    sentence = tokens.sentences[first]
    while (
        first
        and tokens.tags[first - 1] in _MODIFIERS
        and tokens.sentences[first - 1] == sentence
        and seen.words[0] - first < _NAME_WORDS
    ):
        first -= 1
    return min(seen.trigger.span.start, tokens.starts[first])


def _shortened(words: Sequence[str], most: int, pack: Pack) -> list[str]:
    """Words up to a place where a phrase ends; a mark where none is near."""
    if len(words) > most:
        loose = _loose_words(pack)
        ends = [n for n in range(most // 2, most + 1) if words[n].casefold() in loose]
        if not ends:
            return [*_without_end(words[:most], pack), _CUT]
        words = words[: ends[-1]]
    return list(_without_end(words, pack))


def naming_words(trigger: Trigger, field: Field, pack: Pack) -> str:
    """What an event is named by: a noun's own name, a verb with what stands before."""
    start = trigger.span.start
    if trigger.form == "noun":
        tail = _noun_phrase(trigger, field, pack)
        head = re.search(
            r"((?:[A-Z][\w-]*\s+)+)$", field.text[field.span.start : start]
        )
        is_name = trigger.span.of(field.text)[0].isupper() or bool(head)
        lead = head.group(1) if head and tail[:1].isupper() else ""
        named = re.match(r"(?:[A-Z0-9][\w&/-]*\s*)+", tail) if is_name else None
        told = named.group() if named and tail[:1].isupper() else tail
        words = (lead + told).split()
        chosen = (words if len(words) > 1 else tail.split())[: _NAME_WORDS + 2]
        return " ".join(_without_end(chosen, pack))
    opened = clause_of(start, field.starts, field.span.end).start
    lead = _STOP.split(field.text[opened:start])[-1]
    words = lead.split()[-_NAME_WORDS - 3 :]
    before = _before(opened, field, _STOP)
    words = _without_openers(words, before, _NAME_WORDS - 1, pack)
    behind = _up_to_stop(trigger, field).split()[: _NAME_WORDS + 1]
    return " ".join(_without_end([*words, *behind], pack))


def _up_to_stop(trigger: Trigger, field: Field) -> str:
    return _STOP.split(field.text[trigger.span.start : field.span.end])[0]


def _noun_phrase(trigger: Trigger, field: Field, pack: Pack) -> str:
    """A noun and what follows it, up to a stop or a word of tense: "... | will be".

    A bare noun names nothing: there the telling words stay.
    """
    cut = _up_to_telling(trigger, field, pack)
    vague = set(pack["status"].listed("back", "words"))
    words = [w for w in _without_end(cut.split(), pack) if w.casefold() not in vague]
    return cut if len(words) > 1 else _up_to_stop(trigger, field)


def _up_to_telling(trigger: Trigger, field: Field, pack: Pack) -> str:
    """A noun and what follows it, up to a stop or a word of tense."""
    tail = _up_to_stop(trigger, field)
    behind = len(trigger.span.of(field.text))
    hits = word_finder(pack, "status", "sign").find(tail)
    ends = [h.span.start for h in hits if h.span.start > behind and h.key in _TENSED]
    return tail[: min(ends, default=len(tail))]


def _without_end(words: Sequence[str], pack: Pack) -> Sequence[str]:
    """Words of a label without the "on", "yang" or "untuk" that would dangle."""
    loose = _loose_words(pack)
    end = len(words)
    while end > 1 and words[end - 1].casefold() in loose:
        end -= 1
    return words[:end]


@lru_cache(maxsize=16)
def pronouns_of(pack: Pack) -> frozenset[str]:
    """What stands for somebody: "it", "we", "mereka"."""
    names = pack["names"]
    return frozenset((*names.every("pronoun"), *names.every("speaker")))


@lru_cache(maxsize=16)
def _loose_words(pack: Pack) -> frozenset[str]:
    tables = ("clause", "relative", "preposition", "copula")
    return frozenset(word for name in tables for word in pack["status"].every(name))
