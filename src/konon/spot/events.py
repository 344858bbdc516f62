"""Sentences -> triggers: words that name happenings, by event type."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from konon.model import Sentence, Span, Trigger
from konon.packs import NO_EVENT_TYPES, Pack
from konon.spot.matcher import WordFinder, fold, rule_finders, word_finder

Form = Literal["noun", "verb", "passive", "frame"]
_FORMS: dict[str, Form] = {"noun": "noun", "verb": "verb", "passive": "passive"}


def spot_events(
    text: str, sentences: Sequence[Sentence], pack: Pack, shared: Pack
) -> tuple[Trigger, ...]:
    """The triggers in `sentences`, in order; the longest of those that overlap."""
    out: list[Trigger] = []
    for sentence in sentences:
        piece, base = sentence.span.of(text), sentence.span.start
        traps = [hit.span for hit in word_finder(pack, "events", "not").find(piece)]
        found = [
            trigger
            for trigger in _candidates(piece, pack, shared)
            if not any(trigger.span.overlaps(trap) for trap in traps)
            and not is_month(trigger.span.of(piece), pack)
            and not _is_hosted(trigger, piece, pack)
        ]
        kept: list[Trigger] = []
        for trigger in found:
            if not any(trigger.span.overlaps(other.span) for other in kept):
                kept.append(trigger)
        out += [_moved(trigger, base) for trigger in kept]
    return tuple(sorted(out, key=lambda trigger: trigger.span))


def _candidates(piece: str, pack: Pack, shared: Pack) -> list[Trigger]:
    """Typed words first, then frames, then what a future word governs."""
    out = []
    for hit in _finder(pack).find(piece):
        name, form = hit.key.split("|")
        rule = f"{name} {form}: {hit.word}"
        out.append(Trigger(hit.span, name, _FORMS[form], rule))
    for hit in word_finder(pack, "events", "frame").find(piece):
        out.append(Trigger(hit.span, "other", "frame", f"frame: {hit.word}"))
    idle = _idle(pack)
    for finder in rule_finders(pack, "events", shared):
        for match in finder.find(piece):
            if fold(match.span.of(piece)) in idle:
                continue
            name = match.rule.get("type")
            out.append(Trigger(match.span, name, "frame", match.rule.name))
    return out


def _is_hosted(trigger: Trigger, piece: str, pack: Pack) -> bool:
    """Whether a noun only tells what kind of thing another word is: "meeting room"."""
    if trigger.form != "noun":
        return False
    before = re.search(r"(\w+)\s+$", piece[: trigger.span.start])
    after = re.match(r"\s+(\w+)", piece[trigger.span.end :])
    hosts = pack["events"].table("host")
    return bool(
        (before and fold(before.group(1)) in hosts.get("before", ()))
        or (after and fold(after.group(1)) in hosts.get("after", ()))
    )


def is_month(word: str, pack: Pack) -> bool:
    """Whether a word is written as a month: "March" and "May" are no verbs then."""
    return word[:1].isupper() and fold(word) in _months(pack)


@lru_cache(maxsize=16)
def _months(pack: Pack) -> frozenset[str]:
    return frozenset(map(fold, pack["times"].every("month")))


@lru_cache(maxsize=16)
def _idle(pack: Pack) -> frozenset[str]:
    return frozenset(fold(word) for word in pack["events"].listed("idle", "words"))


def _moved(trigger: Trigger, base: int) -> Trigger:
    span = Span(trigger.span.start + base, trigger.span.end + base)
    return Trigger(span, trigger.type, trigger.form, trigger.rule)


@lru_cache(maxsize=16)
def _finder(pack: Pack) -> WordFinder:
    section = pack["events"]
    table = {
        f"{name}|{form}": words
        for name, rows in section.words.items()
        if name not in NO_EVENT_TYPES
        for form, words in rows.items()
    }
    return WordFinder(table, "|".join(pack.meta.get("clitics", ())))
