"""Reports met again: the same text elsewhere, another text at the same address.

The same outlet's same text is one report, seen twice. Another text at an address where
much of the old one still stands is a new version of the report: both are kept, the
newest one speaks. Another text altogether (a front page, a wire's one address) is
another report.
"""

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from konon.errors import UsageError
from konon.model import Report, ReportedEvent
from konon.read.addresses import address_key
from konon.read.reports import seal_of
from konon.read.words import bare_words, shingles
from konon.store.rows import ACCOUNTS
from konon.store.schema import account, report, sighting

_ALIKE = 0.3
"""Share of words in threes that two versions have in common at the least."""
_RUN = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """Where, when and in which bytes a report was met."""

    url: str
    at: str
    """ISO 8601 in UTC."""
    page: str = ""
    """Hash of its bytes; empty where they are not kept."""
    given: tuple[tuple[str, str], ...] = ()
    """What was known beside the bytes, needed to read them again."""


@dataclass(frozen=True, slots=True)
class Version:
    """One text that stood at an address."""

    id: str
    url: str
    title: str
    stamp: str
    seen: str
    text: str
    newer: str


def known_as(connection: Connection, item: Report) -> str:
    """Id of the report that this one is: itself, or its text at another address."""
    same = connection.scalar(select(report.c.id).where(report.c.id == item.id))
    if same is None:
        seal = seal_of(item.outlet, item.text)
        same = connection.scalar(
            select(report.c.id).where(report.c.seal == seal).order_by(report.c.id)
        )
    return str(same) if same is not None else ""


def keep_sighting(connection: Connection, report_id: str, seen: Seen) -> None:
    """Note where a report was met; the first time there counts."""
    known = connection.execute(
        select(sighting.c.page).where(
            sighting.c.report_id == report_id, sighting.c.url == seen.url
        )
    ).one_or_none()
    if known is None:
        connection.execute(
            insert(sighting).values(
                report_id=report_id,
                url=seen.url,
                seen=seen.at,
                page=seen.page,
                given=json.dumps(dict(seen.given), ensure_ascii=False),
            )
        )


def settle_versions(connection: Connection, item: Report) -> None:
    """Let the newest of a new report and its older versions stand for all of them."""
    address = address_key(item.url)
    if not address:
        return
    rows = connection.execute(
        select(report).where(
            report.c.address == address,
            report.c.outlet == item.outlet,
            report.c.newer.is_(None),
        )
    ).all()
    mine = next(row for row in rows if row.id == item.id)
    for other in rows:
        if other.id == item.id or not alike(other.text, item.text):
            continue
        older, newer = sorted((mine, other), key=_age)
        supersede(connection, older.id, newer.id)
        if older.id == item.id:
            return


def _age(row: Any) -> tuple[str, str, str]:
    """By what versions are ordered: when they were written, then when they were met."""
    return row.modified or row.stamp, row.seen, row.id


def alike(one: str, other: str) -> bool:
    """Whether much of one text stands in another."""
    a, b = shingles(one, _RUN), shingles(other, _RUN)
    return len(a & b) >= _ALIKE * max(1, min(len(a), len(b)))


def supersede(connection: Connection, older: str, newer: str) -> None:
    """Let a newer text stand for an older one, and its accounts for its accounts."""
    connection.execute(update(report).where(report.c.id == older).values(newer=newer))
    rows = [
        [
            (row, str(row.text))
            for row in connection.execute(
                select(account, report.c.text)
                .join(report, report.c.id == account.c.report_id)
                .where(account.c.report_id == key)
                .order_by(account.c.local_id)
            )
        ]
        for key in (older, newer)
    ]
    hand_on(connection, *rows)


def hand_on(
    connection: Connection,
    older: Sequence[tuple[Any, str]],
    newer: Sequence[tuple[Any, str]],
) -> None:
    """Give newer accounts the events that the older ones belong to.

    Both are rows, each with the text of its report.
    """
    told = [
        [(ACCOUNTS.validate_json(row.body).event, text) for row, text in rows]
        for rows in (older, newer)
    ]
    for before, after in matched(*told):
        old, new = older[before][0], newer[after][0]
        if old.event_id is not None and new.event_id is None:
            connection.execute(
                update(account)
                .where(
                    account.c.report_id == new.report_id,
                    account.c.local_id == new.local_id,
                )
                .values(event_id=old.event_id)
            )


def matched(
    older: Sequence[tuple[ReportedEvent, str]],
    newer: Sequence[tuple[ReportedEvent, str]],
) -> Iterator[tuple[int, int]]:
    """Pairs of places: which event of an older text is which of a newer one."""
    left = set(range(len(newer)))
    for precise in (True, False):
        for before, (event, text) in enumerate(older):
            names = {
                _named(event, text, n, precise) for n in range(len(event.mentions))
            }
            for after in sorted(left):
                other, its_text = newer[after]
                if event.type != other.type:
                    continue
                if any(
                    _named(other, its_text, n, precise) in names
                    for n in range(len(other.mentions))
                ):
                    left.discard(after)
                    yield before, after
                    break


def _named(event: ReportedEvent, text: str, number: int, precise: bool) -> str:
    """The words of a mention, with those around it where precise."""
    span = event.mentions[number]
    around = 40 if precise else 0
    return bare_words(text[max(0, span.start - around) : span.end + around])


def newest_ids(connection: Connection) -> tuple[str, ...]:
    """Ids of the newest versions of all reports, sorted."""
    found = select(report.c.id).where(report.c.newer.is_(None)).order_by(report.c.id)
    return tuple(connection.scalars(found))


def versions_of(connection: Connection, start: str) -> tuple[Version, ...]:
    """All texts that stood where a report stands, the oldest first.

    `start` is an address, or how a report's id begins.

    Raises:
        UsageError: no such report is kept.
    """
    columns = [
        report.c[name]
        for name in ("id", "url", "title", "stamp", "seen", "text", "newer", "modified")
    ]
    key = address_key(start)
    found = connection.execute(
        select(*columns).where(
            (report.c.id.startswith(start, autoescape=True))
            if "/" not in start
            else (report.c.address == key)
        )
    ).all()
    if not found or not start:
        raise UsageError(start or "report", "no such report", "give its id or address")
    known = {row.id: row for row in found}
    waiting = list(known)
    while waiting:
        one = known[waiting.pop()]
        linked = connection.execute(
            select(*columns).where(
                (report.c.newer == one.id) | (report.c.id == one.newer)
            )
        ).all()
        for row in linked:
            if row.id not in known:
                known[row.id] = row
                waiting.append(row.id)
    ordered = sorted(known.values(), key=_age)
    return tuple(
        Version(r.id, r.url, r.title, r.stamp, r.seen, r.text, r.newer or "")
        for r in ordered
    )


def difference_of(older: Version, newer: Version) -> tuple[str, ...]:
    """Lines that went ("-") and came ("+") between two versions, with three around."""
    lines = difflib.unified_diff(
        [older.title, *older.text.splitlines()],
        [newer.title, *newer.text.splitlines()],
        f"{older.id} {older.stamp}",
        f"{newer.id} {newer.stamp}",
        lineterm="",
    )
    return tuple(lines)
