"""Triggers -> who, with whom, where and when, by order, prepositions and clauses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from konon.model import Bounds, Mention, Span, Timex, Trigger
from konon.packs import Pack
from konon.spot.calendar import NO_ANCHOR
from konon.spot.matcher import any_of
from konon.state.clauses import crossings, is_behind_border
from konon.state.sources import is_governed

_ACTORS = {"person", "body", "unnamed"}
_NO_DAY = {"PAST_REF", "FUTURE_REF", "PRESENT_REF"}
_BORDER = 30
_TOO_FAR = 75
_TERM = 24
"""Signs before a time in which "period" stands."""
_YEARS = re.compile(r"\d{4}\s*[-–—/]\s*\d{2,4}")
"""Two years; "periode 13-29 Juni" is when something takes place."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The parts that mentions play in one event."""

    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    places: tuple[tuple[Mention, ...], ...]
    """Groups of places: coordinated ones ("to A and B") are events of their own."""


@dataclass(frozen=True, slots=True)
class Field:
    """What stands around the triggers of one sentence."""

    text: str
    span: Span
    starts: tuple[int, ...]
    mentions: tuple[Mention, ...]
    times: tuple[Timex, ...]
    triggers: tuple[Trigger, ...] = ()
    parties: tuple[Mention, ...] = ()
    """People and bodies without a name: "the workers"."""
    hanging: frozenset[Span] = frozenset()
    """Where names stand that only say more of another, and have no part."""


def find_roles(trigger: Trigger, field: Field, reach: Span, pack: Pack) -> Roles:
    """The actors, recipients and places of a trigger, looked for within `reach`."""
    near = [m for m in field.mentions if reach.contains(m.span)]
    places = _places(trigger, near, field, pack)
    taken = {m.span for group in places for m in group}
    recipients = _recipients(trigger, near, field, pack)
    taken |= {m.span for m in recipients}
    actors = _actors(trigger, near, field, taken, pack)
    return Roles(actors, recipients, places)


def find_when(
    trigger: Trigger, field: Field, times: Sequence[Timex], pack: Pack
) -> Timex | None:
    """The time that governs a trigger: nearest in its clause, or opening the sentence.

    A time two clauses away governs nothing here; none is better than a wrong one.
    """
    best = None
    for timex in times:
        is_open = timex.bounds == NO_ANCHOR
        if timex.value in _NO_DAY or not (isinstance(timex.bounds, Bounds) or is_open):
            continue
        if timex.type == "SET" or timex.span.overlaps(trigger.span):
            continue
        if is_edition(timex, trigger, field) or is_tied(timex, field.text, pack):
            continue
        cost = _distance(trigger, timex, field)
        if cost <= _TOO_FAR and (best is None or cost < best[0]):
            best = (cost, timex)
    return best[1] if best else None


def is_tied(timex: Timex, text: str, pack: Pack) -> bool:
    """Whether a stretch is counted from something told, or is how long somebody serves.

    "The week before the vote", "ketua periode 2025-2030".
    """
    before = text[max(0, timex.span.start - _TERM) : timex.span.start].split()[-1:]
    terms = pack["status"].listed("tied", "before")
    is_term = bool(before) and before[0].casefold() in terms
    if is_term and _YEARS.fullmatch(timex.span.of(text)):
        return True
    if timex.type != "DURATION" and "W" not in timex.value:
        return False
    words = pack["status"].listed("tied", "words")
    behind = text[timex.span.end : timex.span.end + 16].split()
    return bool(behind) and behind[0].casefold() in words


def is_edition(timex: Timex, trigger: Trigger, field: Field) -> bool:
    """Whether a year is the last word of a name: "laga Kualifikasi Piala Dunia 2026".

    It says which cup, not when the match is. A name that the trigger itself opens is
    the event's own, and its year stands: "Pemilu 2029", "Konferensi Asia 2027"; but
    the year of a cup is that of its final, seldom that of a match.
    """
    if not re.fullmatch(r"\d{4}", timex.span.of(field.text)):
        return False
    before = field.text[field.span.start : timex.span.start]
    name = re.search(r"(?:\b[A-Z][\w&-]*[^\S\n]+)+$|[\w-]+/$", before)
    if trigger.type == "match":
        gap = field.text[trigger.span.end : timex.span.start]
        return name is not None or gap.isspace()
    if name is None:
        return False
    if not before[: name.start()].strip():
        return False
    return not name.start() <= trigger.span.start - field.span.start < name.end()


