"""Sentences -> who quotes whom: "Tehran Radio quoted Ann Sample as saying talks ...".

Such a sentence names two links at once, the one that passes the words on and the one
that spoke; models see one of them, or none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from konon.model import Attribution, Chain, Cue, Span
from konon.packs import Pack
from konon.read.words import strip_span
from konon.spot.matcher import any_of, fold
from konon.state.naming import TOLD_BY_NOUN, chain_of_words, common_heads
from konon.state.sources import Memory
from konon.state.speakers import Scene

_LEAST = 2
"""Words of the shortest content."""
_NAME = re.compile(r"\s+(?:[A-Z][\w&'’.-]*\s*){1,3}")
_LONGEST = 90
"""Signs of the longest words for a source."""


def quoted(scene: Scene, memory: Memory, pack: Pack) -> Iterator[Attribution]:
    """The attributions of a sentence in which somebody is quoted by another."""
    pattern = _pattern(pack)
    if pattern is None:
        return
    for match in pattern.finditer(scene.text, scene.span.start, scene.span.end):
        cue = Span(match.start("verb"), match.end("say"))
        own = Cue(cue, "say", "say", "quoted", f"quoted: {match['verb'].lower()}")
        subject = _subject(scene, match.start(), pack)
        middle = Span(*match.span("who")) if match["who"] else None
        if match["aux"]:
            carrier, speaker = _behind_by(middle, scene.text, pack), subject
        else:
            carrier, speaker = subject, middle
        chain: Chain = ()
        for words in (carrier, speaker):
            if words is not None:
                found = _meant(words, own, scene, memory, pack)
                chain += tuple(link for link in found if link not in chain)
        content = _content(scene, match.end(), subject)
        if chain and content:
            yield Attribution(
                chain, own, content, None, f"{own.rule}, by rule", speaker
            )


def with_cited(
    found: Sequence[Attribution], scene: Scene, memory: Memory, pack: Pack
) -> list[Attribution]:
    """The attributions, with whom an outlet cites.

    "The paper, citing Ann, said", and "the paper reported, citing Ann, that".
    """
    cited = _cited(pack)
    if cited is None:
        return list(found)
    out, citing = [], []
    for item in found:
        match = _citing(item, cited, scene)
        if match is None:
            out.append(item)
            continue
        citing.append(Span(*match.span("verb")))
        words = Span(*match.span("who"))
        more = _meant(words, item.cue, scene, memory, pack)
        chain = tuple(link for link in item.chain if link not in more)
        content = item.content
        if match.start() == item.cue.span.end:
            content = (Span(match.end(), scene.span.end),)
        if item.cue.form == "relay":
            spoken = next(c for c in scene.cues if c.span.start == match.end())
            subject = _subject(scene, match.start(), pack)
            chain = _meant(subject, spoken, scene, memory, pack) if subject else chain
            item = replace(
                item,
                cue=spoken,
                rule=f"{spoken.rule}, by whom it cites",
                source=subject,
            )
            content = (strip_span(scene.text, Span(spoken.span.end, scene.span.end)),)
        out.append(replace(item, chain=(*chain, *more), content=content))
    return [
        item
        for item in out
        if item.cue.form != "relay"
        or not any(item.cue.span.overlaps(c) for c in citing)
    ]


def _citing(
    item: Attribution, cited: re.Pattern[str], scene: Scene
) -> re.Match[str] | None:
    """The words by which the source of an attribution cites somebody, if it does."""
    source, cue, text = item.source, item.cue.span, scene.text
    if item.cue.form != "relay":
        if source is None or source.end > cue.start:
            return None
        between = cited.fullmatch(text, source.end, cue.start)
        # Outlets cite somebody behind their verb; who else does so cites a reason.
        is_outlet = bool(item.chain) and item.chain[-1].kind == "outlet"
        behind = cited.match(text, cue.end, scene.span.end) if is_outlet else None
        return between or behind
    # "IRNA, citing Ann, reported": a rule took "citing" for all that is said.
    comma = text.rfind(",", scene.span.start, cue.start)
    found = cited.match(text, comma, scene.span.end) if comma > 0 else None
    is_told = found is not None and any(
        c.span.start == found.end() and c.form == "pre" for c in scene.cues
    )
    return found if is_told else None


@lru_cache(maxsize=16)
def _cited(pack: Pack) -> re.Pattern[str] | None:
    """What stands between an outlet and its verb where it cites somebody."""
    verbs = pack["cues"].listed("quoting", "citing")
    if not verbs:
        return None
    who = rf"(?P<who>[^,;\"“”]{{2,{_LONGEST}}})"
    return re.compile(rf",\s+(?P<verb>{any_of(verbs)})\s+{who},?\s+", re.IGNORECASE)


def _meant(words: Span, cue: Cue, scene: Scene, memory: Memory, pack: Pack) -> Chain:
    """Who some words stand for; "him" is a person who spoke, or was named, before."""
    word = words.of(scene.text).casefold()
    for kind in ("person", "many"):
        if word in pack["cues"].listed("quoting", kind):
            return memory.last_speaker(words.start, kind)
    chain, why = chain_of_words(words, cue, scene, memory, pack)
    return chain if why != TOLD_BY_NOUN or _is_somebody(words, scene, pack) else ()


def _is_somebody(words: Span, scene: Scene, pack: Pack) -> bool:
    """Whether some words without a name are for people: "citing costs" cites nobody."""
    heads = common_heads(pack)
    return any(fold(word) in heads for word in words.of(scene.text).split())


def without_quoted(
    found: Sequence[Attribution], quoting: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions, without those that saw a piece of who quotes whom."""
    spans = [item.cue.span for item in quoting]
    kept = [a for a in found if not any(a.cue.span.overlaps(span) for span in spans)]
    return sorted([*kept, *quoting], key=lambda item: item.cue.span)


