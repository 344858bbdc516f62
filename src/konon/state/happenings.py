"""Candidates -> event mentions: which of them count, with roles, time and status."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from konon.model import Bounds, EventMention, Span, StatusSign, Timex, Trigger
from konon.packs import Pack
from konon.spot.vocabulary import vocabulary_of
from konon.state.candidates import (
    Article,
    candidates,
    is_bygone,
    is_conditional,
    is_habit,
)
from konon.state.clauses import clause_of
from konon.state.judges import Judges
from konon.state.looks import (
    Candidate,
    looks_of,
    standing_looks,
    stem,
    type_looks,
    wording_looks,
)
from konon.state.open_words import idle_words, is_open
from konon.state.pairs import judged_dates, likeliest_date
from konon.state.parts import judged_players, roles_of
from konon.state.questions import question_of
from konon.state.roles import Field, find_roles
from konon.state.status import OFF, SUDDEN, is_upheld, settles, word_of
from konon.state.which import which_of
from konon.state.wording import naming_words, telling_words

LIKELY = 0.25
"""From which chance on a candidate may be an event: what is one, `appraisal` tells."""
_SUBJECT_WORDS = 7
_WORD = re.compile(r"[\w/-]+|[^\w\s]")
# A plan that no word types needs a time that a desk could act on.
_PLAIN_DAYS, _FRAME_DAYS = 32, 100


def find_happenings(
    article: Article, judges: Judges | None
) -> tuple[EventMention, ...]:
    """The event mentions of a report, in order.

    `judges` tell which candidates count; where a language has none, rules do. A mention
    that nothing makes particular is kept, but only joins an event that another mention
    establishes.
    """
    return tuple(
        mention
        for seen in candidates(article)
        for mention in _mentions_of(seen, article, judges)
    )


def _mentions_of(
    seen: Candidate, article: Article, judges: Judges | None
) -> Iterator[EventMention]:
    """The event mentions that one candidate gives: none, one, or one for each place."""
    pack = article.pack
    trigger, chance = seen.trigger, 1.0
    if judges is None:
        if is_habit(seen.clause, article.text, pack):
            return
        particular = _is_particular(seen, pack)
    else:
        looks = looks_of(seen, vocabulary_of(pack), article.anchor)
        chance = judges.worth(looks)
        is_off = _is_called_off(seen)
        if chance < LIKELY and not is_off:
            return
        particular = chance >= LIKELY or _is_particular(seen, pack)
        if is_open(trigger):
            wording = wording_looks(seen, vocabulary_of(pack))
            trigger = typed(trigger, judges.type(type_looks([wording]))[1])
    yield from mention_of(seen, trigger, chance, article, particular, judges)


def _is_called_off(seen: Candidate) -> bool:
    """Whether a listed word is called off: then it is no figure of speech."""
    trigger, verdict = seen.trigger, seen.verdict
    is_listed = not is_open(trigger) and trigger.type not in SUDDEN
    is_said = verdict.sign is not None and not seen.is_hedged
    return is_listed and is_said and verdict.status in OFF


def typed(trigger: Trigger, name: str) -> Trigger:
    """A trigger under the type that a model gives it, where no table has one."""
    return replace(trigger, type=name) if is_open(trigger) else trigger


def mention_of(
    seen: Candidate,
    trigger: Trigger,
    chance: float,
    article: Article,
    particular: bool,
    judges: Judges | None,
) -> Iterator[EventMention]:
    """The mentions that a candidate is: one, or a visit for each of its places."""
    pack = article.pack
    seen = replace(seen, trigger=trigger)
    roles = find_roles(trigger, seen.field, seen.scope, pack)
    mention = _ruled(seen)
    told: dict[str, Any] = {"is_particular": particular, "chance": chance}
    if judges is not None:
        played = judged_players(seen, roles, article, judges)
        roles = roles_of(played, seen, roles, article)
        dates = tuple(judged_dates(seen, article, judges))
        when, when_chance = likeliest_date(dates)
        why_when = f"model of times, {when_chance:.0%}" if when else ""
        why_event = f"{trigger.rule}; model of events, {chance:.0%}"
        told |= {
            "when": when,
            "when_chance": when_chance,
            "dates": dates,
            "looks": standing_looks(seen, article.anchor),
            "wording": wording_looks(seen, vocabulary_of(pack)),
            "players": played,
            "whys": (
                ("event", why_event),
                ("who", "model of parts"),
                ("when", why_when),
            ),
        }
    told |= {"actors": roles.actors, "recipients": roles.recipients}
    if _splits(trigger) and roles.places:
        for places in roles.places:
            yield replace(mention, **told, places=places)
    else:
        places = tuple(m for group in roles.places for m in group)
        yield replace(mention, **told, places=places)


def _ruled(seen: Candidate) -> EventMention:
    """The mention that a candidate is by rules alone, without its roles."""
    trigger, field, verdict, pack = seen.trigger, seen.field, seen.verdict, seen.pack
    return EventMention(
        span=trigger.span,
        type=trigger.type,
        sentence=seen.sentence,
        actors=(),
        recipients=(),
        places=(),
        when=seen.when,
        tense=verdict.tense,
        status=verdict.status,
        sign=verdict.sign,
        certainty=verdict.certainty,
        polarity=verdict.polarity,
        is_anaphor=_points_back(trigger, field, pack)
        or _is_coordinated(trigger, field, pack),
        is_particular=False,
        words=naming_words(trigger, field, pack),
        telling=telling_words(seen),
        rule=trigger.rule,
        subject=_subject(trigger, field, pack),
        form=trigger.form,
        stem=stem(trigger.span.of(field.text), pack),
        whys=(
            ("event", trigger.rule),
            ("who", "order and prepositions"),
            ("when", "nearest in its clause"),
        ),
        is_listed=not is_open(trigger),
        is_undated=seen.is_undated,
        is_hearsay=_is_hearsay(verdict.sign, pack),
        is_asked=question_of(seen.inside, field.text, pack) == "whether",
        is_settled=settles(verdict.sign, trigger, seen.clause, field.text, pack),
        is_bygone=is_bygone(seen.clause, field.text, pack),
        is_hedged=seen.is_hedged,
        is_upheld=is_upheld(seen.clause, field.text, pack),
        is_titled=seen.is_titled,
        which=which_of(trigger.span, field.text, pack)
        if trigger.form == "noun"
        else "",
    )


def _is_hearsay(sign: StatusSign | None, pack: Pack) -> bool:
    words = pack["status"].listed("hearsay", "words")
    return sign is not None and word_of(sign) in words


def _is_particular(seen: Candidate, pack: Pack) -> bool:
    """Whether rules find that a candidate stands for one happening of its own."""
    text, clause = seen.field.text, seen.clause
    behind = Span(clause.end, seen.field.span.end)
    return (
        not seen.is_framing
        and seen.verdict.is_particular
        and _is_placed(seen.trigger, seen.when, seen.verdict.status)
        and not is_conditional(clause, text, pack)
        # "akan dijatuhkan" ... "jika ada yang ...".
        and not (seen.when is None and is_conditional(behind, text, pack))
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
    idle = idle_words(pack)
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


def _splits(trigger: Trigger) -> bool:
    """Visits to two places are two visits; a meeting in two places is still one."""
    return trigger.type == "visit"


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
