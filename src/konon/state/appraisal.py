"""Groups of mentions -> those that are events of the agenda, each with its own time.

The second look. The first saw each mention by itself; only when all that a report tells
of an event lies together is it seen that a likely date is claimed by another event, or
that a doubtful word is told of three times. Both models here are trained on what the
first ones say of reports that they were not trained on (stacked generalization, Wolpert
1992).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from konon.model import Bounds, Dated, EventMention, Span, Status, Timex
from konon.state.agreement import best_time
from konon.state.curves import COARSE, STEPS, curve
from konon.state.joins import Group
from konon.state.judges import Judges
from konon.state.looks import near
from konon.state.pairs import apart
from konon.state.status import OFF, ON, OPEN, side_of, width_of

_Name = TypeVar("_Name", bound=str)
_OWN, _KEPT = 0.5, 0.5
"""From which chance on a time is an event's, and an event one of the agenda."""
_SIGNED, _SETTLED = 0.4, 0.34
"""The same for words of the tables with a word of plan, tense or denial; and for those
that are called off, put back, prepared or said to be undated right beside."""
_FIRM = 0.85
"""From which chance on a mention keeps a time where its event has another."""
_THICK = 0.4
"""From which chance on an event counts towards how many a report has."""
_BESIDE = 25
"""Characters within which two words may name one thing: "hold talks"."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A time that mentions of an event may have, and each that may, likeliest first."""

    timex: Timex
    edtf: str
    by: tuple[tuple[Dated, EventMention], ...]

    @property
    def chance(self) -> float:
        """How likely it is the time of its likeliest mention."""
        return self.by[0][0].chance


def appraised(
    groups: Sequence[Group], anchor: date | None, judges: Judges | None
) -> tuple[Group, ...]:
    """The groups that are events of the agenda, with their times.

    Without models all of them are, with the times that rules gave.
    """
    if judges is None:
        for group in groups:
            group.when = best_time(group.mentions)
        return tuple(groups)
    for group in groups:
        group.odds = judges.odds(group.mentions)
    dated = with_times(groups, anchor, judges.own)
    kept = []
    for group in dated:
        group.chance = judges.kept(list(agenda_looks(group, dated, anchor)))
        # "If they meet, people will be glad" plans no meeting.
        is_said = not all(mention.is_hedged for mention in group.mentions)
        if is_said and group.chance >= _bar(group):
            kept.append(group)
    return tuple(kept)


def _bar(group: Group) -> float:
    """From which chance on a group is an event of the agenda."""
    listed = [m for m in group.mentions if m.is_listed]
    if any(m.is_settled or m.is_undated for m in listed):
        return _SETTLED
    is_plain = all(m.type == "other" or m.sign is None for m in listed)
    return _KEPT if is_plain else _SIGNED


def with_times(
    groups: Sequence[Group],
    anchor: date | None,
    judged: Callable[[Sequence[str]], float],
) -> list[Group]:
    """The groups, with only such times as are likely the event's own.

    `judged` tells, by its features, how likely a time is.
    """
    claims = claims_of(groups)
    return [_dated(group, claims, anchor, judged) for group in groups]


def _dated(
    group: Group,
    claims: dict[Span, list[tuple[float, int]]],
    anchor: date | None,
    judged: Callable[[Sequence[str]], float],
) -> Group:
    found = offers(group)
    chances = {
        offer.edtf: judged(list(time_looks(offer, found, group, claims, anchor)))
        for offer in found
    }
    own = {edtf for edtf, chance in chances.items() if chance >= _OWN}
    best = max(own, key=lambda edtf: chances[edtf], default="")
    out = Group(group.type, odds=group.odds)
    out.when = next((offer.timex for offer in found if offer.edtf == best), None)
    out.when_chance = chances.get(best, 0.0)
    for mention in group.mentions:
        out.add(_with_time(mention, own, out.when, chances))
    return out


