"""Triggers -> candidates: words that may name a happening, with what stands around."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from konon.model import (
    Attribution,
    Block,
    Cue,
    Entity,
    Mention,
    Sentence,
    Span,
    StatusSign,
    Timex,
    Trigger,
)
from konon.packs import Pack
from konon.read.places import Attributed, extent, holding, within
from konon.spot.matcher import word_finder
from konon.state.clauses import clause_of, clause_starts
from konon.state.denials import Denial, spot_denials, taken_back
from konon.state.hanging import hanging
from konon.state.looks import Candidate, stem
from konon.state.open_words import is_open
from konon.state.reaches import reach_of
from konon.state.roles import Field, find_when
from konon.state.sights import Sight
from konon.state.status import OFF, OPEN, Verdict, certainty_at, judge, spot_signs
from konon.state.tokens import Tokens

_TELLING = OPEN | OFF | {"under_way"}


@dataclass(frozen=True, slots=True)
class Article:
    """What candidates are found in: a report with all that was spotted in it."""

    text: str
    title: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Tokens, ...]
    triggers: tuple[Trigger, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    times: tuple[Timex, ...]
    cues: tuple[Cue, ...]
    quotes: tuple[Span, ...]
    attributions: tuple[Attribution, ...]
    told: tuple[Attribution, ...]
    """Those attributions in which somebody says something."""
    anchor: date | None
    """The day of publication."""
    pack: Pack
    parties: tuple[Mention, ...] = ()
    """People and bodies without a name, and pronouns for those with one."""
    sight: Sight | None = None
    """What the network sees in it, where the language has one."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence with all that its candidates share."""

    number: int
    field: Field
    signs: tuple[StatusSign, ...]
    tokens: Tokens
    near: tuple[Attribution, ...]
    is_undated: bool
    """Whether it says that there is no date yet."""
    opened: tuple[Trigger, ...]
    denials: tuple[Denial, ...]
    """Words that may take a plan back."""


def candidates(article: Article) -> Iterator[Candidate]:
    """The candidates of a report, in order."""
    pack = article.pack
    titled = {stem(w, pack) for w in re.findall(r"\w+", article.title)}
    stems = [stem(t.span.of(article.text), pack) for t in article.triggers]
    repeats = Counter(stems)
    for place in _places(article):
        triggers = (*place.field.triggers, *place.opened)
        for trigger in sorted(triggers, key=lambda t: t.span):
            words = place.tokens.covered(trigger.span)
            if words:
                own = stem(trigger.span.of(article.text), pack)
                yield _candidate(
                    trigger, place, words, article, own in titled, repeats[own]
                )


def _places(article: Article) -> Iterator[_Place]:
    """The sentences that may tell of an event: with a listed word, a time, a sign."""
    said = {a.said.span for a in article.told if a.said is not None}
    told, pack = Attributed(article.told), article.pack
    starts = [tokens.starts[0] for tokens in article.paragraphs]
    for number, sentence in enumerate(article.sentences):
        span = sentence.span
        triggers = within(article.triggers, span)
        if not triggers:
            continue
        mentions = within(article.mentions, span)
        field = Field(
            article.text,
            span,
            clause_starts(article.text, span, pack),
            mentions,
            tuple(t for t in within(article.times, span) if t.span not in said),
            (),
            within(article.parties, span),
            hanging(mentions, article.text, pack),
        )
        listed = tuple(t for t in triggers if not is_open(t))
        chosen = tuple(_chosen(listed, field, pack))
        field, signs = replace(field, triggers=chosen), signs_of(field, pack)
        at = bisect_right(starts, span.start) - 1
        is_rich = chosen or field.times or any(s.status in _TELLING for s in signs)
        if at < 0 or not is_rich:
            continue
        near = told.near(span)
        yield _Place(
            number,
            field,
            signs,
            article.paragraphs[at],
            near,
            any(c.form == "no_date" for c in within(article.cues, span)),
            tuple(t for t in triggers if is_open(t) and not _tells(t, near)),
            spot_denials(article.text, span, pack),
        )


