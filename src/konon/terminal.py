"""What all commands share: their common options, printing, complaints."""

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console

from konon.batch import KeepRaw
from konon.errors import KononError, UsageError
from konon.read.fetch import Fetcher, Limits
from konon.store.keep import Store, open_store

DB = Annotated[Path, typer.Option("--db", help="The database file.", envvar="KONON_DB")]
DEFAULT_DB = Path("konon.db")
WORKERS = Annotated[
    int, typer.Option(min=0, help="Reading processes; 0: one per core.")
]
JSON = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
PRIVATE = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-private",
        help="A host of an intranet that may be fetched; may be given many times.",
    ),
]
CONTACT = Annotated[
    str,
    typer.Option(
        help="Address or page that a webmaster finds in our User-Agent.",
        envvar="KONON_CONTACT",
    ),
]
PACE = Annotated[
    float, typer.Option(min=0.0, help="Seconds between two requests to one host.")
]
SECONDS = Annotated[
    float, typer.Option("--seconds", min=0.1, help="For one request, at most.")
]
KEEP_RAW = Annotated[
    str,
    typer.Option(help="Bytes of pages to keep: pages (all but archives'), all, none."),
]


def say(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text + "\n")


def complain(error: KononError) -> None:
    """Print an error where errors go."""
    sys.stderr.write(f"{error}\n")


def console() -> Console:
    """Where tables go: as wide as the terminal, else 120 columns."""
    width = None if sys.stdout.isatty() else 120
    return Console(width=width)


def workers_of(asked: int) -> int:
    """How many processes read."""
    return asked or os.cpu_count() or 1


def opened(db: Path) -> Store:
    """The store for reading; brought up to date first where it may be written."""
    if not db.exists():
        return open_store(db, read_only=True)
    return open_store(db, read_only=not os.access(db, os.W_OK))


def existing(db: Path) -> Store:
    """The store in a file that is there already, brought up to date, for writing.

    Raises:
        StoreError: there is none.
    """
    return open_store(db) if db.exists() else open_store(db, read_only=True)


def fetcher_of(
    allow_private: Sequence[str] | None, contact: str, pace: float, seconds: float
) -> Fetcher:
    """What fetches, as the options say."""
    private = frozenset(allow_private or ())
    limits = Limits(pace=pace, seconds=seconds)
    return Fetcher(limits, allow_private=private, contact=contact)


def day_of(text: str, where: str) -> date | None:
    """The day that an option names; None where it is not given.

    Raises:
        UsageError: it is no day.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            where, f"not a day: {text!r}", "give it as 2024-06-12"
        ) from error


def policy_of(policy: str) -> KeepRaw:
    """Which bytes of pages are kept.

    Raises:
        UsageError: the policy is none that we know.
    """
    for known in get_args(KeepRaw):
        if policy == known:
            return known  # type: ignore[no-any-return]
    raise UsageError("--keep-raw", f"no policy '{policy}'", "pages, all or none")