def _with_time(
    mention: EventMention,
    own: set[str],
    when: Timex | None,
    chances: dict[str, float],
) -> EventMention:
    """A mention with the event's time where its sentence has it, else its own or none.

    Another time than the event's stays where it is as likely to be believed, as two
    sources may tell two days, where it surely is the mention's own, or where both may
    be true: "in June", "on 5 June".
    """
    # Told twice, "on 5 June" and "that Thursday", it is its own sentence that gives it.
    near = sorted(mention.dates, key=lambda dated: (abs(dated.steps), -dated.chance))
    times = {_edtf(dated.timex): dated for dated in reversed(near)}
    picked = _edtf(mention.when) if mention.when else ""
    is_firm = bool(when and mention.when) and times[picked].chance >= _FIRM
    is_fitting = picked in own or is_firm or _fit(mention.when, when)
    edtf = picked if is_fitting else _edtf(when) if when else ""
    if edtf not in times or (edtf != picked and times[edtf].steps):
        return replace(mention, when=None)
    dated = times[edtf]
    whys = dict(mention.whys)
    whys["when"] = f"model of times, {dated.chance:.0%}; of events, {chances[edtf]:.0%}"
    return replace(
        mention,
        when=dated.timex,
        when_chance=dated.chance,
        whys=tuple(whys.items()),
    )


def _fit(one: Timex | None, other: Timex | None) -> bool:
    """Whether two times may both be true."""
    if one is None or other is None:
        return False
    first, second = one.bounds, other.bounds
    if not isinstance(first, Bounds) or not isinstance(second, Bounds):
        return False
    return not apart(first, second)


def offers(group: Group) -> list[Offer]:
    """The times that the mentions of a group may have, each once, as first offered."""
    by: dict[str, list[tuple[Dated, EventMention]]] = {}
    for mention in group.mentions:
        for dated in mention.dates:
            by.setdefault(_edtf(dated.timex), []).append((dated, mention))
    ranked = {
        edtf: sorted(told, key=lambda x: -x[0].chance) for edtf, told in by.items()
    }
    return [Offer(t[0][0].timex, edtf, tuple(t)) for edtf, t in ranked.items()]


def claims_of(groups: Sequence[Group]) -> dict[Span, list[tuple[float, int]]]:
    """For each expression of time, how likely it is that of each event."""
    claims: dict[Span, list[tuple[float, int]]] = {}
    for group in groups:
        for mention in group.mentions:
            for dated in mention.dates:
                told = (dated.chance, id(group))
                claims.setdefault(dated.timex.span, []).append(told)
    return claims


def time_looks(
    offer: Offer,
    found: Sequence[Offer],
    group: Group,
    claims: dict[Span, list[tuple[float, int]]],
    anchor: date | None,
) -> Iterator[str]:
    """The features of a time that an event may have."""
    dated, mention = offer.by[0]
    others = [other.chance for other in found if other is not offer]
    rival = max(
        (c for c, who in claims[offer.timex.span] if who != id(group)), default=0.0
    )
    side, width = side_of(offer.timex, anchor), width_of(offer.timex)
    phases, status = phases_of(group.odds), likeliest(group.odds)
    phase = likeliest(phases)
    yield "b"
    yield from curve("best", offer.chance)
    yield from curve("or", any_of(d.chance for d, _ in offer.by))
    yield from curve("other", max(others, default=0.0))
    yield from curve("rival", rival)
    yield f"rival={rival > offer.chance}|{rival > STEPS[10]}"
    better = sum(other > offer.chance for other in others)
    yield from (f"rank={better}|{bool(others)}", f"first={better == 0}")
    is_ruled = any(d.is_ruled for d, _ in offer.by)
    yield from (f"steps={dated.steps}", f"ruled={is_ruled}")
    yield f"steps|ruled={dated.steps}|{dated.is_ruled}"
    yield f"turned={dated.is_turned}|{offer.timex.other is None}|{side}|{phase}"
    yield f"n={min(3, len(offer.by))}"
    yield f"spans={min(3, len({d.timex.span for d, _ in offer.by}))}"
    yield from (f"side={side}", f"width={width}", f"side|width={side}|{width}")
    yield from (f"side|phase={side}|{phase}", f"side|status={side}|{status}")
    yield f"type={offer.timex.type}"
    for name in ("open", "on"):
        yield from curve(f"{side}|{name}", phases[name], COARSE)
    yield f"size={min(4, len(group.mentions))}"
    yield from (f"kind={group.type}|{width}", f"kind={group.type}|{side}")
    yield f"form={mention.form}|{dated.steps}"
    yield f"bygone={mention.is_bygone}|{side}"
    yield f"tense={mention.tense}|{side}"
    yield f"chance={mention.chance:.1f}"
    yield f"ends={offer.edtf.startswith('../')}|{offer.edtf.endswith('/..')}|{phase}"


