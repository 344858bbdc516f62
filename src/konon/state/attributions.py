"""Cues -> attributions: source chain, cue and content, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from konon.model import (
    Attribution,
    Bounds,
    Chain,
    Cue,
    Entity,
    Link,
    Mention,
    Sentence,
    Span,
    Timex,
)
from konon.packs import Pack
from konon.spot.matcher import word_finder
from konon.state.sources import SOURCE_KINDS, Memory, find_source

_OPENING, _CLOSING, _EITHER = "“‟«", "”»", '"'
_REACH = 90


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with what was spotted in it, and the quotations of its paragraph."""

    text: str
    span: Span
    before: Span | None
    """The sentence before it in the report."""
    mentions: tuple[Mention, ...]
    times: tuple[Timex, ...]
    cues: tuple[Cue, ...]
    quotes: tuple[Span, ...]


def attribute(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    times: Sequence[Timex],
    cues: Sequence[Cue],
    outlet: str,
    anchor: date | None,
    pack: Pack,
) -> tuple[Attribution, ...]:
    """The attributions of a report, in order.

    The report's own outlet is no link of a chain: everything comes through it.
    """
    memory = Memory({e.id: e for e in entities}, text, pack)
    out: list[Attribution] = []
    for scene in _scenes(text, sentences, mentions, times, cues):
        found = [
            replace(item, chain=_without_outlet(item.chain, outlet))
            for item in _in_sentence(scene, memory, mentions, pack)
        ]
        found = [_with_said(item, scene, anchor) for item in found]
        for item in found:
            memory.told(item.chain)
        out += found
    return tuple(out)


def quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """The quotations, paragraph by paragraph; one left open ends with its paragraph."""
    out = []
    for start, end in _paragraphs(sentences):
        opened = None
        for at in range(start, end):
            char = text[at]
            if opened is None and char in _OPENING + _EITHER:
                opened = at
            elif opened is not None and char in _CLOSING + _EITHER:
                out.append(Span(opened, at + 1))
                opened = None
        if opened is not None:
            out.append(Span(opened, end))
    return tuple(out)


def _paragraphs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    grouped: dict[int, list[Span]] = {}
    for sentence in sentences:
        grouped.setdefault(sentence.paragraph, []).append(sentence.span)
    for spans in grouped.values():
        yield spans[0].start, spans[-1].end


def _scenes(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[Timex],
    cues: Sequence[Cue],
) -> Iterator[Scene]:
    quotes = quotations(text, sentences)
    before = None
    for sentence in sentences:
        span = sentence.span
        yield Scene(
            text,
            span,
            before,
            tuple(m for m in mentions if span.contains(m.span)),
            tuple(t for t in times if span.contains(t.span)),
            tuple(c for c in cues if span.contains(c.span)),
            tuple(q for q in quotes if q.overlaps(span)),
        )
        before = span


def _in_sentence(
    scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
) -> list[Attribution]:
    """All attributions of one sentence, with relays put before those they carry."""
    carriers = list(_carriers(scene, memory))
    found: list[Attribution] = []
    relays: list[Attribution] = []
    for cue in scene.cues:
        if cue.form in {"addressee", "hearsay"}:
            continue
        item = _READERS[cue.form](cue, scene, memory, mentions, pack)
        if item is None:
            continue
        (relays if cue.form == "relay" else found).append(item)
    if not found and not relays and carriers:
        return []
    if found:
        links = [link for relay in relays for link in relay.chain] + carriers
        return [
            item if item.chain in [r.chain for r in relays] else _carried(item, links)
            for item in _distinct(found)
        ]
    return relays[:1]


