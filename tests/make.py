"""Small makers of values for tests."""

from dataclasses import replace
from datetime import UTC, date, datetime

from konon.model import (
    Account,
    Bounds,
    Claim,
    Dated,
    EventMention,
    Gives,
    Link,
    Masthead,
    Mention,
    Published,
    Reading,
    Report,
    ReportedEvent,
    Sentence,
    Span,
    Status,
    Timex,
)
from konon.packs import Packs, load_packs
from konon.pipeline import read_report, tag_times
from konon.read.reports import Draft, make_report
from konon.state.reaches import reach_of
from konon.state.status import spot_signs

ANCHOR = "2024-06-12T09:00+07:00"


def packs() -> Packs:
    """The packs that come with konon."""
    return load_packs()


def report(text: str, **given: str) -> Report:
    """A report of some text, published on 12 June 2024 unless told otherwise."""
    given.setdefault("published", ANCHOR)
    given.setdefault("lang", "id")
    return make_report(Draft("test", text, **given), packs())


def reading(text: str, **given: str) -> Reading:
    """A text read as a report of 12 June 2024."""
    return read_report(report(text, **given), packs())


def sentence(text: str) -> list[Sentence]:
    """The whole text as one sentence."""
    return [Sentence(Span(0, len(text)), 0)]


def told(reading_: Reading) -> list[str]:
    """Each claim as one line: event | chain | act | what it gives."""
    return [claim_line(claim, reading_) for claim in reading_.claims]


def claim_line(claim: Claim, reading_: Reading) -> str:
    """A claim as one line: type and label | chain | act | what it gives | its date."""
    event = next(e for e in reading_.events if e.id == claim.event)
    gives = claim.gives
    parts = [f"status={gives.status}"] if gives.status else []
    if gives.when and isinstance(gives.when.bounds, Bounds):
        parts.append(f"when={gives.when.bounds.edtf}")
    elif gives.when:
        parts.append(f"when=? ({gives.when.bounds.reason})")
    if gives.no_date:
        parts.append("no date")
    if gives.places:
        parts.append("where=" + ", ".join(p.name for p in gives.places))
    if gives.topics:
        parts.append("topics=" + "; ".join(t.text for t in gives.topics))
    chain = " <- ".join(link.name for link in claim.chain) or "(outlet)"
    said = ""
    if claim.said and isinstance(claim.said.bounds, Bounds):
        said = f" | said {claim.said.bounds.edtf}"
    return f"{event.label} | {chain} | {claim.act} | {', '.join(parts) or '-'}{said}"


def place(name: str, country: str = "") -> Mention:
    """A place, a country itself where it is called by its code."""
    entity = f"country:{country}" if country else f"place:{name.casefold()}"
    return Mention(Span(0, len(name)), "place", name, entity, country)


def person(name: str) -> Mention:
    """A person."""
    return Mention(Span(0, len(name)), "person", name, f"person:{name.casefold()}")


def timex(first: str, last: str = "") -> Timex:
    """A time of the days from `first` to `last`."""
    last = last or first
    edtf = first if first == last else f"{first}/{last}"
    bounds = Bounds(date.fromisoformat(first), date.fromisoformat(last), edtf)
    return Timex(Span(0, 4), "DATE", edtf, "", None, bounds, "test", "")


def account(
    report_id: str,
    *,
    outlet: str = "",
    day: str = "2024-06-01",
    type_: str = "visit",
    who: str = "Budi Santika",
    where: str = "Vietnam",
    country: str = "VN",
    when: Timex | None = None,
    status: Status = "planned",
    chain: tuple[Link, ...] = (),
    copied_from: str = "",
    no_date: bool = False,
) -> Account:
    """What one report tells of one event, with one claim."""
    actors = (person(who),) if who else ()
    places = (place(where, country),) if where else ()
    published = Published(
        datetime.fromisoformat(day).replace(tzinfo=UTC), "day", "test"
    )
    told_ = "happened" if status == "happened" else "future"
    event = ReportedEvent(
        "e1",
        type_,
        f"{type_}: {who}",
        "",
        actors,
        (),
        places,
        when,
        status,
        "past" if told_ == "happened" else "future",
        (Span(0, 4),),
    )
    gives = Gives(when=when, status=status, places=places, no_date=no_date)
    claim = Claim(
        "e1",
        chain,
        "say" if chain else "report",
        None,
        Span(0, 9),
        gives,
        "certain",
        "POS",
        None,
        "test",
    )
    name = outlet or f"Outlet {report_id}"
    masthead = Masthead(
        report_id, report_id, "", name, published, "id", "", copied_from
    )
    return Account(masthead, event, (claim,), ("Test test",))


def link(name: str, kind: str = "person") -> Link:
    """A link of a chain."""
    return Link(name, kind, Span(0, 4), f"{kind}:{name.casefold()}")  # type: ignore[arg-type]


def mention(place: int, *dates: tuple[Timex, float], **given: object) -> EventMention:
    """A mention of a meeting at a place, with the times that it may have."""
    told = EventMention(
        span=Span(place, place + 4),
        type="meeting",
        sentence=place // 100,
        actors=(),
        recipients=(),
        places=(),
        when=dates[0][0] if dates else None,
        tense="future",
        status="planned",
        sign=None,
        certainty="certain",
        polarity="POS",
        is_anaphor=False,
        is_particular=True,
        words="meeting",
        rule="test",
        when_chance=dates[0][1] if dates else 0.0,
        dates=tuple(Dated(when, chance, 0, False) for when, chance in dates),
    )
    return replace(told, **given)


def reached(text: str, lang: str, number: int = 0) -> str:
    """The EDTF that a time of a sentence gives an event, said on 12 June 2024."""
    pack = load_packs().langs[lang]
    times = tag_times(text, published="2024-06-12", lang=lang)
    signs = spot_signs(text, Span(0, len(text)), pack)
    return reach_of(
        times[number], times, signs, text, date(2024, 6, 12), pack
    ).bounds.edtf
