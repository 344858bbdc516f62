"""How each form of cue takes its source and content, within one sentence.

A reader gives the attribution that a cue makes, or None where its context shows that
it makes none: a listed speech verb is a cue less than half of the time.
"""

import re
from collections.abc import Callable

from konon.model import Attribution, Chain, Cue, Mention, Span
from konon.packs import Pack
from konon.spot.matcher import any_of, word_finder
from konon.state.questions import asked_behind
from konon.state.sources import SOURCE_KINDS, Memory, find_source
from konon.state.speakers import (
    REACH,
    Scene,
    after,
    named_behind,
    pronoun_kind,
    relayed_by,
)

_NOUN_PHRASE = 60
"""Signs of the longest words that stand between a statement and its source's name."""


def _rest(start: int, end: int, scene: Scene) -> tuple[Span, ...]:
    """A stretch as content, with the whole of a quotation that begins in it."""
    reach = max([end, *(q.end for q in scene.quotes if start <= q.start < end)])
    return (Span(start, reach),) if reach > start else ()


def _said_before(cue: Cue, scene: Scene) -> tuple[Span, ...]:
    """Content in front of a cue: the quotation that ends there, else the clause."""
    for quote in scene.quotes:
        if 0 <= cue.span.start - quote.end <= 3:
            return (quote,)
    return _rest(scene.span.start, cue.span.start, scene)


def _said_in_front(opens: int, scene: Scene) -> tuple[Span, ...]:
    """Content in front of a source: "..., senior officials said" without them."""
    for quote in reversed(scene.quotes):
        is_whole = quote.start - scene.span.start <= 2
        if is_whole and 0 <= opens - quote.end <= _NOUN_PHRASE:
            return (quote,)
    comma = scene.text.rfind(",", scene.span.start, opens)
    end = comma if 0 <= opens - comma <= _NOUN_PHRASE else opens
    return _rest(scene.span.start, max(end, scene.span.start), scene)


def _is_inside_quote(cue: Cue, scene: Scene) -> bool:
    return any(q.start < cue.span.start and cue.span.end < q.end for q in scene.quotes)


def _read_pre(cue: Cue, scene: Scene, memory: Memory, pack: Pack) -> Attribution | None:
    """Source, cue, content: "Budi mengatakan ..."; also ", said Budi"."""
    if _is_inside_quote(cue, scene) or _is_passive(cue, scene):
        return None
    before = scene.text[scene.span.start : cue.span.start].rstrip()
    is_apposition = before.endswith(",") and any(
        m.kind in SOURCE_KINDS and 0 <= cue.span.start - m.span.end <= 3
        for m in scene.mentions
    )
    # "..., said Budi": languages differ in whether a comma alone turns the order.
    marks = ('"', "”", ",'", *((",",) if pack.meta.get("inverts") else ()))
    if before.endswith(marks) and not is_apposition:
        source = after(cue, scene, limit=40)
        if source is not None:
            content = _said_before(cue, scene)
            return _attribution(memory.chain_of(source), cue, content, "behind the cue")
    start = _clause_start(cue, scene)
    candidates = [
        m
        for m in scene.mentions
        if m.kind in SOURCE_KINDS | {"place"}
        and m.span.start >= start
        and not _was_asked(m, scene)
    ]
    source = find_source(candidates, cue.span, scene.text, REACH)
    gap = scene.text[source.span.end if source else start : cue.span.start]
    pronoun = pronoun_kind(gap[-24:], pack)
    if pronoun and not _is_relative(gap):
        chain = memory.last_speaker(cue.span.start, pronoun)
    elif source is not None:
        chain = memory.chain_of(source)
    else:
        return None
    tail = scene.text[cue.span.end : scene.span.end]
    opens = source.span.start if source and not pronoun else cue.span.start - 4
    if len(re.sub(r"\W", "", _without_times(tail, cue.span.end, scene))) < 4:
        content = _said_in_front(opens, scene)
        return _attribution(chain, cue, content, "after its content")
    start = _content_start(cue, scene, pack)
    content = _rest(start, _content_end(start, scene, pack), scene)
    if _is_inserted(opens, cue, scene, pack):
        content = (Span(scene.span.start, opens), *content)
    return _attribution(chain, cue, content, "before its content")


def _content_end(start: int, scene: Scene, pack: Pack) -> int:
    """Where content ends: with the clause, where "meskipun" opened it."""
    comma = scene.text.find(", ", start, scene.span.end)
    if comma > start and opens_subordinate(scene, pack):
        return comma
    return scene.span.end


def opens_subordinate(scene: Scene, pack: Pack) -> bool:
    """Whether a sentence opens with a clause under another: "Meskipun ..."."""
    opener = re.match(r"\W*(\w+)", scene.span.of(scene.text))
    words = pack["cues"].listed("subordinate", "words")
    return opener is not None and opener.group(1).casefold() in words


