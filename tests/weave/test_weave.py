"""Weaving: one event from many reports, conflicts, origins, history, agenda."""

from dataclasses import replace
from datetime import date
from itertools import permutations

from konon.model import Bounds
from konon.weave.agenda import Query, has_conflict, make_agenda
from konon.weave.events import weave
from konon.weave.history import history_of
from konon.weave.match import key_of
from konon.weave.origins import copies, sketch_of
from make import account, link, timex

AMBASSADOR = link("Alexander Matsegora")
OFFICIAL = link("Seorang pejabat", "unnamed")
REUTERS = link("Reuters", "outlet")


def test_order_of_reports_does_not_change_events() -> None:
    """Any order of accounts gives the same events."""
    accounts = [
        account("a", when=timex("2024-06-19", "2024-06-20")),
        account("b", day="2024-06-03", when=timex("2024-06-01", "2024-06-10")),
        account("c", day="2024-06-21", when=timex("2024-06-20"), status="happened"),
        account("d", where="Korea Utara", country="KP"),
    ]
    woven = [weave(list(order)) for order in permutations(accounts)]
    assert all(events == woven[0] for events in woven)
    assert len(woven[0]) == 2


def test_conflicting_dates_are_a_conflict_not_two_events() -> None:
    """Two windows without a common day are one event with a conflict."""
    first = account("a", when=timex("2024-06-19", "2024-06-20"))
    other = account("b", when=timex("2024-06-01", "2024-06-10"))
    (event,) = weave([first, other])
    assert [(d.kind, d.field) for d in event.differences] == [("conflict", "when")]
    assert has_conflict(event)


def test_narrower_time_is_a_refinement() -> None:
    """A day within a month refines it."""
    first = account("a", when=timex("2024-06-01", "2024-06-30"))
    (event,) = weave([first, account("b", when=timex("2024-06-19"))])
    assert [d.kind for d in event.differences] == ["refinement"]


def test_next_occasion_is_another_event() -> None:
    """A visit that happened is not the one that is planned afterwards."""
    done = account("a", day="2024-06-21", when=timex("2024-06-20"), status="happened")
    later = account("b", day="2024-07-01", when=timex("2024-07-15"))
    assert len(weave([done, later])) == 2


def test_outlet_that_repeats_itself_stands_once_in_the_chain() -> None:
    """A copy of its own report is no second source."""
    own = account("a", outlet="Segara", chain=(AMBASSADOR,))
    again = account("b", outlet="Segara", copied_from="Segara")
    (event,) = weave([own, again])
    chains = {held.chain for held in event.held}
    assert chains == {("Segara", AMBASSADOR.name), ("Segara",)}


def test_copies_count_once() -> None:
    """A wire copied ten times is one origin."""
    wire = account("wire", outlet="Segara")
    repeated = [account(f"r{n}", copied_from="Segara") for n in range(10)]
    (event,) = weave([wire, *repeated])
    assert event.origins == ("Segara",)
    assert len(event.accounts) == 11


def test_unnamed_official_counts_for_his_carrier() -> None:
    """Who stays unnamed is no origin: the agency that quotes him is."""
    (event,) = weave([account("a", chain=(REUTERS, OFFICIAL))])
    assert event.origins == ("Reuters",)


def test_one_ambassador_in_two_papers_is_one_origin() -> None:
    """Two outlets that quote one man corroborate nothing."""
    both = [account(n, chain=(AMBASSADOR,)) for n in "ab"]
    (event,) = weave(both)
    assert event.origins == ("Alexander Matsegora",)


def test_named_source_outweighs_a_later_rumour() -> None:
    """The time shown is the strongest source's, and the rule says so."""
    named = account("a", when=timex("2024-06-19"), chain=(AMBASSADOR,))
    rumour = account("b", day="2024-06-05", when=timex("2024-06-25"), chain=(OFFICIAL,))
    (event,) = weave([named, rumour])
    assert isinstance(event.bounds, Bounds)
    assert event.bounds.edtf == "2024-06-19"
    assert event.when_rule == "the latest given by a named source (Alexander Matsegora)"


def test_what_happened_stays_happened() -> None:
    """A later report of the plan does not undo what happened."""
    done = account("a", day="2024-06-20", when=timex("2024-06-20"), status="happened")
    late = account("b", day="2024-06-19", when=timex("2024-06-20"))
    (event,) = weave([done, late])
    assert event.status == "happened"


