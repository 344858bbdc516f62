"""Triggers -> event mentions: which triggers count, with roles, time and status."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from konon.model import (
    Attribution,
    Bounds,
    Cue,
    EventMention,
    Mention,
    Sentence,
    Span,
    StatusSign,
    Timex,
    Trigger,
)
from konon.packs import Pack
from konon.read.places import Attributed, within
from konon.spot.matcher import word_finder
from konon.state.clauses import clause_of, clause_starts
from konon.state.roles import Field, find_roles, find_when, with_open_end
from konon.state.status import (
    OFF,
    OPEN,
    Verdict,
    certainty_at,
    judge,
    spot_signs,
)

_LABEL_WORDS = 6
_SUBJECT_WORDS = 7
_WORD = re.compile(r"[\w/-]+|[^\w\s]")
_TENSED = OPEN | OFF | {"happened", "under_way", "negated"}
# A plan that no word types needs a time that a desk could act on.
_PLAIN_DAYS, _FRAME_DAYS = 32, 100


def find_happenings(
    text: str,
    sentences: Sequence[Sentence],
    triggers: Sequence[Trigger],
    mentions: Sequence[Mention],
    times: Sequence[Timex],
    attributions: Sequence[Attribution],
    cues: Sequence[Cue],
    anchor: date | None,
    pack: Pack,
) -> tuple[EventMention, ...]:
    """The event mentions of a report, in order.

    Habits and statistics are left out. A mention that no plan, denial or date makes
    particular is kept, but only joins an event that another mention establishes.
    """
    said = {a.said.span for a in attributions if a.said is not None}
    told = Attributed(attributions)
    out: list[EventMention] = []
    for number, sentence in enumerate(sentences):
        span = sentence.span
        inside = within(triggers, span)
        if not inside:
            continue
        field = Field(
            text,
            span,
            clause_starts(text, span, pack),
            within(mentions, span),
            tuple(t for t in within(times, span) if t.span not in said),
            (),
        )
        chosen = tuple(_chosen(inside, field, pack))
        field = replace(field, triggers=chosen)
        undated = any(c.form == "no_date" for c in within(cues, span))
        for trigger in chosen:
            out += _mentions_of(
                trigger, number, field, told.near(span), anchor, pack, undated
            )
    return tuple(out)


def _chosen(triggers: Sequence[Trigger], field: Field, pack: Pack) -> Iterator[Trigger]:
    """The triggers without frames that only carry a typed word of their clause."""
    typed = [t for t in triggers if t.form != "frame"]
    for trigger in triggers:
        if trigger.form == "frame" and any(
            _same_clause(trigger, other, field)
            or _is_relative_to(trigger, other, field, pack)
            for other in typed
        ):
            continue
        yield trigger


def _is_relative_to(frame: Trigger, noun: Trigger, field: Field, pack: Pack) -> bool:
    """Whether a frame says that the noun before it takes place: "X yang digelar"."""
    clause = clause_of(frame.span.start, field.starts, field.span.end)
    opener = clause.of(field.text).casefold().split()[:1]
    is_relative = bool(opener) and opener[0] in pack["status"].listed(
        "relative", "words"
    )
    gap = clause.start - noun.span.end
    return is_relative and noun.form == "noun" and 0 <= gap <= 60


def _same_clause(one: Trigger, other: Trigger, field: Field) -> bool:
    end = field.span.end
    return clause_of(one.span.start, field.starts, end) == clause_of(
        other.span.start, field.starts, end
    )


def _mentions_of(
    trigger: Trigger,
    sentence: int,
    field: Field,
    attributions: Sequence[Attribution],
    anchor: date | None,
    pack: Pack,
    has_no_date: bool,
) -> Iterator[EventMention]:
    clause = clause_of(trigger.span.start, field.starts, field.span.end)
    if any(word_finder(pack, "status", "generic").find(clause.of(field.text))):
        return
    scope = _scope(trigger.span, field.span, attributions)
    times = [t for t in field.times if scope.contains(t.span)]
    when = find_when(trigger, field, times, pack)
    if when is not None and trigger.type != "deadline":
        when = with_open_end(when, field.text, pack)
    inside = _signs_within(scope, field, pack)
    sure = certainty_at(field.text, clause, pack)
    verdict = judge(trigger, when, inside, field.starts, anchor, sure, field.text, pack)
    if not verdict.is_particular and trigger.form == "noun" and has_no_date:
        verdict = Verdict("planned", "future", None, sure, "POS", True)
    particular = (
        not _is_in_frame(trigger, field.span, attributions)
        and verdict.is_particular
        and _is_placed(trigger, when, verdict.status)
        and not _is_conditional(clause, field.text, pack)
        and not (
            when is None
            and _is_conditional(_following(clause, field), field.text, pack)
        )
    )
    roles = find_roles(trigger, field, scope, pack)
    groups = (
        roles.places
        if _splits(trigger) and roles.places
        else (tuple(m for group in roles.places for m in group),)
    )
    for places in groups:
        yield EventMention(
            span=trigger.span,
            type=trigger.type,
            sentence=sentence,
            actors=roles.actors,
            recipients=roles.recipients,
            places=places,
            when=when,
            tense=verdict.tense,
            status=verdict.status,
            sign=verdict.sign,
            certainty=verdict.certainty,
            polarity=verdict.polarity,
            is_anaphor=_points_back(trigger, field, pack)
            or _is_coordinated(trigger, field, pack),
            is_particular=particular,
            words=_words(trigger, field, pack),
            rule=trigger.rule,
            subject=_subject(trigger, field, pack),
        )


def _is_coordinated(trigger: Trigger, field: Field, pack: Pack) -> bool:
    """Whether an "and" ties a noun to one of its type: "convention and exhibition"."""
    joining = pack["status"].listed("preposition", "and")
    for other in field.triggers:
        gap = field.text[other.span.end : trigger.span.start].strip().casefold()
        is_like = other.type == trigger.type and other.form == trigger.form == "noun"
        if is_like and gap in joining:
            return True
    return False


def _subject(trigger: Trigger, field: Field, pack: Pack) -> Span | None:
    """The words for what is to be held, begun ...: the noun phrase before a frame."""
    if not trigger.rule.startswith("frame: ") or trigger.form != "frame":
        return None
    start = clause_of(trigger.span.start, field.starts, field.span.end).start
    words = list(_WORD.finditer(field.text, start, trigger.span.start))
    idle = _idle_words(pack)
    while words and words[-1].group().casefold() in idle:
        words.pop()
    first = len(words)
    while first and len(words) - first < _SUBJECT_WORDS:
        word = words[first - 1].group()
        if not word[0].isalnum() or word.casefold() in idle:
            break
        first -= 1
    if first == len(words):
        return None
    return Span(words[first].start(), words[-1].end())


@lru_cache(maxsize=16)
def _idle_words(pack: Pack) -> frozenset[str]:
    """Words of tense, negation, place and pointing back: no part of a subject."""
    section = pack["status"]
    tables = ("sign", "preposition", "back", "clause", "copula", "auxiliary")
    return frozenset(
        word
        for table in tables
        for listed in section.table(table).values()
        for phrase in listed
        for word in phrase.split()
    )


def _signs_within(scope: Span, field: Field, pack: Pack) -> tuple[StatusSign, ...]:
    """The status words of a span; inside a name they postpone and plan nothing.

    "Penundaan Kewajiban Pembayaran Utang" is what a case is called.
    """
    names = [m.span for m in field.mentions if m.kind != "unnamed"]
    return tuple(
        sign
        for sign in spot_signs(field.text, field.span, pack)
        if scope.contains(sign.span)
        and not any(n.contains(sign.span) for n in names)
        and not _is_in_capitals(sign.span, field)
    )


def _is_in_capitals(span: Span, field: Field) -> bool:
    """Whether a word stands with others in capitals, as the words of a name do."""
    if not span.of(field.text)[0].isupper() or span.start == field.span.start:
        return False
    before = re.search(r"([A-Z][\w-]*) $", field.text[field.span.start : span.start])
    is_first = before is not None and before.start() == 0
    after = re.match(r" [A-Z]\w", field.text[span.end : field.span.end])
    return after is not None or (before is not None and not is_first)


def _is_conditional(clause: Span, text: str, pack: Pack) -> bool:
    """Whether a clause opens with "jika" or "if": what it tells is no plan."""
    words = pack["status"].listed("condition", "words")
    opening = " ".join(clause.of(text).casefold().split())
    return opening.startswith(tuple(f"{word} " for word in words))


def _following(clause: Span, field: Field) -> Span:
    """What stands behind a clause: "akan dijatuhkan" ... "jika ada yang ..."."""
    return Span(clause.end, field.span.end)


def _splits(trigger: Trigger) -> bool:
    """Visits to two places are two visits; a meeting in two places is still one."""
    return trigger.type == "visit"


def _scope(position: Span, sentence: Span, attributions: Sequence[Attribution]) -> Span:
    """What belongs together with a place: the content it is in, else the sentence."""
    inside = [
        Span(max(part.start, sentence.start), min(part.end, sentence.end))
        for attribution in attributions
        for part in attribution.content
        if part.contains(position)
    ]
    return min(inside, key=lambda s: s.end - s.start, default=sentence)


def _is_in_frame(
    trigger: Trigger, sentence: Span, attributions: Sequence[Attribution]
) -> bool:
    """Whether a trigger belongs to the saying, not to what is said.

    "A banker close to the talks said ..." tells nothing of the talks.
    """
    here = [
        a
        for a in attributions
        if sentence.contains(a.cue.span)
        and a.cue.form in {"pre", "weak", "post", "after_quote", "according"}
    ]
    if not here or trigger.span.start > here[0].cue.span.start:
        return False
    if trigger.form != "noun":
        # "The minister resigned today but denied ..." tells of a resignation.
        sources = [a.source for a in here if a.source is not None]
        return any(source.contains(trigger.span) for source in sources)
    return not any(
        part.contains(trigger.span) for a in attributions for part in a.content
    )


def _is_placed(trigger: Trigger, when: Timex | None, status: str) -> bool:
    """Whether a happening stands firmly enough to be one of the agenda.

    What no table types needs a time; what lies behind needs a day or a month.
    """
    bounds = when.bounds if when is not None else None
    if trigger.form == "frame":
        days = _PLAIN_DAYS if trigger.rule.startswith("future") else _FRAME_DAYS
        if when is None and trigger.rule.startswith("future") and status == "planned":
            return True
        return status != "happened" and _is_narrow(bounds, days)
    if status == "happened":
        return _is_narrow(bounds)
    return True


def _is_narrow(bounds: object, days: int = 400) -> bool:
    return isinstance(bounds, Bounds) and bounds.width < days


def _points_back(trigger: Trigger, field: Field, pack: Pack) -> bool:
    """Whether "that", "tersebut" or "-nya" ties a noun to an event told before."""
    if trigger.form != "noun":
        return False
    words = {w.casefold() for w in pack["status"].listed("back", "words")}
    after = re.match(r"\s+(\w+)", field.text[trigger.span.end : field.span.end])
    before = re.search(r"(\w+)\s+$", field.text[field.span.start : trigger.span.start])
    if pack["status"].listed("back", "words") and trigger.span.of(
        field.text
    ).casefold().endswith("nya"):
        return True
    is_behind = after is not None and after.group(1).casefold() in words
    # "kunjungan ke Hanoi tersebut": the word may stand behind the whole phrase.
    phrase = re.match(
        r"[^,.;:\"“”]{0,60}", field.text[trigger.span.end : field.span.end]
    )
    last = pack["status"].listed("back_phrase", "words")
    if phrase and set(phrase.group().casefold().split()) & set(last):
        return True
    is_ahead = before is not None and before.group(1).casefold() in words
    return is_behind or (is_ahead and pack.tag != "id")


def _words(trigger: Trigger, field: Field, pack: Pack) -> str:
    """Words for a label: a noun's own name, a verb with what stands before it."""
    start = trigger.span.start
    if trigger.form == "noun":
        tail = _noun_phrase(trigger, field, pack)
        head = re.search(
            r"((?:[A-Z][\w-]*\s+)+)$", field.text[field.span.start : start]
        )
        is_name = trigger.span.of(field.text)[0].isupper() or bool(head)
        lead = head.group(1) if head and tail[:1].isupper() else ""
        named = re.match(r"(?:[A-Z0-9][\w&/-]*\s*)+", tail) if is_name else None
        told = named.group() if named and tail[:1].isupper() else tail
        words = (lead + told).split()
        chosen = (words if len(words) > 1 else tail.split())[: _LABEL_WORDS + 2]
        return " ".join(_without_end(chosen, pack))
    opened = clause_of(start, field.starts, field.span.end).start
    lead = re.split(r"[.;:\"“”()]", field.text[opened:start])[-1]
    tail = _up_to_stop(trigger, field)
    words = lead.split()[-_LABEL_WORDS - 3 :]
    openers = set(pack["status"].listed("clause", "words"))
    while words and words[0].casefold().strip("*") in openers:
        words = words[1:]
    return " ".join(words + tail.split()[:4])


