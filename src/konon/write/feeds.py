"""Feeds -> a table of how each does, JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rich.table import Table

from konon.store.feeds import KeptFeed


def feeds_as_table(feeds: Iterable[KeptFeed], now: datetime) -> Table:
    """One row a feed: health, reports, when it was asked and is due, what was wrong."""
    table = Table("feed", "health", "reports", "asked", "new", "due", "told", box=None)
    for kept in feeds:
        name = f"{kept.title}\n{kept.url}" if kept.title else kept.url
        if kept.moved:
            name += f"\nnow at {kept.moved}"
        health = kept.health + (f" ({kept.failures})" if kept.failures else "")
        moments = (_ago(kept.checked, now), _ago(kept.changed, now))
        due = "-" if kept.health == "gone" else _ago(kept.due, now)
        told = kept.told[:120]
        table.add_row(name, health, str(kept.items), *moments, due, told)
    return table


def feed_as_json(kept: KeptFeed) -> dict[str, Any]:
    """A feed and how it does; moments are ISO 8601 in UTC, null where there is none."""
    return {
        "url": kept.url,
        "address": kept.address,
        "title": kept.title,
        "kind": kept.kind or None,
        "health": kept.health,
        "reports": kept.items,
        "failures": kept.failures,
        "checked": kept.checked or None,
        "changed": kept.changed or None,
        "due": kept.due,
        "minutes": kept.minutes,
        "told": kept.told or None,
    }


def _ago(moment: str, now: datetime) -> str:
    """How long ago or ahead a moment is, roughly."""
    if not moment:
        return "-"
    seconds = (datetime.fromisoformat(moment) - now).total_seconds()
    size = abs(seconds)
    for unit, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if size >= unit:
            told = f"{int(size // unit)} {name}"
            return f"in {told}" if seconds > 0 else f"{told} ago"
    return "now"
