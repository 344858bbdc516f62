"""Guesses of the models -> attributions: whose words they are, and which act.

A guess has the words for a source; `naming` tells whom they stand for. Where a rule
read the same cue, its form and act are kept, and its chain where the guess names
nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from konon.model import Attribution, Chain, Cue, Span
from konon.packs import Pack
from konon.read.words import bare_words, strip_span
from konon.spot.matcher import any_of
from konon.spot.vocabulary import vocabulary_of
from konon.state.extents import whole
from konon.state.guesses import Guess
from konon.state.naming import SAYING, chain_of_words
from konon.state.readers import opens_subordinate
from konon.state.sources import Memory
from konon.state.speakers import Scene
from konon.state.tokens import CODED

_OWN_FORMS = {"relay", "silence", "no_date", "passive", "post", "after_quote"}
"""Forms that rules read better: what they find stays where the models see nothing."""
_RULED = {"relay", "silence", "no_date"}
"""Forms that rules alone read."""
_MINDS = {"expect", "plan", "demand", "deny", "doubt"}
"""Acts that tell what somebody has in mind, whatever words they choose."""
_BARE = {"hearsay", "passive", "according"}
"""Forms that attribute where nobody is named."""
_BESIDE = 60
"""Signs to each side of the words for a source where a rule may know its name."""
_NEXT = 8
"""Signs between a source and its verb: "had", "also"."""
_FINITE = {"VBD", "VBZ", "VBN"}
"""Parts of speech of a verb that has a subject: not "explain", not "saying"."""
_EDGES = ' \n,;:–—-"“”'
_RELATIVE = re.compile(r"\s+(?:which|who|that|yang)$")
_STOP = re.compile(r"[a-z]{3}[.!?][\"”]?\s+(?=[A-Z“\"])")
"""Where a sentence ends inside words for a source."""
_RIGHT_BEFORE = re.compile(rf"{CODED}\s+(?:\w+ly\s+|also\s+)?")
"""What stands between whoever speaks and the verb right behind."""


def with_guesses(
    found: Sequence[Attribution],
    guesses: Sequence[Guess],
    scene: Scene,
    memory: Memory,
    pack: Pack,
) -> list[Attribution]:
    """The attributions of a sentence as models and rules see them together."""
    out: list[Attribution] = []
    for guess in guesses:
        guess = _parted(_clipped(guess, scene, pack), scene)
        if _cue(guess, scene).form in SAYING:
            guess = whole(guess, guesses, scene, pack)
        guess = replace(guess, content=_with_marks(guess.content, scene))
        ruled = next((a for a in found if a.cue.span.overlaps(guess.cue)), None)
        is_ruled = ruled is not None and (ruled.chain or ruled.cue.form in _RULED)
        if not is_ruled and not _is_whole(guess, scene, pack):
            continue
        item = _attributed(guess, ruled, scene, memory, pack)
        if item.tells:
            memory.told(item.chain)
        out.append(item)
    seen = [item.cue.span for item in out]
    out += [
        item
        for item in found
        if (
            item.cue.form in _OWN_FORMS
            or _is_relayed(item)
            or _is_nested(item, out, scene.text, pack)
        )
        and not any(item.cue.span.overlaps(s) for s in seen)
    ]
    return sorted(out, key=lambda item: item.cue.span)


def _is_relayed(item: Attribution) -> bool:
    """Whether an outlet right before a verb of reporting tells something."""
    if item.cue.form != "pre" or not item.chain or item.chain[-1].kind != "outlet":
        return False
    is_beside = 0 <= item.cue.span.start - item.chain[-1].span.end <= _BESIDE // 2
    return is_beside and item.cue.act == "report"


def _is_nested(
    item: Attribution, out: Sequence[Attribution], text: str, pack: Pack
) -> bool:
    """Whether somebody says something right inside of what another says.

    "Sources said Craxi told them ...": models seldom see the second of two.
    """
    if item.cue.form != "pre" or not item.chain:
        return False
    words = vocabulary_of(pack)
    is_finite = not words.is_tagged or words.tag(item.cue.span.of(text)) in _FINITE
    both = Span(item.chain[-1].span.start, item.cue.span.end)
    is_beside = 0 < item.cue.span.start - item.chain[-1].span.end <= _NEXT
    is_inside = any(part.contains(both) for other in out for part in other.content)
    return is_finite and is_beside and is_inside


def _clipped(guess: Guess, scene: Scene, pack: Pack) -> Guess:
    """The guess without words for a source that stand before or behind it.

    "Ardent Corp, in a filing with the exchange, said": how it was said is no source.
    """
    source, start = guess.source, scene.span.start
    if source is None:
        return guess
    if not source.start < start < source.end:
        start = source.start
    stops = list(_STOP.finditer(scene.text, start, source.end))
    start = stops[-1].end() if stops else start
    words = strip_span(scene.text, Span(start, source.end), _EDGES)
    told = scene.text[words.start : words.end]
    is_according = any(
        cue.form == "according" and cue.span.overlaps(guess.cue) for cue in scene.cues
    )
    inserted = re.search(",", told) if is_according else _inserted(pack).search(told)
    cut = inserted or _RELATIVE.search(told)
    if cut is not None:
        words = Span(words.start, words.start + cut.start())
    return replace(guess, source=words if words.end > words.start else None)


@lru_cache(maxsize=16)
def _inserted(pack: Pack) -> re.Pattern[str]:
    """What opens words between a source and its verb that tell how it spoke."""
    return re.compile(rf",\s+(?:{any_of(pack['cues'].every('inserted'))})\b")


def _parted(guess: Guess, scene: Scene) -> Guess:
    """The guess with a comma, not a word, between what was said and who said it.

    "The road is shut, senior city officials said": all behind the comma is the source.
    """
    source = guess.source
    for number, part in enumerate(guess.content if source else ()):
        comma = scene.text.rfind(",", part.start, part.end)
        is_beside = source is not None and 0 <= source.start - part.end <= 1
        if is_beside and source is not None and 0 < part.end - comma <= _BESIDE:
            content = list(guess.content)
            content[number] = Span(part.start, comma)
            opens = strip_span(scene.text, Span(comma + 1, source.end), _EDGES)
            return replace(guess, content=tuple(content), source=opens)
    return guess


def _with_marks(content: Sequence[Span], scene: Scene) -> tuple[Span, ...]:
    """Content with the marks of its quotation, or that end its sentence, beside it."""
    out = []
    for part in content:
        start, end = part.start, part.end
        for quote in scene.quotes:
            if 0 <= start - quote.start <= 1:
                start = quote.start
            if 0 <= quote.end - end <= 2 and start < quote.end:
                end = quote.end
        if not scene.text[end : scene.span.end].strip(" .!?\n"):
            end = max(end, scene.span.end)
        out.append(Span(start, end))
    return tuple(out)


def _is_whole(guess: Guess, scene: Scene, pack: Pack) -> bool:
    """Whether a guess has content, and a source or a cue that needs none."""
    if not guess.content or _names_nobody(guess, scene, pack):
        return False
    if guess.source is not None or _has_owner(guess, scene.text):
        return True
    return any(cue.span.overlaps(guess.cue) for cue in scene.cues if cue.form in _BARE)


def _names_nobody(guess: Guess, scene: Scene, pack: Pack) -> bool:
    """Whether the words for a source can be none: "its", "none of whom", "tentu"."""
    if guess.source is None:
        return False
    words = guess.source.of(scene.text).casefold().split()
    if not words:
        return True
    names = pack["names"]
    is_owner = len(words) == 1 and words[0] in names.listed("pronoun", "owner")
    return is_owner or words[0] in names.listed("nobody", "words")


def _has_owner(guess: Guess, text: str) -> bool:
    """Whether the cue has its source in itself: "ujarnya"."""
    return guess.cue.of(text).casefold().endswith("nya")


def _is_told_of(guess: Guess, cue: Cue, text: str, pack: Pack) -> bool:
    """Whether what stands before a cue is of whom so much is said, and no source.

    "Ardent dilaporkan akan menjual ...", "Budi disebut memerintahkan ...".
    """
    source = guess.source
    if source is None or source.start >= guess.cue.start or source.end > guess.cue.end:
        return False
    if cue.form == "passive":
        return source.end <= cue.span.start
    told = pack["cues"].listed("said_of", "words")
    before = text[source.start : guess.cue.start].split()[-1:]
    words = {*before, *guess.cue.of(text).split()[:1]}
    return not {word.casefold() for word in words}.isdisjoint(told)


def _attributed(
    guess: Guess, ruled: Attribution | None, scene: Scene, memory: Memory, pack: Pack
) -> Attribution:
    cue = _cue(guess, scene)
    if guess.source is None and _has_owner(guess, scene.text):
        guess = replace(guess, source=Span(guess.cue.end - 3, guess.cue.end))
    if _is_told_of(guess, cue, scene.text, pack):
        guess = replace(guess, source=None)
    chain, why = chain_of_words(guess.source, cue, scene, memory, pack)
    if ruled is None:
        rule = f"{cue.rule}, {why}"
        tells = cue.form != "hearsay" and (
            cue.form not in {"model", "weak"}
            or cue.act in _MINDS
            or _is_opened(guess, scene, pack)
        )
        return Attribution(chain, cue, guess.content, None, rule, guess.source, tells)
    if ruled.cue.form in _RULED:
        return ruled
    if _is_said_of(ruled, guess, scene.text):
        chain, why = ruled.chain, ruled.rule
        guess = replace(guess, source=ruled.chain[-1].span)
    elif _keeps_chain(ruled, chain, guess):
        chain, why = ruled.chain, ruled.rule
    if not guess.content or _knows_content(ruled, guess, scene, pack):
        guess = replace(guess, content=ruled.content)
    elif ruled.cue.form in {"post", "after_quote"}:
        guess = replace(guess, content=_quoted(ruled, guess, scene))
    return replace(
        ruled,
        chain=chain,
        cue=replace(ruled.cue, span=guess.cue),
        content=guess.content,
        rule=f"{cue.rule}, {why}",
        source=guess.source,
    )


def _is_opened(guess: Guess, scene: Scene, pack: Pack) -> bool:
    """Whether a quotation, a comma or "that" opens what is attributed."""
    text, that = scene.text, pack["cues"].listed("that", "that")
    for part in guess.content:
        if text[guess.cue.end : part.start].strip() == ",":
            return True
        if any(
            quote.overlaps(Span(part.start - 1, part.start + 1))
            for quote in scene.quotes
        ):
            return True
        first = text[part.start : part.start + 12].split()
        if first and first[0].casefold() in that:
            return True
    return False


def _keeps_chain(ruled: Attribution, chain: Chain, guess: Guess) -> bool:
    """Whether a rule knows better who speaks: a person in or beside the same words."""
    if not chain or not ruled.chain:
        return not chain
    link, source = ruled.chain[-1], guess.source
    if link.name in chain[-1].name:
        return False
    is_told = chain[-1].kind in {"person", "unnamed"}
    if link.kind != "person" or is_told or source is None:
        return False
    return link.span.overlaps(Span(source.start - _BESIDE, source.end + _BESIDE))


def _is_said_of(ruled: Attribution, guess: Guess, text: str) -> bool:
    """Whether a guess took for the source whom something is said of.

    "Ardent said Ann Sample, its president, was elected": Ardent stands right before the
    verb, and nothing is said in front of it, as in '"...," said Ann Sample'.
    """
    source = guess.source
    if source is None or source.start < guess.cue.end or not ruled.chain:
        return False
    between = text[ruled.chain[-1].span.end : guess.cue.start]
    is_behind = all(part.start >= guess.cue.end for part in guess.content)
    is_content = any(part.contains(source) for part in ruled.content)
    return is_behind and is_content and _RIGHT_BEFORE.fullmatch(between) is not None


def _quoted(ruled: Attribution, guess: Guess, scene: Scene) -> tuple[Span, ...]:
    """What was said before a cue that has its source behind it.

    A rule sees the whole of a quotation, over lines; a guess sees quotations that go
    on behind the source. What else stands there is how it was said.
    """
    if not any(part in scene.quotes for part in ruled.content):
        return guess.content or ruled.content
    told = [_as_guessed(part, guess, scene.text) for part in ruled.content]
    told += [
        part
        for part in guess.content
        if any(quote.overlaps(part) for quote in scene.quotes)
        and not any(part.overlaps(other) for other in told)
    ]
    return tuple(sorted(told))


def _as_guessed(part: Span, guess: Guess, text: str) -> Span:
    """A piece of content as the guess has it, where only marks make a difference."""
    words = bare_words(part.of(text))
    same = (p for p in guess.content if bare_words(p.of(text)) == words)
    return next((p for p in same if p.overlaps(part)), part)


def _knows_content(ruled: Attribution, guess: Guess, scene: Scene, pack: Pack) -> bool:
    """Whether a rule knows better what was said: it points back, or a clause ends it.

    "Hal itu disampaikan Budi" and "Meskipun Budi mengatakan ..., rapat batal." So it
    does where the guess only has in what part it was said: "..., he said as arranger".
    """
    if any(not scene.span.contains(part) for part in ruled.content):
        return ruled.cue.form == "passive"
    first = guess.content[0].of(scene.text).split()
    is_part = bool(first) and first[0] in pack["cues"].listed("part", "words")
    return is_part or opens_subordinate(scene, pack)


def _cue(guess: Guess, scene: Scene) -> Cue:
    """The cue of a guess, with the stance of the listed cue that it holds.

    Of two it is the one that nobody answers for: "the forces are reported to be".
    """
    for cue in sorted(scene.cues, key=lambda cue: cue.form != "hearsay"):
        if cue.span.overlaps(guess.cue) and cue.form != "addressee":
            return replace(cue, span=guess.cue, rule=f"model: {cue.rule}")
    words = " ".join(guess.cue.of(scene.text).split())
    return Cue(guess.cue, "say", "say", "model", f"model: {words}")