def _up_to_stop(trigger: Trigger, field: Field) -> str:
    return re.split(r"[,.;:\"“”()]", field.text[trigger.span.start : field.span.end])[0]


def _noun_phrase(trigger: Trigger, field: Field, pack: Pack) -> str:
    """A noun and what follows it, up to a stop or a word of tense: "... | will be".

    A bare noun names nothing: there the telling words stay.
    """
    tail = _up_to_stop(trigger, field)
    behind = len(trigger.span.of(field.text))
    hits = word_finder(pack, "status", "sign").find(tail)
    ends = [h.span.start for h in hits if h.span.start > behind and h.key in _TENSED]
    cut = tail[: min(ends, default=len(tail))]
    vague = set(pack["status"].listed("back", "words"))
    words = [w for w in _without_end(cut.split(), pack) if w.casefold() not in vague]
    return cut if len(words) > 1 else tail


def _without_end(words: Sequence[str], pack: Pack) -> Sequence[str]:
    """Words of a label without the "on", "yang" or "untuk" that would dangle."""
    loose = _loose_words(pack)
    end = len(words)
    while end > 1 and words[end - 1].casefold() in loose:
        end -= 1
    return words[:end]


@lru_cache(maxsize=16)
def _loose_words(pack: Pack) -> frozenset[str]:
    table = pack["status"].table
    return frozenset(
        word
        for name in ("clause", "relative", "preposition", "copula")
        for listed in table(name).values()
        for word in listed
    )