def agenda_looks(
    group: Group, groups: Sequence[Group], anchor: date | None
) -> Iterator[str]:
    """The features of an event for whether it is one of the agenda."""
    mentions = group.mentions
    chances = sorted((m.chance for m in mentions), reverse=True)
    yield "b"
    yield from curve("best", chances[0])
    yield from curve("or", any_of(chances))
    yield from curve("second", chances[1]) if len(chances) > 1 else ("alone",)
    told = {m.sentence for m in mentions}
    yield from (f"size={min(5, len(mentions))}", f"told={min(4, len(told))}")
    yield f"spread={near(max(told) - min(told))}"
    side, width = side_of(group.when, anchor), width_of(group.when)
    phases, status = phases_of(group.odds), likeliest(group.odds)
    phase = likeliest(phases)
    is_dated = group.when is not None
    yield from curve("when", group.when_chance)
    yield from (f"side={side}|{is_dated}", f"width={width}", f"phase={phase}")
    yield from (f"side|width={side}|{width}", f"side|phase={side}|{phase}|{is_dated}")
    for name in ("open", "off"):
        yield from curve(name, phases[name], COARSE)
    yield from curve(f"status={status}", group.odds[status], COARSE)
    is_listed = any(m.is_listed for m in mentions)
    yield from (f"listed={is_listed}", f"listed|dated={is_listed}|{is_dated}")
    yield from (f"form={form}" for form in sorted({m.form for m in mentions}))
    hedged = [m.is_hedged for m in mentions]
    yield f"hedged={all(hedged)}|{any(hedged)}"
    yield from (f"type={group.type}", f"type|side={group.type}|{side}")
    yield f"at={near(min(told))}"
    yield f"titled={any(m.is_titled for m in mentions)}"
    yield f"who={any(m.actors for m in mentions)}"
    yield f"whom={any(m.recipients for m in mentions)}"
    yield f"where={any(m.places for m in mentions)}"
    yield f"sign={any(m.sign for m in mentions)}|{is_dated}"
    yield f"back={all(m.is_anaphor for m in mentions)}"
    yield f"bygone={any(m.is_bygone for m in mentions)}"
    yield f"undated={any(m.is_undated for m in mentions)}"
    yield from _neighbours(group, groups, chances[0])


def _neighbours(group: Group, groups: Sequence[Group], best: float) -> Iterator[str]:
    """How an event stands among the others of its report.

    Visits to two places that one word tells of do not stand against each other.
    """
    tops = {id(g): max(m.chance for m in g.mentions) for g in groups}
    yield f"thick={near(sum(top >= _THICK for top in tops.values()))}"
    yield f"rank={near(sum(top > best for top in tops.values()))}"
    own = max(group.mentions, key=lambda m: m.chance)
    beside = [
        (abs(m.span.start - own.span.start), m, other)
        for other in groups
        if other is not group
        for m in other.mentions
        if m.sentence == own.sentence and m.span != own.span
    ]
    yield f"others={min(4, len(beside))}"
    if not beside:
        return
    strongest = max(m.chance for _, m, _ in beside)
    yield from curve("strongest", strongest, COARSE)
    yield f"strongest={own.chance >= strongest}"
    gap, next_, other = min(beside, key=lambda x: (x[0], x[1].span))
    order = "-" if next_.span.start < own.span.start else "+"
    is_near, is_weaker = gap < _BESIDE, next_.chance > own.chance
    yield f"next={order}{near(gap // 6)}"
    yield f"next|weaker={order}{near(gap // 6)}|{is_weaker}"
    yield f"next|forms={order}{own.form}|{next_.form}|{is_near}|{is_weaker}"
    yield f"over={round(4 * (tops[id(other)] - best))}" if is_near else "far"
    shared = own.when and next_.when and own.when.span == next_.when.span
    yield f"one time={bool(shared)}|{is_near}|{is_weaker}|{order}"


def phases_of(odds: Mapping[Status, float]) -> dict[str, float]:
    """How likely an event is to come, on, or off."""
    parts = {"open": OPEN, "on": ON, "off": OFF}
    return {
        name: sum(chance for status, chance in odds.items() if status in part)
        for name, part in parts.items()
    }


def likeliest(odds: Mapping[_Name, float]) -> _Name:
    """The likeliest; of equals the first in the alphabet."""
    return max(sorted(odds), key=lambda name: odds[name])


def any_of(chances: Iterator[float] | Sequence[float]) -> float:
    """How likely at least one is so, of several that do not depend on each other."""
    none = 1.0
    for chance in chances:
        none *= 1.0 - chance
    return 1.0 - none


def _edtf(timex: Timex) -> str:
    """The days that a time allows; where they are not known, its open value."""
    return timex.bounds.edtf if isinstance(timex.bounds, Bounds) else timex.value
