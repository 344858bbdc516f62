"""Every value that flows through konon, in the order in which it comes into being.

All values are frozen. What comes from a text carries a `Span` into `Report.text`, and
`report.text[span.start:span.end]` is the proof of it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

BlockKind = Literal[
    "headline",
    "dateline",
    "byline",
    "body",
    "caption",
    "creditline",
    "related",
    "promo",
]
MentionKind = Literal["person", "body", "place", "outlet", "unnamed", "document"]
Act = Literal[
    "say",
    "report",
    "confirm",
    "announce",
    "plan",
    "expect",
    "deny",
    "decline",
    "doubt",
    "demand",
]
Status = Literal[
    "rumoured",
    "planned",
    "preparing",
    "date_agreed",
    "announced",
    "under_way",
    "happened",
    "postponed",
    "cancelled",
    "denied",
]
Tense = Literal["future", "past", "ongoing"]
Certainty = Literal["certain", "probable", "possible", "underspecified"]
Polarity = Literal["POS", "NEG"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open piece of `Report.text`, counted in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span cuts out of `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A value that is not known, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """When a report came out, and how that was found."""

    instant: datetime
    """Always with a zone."""
    precision: Literal["day", "minute"]
    found: str


@dataclass(frozen=True, slots=True)
class Report:
    """One published text. `text` never changes after reading."""

    id: str
    """Hash of outlet, address and text: the same report has the same id anywhere."""
    key: str
    """The caller's own name for it: the `id` of a JSON line, the stem of a file."""
    url: str
    outlet: str
    published: Published | Unresolved
    lang: str
    """Tag of the pack that reads it, or `und` where no pack does."""
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page with its kind, and the rule that told it."""

    kind: BlockKind
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the body; `paragraph` counts paragraphs from 0."""

    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day that an expression allows; None is an open end."""

    earliest: date | None
    latest: date | None
    edtf: str
    """The same in EDTF (ISO 8601-2:2019)."""

    @property
    def width(self) -> int:
        """Days from the first to the last; a million where an end is open."""
        if self.earliest is None or self.latest is None:
            return 10**6
        return (self.latest - self.earliest).days


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression in the terms of TimeML's TIMEX3, with bounds and EDTF."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str
    anchor: date | None
    """The day that it was read against; None where none was needed or given."""
    bounds: Bounds | Unresolved
    rule: str
    why: str
    """Why this year, week or day, where the words leave it open."""
    clock: time | None = None
    """Time of day as said."""
    zone: str = ""
    """Zone of the clock as said, an IANA name."""
    other: "Timex | None" = None
    """The same on the other side of its anchor, where the words fit both."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as written, or the words that stand for an unnamed source."""

    span: Span
    kind: MentionKind
    name: str
    entity: str
    """Id of the `Entity` that it stands for."""
    country: str = ""
    """ISO 3166-1 code where the mention is, or lies in, a country that is known."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom or what mentions stand for."""

    id: str
    kind: MentionKind
    name: str
    """Its longest name in the report."""
    names: tuple[str, ...]
    country: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that may attribute, with what they would mean."""

    span: Span
    stance: str
    act: Act
    form: str
    """How it takes its source: pre, post, according, relay, passive, silence ..."""
    rule: str


@dataclass(frozen=True, slots=True)
class Link:
    """One source in a chain. A pronoun keeps its own span under a resolved name."""

    name: str
    kind: MentionKind
    span: Span
    entity: str


Whys = tuple[tuple[str, str], ...]
"""Values of an event or a claim, each with the rule or model that made it."""

Chain = tuple[Link, ...]
"""Sources from the report inwards; empty: the outlet on its own authority."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source chain, the cue, and the content that is attributed."""

    chain: Chain
    cue: Cue
    content: tuple[Span, ...]
    said: Timex | None
    """When it was said, if said."""
    rule: str
    source: Span | None = None
    """All words for the innermost source there: titles, apposition, or a pronoun."""
    tells: bool = True
    """Whether somebody said something; else only what they did, felt or wanted."""


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A quotation that nobody could be found for, and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names a happening, before anybody decides whether it counts."""

    span: Span
    type: str
    form: Literal["noun", "verb", "passive", "frame"]
    rule: str


@dataclass(frozen=True, slots=True)
class StatusSign:
    """Words that tell how far an event has come."""

    span: Span
    status: str
    """A `Status`, or one of the signs `future`, `past`, `negated`, `no_date`."""
    rule: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter to be dealt with at an event."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A time that a mention of an event may have, as a model sees it."""

    timex: Timex
    chance: float
    """How likely it is the mention's own."""
    steps: int
    """How many sentences behind the mention it stands; less than 0 before."""
    is_ruled: bool
    """Whether rules give it to the mention."""
    is_turned: bool = False
    """Whether it is on the other side of the publication than its clause tells."""


@dataclass(frozen=True, slots=True)
class Played:
    """A name that may have a part in an event, as a model sees it from a mention."""

    mention: Mention
    actor: float
    """How likely it acts in the event."""
    recipient: float
    place: float
    part: str
    """The part that the first look gives it: actor, recipient, place or none."""
    gap: int
    """Words between it and the mention, less than 0 where it stands before it."""
    is_teller: bool
    """Whether it tells of the event."""
    can_act: bool = True
    """Whether rules let it act: no country in a person's title, nobody voted on."""


