"""Event mentions -> groups that are one event of the report."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from konon.model import Bounds, EventMention, Mention, Span, Status, Timex
from konon.state.judges import Judges
from konon.state.pairs import apart, parties_of, same_looks
from konon.state.sights import Sight
from konon.state.status import OFF, OPEN
from konon.state.which import are_two

_SAME, _SAME_APART, _SAME_IN_SPITE = 0.4, 0.88, 0.95
"""From which chance on two mentions are one event; in spite of their times; types."""
_GROUPS, _MENTIONS = 40, 4
"""How many events back, and mentions of each, a mention is compared with."""
_NEAR, _KIN = 1, 4
"""Sentences, and letters of their words, that two mentions of one event share at least
where no table gives them the same type."""
_PLACELESS = frozenset({"country:ID"})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in an event, and on whom or with whom."""

    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    why: str = ""
    """How likely each has its part, as a model sees it."""


@dataclass(slots=True)
class Group:
    """Mentions of one event, collected while a report is read in order."""

    type: str
    mentions: list[EventMention] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    """Entities of all its actors and recipients."""
    places: set[str] = field(default_factory=set)
    """Countries of its places, or the places where the country is not known."""
    rules: set[str] = field(default_factory=set)
    openings: set[tuple[str, ...]] = field(default_factory=set)
    spans: set[Span] = field(default_factory=set)
    doers: set[str] = field(default_factory=set)
    """Entities of its actors alone."""
    times: list[Timex] = field(default_factory=list)
    """The times that its mentions give."""
    values: set[str] = field(default_factory=set)
    bounds: set[Bounds] = field(default_factory=set)
    odds: dict[Status, float] = field(default_factory=dict)
    """How likely each status is, whatever the times."""
    chance: float = 1.0
    """How likely it is an event of the agenda."""
    when: Timex | None = None
    """The time that is likely its own."""
    when_chance: float = 0.0
    cast: Cast | None = None
    """Its parties by all that is told of it; None where its mentions' own are all."""
    is_past: bool = True
    """Whether it is told as having happened."""
    is_off: bool = False

    def add(self, mention: EventMention) -> None:
        """Take in one more mention."""
        self.mentions.append(mention)
        self.actors |= parties_of(mention)
        self.places |= {key for place in mention.places for key in _keys(place)}
        self.rules.add(mention.rule)
        self.openings.add(_opening(mention))
        self.spans.add(mention.span)
        self.doers |= {actor.entity for actor in mention.actors}
        if mention.when is not None:
            self.times.append(mention.when)
            self.values.add(mention.when.value)
            if isinstance(mention.when.bounds, Bounds):
                self.bounds.add(mention.when.bounds)
        if mention.is_particular:
            self.is_past = self.is_past and mention.tense == "past"
        self.is_off = self.is_off or mention.status in OFF


def join_mentions(
    mentions: Sequence[EventMention],
    nearby: Sequence[Sequence[Mention]],
    judges: Judges | None,
    sight: Sight | None = None,
) -> tuple[Group, ...]:
    """The events of a report, in order of their first mention.

    `nearby` holds, for each mention, the names in its sentence: what "that visit" means
    is told by them where several events would fit. A group that no mention makes
    particular is dropped.
    """
    groups: list[Group] = []
    waiting: list[tuple[EventMention, Sequence[Mention]]] = []
    for mention, names in zip(mentions, nearby, strict=True):
        group = _found(mention, names, groups, judges, sight)
        if group is not None:
            group.add(mention)
        elif mention.is_particular and (judges or not _is_bare_anaphor(mention)):
            groups.append(Group(mention.type))
            groups[-1].add(_with_actors(mention, groups[:-1]))
        else:
            waiting.append((mention, names))
    for mention, names in waiting:
        group = _found(mention, names, groups, judges, sight)
        if group is not None:
            group.add(mention)
    for group in groups:
        group.mentions.sort(key=lambda m: m.span)
    return tuple(sorted(groups, key=lambda g: g.mentions[0].span))


def _found(
    mention: EventMention,
    names: Sequence[Mention],
    groups: Sequence[Group],
    judges: Judges | None,
    sight: Sight | None,
) -> Group | None:
    """The event that a mention is of: by rule, else the one a model finds likeliest.

    Rules alone tell where there is no model; a word that no table has is the model's.
    """
    if judges is None:
        return _home(mention, names, groups)
    group = _carried(mention, groups)
    if group is None and mention.is_listed:
        group = _home(mention, names, groups)
    return group or _likeliest(mention, groups, judges, sight)