def _distance(trigger: Trigger, timex: Timex, field: Field) -> int:
    borders = crossings(trigger.span.start, timex.span.start, field.starts)
    lead = field.text[field.span.start : timex.span.start]
    opens = len(re.findall(r"\w+", lead)) <= 2 and timex.span.end < trigger.span.start
    if opens:
        borders = max(0, borders - 1)
    gap = (
        trigger.span.start - timex.span.end
        if timex.span.end <= trigger.span.start
        else timex.span.start - trigger.span.end
    )
    is_before = timex.span.end <= trigger.span.start and not opens
    return borders * _BORDER + gap // (8 if opens else 3) + (8 if is_before else 0)


def _places(
    trigger: Trigger, near: Sequence[Mention], field: Field, pack: Pack
) -> tuple[tuple[Mention, ...], ...]:
    places = [m for m in near if m.kind == "place" and m.span.start >= trigger.span.end]
    groups: list[tuple[Mention, ...]] = [
        (m,) for m in near if _is_destination(trigger, m, field)
    ]
    for mention in places:
        if _is_out_of_reach(trigger, mention, field, pack):
            break
        is_direct = _is_object(trigger, mention, field)
        if groups and _is_within(groups[-1][-1], mention, field):
            groups[-1] = (*groups[-1], mention)
        elif (
            is_direct
            or _governed_by(mention, field, pack, "place")
            or (groups and _joined(groups[-1][-1], mention, field, pack))
        ):
            groups.append((mention,))
    return tuple(groups)


def _is_out_of_reach(
    trigger: Trigger, mention: Mention, field: Field, pack: Pack
) -> bool:
    """Whether a name behind a trigger belongs to another clause."""
    end, start = trigger.span.end, mention.span.start
    if start - end > 140 or crossings(end, start, field.starts) > 2:
        return True
    verbs = (t for t in field.triggers if t.form != "noun" and t is not trigger)
    if any(end <= other.span.start < start for other in verbs):
        return True
    return is_behind_border(field.text, end, start, pack)


def _is_destination(trigger: Trigger, mention: Mention, field: Field) -> bool:
    """Whether a place right before a noun is where it goes: "his Tokyo visit"."""
    gap = field.text[mention.span.end : trigger.span.start]
    is_noun = trigger.form == "noun" and trigger.type == "visit"
    return is_noun and mention.kind == "place" and bool(re.fullmatch(r"\s+", gap))


def _is_object(trigger: Trigger, mention: Mention, field: Field) -> bool:
    gap = field.text[trigger.span.end : mention.span.start]
    is_verb = trigger.form == "verb" and trigger.type in {"visit", "transport"}
    return is_verb and bool(re.fullmatch(r"\s+(the\s+|kota\s+)?", gap))


def _recipients(
    trigger: Trigger, near: Sequence[Mention], field: Field, pack: Pack
) -> tuple[Mention, ...]:
    out: list[Mention] = []
    for mention in near:
        if mention.span.start < trigger.span.end or mention.kind == "outlet":
            continue
        if _is_out_of_reach(trigger, mention, field, pack):
            break
        is_met = _governed_by(mention, field, pack, "recipient")
        # Between a verb and its object may stand a title: "met President To Lam".
        is_object = (
            trigger.form == "verb"
            and not out
            and re.fullmatch(
                r"\s+(the\s+)?([A-Z][\w’'-]*\s+){0,4}",
                field.text[trigger.span.end : mention.span.start],
            )
        )
        if (
            is_met
            or (is_object and mention.kind != "place")
            or (out and _joined(out[-1], mention, field, pack))
        ):
            out.append(mention)
    return tuple(out)


