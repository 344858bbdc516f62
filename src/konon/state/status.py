"""Signs -> how far an event has come, when it lies, and how sure its teller is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from konon.model import (
    Bounds,
    Certainty,
    Polarity,
    Span,
    Status,
    StatusSign,
    Tense,
    Timex,
    Trigger,
)
from konon.packs import Pack
from konon.spot.events import is_month
from konon.spot.matcher import word_finder
from konon.state.clauses import clause_of, crossings, is_behind_border
from konon.state.denials import is_one_phrase

# Where several signs stand in one clause, the first of these decides.
_RANK = (
    "cancelled",
    "postponed",
    "denied",
    "date_agreed",
    "preparing",
    "rumoured",
    "planned",
    "announced",
    "future",
    "under_way",
    "happened",
)
_STRONG = frozenset(_RANK[:9]) - {"announced"}
OPEN: frozenset[str] = frozenset(
    {"rumoured", "planned", "preparing", "date_agreed", "announced", "future"}
)
OFF: frozenset[str] = frozenset({"postponed", "cancelled", "denied"})
ON: frozenset[str] = frozenset({"happened", "under_way"})
_NEAR_NEGATION = 8
_NEAR, _BESIDE = 24, 30
_FAR = 90
GRAVE = frozenset({"arrest", "attack", "court", "disaster"})
"""Types of which nobody is made a party by a guess."""
SUDDEN = frozenset({"disaster", "attack", "arrest"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words around a trigger say of its event."""

    status: Status
    tense: Tense
    sign: StatusSign | None
    certainty: Certainty
    polarity: Polarity
    is_particular: bool


def spot_signs(text: str, sentence: Span, pack: Pack) -> tuple[StatusSign, ...]:
    """The status words of a sentence, in order."""
    signs = _all_signs(text, sentence, pack)
    return tuple(s for s in signs if s.status not in OFF or not _is_undone(s, signs))


def _all_signs(text: str, sentence: Span, pack: Pack) -> tuple[StatusSign, ...]:
    """The status words, with those that "not" undoes."""
    piece = sentence.of(text)
    return tuple(
        StatusSign(
            Span(sentence.start + hit.span.start, sentence.start + hit.span.end),
            hit.key,
            f"{hit.key}: {hit.word}",
        )
        for hit in word_finder(pack, "status", "sign").find(piece)
        if hit.key != "none" and not is_month(hit.span.of(piece), pack)
    )


def _is_undone(sign: StatusSign, signs: Sequence[StatusSign]) -> bool:
    """Whether "not" stands right before a word that would call an event off."""
    return any(_is_beside_not(other, sign.span.start) for other in signs)


def is_upheld(clause: Span, text: str, pack: Pack) -> bool:
    """Whether a clause says of something that it is not called off."""
    signs = _all_signs(text, clause, pack)
    return any(sign.status in OFF and _is_undone(sign, signs) for sign in signs)


def _is_beside_not(sign: StatusSign, start: int) -> bool:
    """Whether a sign is a "not" right before a place."""
    gap = start - sign.span.end
    return sign.status == "negated" and 0 <= gap <= _NEAR_NEGATION


def judge(
    trigger: Trigger,
    when: Timex | None,
    signs: Sequence[StatusSign],
    starts: Sequence[int],
    anchor: date | None,
    certainty: Certainty,
    text: str,
    pack: Pack,
) -> Verdict:
    """The status, tense and polarity that a trigger has where it stands."""
    sign = governing_sign(trigger, signs, starts, text, pack)
    name = _meaning(sign, trigger, starts, text, pack)
    is_negated = _is_negated(trigger, signs, text, pack)
    side = side_of(when, anchor)
    if name in OFF:
        tense: Tense = "past" if side == "past" else "future"
        return Verdict(cast(Status, name), tense, sign, certainty, "NEG", True)
    if is_negated:
        # "tidak akan datang" is said of a plan; "not a meeting" is said of nothing.
        is_plan = name in OPEN and trigger.form != "frame"
        return Verdict("denied", "future", sign, certainty, "NEG", is_plan)
    if name in OPEN and trigger.type in SUDDEN - {"arrest"}:
        # Nobody plans an earthquake: what may still strike is no entry.
        return Verdict("rumoured", "future", sign, certainty, "POS", False)
    if name in OPEN and side == "past" and _is_next_door(sign, trigger, starts):
        # "The vote came after a boycott in May over a proposed tax": it is over.
        return Verdict("happened", "past", None, "certain", "POS", True)
    if name in OPEN:
        # "will come in early June", told in mid June: what was said is still a plan.
        status = cast(Status, "announced" if name == "future" else name)
        return Verdict(status, "future", sign, certainty, "POS", True)
    if side == "future":
        # A report older than the event cannot prove that it happened.
        return Verdict("planned", "future", sign, certainty, "POS", True)
    if name == "under_way" and side != "past":
        return Verdict("under_way", "ongoing", sign, "certain", "POS", True)
    is_told = name == "happened" or form_of(trigger, text, pack) == "past"
    if side == "past" or (is_told and side == "now"):
        return Verdict("happened", "past", sign, "certain", "POS", True)
    if side == "now" and is_today(when, anchor):
        return _of_today(trigger, sign)
    return Verdict("happened", "past", sign, "certain", "POS", False)


