"""Cues -> attributions: source chain, cue and content, sentence by sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
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
from konon.read.places import within
from konon.spot.matcher import any_of, word_finder
from konon.state.guessed import with_guesses
from konon.state.guesses import Guess, guesser_of
from konon.state.minds import minded
from konon.state.phrases import source_words
from konon.state.quotations import overlapping
from konon.state.quoting import quoted, with_cited, without_quoted
from konon.state.readers import READERS
from konon.state.sources import Memory
from konon.state.speakers import Scene
from konon.state.tokens import Tokens

_BESIDE = 2
"""Words between "no comment" and the time at which nothing was said."""
_MONTH = 31
"""Days of the longest time in which somebody is told to have said a thing."""


def attribute(
    text: str,
    sentences: Sequence[Sentence],
    tokens: Sequence[Tokens],
    mentions: Sequence[Mention],
    entities: Sequence[Entity],
    times: Sequence[Timex],
    cues: Sequence[Cue],
    quotes: Sequence[Span],
    outlet: str,
    anchor: date | None,
    pack: Pack,
) -> tuple[Attribution, ...]:
    """The attributions of a report, in order; `tokens` are its paragraphs in words.

    The report's own outlet is no link of a chain: everything comes through it.
    """
    memory = Memory({e.id: e for e in entities}, text, pack, mentions)
    guesser = guesser_of(pack)
    guesses = None if guesser is None else list(guesser.find(tokens))
    out: list[Attribution] = []
    for scene in _scenes(text, sentences, mentions, times, cues, quotes):
        own = None if guesses is None else within(guesses, scene.span)
        found = [
            replace(item, chain=_without_outlet(item.chain, outlet))
            for item in _in_sentence(scene, memory, own, pack)
        ]
        if pack.meta.get("dates_saying"):
            found = [_dated_first(item, scene, anchor, pack) for item in found]
        found = [_with_said(item, scene, anchor) for item in found]
        found = [_with_source(item, scene, pack) for item in found]
        if not found and out and memory.spoken and not _is_told(scene.span, out[-1]):
            last = _last_told(out)
            found = _going_on(scene, last, last.chain or memory.spoken[-1])
        for item in found:
            if item.tells:
                memory.told(item.chain)
        out += found
    return tuple(out)


def _with_source(item: Attribution, scene: Scene, pack: Pack) -> Attribution:
    """The attribution with all words for its source, where no model told them."""
    if item.source is not None:
        return item
    words = source_words(item, scene.text, scene.span, pack)
    return replace(item, source=words)


def _scenes(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[Timex],
    cues: Sequence[Cue],
    quotes: Sequence[Span],
) -> Iterator[Scene]:
    before = None
    for sentence in sentences:
        span = sentence.span
        yield Scene(
            text,
            span,
            before,
            within(mentions, span),
            within(times, span),
            within(cues, span),
            overlapping(quotes, span),
        )
        before = span


def _last_told(out: Sequence[Attribution]) -> Attribution:
    """Who spoke last, rather than who only passed it on."""
    spoken = (a for a in reversed(out) if a.cue.form not in {"relay", "passive"})
    return next(spoken, out[-1])


def _is_told(sentence: Span, before: Attribution) -> bool:
    """Whether a sentence is content of the attribution before it already."""
    return any(part.overlaps(sentence) for part in before.content)


def _going_on(scene: Scene, before: Attribution, chain: Chain) -> list[Attribution]:
    """A sentence that is all quotation, without a cue, is the last speaker's."""
    body = scene.span.of(scene.text).strip(" \n*.")
    covered = sum(
        min(q.end, scene.span.end) - max(q.start, scene.span.start)
        for q in scene.quotes
    )
    if covered * 10 < len(body) * 9 or scene.span.start - before.cue.span.end > 600:
        return []
    if any(quote.end > scene.span.end + 1 for quote in scene.quotes):
        # Its own cue may stand behind the end of it.
        return []
    start = min([scene.span.start, *(quote.start for quote in scene.quotes)])
    content = Span(start, scene.span.end)
    return [Attribution(chain, before.cue, (content,), None, "quotation goes on")]


def _in_sentence(
    scene: Scene,
    memory: Memory,
    guesses: Sequence[Guess] | None,
    pack: Pack,
) -> list[Attribution]:
    """All attributions of one sentence, with relays put before those they carry."""
    carriers = list(_carriers(scene, memory))
    spoken = len(memory.spoken)
    found: list[Attribution] = []
    relays: list[Attribution] = []
    for cue in scene.cues:
        if cue.form in {"addressee", "hearsay"}:
            continue
        item = READERS[cue.form](cue, scene, memory, pack)
        if item is None or not (item.content or cue.form == "silence"):
            continue
        if found and _is_joined(cue, scene, pack):
            item = replace(item, chain=found[-1].chain)
        (relays if cue.form == "relay" else found).append(item)
        if cue.form != "relay":
            # "Analysts said they expect": a pronoun may mean who spoke just before.
            memory.told(item.chain)
    if guesses is not None:
        # Who spoke is told again, as rules and models see it together.
        del memory.spoken[spoken:]
        found = with_guesses([*found, *relays], guesses, scene, memory, pack)
        found += minded(scene, memory, found, pack)
        found = with_cited(found, scene, memory, pack)
        quoting = list(quoted(scene, memory, pack))
        found = without_quoted(found, quoting) if quoting else found
        relays = [item for item in found if item.cue.form == "relay"]
        found = [item for item in found if item.cue.form != "relay"]
    if not found and not relays and carriers:
        return []
    if found:
        links = [link for relay in relays for link in relay.chain] + carriers
        if not any(item.tells for item in found):
            # What is only rumoured is told by who passes it on.
            found = [*found, *relays[:1]]
        return [
            item if item.chain in [r.chain for r in relays] else _carried(item, links)
            for item in _distinct(found)
        ]
    return relays[:1]