def _actors(
    trigger: Trigger,
    near: Sequence[Mention],
    field: Field,
    taken: set[Span],
    pack: Pack,
) -> tuple[Mention, ...]:
    """The doer: "Putin's visit", "kunjungan Putin", "visit by Putin", else in front."""
    free = [m for m in near if m.span not in taken and _can_act(m, pack)]
    free = [m for m in free if not _is_address(m, field)]
    if trigger.type == "visit":
        # Persons travel; a country named beside a visit is where it goes.
        free = [m for m in free if m.kind != "place"]
    owner = _owner(trigger, free, field, pack)
    if owner is not None:
        return _with_coordinated(owner, free, field, pack)
    if _is_pronoun_s(trigger, field, pack):
        # "his visit" is the last person's, be it the speaker's own.
        persons = [m for m in field.mentions if m.kind == "person"]
        persons = [m for m in persons if m.span.end <= trigger.span.start]
        return tuple(persons[-1:])
    before = [
        m
        for m in free
        if m.span.end <= trigger.span.start
        and (m.kind in _ACTORS or not _is_located(m, field, pack))
        and not is_governed(m, field.text)
    ]
    if not before:
        return ()
    nearest = max(before, key=lambda m: (m.kind in _ACTORS, m.span.end))
    if crossings(nearest.span.end, trigger.span.start, field.starts) > 2:
        return ()
    return _with_coordinated(nearest, free, field, pack)


def _can_act(mention: Mention, pack: Pack) -> bool:
    """Whether a mention may do something: no outlet, no adjective of a country."""
    if mention.kind != "place":
        return mention.kind in _ACTORS
    adjectives = pack["names"].table("demonym").get(mention.country, ())
    return bool(mention.country) and mention.name.casefold() not in adjectives


def _is_address(mention: Mention, field: Field) -> bool:
    """Whether a town stands in a row of places: "Senayan, Jakarta Pusat, ..."."""
    if mention.kind != "place" or mention.entity.startswith("country:"):
        return False
    before = field.text[max(0, mention.span.start - 2) : mention.span.start]
    behind = field.text[mention.span.end : mention.span.end + 1]
    return before == ", " or behind == ","


def _owner(
    trigger: Trigger, free: Sequence[Mention], field: Field, pack: Pack
) -> Mention | None:
    """Whose a noun is: by "'s" before it, right behind it, or by "oleh", "by"."""
    if trigger.form != "noun":
        return _agent(trigger, free, field, pack)
    stops = set(pack["status"].listed("clause", "words"))
    for role in ("place", "recipient", "actor", "and", "topic"):
        stops |= set(pack["status"].listed("preposition", role))
    for mention in reversed(free):
        gap = field.text[mention.span.end : trigger.span.start]
        if re.fullmatch(r"['’]s\s+(?:[\w-]+\s+){0,3}", gap):
            return mention
    if trigger.type == "election":
        # "Pemilihan Gubernur Jawa Barat": the office is what is voted on.
        return None
    for mention in free:
        gap = field.text[trigger.span.end : mention.span.start]
        words = set(gap.casefold().split())
        if re.fullmatch(r"\s+(?:[\w-]+\s+){0,3}", gap) and not words & stops:
            return mention
    return _agent(trigger, free, field, pack)


def _agent(
    trigger: Trigger, free: Sequence[Mention], field: Field, pack: Pack
) -> Mention | None:
    """Who does it by "oleh" or "by": the person, where a title names a body first."""
    for number, mention in enumerate(free):
        is_behind = 0 <= mention.span.start - trigger.span.end <= 80
        if not is_behind or not _governed_by(mention, field, pack, "actor"):
            continue
        for other in free[number + 1 :]:
            gap = field.text[mention.span.end : other.span.start]
            if other.kind == "person" and re.fullmatch(r"\s+(?:[A-Z]\w*\s+){0,3}", gap):
                return other
        return mention
    return None


def _is_pronoun_s(trigger: Trigger, field: Field, pack: Pack) -> bool:
    """Whether a trigger is a pronoun's: "his visit", "when he visits"."""
    before = field.text[
        max(field.span.start, trigger.span.start - 40) : trigger.span.start
    ]
    words = before.casefold().split()[-4:]
    pronouns = pack["names"].table("pronoun")
    spoken = {w for key in ("person", "owner") for w in pronouns.get(key, ())}
    return bool(spoken & set(words))