def _is_passive(cue: Cue, scene: Scene) -> bool:
    """ "is expected to", "was reported": nobody is the subject of such a cue."""
    before = scene.text[max(scene.span.start, cue.span.start - 20) : cue.span.start]
    return bool(re.search(r"\b(is|are|was|were|be|been|being)\s+(\w+ly\s+)?$", before))


def _is_inserted(start: int, cue: Cue, scene: Scene, pack: Pack) -> bool:
    """Whether source and cue stand between two halves: "The ship, Budi said, left".

    "Lewat keterangan tertulis, Budi menjelaskan, ..." opens with how it was said.
    """
    opener = re.match(r"\W*(\w+)", scene.span.of(scene.text))
    words = pack["cues"].listed("adverbial", "words")
    if opener and opener.group(1).casefold() in words:
        return False
    before = scene.text[scene.span.start : max(start, scene.span.start)].rstrip()
    behind = scene.text[cue.span.end : cue.span.end + 2]
    return before.endswith(",") and behind.startswith(",")


def _was_asked(mention: Mention, scene: Scene) -> bool:
    """Whether a name is only whom somebody spoke to: "yang dihubungi Reuters"."""
    return any(
        cue.form == "addressee" and 0 <= mention.span.start - cue.span.end <= 2
        for cue in scene.cues
    )


def _content_start(cue: Cue, scene: Scene, pack: Pack) -> int:
    """Where content begins: behind "bahwa", where only a time stands before it."""
    tail = scene.text[cue.span.end : min(cue.span.end + 60, scene.span.end)]
    that = any_of(pack["cues"].listed("that", "that"))
    opener = re.search(rf"\b(?:{that})\b", tail, re.IGNORECASE)
    if opener is None:
        return cue.span.end
    gap = Span(cue.span.end, cue.span.end + opener.start())
    has_time = any(gap.contains(timex.span) for timex in scene.times)
    return gap.end if has_time else cue.span.end


def _is_relative(gap: str) -> bool:
    return bool(re.search(r"\b(yang|who|which)\b", gap))


def _without_times(tail: str, base: int, scene: Scene) -> str:
    for timex in scene.times:
        if timex.span.start >= base:
            tail = tail.replace(timex.span.of(scene.text), "")
    tail = re.sub(
        r"\b(in|at) an? (\w+ )?(statement|interview|report|conference|speech)\b",
        "",
        tail,
    )
    tail = re.sub(r"\bas (an? |the )?\w+\s*\.?$", "", tail)
    return re.sub(r"\b(on|di|pada|here|today|to|told|reporters)\b", "", tail)


def _clause_start(cue: Cue, scene: Scene) -> int:
    """Where the search for a subject ends: a quotation, a relay, another cue."""
    start = scene.span.start
    for quote in scene.quotes:
        if quote.end <= cue.span.start:
            start = max(start, quote.end)
    for other in scene.cues:
        if other.form in {"pre", "post"} and other.span.end <= cue.span.start:
            start = max(start, other.span.end)
    return start


