"""When a feed is asked again: its own word, its host's, how often it changes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST, LONGEST = 10, 24 * 60
"""Minutes between two visits, at the least and the most."""
FIRST = 30
_SOONER, _LATER = 0.7, 1.4
_MOST_FAILURES = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What a visit to a feed told of when to come again."""

    had_new: bool
    minutes: int = 0
    """The feed's own word (ttl, syndication module); 0: none."""
    fresh: int = 0
    """Seconds for which the host says the answer stays fresh; 0: not said."""


def next_visit(now: datetime, before: int, answer: Answer) -> tuple[datetime, int]:
    """When to ask a feed again, and the minutes that it is waited.

    `before` is what was waited last. A feed that had something new is asked sooner, one
    that had not later; never before the feed's and the host's own word, and always
    within `SHORTEST` and `LONGEST`.
    """
    changed = (before or FIRST) * (_SOONER if answer.had_new else _LATER)
    wanted = max(changed, answer.minutes, answer.fresh / 60)
    minutes = round(min(LONGEST, max(SHORTEST, wanted)))
    return now + timedelta(minutes=minutes), minutes


def next_try(now: datetime, failures: int, wait: float = 0.0) -> datetime:
    """When to ask again what failed so many times: later each time.

    `wait` is the seconds that the host asked to be left alone (Retry-After); they are
    kept even where they are more than a day.
    """
    minutes = SHORTEST * 2 ** min(failures, _MOST_FAILURES)
    return now + max(timedelta(minutes=min(LONGEST, minutes)), timedelta(seconds=wait))
