"""Pronouns -> whom they stand for, so that "he will fly to Rome" has a doer.

Simple rules, as far as they hold (Hobbs 1978 starts the same way): in what somebody
says, "I" is who says it, and "he" in reported speech mostly is; else it is whoever the
sentence, or one just before it, is about. Models tell whether who is meant has a part.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from konon.model import Attribution, Entity, Mention, Sentence, Span
from konon.packs import Pack
from konon.read.places import Attributed, extent, holding, within
from konon.spot.matcher import any_of, fold
from konon.state.holders import holder_meant
from konon.state.quotations import overlapping
from konon.state.sources import Memory, is_governed, is_many

_BACK = 2
"""Sentences before its own in which a pronoun may have its name."""
_KINDS = {"person": {"person", "unnamed"}, "thing": {"body"}}
"""What may be meant by a pronoun for a person, and for a thing."""
_NOUN = 2
"""Words of a bare noun: "the company"."""
_NEAR = 60
"""Signs between a person and the body they belong to."""
_OFFICE = re.compile(r"[^.,;:\"“”]*")
"""What stands between a body and its holder: "Acme Corp chairman", "(BPS)"."""
_HOLDS = re.compile(r",\s+[^.,;:\"“”]*")
"""What stands between a holder and the body: ", chairman of"."""


def stand_ins(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    told: Sequence[Attribution],
    quotes: Sequence[Span],
    pack: Pack,
) -> Iterator[Mention]:
    """A mention for each pronoun of which it is told whom it stands for, in order."""
    pattern, kinds = _pronouns(pack)
    around = Attributed(told)
    named = [list(within(mentions, sentence.span)) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
            span, kind = Span(*match.span()), kinds[match[0].casefold()]
            is_quoted = any(quote.contains(span) for quote in overlapping(quotes, span))
            speaker = _speaker(around.near(span), span)
            if speaker is not None and kind == "person" and _are_many(speaker, pack):
                speaker = None
            if kind == "side" or (kind == "speakers" and is_quoted):
                meant = speaker and (_body_of(speaker, mentions, text) or speaker)
            elif kind in {"speaker", "speakers"}:
                meant = speaker if is_quoted else None
            elif speaker is not None and not is_quoted and speaker.kind in _KINDS[kind]:
                meant = speaker
            else:
                known = named[max(0, number - _BACK) : number + 1]
                meant = _meant(known, span, _KINDS[kind], text)
            if meant is not None and meant.kind != "unnamed":
                own = Mention(span, meant.kind, meant.name, meant.entity)
                if kind in _KINDS:
                    # "He ... He ...": who was meant once is whom the next may mean.
                    named[number] = sorted((*named[number], own), key=lambda m: m.span)
                yield own


def _are_many(speaker: Mention, pack: Pack) -> bool:
    """Whether several people speak, of whom none is "he": "the sources"."""
    return speaker.kind == "unnamed" and is_many(fold(speaker.name).split(), pack)


def with_meant(
    mentions: Sequence[Mention],
    told: Sequence[Attribution],
    entities: Sequence[Entity],
    text: str,
    pack: Pack,
    named: Sequence[Mention] = (),
) -> tuple[Mention, ...]:
    """The mentions, a bare noun as whom it means: "the company", "the minister".

    Which company that is, is told as for sources: by who spoke before; where nobody
    did, it is the only one that was named, among all `named` where these are others.
    """
    nouns = pack["names"].listed("called", "company")
    memory = Memory({e.id: e for e in entities}, text, pack, named or mentions)
    left = list(reversed(told))
    out = []
    for mention in mentions:
        while left and left[-1].cue.span.end <= mention.span.start:
            memory.told(left.pop().chain)
        meant = None
        if mention.kind == "unnamed":
            meant = holder_meant(mention, named or mentions, text, pack)
        if meant is None and mention.kind == "unnamed" and _is_the(mention, text, pack):
            words = fold(mention.name).split()
            noun = next((word for word in words if word in nouns), "")
            if noun and len(words) <= _NOUN and _is_plain(memory, mention):
                meant = memory.meant_by(replace(mention, name=noun))
        out.append(replace(meant, span=mention.span) if meant else mention)
    return tuple(out)


def _is_plain(memory: Memory, mention: Mention) -> bool:
    """Whether somebody spoke before, or only one body was named."""
    named = {
        m.entity
        for m in memory.mentions
        if m.kind == "body" and m.span.end <= mention.span.start
    }
    return bool(memory.spoken) or len(named) == 1


def _is_the(mention: Mention, text: str, pack: Pack) -> bool:
    """Whether a noun is for one that is known: "the company", "perusahaan itu"."""
    called = pack["names"].table("called")
    words = fold(mention.span.of(text)).split()
    around = {
        *words,
        *fold(text[max(0, mention.span.start - 8) : mention.span.start]).split()[-1:],
        *fold(text[mention.span.end : mention.span.end + 12]).split()[:1],
    }
    is_bare = words[-1] in called.get("bare", ()) if words else False
    return is_bare or not around.isdisjoint(called.get("the", ()))


def _speaker(near: Sequence[Attribution], span: Span) -> Mention | None:
    """Who says what holds a place, the innermost."""
    around = [a for a in holding(near, span) if a.chain]
    if not around:
        return None
    link = min(around, key=extent).chain[-1]
    if link.kind == "document":
        return None
    return Mention(link.span, link.kind, link.name, link.entity)


def _body_of(
    speaker: Mention, mentions: Sequence[Mention], text: str
) -> Mention | None:
    """The body that somebody speaks for: "we" of a director is the company."""
    if speaker.kind == "body":
        return speaker
    inside = [m for m in within(mentions, speaker.span) if m.kind == "body"]
    if inside:
        return inside[-1]
    bodies = [mention for mention in mentions if mention.kind == "body"]
    for own in (m for m in mentions if m.entity == speaker.entity and m.entity):
        for body in bodies:
            before = 0 <= own.span.start - body.span.end <= _NEAR
            if before and _OFFICE.fullmatch(text, body.span.end, own.span.start):
                return body
            behind = 0 <= body.span.start - own.span.end <= _NEAR
            if behind and _HOLDS.fullmatch(text, own.span.end, body.span.start):
                return body
    return None


def _meant(
    known: Sequence[Sequence[Mention]], span: Span, kinds: set[str], text: str
) -> Mention | None:
    """Whom the sentence is about, up to a pronoun; else one before it."""
    for mentions in reversed(known):
        fitting = [m for m in mentions if m.kind in kinds and m.span.end <= span.start]
        if fitting:
            free = (m for m in fitting if not is_governed(m, text))
            return next(free, fitting[0])
    return None


@lru_cache(maxsize=16)
def _pronouns(pack: Pack) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the pronouns of a language, and the kind of each."""
    names = pack["names"]
    kinds = dict.fromkeys(names.listed("speaker", "words"), "speaker")
    kinds |= dict.fromkeys(names.listed("speaker", "many"), "speakers")
    kinds |= dict.fromkeys(names.listed("pronoun", "self"), "side")
    kinds |= dict.fromkeys(names.listed("pronoun", "reflexive"), "person")
    for kind in _KINDS:
        kinds |= dict.fromkeys(names.listed("pronoun", kind), kind)
    return re.compile(rf"\b(?:{any_of(kinds)})\b", re.IGNORECASE), kinds