def _distinct(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Attributions without a second one by the same cue's neighbour and source."""
    seen: set[tuple[Chain, tuple[Span, ...]]] = set()
    for item in found:
        key = (item.chain, item.content)
        if key not in seen:
            seen.add(key)
            yield item


def _carried(item: Attribution, links: Sequence[Link]) -> Attribution:
    names = {link.name for link in item.chain}
    fresh = {link.name: link for link in reversed(links) if link.name not in names}
    outer = tuple(reversed(fresh.values()))
    return replace(item, chain=outer + item.chain)


def _carriers(scene: Scene, memory: Memory) -> Iterator[Link]:
    """Outlets to whom something was told: they carried it first."""
    for cue in scene.cues:
        if cue.form == "addressee":
            for mention in scene.mentions:
                gap = scene.text[cue.span.end : mention.span.start]
                if mention.kind == "outlet" and re.fullmatch(r"\W{0,3}", gap):
                    yield memory.link(mention)
    for mention in scene.mentions:
        before = scene.text[max(0, mention.span.start - 6) : mention.span.start]
        has_silence = any(cue.form == "silence" for cue in scene.cues)
        if has_silence and mention.kind == "outlet" and before.endswith("oleh "):
            yield memory.link(mention)


def _after(cue: Cue, scene: Scene, limit: int = _REACH) -> Mention | None:
    """The source that stands behind a cue: its first mention that can be one."""
    behind = [m for m in scene.mentions if 0 <= m.span.start - cue.span.end <= limit]
    for mention in behind:
        gap = scene.text[cue.span.end : mention.span.start]
        if re.search(r"[.;\"“”]|,\s.*,\s", gap):
            return None
        if mention.kind in SOURCE_KINDS:
            return _holder_of(mention, behind, scene.text)
    near = [m for m in behind if m.span.start - cue.span.end <= 3 and m.country]
    return near[0] if near else None


def _holder_of(mention: Mention, behind: Sequence[Mention], text: str) -> Mention:
    """The person in apposition: "Direktur PT Segara, Wira" is Wira."""
    for other in behind:
        gap = text[mention.span.end : other.span.start]
        is_beside = other.span.start >= mention.span.end and re.fullmatch(
            r"(\s*\([^)]*\))?,?\s+", gap
        )
        if mention.kind == "body" and other.kind == "person" and is_beside:
            return other
    return mention


def _pronoun(text: str, pack: Pack) -> bool:
    """Whether a stretch of text ends with a pronoun that can speak."""
    words = re.findall(r"[\w-]+", text.casefold())[-3:]
    table = pack["names"].table("pronoun")
    spoken = {
        word for key in ("person", "many", "thing") for word in table.get(key, ())
    }
    return any(word in spoken for word in words)


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


def _is_inside_quote(cue: Cue, scene: Scene) -> bool:
    return any(q.start < cue.span.start and cue.span.end < q.end for q in scene.quotes)


def _read_pre(
    cue: Cue, scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
) -> Attribution | None:
    """Source, cue, content: "Budi mengatakan ..."; also ", said Budi"."""
    if _is_inside_quote(cue, scene):
        return None
    before = scene.text[scene.span.start : cue.span.start].rstrip()
    if before.endswith((",", '"', "”", ",'")):
        source = _after(cue, scene, limit=40)
        if source is not None:
            content = _said_before(cue, scene)
            return _attribution(memory.chain_of(source), cue, content, "behind the cue")
    start = _clause_start(cue, scene)
    candidates = [
        m
        for m in scene.mentions
        if m.kind in SOURCE_KINDS | {"place"} and m.span.start >= start
    ]
    source = find_source(candidates, cue.span, scene.text, _REACH)
    gap = scene.text[source.span.end if source else start : cue.span.start]
    if _pronoun(gap[-24:], pack) and not _is_relative(gap):
        chain = memory.last_speaker(cue.span.start, mentions)
    elif source is not None:
        chain = memory.chain_of(source)
    else:
        return None
    tail = scene.text[cue.span.end : scene.span.end]
    if len(re.sub(r"\W", "", _without_times(tail, cue.span.end, scene))) < 4:
        return _attribution(chain, cue, _said_before(cue, scene), "after its content")
    start = _content_start(cue, scene, pack)
    return _attribution(
        chain, cue, _rest(start, scene.span.end, scene), "before its content"
    )


def _content_start(cue: Cue, scene: Scene, pack: Pack) -> int:
    """Where content begins: behind "bahwa", where only a time stands before it."""
    tail = scene.text[cue.span.end : min(cue.span.end + 60, scene.span.end)]
    that = "|".join(re.escape(w) for w in pack["cues"].listed("that", "that"))
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
    return re.sub(r"\b(on|di|pada|here|today|reporters)\b", "", tail)


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
    cue: Cue, scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
) -> Attribution | None:
    """Verbs that attribute only with "bahwa", a colon or a quotation behind them."""
    tail = scene.text[cue.span.end : min(cue.span.end + 14, scene.span.end)]
    that = "|".join(re.escape(w) for w in pack["cues"].listed("that", "that"))
    is_opened = re.match(rf"[,:]?\s*(?:[\"“]|(?:{that})\b)|:\s", tail.lower())
    before = scene.text[: cue.span.start].rstrip()
    is_after_quote = before.endswith(('"', "”")) and cue.span.start - len(before) <= 2
    if not (is_opened or is_after_quote):
        return None
    return _read_pre(cue, scene, memory, mentions, pack)


def _read_post(
    cue: Cue, scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
) -> Attribution | None:
    """Content, cue, source: '"...," kata Budi', '"...," katanya'."""
    if _is_inside_quote(cue, scene) or cue.span.start - scene.span.start < 2:
        return None
    tail = scene.text[cue.span.end : min(cue.span.end + 14, scene.span.end)]
    chain: Chain = ()
    if re.search(r"nya$", cue.span.of(scene.text)) or _pronoun(
        " ".join(tail.split()[:1]), pack
    ):
        chain = memory.last_speaker(cue.span.start, mentions)
    else:
        source = _after(cue, scene)
        if source is None:
            return None
        chain = memory.chain_of(source)
    content = _said_before(cue, scene)
    words = re.findall(r"\w+", " ".join(span.of(scene.text) for span in content))
    if not chain or len(words) < 2:
        return None
    return _attribution(chain, cue, content, "before its source")


def _read_after_quote(
    cue: Cue, scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
) -> Attribution | None:
    """Words that are cues only right behind a quotation: '"...," tambah Budi'."""
    if not any(0 <= cue.span.start - quote.end <= 3 for quote in scene.quotes):
        return None
    return _read_post(cue, scene, memory, mentions, pack)