def _carried(mention: EventMention, groups: Sequence[Group]) -> Group | None:
    """The event that a frame says takes place: that of the noun before it.

    A frame of any other word, "will be opened", only has the noun that it is told of.
    """
    if mention.form != "frame":
        return None
    is_free = mention.rule.startswith("frame: ")
    before = [
        (m.span.end, number)
        for number, group in enumerate(groups[-_GROUPS:])
        for m in group.mentions[-_MENTIONS:]
        if m.form == "noun"
        and m.sentence == mention.sentence
        and (is_free or f"{m.words} " in mention.words)
    ]
    return groups[-_GROUPS:][max(before)[1]] if before else None


def _likeliest(
    mention: EventMention,
    groups: Sequence[Group],
    judges: Judges,
    sight: Sight | None,
) -> Group | None:
    """The group that a mention is likely a part of; None where none is."""
    best = None
    for group in groups[-_GROUPS:]:
        if mention.span in group.spans or _goes_elsewhere(mention, group):
            continue
        if any(are_two(mention, other) for other in group.mentions):
            continue
        is_apart = _times_apart(mention, group)
        if is_apart and _is_turned(mention, group):
            continue
        told = (*group.mentions[:1], *group.mentions[1:][-_MENTIONS:])
        if not any(_may_be_one(mention, other) for other in told):
            continue
        chances = [_same(mention, other, judges, sight) for other in told]
        chance = (max(chances) + sum(chances) / len(chances)) / 2
        bar = _SAME_IN_SPITE if _is_of_other_type(mention, group) else _SAME
        # What is put off has two days and is one.
        if is_apart and not (group.is_off or mention.status in OFF):
            bar = max(bar, _SAME_APART)
        if chance >= bar and (best is None or chance > best[0]):
            best = (chance, group)
    return best[1] if best else None


def _same(
    one: EventMention, other: EventMention, judges: Judges, sight: Sight | None
) -> float:
    """How likely two mentions are one event."""
    first, second = sorted((one, other), key=lambda m: m.span)
    return judges.same(list(same_looks(first, second, sight)))


def _may_be_one(one: EventMention, other: EventMention) -> bool:
    """Whether two mentions have anything in common, or stand near each other."""
    is_near = abs(one.sentence - other.sentence) <= _NEAR
    is_kin = one.stem[:_KIN] == other.stem[:_KIN]
    return is_near or is_kin or one.type == other.type


def _is_of_other_type(mention: EventMention, group: Group) -> bool:
    """Whether tables give a mention another type than all mentions of a group."""
    listed = {m.type for m in group.mentions if m.is_listed} - {"other"}
    is_typed = mention.is_listed and mention.type != "other"
    return is_typed and bool(listed) and mention.type not in listed


def _goes_elsewhere(mention: EventMention, group: Group) -> bool:
    """Whether a mention is a visit to another place than the visit of a group."""
    if mention.type != "visit" or group.type != "visit":
        return False
    places = {key for p in mention.places for key in _keys(p)}
    return bool(places and group.places) and not places & group.places


def _is_turned(mention: EventMention, group: Group) -> bool:
    """Whether one of the two is over and the other to come; what is off is neither."""
    is_off = mention.status in OFF or group.is_off
    is_past = mention.tense == "past"
    return mention.is_particular and not is_off and is_past != group.is_past


def _with_actors(mention: EventMention, groups: Sequence[Group]) -> EventMention:
    """ "That visit to North Korea" is by whom the visits told before are by."""
    if not mention.is_anaphor or mention.actors:
        return mention
    told = [g for g in groups if g.type == mention.type and not g.is_past]
    actors = next(
        (m.actors for g in reversed(told) for m in g.mentions if m.actors), ()
    )
    return replace(mention, actors=actors)


def _is_bare_anaphor(mention: EventMention) -> bool:
    return mention.is_anaphor and not (mention.actors or mention.places or mention.when)


