"""When a feed is asked again."""

from datetime import UTC, datetime, timedelta

from konon.read.schedule import LONGEST, SHORTEST, Answer, next_try, next_visit

NOW = datetime(2024, 6, 12, tzinfo=UTC)


def test_feed_that_changes_is_asked_sooner() -> None:
    """New reports shorten the wait, none lengthens it, within the clamps."""
    waits = [60]
    for _ in range(20):
        waits.append(next_visit(NOW, waits[-1], Answer(had_new=True))[1])
    assert waits == sorted(waits, reverse=True)
    assert waits[-1] == SHORTEST
    for _ in range(30):
        waits.append(next_visit(NOW, waits[-1], Answer(had_new=False))[1])
    assert waits[-1] == LONGEST


def test_own_word_is_kept() -> None:
    """Neither the feed's ttl nor the host's freshness is undercut."""
    assert next_visit(NOW, 10, Answer(True, minutes=90))[1] == 90
    assert next_visit(NOW, 10, Answer(True, fresh=7200))[1] == 120
    assert next_visit(NOW, 10, Answer(True, minutes=999_999))[1] == LONGEST


def test_failure_waits_longer_each_time() -> None:
    """Failures double the wait up to a day; Retry-After is kept however long."""
    waits = [next_try(NOW, failures) - NOW for failures in range(1, 30)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=LONGEST)
    assert next_try(NOW, 1, wait=3 * 86400) - NOW == timedelta(days=3)
