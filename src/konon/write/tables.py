"""Agenda, event and packs as tables for the terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from konon.model import Bounds, Event, Held
from konon.packs import Packs
from konon.weave.agenda import Agenda, has_conflict
from konon.weave.history import history_of, values_of
from konon.write.text import bounds_as_text

_FIELDS = {
    "when": "when",
    "status": "status",
    "place": "where",
    "topic": "topics",
    "no_date": "no date",
    "comment": "comment",
}
_COLOURS = {
    "happened": "dim",
    "under_way": "green",
    "announced": "green",
    "date_agreed": "green",
    "postponed": "yellow",
    "cancelled": "red",
    "denied": "red",
}


def agenda_as_table(agenda: Agenda) -> RenderableType:
    """The agenda: dated entries in order, then the shelf of those without a date."""
    parts: list[RenderableType] = []
    if agenda.dated:
        parts.append(_table("Agenda", agenda.dated))
    if agenda.undated:
        parts.append(_table("No date yet", agenda.undated))
    return Group(*parts) if parts else Text("nothing on the agenda")


def event_as_table(event: Event, *, why: bool = False) -> RenderableType:
    """One event: values held and by whom, conflicts, refinements, history, words.

    With `why`, the rule or model that read each value.
    """
    return Group(*_event_parts(event, why))


def packs_as_table(packs: Packs) -> RenderableType:
    """Languages and event types, with what each has and lacks."""
    languages = Table(title="Languages", title_justify="left")
    for name in (
        "tag",
        "language",
        "times",
        "cues",
        "furniture",
        "event types",
        "lacks",
    ):
        languages.add_column(name, overflow="fold")
    for tag in packs.readable():
        pack = packs.langs[tag]
        has = {name for name in pack["events"].words if name in packs.event_types}
        lacks = sorted(set(packs.event_types) - has - {"other"})
        languages.add_row(
            tag,
            str(pack.meta.get("name", "")),
            f"{len(pack['times'].rules)} rules",
            f"{_words(pack['cues'].words.values())} words",
            f"{len(pack['furniture'].rules)} rules",
            f"{len(has)} of {len(packs.event_types) - 1}",
            ", ".join(lacks) or "nothing",
        )
    types = Table(title="Event types", title_justify="left")
    for name in ("type", "PLOVER", "about", *packs.readable()):
        types.add_column(name, overflow="fold")
    for name, kind in packs.event_types.items():
        counts = [
            str(_words([packs.langs[tag]["events"].table(name)]))
            for tag in packs.readable()
        ]
        types.add_row(name, kind.plover, kind.about, *counts)
    return Group(languages, Text(""), types)


def when_as_text(event: Event) -> str:
    """The time shown of an event, with its hour where one was told."""
    if not isinstance(event.bounds, Bounds):
        return "no date yet"
    told = bounds_as_text(event.bounds)
    is_day = event.bounds.earliest == event.bounds.latest
    if event.clock is not None and is_day and "T" not in told:
        told = f"{told} {event.clock:%H:%M}"
    return told


def _words(tables: Iterable[Mapping[str, Sequence[str]]]) -> int:
    return sum(len(words) for table in tables for words in table.values())


def _table(title: str, events: Sequence[Event]) -> Table:
    table = Table(title=title, title_justify="left", expand=False)
    table.add_column("when", overflow="fold", max_width=25)
    table.add_column("what", overflow="fold", ratio=2)
    table.add_column("status")
    table.add_column("origins", justify="right")
    table.add_column("", max_width=9)
    table.add_column("id", style="dim")
    for event in events:
        colour = _COLOURS.get(event.status, "")
        flag = Text("conflict", style="bold red") if has_conflict(event) else Text("")
        table.add_row(
            when_as_text(event),
            event.label,
            Text(event.status, style=colour),
            str(len(event.origins)),
            flag,
            event.id[:6],
        )
    return table


def _event_parts(event: Event, why: bool) -> Iterator[RenderableType]:
    yield Text(event.label, style="bold")
    yield Text(f"{event.type} · {event.id}", style="dim")
    yield Text(f"status: {event.status}  ({event.status_rule})")
    yield Text(f"when:   {when_as_text(event)}  ({event.when_rule})")
    if event.actors:
        yield Text(f"who:    {', '.join((*event.actors, *event.recipients))}")
    if event.places:
        yield Text(f"where:  {', '.join(event.places)}")
    yield Text(
        f"independent origins: {len(event.origins)} ({', '.join(event.origins)})"
    )
    for kind, title in (("conflict", "Conflicts"), ("refinement", "Refinements")):
        found = [d for d in event.differences if d.kind == kind]
        if found:
            yield Text("")
            yield Text(title, style="bold red" if kind == "conflict" else "bold")
            for item in found:
                values = " / ".join(item.values)
                yield Text(f"  {item.field}: {values} ({item.reason})")
    yield Text("")
    yield _held_table(event, why)
    yield Text("")
    yield _history_table(event)


def _held_table(event: Event, why: bool) -> Table:
    table = Table(title="Values held", title_justify="left", show_lines=True)
    names = ["field", "value", "held by", "since", "words"]
    for name in (*names, "why") if why else names:
        table.add_column(name, overflow="fold")
    for field, title in _FIELDS.items():
        for value, holders in values_of(event, field):
            for holder in _first_of_each(holders):
                table.add_row(
                    title,
                    value,
                    " <- ".join(holder.chain),
                    _since(holder),
                    _quote(holder),
                    *((holder.why,) if why else ()),
                )
                title = value = ""
    return table


def _history_table(event: Event) -> Table:
    table = Table(title="History", title_justify="left")
    for name in ("since", "field", "value", "origin", ""):
        table.add_column(name, overflow="fold")
    for step in history_of(event):
        table.add_row(
            _since(step.held),
            _FIELDS[step.held.field],
            step.held.value,
            step.held.origin,
            "new" if step.is_new else "also",
        )
    return table


def _first_of_each(holders: Sequence[Held]) -> Iterator[Held]:
    seen: set[tuple[str, ...]] = set()
    for holder in holders:
        if holder.chain not in seen:
            seen.add(holder.chain)
            yield holder


def _since(held: Held) -> str:
    return f"{held.since:%Y-%m-%d %H:%M}" if held.since else "not known"


def _quote(held: Held) -> str:
    return f"“{' '.join(held.quote.split())}”"