def _tells(trigger: Trigger, near: Sequence[Attribution]) -> bool:
    """Whether a verb only says so: "Vedomosti melaporkan Putin akan ..."."""
    return trigger.form != "noun" and any(
        a.cue.span.overlaps(trigger.span) for a in near
    )


def _candidate(
    trigger: Trigger,
    place: _Place,
    words: range,
    article: Article,
    is_titled: bool,
    repeats: int,
) -> Candidate:
    text, pack, field = article.text, article.pack, place.field
    clause = clause_of(trigger.span.start, field.starts, field.span.end)
    scope = scope_of(trigger.span, field.span, place.near)
    times = [t for t in field.times if scope.contains(t.span)]
    when = find_when(trigger, field, times, pack)
    if when is not None and trigger.type != "deadline":
        when = reach_of(when, field.times, place.signs, text, article.anchor, pack)
    innermost = min(holding(place.near, trigger.span), key=extent, default=None)
    # "Putin plans to visit": the word of plan may be the cue of what is planned.
    cue = innermost.cue.span if innermost else trigger.span
    signs = tuple(
        s for s in place.signs if scope.contains(s.span) or cue.contains(s.span)
    )
    sure = certainty_at(text, clause, pack)
    verdict = judge(
        trigger, when, signs, field.starts, article.anchor, sure, text, pack
    )
    taken = taken_back(trigger, clause, place.denials, place.signs, text, pack)
    if taken is not None:
        verdict = Verdict("denied", "future", taken, sure, "NEG", True)
    is_undated = trigger.form == "noun" and place.is_undated
    if is_undated and not verdict.is_particular:
        verdict = Verdict("planned", "future", None, sure, "POS", True)
    return Candidate(
        trigger,
        place.number,
        field,
        place.tokens,
        words,
        clause,
        scope,
        signs,
        when,
        verdict,
        innermost,
        is_in_frame(trigger, field.span, place.near),
        is_habit(clause, text, pack) or is_conditional(clause, text, pack),
        is_titled,
        repeats,
        pack,
        is_undated,
        article.sight,
    )


def is_habit(clause: Span, text: str, pack: Pack) -> bool:
    """Whether a clause has a word for what is done again and again."""
    return any(word_finder(pack, "status", "generic").find(clause.of(text)))


def is_bygone(clause: Span, text: str, pack: Pack) -> bool:
    """Whether a clause tells of a plan of the past: "had been expected"."""
    return any(word_finder(pack, "status", "bygone").find(clause.of(text)))


def is_conditional(clause: Span, text: str, pack: Pack) -> bool:
    """Whether a clause opens with "jika" or "if": what it tells is no plan."""
    words = pack["status"].listed("condition", "words")
    opening = " ".join(clause.of(text).casefold().split())
    return opening.startswith(tuple(f"{word} " for word in words))


def signs_of(field: Field, pack: Pack) -> tuple[StatusSign, ...]:
    """The status words of a sentence; inside a name they postpone and plan nothing.

    "Penundaan Kewajiban Pembayaran Utang" is what a case is called.
    """
    names = [m.span for m in field.mentions if m.kind != "unnamed"]
    return tuple(
        sign
        for sign in spot_signs(field.text, field.span, pack)
        if not any(n.contains(sign.span) for n in names)
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


def scope_of(
    position: Span, sentence: Span, attributions: Sequence[Attribution]
) -> Span:
    """What belongs together with a place: the content it is in, else the sentence."""
    inside = [
        Span(max(part.start, sentence.start), min(part.end, sentence.end))
        for attribution in attributions
        for part in attribution.content
        if part.contains(position)
    ]
    return min(inside, key=lambda s: s.end - s.start, default=sentence)


def is_in_frame(
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
