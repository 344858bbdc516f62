"""What the commands are given -> inputs: files, folders, standard input, addresses."""

import asyncio
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from konon.errors import FetchError, UsageError
from konon.packs import load_packs
from konon.read.archives import (
    FORMATS,
    Format,
    Shelf,
    inputs_of_bytes,
    inputs_of_paths,
    inputs_of_stream,
)
from konon.read.fetch import Fetched, Fetcher
from konon.read.reports import Input, Inputs, RawPage, Refused, refused
from konon.read.stamps import required_published

PUBLISHED = Annotated[
    str,
    typer.Option(help="When a bare text came out, ISO 8601: 2024-06-12T09:00+07:00."),
]
OUTLET = Annotated[str, typer.Option(help="Who published a bare text.")]
FORMAT = Annotated[
    str, typer.Option("--format", help=f"What it is: {', '.join(FORMATS)}.")
]


def format_of(name: str) -> Format | None:
    """The format of that name; None where none is given.

    Raises:
        UsageError: there is none of that name.
    """
    if name and name not in FORMATS:
        raise UsageError("--format", f"no format '{name}'", ", ".join(FORMATS))
    return next((known for known in FORMATS if known == name), None)


def inputs_at(paths: Iterable[Path], format_: str = "") -> Inputs:
    """What is in files and folders, or in standard input for "-"."""
    return inputs_on(paths, Shelf(load_packs(), format_of(format_)))


def inputs_on(paths: Iterable[Path], shelf: Shelf) -> Inputs:
    """What is in files and folders, or in standard input for "-", read as told."""
    files = []
    for path in paths:
        if str(path) == "-":
            yield from inputs_of_stream(sys.stdin.buffer, shelf)
        else:
            files.append(path)
    yield from inputs_of_paths(files, shelf)


def is_url(place: str) -> bool:
    """Whether a place is an address of the web."""
    return place.lower().startswith(("http://", "https://"))


def fetched(urls: Sequence[str], fetcher: Fetcher, shelf: Shelf) -> Inputs:
    """What is at some addresses now; what cannot be had is refused."""

    async def one(url: str) -> Fetched | FetchError:
        try:
            return await fetcher.get(url)
        except FetchError as error:
            return error

    async def every() -> list[Fetched | FetchError]:
        async with fetcher:
            return list(await asyncio.gather(*(one(url) for url in urls)))

    for url, answer in zip(urls, asyncio.run(every()) if urls else (), strict=True):
        if isinstance(answer, FetchError):
            yield refused(answer)
            continue
        for item in inputs_of_bytes(answer.body, url, shelf):
            if isinstance(item, RawPage):
                item = replace(item, url=answer.url, charset=answer.charset)
            yield item


def completed(inputs: Inputs, published: str, outlet: str) -> Inputs:
    """Inputs with what the command line gives where they lack it.

    Raises:
        UsageError: `published` is no publication time.
    """
    if published:
        required_published(published, "--published")
    return _filled(inputs, published, outlet)


def _filled(inputs: Inputs, published: str, outlet: str) -> Iterator[Input]:
    for item in inputs:
        if isinstance(item, Refused):
            yield item
            continue
        found = item.found if item.published else "given with --published"
        yield replace(
            item,
            published=item.published or published,
            found=found if (item.published or published) else item.found,
            outlet=item.outlet or outlet,
        )
