"""Words for a source -> the chain that they stand for, and how that was told.

A name among the words, the person before the body; a pronoun, a title or what somebody
is, by who was named or spoke before; else the words as such: "critics of the plan".
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from konon.model import Chain, Cue, Mention, MentionKind, Span
from konon.packs import Pack
from konon.read.places import within
from konon.read.words import strip_span
from konon.spot.matcher import any_of, fold
from konon.spot.offices import behind_place
from konon.spot.pieces import names_alone
from konon.spot.vocabulary import vocabulary_of
from konon.state.holders import aged_person, person_called, titles_of
from konon.state.sources import SOURCE_KINDS, Memory, is_governed
from konon.state.speakers import Scene, pronoun_kind
from konon.state.tokens import CODE, CODED

TOLD_BY_NOUN = "told by what they are"
"""How a source is told that only common words stand for."""
_NOUNS = {"NN", "NNS", "NNP", "NNPS"}
"""Parts of speech of nouns."""
SAYING = {"pre", "post", "after_quote", "according"}
"""Forms of verbs of saying: what they open or close is a clause."""
_BESIDE = 60
"""Signs to each side of the words for a source where a rule may know its name."""
_ARTICLE = 5
"""Signs of an article before a name, and its blank."""
_EDGES = ' \n,;:–—-"“”'
_APPOSED = re.compile(
    r"<?((?:[A-Z][\w&'’.-]*|and|of)(?:\s+(?:[A-Z][\w&'’.-]*|and|of)){0,5})"
    rf"{CODED},\s+(?:the\s+|an?\s+)?([a-z]+)"
)
"""A name with what it is behind it: "Ardent Corp <ARD.O>, a unit ..."."""
_CODES = re.compile(rf"\s*(?:{CODE.pattern})|[<>]")
"""Codes of shares, and the marks around names without one: "<Ardent Inc>"."""
_LETTERS = re.compile(r"[A-Z][A-Z&]{2,6}")
"""The letters of a body: "CFTC"."""
_FIRST = ("person", "unnamed", "body", "outlet", "document", "place")


def chain_of_words(
    span: Span | None, cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> tuple[Chain, str]:
    """Who the words for a source stand for, and how that was told."""
    if span is None:
        return (), "no source in its paragraph"
    if cue.form == "hearsay":
        return (), "nobody says so"
    words = span.of(memory.text)
    if words == "nya":
        chain = memory.last_speaker(span.start)
        return chain, "pronoun" if chain else "pronoun, nobody named before"
    # "It further stated": who that is stands first.
    kind = pronoun_kind(words.split()[-1], pack) or pronoun_kind(words.split()[0], pack)
    if kind and len(words.split()) <= 2 and _named_in(span, memory) is None:
        chain = memory.last_speaker(span.start, kind)
        return chain, "pronoun" if chain else "pronoun, nobody named before"
    if words.casefold() in pack["names"].every("speaker"):
        return (), "speaks of themselves"
    if words.casefold() in pack["status"].listed("relative", "words"):
        owner = _right_before(span, memory)
        return (memory.chain_of(owner), "who") if owner else ((), "nobody before it")
    span = _with_front(span, memory)
    named = _named_in(span, memory)
    if named is not None and _ends_with_own(named, span, cue, memory):
        # "Moody's said": the ending is of the name.
        whole = memory.body_called(words)
        named = replace(whole, span=span) if whole else _body(span, words)
        return memory.chain_of(named), "named"
    aged = aged_person(span, memory.text, pack)
    if aged is not None and named is not None and named.span.start > aged.span.end:
        # "Nisa (38), pegawai Delmar, mengatakan": Delmar did not say so.
        return memory.chain_of(aged), "called by what they are"
    if named is not None and named.kind != "unnamed":
        return memory.chain_of(_all_of(named, span, memory)), "named"
    # All words that tell who it is, "a spokesman for the ministry", are the name.
    span = _before_asking(_with_role(span, memory.mentions), scene, pack)
    span = _without_time(span, scene, pack)
    return _told_by_noun(span, memory, pack)


def _ends_with_own(mention: Mention, span: Span, cue: Cue, memory: Memory) -> bool:
    """Whether words for a source are a name of one word with the "'s" that it has.

    Of "Ann's proposal" it is none, nor where the report has the name without it.
    """
    is_rest = memory.text[mention.span.end : span.end] in {"'s", "’s"}
    is_word = mention.span.start == span.start and " " not in mention.name
    if not (is_rest and is_word and cue.form in SAYING):
        return False
    return not names_alone(memory.text, mention.span.of(memory.text))


def _with_front(span: Span, memory: Memory) -> Span:
    """Words for a source with the front of a name that they have the rest of.

    "<Delmar, Vale Corp> said": the words may start behind the comma.
    """
    for mention in memory.mentions:
        is_cut = mention.span.start < span.start < mention.span.end <= span.end
        if is_cut and mention.kind in {"person", "body", "outlet"}:
            holder = _of_body(mention, memory)
            return Span((holder or mention).span.start, span.end)
    return span


def _of_body(body: Mention, memory: Memory) -> Mention | None:
    """The person who stands right before the body that they are of."""
    ties = any_of(memory.pack["names"].listed("hanging", "at"))
    before = within(
        memory.mentions, Span(max(0, body.span.start - _BESIDE), body.span.start)
    )
    for mention in reversed(before):
        gap = memory.text[mention.span.end : body.span.start]
        if mention.kind == "person" and re.fullmatch(rf"\s+(?:{ties})\s+", gap):
            return mention
    return None


def _told_by_noun(span: Span, memory: Memory, pack: Pack) -> tuple[Chain, str]:
    """Who words without a name stand for: a body called for short, a paper, people."""
    words = " ".join(_CODES.sub("", span.of(memory.text)).split())
    if not words:
        return (), "only a code"
    if words.casefold().split()[-1] in pack["names"].listed("paper", "words"):
        paper = Mention(span, "document", words, f"document:{span.start}")
        return memory.chain_of(paper), "told by what it is"
    short = memory.body_called(words)
    if short is not None:
        return memory.chain_of(replace(short, span=span)), "named"
    person = person_called(
        words, span, memory.mentions, memory.spoken, memory.text, pack
    )
    if person is not None:
        return memory.chain_of(replace(person, span=span)), "called by what they are"
    if _LETTERS.fullmatch(words):
        return memory.chain_of(_body(span, words)), "named"
    called = _called(words, memory, pack)
    if called:
        return called, "called by what they are"
    told = Mention(span, "unnamed", words, f"unnamed:{span.start}")
    return memory.chain_of(told), TOLD_BY_NOUN


def _called(words: str, memory: Memory, pack: Pack) -> Chain:
    """The person who spoke before, where words only call them by where they are from.

    "Ujar pemain asal Brasil itu" is the player who has spoken; "seorang warga asal
    Bone" is somebody new.
    """
    names, low = pack["names"], fold(words).split()
    new = {*names.listed("determiner", "one"), *names.listed("determiner", "many")}
    if new & {*low} or not {*names.listed("epithet", "words")} & {*low}:
        return ()
    people = (c for c in reversed(memory.spoken) if c and c[-1].kind == "person")
    return next(people, ())


def _without_time(span: Span, scene: Scene, pack: Pack) -> Span:
    """Words for a source without when it spoke: "the clearing banks today"."""
    tag = vocabulary_of(pack).tag
    for timex in scene.times:
        if not span.start < timex.span.start or span.end != timex.span.end:
            continue
        words = strip_span(scene.text, Span(span.start, timex.span.start), _EDGES)
        # "A report published Wednesday" was published then.
        if tag(words.of(scene.text).split()[-1]) in _NOUNS:
            return words
    return span


def _right_before(span: Span, memory: Memory) -> Mention | None:
    """Whom "who" is about: "Ann Sample, who told reporters ..."."""
    for mention in within(memory.mentions, Span(max(0, span.start - 80), span.start)):
        is_beside = not memory.text[mention.span.end : span.start].strip(", \n")
        if is_beside and mention.kind in SOURCE_KINDS:
            return mention
    return None


def _with_role(span: Span, mentions: Sequence[Mention]) -> Span:
    """Words for a source with all that a rule saw: "who asked not to be named"."""
    for mention in within(mentions, Span(span.start, span.end + 2 * _BESIDE)):
        if mention.kind == "unnamed" and mention.span.start < span.end:
            return Span(span.start, max(span.end, mention.span.end))
    return span


def _before_asking(span: Span, scene: Scene, pack: Pack) -> Span:
    """Words for a source without how they were reached: "whom Reuters called"."""
    relative = pack["status"].listed("relative", "words")
    for cue in scene.cues:
        if cue.form == "addressee" and span.start < cue.span.start < span.end:
            words = scene.text[span.start : cue.span.start].rstrip()
            last = words.rsplit(maxsplit=1)
            if len(last) == 2 and last[1].casefold() in relative:
                words = last[0]
            return Span(span.start, span.start + len(words))
    return span


def _named_in(span: Span, memory: Memory) -> Mention | None:
    """The mention that the words for a source are about: its holder before its body."""
    inside = [
        m for m in within(memory.mentions, span) if m.kind in {*SOURCE_KINDS, "place"}
    ]
    for mention in inside:
        # "The lawyer of Ann Sample, Wira Utama": who is named behind the comma.
        before = memory.text[
            max(span.start, mention.span.start - 2) : mention.span.start
        ]
        is_last = mention.kind == "person" and span.end - mention.span.end <= 1
        if is_last and before == ", " and inside[0].span.start > span.start:
            return mention
    head = _head(span, inside, memory)
    if head is not None:
        return head
    if inside and _is_called(inside[-1], inside, span, memory.text):
        return inside[-1]
    for kind in _FIRST:
        # "Ambassador Ann Sample" is called by her name, not by her title.
        own = sorted(
            (m for m in inside if m.kind == kind), key=lambda m: -len(m.name.split())
        )
        for mention in own:
            if not _says_more(mention, span, memory):
                return mention
        # Where nobody stands free, the first is who it is: "Acme's Ann Sample".
        for mention in own:
            is_first = mention.span.start - span.start < _ARTICLE
            if is_first and not _is_whose(mention, span, memory.text):
                return mention
    return None


def _is_called(last: Mention, inside: Sequence[Mention], span: Span, text: str) -> bool:
    """Whether words for a source are an outlet's: "the official news agency IRNA".

    That is no official; whom Reuters asked is one.
    """
    if last.kind != "outlet" or last.span.end != span.end or is_governed(last, text):
        return False
    return last.span.end - last.span.start > len(last.name) or last is inside[0]


def _head(span: Span, inside: Sequence[Mention], memory: Memory) -> Mention | None:
    """Whoever stands before a comma behind which stands what they are.

    "Ardent Corp, a unit of Vale Inc": nobody of these words but Ardent speaks, unless a
    person stands there as well: "Ardent Corp, Ann Sample".
    """
    match = _APPOSED.match(memory.text, span.start, span.end)
    if match is None:
        return None
    name = Span(*match.span(1))
    if any(m.kind == "person" and m.span.start > name.end for m in inside):
        return None
    first = inside[0] if inside else None
    if first is not None and first.span.overlaps(name):
        is_whole = first.span.start - name.start < _ARTICLE
        is_body = first.kind in {"body", "outlet"} and first.span.end >= name.end
        return first if is_whole and is_body and len(inside) > 1 else None
    words = " ".join(name.of(memory.text).split())
    names = memory.pack["names"]
    if not {*names.every("lower"), *names.every("nobody")}.isdisjoint(
        fold(words).split()
    ):
        return None
    is_holder = fold(match[2]) in _title_words(memory.pack)
    kind: MentionKind = "person" if is_holder else "body"
    return Mention(name, kind, words, f"{kind}:{fold(words)}")


def _all_of(mention: Mention, span: Span, memory: Memory) -> Mention:
    """A body with all of its name, where a tagger saw only a piece of it.

    "Budget Rent a Car Corp": all words for the source are written as one name. So is
    "Alex Sample and Sons Inc", whose front looks like a person.
    """
    text, names = memory.text, memory.pack["names"]
    span = behind_place(span, text, memory.pack)
    last = fold(span.of(text).split()[-1])
    is_company = last in names.listed("company", "words")
    front = text[span.start : mention.span.start].split()
    if mention.kind == "body" and not front:
        return mention
    inside = within(
        memory.mentions, Span(mention.span.end, max(span.end, mention.span.end))
    )
    if mention.kind == "person" and any(m.kind == "body" for m in inside):
        # "Ann Sample of Kidder, Peabody and Co" is she.
        return mention
    if not is_company and (mention.kind != "body" or mention.span.end < span.end):
        return mention
    front = span.of(text).split() if is_company else front
    small = {
        *names.listed("connector", "words"),
        *memory.pack["cues"].listed("article", "words"),
    }
    is_name = front[0][0].isupper() and fold(front[0]) not in small
    is_name = is_name and all(w[0].isupper() or w in small for w in front)
    # "Ardent Inc and Bolt Corp" are two.
    ends, joins = names.listed("company", "words"), names.listed("company", "joins")
    are_two = any(
        fold(one) in ends and fold(other) in joins for one, other in pairwise(front)
    )
    if (
        are_two
        or not is_name
        or not titles_of(memory.pack).isdisjoint(map(fold, front))
    ):
        return mention
    words = " ".join(_CODES.sub("", span.of(text)).split())
    known = memory.body_called(words)
    return replace(known, span=span) if known else _body(span, words)


def _body(span: Span, words: str) -> Mention:
    """A body by its words."""
    return Mention(span, "body", words, f"body:{fold(words)}")


def _is_whose(mention: Mention, span: Span, text: str) -> bool:
    """Whether a name only tells whose paper it is: "a Foreign Ministry statement"."""
    behind = text[mention.span.end : span.end]
    is_noun = re.fullmatch(r"(?:\s+[a-z-]+){1,6}", behind) is not None
    return mention.kind in {"body", "place"} and is_noun


def _says_more(mention: Mention, span: Span, memory: Memory) -> bool:
    """Whether a name only says more of the source: "sources close to Ann Sample"."""
    text = memory.text
    if text[mention.span.end : mention.span.end + 2] in {"'s", "’s"}:
        return True
    if mention.kind not in {"person", "unnamed"} and mention.span.end < span.end:
        # "The Reuters reporter" is a person whom nobody names.
        return True
    *_, before = ["", *text[span.start : mention.span.start].split()]
    if mention.kind == "place" and fold(before) in common_heads(memory.pack):
        # "Media Italia" are media, and not Italy.
        return True
    known = _title_words(memory.pack)
    start = mention.span.start
    for word in reversed(text[span.start : start].split()):
        if word.casefold() not in known:
            break
        start = text.rindex(word, span.start, start)
    if start <= span.start:
        # "Diungkapkan oleh Menteri Ani Sample": "oleh" governs all of the words.
        return False
    return is_governed(replace(mention, span=Span(start, mention.span.end)), text)


@lru_cache(maxsize=16)
def common_heads(pack: Pack) -> frozenset[str]:
    """The nouns for people and bodies without a name."""
    names = pack["names"]
    tables = ("party", "unnamed", "bodyword", "called")
    return frozenset(noun for table in tables for noun in names.every(table))


@lru_cache(maxsize=16)
def _title_words(pack: Pack) -> frozenset[str]:
    """The single words of all titles."""
    return frozenset(word for title in titles_of(pack) for word in title.split())
