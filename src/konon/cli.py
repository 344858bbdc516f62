"""The command line: `konon read`, `sources`, `times`, `add`, `agenda` and the rest.

Results go to standard output, errors to standard error. Exit codes: 0 done, 1 a problem
was found, 2 wrong usage.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from konon.cli_intake import intake
from konon.cli_web import web
from konon.errors import KononError, ReportError, UsageError
from konon.inputs import FORMAT, OUTLET, PUBLISHED, completed, inputs_at
from konon.model import Reading
from konon.packs import load_packs
from konon.parallel import read_many
from konon.pipeline import tag_times
from konon.read.reports import Inputs, Refused
from konon.read.stamps import required_published
from konon.read.timeml import files_of, text_of
from konon.store.find import find_events, get_event
from konon.terminal import (
    DB,
    DEFAULT_DB,
    WORKERS,
    complain,
    console,
    day_of,
    opened,
    say,
    workers_of,
)
from konon.weave.agenda import Query, make_agenda
from konon.write.score import reading_as_json
from konon.write.sources import attributions_as_json, sources_as_table
from konon.write.tables import agenda_as_table, event_as_table, packs_as_table
from konon.write.text import reading_as_text, times_as_lines
from konon.write.timeml import times_as_json, times_as_timeml
from konon.write.woven import event_as_json

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(intake)
app.add_typer(web)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        say(version("konon"))
        raise typer.Exit


VERSION = typer.Option(
    "--version", help="Print the version.", callback=_print_version, is_eager=True
)


@app.callback()
def options(is_asked: Annotated[bool, VERSION] = False) -> None:
    """Reads news reports and keeps the agenda: what is to happen, and who says so."""


WHY = Annotated[
    bool, typer.Option("--why", help="Tell which rule or model read each value.")
]


@app.command()
def read(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders; - for standard input.")
    ],
    published: PUBLISHED = "",
    outlet: OUTLET = "",
    format_: FORMAT = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line for each report.")
    ] = False,
    why: WHY = False,
    workers: WORKERS = 0,
) -> None:
    """Print what reports say: each event, who says so, when, and the exact words."""
    refused: list[Refused] = []
    drafts = completed(inputs_at(paths, format_), published, outlet)
    for reading in _readings(drafts, workers, refused):
        if as_json:
            row = reading_as_json(reading)
            say(json.dumps(row, ensure_ascii=False))
        else:
            say(reading_as_text(reading, why=why))
    raise typer.Exit(1 if refused else 0)


@app.command()
def sources(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders; - for standard input.")
    ],
    published: PUBLISHED = "",
    outlet: OUTLET = "",
    format_: FORMAT = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, an attribution.")
    ] = False,
    workers: WORKERS = 0,
) -> None:
    """Print who is quoted how often, how, and through which chain: a source audit."""
    refused: list[Refused] = []
    drafts = completed(inputs_at(paths, format_), published, outlet)
    readings = _readings(drafts, workers, refused)
    if as_json:
        for reading in readings:
            for row in attributions_as_json(reading):
                say(json.dumps(row, ensure_ascii=False))
    else:
        console().print(sources_as_table(readings))
    raise typer.Exit(1 if refused else 0)


@app.command()
def times(
    paths: Annotated[
        list[Path], typer.Argument(help="Texts or TimeML; - for standard input.")
    ],
    published: PUBLISHED = "",
    lang: Annotated[str, typer.Option(help="id or en; default: found.")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line for each time.")
    ] = False,
    timeml: Annotated[
        bool, typer.Option("--timeml", help="The text as TimeML with its times tagged.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="With --timeml: a folder for one file each.")
    ] = None,
) -> None:
    """Mark up the time expressions of texts: a temporal tagger by itself."""
    packs = load_packs()
    if published:
        required_published(published, "--published")
    if lang and lang not in packs.readable():
        known = ", ".join(packs.readable())
        raise UsageError("--lang", f"no pack for '{lang}'", f"one of {known}")
    inputs = list(files_of(paths))
    if timeml and out is None and len(inputs) > 1:
        raise UsageError(
            "--timeml", f"{len(inputs)} files make no single document", "add --out DIR"
        )
    problems = 0
    for item in map(text_of, inputs):
        if isinstance(item, ReportError):
            problems += 1
            complain(item)
            continue
        day = item.published or published
        found = tag_times(item.text, published=day, lang=lang)
        if timeml:
            _put(times_as_timeml(found, item, day), out, f"{item.name}.tml")
        elif as_json:
            for row in times_as_json(found, item):
                say(json.dumps(row, ensure_ascii=False))
        else:
            say(times_as_lines(found, item))
    raise typer.Exit(1 if problems else 0)


@app.command()
def agenda(
    since: Annotated[
        str, typer.Option("--from", help="First day, 2024-06-12; default: today.")
    ] = "",
    until: Annotated[str, typer.Option("--to", help="Last day.")] = "",
    who: Annotated[str, typer.Option(help="Part of an actor's name.")] = "",
    where: Annotated[str, typer.Option(help="Part of a place's name.")] = "",
    kind: Annotated[
        str, typer.Option("--type", help="Event type; see konon packs.")
    ] = "",
    status: Annotated[str, typer.Option(help="planned, announced, postponed ...")] = "",
    past: Annotated[bool, typer.Option("--past", help="What is over instead.")] = False,
    least: Annotated[
        float,
        typer.Option(min=0, max=1, help="Leave out what is less likely an event: 0.7."),
    ] = 0,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line.")
    ] = False,
    db: DB = DEFAULT_DB,
) -> None:
    """Print what is coming, in order of time; undated events stand at the end."""
    types = load_packs().event_types
    if kind and kind not in types:
        raise UsageError(
            "--type", f"no event type '{kind}'", f"one of {', '.join(types)}"
        )
    query = Query(
        since=day_of(since, "--from") or datetime.now(UTC).astimezone().date(),
        until=day_of(until, "--to"),
        who=who,
        where=where,
        type=kind,
        status=status,
        past=past,
        least=least,
    )
    with opened(db) as store:
        found = make_agenda((kept.event for kept in find_events(store)), query)
    if as_json:
        for event in (*found.dated, *found.undated):
            say(json.dumps(event_as_json(event), ensure_ascii=False))
    else:
        console().print(agenda_as_table(found))


@app.command()
def show(
    event: Annotated[str, typer.Argument(help="An event's id, or how it begins.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="As one JSON object.")
    ] = False,
    why: WHY = False,
    db: DB = DEFAULT_DB,
) -> None:
    """Print one event: every value held, by whom, since when, and the exact words."""
    with opened(db) as store:
        kept = get_event(store, event)
    if as_json:
        say(json.dumps(event_as_json(kept.event), ensure_ascii=False))
    else:
        console().print(event_as_table(kept.event, why=why))


@app.command()
def serve(
    db: DB = DEFAULT_DB,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8321,
) -> None:
    """Serve the agenda as web pages and as a calendar feed, /agenda.ics."""
    import uvicorn

    from konon.www.app import make_app

    with opened(db) as store:
        say(f"http://{host}:{port}/ and http://{host}:{port}/agenda.ics")
        uvicorn.run(make_app(store), host=host, port=port, log_level="warning")


@app.command()
def packs() -> None:
    """Print languages and event types, with what each has and lacks."""
    console().print(packs_as_table(load_packs()))


def main() -> None:
    """Run the command line; errors become one line and an exit code."""
    try:
        app()
    except UsageError as error:
        complain(error)
        sys.exit(2)
    except KononError as error:
        complain(error)
        sys.exit(1)
    except BrokenPipeError:
        # "konon agenda | head" closes our output early: that is no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _readings(
    drafts: Inputs, workers: int, refused: list[Refused]
) -> Iterator[Reading]:
    """The readings as they come; what is refused is told and put aside."""
    for item in read_many(drafts, load_packs(), workers_of(workers)):
        if isinstance(item, Refused):
            refused.append(item)
            complain(item.error)
        else:
            yield item.reading


def _put(text: str, folder: Path | None, name: str) -> None:
    """A document, into a folder where one is given."""
    if folder is None:
        sys.stdout.write(text)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    except OSError as error:
        wrong = error.strerror or "cannot be written"
        raise UsageError(str(folder / name), wrong, "give another --out") from error
