"""What the models of events see of a candidate: its words, signs, times and tellers.

A feature is a short text such as `sign=planned`. Those of word and context are the
language's own; those of signs, times and verdicts mean the same in all.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from konon.model import (
    Attribution,
    EventMention,
    Span,
    StatusSign,
    Timex,
    Trigger,
)
from konon.packs import Pack
from konon.spot.vocabulary import Vocabulary
from konon.state.clauses import crossings
from konon.state.open_words import is_open
from konon.state.roles import Field
from konon.state.sights import Sight
from konon.state.status import Verdict, side_of, width_of
from konon.state.tokens import Tokens

_STEPS = (0, 1, 2, 3, 5, 8, 12, 20)
_EDGE = "_"
_SHORTEST = 2
_LEADING = 5
_BEFORE, _AFTER = 6, 7
"""Words to each side that tell of the type of a happening."""
_OPENING = 2
"""Sentences that open a report."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may name a happening, with what is known around it."""

    trigger: Trigger
    sentence: int
    field: Field
    tokens: Tokens
    words: range
    """The numbers of its words in `tokens`."""
    clause: Span
    scope: Span
    signs: tuple[StatusSign, ...]
    when: Timex | None
    """The time that rules give it."""
    verdict: Verdict
    inside: Attribution | None
    """The innermost attribution whose content holds it."""
    is_framing: bool
    """Whether it belongs to the words of saying, not to what is said."""
    is_hedged: bool
    """Whether a condition or a word for habits stands in its clause."""
    is_titled: bool
    """Whether the headline has its word."""
    repeats: int
    """How many candidates of the report have the same stem."""
    pack: Pack
    is_undated: bool = False
    """Whether its sentence says that it has no date yet."""
    sight: Sight | None = None
    """What the network sees in its report."""


def near(distance: int) -> int:
    """A distance in words, as coarse as makes a difference."""
    return next((step for step in _STEPS if distance <= step), 99)


def looks_of(seen: Candidate, words: Vocabulary, anchor: date | None) -> list[str]:
    """The features of a candidate, for whether it counts, and for status and type."""
    told = (*_told(seen, anchor), *_crossed(seen, anchor), f"at={near(seen.sentence)}")
    return [*_lexical(seen, words), *told]


def standing_looks(seen: Candidate, anchor: date | None) -> tuple[str, ...]:
    """The features of a candidate for how far its event has come: few of its words."""
    return (
        *_told(seen, anchor),
        *_crossed(seen, anchor),
        *_led(seen),
        *_sighted(seen, "status"),
    )


def _sighted(seen: Candidate, task: str) -> Iterator[str]:
    """What the network sees of a candidate."""
    if seen.sight is not None:
        yield from seen.sight.kinds(seen.tokens, seen.words, task)


def _led(seen: Candidate) -> Iterator[str]:
    """The words that lead to a candidate, and its own."""
    low, tags, trigger = seen.tokens.low, seen.tokens.tags, seen.trigger
    first, last = seen.words[0], seen.words[-1]
    before = [low[n] if n >= 0 else _EDGE for n in (first - 2, first - 1)]
    yield f"-12={' '.join(before)}"
    yield from (f"-2={before[0]}", f"-1={before[1]}")
    yield f"+1={low[last + 1] if last + 1 < len(low) else _EDGE}"
    yield from (f"t={tags[first]}", f"f2={low[last][-2:]}")
    yield from (f"w={low[first]}", f"st={stem(low[first], seen.pack)}")
    yield f"lex={trigger.type}|{trigger.form}"
    yield f"lexs={trigger.type}|{seen.verdict.status}"
    yield f"at={min(_LEADING, seen.sentence)}"
    yield f"lead={seen.sentence < _OPENING}|{seen.verdict.status}"
    # No sets: sums of weights depend on the order of features.
    yield from dict.fromkeys(f"bt={tag}" for tag in tags[max(0, first - 4) : first])
    words = low[max(0, first - _LEADING) : first]
    yield from dict.fromkeys(f"bw={word}" for word in words)