def _home(
    mention: EventMention, names: Sequence[Mention], groups: Sequence[Group]
) -> Group | None:
    """The group of a mention: the likeliest that nothing speaks against."""
    best = None
    for order, group in enumerate(groups):
        if not _has_listed(group, mention.type) or _contradict(mention, group):
            continue
        shared = _evidence(mention, names, group)
        is_named = mention.rule.startswith("other ") and _same_trigger(mention, group)
        if group.type == "other" and not (is_named or _same_words(mention, group)):
            continue
        is_again = (
            not mention.places
            and not mention.actors
            and (_same_trigger(mention, group) and mention.tense != "past")
        )
        needs_evidence = not (
            mention.is_anaphor or is_again or _fits_bare(mention, group)
        )
        if needs_evidence and shared == 0:
            continue
        rank = (shared, _last(group, mention), order)
        if best is None or rank > best[0]:
            best = (rank, group)
    return best[1] if best else None


def _has_listed(group: Group, name: str) -> bool:
    """Whether a table gives a mention of a group this type: models only guess it."""
    return any(m.type == name and m.is_listed for m in group.mentions)


def _last(group: Group, mention: EventMention) -> int:
    # Mentions come in order: the nearest is the last, but for those that waited.
    return -abs(group.mentions[-1].sentence - mention.sentence)


def _same_words(mention: EventMention, group: Group) -> bool:
    return _opening(mention) in group.openings


def _opening(mention: EventMention) -> tuple[str, ...]:
    return tuple(mention.words.casefold().split()[:2])


def _fits_bare(mention: EventMention, group: Group) -> bool:
    """Whether a mention without roles or times of its own may simply go on."""
    is_bare = not mention.places and (not mention.when or not group.times)
    return is_bare and (not mention.actors or not group.actors)


def _evidence(mention: EventMention, names: Sequence[Mention], group: Group) -> int:
    score = 4 * len(parties_of(mention) & group.actors)
    score += 4 * len({k for p in mention.places for k in _keys(p)} & group.places)
    around = {key for name in names for key in (name.entity, *_keys(name))}
    score += len(around & group.places - _PLACELESS)
    score += 2 * (mention.when is not None and mention.when.value in group.values)
    return score


def _contradict(mention: EventMention, group: Group) -> bool:
    """Whether a mention cannot be of a group: other place, other time, other side."""
    places = {key for p in mention.places for key in _keys(p)}
    if places and group.places and not places & group.places:
        return True
    if mention.span in group.spans or any(are_two(mention, m) for m in group.mentions):
        return True
    is_off = mention.status in OFF
    is_ahead = mention.is_particular and mention.tense == "future"
    if is_ahead and not is_off and group.is_past:
        return True
    if mention.is_particular and not mention.is_anaphor:
        if _is_turned(mention, group):
            return True
        is_bare = not places and not mention.actors and _same_trigger(mention, group)
        same = places & group.places or _same_actor(mention, group) or is_bare
        if _times_apart(mention, group) and not same:
            return True
        if mention.tense == "past" and _times_apart(mention, group):
            return True
    own = {a.entity for a in mention.actors}
    is_new_actor = bool(own and group.doers) and not own & group.actors
    return is_new_actor and not (places & group.places) and not mention.is_anaphor


def _same_actor(mention: EventMention, group: Group) -> bool:
    return bool(parties_of(mention) & group.actors)


def _same_trigger(mention: EventMention, group: Group) -> bool:
    return mention.rule in group.rules


def _times_apart(mention: EventMention, group: Group) -> bool:
    if mention.when is None or not isinstance(mention.when.bounds, Bounds):
        return False
    return bool(group.bounds) and all(
        apart(mention.when.bounds, other) for other in group.bounds
    )


def _keys(mention: Mention) -> tuple[str, ...]:
    return (f"country:{mention.country}",) if mention.country else (mention.entity,)


def settled_status(statuses: Sequence[str]) -> str:
    """The status of an event within one report, from those of its claims.

    What is off outweighs what is on, and what is further along outweighs plans.
    """
    order = (
        "cancelled",
        "denied",
        "postponed",
        "happened",
        "under_way",
        "date_agreed",
        "preparing",
        "announced",
        "planned",
        "rumoured",
    )
    return next((s for s in order if s in statuses), "planned")


def is_open(status: str) -> bool:
    """Whether a status says that the event is still to come."""
    return status in OPEN