@dataclass(frozen=True, slots=True)
class EventMention:
    """One trigger that counts as an event of the agenda, with its roles."""

    span: Span
    type: str
    sentence: int
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    places: tuple[Mention, ...]
    when: Timex | None
    tense: Tense
    status: Status
    sign: StatusSign | None
    """The words that gave the status; None where tense and time alone did."""
    certainty: Certainty
    polarity: Polarity
    is_anaphor: bool
    """Whether it points back ("that visit") to an event told before."""
    is_particular: bool
    """Whether its own words put it on the agenda: a plan, a date, a denial."""
    words: str
    """What names it: the trigger with what follows, or what stands before a verb."""
    rule: str
    telling: str = ""
    """What tells a reader what happens: a noun with what belongs to it, or a clause."""
    subject: Span | None = None
    """What takes place, where the trigger only says that it does: "be held"."""
    form: str = ""
    """Form of its trigger: noun, verb, passive or frame."""
    stem: str = ""
    """Its word without endings and affixes."""
    chance: float = 1.0
    """How likely it is an event of the agenda, as the models of the language see it."""
    looks: tuple[str, ...] = ()
    """What a model of status sees of it."""
    whys: Whys = ()
    is_listed: bool = True
    """Whether a table of the pack holds its word under its type."""
    wording: tuple[str, ...] = ()
    """What a model of types sees of it."""
    when_chance: float = 1.0
    """How likely its time is its own, as a model sees it."""
    is_hearsay: bool = False
    """Whether its sign is a word for what nobody answers for: "reportedly"."""
    is_asked: bool = False
    """Whether it stands in a question that nobody answers."""
    is_undated: bool = False
    """Whether its sentence says that it has no date yet."""
    is_settled: bool = False
    """Whether its sign decides by itself: "called off the meeting"."""
    is_bygone: bool = False
    """Whether it tells of a plan of the past, whose day may lie behind."""
    is_hedged: bool = False
    """Whether a condition or a word for habits stands in its clause."""
    is_upheld: bool = False
    """Whether its clause says "not cancelled"."""
    is_titled: bool = False
    """Whether the headline has its word."""
    which: str = ""
    """Which of several like it is meant: `2` for "the second round", or `other`."""
    dates: tuple[Dated, ...] = ()
    """The times that it may have, its own among them."""
    players: tuple[Played, ...] = ()
    """All in its sentence that may have a part in it."""


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """The mentions in one report that are one event."""

    id: str
    """e1, e2 ... within the report."""
    type: str
    label: str
    name: str
    """Its own name, as "Forum Pelabuhan Hijau"; empty where it has none."""
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    places: tuple[Mention, ...]
    when: Timex | None
    status: Status
    tense: Tense
    mentions: tuple[Span, ...]
    whys: Whys = ()
    chance: float = 1.0
    """How likely it is an event of the agenda, in hundredths; 1 where rules read it."""


@dataclass(frozen=True, slots=True)
class Gives:
    """What a claim gives of its event; empty fields are not given."""

    when: Timex | None = None
    status: Status | None = None
    places: tuple[Mention, ...] = ()
    topics: tuple[Topic, ...] = ()
    no_date: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What one chain states about one event in one sentence."""

    event: str
    chain: Chain
    act: Act
    cue: Span | None
    evidence: Span
    gives: Gives
    certainty: Certainty
    polarity: Polarity
    said: Timex | None
    rule: str
    whys: Whys = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one report says: the result of the stages up to claims."""

    report: Report
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    times: tuple[Timex, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[ReportedEvent, ...] = ()
    claims: tuple[Claim, ...] = ()
    unspoken: tuple[Unspoken, ...] = ()
    """Quotations without a speaker, each with the reason."""
    notes: tuple[Unresolved, ...] = field(default=())
    """What could not be read, and why."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A reading with what weaving needs beside it: credited agency and signature."""

    reading: Reading
    agency: str
    signature: bytes
    modified: str = ""
    """When the page says it was last changed."""
    replaces: str = ""
    """Id of the report that was a worse reading of the same page."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """A report without its text, and with the outlet whose text it repeats."""

    id: str
    key: str
    url: str
    outlet: str
    published: Published | Unresolved
    lang: str
    title: str
    copied_from: str = ""
    """Outlet or agency that its text repeats; empty where it stands on its own."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one report tells of one event: the unit that weaving joins."""

    masthead: Masthead
    event: ReportedEvent
    claims: tuple[Claim, ...]
    evidence: tuple[str, ...]
    """The words of each claim's evidence, in the order of `claims`."""


@dataclass(frozen=True, slots=True)
class Held:
    """One value of one field of an event, as one claim holds it."""

    field: Literal["when", "status", "place", "topic", "no_date", "comment"]
    value: str
    """EDTF for `when`, a status, a name, a topic, an act."""
    words: str
    chain: tuple[str, ...]
    """Names from the outlet inwards."""
    origin: str
    since: datetime | None
    report: str
    evidence: Span
    quote: str
    bounds: Bounds | None = None
    act: Act = "report"
    entity: str = ""
    is_own: bool = False
    """Whether the outlet says so on its own authority."""
    why: str = ""
    """The rule or model that read the value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values of one field, and whether both can hold."""

    kind: Literal["conflict", "refinement"]
    field: str
    values: tuple[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Event:
    """A happening, woven from the claims of all reports."""

    id: str
    type: str
    label: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    places: tuple[str, ...]
    status: Status
    status_rule: str
    bounds: Bounds | Unresolved
    when_rule: str
    clock: time | None
    zone: str
    held: tuple[Held, ...]
    differences: tuple[Difference, ...]
    origins: tuple[str, ...]
    accounts: tuple[tuple[str, str], ...]
    """(report id, event id within that report), sorted."""
    chance: float = 1.0
    """How likely it is an event of the agenda: the highest of its accounts."""