def _subject(scene: Scene, end: int, pack: Pack) -> Span | None:
    """The words for whoever stands before a verb; what is inserted is left out.

    "IRNA, monitored in Nicosia, quoted ...": IRNA.
    """
    text, start = scene.text, scene.span.start
    before = text[start:end].rstrip()
    if before.endswith(","):
        front, _, inserted = before[:-1].rpartition(",")
        # "The Iranian news agency, IRNA, quoted": the name tells more.
        if _NAME.fullmatch(inserted):
            name = Span(start + len(front) + 1, start + len(before) - 1)
            return strip_span(text, name)
        before = front
    small = any_of(pack["cues"].listed("quoting", "between"))
    before = re.sub(rf"(?:\s+(?:{small}))+\s*$", "", before.rstrip())
    first = max(before.rfind(sign) for sign in (",", ";", ":", '"', "”")) + 1
    words = strip_span(text, Span(start + first, start + len(before)))
    joining = any_of(pack["cues"].listed("joining", "words"))
    opener = re.match(rf"(?:{joining})\s+", words.of(text), re.IGNORECASE)
    words = Span(words.start + (opener.end() if opener else 0), words.end)
    return words if 0 < words.end - words.start <= _LONGEST else None


def _behind_by(middle: Span | None, text: str, pack: Pack) -> Span | None:
    """Who carried it, in "was quoted by Tanjug as saying"."""
    if middle is None:
        return None
    carriers = any_of(pack["cues"].listed("quoting", "carriers"))
    found = re.search(rf"\b(?:{carriers})\s+", middle.of(text), re.IGNORECASE)
    return Span(middle.start + found.end(), middle.end) if found else None


def _content(scene: Scene, start: int, subject: Span | None) -> tuple[Span, ...]:
    """What is quoted: all behind, or the quotation in front."""
    start = strip_span(scene.text, Span(start, scene.span.end), " \n,:").start
    behind = Span(start, scene.span.end)
    if len(re.findall(r"\w+", behind.of(scene.text))) > _LEAST:
        reach = [q.end for q in scene.quotes if start <= q.start < behind.end]
        return (Span(start, max([behind.end, *reach])),)
    edge = subject.start if subject is not None else start
    front = [q for q in scene.quotes if 0 <= edge - q.end <= _LEAST + 1]
    return (front[-1],) if front else ()


@lru_cache(maxsize=16)
def _pattern(pack: Pack) -> re.Pattern[str] | None:
    """What finds "quoted ... as saying", also "was quoted ... as saying"."""
    listed = pack["cues"].table("quoting")
    if not listed.get("verbs"):
        return None
    verbs, says, auxiliaries = (
        any_of(listed.get(key, ())) for key in ("verbs", "saying", "passive")
    )
    that = any_of(pack["cues"].listed("that", "that"))
    return re.compile(
        rf"(?P<aux>\b(?:{auxiliaries})\s+(?:\w+\s+)?)?\b(?P<verb>{verbs})\s+"
        rf"(?:(?P<who>[^.;\"“”]{{2,{_LONGEST}}}?)\s+)?(?P<say>{says})\b"
        rf"(?:[^.,;\"“”]{{0,40}}?\s(?:{that})\b)?",
        re.IGNORECASE,
    )
