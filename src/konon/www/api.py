"""The JSON API: the agenda, one event, one report."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Query

from konon.store.find import find_events, get_event, get_report
from konon.store.keep import Store
from konon.weave.agenda import Query as AgendaQuery
from konon.weave.agenda import make_agenda
from konon.write.score import reading_as_json
from konon.write.woven import event_as_json


def make_api(store: Store) -> APIRouter:
    """The routes under `/api`, reading from a store."""
    api = APIRouter(prefix="/api", tags=["api"])

    @api.get("/agenda", summary="What is coming, dated entries first")
    def agenda(
        since: date = Query(alias="from", description="First day"),  # noqa: B008
        until: date | None = Query(None, alias="to", description="Last day"),  # noqa: B008
        who: str = "",
        where: str = "",
        type: str = "",
        status: str = "",
        past: bool = False,
        least: float = Query(0.0, ge=0, le=1, description="Least chance"),
    ) -> dict[str, Any]:
        """Entries as `konon agenda --json` gives them."""
        query = AgendaQuery(since, until, who, where, type, status, past, least)
        found = make_agenda((kept.event for kept in find_events(store)), query)
        return {
            "dated": [event_as_json(event) for event in found.dated],
            "undated": [event_as_json(event) for event in found.undated],
        }

    @api.get("/event/{event_id}", summary="One event with all that is held of it")
    def event(event_id: str) -> dict[str, Any]:
        """The event as `konon show --json` gives it, with its sequence number."""
        kept = get_event(store, event_id)
        return {**event_as_json(kept.event), "sequence": kept.sequence}

    @api.get("/report/{report_id}", summary="One report with its blocks and times")
    def report(report_id: str) -> dict[str, Any]:
        """The report's text with what was read in it."""
        reading = get_report(store, report_id)
        return {**reading_as_json(reading), "text": reading.report.text}

    return api
