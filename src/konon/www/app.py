"""The web application: pages, API and the calendar feed, read from one store."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from konon.errors import StoreError, UsageError
from konon.model import Event
from konon.packs import load_packs
from konon.store.find import (
    count,
    events_of_report,
    find_events,
    get_event,
    get_report,
    titles_of,
)
from konon.store.keep import Store
from konon.weave.agenda import has_conflict, is_over
from konon.write.ical import calendar_of
from konon.write.tables import when_as_text
from konon.www.api import make_api
from konon.www.pages import (
    fields_of,
    history_rows,
    month_of,
    months_with_events,
    pieces_of,
)

_HERE = Path(__file__).parent
_HEADERS = {
    # No script but our own file, nothing from outside, no frame around us.
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
Clock = Callable[[], date]


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def make_app(store: Store, today: Clock = _today) -> FastAPI:
    """The application over a store; `today` says which month to open with."""
    app = FastAPI(title="konon", description="The agenda as reported.", docs_url=None)
    app.mount("/static", StaticFiles(directory=_HERE / "static"), name="static")
    app.include_router(make_api(store))
    templates = Jinja2Templates(directory=_HERE / "templates")
    templates.env.filters["when"] = when_as_text
    templates.env.filters["conflict"] = has_conflict

    @app.middleware("http")
    async def headers(
        request: Request, go_on: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await go_on(request)
        response.headers.update(_HEADERS)
        return response

    @app.exception_handler(UsageError)
    async def not_found(request: Request, error: Exception) -> Response:
        return PlainTextResponse(f"{error}\n", status_code=404)

    @app.exception_handler(StoreError)
    async def broken(request: Request, error: Exception) -> Response:
        return PlainTextResponse(f"{error}\n", status_code=503)

    _add_agenda(app, store, templates, today)
    _add_details(app, store, templates)
    return app


def _add_agenda(
    app: FastAPI, store: Store, templates: Jinja2Templates, today: Clock
) -> None:
    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    def agenda(
        request: Request, month: str = "", type: str = "", q: str = ""
    ) -> Response:
        events = [kept.event for kept in find_events(store)]
        chosen = [event for event in events if _matches(event, type, q)]
        months = months_with_events(chosen)
        shown = _month(month) or _opening_month(months, today())
        # htmx asks for the inner part alone when a filter changes.
        name = "_agenda.html" if request.headers.get("hx-request") else "agenda.html"
        return templates.TemplateResponse(
            request,
            name,
            {
                "month": month_of(chosen, *shown),
                "months": months,
                "undated": sorted(
                    (e for e in chosen if _is_shelved(e, today())),
                    key=lambda e: e.label,
                ),
                "types": load_packs().event_types,
                "type": type,
                "q": q,
                "today": today(),
                "count": count(store),
            },
        )

    @app.get("/agenda.ics", summary="The agenda as a living calendar")
    def feed(request: Request) -> Response:
        """The feed for calendars to subscribe to (RFC 5545)."""
        base = str(request.base_url).rstrip("/")
        body = calendar_of(find_events(store), base)
        return Response(body, media_type="text/calendar; charset=utf-8")


def _add_details(app: FastAPI, store: Store, templates: Jinja2Templates) -> None:
    @app.get("/event/{event_id}", response_class=HTMLResponse, include_in_schema=False)
    def event(request: Request, event_id: str) -> Response:
        kept = get_event(store, event_id)
        ids = [report for report, _ in kept.event.accounts]
        return templates.TemplateResponse(
            request,
            "event.html",
            {
                "event": kept.event,
                "sequence": kept.sequence,
                "fields": list(fields_of(kept.event)),
                "history": history_rows(kept.event),
                "reports": titles_of(store, ids),
            },
        )

    @app.get(
        "/report/{report_id}", response_class=HTMLResponse, include_in_schema=False
    )
    def report(request: Request, report_id: str) -> Response:
        reading = get_report(store, report_id)
        events = [get_event(store, e).event for e in events_of_report(store, report_id)]
        return templates.TemplateResponse(
            request,
            "report.html",
            {
                "reading": reading,
                "report": reading.report,
                "events": events,
                "pieces": pieces_of(reading, events),
            },
        )


def _matches(event: Event, kind: str, words: str) -> bool:
    told = " ".join((event.label, *event.actors, *event.recipients, *event.places))
    is_named = all(word in told.casefold() for word in words.casefold().split())
    return is_named and kind in {"", event.type}


def _is_shelved(event: Event, day: date) -> bool:
    return hasattr(event.bounds, "reason") and not is_over(event, day)


def _month(text: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
    return (int(found[1]), int(found[2])) if found and int(found[1]) else None


def _opening_month(months: tuple[tuple[str, str], ...], day: date) -> tuple[int, int]:
    """This month where it has entries or none is ahead; else the next that has some."""
    this = f"{day:%Y-%m}"
    ahead = [name for name, _ in months if name >= this]
    chosen = ahead[0] if ahead else (months[-1][0] if months else this)
    return _month(chosen) or (day.year, day.month)
