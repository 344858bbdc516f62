"""Pages, API and feed of the web application."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from konon.batch import add_drafts
from konon.read.archives import inputs_of_paths
from konon.read.reports import Draft
from konon.store.keep import open_store
from konon.www.app import make_app
from make import packs

REPORTS = Path(__file__).parent.parent / "reports"
NASTY = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the application over the sample reports and a nasty one."""
    db = tmp_path_factory.mktemp("www") / "k.db"
    nasty = Draft(
        "x",
        f"Presiden {NASTY} akan mengunjungi Thailand pada 5 Juli 2024, kata Budi.",
        url="javascript:alert(1)",
        outlet=NASTY,
        title=NASTY,
        published="2024-06-12",
        lang="id",
    )
    now = datetime(2024, 6, 30, tzinfo=UTC)
    with open_store(db) as store:
        drafts = [*inputs_of_paths([REPORTS]), nasty]
        add_drafts(store, iter(drafts), packs(), now=now)
        with TestClient(make_app(store, lambda: date(2024, 6, 12))) as made:
            yield made


def test_agenda_opens_with_this_month(client: TestClient) -> None:
    """The first page is the month of today, with its events and the shelf."""
    page = client.get("/").text
    assert "June 2024" in page
    assert "visit: Vladimir Putin, Vietnam" in page
    assert "No date yet" in page


def test_window_is_drawn_as_a_window(client: TestClient) -> None:
    """An event of several days spans them; one of a day does not."""
    page = client.get("/?month=2024-09").text
    assert re.search(r'class="bar from-23 to-25 window"', page)


def test_filter_asks_for_the_inner_part_alone(client: TestClient) -> None:
    """htmx gets the list without the page around it."""
    part = client.get("/?q=makassar", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "Putin" not in part


def test_event_page_shows_who_says_what(client: TestClient) -> None:
    """Chains, conflicts, history and the exact words stand on an event's page."""
    page = client.get("/?month=2024-06&q=vietnam").text
    link = re.search(r"/event/[0-9a-f]+", page)
    assert link
    shown = client.get(link.group()).text
    assert "Conflicts" in shown
    assert "Seorang pejabat senior yang enggan disebutkan namanya" in shown
    assert "<mark>19-20 Juni 2024</mark>" in shown
    assert "History" in shown


def test_report_page_highlights_its_proofs(client: TestClient) -> None:
    """A report's page marks the sentences that prove something."""
    page = client.get("/?month=2024-06&q=vietnam").text
    event = client.get(re.search(r"/event/[0-9a-f]+", page).group()).text  # type: ignore[union-attr]
    report = client.get(re.search(r"/report/[0-9a-f]+", event).group()).text  # type: ignore[union-attr]
    assert "<mark" in report
    assert 'class="furniture" title="dateline"' in report


def test_texts_of_others_are_never_markup(client: TestClient) -> None:
    """A script in a report is text on our pages, and no link runs one."""
    page = client.get("/?month=2024-07").text
    event = re.search(r"/event/[0-9a-f]+", page)
    assert event
    shown = client.get(event.group()).text
    report = client.get(re.search(r"/report/[0-9a-f]+", shown).group()).text  # type: ignore[union-attr]
    for text in (page, shown, report):
        assert "<script>alert" not in text
        assert 'href="javascript:' not in text


def test_pages_forbid_foreign_scripts(client: TestClient) -> None:
    """Every answer carries a policy that allows our own files only."""
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]


def test_unknown_ids_are_not_found(client: TestClient) -> None:
    """An id that does not exist is 404, with what to do."""
    answer = client.get("/event/zzzz")
    assert answer.status_code == 404
    assert "no such event" in answer.text
    assert client.get("/report/zzzz").status_code == 404


@pytest.mark.parametrize("month", ["2024-13", "0000-01", "9999-12", "0001-01", "x"])
def test_strange_months_do_not_break_the_page(client: TestClient, month: str) -> None:
    """Any month in the address gives a page."""
    assert client.get(f"/?month={month}").status_code == 200


def test_feed_is_a_calendar(client: TestClient) -> None:
    """The feed parses, every UID stands once, and links lead back."""
    answer = client.get("/agenda.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(answer.content)
    uids = [str(c["uid"]) for c in calendar.subcomponents]
    assert len(uids) == len(set(uids)) > 5
    entry = next(c for c in calendar.subcomponents if c.name == "VEVENT")
    assert client.get(str(entry["url"])).status_code == 200


def test_api_gives_what_the_command_line_gives(client: TestClient) -> None:
    """Agenda, event and report are there as JSON."""
    agenda = client.get("/api/agenda?from=2024-06-01").json()
    assert agenda["dated"]
    assert agenda["undated"]
    event = client.get(f"/api/event/{agenda['dated'][0]['id']}").json()
    assert event["held"]
    assert "sequence" in event
    report = client.get(f"/api/report/{event['held'][0]['report']}").json()
    held = event["held"][0]["evidence"]
    assert report["text"][held["start"] : held["end"]] == event["held"][0]["quote"]