def _read_according(
    cue: Cue, scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
) -> Attribution | None:
    """ "Menurut Budi, ..." and "..., according to Budi"."""
    if cue.span.of(scene.text).casefold().endswith("nya"):
        chain, end = memory.last_speaker(cue.span.start, mentions), cue.span.end
    else:
        tail = scene.text[cue.span.end : min(cue.span.end + 14, scene.span.end)]
        if _pronoun(" ".join(tail.split()[:1]), pack):
            chain, end = memory.last_speaker(cue.span.start, mentions), cue.span.end
        else:
            source = _after(cue, scene)
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
    cue: Cue, scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
) -> Attribution | None:
    """ "Dilansir dari Reuters, ...": the outlet carried what the sentence says."""
    source = _after(cue, scene, limit=50)
    if source is None or source.kind not in {"outlet", "body", "document"}:
        return None
    return _attribution((memory.link(source),), cue, (scene.span,), "relayed")


def _read_passive(
    cue: Cue, scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
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
    source = _after(cue, scene)
    if source is None:
        return None
    content = (
        (scene.before,)
        if is_back and scene.before is not None
        else _rest(scene.span.start, cue.span.start, scene)
    )
    rule = "points back" if is_back else "passive"
    return _attribution(memory.chain_of(source), cue, content, rule)


def _read_silence(
    cue: Cue, scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
) -> Attribution | None:
    """Who was asked and said nothing: "kepada Kemlu", "dari Kemlu", or the subject."""
    for mention in scene.mentions:
        before = scene.text[max(0, mention.span.start - 8) : mention.span.start]
        is_asked = re.search(r"\b(kepada|dari|from|to|pihak)\s+(the\s+)?$", before)
        if is_asked and mention.kind in SOURCE_KINDS - {"outlet"} | {"place"}:
            return _attribution((memory.link(mention),), cue, (), "asked")
    before = [m for m in scene.mentions if m.kind in SOURCE_KINDS]
    source = find_source(before, cue.span, scene.text, 160)
    if source is not None:
        return _attribution(memory.chain_of(source), cue, (), "silent")
    head = scene.text[scene.span.start : cue.span.start]
    post = next((c for c in scene.cues if c.form == "post"), None)
    speaker = _after(post, scene) if post else None
    if speaker is not None:
        return _attribution(memory.chain_of(speaker), cue, (), "says no comment")
    if _pronoun(head[-24:], pack):
        chain = memory.last_speaker(cue.span.start, mentions)
        return _attribution(chain, cue, (), "silent") if chain else None
    return None


def _read_no_date(
    cue: Cue, scene: Scene, memory: Memory, mentions: Sequence[Mention], pack: Pack
) -> Attribution | None:
    """ "He gave no date": who says so stands right before; "no date yet" has nobody."""
    head = scene.text[scene.span.start : cue.span.start]
    if _is_inside_quote(cue, scene):
        return None
    near = [m for m in scene.mentions if m.kind in SOURCE_KINDS]
    source = find_source(near, cue.span, scene.text, 2)
    if source is not None:
        return _attribution(memory.chain_of(source), cue, (cue.span,), "gives none")
    if len(head.split()) == 1 and _pronoun(head, pack):
        chain = memory.last_speaker(cue.span.start, mentions)
        return _attribution(chain, cue, (cue.span,), "gives none") if chain else None
    return None


def _attribution(
    chain: Chain, cue: Cue, content: tuple[Span, ...], rule: str
) -> Attribution:
    return Attribution(chain, cue, content, None, f"{cue.rule}, {rule}")


def _without_outlet(chain: Chain, outlet: str) -> Chain:
    host = re.sub(r"^www\.|\.(com|co\.id|id|co|net)$", "", outlet.casefold())
    own = {outlet.casefold(), host} - {""}
    return tuple(
        link
        for link in chain
        if link.kind != "outlet" or link.name.casefold() not in own
    )


def _with_said(item: Attribution, scene: Scene, anchor: date | None) -> Attribution:
    """The attribution with its time of saying: a time outside of its content."""
    for timex in scene.times:
        inside = any(span.contains(timex.span) for span in item.content)
        if inside and not _is_stamp(timex, scene, anchor):
            continue
        if item.cue.form == "relay" or isinstance(timex.bounds, Bounds):
            return replace(item, said=timex)
    return item


def _is_stamp(timex: Timex, scene: Scene, anchor: date | None) -> bool:
    """Whether a time closes a sentence as the day of saying: "..., Rabu (12/6)."."""
    if anchor is None or not isinstance(timex.bounds, Bounds):
        return False
    first = timex.bounds.earliest
    rest = scene.text[timex.span.end : scene.span.end].strip(" .)*\n")
    lead = scene.text[max(0, timex.span.start - 2) : timex.span.start]
    is_recent = first is not None and timedelta() <= anchor - first <= timedelta(days=7)
    has_brackets = "(" in timex.span.of(scene.text)
    return is_recent and not rest and has_brackets and lead == ", "


_READERS = {
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