def _is_joined(cue: Cue, scene: Scene, pack: Pack) -> bool:
    """Whether an "and" right before a cue makes it the same source's as the last."""
    if cue.form not in {"pre", "weak"}:
        return False
    joining = any_of(pack["status"].listed("preposition", "and"))
    before = scene.text[scene.span.start : cue.span.start]
    return bool(re.search(rf"\b({joining})\s+$", before))


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
    told = [cue.span.end for cue in scene.cues if cue.form == "addressee"]
    verbs = word_finder(memory.pack, "cues", "tell").find(scene.span.of(scene.text))
    told += [scene.span.start + hit.span.end for hit in verbs]
    for end in told:
        for mention in scene.mentions:
            gap = scene.text[end : mention.span.start]
            if mention.kind == "outlet" and re.fullmatch(r"\W{0,3}", gap):
                yield memory.link(mention)
    for mention in scene.mentions:
        before = scene.text[max(0, mention.span.start - 6) : mention.span.start]
        has_silence = any(cue.form == "silence" for cue in scene.cues)
        if has_silence and mention.kind == "outlet" and before.endswith("oleh "):
            yield memory.link(mention)


def _without_outlet(chain: Chain, outlet: str) -> Chain:
    host = re.sub(r"^www\.|\.(com|co\.id|id|co|net)$", "", outlet.casefold())
    own = {outlet.casefold(), host} - {""}
    return tuple(
        link
        for link in chain
        if link.kind != "outlet" or link.name.casefold() not in own
    )


def _dated_first(
    item: Attribution, scene: Scene, anchor: date | None, pack: Pack
) -> Attribution:
    """The attribution without a time of saying that opens its content.

    "He said last week Iran had missiles": a time that is over, or today, right behind
    the verb is that of saying, unless it is what the clause is about.
    """
    if anchor is None or not item.content or item.cue.form != "pre":
        return item
    text, part = scene.text, item.content[0]
    for timex in scene.times:
        if not part.contains(timex.span) or not isinstance(timex.bounds, Bounds):
            continue
        lead = text[item.cue.span.end : timex.span.start].split()
        small = pack["cues"].listed("dated", "before")
        if part.start < item.cue.span.end or any(w.lower() not in small for w in lead):
            continue
        first, latest = timex.bounds.earliest, timex.bounds.latest
        if first is None or latest is None or latest > anchor:
            continue
        behind = re.match(r"\s+(\w+)", text[timex.span.end : part.end])
        stops = pack["cues"].listed("dated", "behind")
        is_short = (latest - first).days <= _MONTH
        if is_short and behind and behind[1].lower() not in stops:
            rest = Span(timex.span.end + behind.start(1), part.end)
            return replace(item, content=(rest, *item.content[1:]), said=timex)
    return item


def _with_said(item: Attribution, scene: Scene, anchor: date | None) -> Attribution:
    """The attribution with its time of saying: a time outside of its content."""
    if item.said is not None:
        return item
    for timex in scene.times:
        inside = any(span.contains(timex.span) for span in item.content)
        is_stamp = _is_stamp(timex, scene, anchor) or _is_of_relay(timex, item, scene)
        if inside and not is_stamp:
            continue
        if not item.content and not is_stamp and _is_of_matter(timex, item, scene):
            continue
        if item.cue.form == "relay" or isinstance(timex.bounds, Bounds):
            return replace(item, said=timex)
    return item


def _is_of_matter(timex: Timex, item: Attribution, scene: Scene) -> bool:
    """Whether a time is of what nothing is said of: "no comment on the sale in May"."""
    gap = scene.text[item.cue.span.end : timex.span.start]
    behind = scene.text[timex.span.end : timex.span.end + 2]
    return len(gap.split()) > _BESIDE or behind in {"'s", "’s"}


def _is_of_relay(timex: Timex, item: Attribution, scene: Scene) -> bool:
    """Whether a time dates the relay: "dilansir AP, Sabtu (21/6), bentrokan ..."."""
    if item.cue.form != "relay" or not item.chain:
        return False
    gap = scene.text[item.chain[-1].span.end : timex.span.start]
    return bool(re.fullmatch(r"[*\s,(]*((pada|on)\s+)?", gap))


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