def settles(
    sign: StatusSign | None, trigger: Trigger, clause: Span, text: str, pack: Pack
) -> bool:
    """Whether words decide alone: "called off the meeting", "rapat itu ditunda".

    They stand in the noun's clause, close to it or at the end, as do words of
    preparation; and only of a date is "agreed" said. So do words that take a plan back.
    """
    if sign is not None and sign.status == "denied" and takes_back(sign, pack):
        return True
    if sign is None or trigger.form != "noun" or not clause.contains(sign.span):
        return False
    if sign.status == "date_agreed":
        hits = word_finder(pack, "status", "dateword").find(clause.of(text))
        return any(hit.key == "noun" for hit in hits)
    word = word_of(sign)
    is_held = word in pack["status"].listed("held", "words")
    told = {"cancelled", "postponed", "preparing"}
    is_told = sign.status in told and trigger.type not in SUDDEN
    if not is_held and not is_told:
        return False
    if sign.span.start < trigger.span.start:
        return trigger.span.start - sign.span.end < _BESIDE
    is_last = not text[sign.span.end : clause.end].strip(' .,"”')
    return is_last or sign.span.start - trigger.span.end < _BESIDE


def takes_back(sign: StatusSign, pack: Pack) -> bool:
    """Whether a sign is one of words that take a plan back: "will not"."""
    listed = pack["status"].table("not_planned")
    words = (*listed.get("words", ()), *listed.get("none", ()))
    return word_of(sign) in {*words, *pack["status"].listed("no", "words")}


def _is_next_door(
    sign: StatusSign | None, trigger: Trigger, starts: Sequence[int]
) -> bool:
    """Whether a sign stands in another clause, or behind a noun that it plans not."""
    if sign is None:
        return False
    is_behind = trigger.form == "noun" and sign.span.start > trigger.span.end + _NEAR
    return is_behind or crossings(sign.span.start, trigger.span.start, starts) > 0


def _meaning(
    sign: StatusSign | None,
    trigger: Trigger,
    starts: Sequence[int],
    text: str,
    pack: Pack,
) -> str:
    """What a sign says of a trigger; empty where it cannot be of it."""
    if sign is None:
        return ""
    if trigger.type in SUDDEN and sign.status in OFF:
        # An eruption is not called off: the sign is of something else.
        return ""
    if sign.status == "date_agreed" and not _has_date_word(trigger, starts, text, pack):
        return "announced"
    return sign.status


def _of_today(trigger: Trigger, sign: StatusSign | None) -> Verdict:
    """A day that is the report's own, without a word of tense: verbs have happened."""
    if trigger.form == "noun" and trigger.type not in SUDDEN:
        return Verdict("under_way", "ongoing", sign, "certain", "POS", True)
    return Verdict("happened", "past", sign, "certain", "POS", True)


def is_today(when: Timex | None, anchor: date | None) -> bool:
    """Whether a time is the day of publication and no other."""
    bounds = when.bounds if when is not None else None
    if not isinstance(bounds, Bounds):
        return False
    return bounds.earliest == bounds.latest == anchor


def is_ahead(when: Timex | None, anchor: date | None) -> bool:
    """Whether a time lies wholly behind the day of publication."""
    return side_of(when, anchor) == "future"


def is_over(when: Timex | None, anchor: date | None) -> bool:
    """Whether a time lies wholly before the day of publication."""
    return side_of(when, anchor) == "past"


