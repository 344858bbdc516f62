"""Groups of mentions -> who acts in each event, and on whom or with whom.

The second look at parties. The first saw each mention by itself; here a name is seen at
all mentions of an event at once, beside all others that may have the part. The model is
trained on what the first look says of reports that it was not trained on, as those of
`konon.state.appraisal` are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from konon.model import Attribution, EventMention, Mention, Played, Span
from konon.spot.matcher import fold
from konon.state.appraisal import any_of, likeliest, phases_of
from konon.state.curves import curve
from konon.state.joins import Cast, Group
from konon.state.judges import Judges
from konon.state.looks import near
from konon.state.status import GRAVE

_WORTH = 0.32
"""What the chance of no part is worth: of many names few have one."""
_TOLD = 0.6
"""From which chance on somebody acts who only tells of it, as far as can be seen."""
_STEPS = (0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_COARSE = (0.1, 0.3, 0.5, 0.7)
_BESIDE = 2
"""Words within which two names may be one: "Chairman Greenspan"."""
_PARTS = ("actor", "recipient", "place")
_OPENING = 200
"""Signs that open a report."""
_OWNED = re.compile(r"['’]s(?:\s+[a-z-]+){0,3}\s+")
"""What stands between an owner and what is its own."""


class Roll:
    """Whom and what a report names, how often and where."""

    def __init__(
        self,
        title: str,
        text: str,
        mentions: Sequence[Mention],
        told: Sequence[Attribution] = (),
    ) -> None:
        self._title, self._text = title, text
        self._speakers = {link.entity for a in told for link in a.chain}
        self._counts = Counter(mention.entity for mention in mentions)
        self._early = {m.entity for m in mentions if m.span.start < _OPENING}

    def standing(self, mention: Mention) -> Iterator[str]:
        """The features of a name for how much its report is about it."""
        kind, entity = mention.kind, mention.entity
        yield f"count={near(self._counts[entity])}|{kind}"
        yield f"titled={mention.name in self._title}|{kind}"
        yield f"early={entity in self._early}|{kind}"

    def is_doubtful(self, player: "Player", kind: str) -> bool:
        """Whether only pronouns make somebody who speaks a party to a crime.

        "Ia ditangkap" behind what a police officer said is hardly the officer.
        """
        mention = player.mention
        return (
            kind in GRAVE
            and mention.kind == "person"
            and mention.entity in self._speakers
            and all(
                played.mention.span.of(self._text).casefold()
                not in mention.name.casefold()
                for played, _ in player.seen
            )
        )

    def is_owner(self, player: "Player", names: Sequence[Span]) -> bool:
        """Whether a place only says whose a name is: "India's state-owned Acme"."""
        return player.mention.kind == "place" and all(
            any(
                _OWNED.fullmatch(self._text, played.mention.span.end, name.start)
                for name in names
            )
            for played, _ in player.seen
        )


@dataclass(frozen=True, slots=True)
class Player:
    """A name in the sentences of an event, which may have a part in it."""

    mention: Mention
    """Where it has its fullest name."""
    seen: tuple[tuple[Played, EventMention], ...]
    """What the first look says of it, at each mention of the event that it is near."""
    actor: float
    """How likely it acts, at the mention where that is likeliest."""
    recipient: float
    place: float

    @property
    def can_act(self) -> bool:
        """Whether rules let it act at any mention."""
        return any(played.can_act for played, _ in self.seen)

    @property
    def is_teller(self) -> bool:
        """Whether it tells of the event wherever it stands, and acts by no rule."""
        return all(
            played.is_teller and self.mention.entity not in {a.entity for a in m.actors}
            for played, m in self.seen
        )

    @property
    def party(self) -> float:
        """How likely it acts or is acted on."""
        return self.actor + self.recipient


def give_parts(group: Group, roll: Roll, judges: Judges) -> None:
    """Give an event those who act in it, and on whom or with whom.

    Its places are those that each mention names: a second look finds none better.
    """
    found: dict[str, list[tuple[Player, float]]] = {"actor": [], "recipient": []}
    players = []
    for player, looks in cast_looks(group, roll):
        players.append(player)
        odds = judges.cast(list(looks))
        chance = odds["actor"] + odds["recipient"]
        least = _TOLD if player.is_teller else _WORTH * odds["none"]
        if chance < max(odds["place"], least) or roll.is_doubtful(player, group.type):
            continue
        part = likeliest({name: odds[name] for name in found})
        if part == "recipient" or player.can_act:
            found[part].append((player, chance))
    found["actor"] = _acting(found["actor"])
    found = {part: _whole(some, players) for part, some in found.items()}
    found = _once(found)
    spans = [p.mention.span for some in found.values() for p, _ in some]
    for part, some in found.items():
        found[part] = [one for one in some if not roll.is_owner(one[0], spans)]
    told = [one for some in found.values() for one in some]
    chances = ", ".join(
        f"{player.mention.name} {chance:.0%}" for player, chance in told
    )
    actors = [player.mention for player, _ in found["actor"]]
    group.cast = Cast(
        (*actors, *_given_by_rule(group)),
        tuple(player.mention for player, _ in found["recipient"]),
        f"model of parties: {chances}" if chances else "",
    )


def _acting(found: list[tuple[Player, float]]) -> list[tuple[Player, float]]:
    """Those who act, without who only tells of it.

    Where others surely act, a teller does not; "India's Power Corp said it has signed"
    is no such case, as the teller is the likelier.
    """
    others = [chance for player, chance in found if not player.is_teller]
    least = max(others, default=0.0)
    return [one for one in found if not one[0].is_teller or one[1] > least]


def _whole(
    found: list[tuple[Player, float]], players: list[Player]
) -> list[tuple[Player, float]]:
    """Those who have a part, without pieces of a longer name: "Makassar" of a club.

    A country in a name has a part: "the Indonesia-EU agreement".
    """
    spans = [played.mention.span for p in players for played, _ in p.seen]
    return [
        (player, chance)
        for player, chance in found
        if player.mention.entity.startswith("country:")
        or not all(
            any(
                s != played.mention.span and s.contains(played.mention.span)
                for s in spans
            )
            for played, _ in player.seen
        )
    ]


def _once(
    found: dict[str, list[tuple[Player, float]]],
) -> dict[str, list[tuple[Player, float]]]:
    """Those who have a part, each by its fullest name: the court is the Ohio Court.

    Only words without a name are dropped: "Vale Corp" and "Vale Bank" are two.
    """
    told = [player for some in found.values() for player, _ in some]
    return {
        part: [(p, c) for p, c in some if not any(_is_short(p, q) for q in told)]
        for part, some in found.items()
    }


def _is_short(player: Player, other: Player) -> bool:
    """Whether words without a name are a piece of what another is called."""
    if player is other or player.mention.kind != "unnamed":
        return False
    own, whole = ({*fold(p.mention.name).split()} for p in (player, other))
    # Workers are no part of a workers' party, but "the court" is of a court's name.
    is_same = other.mention.kind == "unnamed" or "the" in own
    return is_same and own - {"the"} < whole


def _given_by_rule(group: Group) -> Iterator[Mention]:
    """Whom rules alone let act: whom "his visit" is by, whose election it is."""
    for mention in group.mentions:
        acting = {p.mention.entity for p in mention.players if p.part == "actor"}
        is_voted_on = mention.type == "election"
        for actor in mention.actors:
            if is_voted_on or actor.entity not in acting:
                yield actor


def cast_looks(group: Group, roll: Roll) -> Iterator[tuple[Player, Iterator[str]]]:
    """All whom the sentences of an event name, each with its features."""
    players = _players(group)
    for player in players:
        yield player, _looks(player, players, group, roll)


def _players(group: Group) -> list[Player]:
    """All names in the sentences of an event, each once."""
    by: dict[str, list[tuple[Played, EventMention]]] = {}
    for mention in group.mentions:
        for played in mention.players:
            by.setdefault(played.mention.entity, []).append((played, mention))
    return [_player(seen) for seen in by.values()]


def _player(seen: Sequence[tuple[Played, EventMention]]) -> Player:
    return Player(
        max((played.mention for played, _ in seen), key=lambda m: len(m.name)),
        tuple(seen),
        max(played.actor for played, _ in seen),
        max(played.recipient for played, _ in seen),
        max(played.place for played, _ in seen),
    )


def _looks(
    player: Player, players: Sequence[Player], group: Group, roll: Roll
) -> Iterator[str]:
    """The features of a name in the sentences of an event."""
    mention, others = player.mention, [p for p in players if p is not player]
    kind, seen = mention.kind, player.seen
    lead = max(group.mentions, key=lambda m: m.chance)
    yield "b"
    yield from (f"kind={kind}", f"kind|type={kind}|{group.type}")
    yield f"kind|phase={kind}|{likeliest(phases_of(group.odds))}"
    yield f"kind|country={kind}|{bool(mention.country)}|{group.type}"
    for name in _PARTS:
        own = [getattr(played, name) for played, _ in seen]
        rival = max((getattr(p, name) for p in others), default=0.0)
        best = getattr(player, name)
        yield from curve(name, best, _STEPS)
        yield from curve(f"{name}|{kind}", best, _COARSE)
        yield from curve(f"or {name}", any_of(own), _STEPS)
        yield from curve(f"rival {name}", rival, _COARSE)
        rank = sum(getattr(p, name) > best for p in others)
        yield from (f"rank {name}={min(4, rank)}", f"lead {name}={best > rival}|{kind}")
        yield f"gap {name}={round(5 * (best - rival))}"
        at_lead = [getattr(played, name) for played, m in seen if m is lead]
        yield from curve(f"own {name}", max(at_lead, default=0.0), _COARSE)
    yield from _choices(player, group)
    yield from _standing(player, group, roll)
    yield from _company(player, others)
    yield from _head(mention, group)


def _choices(player: Player, group: Group) -> Iterator[str]:
    """The parts that the first look gives a name, and others beside it."""
    entity = player.mention.entity
    for name in ("actors", "recipients", "places"):
        chosen = [{one.entity for one in getattr(m, name)} for m in group.mentions]
        own = sum(entity in entities for entities in chosen)
        others = len(set().union(*chosen) - {entity})
        yield f"{name}={min(2, own)}|{min(3, others)}"
        yield f"first {name}={entity in chosen[0]}|{bool(chosen[0])}"
    parts = {played.part for played, _ in player.seen}
    yield from (f"part={part}" for part in sorted(parts))


def _standing(player: Player, group: Group, roll: Roll) -> Iterator[str]:
    """Where, and how often, a name stands near an event and in its report."""
    kind, seen = player.mention.kind, player.seen
    yield f"told={min(3, len(seen))}|{min(4, len(group.mentions))}"
    yield from roll.standing(player.mention)
    telling = [played.is_teller for played, _ in seen]
    yield f"teller={any(telling)}|{all(telling)}|{kind}"
    closest, told_by = min(seen, key=lambda x: abs(x[0].gap))
    order, form = "-" if closest.gap < 0 else "+", told_by.form
    yield f"gap={order}{near(abs(closest.gap))}|{kind}"
    yield f"gap|form={order}{near(abs(closest.gap))}|{form}"
    yield f"form|kind={form}|{kind}|{order}"


def _company(player: Player, others: Sequence[Player]) -> Iterator[str]:
    """How a name stands to the others: a part of theirs, right beside, one of many."""
    kind, words = player.mention.kind, _words(player.mention.name)
    for other in others:
        theirs, their_kind = _words(other.mention.name), other.mention.kind
        is_more = other.party > player.party
        if words <= theirs:
            yield f"in={kind}|{their_kind}|{is_more}"
        elif theirs <= words:
            yield f"holds={kind}|{their_kind}|{is_more}"
        side = _side(player, other)
        if side:
            yield f"beside={side}|{kind}|{their_kind}|{is_more}"
    likely = sum(other.actor >= _COARSE[1] for other in others)
    yield from (f"others={near(len(others))}", f"likely={min(4, likely)}|{kind}")
    persons = sum(other.mention.kind in {"person", "body"} for other in others)
    yield f"persons={min(4, persons)}|{kind}"


def _side(player: Player, other: Player) -> str:
    """On which side another name stands right beside; nothing where it does not."""
    theirs = {id(mention): played.gap for played, mention in other.seen}
    for played, mention in player.seen:
        gap = theirs.get(id(mention))
        if gap is not None and abs(gap - played.gap) <= _BESIDE:
            return "-" if gap < played.gap else "+"
    return ""


def _head(mention: Mention, group: Group) -> Iterator[str]:
    if mention.kind == "unnamed":
        head = mention.name.casefold().split()[-1]
        yield from (f"head={head}", f"head|type={head}|{group.type}")


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold()))