def wording_looks(seen: Candidate, words: Vocabulary) -> tuple[str, ...]:
    """The features of a candidate for the type of its event: words and their kin."""
    low, trigger = seen.tokens.low, seen.trigger
    told = (f"lex={trigger.type}", f"lex={trigger.type}|{trigger.form}")
    first, end = seen.words[0], seen.words[-1] + 1
    phrase = phrase_looks(low[first:end], words, seen.pack)
    company = _company(seen.tokens, first, end)
    return (*told, *phrase, *company, *_sighted(seen, "type"))


def _company(tokens: Tokens, first: int, end: int) -> Iterator[str]:
    """The words around a trigger in its sentence, in no order, and the next."""
    low, sentences = tokens.low, tokens.sentences
    yield f"+1={low[end] if end < len(low) else _EDGE}"
    for n in range(max(0, first - _BEFORE), min(len(low), end + _AFTER)):
        is_near = sentences[n] == sentences[first] and not first <= n < end
        if is_near and low[n].isalpha():
            yield f"by={low[n]}"


def phrase_looks(phrase: Sequence[str], words: Vocabulary, pack: Pack) -> Iterator[str]:
    """The features of the words of a trigger, in small letters."""
    yield f"w={' '.join(phrase)}"
    for word in dict.fromkeys((phrase[0], phrase[-1])):
        yield from (f"1w={word}", f"st={stem(word, pack)}")
        bits = words.bits(word)
        yield from (f"c{n}={bits[:n]}" for n in (4, 7, 10) if bits)


def type_looks(wordings: Sequence[Sequence[str]]) -> list[str]:
    """The features of an event for its type, from the wording of its mentions."""
    return ["b", *sorted({name for wording in wordings for name in wording})]


def status_looks(mentions: Sequence[EventMention]) -> list[str]:
    """The features of an event, from those of any mention and of the first."""
    firm = [m for m in mentions if m.is_particular] or list(mentions)
    any_of = {f"any:{name}" for m in mentions for name in m.looks}
    first = [f"first:{name}" for name in firm[0].looks]
    told = {f"told={m.status}" for m in firm}
    return [*sorted(any_of), *first, *sorted(told), f"size={min(4, len(mentions))}"]


def stem(word: str, pack: Pack) -> str:
    """A word without the affixes that its language lists, roughly: "kunjung"."""
    word = " ".join(word.casefold().split())
    prefix, ending = _affixes(pack)
    bare = ending.sub("", ending.sub("", prefix.sub("", word)))
    return bare if len(bare) > _SHORTEST else word