def _with_coordinated(
    mention: Mention, free: Sequence[Mention], field: Field, pack: Pack
) -> tuple[Mention, ...]:
    out = [mention]
    for other in sorted(free, key=lambda m: -m.span.end):
        if other.span.end <= out[0].span.start and _joined(other, out[0], field, pack):
            out.insert(0, other)
    for other in sorted(free, key=lambda m: m.span.start):
        if other.span.start >= out[-1].span.end and _joined(
            out[-1], other, field, pack
        ):
            out.append(other)
    return tuple(out)


def _joined(one: Mention, other: Mention, field: Field, pack: Pack) -> bool:
    if (one.kind == "place") != (other.kind == "place"):
        return False
    gap = field.text[one.span.end : other.span.start]
    words = _alternatives(pack, "and")
    return bool(re.fullmatch(rf"\s*(?:,|,?\s*(?:{words}))\s+(?:the\s+)?", gap))


def _is_within(one: Mention, other: Mention, field: Field) -> bool:
    """Whether a place names where another lies: "Hanoi, Vietnam"."""
    gap = field.text[one.span.end : other.span.start]
    if not re.fullmatch(r",?\s+", gap):
        return False
    is_country = other.entity.startswith("country:")
    return (
        "," not in gap
        or (is_country and one.country == other.country)
        or (not one.country or one.country == other.country)
    )


def _is_located(mention: Mention, field: Field, pack: Pack) -> bool:
    return _governed_by(mention, field, pack, "place")


def doers(
    trigger: Trigger,
    found: Sequence[Mention],
    ruled: Roles,
    field: Field,
    pack: Pack,
) -> tuple[Mention, ...]:
    """Those of some names that can be the doers of an event.

    Whose office is voted on, rules know best. A country does not travel, nor does it
    act where it is only in somebody's title.
    """
    if trigger.form == "noun" and trigger.type == "election":
        return ruled.actors
    free = [m for m in found if _can_act(m, pack)]
    if trigger.type == "visit":
        free = [m for m in free if m.kind != "place"]
    return tuple(
        m for m in free if not _is_in_title(m, field) and not _is_gone_to(m, field)
    )


def _is_gone_to(mention: Mention, field: Field) -> bool:
    """Whether a place is the object of a verb: "visited Vietnam and met ..."."""
    return mention.kind == "place" and any(
        other.form != "noun"
        and field.text[other.span.end : mention.span.start].isspace()
        for other in field.triggers
    )


def _is_in_title(mention: Mention, field: Field) -> bool:
    """Whether a name stands in the title of a person: "Presiden Rusia Putin"."""
    return any(
        other.kind == "person"
        and re.fullmatch(
            r"\s+(?:[A-Z][\w.-]*\s+){0,2}",
            field.text[mention.span.end : other.span.start],
        )
        for other in field.mentions
        if mention.kind != "person" and other.span.start > mention.span.end
    )


def grouped_places(
    places: Sequence[Mention], field: Field
) -> tuple[tuple[Mention, ...], ...]:
    """Places in groups, of which each names one spot: "Hanoi, Vietnam"."""
    groups: list[tuple[Mention, ...]] = []
    for mention in places:
        if groups and _is_within(groups[-1][-1], mention, field):
            groups[-1] = (*groups[-1], mention)
        else:
            groups.append((mention,))
    return tuple(groups)


def governed_roles(mention: Mention, field: Field, pack: Pack) -> str:
    """The roles that prepositions before a mention give it, in one text."""
    roles = ("place", "recipient", "actor", "and", "topic")
    return "+".join(r for r in roles if _governed_by(mention, field, pack, r))


def _governed_by(mention: Mention, field: Field, pack: Pack, role: str) -> bool:
    """Whether a preposition of a role stands before a mention or its title."""
    words = _alternatives(pack, role)
    start = mention.span.start
    before = field.text[max(field.span.start, start - 60) : start]
    # Between preposition and name may stand a title: "dengan Presiden Rusia Putin".
    pattern = (
        rf"\b(?:{words})\s+(?:the\s+|its\s+|his\s+)?(?:[A-Z][\w’'-]*[\s,]+){{0,6}}$"
    )
    return bool(re.search(pattern, before)) or bool(
        re.search(rf"\b(?:{words})\s+(?:\w+\s+)$", before) and role == "place"
    )


@lru_cache(maxsize=64)
def _alternatives(pack: Pack, role: str) -> str:
    return any_of(pack["status"].listed("preposition", role))
