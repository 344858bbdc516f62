"""What the models of events see of two things together.

An event and a time, an event and a name, two mentions that may be one event. A feature
is a short text; all but those with words mean the same in every language.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from konon.model import (
    Attribution,
    Bounds,
    Dated,
    EventMention,
    Link,
    Mention,
    Span,
    Timex,
    Trigger,
)
from konon.packs import Pack
from konon.read.places import within
from konon.spot.calendar import NO_ANCHOR
from konon.spot.matcher import any_of, word_finder
from konon.spot.vocabulary import vocabulary_of
from konon.state.candidates import Article
from konon.state.clauses import crossings
from konon.state.judges import Judges
from konon.state.lengths import counted
from konon.state.looks import Candidate, near, stem
from konon.state.reaches import reach_of
from konon.state.roles import (
    Roles,
    governed_roles,
    is_edition,
    is_tied,
)
from konon.state.sights import Sight
from konon.state.status import side_of, width_of
from konon.state.wording import pronouns_of

_AROUND = 2
"""Sentences before and behind a mention in which its time may stand."""
_LOOK = 30
"""Characters beside a time of another sentence that are looked at."""
_SHORT, _FEW = 4, 10
"""Words between two things that are told one by one, and as a set."""
_COMPARED = 48
"""Characters before a time in which a word may compare."""
_LIKELY, _LIKELY_BY_RULE = 0.6, 0.42
"""From which chance on a time is an event's; one that rules give it as well."""


def judged_dates(seen: Candidate, article: Article, judges: Judges) -> Iterator[Dated]:
    """The times that an event may have, with how likely each is its own."""
    for number, timex, is_turned in readings_around(seen, article):
        looks = reading_looks(seen, timex, number, is_turned, article)
        is_ruled = seen.when is not None and timex.span == seen.when.span
        if seen.trigger.type != "deadline":
            times = within(article.times, article.sentences[number].span)
            signs = seen.signs if number == seen.sentence else ()
            timex = reach_of(
                timex, times, signs, article.text, article.anchor, article.pack
            )
        steps = number - seen.sentence
        yield Dated(timex, judges.when(looks), steps, is_ruled, is_turned)


def readings_around(
    seen: Candidate, article: Article
) -> Iterator[tuple[int, Timex, bool]]:
    """The times around a candidate; both, where words of its own sentence fit a day
    behind and one ahead.

    Each has the number of its sentence, and whether it is turned to the other side.
    """
    for number, timex in times_around(seen, article):
        yield number, timex, False
        if timex.other is not None and number == seen.sentence:
            yield number, timex.other, True


def _tells(attribution: Attribution, span: Span) -> bool:
    """Whether an attribution tells of a place: when it was said does not date that."""
    return any(part.contains(span) for part in attribution.content)


def _is_of_cup(timex: Timex, seen: Candidate) -> bool:
    """Whether a year says which cup a match belongs to, and not when it is played."""
    matches = [t for t in (seen.trigger, *seen.field.triggers) if t.type == "match"]
    return any(is_edition(timex, match, seen.field) for match in matches)


def likeliest_date(dates: Sequence[Dated]) -> tuple[Timex | None, float]:
    """The time that is likeliest that of an event, how likely; None if none is."""
    best = max(dates, key=lambda dated: dated.chance, default=None)
    if best is None or best.chance < (_LIKELY_BY_RULE if best.is_ruled else _LIKELY):
        return None, 0.0
    return best.timex, best.chance


def times_around(seen: Candidate, article: Article) -> Iterator[tuple[int, Timex]]:
    """The times in the sentence of a candidate and in those around it, each with the
    number of its sentence; not when something was said.
    """
    cited = {
        a.said.span
        for a in article.told
        if a.said and (a.cue.form == "relay" or _tells(a, seen.trigger.span))
    }
    for number in range(seen.sentence - _AROUND, seen.sentence + _AROUND + 1):
        if 0 <= number < len(article.sentences):
            for expression in within(article.times, article.sentences[number].span):
                timex = _placed(expression, seen, article)
                is_time = isinstance(timex.bounds, Bounds) or timex.bounds == NO_ANCHOR
                is_other = timex.span in cited or _is_of_cup(timex, seen)
                is_other = is_other or is_edition(timex, seen.trigger, seen.field)
                is_other = is_other or is_tied(timex, article.text, article.pack)
                is_other = is_other or is_traded(timex, seen.trigger, article)
                if timex.type != "SET" and is_time and not is_other:
                    yield number, timex


