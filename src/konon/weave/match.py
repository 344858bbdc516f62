"""Which accounts tell of one event.

Accounts are compared only within blocks that share a type and a name or place, so the
work can be spread; inside a block the decision is by typed slots, not by likeness.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations

from konon.model import Account, Bounds, Mention, Published
from konon.state.pairs import apart

_NEAR = timedelta(days=45)
_UNDATED = timedelta(days=60)
_STALE = timedelta(days=120)
_TITLES = re.compile(r"\W+")


def match_accounts(accounts: Sequence[Account]) -> tuple[tuple[Account, ...], ...]:
    """Groups of accounts of one event each; the order of accounts does not matter."""
    ordered = sorted(accounts, key=account_order)
    parents = {key_of(account): key_of(account) for account in ordered}
    for block in _blocks(ordered).values():
        for one, other in combinations(block, 2):
            if _root(key_of(one), parents) == _root(key_of(other), parents):
                continue
            if is_same_event(one, other):
                low, high = sorted(
                    (_root(key_of(one), parents), _root(key_of(other), parents))
                )
                parents[high] = low
    groups: dict[tuple[str, str], list[Account]] = {}
    for account in ordered:
        groups.setdefault(_root(key_of(account), parents), []).append(account)
    return tuple(tuple(group) for group in groups.values())


def key_of(account: Account) -> tuple[str, str]:
    """What an account is known by: its report and its event within it."""
    return account.masthead.id, account.event.id


def account_order(account: Account) -> tuple[str, str, str]:
    """Sort key: by publication, then by report and event."""
    return _stamp(account) or "9999", account.masthead.id, account.event.id


def is_same_event(one: Account, other: Account) -> bool:
    """Whether two accounts tell of one event, by type, roles, place and time."""
    if one.event.type != other.event.type or one.masthead.id == other.masthead.id:
        return False
    actors = _actors_agree(one, other)
    places = _places_agree(one, other)
    if actors is False or places is False:
        return False
    if one.event.type == "other" and not _words_agree(one, other):
        return False
    named = _names_agree(one, other)
    if not (actors or places or named):
        return False
    return _times_agree(one, other, is_sure=named or bool(actors and places))


def _times_agree(one: Account, other: Account, *, is_sure: bool) -> bool:
    """Whether two times can be of one event; conflicting dates need sure roles."""
    first, second = _bounds(one), _bounds(other)
    gap = _published_gap(one, other)
    if first is None or second is None:
        return is_sure and gap <= _UNDATED and _is_in_sequence(one, other)
    if not apart(first, second):
        is_wide = max(first.width, second.width) > 100
        return is_sure or not is_wide
    if not is_sure or gap > _STALE:
        return False
    return _distance(first, second) <= _NEAR and _is_in_sequence(one, other)


def _is_in_sequence(one: Account, other: Account) -> bool:
    """Whether the plan was told before the happening: else it is the next occasion."""
    done = [a for a in (one, other) if a.event.status == "happened"]
    if len(done) != 1:
        return True
    plan = other if done[0] is one else one
    return _stamp(plan) <= _stamp(done[0])


def _actors_agree(one: Account, other: Account) -> bool | None:
    mine, theirs = _named(one), _named(other)
    if not mine or not theirs:
        return None
    return any(_same_name(a, b) for a in mine for b in theirs)


def _named(account: Account) -> list[Mention]:
    """The parties of an account that have a name: any "government" is another."""
    parties = (*account.event.actors, *account.event.recipients)
    return [party for party in parties if party.kind != "unnamed"]


def _same_name(one: Mention, other: Mention) -> bool:
    if one.entity == other.entity:
        return True
    words = [set(_TITLES.split(m.name.casefold())) - {""} for m in (one, other)]
    return words[0] <= words[1] or words[1] <= words[0]


def _places_agree(one: Account, other: Account) -> bool | None:
    mine = {key for place in one.event.places for key in place_keys(place)}
    theirs = {key for place in other.event.places for key in place_keys(place)}
    if not mine or not theirs:
        return None
    return bool(mine & theirs)


def place_keys(place: Mention) -> Iterator[str]:
    """What a place is compared by: its country; at home, the place itself."""
    if place.country and place.country != "ID":
        yield f"country:{place.country}"
    elif place.entity != "country:ID":
        yield place.entity


def _names_agree(one: Account, other: Account) -> bool:
    """Whether both events bear a name, and one's words hold the other's."""
    words = [set(_TITLES.split(a.event.name.casefold())) - {""} for a in (one, other)]
    return min(len(w) for w in words) > 1 and (
        words[0] <= words[1] or words[1] <= words[0]
    )


def _words_agree(one: Account, other: Account) -> bool:
    words = [set(re.findall(r"\w{4,}", a.event.label.casefold())) for a in (one, other)]
    shared = len(words[0] & words[1])
    return shared >= 2 and shared * 2 >= min(len(words[0]), len(words[1]))


def _blocks(accounts: Sequence[Account]) -> Mapping[tuple[str, str], list[Account]]:
    blocks: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        names = [*account.event.actors, *account.event.recipients]
        keys = {
            word for m in names for word in _TITLES.split(m.name.casefold()) if word
        }
        keys |= {word for word in _TITLES.split(account.event.name.casefold()) if word}
        keys |= {key for place in account.event.places for key in place_keys(place)}
        for key in keys:
            blocks.setdefault((account.event.type, key), []).append(account)
    return blocks


def _root(
    key: tuple[str, str], parents: dict[tuple[str, str], tuple[str, str]]
) -> tuple[str, str]:
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key


def _bounds(account: Account) -> Bounds | None:
    when = account.event.when
    return when.bounds if when and isinstance(when.bounds, Bounds) else None


def _distance(one: Bounds, other: Bounds) -> timedelta:
    low, high = sorted((one, other), key=lambda b: b.earliest or b.latest or _NO_DAY)
    if low.latest is None or high.earliest is None:
        return timedelta()
    return high.earliest - low.latest


_NO_DAY = datetime(1, 1, 1, tzinfo=UTC).date()


def _published(account: Account) -> datetime | None:
    published = account.masthead.published
    return published.instant if isinstance(published, Published) else None


def _stamp(account: Account) -> str:
    instant = _published(account)
    return instant.astimezone(UTC).isoformat() if instant else ""


def _published_gap(one: Account, other: Account) -> timedelta:
    first, second = _published(one), _published(other)
    return abs(first - second) if first and second else timedelta()