@lru_cache(maxsize=16)
def _affixes(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What words of a language may begin and end with, the longest first."""
    prefixes, endings = (
        "|".join(sorted(pack.meta.get(key, ()), key=len, reverse=True)) or "(?!)"
        for key in ("prefixes", "endings")
    )
    return re.compile(rf"^(?:{prefixes})"), re.compile(rf"(?:{endings})$")


def _lexical(seen: Candidate, words: Vocabulary) -> Iterator[str]:
    tokens, first, last = seen.tokens, seen.words[0], seen.words[-1]
    low, tags = tokens.low, tokens.tags
    trigger = seen.trigger
    yield "b"
    phrase = " ".join(low[first : last + 1])
    yield f"w={phrase}"
    for word in dict.fromkeys((low[first], low[last])):
        yield f"1w={word}"
        yield f"st={stem(word, seen.pack)}"
        yield f"f3={word[-3:]}"
        yield f"p3={word[:3]}"
        bits = words.bits(word)
        yield from (f"c{n}={bits[:n]}" for n in (4, 7, 10) if bits)
    yield f"t={tags[first]}"
    yield f"lex={trigger.type}|{trigger.form}"
    yield f"form={trigger.form}"
    yield f"open={is_open(trigger)}"
    before = [low[n] if n >= 0 else _EDGE for n in range(first - 3, first)]
    behind = [low[n] if n < len(low) else _EDGE for n in range(last + 1, last + 4)]
    for step, word in enumerate(reversed(before), 1):
        yield f"-{step}={word}"
        yield f"-w={word}"
    for step, word in enumerate(behind, 1):
        yield f"+{step}={word}"
        yield f"+w={word}"
    yield f"-12={before[-2]} {before[-1]}"
    yield f"+12={behind[0]} {behind[1]}"
    yield f"-1w={before[-1]} {phrase}"
    yield f"+1w={phrase} {behind[0]}"
    yield f"-1f={before[-1]}|{trigger.form}"
    yield f"-12f={before[-2]} {before[-1]}|{trigger.form}"
    for step, n in ((-1, first - 1), (-2, first - 2), (1, last + 1), (2, last + 2)):
        inside = 0 <= n < len(low)
        yield f"{step}t={tags[n] if inside else _EDGE}"
        yield f"{step}k={tokens.known[n] if inside else _EDGE}"
    yield f"q={tokens.quotes[first]}"
    yield f"k={tokens.known[first]}"
    cue = tokens.cues[first]
    if cue:
        yield f"cue={cue}"


def _told(seen: Candidate, anchor: date | None) -> Iterator[str]:
    field, verdict, trigger = seen.field, seen.verdict, seen.trigger
    sign = verdict.sign
    if sign is None:
        yield "sign=none"
    else:
        yield f"sign={sign.status}"
        yield f"signw={sign.rule}"
        ahead = "-" if sign.span.start < trigger.span.start else "+"
        borders = min(2, crossings(sign.span.start, trigger.span.start, field.starts))
        gap = field.text[
            min(sign.span.end, trigger.span.end) : max(
                sign.span.start, trigger.span.start
            )
        ]
        yield f"signd={ahead}{near(len(gap.split()))}"
        yield f"signb={sign.status}|{ahead}|{borders}"
        yield f"signd={sign.status}|{ahead}{near(len(gap.split()))}"
    for status in dict.fromkeys(s.status for s in seen.signs):
        yield f"any={status}"
    for other in seen.signs:
        if not crossings(other.span.start, trigger.span.start, field.starts):
            ahead = "-" if other.span.start < trigger.span.start else "+"
            yield f"own={other.status}|{ahead}"
            yield f"ownw={other.rule}|{ahead}"
    yield f"v={verdict.status}"
    yield f"v={verdict.status}|{verdict.is_particular}|{trigger.form}"
    yield f"tense={verdict.tense}|{verdict.is_particular}"
    yield f"cert={verdict.certainty}"
    yield f"pol={verdict.polarity}"
    yield f"side={side_of(seen.when, anchor)}|{width_of(seen.when)}"
    for timex in field.times:
        yield f"times={side_of(timex, anchor)}"
    if not field.times:
        yield "times=none"
    yield f"framing={seen.is_framing}"
    yield f"hedged={seen.is_hedged}"
    yield f"titled={seen.is_titled}"
    yield f"repeats={near(seen.repeats)}"
    if seen.inside is None:
        yield "teller=none"
    else:
        chain = seen.inside.chain
        kind = chain[-1].kind if chain else "nobody"
        yield f"teller={kind}"
        yield f"act={seen.inside.cue.act}"
        yield f"act={seen.inside.cue.act}|{kind}"
        yield f"cueform={seen.inside.cue.form}"
    kinds = [m.kind for m in field.mentions if m.span.end <= trigger.span.start]
    yield f"left={kinds[-1] if kinds else 'none'}"
    kinds = [m.kind for m in field.mentions if m.span.start >= trigger.span.end]
    yield f"right={kinds[0] if kinds else 'none'}"


def _crossed(seen: Candidate, anchor: date | None) -> Iterator[str]:
    """Pairs of what is told that mean more together than alone."""
    trigger, verdict = seen.trigger, seen.verdict
    sign = verdict.sign.status if verdict.sign else "none"
    side = side_of(seen.when, anchor)
    tag = seen.tokens.tags[seen.words[0]]
    yield f"sign|side={sign}|{side}"
    yield f"sign|form={sign}|{trigger.form}"
    yield f"sign|side|form={sign}|{side}|{trigger.form}"
    yield f"sign|tag={sign}|{tag}"
    yield f"side|tag={side}|{tag}"
    yield f"lex|sign={trigger.type}|{sign}"
    yield f"lex|side={trigger.type}|{side}"
    act = seen.inside.cue.act if seen.inside else "none"
    yield f"sign|act={sign}|{act}"
    yield f"open|sign={is_open(trigger)}|{sign}|{trigger.form}"
    yield f"open|side={is_open(trigger)}|{side}|{trigger.form}"