def is_traded(timex: Timex, trigger: Trigger, article: Article) -> bool:
    """Whether a month is that of what is bought and sold: "wheat for May delivery".

    It is when that is delivered, and of nothing else.
    """
    text, span = article.text, timex.span
    before, behind = _traded(article.pack)
    start = max(0, span.start - _LOOK)
    match = behind.match(text, span.end) or before.search(text, start, span.start)
    return match is not None and not trigger.span.overlaps(Span(*match.span(1)))


@lru_cache(maxsize=16)
def _traded(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is traded, right before its month and right behind."""
    before, between, behind = (
        any_of(pack["times"].listed("ahead", key))
        for key in ("before", "between", "words")
    )
    return (
        re.compile(rf"\b({before})(?:\s+(?:{between}))*\s+$", re.IGNORECASE),
        re.compile(rf"\s+({behind})\b", re.IGNORECASE),
    )


def _placed(timex: Timex, seen: Candidate, article: Article) -> Timex:
    """A length as the time that words beside it make of it: "within three months"."""
    is_ahead = seen.verdict.tense == "future"
    placed = counted(timex, article.text, article.anchor, is_ahead, article.pack)
    return placed or timex


def tellers(seen: Candidate) -> set[str]:
    """The entities that tell of a candidate, by a name or a pronoun.

    "The company said its bid was approved": whom a bare noun means acts as often as
    anybody whom the sentence does not name.
    """
    if seen.inside is None:
        return set()
    return {
        link.entity
        for link in seen.inside.chain
        if link.kind not in {"body", "outlet"} or not _is_noun(link, seen)
    }


def _is_noun(link: Link, seen: Candidate) -> bool:
    """Whether a bare noun stands for a source: "the company", "the ministry"."""
    *_, last = link.span.of(seen.field.text).split() or [""]
    is_pronoun = last.casefold() in pronouns_of(seen.pack)
    return last.islower() and not is_pronoun and not link.name.islower()


def players(seen: Candidate) -> tuple[Mention, ...]:
    """All in the sentence of a candidate that may have a part in its event."""
    return (*seen.field.mentions, *seen.field.parties)


def reading_looks(
    seen: Candidate, timex: Timex, sentence: int, is_turned: bool, article: Article
) -> list[str]:
    """The features of a candidate and a time, read on one side of the publication."""
    anchor = article.anchor
    looks = _when_looks(seen, timex, sentence, anchor, article.pack)
    turned = _turned_looks(seen, timex, is_turned, anchor)
    sight, span = seen.sight, timex.span
    net = sight.when(seen.tokens, seen.words, span, is_turned) if sight else ()
    return [*looks, *turned, *net]


def _when_looks(
    seen: Candidate, timex: Timex, sentence: int, anchor: date | None, pack: Pack
) -> list[str]:
    """The features of a candidate and a time in its sentence, or in one beside it."""
    field, trigger = seen.field, seen.trigger
    steps = sentence - seen.sentence
    out = ["b", f"steps={steps}", f"form={trigger.form}", f"lex={trigger.type}"]
    side, width = side_of(timex, anchor), width_of(timex)
    sign = seen.verdict.sign.status if seen.verdict.sign else "none"
    out += [f"side={side}", f"width={width}", f"type={timex.type}"]
    out += [f"side|sign={side}|{sign}", f"side|v={side}|{seen.verdict.status}"]
    out += [f"side|sign|steps={side}|{sign}|{steps}"]
    out += [f"steps|form={steps}|{trigger.form}", f"steps|width={steps}|{width}"]
    out += [f"own={seen.when is not None}|{steps}", f"mod={timex.mod}|{side}"]
    out += [f"rule={timex.rule}|{steps}", f"rule|form={timex.rule}|{trigger.form}"]
    if timex.value.endswith("_REF"):
        out.append("vague")
    if _is_compared(timex, field.text, pack):
        out += ["compared", f"compared|{side}|{steps}", f"compared|{trigger.form}"]
    if timex not in field.times and not steps:
        # A date of saying dates what it was said at: "dalam konferensi pers, Rabu".
        out += [
            f"said|{trigger.form}",
            f"said|{seen.is_framing}",
            f"said|{trigger.type}",
        ]
    if steps:
        return [*out, *_from_afar(seen, timex, steps)]
    is_of_name = is_edition(timex, trigger, field)
    out.append(f"edition={is_of_name}|{_is_of_cup(timex, seen)}|{trigger.type}")
    is_ruled = seen.when is not None and seen.when.span == timex.span
    gap = gap_between(trigger.span, timex.span)
    order = "-" if timex.span.start < trigger.span.start else "+"
    between = field.text[gap.start : gap.end].split()
    borders = min(3, crossings(trigger.span.start, timex.span.start, field.starts))
    out += [
        f"ruled={is_ruled}",
        f"ruled={is_ruled}|{width}",
        f"ruled|form={is_ruled}|{trigger.form}",
    ]
    out += [f"gap={order}{near(len(between))}", f"borders={order}{borders}"]
    out += [f"gap|borders={order}{near(len(between))}|{borders}"]
    out += [f"gap|form={order}{near(len(between))}|{trigger.form}"]
    out += [
        f"verbs={order}{_between(seen, gap)}",
        f"verbs|borders={order}{_between(seen, gap)}|{borders}",
    ]
    out += _rivals(seen, timex, borders)
    lead = field.text[field.span.start : timex.span.start].split()
    out += [f"lead={near(len(lead))}|{order}"]
    out += [f"word={lead[-1].casefold() if lead else '_'}"]
    if len(between) <= _SHORT:
        out.append(f"between={' '.join(between).casefold()}")
    if not seen.scope.contains(timex.span):
        out.append("outside")
    out.append(f"starts={seen.words[0] == 0}|{order}")
    out += _ways(seen, timex.span, order, "")
    return out


def _is_compared(timex: Timex, text: str, pack: Pack) -> bool:
    """Whether a time dates what something is compared with: "from 8.6 pct last week".

    Between the word and the time stand a number, or next to nothing.
    """
    before = text[max(0, timex.span.start - _COMPARED) : timex.span.start]
    *_, last = (None, *word_finder(pack, "status", "compared").find(before))
    if last is None:
        return False
    gap = before[last.span.end :]
    return len(gap.split()) <= 1 or any(sign.isdigit() for sign in gap)


def _turned_looks(
    seen: Candidate, timex: Timex, is_turned: bool, anchor: date | None
) -> list[str]:
    """The features of a time whose words fit both sides of the publication."""
    if timex.other is None and not is_turned:
        return []
    side, width, verdict = side_of(timex, anchor), width_of(timex), seen.verdict
    sign = verdict.sign.status if verdict.sign else "none"
    return [
        f"turned={is_turned}",
        f"turned={is_turned}|{side}|{width}",
        f"turned={is_turned}|{side}|{verdict.status}|{seen.trigger.form}",
        f"turned={is_turned}|{side}|{sign}",
        f"turned={is_turned}|{side}|{seen.tokens.tags[seen.words[0]]}",
    ]


def _from_afar(seen: Candidate, timex: Timex, steps: int) -> Iterator[str]:
    """What a time of another sentence is told with."""
    text, span = seen.field.text, timex.span
    before = text[max(0, span.start - _LOOK) : span.start].casefold().split()
    behind = text[span.end : span.end + _LOOK].casefold().split()
    own = len(seen.field.times)
    yield f"before={before[-1] if before else '_'}|{steps}"
    yield f"behind={behind[0] if behind else '_'}|{steps}"
    yield from (f"own={min(2, own)}|{steps}", f"repeats={near(seen.repeats)}|{steps}")
    yield f"titled={seen.is_titled}|{steps}|{not own}"
    yield f"at={near(seen.sentence)}|{steps}"
    yield f"lex|steps={seen.trigger.type}|{steps}|{width_of(timex)}"


def _ways(seen: Candidate, span: Span, order: str, kind: str) -> Iterator[str]:
    """What stands between a candidate and something in its sentence, word by word.

    `kind` is what that is: of a time nothing, of a name its kind.
    """
    tokens = seen.tokens
    words = tokens.covered(span)
    if not words:
        return
    low, tags = tokens.low, tokens.tags
    first, last = min(seen.words[-1], words[-1]) + 1, max(seen.words[0], words[0])
    between = range(first, max(first, last))
    cues = sum(1 for n in between if tokens.cues[n].endswith("*"))
    yield f"cues={order}{min(2, cues)}"
    yield from (f"bt={order}{tag}" for tag in dict.fromkeys(tags[n] for n in between))
    told = dict.fromkeys(low[n] for n in between[:_FEW])
    yield from (f"bw={order}{word}" for word in told)
    near_by = len(between) <= _SHORT
    yield f"path={order}{' '.join(tags[n] for n in between) if near_by else 'far'}"
    for step, n in ((-2, words[0] - 2), (-1, words[0] - 1), (1, words[-1] + 1)):
        is_inside = 0 <= n < len(low)
        yield f"{step}={low[n] if is_inside else '_'}|{order}"
        yield f"{step}t={tags[n] if is_inside else '_'}|{order}|{kind}"
    own = seen.words[0]
    yield f"st={stem(low[own], seen.pack)}|{order}|{kind}"
    yield f"t={tags[own]}|{order}|{kind}"
    yield f"tense={seen.verdict.tense}|{seen.verdict.status}|{order}|{kind}"
    yield f"q={tokens.quotes[words[0]]}|{tokens.quotes[own]}"


def _rivals(seen: Candidate, timex: Timex, borders: int) -> list[str]:
    """Whether other times of the sentence stand nearer to a candidate."""
    times, trigger = seen.field.times, seen.trigger
    nearest = min(
        times,
        key=lambda other: _length(gap_between(trigger.span, other.span)),
        default=timex,
    )
    is_nearest = nearest.span == timex.span
    return [
        f"nearest={is_nearest}",
        f"nearest|borders={is_nearest}|{borders}",
        f"rivals={near(len(times))}",
        f"rivals|nearest={len(times) > 1}|{is_nearest}",
    ]


def part_looks(
    seen: Candidate, mention: Mention, roles: Roles, pack: Pack
) -> list[str]:
    """The features of a candidate and a name in its sentence."""
    field, trigger = seen.field, seen.trigger
    gap = gap_between(trigger.span, mention.span)
    order = "-" if mention.span.start < trigger.span.start else "+"
    between = field.text[gap.start : gap.end].split()
    borders = min(3, crossings(trigger.span.start, mention.span.start, field.starts))
    ruled = _ruled(mention, roles)
    kind, form = mention.kind, trigger.form
    governed = governed_roles(mention, field, pack)
    before = field.text[field.span.start : mention.span.start].split()
    among = sum(1 for m in field.mentions if _lies_in(m.span, gap))
    out = ["b", f"ruled={ruled}", f"kind={kind}", f"form={form}", f"lex={trigger.type}"]
    out += [f"ruled|kind={ruled}|{kind}", f"kind|order={kind}|{order}"]
    out += [f"ruled|lex={ruled}|{trigger.type}", f"kind|lex={kind}|{trigger.type}"]
    out += [f"kind|order|form={kind}|{order}|{form}"]
    out += [f"kind|order|form|borders={kind}|{order}|{form}|{borders}"]
    out += [f"gap={order}{near(len(between))}|{kind}", f"borders={order}{borders}"]
    out += [f"governed={governed}", f"governed|order={governed}|{order}|{kind}"]
    out += [f"governed|lex={governed}|{order}|{trigger.type}"]
    out += [f"among={near(among)}|{order}", f"among|kind={among == 0}|{order}|{kind}"]
    out += [f"verbs={order}{_between(seen, gap)}|{kind}"]
    out += [f"lead={near(len(before))}|{order}|{kind}"]
    out += [f"country={bool(mention.country)}|{kind}|{order}"]
    out += [f"all={near(len(field.mentions))}"]
    if len(between) <= _SHORT:
        out.append(f"between={' '.join(between).casefold()}|{order}")
        out.append(f"between|form={' '.join(between).casefold()}|{order}|{form}")
    is_teller = mention.entity in tellers(seen)
    out.append(f"teller={is_teller}")
    if not seen.scope.contains(mention.span):
        out.append(f"outside|{kind}|{is_teller}")
    out += _ways(seen, mention.span, order, kind)
    word = mention.name.casefold().split()[-1]
    spoken = mention.span.of(field.text).casefold()
    stands_in = spoken in pronouns_of(pack)
    if stands_in:
        is_first = len(before) < _SHORT
        out += ["stands in", f"stands in={spoken}", f"stands in|{order}|{form}"]
        out += [f"stands in|{kind}|{trigger.type}", f"stands in|{order}|{is_first}"]
    if kind == "unnamed":
        out += [f"head={word}", f"head={word}|{order}", f"head={word}|{form}"]
    bits = vocabulary_of(pack).bits(word)
    out += [f"c{n}={bits[:n]}" for n in (4, 8) if bits]
    if seen.sight is not None and not stands_in:
        out += seen.sight.part(seen.tokens, seen.words, mention.span)
    return out


def same_looks(
    one: EventMention, other: EventMention, sight: Sight | None = None
) -> Iterator[str]:
    """The features of two event mentions, the earlier first, as parts of one event."""
    yield "b"
    if sight is not None:
        yield from sight.same(one.span, other.span)
    is_alike = one.type == other.type
    steps = near(other.sentence - one.sentence)
    is_word = one.stem == other.stem
    yield from (f"type={is_alike}", f"word={is_word}", f"steps={steps}")
    yield f"type|word={is_alike}|{is_word}|{one.type}"
    yield f"type|word|steps={is_alike}|{is_word}|{steps}"
    yield f"types={'|'.join(sorted((one.type, other.type)))}"
    yield f"forms={one.form}|{other.form}|{steps == 0}"
    yield f"forms|word={one.form}|{other.form}|{is_word}"
    parties = _relation(parties_of(one), parties_of(other))
    places = _relation(_places(one), _places(other))
    times = _times(one, other)
    yield from (f"parties={parties}", f"places={places}", f"times={times}")
    yield f"parties|type={parties}|{is_alike}"
    yield f"places|type={places}|{is_alike}|{one.type}"
    yield f"times|type={times}|{is_alike}"
    yield f"all={parties}|{places}|{times}|{is_alike}|{is_word}"
    yield f"times|word={times}|{is_word}"
    yield f"tense={one.tense}|{other.tense}"
    yield f"tense|type={one.tense}|{other.tense}|{is_alike}|{is_word}"
    yield f"back={other.is_anaphor}|{is_alike}|{is_word}"
    yield f"chances={round(one.chance, 1)}|{round(other.chance, 1)}"
    yield f"stems={'|'.join(sorted((one.stem, other.stem)))}"
    own, words = set(one.words.casefold().split()), set(other.words.casefold().split())
    shared = len(own & words) - is_word
    yield f"shared={near(max(0, shared))}|{is_alike}"
    gap = other.span.start - one.span.end
    if not other.sentence - one.sentence:
        yield f"gap={near(gap // 8)}|{one.form}|{other.form}"
        yield f"gap|type={near(gap // 8)}|{is_alike}|{is_word}"


def _relation(one: set[str], other: set[str]) -> str:
    if not one or not other:
        return "one" if one or other else "none"
    return "shared" if one & other else "apart"


def parties_of(mention: EventMention) -> set[str]:
    """Entities of its actors and recipients."""
    return {m.entity for m in (*mention.actors, *mention.recipients)}


def _places(mention: EventMention) -> set[str]:
    return {m.country or m.entity for m in mention.places}


def _times(one: EventMention, other: EventMention) -> str:
    first = one.when.bounds if one.when else None
    second = other.when.bounds if other.when else None
    if not isinstance(first, Bounds) or not isinstance(second, Bounds):
        return (
            "one" if isinstance(first, Bounds) or isinstance(second, Bounds) else "none"
        )
    if first == second:
        return "equal"
    return "apart" if apart(first, second) else "over"


def apart(one: Bounds, other: Bounds) -> bool:
    """Whether two bounds share no day."""
    starts = [b.earliest for b in (one, other)]
    ends = [b.latest for b in (other, one)]
    return any(
        s is not None and e is not None and s > e
        for s, e in zip(starts, ends, strict=True)
    )


def _ruled(mention: Mention, roles: Roles) -> str:
    """The part that rules give a name."""
    if mention in roles.actors:
        return "actor"
    if mention in roles.recipients:
        return "recipient"
    return "place" if any(mention in group for group in roles.places) else "none"


def _between(seen: Candidate, gap: Span) -> int:
    """How many triggers of the tables stand between, up to two."""
    found = sum(1 for t in seen.field.triggers if _lies_in(t.span, gap))
    return min(2, found)


def _lies_in(span: Span, gap: Span) -> bool:
    return gap.start <= span.start and span.end <= gap.end


def gap_between(one: Span, other: Span) -> Span:
    """What stands between two spans; empty where they overlap."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    return Span(start, max(start, end))


def _length(span: Span) -> int:
    return span.end - span.start