def _read_weak(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> Attribution | None:
    """Verbs that attribute only with "bahwa", a colon or a quotation behind them."""
    tail = scene.text[cue.span.end : min(cue.span.end + 14, scene.span.end)]
    that = any_of(pack["cues"].listed("that", "that"))
    is_opened = re.match(rf"[,:]?\s*(?:[\"“]|(?:{that})\b)|:\s", tail.lower())
    before = scene.text[max(0, cue.span.start - 3) : cue.span.start].rstrip()
    is_after_quote = before.endswith(('"', "”"))
    if not (is_opened or is_after_quote):
        return None
    return _read_pre(cue, scene, memory, pack)


def _read_post(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> Attribution | None:
    """Content, cue, source: '"...," kata Budi', '"...," katanya'."""
    if _is_inside_quote(cue, scene) or cue.span.start - scene.span.start < 2:
        return None
    if _is_by_pronoun(cue, scene, pack):
        chain = memory.last_speaker(cue.span.start)
    else:
        source = after(cue, scene) or named_behind(cue, scene, pack)
        if source is None:
            return None
        chain = memory.chain_of(source)
    content = _said_before(cue, scene)
    words = re.findall(r"\w+", " ".join(span.of(scene.text) for span in content))
    if not chain or len(words) < 2:
        return None
    return _attribution(chain, cue, content, "before its source")


def _read_after_quote(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> Attribution | None:
    """Words that are cues only right behind a quotation: '"...," tambah Budi'."""
    if not any(0 <= cue.span.start - quote.end <= 3 for quote in scene.quotes):
        return None
    return _read_post(cue, scene, memory, pack)


def _read_according(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> Attribution | None:
    """ "Menurut Budi, ..." and "..., according to Budi"."""
    if _is_by_pronoun(cue, scene, pack):
        chain, end = memory.last_speaker(cue.span.start), cue.span.end
    else:
        source = after(cue, scene)
        if source is None:
            return None
        chain, end = memory.chain_of(source), source.span.end
    if not chain:
        return None
    if cue.span.start - scene.span.start > 20:
        content = _said_before(cue, scene)
    else:
        content = _rest(end, scene.span.end, scene)
    return _attribution(chain, cue, content, "named by a preposition")


def _read_relay(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> Attribution | None:
    """ "Dilansir dari Reuters, ...": the outlet carried what the sentence says."""
    source = after(cue, scene, limit=50) or relayed_by(cue, scene, pack)
    if source is None or source.kind not in {"outlet", "body", "document"}:
        return None
    return _attribution((memory.link(source),), cue, (scene.span,), "relayed")


def _read_passive(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> Attribution | None:
    """ "Hal itu disampaikan Budi": the content is the sentence before."""
    if _is_inside_quote(cue, scene):
        return None
    head = scene.text[scene.span.start : cue.span.start]
    is_back = any(word_finder(pack, "cues", "fact").find(head))
    tail = scene.text[cue.span.end : cue.span.end + 40]
    by = re.match(r"\s*(\w+\s+){0,3}oleh\s", tail)
    if not is_back and not by:
        return None
    if _is_by_pronoun(cue, scene, pack):
        chain = memory.last_speaker(cue.span.start)
    else:
        source = after(cue, scene)
        chain = memory.chain_of(source) if source is not None else ()
    if not chain:
        return None
    content = (
        (scene.before,)
        if is_back and scene.before is not None
        else _rest(scene.span.start, cue.span.start, scene)
    )
    rule = "points back" if is_back else "passive"
    return _attribution(chain, cue, content, rule)


def _is_by_pronoun(cue: Cue, scene: Scene, pack: Pack) -> bool:
    """Whether a pronoun is the source behind: "katanya", "kata dia", "oleh dia"."""
    if cue.span.of(scene.text).casefold().endswith("nya"):
        return True
    words = scene.text[cue.span.end : min(cue.span.end + 20, scene.span.end)].split()
    by = pack["cues"].listed("oleh", "oleh")
    if words and words[0] in by:
        words = words[1:]
    word = words[0] if words else ""
    return word.removesuffix("nya") in by or bool(pronoun_kind(word, pack))


def _read_silence(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> Attribution | None:
    """Who was asked and said nothing: "kepada Kemlu", "dari Kemlu", or the subject."""
    asked = asked_behind(cue.span, scene.span.end, scene.text, pack)
    for mention in scene.mentions:
        before = scene.text[max(0, mention.span.start - 8) : mention.span.start]
        is_asked = re.search(r"\b(kepada|dari|from|to|pihak)\s+(the\s+)?$", before)
        if is_asked and mention.kind in SOURCE_KINDS - {"outlet"} | {"place"}:
            return _attribution((memory.link(mention),), cue, asked, "asked")
    near = [m for m in scene.mentions if m.kind in SOURCE_KINDS]
    source = find_source(near, cue.span, scene.text, 160)
    if source is not None:
        return _attribution(memory.chain_of(source), cue, asked, "silent")
    head = scene.text[scene.span.start : cue.span.start]
    post = next((c for c in scene.cues if c.form == "post"), None)
    speaker = after(post, scene) if post else None
    if speaker is not None:
        return _attribution(memory.chain_of(speaker), cue, asked, "says no comment")
    if pronoun_kind(head[-24:], pack):
        chain = memory.last_speaker(cue.span.start)
        return _attribution(chain, cue, asked, "silent") if chain else None
    return None


def _read_no_date(
    cue: Cue, scene: Scene, memory: Memory, pack: Pack
) -> Attribution | None:
    """ "He gave no date": who says so stands right before; "no date yet" has nobody."""
    head = scene.text[scene.span.start : cue.span.start]
    if _is_inside_quote(cue, scene):
        return None
    near = [m for m in scene.mentions if m.kind in SOURCE_KINDS]
    source = find_source(near, cue.span, scene.text, 2)
    if source is not None:
        return _attribution(memory.chain_of(source), cue, (cue.span,), "gives none")
    if len(head.split()) == 1 and pronoun_kind(head, pack):
        chain = memory.last_speaker(cue.span.start)
        return _attribution(chain, cue, (cue.span,), "gives none") if chain else None
    return None


def _attribution(
    chain: Chain, cue: Cue, content: tuple[Span, ...], rule: str
) -> Attribution:
    return Attribution(chain, cue, content, None, f"{cue.rule}, {rule}")


Reader = Callable[[Cue, Scene, Memory, Pack], Attribution | None]
READERS: dict[str, Reader] = {
    "pre": _read_pre,
    "weak": _read_weak,
    "post": _read_post,
    "after_quote": _read_after_quote,
    "according": _read_according,
    "relay": _read_relay,
    "passive": _read_passive,
    "silence": _read_silence,
    "no_date": _read_no_date,
}
