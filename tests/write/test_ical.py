"""The calendar feed, read back by `icalendar` and held to the rules."""

from datetime import date, datetime, time

import pytest
from icalendar import Calendar

from konon.model import Event, Unresolved
from konon.store.find import KeptEvent
from konon.weave.events import weave
from konon.write.ical import calendar_of
from make import account, timex


def feed(*events: Event, sequence: int = 0) -> Calendar:
    """The feed of some events, parsed."""
    kept = [KeptEvent(e, sequence, "2024-06-01T00:00:00+00:00") for e in events]
    return Calendar.from_ical(calendar_of(kept, "http://127.0.0.1:8321"))


def one(event: Event) -> dict:  # type: ignore[type-arg]
    """The one component of a feed."""
    (component,) = feed(event).subcomponents
    return component


def event(**given: object) -> Event:
    """One woven event."""
    (woven,) = weave([account("a", **given)])  # type: ignore[arg-type]
    return woven


def test_whole_days_end_exclusively() -> None:
    """19 to 20 June ends on the 21st: DTEND of whole days is exclusive."""
    entry = one(event(when=timex("2024-06-19", "2024-06-20")))
    assert entry.name == "VEVENT"
    assert entry["dtstart"].dt == date(2024, 6, 19)
    assert entry["dtend"].dt == date(2024, 6, 21)


def test_last_day_of_the_calendar_has_no_end() -> None:
    """There is no day after 31 December 9999."""
    entry = one(event(when=timex("9999-12-31")))
    assert entry["dtstart"].dt == date(9999, 12, 31)
    assert "dtend" not in entry


def test_undated_is_a_journal_entry() -> None:
    """What has no time is a VJOURNAL without a start."""
    entry = one(event())
    assert entry.name == "VJOURNAL"
    assert "dtstart" not in entry
    assert entry["status"] == "DRAFT"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("rumoured", "TENTATIVE"),
        ("planned", "TENTATIVE"),
        ("preparing", "TENTATIVE"),
        ("date_agreed", "CONFIRMED"),
        ("announced", "CONFIRMED"),
        ("under_way", "CONFIRMED"),
        ("happened", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
        ("denied", "CANCELLED"),
    ],
)
def test_status_follows_the_ladder(status: str, told: str) -> None:
    """Each lifecycle status has its STATUS."""
    assert one(event(when=timex("2024-06-19"), status=status))["status"] == told


def test_postponed_leaves_its_old_day() -> None:
    """A postponed event without a new date keeps nobody's day busy."""
    entry = one(event(when=timex("2024-06-19"), status="postponed"))
    assert entry.name == "VJOURNAL"
    assert entry["summary"].startswith("postponed: ")


def test_conflicting_dates_are_never_confirmed() -> None:
    """Where two sources differ on the day, the entry is tentative."""
    first = account("a", when=timex("2024-06-19"), status="announced")
    second = account("b", when=timex("2024-06-25"), status="announced")
    (woven,) = weave([first, second])
    assert one(woven)["status"] == "TENTATIVE"


def test_uid_is_stable_and_sequence_is_told() -> None:
    """UID is the event's own, SEQUENCE the store's count of changes."""
    woven = event(when=timex("2024-06-19"))
    (entry,) = feed(woven, sequence=3).subcomponents
    assert entry["uid"] == f"{woven.id}@konon"
    assert entry["sequence"] == 3
    assert entry["dtstamp"].dt.utcoffset().total_seconds() == 0


def test_hour_with_a_zone_is_an_instant() -> None:
    """An hour told with its zone is a time, not a whole day."""
    from dataclasses import replace

    woven = replace(
        event(when=timex("2024-06-19")), clock=time(19, 0), zone="Asia/Jakarta"
    )
    start = one(woven)["dtstart"].dt
    assert isinstance(start, datetime)
    assert start.isoformat() == "2024-06-19T19:00:00+07:00"


def test_feed_of_nothing_is_a_calendar() -> None:
    """An empty agenda is still a feed."""
    assert feed().name == "VCALENDAR"
    assert isinstance(event().bounds, Unresolved)