def test_postponement_is_the_latest_word() -> None:
    """A later postponement is shown, and the old date is kept among the values."""
    first = account("a", when=timex("2024-06-19"))
    off = account("b", day="2024-06-10", status="postponed")
    (event,) = weave([first, off])
    assert event.status == "postponed"
    assert [h.value for h in event.held if h.field == "when"] == ["2024-06-19"]


def test_event_keeps_its_id_when_an_earlier_report_comes_in() -> None:
    """An id once given stays, whatever is added later."""
    first = account("b", day="2024-06-05", when=timex("2024-06-19"))
    (before,) = weave([first])
    earlier = account("a", day="2024-06-01", when=timex("2024-06-19"))
    (after,) = weave([first, earlier], {key_of(first): before.id})
    assert after.id == before.id


def test_history_tells_who_came_with_what_when() -> None:
    """History is in order of time, and a repetition by the same origin is no step."""
    first = account("a", when=timex("2024-06-19"), chain=(AMBASSADOR,))
    again = account(
        "b", day="2024-06-02", when=timex("2024-06-19"), chain=(AMBASSADOR,)
    )
    other = account("c", day="2024-06-03", when=timex("2024-06-19"))
    (event,) = weave([other, again, first])
    steps = [s for s in history_of(event) if s.held.field == "when"]
    assert [(s.held.origin, s.is_new) for s in steps] == [
        ("Alexander Matsegora", True),
        ("Outlet c", False),
    ]


def test_no_date_against_a_date_is_a_conflict() -> None:
    """ "No date yet" beside somebody else's date is shown as a conflict."""
    dated = account("a", when=timex("2024-06-19"), chain=(AMBASSADOR,))
    none = account("b", day="2024-06-02", no_date=True)
    (event,) = weave([dated, none])
    assert "said to have no date yet" in [d.reason for d in event.differences]


def test_copies_are_found_and_the_earliest_is_the_origin() -> None:
    """Near copies point to the earliest report; other texts to none."""
    words = [f"w{n}" for n in range(60)]
    found = copies(
        {"b": sketch_of(words), "a": sketch_of(words[:58]), "c": sketch_of(["x", "y"])},
        {"b": ("2", "b"), "a": ("1", "a"), "c": ("0", "c")},
    )
    assert found == {"b": "a"}


def test_agenda_is_in_order_and_undated_stand_apart() -> None:
    """Dated entries by time, undated on their own shelf, past ones only when asked."""
    events = weave(
        [
            account("late", when=timex("2024-08-01"), country="TH", where="Thailand"),
            account("soon", when=timex("2024-07-01"), country="JP", where="Jepang"),
            account("none", country="FR", where="Prancis"),
            account("over", when=timex("2024-05-01"), country="DE", where="Jerman"),
        ]
    )
    coming = make_agenda(events, Query(date(2024, 6, 1)))
    assert [e.places for e in coming.dated] == [("Jepang",), ("Thailand",)]
    assert [e.places for e in coming.undated] == [("Prancis",)]
    past = make_agenda(events, Query(date(2024, 6, 1), past=True))
    assert [e.places for e in past.dated] == [("Jerman",)]


def test_agenda_can_be_narrowed() -> None:
    """Name, place, type, status and last day narrow the agenda."""
    events = weave(
        [account("a", when=timex("2024-07-01")), account("b", type_="court")]
    )
    day = date(2024, 6, 1)
    assert make_agenda(events, Query(day, who="budi")).dated
    assert not make_agenda(events, Query(day, who="ani")).dated
    assert not make_agenda(events, Query(day, where="jepang")).dated
    assert make_agenda(events, Query(day, type="court")).undated
    assert not make_agenda(events, Query(day, status="cancelled")).undated
    assert not make_agenda(events, Query(day, until=date(2024, 6, 20))).dated


def test_doubtful_entries_can_be_left_out() -> None:
    """An entry is as likely as the likeliest of its accounts."""
    told = account("a", when=timex("2024-07-01"))
    doubted = replace(told, event=replace(told.event, chance=0.4))
    (event,) = weave([doubted])
    assert event.chance == 0.4
    day = date(2024, 6, 1)
    assert make_agenda([event], Query(day, least=0.4)).dated == (event,)
    assert make_agenda([event], Query(day, least=0.7)).dated == ()
