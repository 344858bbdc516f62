"""What somebody plans, hopes or demands, where a language tells it as their word.

"Pemerintah berencana memberi insentif" stands for the government saying so. The models
of cues find such verbs seldom; their subject right before them makes it plain. Which
acts are told so, and which words may stand between, is in the table `minded`: a
language without it has none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from konon.model import Attribution, Chain, Cue, Mention, Span
from konon.packs import Pack
from konon.spot.matcher import any_of, fold
from konon.state.naming import common_heads
from konon.state.sources import SOURCE_KINDS, Memory, is_governed
from konon.state.speakers import Scene, pronoun_kind

_REACH = 60
"""Signs between a subject and its verb: "yang baru dilantik"."""
_SAID = {"confirm", "deny"}
"""Acts that are done with words: who does them may be told by any noun for people."""
_LEAST = 2
"""Words of the shortest content."""
_BESIDE = re.compile(r",\s*[^,.;:]{0,25}$")
"""What stands before a name that tells who holds an office."""
_WORDS = re.compile(r"(?:^|,\s+)(\w+(?:\s+[a-z]\w*){0,4})$")
"""A few words that open a clause."""
_OPENING = re.compile(r"(?:^|,\s+)((?:[A-Z][\w&'’.-]*\s+){0,3}[A-Z][\w&'’.-]*)$")
"""Capitals that open a clause."""


def minded(
    scene: Scene, memory: Memory, found: Sequence[Attribution], pack: Pack
) -> Iterator[Attribution]:
    """The attributions that verbs of mind make with a subject right before them.

    What somebody says that others plan is told by who says it: none stands inside the
    content of those already `found`, nor inside a quotation.
    """
    acts = pack["cues"].listed("minded", "acts")
    taken = [item.cue.span for item in found]
    taken += [part for item in found if item.tells for part in item.content]
    taken += scene.quotes
    for cue in scene.cues if acts else ():
        is_free = not any(span.overlaps(cue.span) for span in taken)
        if cue.form not in {"pre", "weak"} or cue.act not in acts or not is_free:
            continue
        content = Span(cue.span.end, scene.span.end)
        chain, source = _subject(cue, scene, memory, pack)
        before = [a for a in found if a.tells and a.cue.span.end <= cue.span.start]
        if not chain and before and _goes_on(cue, scene, pack):
            chain, source = before[-1].chain, before[-1].source
        if chain and len(content.of(scene.text).split()) >= _LEAST:
            rule = f"{cue.rule}, its subject's mind"
            yield Attribution(chain, cue, (content,), None, rule, source)


def _subject(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> tuple[Chain, Span | None]:
    """Whose mind a verb tells, and the words for that; nobody where none is beside."""
    gap, _ = _patterns(pack)
    for mention in reversed(scene.mentions):
        end = mention.span.end
        if mention.kind not in SOURCE_KINDS or end > cue.span.start:
            continue
        between = gap.fullmatch(scene.text, end, cue.span.start)
        if between and between["comma"]:
            holder = _holder(mention, scene, pack)
            if holder is not None:
                return memory.chain_of(holder), holder.span
        elif between:
            if is_governed(mention, scene.text):
                break
            return memory.chain_of(mention), mention.span
    return _unknown(cue, scene, memory, pack)


def _unknown(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> tuple[Chain, Span | None]:
    """Who stands right before a verb by no known name: "dia", a noun, capitals."""
    _, last_word = _patterns(pack)
    start = max(scene.span.start, cue.span.start - _REACH)
    before = scene.text[start : cue.span.start]
    word = last_word.search(before)
    if word is None:
        return (), None
    span = Span(start + word.start(1), start + word.end(1))
    kind = pronoun_kind(word[1], pack)
    if kind:
        return memory.last_speaker(span.start, kind), span
    if word[1].casefold() in pack["names"].listed("unnamed", "head"):
        bare = Mention(span, "unnamed", word[1], f"unnamed:{span.start}")
        return (() if is_governed(bare, scene.text) else (memory.link(bare),)), span
    phrase = _phrase(Span(scene.span.start, span.end), scene.text, pack)
    if phrase is not None and cue.act in _SAID:
        words = " ".join(phrase.of(scene.text).split())
        told = Mention(phrase, "unnamed", words, f"unnamed:{phrase.start}")
        return memory.chain_of(told), phrase
    own = _capitals(Span(scene.span.start, span.end), scene.text, pack)
    if own is None:
        return (), None
    named = next((mention for mention in memory.mentions if mention.span == own), None)
    if named is None and not _is_name(own, scene):
        return (), None
    name = " ".join(own.of(scene.text).split())
    named = named or Mention(own, "body", name, f"body:{fold(name)}")
    return memory.chain_of(named), own


def _goes_on(cue: Cue, scene: Scene, pack: Pack) -> bool:
    """Whether a verb has the subject of the one before: "..., but denies it"."""
    return bool(_joined(pack).search(scene.text, scene.span.start, cue.span.start))


@lru_cache(maxsize=16)
def _joined(pack: Pack) -> re.Pattern[str]:
    """What joins a second verb of a subject, with what may stand before that verb."""
    joins = pack["cues"].listed("joining", "words")
    between = any_of(pack["cues"].listed("minded", "between"))
    return re.compile(rf"\b(?:{any_of(joins)})(?:\s+(?:{between}))*\s+$", re.IGNORECASE)


def _phrase(before: Span, text: str, pack: Pack) -> Span | None:
    """The common words for somebody that open a clause and close a stretch of text.

    "Pihak rumah sakit telah membantah ...": their first or second word is for people.
    """
    found = _WORDS.search(before.of(text))
    if found is None:
        return None
    words = re.finditer(r"\w+", found[1])
    first = next((w for w in words if fold(w[0]) not in _openers(pack)), None)
    if first is None:
        return None
    phrase = Span(before.start + found.start(1) + first.start(), before.end)
    front = fold(phrase.of(text)).split()[:2]
    return phrase if not common_heads(pack).isdisjoint(front) else None


def _is_name(span: Span, scene: Scene) -> bool:
    """Whether capitals are more than those of a word that opens a sentence."""
    word = span.of(scene.text)
    is_plain = span.start == scene.span.start and re.fullmatch(r"[A-Z][a-z]+", word)
    inside = rf"[a-z,]\s+{re.escape(word)}\b"
    return not is_plain or bool(re.search(inside, scene.text))


def _holder(mention: Mention, scene: Scene, pack: Pack) -> Mention | None:
    """Who holds an office, where a comma closes what tells it, before or behind.

    "The head of police, Ani Sample, confirmed" and "Ani Sample, head of police, ...".
    """
    for other in scene.mentions:
        between = scene.text[other.span.end : mention.span.start]
        opens = _capitals(Span(scene.span.start, other.span.end), scene.text, pack)
        if other.kind == "person" and opens == other.span and _BESIDE.match(between):
            return other
    before = scene.text[scene.span.start : mention.span.start]
    is_holder = mention.kind == "person" and _BESIDE.search(before)
    return mention if is_holder else None


def _capitals(span: Span, text: str, pack: Pack) -> Span | None:
    """The capitals that open a clause and close a span, a name that nobody knows."""
    found = _OPENING.search(span.of(text))
    if found is None:
        return None
    for word in re.finditer(r"\S+", found[1]):
        if word[0].casefold() not in _openers(pack):
            return Span(span.start + found.start(1) + word.start(), span.end)
    return None


@lru_cache(maxsize=16)
def _openers(pack: Pack) -> frozenset[str]:
    """Words that open a clause before its subject: "kemudian", "namun"."""
    cues = pack["cues"]
    small = (*cues.listed("adverbial", "words"), *cues.listed("joining", "words"))
    return frozenset((*small, *pack["names"].every("nobody")))


@lru_cache(maxsize=16)
def _patterns(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand between a subject and its verb; the word before such words."""
    between = any_of(pack["cues"].listed("minded", "between"))
    relatives = any_of(pack["status"].listed("relative", "words"))
    asked = any_of(pack["cues"].listed("minded", "asked"))
    reached = rf",?\s+(?:{asked})(?:\s+\w+){{0,3}}(?:,\s+[^,.;]{{1,30}})?,?"
    who = rf"\s+(?:{relatives})(?:\s+\w+){{1,4}}"
    age = r"(?:\s*\(\d+\))?"
    gap = rf"{age}(?:{reached}|(?P<comma>,)?|{who})(?:\s+(?:{between}))*(?:{who})?\s*"
    last_word = rf"(\w+)(?:\s+(?:{between}))*\s*$"
    return re.compile(gap, re.IGNORECASE), re.compile(last_word, re.IGNORECASE)