def form_of(trigger: Trigger, text: str, pack: Pack) -> str:
    """`past` where a verb's own form tells of the past; empty elsewhere."""
    word = " ".join(trigger.span.of(text).casefold().split())
    table = pack["status"].table("pastform")
    if trigger.form == "noun":
        return ""
    is_past = word in table.get("words", ()) or word.endswith(
        tuple(table.get("suffix", ("\0",)))
    )
    return "past" if is_past else ""


def governing_sign(
    trigger: Trigger,
    signs: Sequence[StatusSign],
    starts: Sequence[int],
    text: str,
    pack: Pack,
) -> StatusSign | None:
    """The sign that governs a trigger: in its clause, else a strong one next door."""
    best = None
    for sign in signs:
        if sign.status == "negated" or sign.span.overlaps(trigger.span):
            continue
        borders = crossings(sign.span.start, trigger.span.start, starts)
        is_after = sign.span.start > trigger.span.start
        if trigger.form != "noun" and is_after and sign.status in {"future", "planned"}:
            continue
        if abs(sign.span.start - trigger.span.start) > _FAR:
            continue
        if borders and not _reaches(sign, trigger, borders, text, pack):
            continue
        if sign.status == "under_way" and not _is_beside(sign, trigger):
            continue
        rank = (
            borders,
            _RANK.index(sign.status),
            abs(sign.span.start - trigger.span.start),
        )
        if best is None or rank < best[0]:
            best = (rank, sign)
    return best[1] if best else None


def _is_beside(sign: StatusSign, trigger: Trigger) -> bool:
    """Whether "now" stands close by: before any word, or behind a noun."""
    before = trigger.span.start - sign.span.end
    behind = sign.span.start - trigger.span.end
    return 0 <= before <= _NEAR or (trigger.form == "noun" and 0 <= behind <= _NEAR)


def _has_date_word(
    trigger: Trigger, starts: Sequence[int], text: str, pack: Pack
) -> bool:
    """Whether the clause of a trigger speaks of a date at all."""
    clause = clause_of(trigger.span.start, starts, trigger.span.end + 120).of(text)
    return any(word_finder(pack, "status", "dateword").find(clause))


def _reaches(
    sign: StatusSign, trigger: Trigger, borders: int, text: str, pack: Pack
) -> bool:
    """Whether a sign of the clause next door governs a noun: never across "bahwa"."""
    if borders > 1 or trigger.form != "noun" or sign.status not in _STRONG:
        return False
    return not is_behind_border(text, sign.span.start, trigger.span.start, pack)


def certainty_at(text: str, clause: Span, pack: Pack) -> Certainty:
    """How sure a clause sounds: the weakest of its words decides."""
    piece = clause.of(text)
    found = {
        hit.key
        for hit in word_finder(pack, "status", "certainty").find(piece)
        if not is_month(hit.span.of(piece), pack)
    }
    if "possible" in found:
        return "possible"
    return "probable" if "probable" in found else "certain"


def _is_negated(
    trigger: Trigger, signs: Sequence[StatusSign], text: str, pack: Pack
) -> bool:
    """Whether "not" stands right before a word, or "no" before its noun phrase."""
    no = pack["status"].listed("no", "words")
    start = trigger.span.start
    for sign in signs:
        if _is_beside_not(sign, start):
            return True
        is_no = sign.status == "negated" and sign.span.of(text).casefold() in no
        gap = text[sign.span.end : start]
        if is_no and trigger.form == "noun" and is_one_phrase(gap, pack):
            return True
    return False


def word_of(sign: StatusSign) -> str:
    """The listed word that a sign is."""
    return sign.rule.partition(": ")[2]


def side_of(when: Timex | None, anchor: date | None) -> str:
    """On which side of the publication a time lies; empty where it does not tell.

    A time that counts from the day on which it was said is seen from that day.
    """
    if when is None or anchor is None or not isinstance(when.bounds, Bounds):
        return ""
    anchor = when.anchor or anchor
    first, last = when.bounds.earliest, when.bounds.latest
    if first is not None and first > anchor:
        return "future"
    if last is not None and last < anchor:
        return "past"
    return "now"


def width_of(when: Timex | None) -> str:
    """How wide a time is: `day`, `month`, `year`, `long`, or `none`."""
    if when is None or not isinstance(when.bounds, Bounds):
        return "none"
    width = when.bounds.width
    return (
        "day"
        if width < 2
        else "month"
        if width < 32
        else "year"
        if width < 400
        else "long"
    )
